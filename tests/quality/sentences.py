#!/usr/bin/env python3
"""Measures the stage `sentences` on given texts: rows(teasel, shared), or run by itself:

    sentences.py build/teasel [../shared]

The weights were trained on ewt-train and gum-train-open; none of the sets here was learnt from."""
import os
import subprocess
import sys
import tempfile

PIPELINE = """teasel: 1
name: sentences
params: { input: none }
input:
  - jsonl: { paths: ["${input}"] }
stages:
  - sentences
output:
  - jsonl: { path: out.jsonl, offsets: codepoints }
"""
SETS = [
    ("EWT dev", "ewt-dev", "≥ .890", "test set: pySBD .808, BlingFire .776, npm sbd .834, ICU .780, Trankit .905"),
    ("GUM dev", "gum-dev", "≥ .950", "test set: pySBD .931, BlingFire .958, npm sbd .928, ICU .918"),
    ("golden rules", "golden-en", "48 of 48", "pySBD 47, BlingFire 36, ICU 28"),
]


def score(teasel, shared, name):
    gold = os.path.join(os.path.abspath(shared), "data/sentences", name + ".jsonl")
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "p.yaml"), "w") as f:
            f.write(PIPELINE)
        subprocess.run([os.path.abspath(teasel), "run", "p.yaml", "--set", "input=" + gold, "--out", "out", "--quiet"],
                       cwd=folder, check=True)
        line = subprocess.run([sys.executable, os.path.join(shared, "tools/score.py"), "sentences", gold,
                               os.path.join(folder, "out/out.jsonl")], check=True, capture_output=True, text=True).stdout
    words = line.split()
    return " ".join(words[1:]) if words[0] == "golden" else words[2]


def rows(teasel, shared):
    return [{"stage": "sentences", "set": title, "measure": "texts split right" if name == "golden-en" else "exact-span F1",
             "value": score(teasel, shared, name), "bar": bar, "peers": peers} for title, name, bar, peers in SETS]


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for row in rows(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "../shared"):
        print("{stage}\t{set}\t{measure}\t{value}\tbar {bar}\tpeers {peers}".format(**row))
