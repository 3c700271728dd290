#include "base/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* From byte i on. */
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

size_t utf8_ascii(const char *at, size_t n)
{
	return skip_ascii(at, 0, n);
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

/* Whether 4 to 16 bytes are ASCII: words and names, which are most of what is asked about. False of others. */
static inline bool is_short_ascii(const char *at, size_t n)
{
	uint64_t first, last;
	uint32_t low, high;
	if (n < 4 || n > 16)
		return false;
	if (n >= 8) {
		memcpy(&first, at, 8);
		memcpy(&last, at + n - 8, 8);
		return !((first | last) & HIGH_BITS);
	}
	memcpy(&low, at, 4);
	memcpy(&high, at + n - 4, 4);
	return !((low | high) & (uint32_t)HIGH_BITS);
}

size_t utf8_valid(const char *at, size_t n)
{
	if (is_short_ascii(at, n))
		return n;
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

#ifdef __SSE2__
static bool is_ascii_64(const __m128i *at)
{
	__m128i first = _mm_or_si128(_mm_loadu_si128(at), _mm_loadu_si128(at + 1));
	__m128i second = _mm_or_si128(_mm_loadu_si128(at + 2), _mm_loadu_si128(at + 3));
	return !_mm_movemask_epi8(_mm_or_si128(first, second));
}

/* As signed numbers, the bytes that go on with a code point are the lowest. */
struct utf8_bits utf8_bits_of_64(const char *at)
{
	const __m128i *from = (const __m128i *)(const void *)at;
	struct utf8_bits bits = { 0, 0 };
	if (is_ascii_64(from))
		return bits;
	for (int i = 0; i < 4; i++) {
		__m128i bytes = _mm_loadu_si128(from + i), four = _mm_set1_epi8((char)0xF0);
		__m128i high = _mm_and_si128(bytes, _mm_set1_epi8((char)0xF8));
		uint64_t going_on = (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(bytes, _mm_set1_epi8(-0x40)));
		uint64_t of_four = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(high, four));
		bits.going_on |= going_on << 16 * i;
		bits.of_four |= of_four << 16 * i;
	}
	return bits;
}
#else
struct utf8_bits utf8_bits_of_64(const char *at)
{
	struct utf8_bits bits = { 0, 0 };
	for (int i = 0; i < 64; i++) {
		bits.going_on |= (uint64_t)(((unsigned char)at[i] & 0xC0) == 0x80) << i;
		bits.of_four |= (uint64_t)((unsigned char)at[i] >= 0xF0) << i;
	}
	return bits;
}
#endif
