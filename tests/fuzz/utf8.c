/* Checking, repairing and counting UTF-8, against a decoder that does it by the book. */
#include "fuzz.h"

#include "base/utf8.h"
#include "document/document.h"
#include "document/locate.h"

#define LONGEST 4096

/* Bytes of the code point at `at`; 0, and in *bad the length of the maximal subpart, where there is none. */
static size_t decode(const uint8_t *at, size_t n, uint32_t *point, size_t *bad)
{
	size_t size = at[0] < 0x80 ? 1 : at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF5 ? 4 : 0;
	*bad = 1;
	*point = size == 1 ? at[0] : at[0] & (0x7Fu >> size);
	for (size_t i = 1; i < size; i++) {
		uint8_t low = 0x80, high = 0xBF;
		if (i == 1 && at[0] == 0xE0)
			low = 0xA0;
		if (i == 1 && at[0] == 0xED)
			high = 0x9F;
		if (i == 1 && at[0] == 0xF0)
			low = 0x90;
		if (i == 1 && at[0] == 0xF4)
			high = 0x8F;
		if (i == n || at[i] < low || at[i] > high) {
			*bad = i;
			return 0;
		}
		*point = *point << 6 | (at[i] & 0x3F);
	}
	return size;
}

struct counts {
	size_t first_bad, points, units;
	char repaired[3 * LONGEST];
	size_t n;
};

static void count(struct counts *c, const uint8_t *data, size_t size)
{
	c->first_bad = size;
	c->points = c->units = c->n = 0;
	for (size_t at = 0, bad; at < size;) {
		uint32_t point;
		size_t n = decode(data + at, size - at, &point, &bad);
		if (!n && c->first_bad == size)
			c->first_bad = at;
		memcpy(c->repaired + c->n, n ? (const char *)data + at : "\xEF\xBF\xBD", n ? n : 3);
		c->n += n ? n : 3;
		c->points++;
		c->units += n && point >= 0x10000 ? 2 : 1;
		at += n ? n : bad;
	}
}

/* Every place of a text, there and back, and its length. */
static void check_places(const char *text, size_t len, tsl_unit unit, size_t total)
{
	static struct locate_step steps[3 * LONGEST / LOCATE_STEP + 1];
	struct locator l;
	size_t n = locator_size(text, len, unit);
	uint32_t back;
	locator_init(&l, text, len, unit, n ? steps : NULL);
	must(l.total == total, "units are counted");
	for (uint32_t at = 0; at <= len; at++) {
		if (!document_on_code_point((tsl_str){ text, len }, at))
			continue;
		must(locator_to_bytes(&l, locator_to_units(&l, at), &back) && back == at, "a place is found again");
	}
	must(!locator_to_bytes(&l, l.total + 1, &back), "there is nothing past the end");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct counts c;
	static char out[3 * LONGEST];
	const char *at = (const char *)data;
	if (size > LONGEST)
		return 0;
	count(&c, data, size);
	must(utf8_valid(at, size) == c.first_bad, "the first bad byte is found");
	must(utf8_repaired_size(at, size) == c.n, "the size of what is repaired is foretold");
	must(utf8_repair(at, size, out) == c.n && !memcmp(out, c.repaired, c.n), "each maximal subpart is replaced");
	must(utf8_valid(out, c.n) == c.n, "what is repaired is valid");
	check_places(out, c.n, TSL_BYTES, c.n);
	check_places(out, c.n, TSL_CODEPOINTS, c.points);
	check_places(out, c.n, TSL_UTF16, c.units);
	return 0;
}
