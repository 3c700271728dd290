#include "escape.h"

#include "chars.h"

static int hex_digit(char c)
{
	if (char_is_digit((unsigned char)c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits of \uXXXX, or -1. */
static int32_t hex_number(const char *at)
{
	int32_t number = 0;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(at[i]);
		if (digit < 0)
			return -1;
		number = number * 16 + digit;
	}
	return number;
}

/* What a letter behind a backslash stands for, or 0. */
static char plain_escape(char c)
{
	static const char meanings[256] = { ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
					    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t' };
	return meanings[(unsigned char)c];
}

size_t escape_size(const char *at, const char *end)
{
	if (end - at < 2)
		return 0;
	if (at[1] == 'u')
		return end - at >= 6 && hex_number(at + 2) >= 0 ? 6 : 0;
	return plain_escape(at[1]) ? 2 : 0;
}

#define HALF 0x110000 /* of a surrogate pair: no code point */

static char *put_point(char *to, uint32_t c)
{
	if (c == HALF) { /* the host finds the first byte that it would have, and repairs or refuses it */
		*to++ = (char)0xED;
	} else if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		*to++ = (char)(0xE0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
		*to++ = (char)(0x80 | (c & 0x3F));
	} else {
		*to++ = (char)(0xF0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3F));
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
		*to++ = (char)(0x80 | (c & 0x3F));
	}
	return to;
}

/* Reads \uXXXX, with its second half where it is a pair; *at moves behind it. */
static uint32_t read_point(const char **at, const char *end)
{
	int32_t high = hex_number(*at + 2), low = -1;
	*at += 6;
	if (high < 0xD800 || high > 0xDFFF)
		return (uint32_t)high;
	if (high < 0xDC00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u')
		low = hex_number(*at + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return HALF;
	*at += 6;
	return 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

char *escape_read(const char **at, const char *end, char *to)
{
	if ((*at)[1] == 'u')
		return put_point(to, read_point(at, end));
	*to = plain_escape((*at)[1]);
	*at += 2;
	return to + 1;
}
