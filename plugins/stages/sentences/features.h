/*
 * features.h: what the classifier of the stage `sentences` sees of a gap, and its weights.
 *
 * A feature is a number below N_WEIGHTS, the hash of its kind and of what it saw; two may fall on one number, which
 * the training bears. Their weights are whole numbers, so that a sum is the same on every machine. FEATURES_VERSION
 * must be raised with every change to what is computed here, and train.py run anew.
 */
#ifndef SENTENCES_FEATURES_H
#define SENTENCES_FEATURES_H

#include "chunk.h"
#include "sentences.h"

#define FEATURES_VERSION 1
#define N_WEIGHTS 65536
#define N_SIEVE 8192 /* the first of the weights, see below */
#define N_NEAR 27    /* of the features, those that need no more than the chunks beside the gap */
#define MOST_FEATURES 48

/* What is known of the sentence so far, and of its block. */
struct story {
	const char *begin; /* of the sentence */
	const char *block, *limit;
	const struct page *page;
	uint64_t first; /* hash of the first word */
	unsigned first_shape;
	bool read;      /* whether the two above have been read */
	unsigned depth; /* brackets that are open */
	bool quote;     /* whether a quotation is open */
	bool finished;  /* whether the block's last character is a mark or closes something */
};

struct features {
	uint16_t at[MOST_FEATURES];
	unsigned n;
};

/* Scores below `no` and above `yes` are taken as they are, without the features of the chunks further away. */
struct bounds {
	int no, yes;
};

struct classifier {
	const int8_t *weights; /* N_WEIGHTS */
	struct bounds sieve;   /* less than `no` after its first step, or than `yes` after both: turned away */
	struct bounds plain, marked;
};

/*
 * Nearly all blanks before a capital are nothing. The sieve turns them away with a few weights of its own, for the
 * bytes beside the blank; only what passes is looked at in full.
 */
bool sieve_passes(const struct classifier *, const struct story *, const char *next);
/* The same for words of a stride, each after a blank: bit i is set for one at at[i] that passes. */
uint64_t sieve_words(const struct classifier *, const struct story *, const char *at, uint64_t words);
/* Adds what the sieve sees to the features. */
void sieve_read(struct features *, const struct story *, const char *next);

/* Whether the classifier takes the gap for the end of a sentence; `rule` is what the rules say of it. */
bool features_decide(const struct classifier *, struct story *, const struct gap *, bool rule);
/* All features of the gap, the near ones first. */
void features_read(struct features *, const int8_t *weights, struct story *, const struct gap *, bool rule);

#endif
