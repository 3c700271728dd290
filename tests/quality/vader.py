#!/usr/bin/env python3
"""Compares `mode: vader` of the stage `sentiment` with the compounds that come with the gold data.

    vader.py build/teasel ../shared

As a module: rows(teasel, shared) returns the rows for `make quality`."""
import os
import subprocess
import sys
import tempfile

PIPELINE = """teasel: 1
name: vader
input:
  - jsonl: { paths: [GOLD] }
stages:
  - sentiment: { mode: vader }
output:
  - jsonl: { path: out.jsonl }
"""
SETS = ["tweets", "amazon", "nyt", "movie"]
PEERS = "the npm port differs on 8 %, NLTK's on 6 %"


def parity(teasel, shared, gold):
    """What the scorer says of one set."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "vader.yaml"), "w", encoding="utf-8") as out:
            out.write(PIPELINE.replace("GOLD", gold))
        subprocess.run([os.path.abspath(teasel), "run", "vader.yaml", "--out", "run", "--quiet"], cwd=folder, check=True)
        scorer = os.path.join(shared, "tools", "score.py")
        return subprocess.run([sys.executable, scorer, "parity", gold, os.path.join(folder, "run", "out.jsonl")],
                              check=True, capture_output=True, text=True).stdout.split(maxsplit=1)[1].strip()


def rows(teasel, shared):
    shared, found = os.path.abspath(shared), []
    for name in SETS:
        gold = os.path.join(shared, "data", "sentiment", name + ".jsonl")
        with open(gold, encoding="utf-8") as lines:
            number = sum(bool(line.strip()) for line in lines)
        found.append({"stage": "sentiment, mode: vader", "set": name, "measure": "lines equal to VADER's compound",
                      "value": parity(teasel, shared, gold), "bar": f"{number} of {number}", "peers": PEERS})
    return found


if __name__ == "__main__":
    for row in rows(*sys.argv[1:3]):
        print("\t".join(row.values()))
