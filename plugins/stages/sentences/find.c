/* The stops of 64 bytes: with SSE2, which every x86-64 has, and the same byte by byte. */
#include "find.h"

#include "chars.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* Marks that could stand between a word and a small letter that begins a sentence. */
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

unsigned find_letters(const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at - FIND_LETTERS));
	uint32_t others = ~((uint32_t)_mm_movemask_epi8(within(bytes, 'a', 26)) << (32 - FIND_LETTERS));
	return (unsigned)__builtin_clz(others); /* the lower half of `others` is set */
}

static uint64_t bits_of(__m128i bytes)
{
	return (uint64_t)_mm_movemask_epi8(bytes);
}

static __m128i words_16(const char *at, __m128i bytes)
{
	__m128i one = _mm_loadu_si128((const __m128i *)(const void *)(at - 1));
	__m128i two = _mm_loadu_si128((const __m128i *)(const void *)(at - 2));
	__m128i graphic = _mm_or_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(' ')), is(bytes, '\n'));
	__m128i begins = _mm_and_si128(is(one, ' '), graphic);
	__m128i small = _mm_andnot_si128(parts_16(two), within(bytes, 'a', 26));
	return _mm_andnot_si128(small, begins);
}

static struct stops find_64(const char *at)
{
	struct stops stops = { 0 };
	for (unsigned i = 0; i < FIND_STRIDE; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
		stops.marks |= bits_of(marks_16(bytes)) << i;
		stops.words |= bits_of(words_16(at + i, bytes)) << i;
	}
	return stops;
}

/* A look at 64 bytes needs the two before them: near an end of the text it is taken at a copy, among letters. */
static struct stops find_at_edge(const char *begin, const char *at, const char *end)
{
	char copy[2 + FIND_STRIDE];
	size_t before = at - begin < 2 ? (size_t)(at - begin) : 2;
	size_t n = end - at < FIND_STRIDE ? (size_t)(end - at) : FIND_STRIDE;
	memset(copy, 'a', sizeof(copy));
	memcpy(copy + 2 - before, at - before, before + n);
	return find_64(copy + 2);
}

struct stops find_stops(const struct page *page, const char *begin, const char *at, const char *end)
{
	bool inside = at - page->begin >= 2 && page->end - at >= FIND_STRIDE;
	struct stops stops = inside ? find_64(at) : find_at_edge(begin, at, end);
	if (end - at < FIND_STRIDE) {
		stops.marks &= UINT64_MAX >> (FIND_STRIDE - (end - at));
		stops.words &= UINT64_MAX >> (FIND_STRIDE - (end - at));
	}
	if (at == begin)
		stops.words &= ~UINT64_C(1); /* what stands before the block does not count */
	return stops;
}

#else

/* Marks that could stand between a word and a small letter that begins a sentence. */
static bool parts(unsigned char c)
{
	return c == ')' || c == '"' || c == ':' || c == '-';
}

unsigned find_letters(const char *at)
{
	unsigned n = 0;
	while (n < FIND_LETTERS && char_is_lower((unsigned char)at[-1 - (int)n]))
		n++;
	return n;
}

static bool stops_as_mark(unsigned char c)
{
	return c >= 0xC2 || c == '.' || c == '!' || c == '?' || c == '\n' || c == '"' || c == '(' || c == ')';
}

static bool stops_as_word(const char *begin, const char *at)
{
	unsigned char c = (unsigned char)*at;
	if (at - begin < 2 || at[-1] != ' ' || (c <= ' ' && c != '\n') || c >= 0x80)
		return false;
	return !char_is_lower(c) || parts((unsigned char)at[-2]);
}

struct stops find_stops(const struct page *page, const char *begin, const char *at, const char *end)
{
	(void)page;
	struct stops stops = { 0 };
	for (unsigned i = 0; i < FIND_STRIDE && at + i < end; i++) {
		stops.marks |= (uint64_t)stops_as_mark((unsigned char)at[i]) << i;
		stops.words |= (uint64_t)stops_as_word(begin, at + i) << i;
	}
	return stops;
}

#endif
