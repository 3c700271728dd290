/*
 * scorer.h: where `mode: news` is in a sentence, for news.c, which walks, pick.c, which tells it where to look, and
 * place.c, which knows what the place of a term makes of its tone.
 */
#ifndef SENTIMENT_SCORER_H
#define SENTIMENT_SCORER_H

#include "news.h"

enum {
	REACH = 3,       /* words before a word that strengthen or weaken it */
	NEAR = 5,        /* words behind a negation that it turns in full */
	LACKS_REACH = 6, /* words behind "lacks" */
	NO_REACH = 2,    /* words from "no" to "casualties" */
	UNDO_REACH = 3,  /* words from "not" to "stop" */
	CURBS_REACH = 5, /* words between "ended" and "war", whichever comes first */
	LONGEST_EMOTICON = 12,
	MOST_SIGNS = 4, /* "!!!!!" is no more than "!!!!" */
	AT_ONCE = 64,   /* tokens in a block */
	NO_WORD = 0,
};

/* A term of the clause that a later word may still turn. */
struct open_term {
	uint32_t place; /* counted as `words`; NO_WORD: there is none */
	uint32_t token, found;
	double sum; /* what it has added */
};

struct scorer {
	const struct news *news;
	const struct news_job *job;

	/* Of the clause so far: the word at which it was negated, counted from 1 in the sentence, or NO_WORD. */
	uint32_t negated, lacks;
	bool twice;                  /* negated again */
	bool marked;                 /* any of this may be set */
	uint32_t boosts;             /* how many words strengthen or weaken what follows */
	uint32_t boost_place[REACH]; /* of the last of them, in a ring: the word behind each, counted in the sentence */
	const struct lexeme *boosting[REACH];
	uint32_t curbs;          /* the word at which "ended" stands */
	struct open_term level;  /* "crime" */
	struct open_term adverb; /* "terribly" */
	struct open_term verb;   /* "ended", where it has a tone of its own */
	struct open_term no;     /* "no", likewise */
	uint32_t plain_from;     /* count of words from which on all this is nothing to a word that has but a score */

	/* Of the sentence so far. */
	double earlier, later; /* the tone up to the last "but", and behind it */
	uint32_t row, end;     /* which it is, and where it ends in the text */
	uint32_t next;         /* the first token that no term has taken yet */
	uint32_t words, signs;
	bool contrast;
	signed char mixed; /* has words not in capitals; -1: not looked at */
};

/* ---- pick.c ---- */

/* Up to 64 tokens from `first` on, with a bit for each. */
struct block {
	uint32_t first, n;
	uint64_t words;   /* they count as words, whatever else they do */
	uint64_t stops;   /* signs that end a clause, and do nothing else */
	uint64_t looks;   /* to be looked at; what is neither this nor in the two above does nothing */
	uint64_t phrases; /* of `words` and `looks`: may begin a phrase */
};

/* Bits [from, to), from < to <= 64. */
static inline uint64_t block_bits(unsigned from, unsigned to)
{
	return ((uint64_t)2 << (to - 1)) - ((uint64_t)1 << from);
}

/* first < tokens.n */
struct block pick_block(const struct news *, const struct news_job *, uint32_t first);

/* ---- place.c ---- */

/* What a term that begins at a token is multiplied by. */
double place_factor(struct scorer *, const struct lexeme *, uint32_t t);
/* What it takes back of the terms before it: "terribly" before "good", "cut" before "crime". */
void place_look_back(struct scorer *, const struct lexeme *);
/* Keeps a term open that has just added `sum`, and was noted. */
void place_leave_open(struct scorer *, const struct lexeme *, uint32_t t, double sum);
/* Turns what "fell" and "was lifted", which begin at token t, stand behind; false where there is nothing to turn. */
bool place_turn_level(struct scorer *, const struct lexeme *, uint32_t t);
/* Whether "not" or "failed to" stands before the word that would have ended what follows. */
bool place_is_undone(const struct scorer *);

#endif
