/*
 * scan.h: the lines and words of a text.
 *
 * A word is what stands between white space (Unicode's); a line is what stands between line feeds, without the white
 * space at its ends. Characters are code points.
 */
#ifndef QUALITY_SCAN_H
#define QUALITY_SCAN_H

#include "chars.h"
#include "word.h"

#include <teasel.h>

bool point_is_letter(uint32_t c); /* letters.c */
bool point_is_capital(uint32_t c);

#define SCAN_TOPS (0x80 * WORD_ONES)

/* The bytes as they stand; word_hash() of word.h takes small and capital letters for the same. Never 0. */
static inline uint64_t scan_hash(const char *at, size_t n)
{
	uint64_t h = 0;
	for (size_t i = 0; i < n; i += 8)
		h = word_mix(h, word_load(at + i, n - i));
	return word_finish(h, n);
}

/* ---- characters ---- */

static inline size_t scan_characters(const char *at, size_t n)
{
	size_t tails = 0, i = 0;
	for (; i + 8 <= n; i += 8) {
		uint64_t w = word_load(at + i, 8);
		if (w & SCAN_TOPS)
			tails += ((w >> 7 & ~w >> 6 & WORD_ONES) * WORD_ONES) >> 56;
	}
	for (; i < n; i++)
		tails += ((unsigned char)at[i] & 0xC0) == 0x80;
	return n - tails;
}

static inline bool scan_is_space(const char *at, unsigned *len)
{
	*len = 1;
	return (unsigned char)*at < 0x80 ? char_is_space((unsigned char)*at) : point_is_space(char_decode(at, len));
}

/* ---- words ---- */

/* A bit for each byte of a text, set where it belongs to white space, and for those behind the text. All passes over
 * the words of a text go by it. */
struct spaces {
	const uint64_t *bits;
	tsl_str text;
	uint32_t points; /* of white space in the text */
};

struct spaces scan_spaces(const tsl_host *host, tsl_document *doc, tsl_str text);

/* The first byte from `at` on that is white space, or behind the text; flip: that is not. */
static inline size_t scan_find(const struct spaces *spaces, size_t at, uint64_t flip)
{
	size_t i = at / 64;
	uint64_t bits = (spaces->bits[i] ^ flip) >> at % 64;
	if (bits)
		return at + (size_t)__builtin_ctzll(bits);
	while (!(bits = spaces->bits[++i] ^ flip)) /* behind the text stand set bits, then clear ones */
		;
	return 64 * i + (size_t)__builtin_ctzll(bits);
}

/* Finds the next word at or behind *at and moves *at behind it; false where none begins before `end`. */
static inline bool scan_next_word(const struct spaces *spaces, const char **at, const char *end, tsl_str *word)
{
	const char *text = spaces->text.at;
	if (*at >= end)
		return false;
	word->at = text + scan_find(spaces, (size_t)(*at - text), UINT64_MAX);
	if (word->at >= end)
		return false;
	*at = text + scan_find(spaces, (size_t)(word->at - text), 0);
	word->len = (size_t)(*at - word->at);
	return true;
}

/* Words that begin in a part of the text. */
uint32_t scan_count_words(const struct spaces *spaces, tsl_str part);

/* Whether there is a letter in what may be a word or a line. */
bool scan_has_letter_slowly(tsl_str s);

static inline bool scan_has_letter(tsl_str s)
{
	return s.len && (char_is_letter((unsigned char)*s.at) || scan_has_letter_slowly(s));
}

static inline bool scan_is_letter(const char *at, unsigned *len)
{
	*len = 1;
	return (unsigned char)*at < 0x80 ? char_is_letter((unsigned char)*at) : point_is_letter(char_decode(at, len));
}

/* What is no letter at the edges of a word does not belong to it: of "(that," and of "“that”" `that` is left. */
static inline tsl_str scan_core(tsl_str word)
{
	const char *at = word.at, *end = at + word.len, *last;
	unsigned len = 1;
	while (at < end && !scan_is_letter(at, &len))
		at += len;
	while (end > at && !scan_is_letter(last = char_before(at, end), &len))
		end = last;
	return (tsl_str){ at, (size_t)(end - at) };
}

/* ---- lines ---- */

struct scan_line {
	tsl_str text;      /* trimmed; empty where the line is blank */
	const char *begin; /* of the whole line */
	const char *next;  /* behind its line feed */
};

static inline tsl_str scan_trim(const char *at, const char *end)
{
	unsigned len;
	while (at < end && scan_is_space(at, &len))
		at += len;
	while (end > at) {
		const char *last = char_before(at, end);
		if (!scan_is_space(last, &len))
			break;
		end = last;
	}
	return (tsl_str){ at, (size_t)(end - at) };
}

/* Finds the line at *at and moves *at behind it; false at the end. */
static inline bool scan_next_line(const char **at, const char *end, struct scan_line *line)
{
	if (*at == end)
		return false;
	const char *feed = memchr(*at, '\n', (size_t)(end - *at));
	line->begin = *at;
	line->next = feed ? feed + 1 : end;
	line->text = scan_trim(*at, feed ? feed : end);
	*at = line->next;
	return true;
}

#endif
