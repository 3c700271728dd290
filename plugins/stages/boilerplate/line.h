/*
 * line.h: one line of a text, folded and cut into words.
 */
#ifndef BOILERPLATE_LINE_H
#define BOILERPLATE_LINE_H

#include <teasel.h>

#define LINE_LONGEST 160 /* bytes; a longer line is no chrome that a template knows */
#define LINE_WORDS 32

/* Words lie in `text`, parted by single spaces; there is at least one. */
struct line {
	char text[LINE_LONGEST + 1];
	size_t len;
	uint8_t begin[LINE_WORDS], end[LINE_WORDS];
	uint32_t n;
	uint64_t first, second; /* hashes of the first two words; 0 where there is no second */
	bool parted;            /* it has a short word that is no ASCII letter or digit, such as | or › */
	bool sentence;          /* it ended in a full stop, question mark, exclamation mark or closing quote */
};

/* The line within [at, at + len) without the white space around it; empty where there is nothing else. */
tsl_str line_trim(const char *at, size_t len);

/* The line without the signs at its edges that only decorate it, or close it. */
tsl_str line_without_edges(tsl_str line);

/* The first word of [at, end), after white space; empty where there is none. */
tsl_str line_word_at(const char *at, const char *end);

/* Folds a trimmed line; false where it is too long, has too many words to be chrome, or has none. */
bool line_fold(const char *at, size_t len, struct line *line);

/* The i-th word; it is followed by a space or a NUL. */
tsl_str line_word(const struct line *line, uint32_t i);

bool str_is(tsl_str s, const char *words);
bool str_starts(tsl_str s, const char *words);
bool str_ends(tsl_str s, const char *words);
bool str_in(tsl_str s, const char *const *list); /* the list ends in NULL */

#endif
