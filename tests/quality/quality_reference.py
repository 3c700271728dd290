"""Compares the stage `quality` with a plain reading of its rules, value by value, on the texts of ../shared/data.

    python3 tests/quality/quality_reference.py build/teasel ../shared

Outputs show four decimals. So that all digits are compared, a stage that multiplies each value by a million is built
beside the pipelines. The reference counts every n-gram in a dictionary, and marks every character: slow and plain.
Prints what was compared, and exits 1 where anything differs by 0.000001 or more.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

SPACE = "\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WORD = re.compile("[^%s]+" % SPACE)
EDGE = re.compile("^[%s]+|[%s]+$" % (SPACE, SPACE))
END_MARKS = (".", "?", "!", '"', "'")
STOP_WORDS = {"the", "be", "to", "of", "and", "that", "have", "with"}
ALWAYS_BULLETS = "\u2022\u2023\u2043\u2219\u25a0\u25a1\u25aa\u25ab\u25b6\u25b8\u25c0\u25cb\u25cf\u25e6"
SPACED_BULLETS = "-*+\u2013\u2014\u00b7"
POLICIES = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")

DOCUMENT = ["words", "mean_word_length", "hashes", "ellipses", "bullet_lines", "ellipsis_lines", "letter_words",
            "stop_words", "end_marks", "short_lines", "line_breaks", "duplicate_lines", "duplicate_paragraphs",
            "duplicate_line_characters", "duplicate_paragraph_characters", "top_2_gram", "top_3_gram", "top_4_gram"
            ] + ["duplicate_%d_grams" % n for n in range(5, 11)]
C4 = ["lorem_ipsum", "braces", "sentences"]

STAGE = r"""
#include <teasel.h>
#include <stdio.h>
#include <string.h>
typedef struct { tsl_list columns; uint32_t from[40], to[40]; } micro;
static const tsl_option options[] = { TSL_OPTION(micro, columns, .doc = "Columns.") };
static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	micro *self = config;
	for (size_t i = 0; i < self->columns.n; i++) {
		char *from = host->keep(setup, 200), *to = host->keep(setup, 200);
		snprintf(from, 200, "documents.quality_%.*s", (int)self->columns.at[i].len, self->columns.at[i].at);
		snprintf(to, 200, "documents.micro_%.*s", (int)self->columns.at[i].len, self->columns.at[i].at);
		tsl_field read = { .name = from, .type = TSL_REAL, .access = TSL_READ, .doc = "." };
		tsl_field write = { .name = to, .type = TSL_REAL, .access = TSL_WRITE, .doc = "." };
		if (host->declare(setup, "columns", &read, &self->from[i]) != TSL_OK ||
		    host->declare(setup, "columns", &write, &self->to[i]) != TSL_OK)
			return TSL_FAILED;
	}
	return TSL_OK;
}
static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const micro *self = config;
	for (size_t i = 0; i < self->columns.n; i++)
		*host->reals(doc, (tsl_reals){ self->to[i] }) = *host->reals(doc, (tsl_reals){ self->from[i] }) * 1e6;
	return TSL_OK;
}
TSL_STAGE { .name = "micro", .version = "1", .summary = "Multiplies.", .config_size = sizeof(micro),
	.options = TSL_ARRAY(options), .fields_of = fields_of, .process = process };
"""


def trim(line):
    return EDGE.sub("", line)


def lines_of(text):
    return [line for line in map(trim, text.split("\n")) if line]


def is_letter(c):
    """By blocks, as docs/quality_rules.md says."""
    p = ord(c)
    if p < 0x80:
        return c.isalpha()
    if p < 0x250:
        return p in (0xAA, 0xB5, 0xBA) or (p >= 0xC0 and p not in (0xD7, 0xF7))
    for first, last, inside in ((0x2000, 0x2BFF, ((0x2100, 0x214F),)), (0x2E00, 0x303F, ((0x3005, 0x3007),)),
                                (0xE000, 0xF8FF, ()), (0xFE00, 0xFE6F, ()),
                                (0xFF00, 0xFFFF, ((0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0xFF66, 0xFFDC)))):
        if first <= p <= last:
            return any(a <= p <= b for a, b in inside)
    return p < 0x1F000 or 0x20000 <= p < 0xE0000


def duplicates(items, size):
    """Share of items that stood before, and of characters in them."""
    seen, n, characters = set(), 0, 0
    for item in items:
        if item in seen:
            n += 1
            characters += size(item)
        seen.add(item)
    return n / len(items), characters / sum(map(size, items))


def paragraphs_of(text):
    paragraphs, lines = [], []
    for line in text.split("\n") + [""]:
        if trim(line):
            lines.append(trim(line))
        elif lines:
            paragraphs.append(tuple(lines))
            lines = []
    return paragraphs


def characters_in(words, n, starts):
    marked = bytearray(len(words))
    for i in starts:
        marked[i:i + n] = b"\1" * n
    return sum(len(w) for w, mark in zip(words, marked) if mark)


def top_gram(words, n):
    places = collections.defaultdict(list)
    for i in range(len(words) - n + 1):
        places[tuple(words[i:i + n])].append(i)
    most = max(map(len, places.values()), default=0)
    if most < 2:
        return 0
    return max(characters_in(words, n, at) for at in places.values() if len(at) == most)


def duplicate_grams(words, n):
    seen, again = set(), []
    for i in range(len(words) - n + 1):
        gram = tuple(words[i:i + n])
        if gram in seen:
            again.append(i)
        seen.add(gram)
    return characters_in(words, n, again)


def document_values(text):
    words, lines = WORD.findall(text), lines_of(text)
    values = {"words": len(words), "stop_words": 0}
    folded = {re.sub("^[\0-@\\[-`{-\x7f]+|[\0-@\\[-`{-\x7f]+$", "", w).lower() for w in words}
    values["stop_words"] = len(folded & STOP_WORDS)
    if not words:
        return values
    n, characters = len(words), sum(map(len, words))
    values.update(
        mean_word_length=characters / n, hashes=text.count("#") / n,
        ellipses=len(re.findall(r"\.\.\.|\u2026", text)) / n,
        letter_words=sum(any(map(is_letter, w)) for w in words) / n, line_breaks=text.count("\n") / n,
        bullet_lines=sum(line[0] in ALWAYS_BULLETS or bool(re.match("[%s][%s]" % (re.escape(SPACED_BULLETS), SPACE),
                                                                    line)) for line in lines) / len(lines),
        ellipsis_lines=sum(line.endswith(("...", "\u2026")) for line in lines) / len(lines),
        end_marks=sum(line.endswith(END_MARKS) for line in lines) / len(lines),
        short_lines=sum(len(line) <= 30 for line in lines) / len(lines))
    values["duplicate_lines"], values["duplicate_line_characters"] = duplicates(lines, len)
    values["duplicate_paragraphs"], values["duplicate_paragraph_characters"] = duplicates(
        paragraphs_of(text), lambda paragraph: sum(map(len, paragraph)))
    for i in (2, 3, 4):
        values["top_%d_gram" % i] = top_gram(words, i) / characters
    for i in range(5, 11):
        values["duplicate_%d_grams" % i] = duplicate_grams(words, i) / characters
    return values


# ---- lines ----

def sentences_of(line):
    n, ended = 1, False
    for word in WORD.findall(line):
        n += ended and not "a" <= word[0] <= "z"
        word = re.sub("[\"')\\]\u2019\u201d\u00bb]+$", "", word)
        ended = word.endswith((".", "!", "?", "\u2026")) and not re.fullmatch(
            r"[A-Za-z]\.|Mr\.|Mrs\.|Ms\.|Dr\.|Prof\.|St\.", word)
    return n


def goes_by_c4(line):
    low = re.sub("[A-Z]", lambda m: m.group().lower(), line)
    words = WORD.findall(line)
    return (not line.endswith(END_MARKS) or line.endswith(("...", "\u2026")) or len(words) < 3 or
            max(map(len, words)) > 1000 or "javascript" in low or any(p in low for p in POLICIES))


def goes_by_refinedweb(line):
    """Without the rules on counters and navigation, which are lists of words."""
    words = WORD.findall(line)
    capitals = sum(c.isupper() for c in line if ord(c) < 0x530 and not 0x180 <= ord(c) < 0x386)
    return (capitals / sum(map(len, words)) > 0.6 or
            (re.search("[0-9]", line) and not any(map(is_letter, line))) or len(words) == 1)


def kept_lines(text, goes):
    return [line for line in lines_of(text) if not goes(line)]


def c4_values(text):
    lines = kept_lines(text, goes_by_c4)
    rest = "\n".join(lines)
    return {"lorem_ipsum": len(re.findall("(?i)lorem ipsum", rest)), "braces": rest.count("{") + rest.count("}"),
            "sentences": sum(map(sentences_of, lines))}


def refinedweb_values(text):
    words = [(len(WORD.findall(line)), goes_by_refinedweb(line)) for line in lines_of(text)]
    total = sum(n for n, _ in words)
    return {"removed_words": sum(n for n, goes in words if goes) / total} if total else {}


# ---- running and comparing ----

def run(teasel, folder, texts, options, columns):
    with open(folder + "/in.jsonl", "w", encoding="utf-8") as to:
        for i, text in enumerate(texts):
            to.write(json.dumps({"id": str(i), "text": text}) + "\n")
    with open(folder + "/p.yaml", "w", encoding="utf-8") as to:
        to.write("teasel: 1\nname: p\nplugins: [.]\ninput:\n  - jsonl: {paths: [in.jsonl]}\nstages:\n"
                 "  - quality: {action: mark, %s}\n  - micro: {columns: [%s]}\noutput:\n  - jsonl: {path: o.jsonl}\n"
                 % (options, ", ".join(columns)))
    subprocess.run([teasel, "run", folder + "/p.yaml", "--out", folder + "/out", "--force", "--quiet"], check=True)
    with open(folder + "/out/o.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def compare(name, texts, found, columns, values_of, lines_of_rest=None):
    wrong = worst = 0
    for text, document in zip(texts, found):
        wanted = values_of(text)
        bad = [c for c in columns
               if (document["micro_" + c] is None) != (c not in wanted) or
               c in wanted and abs(document["micro_" + c] - wanted[c] * 1e6) >= 1]
        if lines_of_rest and lines_of(document["text"]) != lines_of_rest(text):
            bad.append("text")
        worst = max([worst] + [abs(document["micro_" + c] / 1e6 - wanted[c]) for c in columns if c in wanted])
        wrong += bool(bad)
        if bad and wrong <= 5:
            print("differs:", bad, [(document.get("micro_" + c), wanted.get(c)) for c in bad], repr(text[:200]))
    print("%-45s %6d documents, %2d values, %d differ, greatest difference %.1e"
          % (name, len(found), len(columns), wrong, worst))
    return wrong


def repetitive(texts):
    """Texts that repeat themselves: parts of others, doubled and shuffled by fixed rules."""
    for i, text in enumerate(texts[::7]):
        words = text.split(" ")
        yield text + "\n\n" + text[:len(text) // 2] + "\n" + " ".join(words[i % 5::1 + i % 3])
    yield from ("", " \n\n ", "a", "a a a a a a a a a a a a a a a a", "x y " * 400, "# ... {", "\u3000\u00a0",
                "same line.\nsame line.\n\nsame line.\nsame line.\n", "\r\nA line.\r\n\r\nA line.\r\n")


def main():
    teasel, shared = os.path.abspath(sys.argv[1]), sys.argv[2]
    texts = []
    for path in sorted(glob.glob(shared + "/data/*/*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    texts += list(repetitive([text for text in texts if len(text) > 400]))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/micro.c", "w", encoding="utf-8") as to:
            to.write(STAGE)
        here = os.path.dirname(os.path.abspath(__file__))
        subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-I" + here + "/../../include", "-o",
                        folder + "/micro.so", folder + "/micro.c"], check=True)
        sets = "sets: [gopher_quality, gopher_repetition, fineweb]"
        wrong += compare("gopher_quality, gopher_repetition, fineweb", texts,
                         run(teasel, folder, texts, sets, DOCUMENT), DOCUMENT, document_values)
        wrong += compare("c4, with the lines that stay", texts, run(teasel, folder, texts, "sets: c4", C4), C4,
                         c4_values, lambda text: kept_lines(text, goes_by_c4))
        options = "sets: refinedweb, without: [refinedweb.counter, refinedweb.navigation]"
        wrong += compare("refinedweb, with the lines that stay", texts,
                         run(teasel, folder, texts, options, ["removed_words"]), ["removed_words"],
                         refinedweb_values, lambda text: kept_lines(text, goes_by_refinedweb))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
