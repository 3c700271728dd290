/*
 * utf8.h: whether bytes from a user's file are UTF-8. Texts of documents are, and need no look.
 */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <teasel.h>

/* Bytes of the UTF-8 sequence at `at`, or 0 where there is none. */
static inline size_t utf8_sequence(const unsigned char *at, size_t n)
{
	unsigned char c = at[0];
	size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
	if (len > n)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	if ((c == 0xE0 && at[1] < 0xA0) || (c == 0xED && at[1] > 0x9F))
		return 0; /* too long, or a surrogate */
	if ((c == 0xF0 && at[1] < 0x90) || (c == 0xF4 && at[1] > 0x8F))
		return 0;
	return len;
}

static inline bool utf8_valid(tsl_str s)
{
	const unsigned char *at = (const unsigned char *)s.at;
	for (size_t i = 0, len; i < s.len; i += len)
		if (!(len = utf8_sequence(at + i, s.len - i)))
			return false;
	return true;
}

#endif
