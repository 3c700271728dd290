#!/usr/bin/env python3
"""Trains the model of the stage `boilerplate`. Run by hand; needs numpy and scikit-learn.

    train.py build/teasel ../shared/data/boilerplate plugins/stages/boilerplate/boilerplate.model

The folder holds aeb-dev.jsonl and wcxb-dev.jsonl: pages with {"id", "site", "text", "keep", "ignore"}. What the model
sees of a line is asked of the program itself (option `features`). Beside the pages as they are, it learns from the same pages
with most of their chrome cut away, so that it knows a small page too, and from texts made of their articles alone, wrapped
and cut into sentences, in which every line stays, so that it leaves plain texts alone. The same inputs give the same file."""
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import textwrap

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "common"))
import model as model_file

FEATURES_VERSION = 1
LEAF = 0xFFFF
SETTINGS = {"max_iter": 90, "max_leaf_nodes": 16, "learning_rate": .12, "min_samples_leaf": 150, "max_features": .3, "l2_regularization": 5.0,
            "early_stopping": False, "random_state": 1}
WEIGHTS = {"aeb": 1.5, "wcxb": 1.0, "thin": .7, "clean": .7, "ignored": .3}
PIPELINE = """teasel: 1
name: features
input:
  - jsonl: {{ paths: [{pages}] }}
stages:
  - boilerplate: {{ features: true, model_lines: false }}
output:
  - jsonl: {{ path: out.jsonl, with: [chrome] }}
"""


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def lines_of(page):
    """(at, in bytes, text, stays, weight) of each line that is not blank."""
    at = byte = 0
    for text in page["text"].split("\n"):
        lead = len(text) - len(text.lstrip())
        if text.strip():
            ignored = any(b <= at < e for b, e in page["ignore"])
            kept = ignored or any(b <= at < e for b, e in page["keep"])
            begin = byte + len(text[:lead].encode())
            yield begin, text, kept, WEIGHTS["ignored"] if ignored else 1.0
        at += len(text) + 1
        byte += len(text.encode()) + 1


def clean_texts(page, draw):
    """Texts in which every line stays, made of a page's article."""
    kept = [text.strip() for _, text, stays, _ in lines_of(page) if stays]
    if not kept:
        return
    if draw.random() < .15:
        yield [part for text in kept for part in textwrap.wrap(text, draw.choice([38, 60, 66, 72, 78]))][:100]
    if draw.random() < .2:
        yield [part.strip() + mark for text in kept for part, mark in pieces(text)][:100]


def thinned(page, draw):
    """The page with a few of the lines before, between and behind its article."""
    lines = list(lines_of(page))
    runs, before = [], None
    for line in lines:
        if line[2] != before:
            runs.append([])
        runs[-1].append(line)
        before = line[2]
    left = []
    for i, run in enumerate(runs):
        most = draw.randint(0, 25) if i in (0, len(runs) - 1) else draw.randint(0, 12)
        if run[0][2] or len(run) <= most:
            left += run
        elif i == 0:
            left += run[len(run) - most:] if draw.random() < .5 else run[:most]
        else:
            left += run[:most]
    return left


def pieces(text):
    """A line's sentences, roughly."""
    parts = text.split(". ")
    return [(part, "." if i + 1 < len(parts) else "") for i, part in enumerate(parts) if part.strip()]


def see(teasel, texts):
    """What the program sees of each text: {id: (begins, features)}."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "pages.jsonl"), "w", encoding="utf-8") as f:
            for id, text in texts:
                f.write(json.dumps({"id": id, "text": text}) + "\n")
        with open(os.path.join(folder, "p.yaml"), "w", encoding="utf-8") as f:
            f.write(PIPELINE.format(pages="pages.jsonl"))
        subprocess.run([os.path.abspath(teasel), "run", "p.yaml", "--out", "run"], cwd=folder, check=True,
                       stderr=subprocess.DEVNULL)
        seen = {}
        with open(os.path.join(folder, "run", "out.jsonl"), encoding="utf-8") as f:
            for line in f:
                document = json.loads(line)
                rows = document.get("chrome") or []  # none where the text does not look like a page
                seen[document["id"]] = ([row["at"] for row in rows],
                                        [np.array(row["features"].split(), dtype=np.int16) for row in rows])
        return seen


class Examples:
    """All lines that the model would be asked about, with the page each comes from."""

    def __init__(self, teasel, folder):
        draw = random.Random(1)
        texts, truth = [], {}
        for name in ("aeb", "wcxb"):
            for page in load(os.path.join(folder, f"{name}-dev.jsonl")):
                id = f"{name}:{page['id']}"
                lines = list(lines_of(page))
                texts.append((id, page["text"]))
                truth[id] = (page["site"], name, {b: (stays, weight) for b, _, stays, weight in lines})
                thin, at, marks = thinned(page, draw), 0, {}
                for begin, text, stays, w in thin:
                    lead = len(text) - len(text.lstrip())
                    marks[at + len(text[:lead].encode())] = (stays, w)
                    at += len(text.encode()) + 1
                texts.append((f"{id}:thin", "\n".join(text for _, text, _, _ in thin)))
                truth[f"{id}:thin"] = (page["site"], "thin", marks)
                for i, clean in enumerate(clean_texts(page, draw)):
                    texts.append((f"{id}:{i}", "\n".join(clean)))
                    truth[f"{id}:{i}"] = (page["site"], "clean", None)
        seen = see(teasel, texts)
        x, y, weight, site, kind = [], [], [], [], []
        for id, _ in texts:
            begins, features = seen[id]
            where, name, lines = truth[id]
            for begin, row in zip(begins, features):
                stays, w = (True, 1.0) if lines is None else lines[begin]
                if row[18] >= 2:  # the family settles it
                    continue
                x.append(row)
                y.append(not stays)
                weight.append(w * WEIGHTS[name])
                site.append(where)
                kind.append(name)
        self.x, self.y = np.array(x), np.array(y)
        self.weight, self.site, self.kind = np.array(weight), np.array(site), np.array(kind)


def train(examples, use=None):
    use = np.ones(len(examples.y), bool) if use is None else use
    learner = HistGradientBoostingClassifier(**SETTINGS)
    learner.fit(examples.x[use].astype(np.float32), examples.y[use], sample_weight=examples.weight[use])
    return learner


def save(learner, path):
    trees = [predictors[0].nodes for predictors in learner._predictors]
    nodes = [None] * len(trees)

    def put(tree, i, at):
        node = tree[i]
        if node["is_leaf"]:
            value = int(round(1000 * float(node["value"])))
            nodes[at] = (LEAF, max(-32768, min(32767, value)), 0, 0)
            return
        left, right = len(nodes), len(nodes) + 1
        nodes.extend([None, None])
        threshold = int(np.floor(node["num_threshold"]))
        nodes[at] = (int(node["feature_idx"]), max(-32768, min(32767, threshold)), left, right)
        put(tree, int(node["left"]), left)
        put(tree, int(node["right"]), right)

    for at, tree in enumerate(trees):
        put(tree, 0, at)
    base = int(round(1000 * float(np.ravel(learner._baseline_prediction)[0])))
    weights = b"".join(struct.pack("<HhHH", *node) for node in nodes)
    model_file.write(path, "boilerplate", FEATURES_VERSION, {"trees": len(trees), "base": base}, weights)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    examples = Examples(sys.argv[1], sys.argv[2])
    save(train(examples), sys.argv[3])
    print(f"{len(examples.y)} lines, {examples.y.mean():.3f} of them chrome")


if __name__ == "__main__":
    main()
