/*
 * locate.h: offsets in bytes, code points and UTF-16 units of one text, turned into each other.
 *
 * A locator counts the text once and keeps the count at every LOCATE_STEP bytes, so that a lookup costs the same
 * anywhere in the text. Where all is ASCII, or the unit is bytes, nothing is counted at all.
 */
#ifndef DOCUMENT_LOCATE_H
#define DOCUMENT_LOCATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#define LOCATE_STEP 128

struct locator {
	const char *text;
	size_t len;
	tsl_unit unit;
	uint32_t total;   /* length in units */
	uint32_t *counts; /* units before byte i * LOCATE_STEP; NULL where units are bytes */
	bool ready;
};

/* How many entries `counts` needs for a text; 0 where it needs none. The caller then sets `counts`. */
size_t locator_size(const char *text, size_t len, tsl_unit unit);
void locator_init(struct locator *l, const char *text, size_t len, tsl_unit unit, uint32_t *counts);

uint32_t locator_to_units(const struct locator *l, uint32_t byte);
/* False where there is no such place: past the end, or between two halves of a code point. */
bool locator_to_bytes(const struct locator *l, uint32_t units, uint32_t *byte);

#endif
