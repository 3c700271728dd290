#include "base/utf8.h"

#include <string.h>

#define HIGH_BITS 0x8080808080808080u

/*
 * Length of the sequence at `s` if it is valid. Otherwise 0, and *bad is the length of its longest beginning that could
 * have gone on to a valid sequence, at least 1: the maximal subpart.
 */
static size_t sequence(const unsigned char *s, size_t n, size_t *bad)
{
	unsigned char c = s[0], low = 0x80, high = 0xBF;
	size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
	*bad = 1;
	if (c == 0xE0)
		low = 0xA0; /* else overlong */
	else if (c == 0xED)
		high = 0x9F; /* else a surrogate */
	else if (c == 0xF0)
		low = 0x90;
	else if (c == 0xF4)
		high = 0x8F; /* else past U+10FFFF */
	for (size_t i = 1; i < len; i++) {
		if (i >= n || s[i] < low || s[i] > high)
			return 0;
		*bad = i + 1;
		low = 0x80;
		high = 0xBF;
	}
	return len;
}

static size_t skip_ascii(const char *at, size_t i, size_t n)
{
	uint64_t word, four[4];
	for (; i + 32 <= n; i += 32) {
		memcpy(four, at + i, 32);
		if ((four[0] | four[1] | four[2] | four[3]) & HIGH_BITS)
			break;
	}
	for (; i + 8 <= n; i += 8) {
		memcpy(&word, at + i, 8);
		if (word & HIGH_BITS) /* little-endian machines only, as all of Debian's common ones are */
			return i + (size_t)__builtin_ctzll(word & HIGH_BITS) / 8;
	}
	while (i < n && (unsigned char)at[i] < 0x80)
		i++;
	return i;
}

/* The same as sequence() of most letters and marks beyond ASCII, with fewer questions; 0 where they have to be asked.
 * Four bytes can be read. */
static size_t plain_sequence(const char *at)
{
	uint32_t s;
	memcpy(&s, at, 4);
	if ((s & 0xC0C0F0) == 0x8080E0 && (s & 0x0F) != 0 && (s & 0x0F) != 0x0D) /* no overlong one, no surrogate */
		return 3;
	return (s & 0xC0E0) == 0x80C0 && (s & 0x1E) != 0 ? 2 : 0;
}

size_t utf8_valid(const char *at, size_t n)
{
	size_t i = 0, bad;
	while ((i = skip_ascii(at, i, n)) < n) {
		size_t len = n - i >= 4 ? plain_sequence(at + i) : 0;
		if (!len)
			len = sequence((const unsigned char *)at + i, n - i, &bad);
		if (!len)
			return i;
		i += len;
	}
	return n;
}

/* One walk serves both sizes and copies: `out` may be NULL. */
static size_t repair(const char *at, size_t n, char *out)
{
	size_t i = 0, used = 0, bad;
	while (i < n) {
		size_t good = utf8_valid(at + i, n - i);
		if (out && good)
			memcpy(out + used, at + i, good);
		used += good;
		i += good;
		if (i == n)
			break;
		sequence((const unsigned char *)at + i, n - i, &bad);
		if (out)
			memcpy(out + used, "\xEF\xBF\xBD", 3);
		used += 3;
		i += bad;
	}
	return used;
}

size_t utf8_repaired_size(const char *at, size_t n)
{
	return repair(at, n, NULL);
}

size_t utf8_repair(const char *at, size_t n, char *out)
{
	return repair(at, n, out);
}

/* Bytes of a word that are not continuation bytes (10xxxxxx). */
static size_t starts_in(uint64_t word)
{
	uint64_t continuing = (word >> 7) & (~word >> 6) & 0x0101010101010101u;
	return 8 - (size_t)(continuing * 0x0101010101010101u >> 56);
}

size_t utf8_points(const char *at, size_t n)
{
	size_t count = 0, i = 0;
	uint64_t word;
	for (; i + 8 <= n; i += 8) {
		memcpy(&word, at + i, 8);
		count += starts_in(word);
	}
	for (; i < n; i++)
		count += ((unsigned char)at[i] & 0xC0) != 0x80;
	return count;
}

size_t utf8_units16(const char *at, size_t n)
{
	size_t count = utf8_points(at, n);
	for (size_t i = 0; i < n; i++)
		count += (unsigned char)at[i] >= 0xF0; /* a surrogate pair */
	return count;
}
