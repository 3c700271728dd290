/*
 * chars.h: what a byte or a code point is, for the plugins that scan text.
 *
 * Everything here is a pure function of its arguments; nothing depends on the locale.
 */
#ifndef COMMON_CHARS_H
#define COMMON_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool char_is_digit(unsigned char c)
{
	return (unsigned)c - '0' < 10u;
}
static inline bool char_is_upper(unsigned char c)
{
	return (unsigned)c - 'A' < 26u;
}
static inline bool char_is_lower(unsigned char c)
{
	return (unsigned)c - 'a' < 26u;
}
static inline bool char_is_letter(unsigned char c)
{
	return (c | 0x20u) - 'a' < 26u;
}
static inline bool char_is_space(unsigned char c)
{
	return c == ' ' || (unsigned)c - '\t' < 5u;
}
static inline char char_lower(char c)
{
	return char_is_upper((unsigned char)c) ? (char)(c | 0x20) : c;
}

/* The code point at `at`, whose length in bytes goes to *len. The text is valid UTF-8 and at < end. */
static inline uint32_t char_decode(const char *at, unsigned *len)
{
	const unsigned char *s = (const unsigned char *)at;
	if (s[0] < 0x80) {
		*len = 1;
		return s[0];
	}
	if (s[0] < 0xE0) {
		*len = 2;
		return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	}
	if (s[0] < 0xF0) {
		*len = 3;
		return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	}
	*len = 4;
	return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

/* Where the code point that ends at `at` begins; text < at. */
static inline const char *char_before(const char *text, const char *at)
{
	do
		at--;
	while (at > text && ((unsigned char)*at & 0xC0) == 0x80);
	return at;
}

/* Unicode White_Space, as in PropList.txt. */
static inline bool point_is_space(uint32_t c)
{
	if (c < 0x80)
		return char_is_space((unsigned char)c);
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

static inline bool bytes_equal(const char *a, size_t n, const char *b, size_t m)
{
	return n == m && !memcmp(a, b, n);
}

#endif
