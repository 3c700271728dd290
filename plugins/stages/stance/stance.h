/*
 * stance.h: the parts of the stage `stance`.
 *
 * token.c knows what a token is; window.c reads those around a mention and puts signs in the place of names; features.c
 * turns them into numbers of features; model.c adds up the weights of those and makes probabilities of the sums;
 * holder.c finds whose view it is; summary.c makes the rows of each target, with intervals of interval.c.
 */
#ifndef STANCE_H
#define STANCE_H

#include <teasel.h>

#include "model.h"
#include "wordmap.h"

/* Raised whenever the same text gives other features: weights that were trained before are then refused. */
enum { FEATURES_VERSION = 1 };

/* ---- token.c and window.c ---- */

/* Tokens on each side of a mention that are looked at, but not beyond so many other mentions: so the work grows with
 * the text, however many mentions it has. */
enum { REACH = 40, MOST_OTHERS = 6 };

/* What a word is; a word can be several things. */
enum {
	IS_MARK = 1 << 0,       /* no word */
	IS_END = 1 << 1,        /* ends a clause: a comma, a full stop, a dash, "but", "who" … */
	IS_QUOTE = 1 << 2,      /* a quotation mark */
	IS_NAME = 1 << 3,       /* a capital inside of a sentence; a run of such words is one */
	IS_NEGATION = 1 << 4,   /* not */
	IS_SPEECH = 1 << 5,     /* said */
	IS_BEING = 1 << 6,      /* was: the verb behind it may be passive */
	IS_AUXILIARY = 1 << 7,  /* has, will: no verb to look at */
	IS_PRONOUN = 1 << 8,    /* he */
	IS_POSSESSIVE = 1 << 9, /* Lund's, his */
	IS_FUNCTION = 1 << 10,  /* the, of */
	IS_TARGET = 1 << 11,    /* the mention itself, or its last word again */
	IS_VERB = 1 << 12,      /* ends like a verb */
};

/* Signs that stand for many words; no hash of a word is likely to be one of them. */
enum { SIGN_TARGET = 1, SIGN_NAME, SIGN_NUMBER, SIGN_QUOTE };

struct word {
	uint64_t sign; /* the word's hash; the same for all names, all numbers, and all places of the target */
	uint64_t stem; /* the hash of what is left without endings */
	uint16_t is;
	int8_t tone; /* -2 to 2 */
};

/* The words of the mention's sentence, as far as they are looked at. */
struct window {
	struct word at[2 * REACH + 1];
	int tones[2 * REACH + 2]; /* the sum of the tones in front of each, and last that of all */
	unsigned n, slot;         /* the mention is the word at[slot] */
	unsigned length;          /* of the mention, in tokens */
};

/* What is known of the words of the lists before the run. */
struct known {
	uint64_t stem; /* 0 where it depends on how the word is written */
	uint16_t is;
};

struct words {
	struct wordmap map; /* from a word's hash to a place in `known` */
	struct known *known;
};

/* Words that were read for an earlier mention: the token and whether it was read as the first of a sentence tell the
 * place. */
enum { CACHE = 256 };

struct word_cache {
	struct word at[CACHE];
	uint64_t of[CACHE]; /* 0: nothing is there */
};

struct view {
	struct word_cache *cache;
	const struct words *words;
	tsl_str text;
	tsl_rows tokens, mentions, sentences;
	const int64_t *hash;
	const double *valence;
};

void words_open(struct words *, const tsl_host *, tsl_setup *);
/* `first`: the token stands where any word has a capital. */
struct word token_read(const struct view *, uint32_t t, bool first);

void window_read(struct window *, const struct view *, uint32_t mention);

/* ---- features.c ---- */

enum { TABLE_BITS = 18, MOST_FEATURES = 1024 };

/* Of a feature; neutral has none. */
struct stance_weight {
	int8_t negative, positive;
};

/* Numbers of features, whose lowest TABLE_BITS are the place in the table of weights and the rest the kind. The longest
 * window has fewer than MOST_FEATURES: about seven a word, and a hundred more. */
struct features {
	const struct stance_weight *weights; /* fetched from memory while the features are found */
	uint32_t at[MOST_FEATURES];
	unsigned n;
};

void features_of(const struct window *, struct features *);

/* ---- model.c ---- */

struct stance_model {
	const struct stance_weight *weights;
	double scale[2], bias[2];
};

struct chances {
	double negative, neutral, positive;
};

tsl_status stance_model_open(struct stance_model *, const tsl_host *, tsl_setup *, tsl_file);
struct chances stance_chances(const struct stance_model *, const struct features *);

/* ---- holder.c ---- */

struct quotes {
	tsl_rows at;
	const tsl_str *kind, *speaker, *speaker_target; /* each may be NULL */
};

struct holder {
	tsl_str name; /* at == NULL: the author, or somebody who is not named */
	bool quoted;
};

/* The holder of each mention. */
struct holder *holders_of(const tsl_host *, tsl_document *, tsl_rows mentions, const struct quotes *);

/* ---- interval.c ---- */

struct value {
	double stance, weight; /* while samples are drawn, the stance is multiplied by the weight already */
};

struct interval {
	double low, high;
};

enum { SAMPLES = 1000, LEAST_LOTS = 4, MOST_LOTS = 8 };

/* Which mentions each sample of n holds, one sample behind the other. */
struct lots {
	unsigned char *of[MOST_LOTS + 1];
};

void lots_open(struct lots *, const tsl_host *, tsl_setup *);
/* The 95 % interval of the mean of n values, which are changed; missing below two. */
struct interval interval_of(const struct lots *, struct value *, uint32_t n, double mean);

/* ---- summary.c ---- */

struct summary_columns {
	tsl_table stances;
	tsl_texts target, holder_kind;
	tsl_integers n;
	tsl_reals mean, low, high, negative, neutral, positive;
};

/* What summary.c reads of each mention. */
struct opinions {
	const tsl_str *target, *holder_kind, *label;
	const double *stance, *weight; /* weight may be NULL */
	uint32_t n;
};

tsl_status write_summary(const tsl_host *, tsl_document *, const struct summary_columns *, const struct lots *,
			 const struct opinions *);

#endif
