/*
 * find.h: the next of three signs in a row of bytes.
 */
#ifndef COMMON_FIND_H
#define COMMON_FIND_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first of three signs, or `end`. */
static inline const char *find_sign(const char *at, const char *end, char a, char b, char c)
{
#ifdef __SSE2__
	const __m128i x = _mm_set1_epi8(a), y = _mm_set1_epi8(b), z = _mm_set1_epi8(c);
	for (; end - at >= 16; at += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, x), _mm_cmpeq_epi8(bytes, y)),
					     _mm_cmpeq_epi8(bytes, z));
		int bits = _mm_movemask_epi8(found);
		if (bits)
			return at + __builtin_ctz((unsigned)bits);
	}
#endif
	while (at < end && *at != a && *at != b && *at != c)
		at++;
	return at;
}

#endif
