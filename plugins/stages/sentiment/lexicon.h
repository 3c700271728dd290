/*
 * lexicon.h: what the stage `sentiment` knows of a word: its own tone, and what it does to the words
 * behind it. One look-up by hash answers both.
 */
#ifndef SENTIMENT_LEXICON_H
#define SENTIMENT_LEXICON_H

#include <teasel.h>

#include "wordmap.h"

struct lexeme {
	double score;   /* -5 to 5; 0 for none */
	double boost;   /* added to 1 to multiply a word behind it: 0.3 of "very", -0.4 of "slightly" */
	bool negates;   /* "not" */
	bool contrasts; /* "but": what follows it weighs more than what came before */
};

struct lexicon {
	struct wordmap words; /* to a place in lexemes */
	struct wordmap pairs; /* two words that together have no tone, such as "as well" */
	struct lexeme *lexemes;
	uint32_t n;
};

/* Fills the lexicon from the built-in words and then from the user's own, where there are any. */
tsl_status lexicon_open(struct lexicon *, const tsl_host *, tsl_setup *, const tsl_file *own);

static inline const struct lexeme *lexicon_find(const struct lexicon *lexicon, uint64_t hash)
{
	uint32_t i = wordmap_get(&lexicon->words, hash, UINT32_MAX);
	return i == UINT32_MAX ? NULL : &lexicon->lexemes[i];
}

static inline bool lexicon_is_pair(const struct lexicon *lexicon, uint64_t first, uint64_t second)
{
	return wordmap_get(&lexicon->pairs, wordmap_pair(first, second), 0);
}

/* The lexeme of a word, added where it is new. For lexicon.c and own.c, before the run. */
struct lexeme *lexicon_add(struct lexicon *, const char *word, size_t len);

/* ---- own.c: the user's file ---- */

/* Lines of the file, which is as many words as it can hold. */
size_t own_count(tsl_str bytes);
tsl_status own_read(struct lexicon *, const tsl_host *, tsl_setup *, tsl_str bytes);

#endif
