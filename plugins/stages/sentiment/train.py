#!/usr/bin/env python3
"""Learns the scores of sentiment.model. Run by hand: python3 train.py TEASEL SHARED OUT.model [--cv]

TEASEL is the built program, SHARED the folder with data/sentiment/{tweets,movie,amazon,nyt}.jsonl. The program itself says what it
sees (option `features`); ridge regression moves the scores of the joined lexicon a little towards human ratings. Words that are in
no list are not learnt: what they say in a few thousand texts is what those texts were about. There is nothing random in it. --cv
also prints Pearson's r with each fold of five scored by the others; how strongly scores are held is chosen within those.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../common"))
import model  # noqa: E402

SETS = ("tweets", "movie", "amazon", "nyt")
CONSTANTS = dict(negate_good=-.75, negate_bad=-.25, negate_far=.3, lacking=-.6, owed=.5, relieved=-.4, before_but=.5, after_but=1.5,
                 capitals=1.35, exclamation=.12, density=.9, scale=2.2)
HOLDS = (2e-5, 4e-5, 8e-5, 1.6e-4)  # how strongly scores are held where they were; chosen by inner folds
MOVE, MOVE_NEWS = .7, .35  # how far a score may move: of others' lists, and of the project's own words for news
WEIGHTS = (1.5, .7, 1, 3)  # of the sets: news first


def run(teasel, shared, options, columns=""):
    paths = ", ".join(os.path.abspath(f"{shared}/data/sentiment/{s}.jsonl") for s in SETS)
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/p.yaml", "w") as f:
            f.write(f"teasel: 1\nname: t\ninput:\n  - jsonl: {{paths: [{paths}]}}\nstages:\n  - sentences\n  - tokens\n"
                    f"  - sentiment: {{{options}}}\noutput:\n  - jsonl: {{path: o.jsonl{columns}}}\n")
        subprocess.run([os.path.abspath(teasel), "run", f"{folder}/p.yaml", "--out", f"{folder}/out"], check=True,
                       capture_output=True)
        with open(f"{folder}/out/o.jsonl", encoding="utf-8") as f:
            return {d["id"]: d for d in map(json.loads, f)}


def gold(shared):
    for i, s in enumerate(SETS):
        with open(f"{shared}/data/sentiment/{s}.jsonl", encoding="utf-8") as f:
            for line in f:
                yield i, json.loads(line)


class Data:
    def __init__(self, teasel, shared):
        base = os.path.join(tempfile.mkdtemp(), "base.model")
        model.write(base, "sentiment", 1, dict(CONSTANTS, terms=0), b"")
        out = run(teasel, shared, f"features: true, model: {base}", ", with: [documents.sentiment_features]")
        terms, rows, cols, vals, words, doc = {}, [], [], [], [], []
        self.docs = list(gold(shared))
        for n, (_, x) in enumerate(self.docs):
            for line in out[x["id"]]["sentiment_features"].rstrip("\n").split("\n"):
                cells = line.split("\t")
                for cell in cells[1:]:
                    term, weight = cell.rsplit("=", 1)
                    rows.append(len(words))
                    cols.append(terms.setdefault(term, len(terms)))
                    vals.append(float(weight))
                words.append(int(cells[0]))
                doc.append(n)
        self.terms, n = list(terms), len(self.docs)
        self.x = sp.csr_matrix((vals, (rows, cols)), (len(words), len(terms)))
        self.words, self.doc = np.array(words, float), np.array(doc)
        self.sum = sp.csr_matrix((np.ones(len(words)), (doc, np.arange(len(words)))), (n, len(words)))
        self.all = np.maximum(self.sum @ self.words, 1)
        self.part = 2 / (self.sum @ (self.words > 0) + 1)
        self.y = np.array([x["mean"] / 4 for _, x in self.docs])
        self.set = np.array([i for i, _ in self.docs])
        self.fold = np.array([zlib.crc32(x["id"].encode()) % 5 for _, x in self.docs])
        self.inner = np.array([zlib.crc32(x["id"].encode()) // 5 % 4 for _, x in self.docs])

    def tone(self, total, words):
        d, k = CONSTANTS["density"], CONSTANTS["scale"] / np.sqrt(np.maximum(words, 1))
        root, dense = total * total + 15, (k * total) ** 2 + 15
        return ((1 - d) * total / np.sqrt(root) + d * k * total / np.sqrt(dense),
                (1 - d) * 15 / root ** 1.5 + d * k * 15 / dense ** 1.5)

    def score(self, scores):
        total = self.x @ scores
        tone, slope = self.tone(total, self.words)
        whole, whole_slope = self.tone(self.sum @ total, self.all)
        y = self.part * whole + (1 - self.part) * (self.sum @ (tone * self.words)) / self.all
        return y, ((1 - self.part) / self.all)[self.doc] * slope * self.words, self.part * whole_slope


def fit(data, prior, move, mask, hold):
    """Moves the scores of terms towards the ratings of the documents of `mask`, none by more than its `move` and to no less than
    half of what it was."""
    free = np.flatnonzero(move)
    start, reach = prior[free], move[free]
    low = np.maximum(np.where(start > 0, np.maximum(start - reach, start / 2), start - reach), -4)
    high = np.minimum(np.where(start < 0, np.minimum(start + reach, start / 2), start + reach), 4)
    x, scores = data.x[:, free].tocsc().T.tocsr(), prior.copy()
    weight = mask / mask.sum() * np.array(WEIGHTS)[data.set]

    def loss(v):
        scores[free] = v
        y, inner, outer = data.score(scores)
        e, far = weight * (y - data.y), v - start
        g = 2 * (e[data.doc] * inner + (e * outer)[data.doc])
        return (e * (y - data.y)).sum() + hold * (far * far).sum(), x @ g + 2 * hold * far

    scores[free] = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=list(zip(low, high)), options=dict(maxiter=40)).x
    return scores


def likeness(data, y, mask):
    """Pearson's r of each set."""
    return [np.corrcoef(y[(data.set == i) & (mask > 0)], data.y[(data.set == i) & (mask > 0)])[0, 1] for i in range(len(SETS))]


def choose(data, prior, move, mask):
    """The hold that does best where each quarter of the texts of `mask` is scored by the others."""
    def worth(hold):
        y = np.zeros(len(data.y))
        for k in range(4):
            y[data.inner == k] = data.score(fit(data, prior, move, mask * (data.inner != k), hold))[0][data.inner == k]
        return sum(likeness(data, y, mask))
    return max(HOLDS, key=worth)


def learn(data, prior, move, mask):
    return fit(data, prior, move, mask, choose(data, prior, move, mask))


def write(path, data, prior, scores):
    rows = [(t, s) for t, s, p in zip(data.terms, scores, prior) if abs(s - p) >= .05 and not ("=" in t or t[0] == "#")
            and re.match(r"[a-z]", t) and re.fullmatch(r"[a-z' -]+", t)]
    text = "".join(f"{t}\t{model.number(round(float(s), 2))}\n" for t, s in sorted(rows))
    model.write(path, "sentiment", 1, dict(CONSTANTS, terms=len(rows)), text.encode())


def priors(data):
    """The score of each term in the joined lexicon, and how far it may move."""
    def table(name):
        with open(os.path.join(HERE, name), encoding="utf-8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and not line.startswith("# ")]
        return {r[0].lower().replace("-", " ") if r[0][0].isalpha() else r[0].lower(): float(r[1]) for r in rows}

    vader, afinn, own = table("vader.tsv"), table("afinn.tsv"), table("lexicon.tsv")
    joined = dict(own)
    joined.update({w: .8 * s for w, s in afinn.items()})
    joined.update(vader)
    joined.update({w: (s + .8 * afinn[w]) / 2 for w, s in vader.items() if w in afinn})
    prior = np.array([joined.get(t.replace("-", " ") if t[0].isalpha() else t, 0.) for t in data.terms])
    names = [t.replace("-", " ") if t[0].isalpha() else t for t in data.terms]
    return prior, np.array([0 if p == 0 else MOVE_NEWS if t in own else MOVE for t, p in zip(names, prior)])


def main():
    teasel, shared, path = sys.argv[1:4]
    data = Data(teasel, shared)
    prior, move = priors(data)
    everything = np.ones(len(data.y))
    show = lambda name, y: print(name, *(f"{s} {r:.4f}" for s, r in zip(SETS, likeness(data, y, everything))), flush=True)
    show("not learnt:", data.score(prior)[0])
    if "--cv" in sys.argv:
        y = np.zeros(len(data.y))
        for k in range(5):
            with tempfile.TemporaryDirectory() as folder:
                write(f"{folder}/m.model", data, prior, learn(data, prior, move, (data.fold != k) * 1.))
                out = run(teasel, shared, f"model: {folder}/m.model")
            ours = np.array([out[x["id"]]["sentiment"] or 0 for _, x in data.docs])
            y[data.fold == k] = ours[data.fold == k]
        show("cross-validated:", y)
    scores = learn(data, prior, move, everything)
    write(path, data, prior, scores)
    show("learnt:", data.score(scores)[0])


if __name__ == "__main__":
    main()
