#!/usr/bin/env python3
"""Measures the stage `quotes` on the cases of tests/plugins/quotes/cases.txt: precision, recall and F1 by kind, and how
often the speaker and the cue of a quotation that was found are right.

    quotes.py build/teasel [--misses]

A quotation is found where a row of the same kind shares four fifths of its characters. Cases of the part `blind` were
written last, without looking at the output, and have rows of their own. With --misses it prints each case that is not
as it is written there."""
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "plugins", "quotes", "cases.txt")
KINDS = ["direct", "partial", "indirect", "unmarked", "scare"]
PIPELINE = """teasel: 1
name: quotes
input:
  - jsonl: { paths: [texts.jsonl] }
stages:
  - sentences
  - tokens
  - quotes
output:
  - jsonl: { path: out.jsonl }
"""


def read_case(line):
    """The text of a line, and its quotations as (begin, end, kind, speaker, cue)."""
    text, stack, quotes, at = "", [], [], 0
    line = line.replace("\\n", "\n")
    while at < len(line):
        if line[at] == "{":
            stack.append(len(text))
        elif line[at] == "}":
            label = re.match(r"}<(\w+); (.*?); (.*?)>", line[at:])
            if not label:
                raise ValueError("no label behind a brace: " + line)
            speaker, cue = (None if x == "-" else x for x in label.groups()[1:])
            quotes.append((stack.pop(), len(text), label.group(1), speaker, cue))
            at += label.end() - 1
        else:
            text += line[at]
        at += 1
    if stack:
        raise ValueError("an open brace: " + line)
    return text, sorted(quotes)


def read_cases(path=CASES):
    cases, part = [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("= "):
            part = line[2:]
        elif line and not line.startswith("#"):
            cases.append((part,) + read_case(line))
    return cases


def run(teasel, texts, pipeline=PIPELINE):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "texts.jsonl"), "w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                out.write(json.dumps({"id": str(i), "text": text}) + "\n")
        with open(os.path.join(folder, "p.yaml"), "w", encoding="utf-8") as out:
            out.write(pipeline)
        subprocess.run([os.path.abspath(teasel), "run", "p.yaml", "--out", "run", "--in-process", "--quiet"],
                       cwd=folder, check=True)
        return [json.loads(line) for line in open(os.path.join(folder, "run", "out.jsonl"), encoding="utf-8")]


def found_in(document):
    return [(q["begin"], q["end"], q["kind"], q.get("speaker"), q.get("cue")) for q in document["quotes"]]


def is_same(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    union = max(a[1], b[1]) - min(a[0], b[0])
    return a[2] == b[2] and shared >= .8 * union


def match(gold, found):
    """Pairs of a quotation and the row that found it."""
    pairs, left = [], list(found)
    for g in gold:
        hit = next((f for f in left if is_same(g, f)), None)
        if hit:
            left.remove(hit)
            pairs.append((g, hit))
    return pairs


class Score:
    def __init__(self):
        self.gold = self.found = self.hits = self.speakers = self.cues = 0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def text(self):
        def rate(n, of):
            return "%.3f" % (n / of) if of else "-"
        f1 = rate(2 * self.hits, self.gold + self.found)
        return "n %d, P %s, R %s, F1 %s, speaker %s, cue %s" % (
            self.gold, rate(self.hits, self.found), rate(self.hits, self.gold), f1,
            rate(self.speakers, self.hits), rate(self.cues, self.hits))


def score(gold, found, kind):
    s = Score()
    pairs = [(g, f) for g, f in match(gold, found) if g[2] == kind]
    s.gold = sum(g[2] == kind for g in gold)
    s.found = sum(f[2] == kind for f in found)
    s.hits = len(pairs)
    s.speakers = sum(g[3] == f[3] for g, f in pairs)
    s.cues = sum(g[4] == f[4] for g, f in pairs)
    return s


def measure(teasel):
    """Scores by (part, kind), and the cases with what was found."""
    cases = read_cases()
    documents = run(teasel, [case[1] for case in cases])
    scores, seen = {}, []
    for (part, text, gold), document in zip(cases, documents):
        found = found_in(document)
        seen.append((part, text, gold, found))
        for kind in KINDS:
            for where in (part, "all"):
                for what in (kind, "all kinds"):
                    scores.setdefault((where, what), Score()).add(score(gold, found, kind))
    return scores, seen


def rows(teasel, shared):
    scores, _ = measure(teasel)
    return [{"stage": "quotes", "set": "own cases" if part == "all" else "own cases, " + part, "measure": kind,
             "value": s.text(), "bar": "printed by kind" if part == "all" else "",
             "peers": "cue-verb rules on PolNeAR: P .76 R .64, source right in 80 % of hits" if kind == "all kinds" else ""}
            for (part, kind), s in scores.items() if part in ("all", "blind") and s.gold]


def show_misses(seen):
    for part, text, gold, found in seen:
        pairs = match(gold, found)
        bad = [("missed", g) for g in gold if g not in [p[0] for p in pairs]]
        bad += [("extra", f) for f in found if f not in [p[1] for p in pairs]]
        bad += [("speaker/cue %s" % (f[3:],), g) for g, f in pairs if g[3:] != f[3:]]
        if bad:
            print("[%s] %s" % (part, text.replace("\n", "\\n")))
        for what, q in bad:
            print("    %s: {%s} %s" % (what, text[q[0]:q[1]].replace("\n", "\\n"), q[2:]))


if __name__ == "__main__":
    if "--misses" in sys.argv:
        show_misses(measure(sys.argv[1])[1])
    for row in rows(sys.argv[1], None):
        print("%-18s %-10s %s" % (row["set"], row["measure"], row["value"]))
