/*
 * features.h: what the model sees of a line: its own facts, its neighbours', and its place on the page.
 *
 * Blank lines do not count: the same page looks the same with and without them.
 */
#ifndef BOILERPLATE_FEATURES_H
#define BOILERPLATE_FEATURES_H

#include "vocabulary.h"

#define FEATURES_VERSION 3 /* to be raised with each change of what the numbers mean */

enum { FEATURES_OWN = 28, FEATURES_NEAR = 8, FEATURES_REACH = 3, FEATURES_SHARED = 4 };
enum { FEATURES_PLACE = 17, FEATURES_WINDOWS = 4, FEATURES_WINDOW = 5 };
enum {
	FEATURES = FEATURES_OWN + KINDS + FEATURES_NEAR * 2 * FEATURES_REACH + FEATURES_SHARED + FEATURES_PLACE +
		   FEATURES_WINDOWS * FEATURES_WINDOW
};

/* Sums over the lines before this one, and the line's place among those like it. */
struct place {
	uint32_t prose; /* words of prose */
	uint32_t bytes, kind_words, families, stops, words, lines_of_prose;
	uint32_t content, elsewhere; /* words, and of them those that other lines of prose have, too */
	uint32_t block;              /* words of the block of prose it lies in, 0 outside */
	uint16_t before, after;      /* lines to the prose nearest before and behind it */
	uint16_t run;                /* short lines in a row that it is one of */
	uint16_t copies;
};

/* What a line's neighbours see of it. */
struct near {
	int16_t x[FEATURES_NEAR];
};

struct page {
	const struct facts *line;
	const struct shared *shared;
	struct place *place; /* one more than lines: the last holds the sums over all */
	struct near *near;   /* of each line, with FEATURES_REACH before the first and behind the last that are -1 */
	uint32_t n;
	uint32_t block_begin, block_end, block_words; /* the largest block of prose */
};

/* Looks at all lines of a page, n > 0 of them, in time linear in n. */
struct page page_of(const tsl_host *host, tsl_document *doc, const struct facts *lines, const struct shared *shared,
		    uint32_t n);

void features_of(const struct page *page, uint32_t i, int16_t x[FEATURES]);

#endif
