/*
 * editing.h: rewriting a document's text in few words.
 */
#ifndef UNIT_EDITING_H
#define UNIT_EDITING_H

#include "document_of.h"

static inline tsl_status edit(struct small *s, const tsl_edit *edits, size_t n)
{
	return document_edit(&s->doc, edits, n);
}

static inline tsl_edit replace(uint32_t begin, uint32_t end, const char *with)
{
	return (tsl_edit){ .old = { begin, end }, .with = text_of(with), .reason = "why" };
}

static inline void check_text(struct small *s, const char *want)
{
	assert_text(document_text(&s->doc).at, document_text(&s->doc).len, want);
}

static inline size_t random_edits(uint32_t *seed, size_t len, tsl_edit edits[5])
{
	static const char *const with[] = { "", "", "", "x", "yz", "longer" };
	size_t n = 0;
	uint32_t at = 0;
	while (n < 5 && at <= len) {
		uint32_t begin = at + unit_random(seed, 1 + (uint32_t)(len - at) / 2);
		uint32_t end = begin + unit_random(seed, 1 + (uint32_t)(len - begin < 6 ? len - begin : 6));
		edits[n++] = replace(begin, end, with[unit_random(seed, COUNT(with))]);
		at = end + unit_random(seed, 4);
	}
	return n;
}

#endif
