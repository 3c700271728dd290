#include "document/locate.h"

#include "base/utf8.h"

#include <string.h>

size_t locator_size(const char *text, size_t len, tsl_unit unit)
{
	if (unit == TSL_BYTES || utf8_ascii(text, len) == len)
		return 0;
	return len / LOCATE_STEP + 1;
}

/* The bits of the step at `at`; behind the text, all is ASCII. */
static struct utf8_bits bits_of(const char *text, size_t len, size_t at)
{
	char last[LOCATE_STEP] = { 0 };
	if (len - at >= LOCATE_STEP)
		return utf8_bits_of_64(text + at);
	memcpy(last, text + at, len - at);
	return utf8_bits_of_64(last);
}

/* A code point counts at its first byte. Where it is two units of UTF-16, the second counts at its second byte. */
void locator_init(struct locator *l, const char *text, size_t len, tsl_unit unit, struct locate_step *steps)
{
	*l = (struct locator){ .text = text, .len = len, .unit = unit, .steps = steps, .ready = true };
	l->total = (uint32_t)len;
	if (!steps)
		return;
	uint32_t before = 0;
	uint64_t carry = 0; /* the step before ended in the first byte of a code point of two units */
	for (size_t at = 0; at <= len; at += LOCATE_STEP) {
		struct utf8_bits bits = bits_of(text, len, at);
		uint64_t second = unit == TSL_UTF16 ? bits.of_four << 1 | carry : 0;
		carry = bits.of_four >> (LOCATE_STEP - 1);
		struct locate_step step = { bits.going_on & ~second, before };
		steps[at / LOCATE_STEP] = step;
		before += locate_ones(step.silent);
	}
	l->total -= before;
}

static bool goes_on(const struct locator *l, size_t at)
{
	return at < l->len && ((unsigned char)l->text[at] & 0xC0) == 0x80;
}

/* The last code point that begins at or before a step, of those with at most so many units before the step. */
static size_t point_before(const struct locator *l, uint32_t units)
{
	size_t low = 0, high = l->len / LOCATE_STEP + 1;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (middle * LOCATE_STEP - l->steps[middle].before <= units)
			low = middle;
		else
			high = middle;
	}
	size_t at = low * LOCATE_STEP;
	while (goes_on(l, at))
		at--;
	return at;
}

bool locator_to_bytes(const struct locator *l, uint32_t units, uint32_t *byte)
{
	if (units > l->total)
		return false;
	*byte = units;
	if (!l->steps)
		return !goes_on(l, units);
	size_t at = point_before(l, units);
	uint32_t seen = locator_to_units(l, (uint32_t)at);
	while (seen < units) {
		seen += l->unit == TSL_UTF16 && (unsigned char)l->text[at] >= 0xF0 ? 2 : 1;
		do
			at++;
		while (goes_on(l, at));
	}
	*byte = (uint32_t)at;
	return seen == units;
}
