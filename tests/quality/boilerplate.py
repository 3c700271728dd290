#!/usr/bin/env python3
"""Measures the stage `boilerplate` on the pages of ../shared/data/boilerplate, five-fold by site.

    boilerplate.py build/teasel ../shared

Each fold's model is trained without its sites and given to the shipped program as `model:`. Beside the F1 of lines and tokens
it tells how much of plain text goes: of the articles alone (five-fold too), and of the texts in ../shared/data/sentences,
which no training has seen. Needs numpy and scikit-learn."""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

FOLDS = 5
PEERS = "keep all .73, length over 100 .85, C4 line rules .84, boosted trees with context .92 (token F1)"
PIPELINE = """teasel: 1
name: boilerplate
input:
  - jsonl: {{ paths: [in.jsonl] }}
stages:
  - boilerplate: {options}
output:
  - jsonl: {{ path: out.jsonl, offsets: codepoints }}
"""


def run(teasel, pages, options="{}", model=None):
    """The program's output lines for pages of {"id", "text"}."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "in.jsonl"), "w", encoding="utf-8") as f:
            for page in pages:
                f.write(json.dumps({"id": page["id"], "text": page["text"]}) + "\n")
        if model:
            options = "{ model: %s }" % os.path.abspath(model)
        with open(os.path.join(folder, "p.yaml"), "w", encoding="utf-8") as f:
            f.write(PIPELINE.format(options=options))
        subprocess.run([os.path.abspath(teasel), "run", "p.yaml", "--out", "run"], cwd=folder, check=True,
                       stderr=subprocess.DEVNULL)
        with open(os.path.join(folder, "run", "out.jsonl"), encoding="utf-8") as f:
            return f.readlines()


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def fold_of(sites):
    """The fold of each site, in the order of their names."""
    return {site: i % FOLDS for i, site in enumerate(sorted(set(sites)))}


def score(shared, gold, lines, folder):
    out = os.path.join(folder, "scored.jsonl")
    with open(out, "w", encoding="utf-8") as f:
        f.writelines(lines)
    tool = os.path.join(shared, "tools", "score.py")
    words = subprocess.run([sys.executable, tool, "boilerplate", gold, out], check=True, capture_output=True,
                           text=True).stdout.split()
    return words[words.index("line") + 2], words[words.index("token") + 2]


def article(page):
    """The article alone, its title before it."""
    spans = sorted(page["keep"] + page["ignore"])
    return {"id": page["id"], "text": "\n".join(page["text"][b:e].strip("\n") for b, e in spans)}


def lost(texts, lines):
    """The share of characters that went, and of texts that lost some."""
    before = {text["id"]: len(text["text"]) for text in texts}
    after = {document["id"]: len(document["text"]) for document in map(json.loads, lines)}
    gone = sum(before[id] - after[id] for id in after)
    return f"{100 * gone / max(1, sum(before.values())):.2f} %"


def row(set, measure, value, bar="", peers=""):
    return {"stage": "boilerplate", "set": set, "measure": measure, "value": value, "bar": bar, "peers": peers}


def cross_validate(teasel, shared):
    import trainer

    train = trainer.of("boilerplate")
    folder = os.path.join(shared, "data", "boilerplate")
    examples = train.Examples(teasel, folder)
    folds = fold_of(examples.site)
    pages = {name: load(os.path.join(folder, f"{name}.jsonl")) for name in ("aeb-dev", "wcxb-dev")}
    out = {(name, kind): [] for name in pages for kind in ("pages", "articles")}
    with tempfile.TemporaryDirectory() as place:
        for fold in range(FOLDS):
            model = os.path.join(place, f"{fold}.model")
            use = [folds[site] != fold for site in examples.site]
            train.save(train.train(examples, use), model)
            for name in pages:
                held = [page for page in pages[name] if folds.get(page["site"], 0) == fold]
                out[name, "pages"] += run(teasel, held, model=model)
                out[name, "articles"] += run(teasel, [article(page) for page in held], model=model)
        for name in pages:
            line, token = score(shared, os.path.join(folder, f"{name}.jsonl"), out[name, "pages"], place)
            bars = ("≥ .905", "≥ .78") if name == "aeb-dev" else ("", "")
            yield row(name, "token F1, five-fold by site", token, bars[0], PEERS if bars[0] else "")
            yield row(name, "line F1, five-fold by site", line, bars[1])
            articles = [article(page) for page in pages[name]]
            yield row(name, "of the articles alone, removed", lost(articles, out[name, "articles"]))


def clean(teasel, shared):
    for name in ("ewt-dev", "ewt-train", "gum-dev", "gum-train-open"):
        texts = load(os.path.join(shared, "data", "sentences", f"{name}.jsonl"))
        yield row(name, "of plain text, removed", lost(texts, run(teasel, texts)), "< 1 %")


def rows(teasel, shared):
    return [*cross_validate(teasel, shared), *clean(teasel, shared)]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for found in rows(sys.argv[1], sys.argv[2]):
        print(f"{found['set']:16}{found['measure']:34}{found['value']:10}{found['bar']}")
