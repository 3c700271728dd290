#!/usr/bin/env python3
"""Trains the weights of the stage `sentences`.

    train.py [--out FILE] [--teasel build/teasel] [--data ../shared/data/sentences] [SET ...]

Run it from the top of the project; it needs numpy, scipy and scikit-learn. The sets are ewt-train and gum-train-open
unless others are named: files SET.jsonl of the folder of --data, or paths. The features are the program's own: it is run over the sets with
`features: true`, following the true sentences. What is learnt is a logistic regression over the 65,536 hashed numbers,
rounded to whole numbers of one byte."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../common"))
import model  # noqa: E402

FEATURES = 1
WEIGHTS = 65536
SIEVE = 8192  # the first of them
NEAR = 27  # of a gap's features, those that are looked at first
SPOILT = 5  # gaps that may be decided too early, on either side
LOST = .08  # of the ends without a mark that the full features find: turned away by the sieve
STRENGTH = 1.0  # inverse of the regularisation
PIPELINE = """teasel: 1
name: train
input:
  - jsonl: {{ paths: [texts.jsonl], layers: {{ gold: gold }} }}
stages:
  - sentences: {{ features: true{model} }}
output:
  - jsonl: {{ path: out.jsonl, text: false, with: [gaps, gaps.features, gaps.plain] }}
"""


def gaps_of(teasel, documents):
    """For each document its gaps: (features, whether a true sentence begins there, whether it has no mark)."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "texts.jsonl"), "w", encoding="utf-8") as f:
            for i, d in enumerate(documents):
                gold = [{"begin": b, "end": e} for b, e in d["sentences"]]
                f.write(json.dumps({"id": str(i), "text": d["text"], "gold": gold}) + "\n")
        model.write(os.path.join(folder, "zero.model"), "sentences", FEATURES, {"sieve": [0, 0], "plain": [0, 0], "marked": [0, 0]}, bytes(WEIGHTS))
        with open(os.path.join(folder, "p.yaml"), "w") as f:
            f.write(PIPELINE.format(model=", model: zero.model"))
        subprocess.run([os.path.abspath(teasel), "run", "p.yaml", "--out", "out", "--quiet"], cwd=folder, check=True)
        with open(os.path.join(folder, "out/out.jsonl"), encoding="utf-8") as f:
            for d, line in zip(documents, f):
                begins = {b for b, _ in d["sentences"]}
                yield [([int(x) for x in g["features"].split()], g["end"] in begins, g["plain"]) for g in json.loads(line)["gaps"]]


def matrix(rows):
    ends = np.cumsum([0] + [len(r) for r in rows])
    x = csr_matrix((np.ones(ends[-1]), [n for r in rows for n in r], ends), shape=(len(rows), WEIGHTS))
    x.sum_duplicates()
    return x


def fit(rows, y, strength, heavy=None):
    f = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, random_state=1, tol=1e-3, max_iter=200)
    return f.fit(matrix(rows), y, sample_weight=heavy).coef_[0]


def rounded(weights):
    """Whole numbers of one byte, and what one of them stands for."""
    scale = np.abs(weights).max() / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale


def held_out(rows, y, strength, heavy=None, part=lambda row: row):
    """The score of each row, or of a part of it, by weights learnt from the four fifths of the rows without it and its
    neighbours."""
    scores, fold = np.zeros(len(rows)), np.arange(len(rows)) // 200 % 5
    for k in range(5):
        inside, outside = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        weights = fit([rows[i] for i in inside], y[inside], strength, None if heavy is None else heavy[inside])
        scores[outside] = matrix([part(rows[i]) for i in outside]) @ weights
    return scores


def bounds(name, near, full):
    """Near scores beyond these are taken as they are: all but SPOILT of the gaps would be decided alike in full."""
    no = min(0, int(np.floor(np.sort(near[full])[:SPOILT][-1])))
    yes = max(0, int(np.ceil(np.sort(near[~full])[-SPOILT:][0])))
    print(f"{name}: {no} to {yes}; {np.mean((near >= no) & (near <= yes)):.3f} of {len(near)} are looked at in full")
    return [no, yes]


def learn_sieve(gaps, found):
    """The sieve's weights, and the score below which a gap is turned away. What the full features do not find need not
    pass, and one of the ends that they find is worth many others."""
    plain = [i for i, (f, _, _) in enumerate(gaps) if min(f) < SIEVE]
    rows = [[n for n in gaps[i][0] if n < SIEVE] for i in plain]
    y = np.array([gaps[i][1] and found[i] for i in plain])
    heavy = np.where(y, 100.0, 1.0)
    weights, scale = rounded(fit(rows, y, .1, heavy))
    steps = held_out(rows, y, .1, heavy, lambda row: row[:len(row) // 2]) / scale
    held = held_out(rows, y, .1, heavy) / scale
    first, last = int(np.floor(np.quantile(steps[y], LOST / 3))), int(np.floor(np.quantile(held[y], LOST)))
    print(f"sieve: from {first}, then {last}; of {len(y)} with {y.sum()} ends {np.mean(steps >= first):.3f} pass the first step, "
          f"{np.mean((held >= last) & (steps >= first)):.3f} both")
    return weights, [first, last]


def learn(gaps, strength=STRENGTH):
    """All weights, and the values of the header."""
    rows = [[n for n in f if n >= SIEVE] for f, _, _ in gaps]
    y = np.array([y for _, y, _ in gaps])
    plain = np.array([p for _, _, p in gaps])
    weights, scale = rounded(fit(rows, y, strength))
    sieve, threshold = learn_sieve(gaps, held_out(rows, y, strength) > 0)
    near, full = matrix([r[:NEAR] for r in rows]) @ weights.astype(float), matrix(rows) @ weights.astype(float) > 0
    weights[:SIEVE] = sieve[:SIEVE]
    return weights, {"scale": float(scale), "sieve": threshold, "plain": bounds("plain", near[plain], full[plain]),
                     "marked": bounds("marked", near[~plain], full[~plain]), "gaps": len(gaps)}


def load(data, name):
    path = name if name.endswith(".jsonl") else os.path.join(data, name + ".jsonl")
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    p = argparse.ArgumentParser()
    p.add_argument("--out", default=os.path.join(here, "sentences.model"))
    p.add_argument("--teasel", default="build/teasel")
    p.add_argument("--data", default="../shared/data/sentences")
    p.add_argument("--strength", type=float, default=STRENGTH)
    p.add_argument("sets", nargs="*", default=["ewt-train", "gum-train-open"])
    a = p.parse_args()
    documents = [d for name in a.sets for d in load(a.data, name)]
    gaps = [g for of in gaps_of(a.teasel, documents) for g in of]
    weights, values = learn(gaps, a.strength)
    model.write(a.out, "sentences", FEATURES, values, weights.tobytes())
    print(f"{len(gaps)} gaps, {sum(y for _, y, _ in gaps)} ends, {np.count_nonzero(weights)} weights in use")


if __name__ == "__main__":
    main()
