#!/usr/bin/env python3
"""Trains the model of the stage `boilerplate`. Run by hand; needs numpy and lightgbm.

    train.py build/teasel ../shared/data/boilerplate plugins/stages/boilerplate/boilerplate.model

The folder holds aeb-dev.jsonl and wcxb-dev.jsonl: pages with {"id", "site", "text", "keep", "ignore"}. What the model
sees of a line is asked of the program itself (option `features`). Beside the pages as they are, it learns from the same pages
with most of their chrome cut away, so that it knows a small page too, and from texts made of their articles alone, wrapped
and cut into sentences, in which every line stays, so that it leaves plain texts alone. From pages whose letters are
changed for others it learns what a page looks like whose words it does not know. The same inputs give the same file.

After a change of the features the built-in model no longer fits, and the program that is to write them needs one that
does: train.py --empty plugins/stages/boilerplate/boilerplate.model, then make, then the training."""
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
import lightgbm

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "common"))
import model as model_file

FEATURES_VERSION = 3
LEAF = 0xFFFF
TREES = 60
SETTINGS = {"objective": "binary", "num_leaves": 16, "max_depth": 6, "learning_rate": .17, "min_data_in_leaf": 100, "lambda_l2": 5.0,
            "feature_fraction": .5, "bagging_fraction": .7, "bagging_freq": 1, "seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 2, "verbose": -1}
CHROME = 1.2  # a line of chrome that stays is as bad as a line that goes by mistake, and there are more ways to miss one
WEIGHTS = {"aeb": 1.5, "wcxb": 1.0, "thin": .7, "clean": .7, "foreign": .3, "ignored": .3}
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
    if draw.random() < .3:
        yield kept
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


def foreign(page, draw):
    """The page's lines as one sees them in a language that one does not know: each letter changed for another."""
    vowels, consonants = list("aeiou"), list("bcdfghjklmnpqrstvwxyz")
    if draw.random() < .5:
        others = [chr(0x430 + i) for i in draw.sample(range(32), 26)]  # Cyrillic, two bytes each
        letters = dict(zip(vowels + consonants, others))
    else:
        letters = dict(zip(vowels + consonants, draw.sample(vowels, 5) + draw.sample(consonants, 21)))
    table = str.maketrans({**letters, **{a.upper(): b.upper() for a, b in letters.items()}})
    return [(text.translate(table), stays, w) for _, text, stays, w in lines_of(page)]


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


def worth(length):
    """The weight of a line by its length in bytes: a long one matters more to who reads what is left."""
    return .6 + .4 * min(length, 360) / 90


def marks_of(lines):
    """{at, in bytes: (stays, weight)} of lines as they are joined."""
    at, marks = 0, {}
    for text, stays, weight in lines:
        lead = len(text) - len(text.lstrip())
        marks[at + len(text[:lead].encode())] = (stays, weight)
        at += len(text.encode()) + 1
    return marks


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
                copies = [("thin", [line[1:] for line in thinned(page, draw)])]
                if draw.random() < .4:
                    copies.append(("foreign", foreign(page, draw)))
                for kind, copy in copies:
                    texts.append((f"{id}:{kind}", "\n".join(text for text, _, _ in copy)))
                    truth[f"{id}:{kind}"] = (page["site"], kind, marks_of(copy))
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
                weight.append(w * WEIGHTS[name] * (1 if stays else CHROME) * worth(row[0]))
                site.append(where)
                kind.append(name)
        self.x, self.y = np.array(x), np.array(y)
        self.weight, self.site, self.kind = np.array(weight), np.array(site), np.array(kind)


def train(examples, use=None):
    use = np.ones(len(examples.y), bool) if use is None else use
    data = lightgbm.Dataset(examples.x[use].astype(np.float32), examples.y[use], weight=examples.weight[use])
    return lightgbm.train(SETTINGS, data, TREES)


def save(learner, path):
    trees = [tree["tree_structure"] for tree in learner.dump_model()["tree_info"]]
    nodes = [None] * len(trees)

    def put(node, at):
        if "leaf_value" in node:
            value = int(round(1000 * node["leaf_value"]))
            nodes[at] = (LEAF, max(-32768, min(32767, value)), 0)
            return
        left = len(nodes)
        nodes.extend([None, None])
        threshold = int(np.floor(node["threshold"]))
        nodes[at] = (node["split_feature"], max(-32768, min(32767, threshold)), left)
        put(node["left_child"], left)
        put(node["right_child"], left + 1)

    for at, tree in enumerate(trees):
        put(tree, at)
    weights = b"".join(struct.pack("<HhH", *node) for node in nodes)
    model_file.write(path, "boilerplate", FEATURES_VERSION, {"trees": len(trees), "base": 0}, weights)


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--empty":
        model_file.write(sys.argv[2], "boilerplate", FEATURES_VERSION, {"trees": 1, "base": 0}, struct.pack("<HhH", LEAF, 0, 0))
        return
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    examples = Examples(sys.argv[1], sys.argv[2])
    save(train(examples), sys.argv[3])
    print(f"{len(examples.y)} lines, {examples.y.mean():.3f} of them chrome")


if __name__ == "__main__":
    main()
