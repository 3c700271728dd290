"""Measures the stages on the gold data and prints docs/quality.md. usage: quality.py build/teasel ../shared

Each module beside this one has rows(teasel, shared), a list of dicts with the keys of COLUMNS, and may have reliability(teasel, shared),
a text in Markdown on how far its probabilities hold, to stand below the table. The figures are those of the program that is given; nothing is remembered.
"""
import importlib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MODULES = ["sentences", "vader", "sentiment", "stance", "boilerplate", "quotes"]
COLUMNS = ["stage", "set", "measure", "value", "bar", "peers"]

HEAD = """# Quality

This page is written by `make quality`; the figures are those of the commit {commit}. The data and the scorer are those of `../shared`; without them there is
nothing to measure. Where a model was trained on a set, its figure is cross-validated: five folds, each run by the program with a model
that has not seen it (`model:`). What each model is, and where it fails: [docs/models](models).
"""


def commit(top):
    out = subprocess.run(["git", "-C", str(top), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
                         capture_output=True, text=True)
    return out.stdout.strip() or "unknown"


def main():
    teasel, shared = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    if not (shared / "tools" / "score.py").exists():
        sys.exit(f"quality.py: there is no scorer in {sys.argv[2]}: the gold data is needed")
    sys.path.insert(0, str(HERE))
    rows, sections = [], []
    for name in MODULES:
        print(f"measuring {name}", file=sys.stderr)
        module = importlib.import_module(name)
        rows += module.rows(teasel, str(shared))
        if hasattr(module, "reliability"):
            sections.append(f"## Reliability of {name}\n\n" + module.reliability(teasel, str(shared)))
    print(HEAD.format(commit=commit(HERE.parent.parent)))
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + " --- |" * len(COLUMNS))
    for row in rows:
        print("| " + " | ".join(str(row.get(c, "")) for c in COLUMNS) + " |")
    for text in sections:
        print("\n" + text.strip())


if __name__ == "__main__":
    main()
