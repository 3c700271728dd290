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

/* FNV-1a over the folded bytes, then a finishing mix so that low bits serve as a table's index. Never 0. */
static inline uint64_t word_hash(const char *at, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)char_lower(at[i]);
		if (c == 0xE2 && i + 3 <= n && !memcmp(at + i, "\xE2\x80\x99", 3)) {
			c = '\'';
			i += 2;
		}
		h = (h ^ c) * 0x100000001b3u;
	}
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	h ^= h >> 29;
	return h ? h : 1;
}

#endif
