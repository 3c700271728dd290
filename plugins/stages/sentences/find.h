/*
 * find.h: the bytes of a block at which the scan stops: marks, brackets, quotation marks, newlines, the first bytes of
 * signs beyond ASCII, and the first bytes of words that could begin a sentence though no mark stands before them.
 */
#ifndef SENTENCES_FIND_H
#define SENTENCES_FIND_H

#include "page.h"

#include <stdint.h>

#define FIND_STRIDE 64 /* bytes that are looked at in one go */

/* Bit i of `marks` is set where a mark, or what may be one, stands at at[i]; of `words`, where a word does that could
 * begin a sentence by itself, or a line ends after a blank. Bits at or past `end` are clear. */
struct stops {
	uint64_t marks, words;
};
struct stops find_stops(const struct page *, const char *begin, const char *at, const char *end);

/* How many small letters stand before `at`, of FIND_LETTERS bytes that may be loaded. */
#define FIND_LETTERS 16
unsigned find_letters(const char *at);

#endif
