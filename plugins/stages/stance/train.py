#!/usr/bin/env python3
"""Trains the weights of the stage `stance` and writes stance.model beside this script.

    train.py [--teasel build/teasel] [--data ../shared/data/stance/newsmtsc-train.jsonl] [--out stance.model]

The features come from the built program (`features: true`), so that training and running cannot differ: run this anew
whenever the features or the tones of words have changed, and then `make`. Lines of the data are
{"id", "text", "mentions": [{"begin", "end"}], "label"}. The strength of the penalty and the temperature are chosen by
five-fold cross-validation, texts that repeat in one fold. Needs numpy, scipy and scikit-learn; the same data give the
same weights.

The header's `tones` is a digest of the features of two sentences on each term of the lexicons, by which a test sees
weights that were trained on other tones or other features than those of today."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "common"))
import model

VERSION = 1  # FEATURES_VERSION of stance.h
BITS = 18  # TABLE_BITS
LABELS = ["negative", "neutral", "positive"]
PENALTIES = [30, 60, 100]
TRAINING = "{ paths: [\"DATA\"], layers: { mentions: mentions }, keep: [label] }", "sentiment"
DIGEST = "{ paths: [\"DATA\"] }", "mentions: { targets: [Lund] }\n  - sentiment"
PIPELINE = """teasel: 1
name: features
input:
  - jsonl: {input}
stages:
  - sentences
  - tokens
  - {stages}
  - stance: {{ features: true, model: "{model}" }}
output:
  - jsonl: {{ path: out.jsonl, text: false, with: [mentions.stance_features] }}
"""


def run(teasel, folder, data, how):
    """The documents that the program writes, with the features of their mentions."""
    # The weights do not matter here; any file of the right form spares an old built-in one from being refused.
    blank = os.path.join(folder, "blank.model")
    model.write(blank, "stance", VERSION, {"scale": [1, 1], "bias": [0, 0]}, bytes(2 << BITS))
    pipeline = os.path.join(folder, "features.yaml")
    with open(pipeline, "w") as f:
        f.write(PIPELINE.format(input=how[0].replace("DATA", os.path.abspath(data)), stages=how[1], model=blank))
    out = os.path.join(folder, "out")
    subprocess.run([os.path.abspath(teasel), "run", pipeline, "--out", out, "--quiet"], check=True)
    with open(os.path.join(out, "out.jsonl"), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def extract(teasel, data):
    """The places of the features of each line's first mention, and the labels."""
    with tempfile.TemporaryDirectory() as folder:
        rows = run(teasel, folder, data, TRAINING)
    places, ends = [], [0]
    for row in rows:
        own = np.array(row["mentions"][0]["stance_features"].split(), dtype=np.int64) % (1 << BITS)
        places.append(own)
        ends.append(ends[-1] + len(own))
    places = np.concatenate(places)
    counts = scipy.sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), 1 << BITS))
    counts.sum_duplicates()
    return counts, np.array([LABELS.index(row["label"]) for row in rows])


def fit(counts, labels, penalty):
    """Weights and biases for negative and positive, those of neutral taken off."""
    used = np.flatnonzero(np.bincount(counts.indices, minlength=1 << BITS) > 1)
    learner = LogisticRegression(C=1 / penalty, class_weight="balanced", max_iter=80, tol=1e-3)
    learner.fit(counts[:, used], labels)
    weights = np.zeros((1 << BITS, 2))
    weights[used] = (learner.coef_[[0, 2]] - learner.coef_[1]).T
    return weights, learner.intercept_[[0, 2]] - learner.intercept_[1]


def sums(counts, weights, bias):
    two = counts @ weights + bias
    return np.column_stack([two[:, 0], np.zeros(len(two)), two[:, 1]])


def chances(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def folds_of(groups, n=5):
    return GroupKFold(n).split(groups, groups=groups)


def cross_validate(counts, labels, groups, penalty):
    """The sums of each line by weights that have not seen its text."""
    z = np.zeros((len(labels), 3))
    for known, new in folds_of(groups):
        z[new] = sums(counts[new], *fit(counts[known], labels[known], penalty))
    return z


def temperature_of(z, labels):
    """What the sums are multiplied with for the likeliest labels."""
    steps = np.arange(0.5, 1.51, 0.01)
    return float(steps[np.argmax([np.log(chances(z * t)[np.arange(len(labels)), labels]).sum() for t in steps])])


def write(path, weights, bias, temperature, about):
    scale = np.abs(weights).max(0) / 127
    whole = np.rint(weights / scale).astype(np.int8)
    values = {"trained_on": "newsmtsc-train", "scale": list(scale * temperature), "bias": list(bias * temperature), **about}
    model.write(path, "stance", VERSION, values, whole.tobytes())


def built_in():
    """The penalty and the temperature that the model beside this script was written with."""
    with open(os.path.join(HERE, "stance.model"), "rb") as f:
        header = dict(line.split(" ", 1) for line in f.read(model.HEADER).decode().split("\n") if line)
    return float(header["penalty"]), float(header["temperature"])


def terms():
    """The terms of the lexicons of `sentiment`, as test_stance_model.c reads them."""
    for name in ["vader", "afinn", "lexicon"]:
        with open(os.path.join(HERE, "..", "sentiment", f"{name}.tsv"), "rb") as f:
            for line in f.read().split(b"\n"):
                if line and not line.startswith(b"#"):
                    yield line.split(b"\t")[0].decode()


def digest_of_tones(teasel):
    """FNV-1a of the features of the mentions of a text that holds each term, as 16 digits."""
    text = "".join(f"Lund is {term}.\nLund is not {term}.\n\n" for term in terms())
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "in.jsonl")
        with open(data, "w", encoding="utf-8") as f:
            f.write(json.dumps({"text": text}) + "\n")
        (row,) = run(teasel, folder, data, DIGEST)
    digest = 0xCBF29CE484222325
    for mention in row["mentions"]:
        for byte in mention["stance_features"].encode():
            digest = (digest ^ byte) * 0x100000001B3 % 2**64
    return f"{digest:016x}"


def groups_of(data):
    texts = {}
    with open(data, encoding="utf-8") as f:
        return np.array([texts.setdefault(json.loads(line)["text"], len(texts)) for line in f])


def main():
    root = os.path.join(HERE, "..", "..", "..")
    options = argparse.ArgumentParser()
    options.add_argument("--teasel", default=os.path.join(root, "build", "teasel"))
    options.add_argument("--data", default=os.path.join(root, "..", "shared", "data", "stance", "newsmtsc-train.jsonl"))
    options.add_argument("--out", default=os.path.join(HERE, "stance.model"))
    args = options.parse_args()
    counts, labels = extract(args.teasel, args.data)
    groups = groups_of(args.data)
    print(f"{len(labels)} mentions, {counts.sum(1).mean():.0f} features each")
    best = None
    for penalty in PENALTIES:
        z = cross_validate(counts, labels, groups, penalty)
        f1 = f1_score(labels, z.argmax(1), average="macro")
        print(f"penalty {penalty}: cross-validated macro-F1 {f1:.4f}", flush=True)
        if best is None or f1 > best[0]:
            best = f1, penalty, temperature_of(z, labels)
    f1, penalty, temperature = best
    weights, bias = fit(counts, labels, penalty)
    write(args.out, weights, bias, temperature, {"penalty": penalty, "temperature": temperature, "tones": digest_of_tones(args.teasel)})
    print(f"wrote {args.out}: penalty {penalty}, temperature {temperature:.2f}")


if __name__ == "__main__":
    main()
