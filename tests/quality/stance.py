#!/usr/bin/env python3
"""Measures the stage `stance`: macro-F1 and calibration on the development sets of NewsMTSC, and cross-validation on its
training set.

    stance.py build/teasel ../shared

rows() and reliability() are for the table of all stages. The cross-validation trains five models with the stage's train.py
and runs the program with each as `model:`; it is left out where numpy, scipy or scikit-learn is missing."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

SETS = ["newsmtsc-dev-mt", "newsmtsc-dev-rw"]
PEERS = "test mt/rw: majority .23/.19, VADER .48/.51, bag of words .55/.56, GRU-TSC (BERT-size) .83"
LABELS = ["negative", "neutral", "positive"]
BINS = 10
PIPELINE = """teasel: 1
name: stance
input:
  - jsonl: {{ paths: ["{data}"], layers: {{ mentions: mentions }} }}
stages:
  - sentences
  - tokens
  - sentiment
  - stance{options}
output:
  - jsonl: {{ path: documents.jsonl }}
"""


def lines_of(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def run(teasel, data, folder, options=""):
    """Runs the program on a file; returns the path of its output."""
    pipeline, out = os.path.join(folder, "stance.yaml"), os.path.join(folder, "out")
    with open(pipeline, "w") as f:
        f.write(PIPELINE.format(data=os.path.abspath(data), options=options))
    subprocess.run([os.path.abspath(teasel), "run", pipeline, "--out", out, "--force", "--quiet"], check=True)
    return os.path.join(out, "documents.jsonl")


def score(shared, gold, out):
    scorer = os.path.join(shared, "tools", "score.py")
    words = subprocess.run([sys.executable, scorer, "stance", gold, out], check=True, capture_output=True, text=True).stdout.split()
    return words[words.index("macro-F1") + 1]


def judged(gold, out):
    """Of each mention: how likely its likeliest label is, and whether that is right."""
    labels = {line["id"]: line["label"] for line in lines_of(gold)}
    pairs = []
    for line in lines_of(out):
        mention = line["mentions"][0]
        best = max(LABELS, key=lambda label: mention["stance_" + label])
        pairs.append((mention["stance_" + best], best == labels[line["id"]]))
    return pairs


def bins(pairs):
    """Of each bin that is not empty: its lower end, n, mean probability, share that is right."""
    for i in range(BINS):
        own = [p for p in pairs if i < p[0] * BINS <= i + 1]
        if own:
            yield i / BINS, len(own), sum(p for p, _ in own) / len(own), sum(right for _, right in own) / len(own)


def calibration_error(pairs):
    return sum(n * abs(p - right) for _, n, p, right in bins(pairs)) / len(pairs)


def judge_sets(teasel, shared):
    """Of each set: its name, macro-F1, and what judged() says."""
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            gold = os.path.join(shared, "data", "stance", name + ".jsonl")
            out = run(teasel, gold, folder)
            yield name, score(shared, gold, out), judged(gold, out)


def row(name, measure, value, bar, peers=""):
    return {"stage": "stance", "set": name, "measure": measure, "value": value, "bar": bar, "peers": peers}


def cross_validate(teasel, shared):
    """Macro-F1 and calibration error on the training set, each part of it scored by weights that have not seen its texts."""
    import trainer

    train = trainer.of("stance")
    data = os.path.join(shared, "data", "stance", "newsmtsc-train.jsonl")
    counts, labels = train.extract(teasel, data)
    penalty, temperature = train.built_in()
    with open(data, encoding="utf-8") as f:
        lines = f.readlines()
    with tempfile.TemporaryDirectory() as folder:
        weights, part = os.path.join(folder, "fold.model"), os.path.join(folder, "part.jsonl")
        every = os.path.join(folder, "every.jsonl")
        for known, new in train.folds_of(train.groups_of(data)):
            train.write(weights, *train.fit(counts[known], labels[known], penalty), temperature, {})
            with open(part, "w", encoding="utf-8") as f:
                f.writelines(lines[i] for i in new)
            out = run(teasel, part, folder, f': {{ model: "{weights}" }}')
            with open(out, encoding="utf-8") as f, open(every, "a", encoding="utf-8") as to:
                to.write(f.read())
        return score(shared, data, every), calibration_error(judged(data, every))


def rows(teasel, shared):
    found, pairs = [], []
    for name, f1, own in judge_sets(teasel, shared):
        pairs += own
        found.append(row(name, "macro-F1", f1, "≥ .64", PEERS))
        found.append(row(name, "calibration error", f"{calibration_error(own):.4f}", "≤ .05"))
    found.append(row("newsmtsc-dev, both", "calibration error", f"{calibration_error(pairs):.4f}", "≤ .05"))
    try:
        f1, error = cross_validate(teasel, shared)
    except ImportError:
        return found
    found.append(row("newsmtsc-train, five-fold", "macro-F1", f1, ""))
    found.append(row("newsmtsc-train, five-fold", "calibration error", f"{error:.4f}", ""))
    return found


def reliability(teasel, shared):
    """A table in Markdown: of the mentions of both development sets whose label is that likely, how many are right."""
    pairs = [pair for _, _, own in judge_sets(teasel, shared) for pair in own]
    table = ["| probability of the label | mentions | mean probability | right |", "| --- | --- | --- | --- |"]
    for low, n, p, right in bins(pairs):
        table.append(f"| {low:.1f} to {low + 1 / BINS:.1f} | {n} | {p:.3f} | {right:.3f} |")
    return "\n".join(table) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for line in rows(*sys.argv[1:]):
        print(*line.values(), sep=" | ")
    print(reliability(*sys.argv[1:]), end="")
