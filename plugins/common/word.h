/*
 * word.h: words as the stages compare them.
 *
 * Two spellings are the same word if they agree after ASCII letters are made small and the curly
 * apostrophe U+2019 is made straight. Other letters are compared as they stand. `tokens.hash` is
 * word_hash() of each token, so that a stage with a lexicon looks up a number and never a string.
 */
#ifndef COMMON_WORD_H
#define COMMON_WORD_H

#include "chars.h"

/* Folds a word into `out` (room for n bytes) and returns the folded length. */
static inline size_t word_fold(const char *at, size_t n, char *out)
{
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		if (i + 3 <= n && !memcmp(at + i, "\xE2\x80\x99", 3)) {
			out[used++] = '\'';
			i += 2;
		} else {
			out[used++] = char_lower(at[i]);
		}
	}
	return used;
}

/* ---- the hash: eight folded bytes at a time, each mixed in by a multiplication (after wyhash's and rapidhash's habit)
 * ---- */

#define WORD_ONES 0x0101010101010101u

/* Up to eight bytes, the rest zero; reads none past n. */
static inline uint64_t word_load(const char *at, size_t n)
{
	uint64_t whole;
	uint32_t low, high;
	if (n >= 8) {
		memcpy(&whole, at, 8);
		return whole;
	}
	if (n >= 4) { /* two halves that overlap agree where they do */
		memcpy(&low, at, 4);
		memcpy(&high, at + n - 4, 4);
		return low | (uint64_t)high << (8 * (n - 4));
	}
	if (!n)
		return 0;
	const unsigned char *s = (const unsigned char *)at;
	return s[0] | (uint64_t)s[n / 2] << (8 * (n / 2)) | (uint64_t)s[n - 1] << (8 * (n - 1));
}

/* Makes the ASCII capitals among eight bytes small. */
static inline uint64_t word_lower(uint64_t w)
{
	uint64_t low = w & 0x7f * WORD_ONES;
	uint64_t past_z = low + (0x7f - 'Z') * WORD_ONES, from_a = low + (0x80 - 'A') * WORD_ONES;
	return w | ((from_a ^ past_z) & ~w & 0x80 * WORD_ONES) >> 2;
}

static inline bool word_has(uint64_t w, unsigned char byte)
{
	uint64_t x = w ^ byte * WORD_ONES;
	return (x - WORD_ONES) & ~x & 0x80 * WORD_ONES;
}

static inline uint64_t word_mix(uint64_t h, uint64_t w)
{
	h = (h ^ w) * 0x9E3779B97F4A7C15u;
	return h ^ h >> 32;
}

static inline uint64_t word_finish(uint64_t h, size_t len)
{
	h = (h ^ len) * 0xD6E8FEB86659FD93u;
	h ^= h >> 29;
	return h + !h;
}

/* The same for a word with a byte 0xE2, which may begin a curly apostrophe: folded byte by byte. */
static inline uint64_t word_hash_slowly(const char *at, size_t n)
{
	uint64_t h = 0, w = 0;
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)char_lower(at[i]);
		if (c == 0xE2 && i + 3 <= n && !memcmp(at + i, "\xE2\x80\x99", 3)) {
			c = '\'';
			i += 2;
		}
		w |= (uint64_t)c << (8 * (used % 8));
		if (++used % 8 == 0) {
			h = word_mix(h, w);
			w = 0;
		}
	}
	return word_finish(used % 8 ? word_mix(h, w) : h, used);
}

/* Never 0. Little-endian machines only, as all of Debian's common ones are: the hash never leaves the process but by
 * name. */
static inline uint64_t word_hash(const char *at, size_t n)
{
	uint64_t h = 0;
	for (size_t i = 0; i < n; i += 8) {
		uint64_t w = word_load(at + i, n - i);
		if (word_has(w, 0xE2))
			return word_hash_slowly(at, n);
		h = word_mix(h, word_lower(w));
	}
	return word_finish(h, n);
}

/* Eight bytes of ASCII with the capitals made small. */
static inline uint64_t word_lower_ascii(uint64_t w)
{
	uint64_t past_z = w + (0x7f - 'Z') * WORD_ONES, from_a = w + (0x80 - 'A') * WORD_ONES;
	return w | ((from_a ^ past_z) & 0x80 * WORD_ONES) >> 2;
}

/* The same for a word of which eight bytes can be read. Of no use where it is longer or not of ASCII: then *other is
 * not 0. No branch depends on the word. */
static inline uint64_t word_hash_short(const char *at, size_t n, uint64_t *other)
{
	uint64_t w, rest = 8 - (uint64_t)n;
	memcpy(&w, at, 8);
	w = w << (8 * rest & 63) >> (8 * rest & 63);
	*other = (w | rest) & 0x80 * WORD_ONES;
	return word_finish(word_mix(0, word_lower_ascii(w)), n);
}

/* The same for a word of 9 to 16 bytes. */
static inline uint64_t word_hash_long(const char *at, size_t n)
{
	uint64_t w, rest;
	memcpy(&w, at, 8);
	memcpy(&rest, at + n - 8, 8);
	rest >>= 8 * (16 - n);
	if ((w | rest) & 0x80 * WORD_ONES)
		return word_hash(at, n);
	return word_finish(word_mix(word_mix(0, word_lower_ascii(w)), word_lower_ascii(rest)), n);
}

/* The same for a word of a text that ends at `end`: short words, which are most, are read without asking how long they
 * are, as that can hardly be foreseen. */
static inline uint64_t word_hash_in(const char *at, size_t n, const char *end)
{
	uint64_t w;
	if (n - 9 <= 7)
		return word_hash_long(at, n);
	if (n - 1 > 7 || end - at < 8)
		return word_hash(at, n);
	memcpy(&w, at, 8);
	w &= UINT64_MAX >> (64 - 8 * n);
	if (w & 0x80 * WORD_ONES)
		return word_hash(at, n);
	return word_finish(word_mix(0, word_lower(w)), n);
}

#endif
