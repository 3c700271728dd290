#include "document/locate.h"

#include "base/utf8.h"

static size_t count(const char *at, size_t n, tsl_unit unit)
{
	return unit == TSL_UTF16 ? utf8_units16(at, n) : utf8_points(at, n);
}

size_t locator_size(const char *text, size_t len, tsl_unit unit)
{
	if (unit == TSL_BYTES || utf8_points(text, len) == len)
		return 0;
	return len / LOCATE_STEP + 1;
}

void locator_init(struct locator *l, const char *text, size_t len, tsl_unit unit, uint32_t *counts)
{
	*l = (struct locator){ .text = text, .len = len, .unit = unit, .counts = counts, .ready = true };
	l->total = (uint32_t)len;
	if (!counts)
		return;
	uint32_t units = 0;
	for (size_t at = 0; at <= len; at += LOCATE_STEP) {
		counts[at / LOCATE_STEP] = units;
		units += (uint32_t)count(text + at, len - at < LOCATE_STEP ? len - at : LOCATE_STEP, unit);
	}
	l->total = units;
}

uint32_t locator_to_units(const struct locator *l, uint32_t byte)
{
	if (!l->counts)
		return byte;
	uint32_t from = byte - byte % LOCATE_STEP;
	return l->counts[byte / LOCATE_STEP] + (uint32_t)count(l->text + from, byte - from, l->unit);
}

/* The last step whose count is at most `units`. */
static size_t step_of(const struct locator *l, uint32_t units)
{
	size_t low = 0, high = l->len / LOCATE_STEP + 1;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (l->counts[middle] <= units)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool locator_to_bytes(const struct locator *l, uint32_t units, uint32_t *byte)
{
	if (units > l->total)
		return false;
	*byte = units;
	if (!l->counts)
		return units == l->len || ((unsigned char)l->text[units] & 0xC0) != 0x80;
	size_t step = step_of(l, units), at = step * LOCATE_STEP;
	uint32_t seen = l->counts[step];
	while (at < l->len && ((unsigned char)l->text[at] & 0xC0) == 0x80)
		at++; /* the tail of a code point counted before the step */
	while (seen < units) {
		seen += l->unit == TSL_UTF16 && (unsigned char)l->text[at] >= 0xF0 ? 2 : 1;
		do
			at++;
		while (at < l->len && ((unsigned char)l->text[at] & 0xC0) == 0x80);
	}
	*byte = (uint32_t)at;
	return seen == units;
}
