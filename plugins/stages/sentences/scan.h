/* scan.h: the scan of a block, and what it finds. */
#ifndef SENTENCES_SCAN_H
#define SENTENCES_SCAN_H

#include "features.h"

enum newline { NEWLINE_PARAGRAPH, NEWLINE_SENTENCE, NEWLINE_IGNORE };

/* A gap that the classifier was asked about, for training. */
struct asked {
	tsl_span gap;
	bool plain;
	struct features features;
};

/* The spans found so far, and the block that is being read. */
struct scan {
	const tsl_host *host;
	tsl_document *doc;
	const char *text;
	const struct wordmap *words;
	const struct endings *endings;
	const struct classifier *classifier;
	enum newline newlines;

	tsl_span *spans;
	uint32_t n, room;

	bool note;            /* keep the gaps that are asked about */
	const tsl_rows *gold; /* the true sentences, whose ends are then taken in place of the classifier's; or NULL */
	uint32_t gold_at;
	struct asked *asked;
	uint32_t n_asked, asked_room;

	struct page page;
	struct story story;
	const char *line;    /* begin of the line */
	const char *limit;   /* end of the block */
	const char *decided; /* the last place that was looked at */
	size_t width;        /* longest line of the block, in bytes */
	struct list list;
};

/* Splits the block [begin, end), which has no white space at its ends. */
void scan_block(struct scan *, const char *begin, const char *end);

/* Where the last code point ends of [begin, end) that is no white space. */
const char *trim_end(const char *begin, const char *end);

#endif
