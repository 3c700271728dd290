#!/usr/bin/env python3
"""Measures `mode: news` of the stage `sentiment`, cross-validated: sentiment.py TEASEL SHARED. Needs numpy and scipy."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import trainer  # noqa: E402

train = trainer.of("sentiment")

BARS = {"tweets": ".852", "movie": ".458", "amazon": ".620", "nyt": ".553"}
PEERS = {"tweets": "VADER .872", "movie": "VADER .428", "amazon": "VADER .590", "nyt": "VADER .503"}


def rows(teasel, shared):
    data = train.Data(teasel, shared)
    prior, move = train.priors(data)
    scored = {}
    with tempfile.TemporaryDirectory() as folder:
        for k in range(5):
            path = f"{folder}/{k}.model"
            train.write(path, data, prior, train.learn(data, prior, move, (data.fold != k) * 1.))
            out = train.run(teasel, shared, f"model: {path}")
            scored.update({x["id"]: out[x["id"]] for (_, x), f in zip(data.docs, data.fold) if f == k})
        result = []
        for i, name in enumerate(train.SETS):
            with open(f"{folder}/{name}.jsonl", "w", encoding="utf-8") as f:
                for n in np.flatnonzero(data.set == i):
                    f.write(json.dumps(scored[data.docs[n][1]["id"]]) + "\n")
            said = subprocess.run([sys.executable, f"{shared}/tools/score.py", "sentiment",
                                   f"{shared}/data/sentiment/{name}.jsonl", f"{folder}/{name}.jsonl"], check=True,
                                  capture_output=True, text=True).stdout.split()
            result.append({"stage": "sentiment, mode: news", "set": name, "measure": "Pearson r, five-fold", "value": said[1],
                           "bar": BARS[name], "peers": PEERS[name]})
    return result


if __name__ == "__main__":
    for row in rows(*(sys.argv[1:] or ["build/teasel", "../shared"])):
        print(row)
