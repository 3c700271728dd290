#!/usr/bin/env python3
"""Compares `mode: vader` of the stage `sentiment` with the Python package vaderSentiment on generated strings.

    vader_parity.py build/teasel [NUMBER [SEED]]

Needs the package (make parity installs it in a folder of its own). Both releases of the stage are compared: `3.3.2` with the
package as it is, and `repository` with the package's special cases set to those of its repository. Each text is scored
as a document, and once more as the sentences that the stage `sentences` cuts it into. The strings are made of its words, emoji and rules, with
the marks, capitals and blanks that its rules turn on, and of code points drawn from all of Unicode; the same seed gives the
same strings. Prints each string that differs, up to ten, and one line for all; exit 1 where one does."""
import json
import os
import random
import subprocess
import sys
import tempfile

from vaderSentiment import vaderSentiment as vader

PIPELINE = """teasel: 1
name: parity
input:
  - jsonl: { paths: [texts.jsonl] }
stages:
  - sentences
  - sentiment: { mode: vader, release: RELEASE }
output:
  - jsonl: { path: out.jsonl, offsets: codepoints }
"""
REPOSITORY = {"beating heart": 3.1, "broken heart": -2.9}
RELEASES = {"3.3.2": dict(vader.SPECIAL_CASES), "repository": {**vader.SPECIAL_CASES, **REPOSITORY}}
BLANKS = [" "] * 40 + ["  ", "\n", "\t", "\r\n", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u2028", "\u3000", "\u200b"]
PLAIN = ("the a house is was at very least so this never without doubt no nor or not but BUT But kind of sort just enough "
         "don't isn't ain't don’t Don'T n't N'T KIND kinda \u212aind \u212AIND o\u212a dont least LEAST at to die for beating broken heart "
         "kiss death yeah right bus stop bad ass the shit bomb cannot uh-uh").split()
MARKS = ["!", "!!", "!!!", "!!!!!", "?", "??", "???", "????", ".", ",", "...", ":", "\"", "'", "(", ")", "#", "-", "’", "“", "_", "*", "\\"]
PHRASES = ["kind of", "sort of", "just enough", "never so", "never this", "without doubt", "the shit", "to die for",
           "kiss of death", "yeah right", "at least", "very least", "beating heart", "broken heart", "no", "or", "nor", "so", "this", "but"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        analyzer = vader.SentimentIntensityAnalyzer()
        self.score = lambda text: analyzer.polarity_scores(text)["compound"]
        self.scored = sorted(analyzer.lexicon)
        # Scores that become one another when they are halved: what the rule of "but" stumbles over.
        self.halves = [word for word in self.scored if analyzer.lexicon[word] in (.8, 1.6, 3.2, -.8, -1.6, -3.2)]
        self.emoji = sorted(analyzer.emojis)
        self.modifiers = sorted(set(vader.BOOSTER_DICT) | set(vader.NEGATE))

    def point(self):
        pick = self.random.choice
        top = pick([0x7F, 0x7F, 0x24F, 0x24F, 0x587, 0x2FFF, 0x1F9FF, 0x10FFFF])
        point = self.random.randint(0, top)
        return "x" if 0xD800 <= point < 0xE000 else chr(point)

    def word(self, few):
        pick, roll = self.random.choice, self.random.random()
        if roll < .34:
            word = pick(few) if roll < .2 else pick(self.scored)
        elif roll < .5:
            word = pick(self.modifiers)
        elif roll < .62:
            word = pick(PHRASES)
        elif roll < .86:
            word = pick(PLAIN)
        elif roll < .92:
            word = pick(self.emoji) + pick(["", "", pick(self.emoji), "good"])
        else:
            word = "".join(self.point() for _ in range(self.random.randint(1, 5)))
        roll = self.random.random()
        word = word.upper() if roll < .15 else word.title() if roll < .25 else word
        if self.random.random() < .12:
            word = pick(MARKS) + word
        return word + (pick(MARKS) if self.random.random() < .2 else "")

    def text(self):
        few = self.random.sample(self.random.choice([self.scored, self.halves]), 3)  # so that tones come again
        n = self.random.choice([0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 30, 80])
        text = "".join(self.word(few) + self.random.choice(BLANKS) for _ in range(n))
        return text.upper() if self.random.random() < .03 else text


def scores_of(program, texts, release):
    """The row of each text, by its id."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "texts.jsonl"), "w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                out.write(json.dumps({"id": str(i), "text": text}) + "\n")
        with open(os.path.join(folder, "parity.yaml"), "w", encoding="utf-8") as out:
            out.write(PIPELINE.replace("RELEASE", release))
        subprocess.run([os.path.abspath(program), "run", "parity.yaml", "--out", "run", "--quiet"], cwd=folder, check=True)
        with open(os.path.join(folder, "run", "out.jsonl"), encoding="utf-8") as lines:
            return {row["id"]: row for row in map(json.loads, lines)}


def differing(maker, text, row):
    """What the program gave otherwise than the package: the part of the text, what was found, what was expected."""
    if row is None:
        return [(text, None, maker.score(text))]
    parts = [(text, row["sentiment"])]
    parts += [(text[s["begin"]:s["end"]], s["sentiment"]) for s in row.get("sentences", [])]
    return [(part, found, maker.score(part)) for part, found in parts if found != maker.score(part)]


def compare(program, maker, texts, release):
    """Prints what differs; returns how many texts do."""
    vader.SPECIAL_CASES = RELEASES[release]
    rows, wrong = scores_of(program, texts, release), 0
    for i, text in enumerate(texts):
        others = differing(maker, text, rows.get(str(i)))
        wrong += bool(others)
        if others and wrong <= 10:
            part, found, expected = others[0]
            print(f"{json.dumps(part)}: {found}, not {expected}")
    return wrong


def main():
    program, number, seed = sys.argv[1], int((sys.argv[2:] or ["100000"])[0]), int((sys.argv[3:] or ["1"])[0])
    maker, failed = Maker(seed), False
    texts = [maker.text() for _ in range(number)]
    for release in RELEASES:
        wrong = compare(program, maker, texts, release)
        failed |= wrong > 0
        print(f"parity: release {release}: {number - wrong} of {number} equal, seed {seed}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
