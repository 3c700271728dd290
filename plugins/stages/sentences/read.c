/* The words, spaces and brackets around a place in the text. All looks back and ahead are bounded. */
#include "sentences.h"

#define LONGEST_WORD 40
#define MOST_OPENERS 8

enum { F = SIGN_FINISHES, W = SIGN_BEFORE_WORD, A = SIGN_FOLLOWS | SIGN_NEVER_CUTS, G = SIGN_GOES_ON };

const unsigned char sign_sets[256] = {
	[0] = F | W | SIGN_NEVER_CUTS | SIGN_GOES_ON,
	['\n'] = W,
	[' '] = W,
	['!'] = F | A,
	['"'] = F | W,
	['%'] = SIGN_NEVER_CUTS,
	['&'] = G | SIGN_JOINS,
	['\''] = F | W,
	['('] = W | G,
	[')'] = F | A,
	['*'] = SIGN_BULLET,
	['+'] = SIGN_BULLET,
	[','] = A | G,
	['-'] = W | SIGN_BULLET | G | SIGN_JOINS,
	['.'] = F | A,
	['/'] = A | G | SIGN_JOINS,
	[':'] = A | SIGN_EYES,
	[';'] = A | SIGN_EYES,
	['='] = SIGN_EYES,
	['?'] = F | A,
	[']'] = A,
	['_'] = SIGN_JOINS,
	['}'] = A,
};

static bool is_upper_point(uint32_t c)
{
	if (c < 0x100)
		return c >= 0xC0 && c <= 0xDE && c != 0xD7;
	if (c < 0x180) /* Latin Extended-A alternates; the parity changes twice */
		return (c >= 0x139 && c <= 0x148) || c >= 0x178 ? c & 1 || c == 0x178 : !(c & 1);
	if (c < 0x400)
		return c == 0x386 || (c >= 0x388 && c <= 0x38F) || (c >= 0x391 && c <= 0x3AB);
	if (c < 0x460)
		return c < 0x430;
	return c < 0x530 && !(c & 1);
}

/* Scripts with two cases, as far as their capitals are told above. */
static bool has_case(uint32_t c)
{
	return (c >= 0xC0 && c < 0x180 && c != 0xD7 && c != 0xF7) || (c >= 0x386 && c <= 0x3CE) ||
	       (c >= 0x400 && c < 0x530);
}

static bool is_high_sign(uint32_t c)
{
	return (c < 0xC0 && c != 0xAA && c != 0xB0 && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
	       (c >= 0x2000 && c < 0x2070 && c != 0x2019) || (c >= 0x20A0 && c < 0x20D0) ||
	       (c >= 0x2190 && c < 0x2C00) || (c >= 0x2E00 && c < 0x2E80) || (c >= 0x3000 && c < 0x3005) ||
	       (c >= 0x3008 && c < 0x3021) || (c >= 0xFF00 && c < 0xFF10) || c >= 0x1F000;
}

enum shape shape_at(const char *at, const char *limit)
{
	if (at >= limit)
		return SHAPE_NONE;
	unsigned char c = (unsigned char)*at;
	if (c < 0x80)
		return char_is_upper(c)   ? SHAPE_UPPER
		       : char_is_lower(c) ? SHAPE_LOWER
		       : char_is_digit(c) ? SHAPE_DIGIT
					  : SHAPE_SIGN;
	unsigned len;
	uint32_t point = char_decode(at, &len);
	if (is_high_sign(point) || point == 0x2019)
		return SHAPE_SIGN;
	return !has_case(point) ? SHAPE_LETTER : is_upper_point(point) ? SHAPE_UPPER : SHAPE_LOWER;
}

const char *skip_space(const char *at, const char *limit, const char **line)
{
	while (at < limit) {
		unsigned len = 1;
		uint32_t c = (unsigned char)*at;
		if (c >= 0x80)
			c = char_decode(at, &len);
		if (!point_is_space(c))
			break;
		at += len;
		if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85)
			*line = at;
	}
	return at;
}

/* Length of the opening mark at `at`, or 0. */
static unsigned opener_length(const char *at, const char *limit, bool *quote, bool *bracket)
{
	switch ((unsigned char)*at) {
	case '"':
	case '\'':
	case '`':
		*quote = true;
		return 1;
	case '(':
	case '[':
	case '{':
	case '<':
		*bracket = true;
		return 1;
	case '*':
	case '_':
		return 1;
	}
	if ((unsigned char)*at < 0x80 || at >= limit)
		return 0;
	unsigned len;
	switch (char_decode(at, &len)) {
	case 0xAB:   /* « */
	case 0xBB:   /* », which opens in some languages */
	case 0x2018: /* ‘ */
	case 0x201A:
	case 0x201C: /* “ */
	case 0x201E: /* „ */
	case 0x2039:
	case 0x300C:
	case 0x300E:
		*quote = true;
		return len;
	case 0xA1: /* ¡ */
	case 0xBF: /* ¿ */
	case 0xFF08:
		return len;
	}
	return 0;
}

const char *skip_openers(const char *at, const char *limit, bool *quote, bool *bracket)
{
	for (int i = 0; i < MOST_OPENERS && at < limit; i++) {
		unsigned len = opener_length(at, limit, quote, bracket);
		if (!len)
			break;
		at += len;
	}
	return at;
}

static bool byte_in_word(unsigned char c)
{
	return char_is_letter(c) || char_is_digit(c) || c == '\'';
}

static bool in_word(const char *at, const char *limit)
{
	if ((unsigned char)*at < 0x80)
		return byte_in_word((unsigned char)*at);
	unsigned len;
	uint32_t point = char_decode(at, &len);
	return at < limit && !is_high_sign(point);
}

tsl_str word_before(const char *begin, const char *at)
{
	const char *from = at, *limit = at;
	while (from > begin && limit - from < LONGEST_WORD) {
		if (byte_in_word((unsigned char)from[-1])) {
			from--;
			continue;
		}
		const char *before = char_before(begin, from);
		if (*before != '.' && !in_word(before, limit))
			break;
		from = before;
	}
	while (from < at && (*from == '.' || *from == '\''))
		from++;
	return (tsl_str){ from, (size_t)(at - from) };
}

tsl_str words_before(const char *begin, const char *at)
{
	tsl_str last = word_before(begin, at);
	const char *from = last.at;
	while (last.len && from > begin + 1 && at - from < LONGEST_WORD && sign_is(from[-1], SIGN_JOINS)) {
		last = word_before(begin, from - 1);
		from = last.len ? last.at : from;
	}
	return (tsl_str){ from, (size_t)(at - from) };
}

tsl_str word_after(const char *at, const char *limit)
{
	const char *end = at;
	while (end < limit && end - at < LONGEST_WORD && in_word(end, limit)) {
		unsigned len = 1;
		if ((unsigned char)*end >= 0x80)
			char_decode(end, &len);
		end += len;
	}
	return (tsl_str){ at, (size_t)(end - at) };
}
