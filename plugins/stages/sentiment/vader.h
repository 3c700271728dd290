/*
 * vader.h: `mode: vader` of the stage `sentiment`, which gives what the Python package vaderSentiment 3.3.2
 * calls the compound, to the last digit, with all that its rules do by accident.
 *
 * The rules are those of Hutto and Gilbert (2014) as that package runs them; the code here is written from its
 * behaviour. Where a rule looks odd, it is, and a comment says so.
 */
#ifndef SENTIMENT_VADER_H
#define SENTIMENT_VADER_H

#include <teasel.h>

#include "wordmap.h"

/* What is known of a word. */
struct vader_word {
	tsl_str text;
	double score; /* in the lexicon, where `scored` */
	double boost; /* of words such as "very"; 0 for all others */
	bool scored, negates;
};

/* Words that a rule names; their places in vader.words. The words are in vader_words.c, in this order. */
enum vader_name {
	VADER_UNKNOWN,
	VADER_AT,
	VADER_BUT,
	VADER_DOUBT,
	VADER_KIND,
	VADER_LEAST,
	VADER_NEVER,
	VADER_NO,
	VADER_NOR,
	VADER_OF,
	VADER_OR,
	VADER_SO,
	VADER_THIS,
	VADER_VERY,
	VADER_WITHOUT,
	VADER_NAMES,
};

/* Two or three words in a row. */
struct vader_phrase {
	uint16_t words[3]; /* the last is VADER_UNKNOWN in a phrase of two */
	unsigned n;
	double score;
};

enum { VADER_IDIOMS = 8, VADER_HEDGES = 3 };

struct vader {
	struct wordmap map; /* to a place in words */
	struct vader_word *words;
	uint32_t n;
	struct vader_phrase idioms[VADER_IDIOMS]; /* their score takes the place of a word's */
	struct vader_phrase hedges[VADER_HEDGES]; /* such as "sort of": their score is added to a word's */
};

struct vader_token {
	uint16_t word; /* in vader.words */
	bool upper;    /* as Python's str.isupper() */
	bool negates;
};

/* A token with a tone, and its place among all tokens. */
struct vader_tone {
	double value;
	uint32_t token;
};

/* Memory that the texts of a document use one after another. */
struct vader_room {
	void *at;
	size_t size;
};

struct vader_scratch {
	const tsl_host *host;
	tsl_document *doc;
	struct vader_room text, tokens, tones, nodes, slots;
};

/* At least `size` bytes; what was there before is lost. */
void *vader_make_room(struct vader_scratch *, struct vader_room *, size_t size);

void vader_open(struct vader *, const tsl_host *, tsl_setup *);

/* The compound of a text. */
double vader_score(const struct vader *, struct vader_scratch *, tsl_str text);

/* ---- vader_text.c: from a text to tokens ---- */

/* Puts its description in the place of each emoji; the same text where there is none. */
tsl_str vader_describe_emoji(struct vader_scratch *, tsl_str text);
/* Cuts the text at white space; the number of tokens goes to *n. */
struct vader_token *vader_cut(const struct vader *, struct vader_scratch *, tsl_str text, uint32_t *n);

/* ---- vader_case.c ---- */

enum vader_case { VADER_NO_CASE, VADER_CAPITAL, VADER_SMALL /* and title letters */, VADER_IN_TURN };

/* Of a code point past ASCII; never VADER_IN_TURN, which is for the table. */
enum vader_case vader_case_of(uint32_t point);

/* ---- vader_but.c ---- */

/* Makes what stands before the first "but", whose token is given, weigh half, and what follows it half as much again.
 */
void vader_weigh_but(struct vader_scratch *, struct vader_tone *tones, uint32_t n, uint32_t but);

#endif
