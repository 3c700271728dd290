/*
 * features.h: how a feature is told: by a kind and a key, hashed to a place in the table of weights.
 */
#ifndef STANCE_FEATURES_H
#define STANCE_FEATURES_H

#include "stance.h"

enum kind {
	PAIR_ANYWHERE = 1,
	WORD_ON_SIDE,
	WORD_AT,
	PAIR_ON_SIDE,
	PHRASE, /* words in a row, the mention among or beside them */
	TONE_PHRASE,
	SUM,
	TONE_AT,
	NEAREST_TONE,
	PATH_TO_TONE,
	VERB_AFTER,
	VERB_BEFORE,
	VERB_TONES,
	FORM, /* of the mention */
	QUOTED,
	SPEECH,
	PLACE,
	AFTER_POSSESSIVE,
	BESIDE,
	STEM_ANYWHERE,
	STEM_ON_SIDE,
	STEM_NEAR,
	CLAUSE_STEM,
	VERB_OBJECT,
	BESIDE_TONE,
	SPEECH_TONE,
};

static inline uint32_t place_of(enum kind kind, uint64_t key)
{
	uint64_t hash = (key + kind * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
	hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(hash >> (64 - TABLE_BITS));
}

static inline void add(struct features *f, enum kind kind, uint64_t key)
{
	uint32_t place = place_of(kind, key);
	__builtin_prefetch(&f->weights[place]);
	f->at[f->n++] = (uint32_t)kind << TABLE_BITS | place;
}

static inline uint64_t join(uint64_t a, uint64_t b)
{
	return (a ^ a >> 29) * 0xBF58476D1CE4E5B9u + b;
}

static inline unsigned distance(const struct window *w, unsigned i)
{
	return i < w->slot ? w->slot - i : i - w->slot;
}

static inline unsigned side(const struct window *w, unsigned i)
{
	return i > w->slot;
}

static inline unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Which words and pairs stand around a mention (words.c). */
void features_of_words(const struct window *, struct features *);

#endif
