/*
 * locate.h: offsets in bytes, code points and UTF-16 units of one text, turned into each other.
 *
 * A locator reads the text once and keeps, of every 64 bytes, the number of those before that are no unit of their
 * own, and which of the 64 are not: so that a lookup costs the same anywhere in the text, and reads none of it. Where
 * all is ASCII, or the unit is bytes, nothing is kept at all.
 */
#ifndef DOCUMENT_LOCATE_H
#define DOCUMENT_LOCATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#define LOCATE_STEP 64 /* bytes, one a bit of `silent` */

struct locate_step {
	uint64_t silent; /* bytes that are no unit of their own; the first is the lowest bit */
	uint32_t before; /* such bytes in all steps before */
};

struct locator {
	const char *text;
	size_t len;
	tsl_unit unit;
	uint32_t total;            /* length in units */
	struct locate_step *steps; /* NULL where units are bytes */
	bool ready;
};

/* How many steps a text has; 0 where it needs none. The caller then sets `steps`. */
size_t locator_size(const char *text, size_t len, tsl_unit unit);
void locator_init(struct locator *l, const char *text, size_t len, tsl_unit unit, struct locate_step *steps);

/* Most steps have none, and not all machines count them at once. */
static inline uint32_t locate_ones(uint64_t bits)
{
	return bits ? (uint32_t)__builtin_popcountll(bits) : 0;
}

static inline uint32_t locator_to_units(const struct locator *l, uint32_t byte)
{
	if (!l->steps)
		return byte;
	const struct locate_step *step = &l->steps[byte / LOCATE_STEP];
	return byte - step->before - locate_ones(step->silent & (((uint64_t)1 << byte % LOCATE_STEP) - 1));
}

/* False where there is no such place: past the end, or between two halves of a code point. */
bool locator_to_bytes(const struct locator *l, uint32_t units, uint32_t *byte);

#endif
