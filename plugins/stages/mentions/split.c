/* The words of an alias, found as the stage `tokens` finds those of a text. */
#include "clause.h"
#include "split.h"

static bool is_word_point(uint32_t c)
{
	if (c < 0x80)
		return char_is_letter((unsigned char)c) || char_is_digit((unsigned char)c);
	bool latin_sign = (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7;
	return !latin_sign && !point_is_space(c) && clause_point_role(c) == TOKEN_WORD;
}

/* What stands at `at`, and its bytes; a space where the text has ended. */
static uint32_t point_at(const char *at, const char *end, unsigned *size)
{
	*size = 0;
	return at < end ? char_decode(at, size) : ' ';
}

static bool is_gap(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || point_is_space(c);
}

/* Whether a mark between two characters of a word holds them together: don't, 3.5 */
static bool joins(const char *at, const char *end, uint32_t mark, unsigned size)
{
	unsigned next_size;
	uint32_t next = point_at(at + size, end, &next_size);
	if (mark == '.' || mark == ',')
		return char_is_digit((unsigned char)at[-1]) && next < 0x80 && char_is_digit((unsigned char)next);
	return (mark == '\'' || mark == 0x2019) && is_word_point(next);
}

static const char *word_end(const char *at, const char *end)
{
	unsigned size;
	for (uint32_t c; (c = point_at(at, end, &size)), size; at += size)
		if (!is_word_point(c) && !joins(at, end, c, size))
			break;
	return at;
}

static const char *sign_end(const char *at, const char *end, unsigned size)
{
	const char *next = at + size;
	while (end - next >= size && !memcmp(next, at, size))
		next += size;
	return next;
}

tsl_str alias_next_word(tsl_str *rest, bool *is_sign)
{
	const char *at = rest->at, *end = rest->at + rest->len;
	unsigned size;
	uint32_t c = point_at(at, end, &size);
	for (; size && is_gap(c); c = point_at(at, end, &size))
		at += size;
	*is_sign = !is_word_point(c);
	const char *next = !size ? at : *is_sign ? sign_end(at, end, size) : word_end(at, end);
	*rest = (tsl_str){ next, (size_t)(end - next) };
	return (tsl_str){ at, (size_t)(next - at) };
}

/* ---- capitals ---- */

/* Capitals and small letters that alternate: even and odd, or odd and even. */
static bool alternates(uint32_t c, bool *odd_is_upper)
{
	*odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
	return *odd_is_upper || (c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) ||
	       (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
	       (c >= 0x4D0 && c <= 0x52F);
}

uint32_t point_upper(uint32_t c)
{
	bool odd_is_upper;
	if (c < 0x80)
		return c - 'a' < 26u ? c - 0x20 : c;
	if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) ||
	    (c >= 0x430 && c <= 0x44F))
		return c - 0x20;
	if (c >= 0x450 && c <= 0x45F)
		return c - 0x50;
	return alternates(c, &odd_is_upper) && (c & 1) != odd_is_upper ? c - 1 : c;
}

uint32_t point_lower(uint32_t c)
{
	bool odd_is_upper;
	if (c < 0x80)
		return c - 'A' < 26u ? c + 0x20 : c;
	if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) ||
	    (c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40F)
		return c + 0x50;
	return alternates(c, &odd_is_upper) && (c & 1) == odd_is_upper ? c + 1 : c;
}

bool is_cased(tsl_str word)
{
	unsigned size;
	for (size_t i = 0; i < word.len; i += size) {
		uint32_t c = char_decode(word.at + i, &size);
		if (point_lower(c) != c)
			return true;
	}
	return false;
}

bool write_capitals(tsl_str word, bool all, char *out)
{
	bool changed = false;
	unsigned size;
	memcpy(out, word.at, word.len);
	for (size_t i = 0; i < word.len && (all || !i); i += size) {
		uint32_t c = char_decode(word.at + i, &size), upper = point_upper(c);
		if (c == upper || size != 2)
			continue; /* ASCII letters are the same word in both cases */
		out[i] = (char)(0xC0 | upper >> 6);
		out[i + 1] = (char)(0x80 | (upper & 0x3F));
		changed = true;
	}
	return changed;
}
