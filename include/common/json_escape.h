/*
 * json_escape.h: what a backslash stands for in a JSON text (RFC 8259, section 7).
 */
#ifndef COMMON_JSON_ESCAPE_H
#define COMMON_JSON_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

static inline int json_digit(char c)
{
	char low = (char)(c | 0x20);
	return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The four digits of \uXXXX, or -1. */
static inline int32_t json_hex(const char *at)
{
	int32_t number = 0;
	for (int i = 0; i < 4; i++) {
		int digit = json_digit(at[i]);
		if (digit < 0)
			return -1;
		number = number * 16 + digit;
	}
	return number;
}

/* What a letter behind a backslash stands for, or 0. */
static inline char json_letter(char c)
{
	static const char meanings[256] = { ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
					    ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t' };
	return meanings[(unsigned char)c];
}

/* Bytes of the escape at `at`, where a backslash stands; 0 where it is none. The second half of a surrogate pair is an
 * escape of its own. */
static inline size_t json_escape_size(const char *at, const char *end)
{
	if (end - at < 2)
		return 0;
	if (at[1] == 'u')
		return end - at >= 6 && json_hex(at + 2) >= 0 ? 6 : 0;
	return json_letter(at[1]) ? 2 : 0;
}

#define JSON_HALF 0x110000 /* of a surrogate pair: no code point */

static inline char *json_put_point(char *to, uint32_t c)
{
	if (c == JSON_HALF) { /* the first byte that it would have */
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
static inline uint32_t json_point(const char **at, const char *end)
{
	int32_t high = json_hex(*at + 2), low = -1;
	*at += 6;
	if (high < 0xD800 || high > 0xDFFF)
		return (uint32_t)high;
	if (high < 0xDC00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u')
		low = json_hex(*at + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return JSON_HALF;
	*at += 6;
	return 0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

/* Writes what an escape that json_escape_size() knows stands for, never more bytes than it has; *at moves behind it,
 * and behind both halves of a pair. Returns where it ended. A half without its other one becomes a byte that is not
 * UTF-8. */
static inline char *json_unescape(const char **at, const char *end, char *to)
{
	if ((*at)[1] == 'u')
		return json_put_point(to, json_point(at, end));
	*to = json_letter((*at)[1]);
	*at += 2;
	return to + 1;
}

#endif
