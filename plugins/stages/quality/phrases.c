/*
 * C4's phrases, in any case of a-z, anywhere in a line.
 *
 * Only places with two letters of a phrase that seldom follow each other are looked at more closely.
 */
#include "quality.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct phrase {
	const char *text;
	size_t pair; /* where the two letters stand in it */
};

struct phrases {
	struct phrase list[6];
	size_t n;
	unsigned char pairs[3][2]; /* of all of them, each once; one of one phrase, otherwise three */
};

static const struct phrases policies = {
	{ { "terms of use", 3 },
	  { "privacy policy", 2 },
	  { "cookie policy", 3 },
	  { "uses cookies", 8 },
	  { "use of cookies", 10 },
	  { "use cookies", 7 } },
	6,
	{ { 'm', 's' }, { 'i', 'v' }, { 'k', 'i' } },
};
static const struct phrases javascript = { { { "javascript", 0 } }, 1, { { 'j', 'a' } } };
static const struct phrases lorem_ipsum = { { { "lorem ipsum", 7 } }, 1, { { 'p', 's' } } };

/* Whether the phrase stands around its pair at `at`. */
static bool stands(const struct phrase *phrase, tsl_str text, const char *at)
{
	if (char_lower(*at) != phrase->text[phrase->pair])
		return false;
	size_t len = strlen(phrase->text), before = phrase->pair;
	if ((size_t)(at - text.at) < before || (size_t)(text.at + text.len - at) < len - before)
		return false;
	for (size_t i = 0; i < len; i++)
		if (char_lower((at - before)[i]) != phrase->text[i])
			return false;
	return true;
}

static inline bool is_first(const unsigned char pairs[3][2], char c, bool many)
{
	unsigned char small = (unsigned char)char_lower(c);
	return small == pairs[0][0] || (many && (small == pairs[1][0] || small == pairs[2][0]));
}

#ifdef __SSE2__

static inline __m128i pair_hits(const unsigned char pair[2], __m128i first, __m128i second)
{
	return _mm_and_si128(_mm_cmpeq_epi8(first, _mm_set1_epi8((char)pair[0])),
			     _mm_cmpeq_epi8(second, _mm_set1_epi8((char)pair[1])));
}

/* A bit for each of sixteen bytes that is the first of a pair, in any case. */
static inline unsigned find_16(const char *at, const unsigned char pairs[3][2], bool many)
{
	const __m128i small = _mm_set1_epi8(0x20);
	__m128i first = _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)at), small);
	__m128i second = _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)(at + 1)), small);
	__m128i hits = pair_hits(pairs[0], first, second);
	if (many)
		hits = _mm_or_si128(
			hits, _mm_or_si128(pair_hits(pairs[1], first, second), pair_hits(pairs[2], first, second)));
	return (unsigned)_mm_movemask_epi8(hits);
}

#endif

/* The first place from `at` on that may be a pair, or the end. */
static inline const char *find_pair(tsl_str text, const char *at, const unsigned char pairs[3][2], bool many)
{
	const char *end = text.at + text.len;
#ifdef __SSE2__
	unsigned hits;
	for (; end - at > 16; at += 16)
		if ((hits = find_16(at, pairs, many)))
			return at + __builtin_ctz(hits);
	if (text.len > 16 && at < end) { /* no pair begins with the last byte */
		hits = find_16(end - 17, pairs, many) >> (at - (end - 17));
		return hits ? at + __builtin_ctz(hits) : end;
	}
#endif
	while (at < end && !is_first(pairs, *at, many))
		at++;
	return at;
}

static inline uint32_t count(tsl_str text, const struct phrases *phrases, uint32_t most)
{
	uint32_t n = 0;
	const char *end = text.at + text.len;
	for (const char *at = text.at; n < most && (at = find_pair(text, at, phrases->pairs, phrases->n > 1)) < end;
	     at++)
		for (size_t i = 0; i < phrases->n; i++)
			n += stands(&phrases->list[i], text, at);
	return n;
}

bool phrase_is_policy(tsl_str line)
{
	return count(line, &policies, 1);
}

bool phrase_is_javascript(tsl_str line)
{
	return count(line, &javascript, 1);
}

uint32_t phrase_count_lorem_ipsum(tsl_str text)
{
	return count(text, &lorem_ipsum, UINT32_MAX);
}
