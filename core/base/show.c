#include "base/show.h"

#include <math.h>
#include <stdio.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- numbers ---- */

#define ZEROS 0x30303030u /* four digits '0' */

/*
 * The digits of x < 10,000, a byte each, the first in the lowest: x is parted into two numbers below 100, and these
 * into digits, both at once. The products are those of division by 100 and 10, exact for numbers so small. As in all of
 * teasel, the machine is little-endian.
 */
static inline uint32_t four_digits(uint32_t x)
{
	uint32_t hundreds = x * 10486 >> 20;
	uint32_t twos = hundreds | (x - 100 * hundreds) << 16;
	uint32_t tens = (twos * 103 >> 10) & 0x000F000F;
	return tens | (twos - 10 * tens) << 8;
}

static inline char *put_four(char *to, uint32_t x)
{
	uint32_t shown = four_digits(x) | ZEROS;
	memcpy(to, &shown, 4);
	return to + 4;
}

/* Without leading zeros: all four are written, from the first that counts on. */
static inline char *put_up_to_four(char *to, uint32_t x)
{
	uint32_t digits = four_digits(x);
	unsigned leading = (unsigned)__builtin_ctz(digits | 1u << 24) / 8;
	uint32_t shown = (digits | ZEROS) >> 8 * leading;
	memcpy(to, &shown, 4);
	return to + 4 - leading;
}

static char *put_natural(char *to, uint64_t x)
{
	if (x < 10000)
		return put_up_to_four(to, (uint32_t)x);
	to = put_natural(to, x / 10000);
	return put_four(to, (uint32_t)(x % 10000));
}

char *show_integer(char *to, int64_t x)
{
	if ((uint64_t)x < 10000) /* most are offsets and counts */
		return put_up_to_four(to, (uint32_t)x);
	*to = '-';
	return put_natural(to + (x < 0), x < 0 ? 0 - (uint64_t)x : (uint64_t)x);
}

/* The point and the decimals of part / 10,000, of which the last is no zero. */
static inline char *put_decimals(char *to, uint32_t part)
{
	uint32_t digits = four_digits(part), shown = digits | ZEROS;
	unsigned n = part ? 5 - (unsigned)__builtin_clz(digits | 1) / 8 : 0;
	*to = '.';
	memcpy(to + 1, &shown, 4);
	return to + n;
}

/* Most reals are below 1: what follows in show_real(), without a whole part to be taken away. */
static char *show_below_one(char *to, double x)
{
	uint32_t part = (uint32_t)(int32_t)(fabs(x) * 10000.0 + 0.5);
	*to = '-';
	to += (x < 0) & (part != 0);
	*to = (char)('0' + (part == 10000));
	return put_decimals(to + 1, part == 10000 ? 0 : part);
}

char *show_real(char *to, double x)
{
	double size = fabs(x);
	if (size < 1)
		return show_below_one(to, x);
	if (!(size < 9e15)) /* past this all doubles are whole; %.0f is exact and needs no locale */
		return to + snprintf(to, SHOW_REAL, "%.0f", x);
	int64_t whole = (int64_t)size; /* apart from the decimals, or large numbers would lose theirs */
	int32_t part = (int32_t)((size - (double)whole) * 10000.0 + 0.5);
	whole += part == 10000;
	part = part == 10000 ? 0 : part;
	*to = '-';
	to += (x < 0) & ((whole | part) != 0);
	return put_decimals(put_natural(to, (uint64_t)whole), (uint32_t)part);
}

/* ---- texts ---- */

/* Copies 16 bytes. A bit for each, the first the lowest: those that are a quote, a backslash or below 0x20. */
#ifdef __SSE2__
static inline uint32_t copy_16(char *to, const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
	__m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
	__m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
	_mm_storeu_si128((__m128i *)(void *)to, bytes);
	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, slash)));
}
#else
static uint32_t copy_16(char *to, const char *at)
{
	uint32_t bits = 0;
	memcpy(to, at, 16);
	for (int i = 0; i < 16; i++)
		bits |= (uint32_t)((unsigned char)at[i] < 0x20 || at[i] == '"' || at[i] == '\\') << i;
	return bits;
}
#endif

#define ONES 0x0101010101010101u

/* Not 0 if any of eight bytes is a quote, a backslash or below 0x20. What borrows from a neighbour is such a byte
 * itself, so that the answer as a whole is exact (Anderson, "Bit Twiddling Hacks": determine if a word has a byte less
 * than n). */
static inline uint64_t escapes_in_8(uint64_t w)
{
	uint64_t quote = w ^ '"' * ONES, slash = w ^ '\\' * ONES;
	return (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((w - 0x20 * ONES) & ~w)) & 0x80 * ONES;
}

static char *show_escape(char *to, unsigned char c)
{
	static const char letters[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu", hex[] = "0123456789abcdef";
	char letter = c < 0x20 ? letters[c] : (char)c;
	*to++ = '\\';
	*to++ = letter;
	if (letter != 'u')
		return to;
	*to++ = '0';
	*to++ = '0';
	*to++ = hex[c >> 4];
	*to++ = hex[c & 15];
	return to;
}

static char *show_one_by_one(char *to, const char *at, size_t n)
{
	for (const char *end = at + n; at < end; at++) {
		unsigned char c = (unsigned char)*at;
		if (c < 0x20 || c == '"' || c == '\\')
			to = show_escape(to, c);
		else
			*to++ = *at;
	}
	return to;
}

/* Up to 16 bytes: words and names, for the most part. */
static inline char *show_short(char *to, const char *at, size_t n)
{
	uint64_t first, last;
	uint32_t low, high;
	if (n > 8) {
		memcpy(&first, at, 8);
		memcpy(&last, at + n - 8, 8);
		if (escapes_in_8(first) | escapes_in_8(last))
			return show_one_by_one(to, at, n);
		memcpy(to, &first, 8);
		memcpy(to + n - 8, &last, 8);
		return to + n;
	}
	if (n < 4)
		return show_one_by_one(to, at, n);
	memcpy(&low, at, 4);
	memcpy(&high, at + n - 4, 4);
	if (escapes_in_8(low | (uint64_t)high << 32))
		return show_one_by_one(to, at, n);
	memcpy(to, &low, 4);
	memcpy(to + n - 4, &high, 4);
	return to + n;
}

/* What is copied behind an escape is written over. */
char *show_escaped(char *to, const char *at, size_t n)
{
	const char *end = at + n;
	while (end - at > 16) {
		uint32_t escapes = copy_16(to, at);
		if (!escapes) {
			at += 16;
			to += 16;
			continue;
		}
		at += __builtin_ctz(escapes);
		to = show_escape(to + __builtin_ctz(escapes), (unsigned char)*at++);
	}
	return show_short(to, at, (size_t)(end - at));
}
