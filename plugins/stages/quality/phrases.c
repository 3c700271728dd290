/*
 * C4's phrases, in any case of a-z, anywhere in a line.
 *
 * Only places with two letters of a phrase that seldom follow each other are looked at more closely.
 */
#include "quality.h"

struct phrase {
	const char *text;
	size_t pair; /* where the two letters stand in it */
};

struct phrases {
	struct phrase list[6];
	size_t n;
	uint64_t pairs[3][2]; /* of all of them, each once, eight times over; one of one phrase, otherwise three */
};

static const struct phrases policies = {
	{ { "terms of use", 3 },
	  { "privacy policy", 2 },
	  { "cookie policy", 3 },
	  { "uses cookies", 8 },
	  { "use of cookies", 10 },
	  { "use cookies", 7 } },
	6,
	{ { 'm' * WORD_ONES, 's' * WORD_ONES },
	  { 'i' * WORD_ONES, 'v' * WORD_ONES },
	  { 'k' * WORD_ONES, 'i' * WORD_ONES } },
};
static const struct phrases javascript = { { { "javascript", 0 } }, 1, { { 'j' * WORD_ONES, 'a' * WORD_ONES } } };
static const struct phrases lorem_ipsum = { { { "lorem ipsum", 7 } }, 1, { { 'p' * WORD_ONES, 's' * WORD_ONES } } };

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

/* The top bit of each byte that is the pair's first before its second; borrows may set others above the lowest. */
static inline uint64_t pair_hits(const uint64_t pair[2], uint64_t first, uint64_t second)
{
	uint64_t x = (first ^ pair[0]) | (second ^ pair[1]);
	return (x - WORD_ONES) & ~x & SCAN_TOPS;
}

static inline bool is_first(const uint64_t pairs[3][2], char c, bool many)
{
	unsigned char small = (unsigned char)char_lower(c);
	return small == (unsigned char)pairs[0][0] ||
	       (many && (small == (unsigned char)pairs[1][0] || small == (unsigned char)pairs[2][0]));
}

/* The first place from `at` on that may be a pair, in any case. */
static inline const char *find_pair(const char *at, const char *end, const uint64_t pairs[3][2], bool many)
{
	for (; end - at > 8; at += 8) {
		uint64_t first = word_load(at, 8) | 0x20 * WORD_ONES, second = word_load(at + 1, 8) | 0x20 * WORD_ONES;
		uint64_t hits = pair_hits(pairs[0], first, second);
		if (many)
			hits |= pair_hits(pairs[1], first, second) | pair_hits(pairs[2], first, second);
		if (hits)
			return at + __builtin_ctzll(hits) / 8;
	}
	while (at < end && !is_first(pairs, *at, many))
		at++;
	return at;
}

static inline uint32_t count(tsl_str text, const struct phrases *phrases, uint32_t most)
{
	uint32_t n = 0;
	const char *end = text.at + text.len;
	for (const char *at = text.at; n < most && (at = find_pair(at, end, phrases->pairs, phrases->n > 1)) < end;
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
