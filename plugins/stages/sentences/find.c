/* The stops of 32 bytes: with SSE2, which every x86-64 has, and the same byte by byte. */
#include "find.h"

#include "chars.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Marks that could stand between a word and a small letter that begins a sentence. */
static bool parts(unsigned char c)
{
	return c == ')' || c == '"' || c == ':' || c == '-';
}

static bool stops_as_mark(unsigned char c)
{
	return c >= 0xC2 || c == '.' || c == '!' || c == '?' || c == '\n' || c == '"' || c == '(' || c == ')';
}

static bool stops_as_word(const char *begin, const char *at)
{
	unsigned char c = (unsigned char)*at;
	if (at - begin < 2 || at[-1] != ' ' || c <= ' ' || c >= 0x80)
		return false;
	return !char_is_lower(c) || parts((unsigned char)at[-2]);
}

static uint32_t find_by_byte(const char *begin, const char *at, const char *end)
{
	uint32_t stops = 0;
	for (unsigned i = 0; i < FIND_STRIDE && at + i < end; i++)
		if (stops_as_mark((unsigned char)at[i]) || stops_as_word(begin, at + i))
			stops |= 1u << i;
	return stops;
}

#ifdef __SSE2__

static __m128i is(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Bytes from `first` on, `n` of them. */
static __m128i within(__m128i bytes, char first, char n)
{
	__m128i from = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
	return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(n - 1))), from);
}

static __m128i parts_16(__m128i bytes)
{
	return _mm_or_si128(_mm_or_si128(is(bytes, ')'), is(bytes, '"')), _mm_or_si128(is(bytes, ':'), is(bytes, '-')));
}

static __m128i marks_16(__m128i bytes)
{
	__m128i high = _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8((char)0xC2)), bytes);
	__m128i pairs = _mm_or_si128(within(bytes, '(', 2), within(bytes, '!', 2)); /* ( and ), ! and " */
	__m128i ends = _mm_or_si128(is(bytes, '.'), is(bytes, '?'));
	return _mm_or_si128(_mm_or_si128(high, pairs), _mm_or_si128(ends, is(bytes, '\n')));
}

static uint32_t find_16(const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i one = _mm_loadu_si128((const __m128i *)(const void *)(at - 1));
	__m128i two = _mm_loadu_si128((const __m128i *)(const void *)(at - 2));
	__m128i begins = _mm_and_si128(is(one, ' '), _mm_cmpgt_epi8(bytes, _mm_set1_epi8(' ')));
	__m128i small = _mm_andnot_si128(parts_16(two), within(bytes, 'a', 26));
	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(marks_16(bytes), _mm_andnot_si128(small, begins)));
}

static uint32_t find_32(const char *at)
{
	return find_16(at) | find_16(at + 16) << 16;
}

/* A look at 32 bytes needs the two before them; at either end of the block it is moved inwards. */
uint32_t find_stops(const char *begin, const char *at, const char *end)
{
	if (end - begin < FIND_STRIDE + 2)
		return find_by_byte(begin, at, end);
	if (at == begin)
		return find_32(at + 2) << 2 | (stops_as_mark((unsigned char)at[0]) ? 1u : 0u) |
		       (stops_as_mark((unsigned char)at[1]) ? 2u : 0u);
	if (at == begin + 1)
		return find_by_byte(begin, at, end);
	if (end - at < FIND_STRIDE)
		return find_32(end - FIND_STRIDE) >> (FIND_STRIDE - (end - at));
	return find_32(at);
}

#else

uint32_t find_stops(const char *begin, const char *at, const char *end)
{
	return find_by_byte(begin, at, end);
}

#endif
