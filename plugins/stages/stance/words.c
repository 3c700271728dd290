/* Features: the words around a mention, by side, in pairs and in phrases. */
#include "features.h"

static void add_words(const struct window *w, struct features *f)
{
	for (unsigned i = 0; i < w->n; i++) {
		if (i == w->slot)
			continue;
		uint64_t sign = w->at[i].sign, stem = w->at[i].stem;
		unsigned far = distance(w, i), right = side(w, i);
		add(f, STEM_ANYWHERE, stem);
		add(f, WORD_ON_SIDE, sign + right);
		add(f, STEM_ON_SIDE, stem + right);
		if (far <= 8)
			add(f, STEM_NEAR, stem + right);
		if (far <= 3)
			add(f, WORD_AT, join(sign, right * 8 + far));
	}
}

static void add_pairs(const struct window *w, struct features *f)
{
	for (unsigned i = 0; i + 1 < w->n; i++) {
		uint64_t pair = join(w->at[i].sign, w->at[i + 1].sign);
		add(f, PAIR_ANYWHERE, pair);
		if (i != w->slot && i + 1 != w->slot && distance(w, i) <= 9)
			add(f, PAIR_ON_SIDE, pair + side(w, i));
	}
}

/* What a word is in a phrase of tones: its tone where it has one. */
static uint64_t tone_sign(const struct word *word)
{
	return word->tone ? (uint64_t)(word->tone > 0 ? 101 : 102) : word->sign;
}

/* Two to four words in a row that hold the mention, or begin or end beside it. */
static void add_phrases(const struct window *w, struct features *f)
{
	unsigned from = w->slot > 4 ? w->slot - 4 : 0;
	for (unsigned i = from; i < w->n && i <= w->slot + 1; i++) {
		uint64_t phrase = w->at[i].sign, tones = tone_sign(&w->at[i]);
		bool toned = w->at[i].tone;
		for (unsigned k = i + 1; k < w->n && k < i + 4; k++) {
			phrase = join(phrase, w->at[k].sign);
			tones = join(tones, tone_sign(&w->at[k]));
			toned |= w->at[k].tone != 0;
			if (k + 1 < w->slot)
				continue;
			add(f, PHRASE, phrase);
			if (toned)
				add(f, TONE_PHRASE, tones);
		}
	}
}

void features_of_words(const struct window *w, struct features *f)
{
	add_words(w, f);
	add_pairs(w, f);
	add_phrases(w, f);
}
