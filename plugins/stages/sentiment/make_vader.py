#!/usr/bin/env python3
"""Writes the tables of `mode: vader` from the PyPI package vaderSentiment 3.3.2 (MIT). Run by hand:

    python3 make_vader.py .../vaderSentiment/vader_lexicon.txt .../vaderSentiment/emoji_utf8_lexicon.txt

vader.tsv        word TAB score; of a word that stands twice, the last score; in the order of the bytes
vader_emoji.tsv  description TAB code point, in the order of code points; emoji of several code points are left out, because
                 VADER looks at one code point at a time
vader_case.tsv   FIRST-LAST (hexadecimal) TAB kind of case, of code points past ASCII, as str.isupper() of this Python sees
                 them: 1 capital, 2 small or title, 3 capital and small in turn

The tables hold words and figures only; plugins/common/table.awk makes C of them. Lines that begin with # would be comments there,
so the script refuses words that do."""
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines.read().rstrip("\n").split("\n"):
            if line:
                yield line.strip().split("\t")[:2]


def write(name, about, table):
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="\n") as out:
        out.write("# " + about + " Made by make_vader.py.\n")
        for word, number in table:
            if word.startswith("#") or not word.strip():
                sys.exit(f"{name}: `{word}` cannot stand in a table")
            out.write(f"{word}\t{number}\n")


def case_of(point):
    """1 for a capital, 2 for a small or title letter, 0 for all else."""
    if 0xD800 <= point < 0xE000:
        return 0
    char = chr(point)
    if char.isupper():
        return 1
    return 2 if not ("A" + char).isupper() else 0


def case_ranges():
    point, ranges = 0x80, []
    while point < 0x110000:
        kind = case_of(point)
        if not kind:
            point += 1
            continue
        last = point
        while case_of(last + 1) == kind:
            last += 1
        if kind == 1 and last == point and case_of(point + 1) == 2:
            kind, last = 3, point + 1
            while case_of(last + 1) == 1 and case_of(last + 2) == 2:
                last += 2
        ranges.append((f"{point:X}-{last:X}", kind))
        point = last + 1
    return ranges


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lexicon = dict(rows(sys.argv[1]))
    emoji = {ord(key): text for key, text in rows(sys.argv[2]) if len(key) == 1}
    write("vader.tsv", "The lexicon of vaderSentiment 3.3.2, Copyright (c) 2016 C.J. Hutto, MIT License: word, score.",
          sorted(lexicon.items(), key=lambda item: item[0].encode()))
    write("vader_emoji.tsv", "The emoji of vaderSentiment 3.3.2, Copyright (c) 2016 C.J. Hutto, MIT License: description, "
          "code point.", ((text, point) for point, text in sorted(emoji.items())))
    write("vader_case.tsv", f"Capital and small letters past ASCII, Unicode {unicodedata.unidata_version}.", case_ranges())


main()
