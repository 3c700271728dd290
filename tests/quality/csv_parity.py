#!/usr/bin/env python3
"""Compares the reader and the writer `csv` with Python's module of that name on random tables.

    csv_parity.py build/teasel [NUMBER [SEED]]

Of each table, which Python writes with a delimiter, quoting and line end of its own choice, the reader has to find the
cells that Python finds. What the writer makes of them, Python has to read as the same cells, and the reader has to read
back to the byte. The cells are made of quotes, delimiters, line ends, blanks and letters. Prints each table that
differs, up to ten, and one line for all; exit 1 where one does."""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

PIPELINE = """teasel: 1
name: parity
input:
  - csv: { paths: [FILE], keep: [KEEP], prefix: k_, delimiter: "DELIMITER" }
output:
  - jsonl: { path: out.jsonl }
  - csv: { path: out.csv, text: true }
"""
PIECES = ['"', '""', ",", ";", "\t", "\n", "\r\n", "\r", " ", "'", "a", "Lund", "é", "\u2028", "\U0001f600", "\x00", "-1.5", "\ufeff"]
DELIMITERS = [",", ",", ",", ";", "\t", "|"]


def random_cell(draw):
    return "".join(draw.choice(PIECES) for _ in range(draw.choice([0, 0, 1, 2, 3, 5, 12])))


def random_table(draw):
    """Rows of an id, a text and up to four more cells, and how they are to be written."""
    columns = ["id", "text"] + [f"c{i}" for i in range(draw.randrange(5))]
    rows = [[f"row {i}"] + [random_cell(draw) for _ in columns[1:]] for i in range(draw.randrange(1, 12))]
    order = draw.sample(range(len(columns)), len(columns))
    quoting = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]
    line_end = draw.choice(["\n", "\r\n"])
    if line_end == "\n" and "\r" in "".join(cell for row in rows for cell in row):
        quoting.remove(csv.QUOTE_MINIMAL)  # Python would leave a CR bare, and could not read it back itself
    style = dict(delimiter=draw.choice(DELIMITERS), lineterminator=line_end, quoting=draw.choice(quoting))
    return columns, rows, order, style


def write(columns, rows, order, style):
    to = io.StringIO(newline="")
    writer = csv.writer(to, **style)
    for row in [columns] + rows:
        writer.writerow([row[i] for i in order])
    text = to.getvalue()
    return text[:-len(style["lineterminator"])] if len(text) % 3 == 0 else text


def run(teasel, folder, name, columns, delimiter):
    keep = ", ".join(f'"{c}"' for c in columns[2:])
    yaml = PIPELINE.replace("FILE", name).replace("KEEP", keep)
    yaml = yaml.replace("DELIMITER", "tab" if delimiter == "\t" else delimiter)
    with open(os.path.join(folder, "p.yaml"), "w") as to:
        to.write(yaml)
    done = subprocess.run([teasel, "run", "p.yaml", "--out", "out", "--force", "--in-process", "--quiet"], cwd=folder,
                          capture_output=True, text=True)
    if done.returncode:
        failed = os.path.join(folder, "out", "failed.jsonl")
        return None, done.stderr + (open(failed).read() if os.path.exists(failed) else "")
    with open(os.path.join(folder, "out", "out.jsonl"), newline="") as lines:
        documents = [json.loads(line) for line in lines.read().split("\n") if line]
    with open(os.path.join(folder, "out", "out.csv"), newline="", encoding="utf-8") as table:
        return documents, table.read()


def python_reads(text, delimiter=","):
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [dict(zip(header, row)) for row in rows if row]


def differs(teasel, folder, table):
    """What differs, as a sentence; or None. To Python, an empty cell is an empty text."""
    columns, rows, order, style = table
    text = write(columns, rows, order, style)
    with open(os.path.join(folder, "in.csv"), "w", newline="", encoding="utf-8") as to:
        to.write(text)
    documents, written = run(teasel, folder, "in.csv", columns, style["delimiter"])
    if documents is None:
        return "it cannot be read: " + written
    named = {"id": "id", "text": "text", **{c: "k_" + c for c in columns[2:]}}
    for reader, source, naming in (("python", text, {c: c for c in columns}), ("the writer", written, named)):
        expected = python_reads(source, style["delimiter"] if reader == "python" else ",")
        got = [{c: document[named[c]] or "" for c in columns} for document in documents]
        if got != [{c: row[naming[c]] for c in columns} for row in expected]:
            return f"{reader} disagrees:\n{expected}\n{got}"
    with open(os.path.join(folder, "back.csv"), "w", newline="", encoding="utf-8") as to:
        to.write(written.replace("k_c", "c", len(columns) - 2))
    again = run(teasel, folder, "back.csv", columns, ",")[1]
    return None if again == written else f"it is not read back as it was written:\n{written}\n{again}"


def main():
    teasel = os.path.abspath(sys.argv[1])
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    draw = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20)
    wrong = cells = 0
    with tempfile.TemporaryDirectory() as folder:
        for i in range(number):
            table = random_table(draw)
            cells += len(table[0]) * len(table[1])
            what = differs(teasel, folder, table)
            wrong += what is not None
            if what and wrong <= 10:
                print(f"table {i}: {what}")
    print(f"csv parity: {number} tables with {cells} cells, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
