/*
 * The features of a mention: which words stand where around it, and what their tones add up to.
 *
 * A feature is a kind and a key, hashed to a place in the table of weights. All are either there or not: numbers are
 * told by one feature for each step that they reach, so that the weights of the steps add up.
 */
#include "features.h"

/* ---- tones ---- */

/* One feature for each step that a sum reaches. */
static void add_sum(struct features *f, unsigned which, int sum)
{
	static const int steps[] = { 1, 2, 3, 5, 8 };
	unsigned sign = sum < 0;
	for (unsigned i = 0; i < sizeof steps / sizeof *steps && (sign ? -sum : sum) >= steps[i]; i++)
		add(f, SUM, which * 16 + i * 2 + sign);
	if (!sum)
		add(f, SUM, which * 16 + 15);
}

static int sum_of_tones(const struct window *w, unsigned from, unsigned to)
{
	to = least(to, w->n);
	return from < to ? w->tones[to] - w->tones[from] : 0;
}

static int sign_of(int x)
{
	return (x > 0) - (x < 0);
}

/* The clause of the mention: [first, last). */
struct clause {
	unsigned first, last;
};

static struct clause clause_of(const struct window *w)
{
	struct clause c = { w->slot, w->slot + 1 };
	while (c.first > 0 && !(w->at[c.first - 1].is & (IS_END | IS_QUOTE)))
		c.first--;
	while (c.last < w->n && !(w->at[c.last].is & (IS_END | IS_QUOTE)))
		c.last++;
	return c;
}

static void add_sums(const struct window *w, struct clause c, struct features *f)
{
	unsigned k = w->slot, from = k > 5 ? k - 5 : 0;
	int weighed = 0, good = 0, bad = 0;
	for (unsigned i = 0; i < w->n; i++) {
		if (!w->at[i].tone)
			continue;
		weighed += w->at[i].tone * 24 / (int)(2 + distance(w, i));
		good += w->at[i].tone > 0;
		bad += w->at[i].tone < 0;
	}
	int all = sum_of_tones(w, 0, w->n), clause = sum_of_tones(w, c.first, c.last);
	add_sum(f, 0, all);
	add_sum(f, 1, sum_of_tones(w, 0, k));
	add_sum(f, 2, sum_of_tones(w, k, w->n));
	add_sum(f, 3, sum_of_tones(w, from, k));
	add_sum(f, 4, sum_of_tones(w, k, k + 6));
	add_sum(f, 5, clause);
	add_sum(f, 6, weighed / 3);
	add_sum(f, 7, good);
	add_sum(f, 8, -bad);
	add_sum(f, 9, sum_of_tones(w, c.first, k));
	add_sum(f, 10, sum_of_tones(w, k, c.last));
	add(f, SUM, 1000 + (unsigned)(sign_of(all) + 1) * 3 + (unsigned)(sign_of(clause) + 1));
}

static uint64_t tone_key(int tone)
{
	return (uint64_t)(tone + 2);
}

static void add_nearest(const struct window *w, unsigned i, unsigned step, struct features *f)
{
	uint64_t path = step;
	unsigned far = 1;
	for (; i < w->n && !w->at[i].tone; i += step ? 1u : -1u, far++)
		if (far <= 6)
			path = join(path, w->at[i].sign);
	if (i >= w->n) {
		add(f, NEAREST_TONE, step);
		return;
	}
	uint64_t tone = tone_key(w->at[i].tone);
	add(f, NEAREST_TONE, 100 + (tone * 8 + least(far, 6)) * 2 + step);
	if (far <= 6)
		add(f, PATH_TO_TONE, join(path, tone));
}

static void add_tones(const struct window *w, struct clause c, struct features *f)
{
	add_sums(w, c, f);
	for (unsigned i = w->slot > 6 ? w->slot - 6 : 0; i < w->n && i <= w->slot + 6; i++)
		if (w->at[i].tone)
			add(f, TONE_AT, (tone_key(w->at[i].tone) * 8 + distance(w, i)) * 2 + side(w, i));
	add_nearest(w, w->slot - 1, 0, f);
	add_nearest(w, w->slot + 1, 1, f);
	for (unsigned i = c.first; i < c.last; i++) {
		if (!(w->at[i].is & (IS_FUNCTION | IS_MARK)))
			add(f, CLAUSE_STEM, w->at[i].stem + side(w, i));
	}
}

/* ---- verbs ---- */

static bool is_verb(const struct word *word)
{
	return (word->is & IS_SPEECH) ||
	       ((word->is & IS_VERB) && !(word->is & (IS_AUXILIARY | IS_FUNCTION | IS_NAME | IS_PRONOUN)));
}

/* The first verb behind the mention, taken for that whose subject it is. */
static void add_verb_after(const struct window *w, struct clause c, struct features *f)
{
	bool passive = false, negated = false;
	for (unsigned i = w->slot + 1; i < w->n && i <= w->slot + 7; i++) {
		const struct word *word = &w->at[i];
		if (is_verb(word)) {
			int behind = sign_of(sum_of_tones(w, i + 1, c.last > i ? c.last : i + 6));
			uint64_t frame = (uint64_t)passive * 2 + negated;
			add(f, VERB_AFTER, join(word->stem, frame));
			add(f, VERB_AFTER, word->stem);
			add(f, VERB_TONES, (frame * 8 + tone_key(word->tone)) * 4 + (unsigned)(behind + 1));
			add(f, VERB_OBJECT, join(word->stem, (uint64_t)(behind + 1)));
			return;
		}
		passive |= (word->is & IS_BEING) != 0;
		negated |= (word->is & IS_NEGATION) != 0;
	}
	add(f, VERB_AFTER, passive);
}

/* The last verb before it, taken for that whose object it is. */
static void add_verb_before(const struct window *w, struct features *f)
{
	for (unsigned i = w->slot, far = 1; i-- > 0 && far <= 6; far++) {
		const struct word *word = &w->at[i];
		if (!is_verb(word))
			continue;
		bool negated = i > 0 && w->at[i - 1].is & IS_NEGATION;
		add(f, VERB_BEFORE, join(word->stem, negated));
		add(f, VERB_BEFORE, join(word->stem, 2 + least(far, 3)));
		add(f, VERB_TONES, 1000 + tone_key(word->tone) * 8 + least(far, 4));
		return;
	}
	add(f, VERB_BEFORE, 0);
}

/* ---- form, quotation marks, place ---- */

static bool any(const struct window *w, unsigned from, unsigned to, unsigned is)
{
	for (unsigned i = from; i < to && i < w->n; i++)
		if (w->at[i].is & is)
			return true;
	return false;
}

static void add_form(const struct window *w, struct features *f)
{
	const struct word *target = &w->at[w->slot];
	bool possessive = target->is & IS_POSSESSIVE, pronoun = target->is & IS_PRONOUN;
	unsigned form = possessive * 2u + pronoun, k = w->slot;
	add(f, FORM, form);
	add(f, FORM, 10 + least(w->length, 6));
	if (!possessive)
		return;
	for (unsigned i = k + 1; i < w->n && i <= k + 3; i++) { /* what is the target's */
		add(f, AFTER_POSSESSIVE, w->at[i].stem);
		add(f, AFTER_POSSESSIVE, tone_key(w->at[i].tone));
	}
}

/* Tones on the mention's own side of the quotation marks, and on the other. */
static void add_quoted_tones(const struct window *w, bool inside, struct features *f)
{
	int same = 0, other = 0;
	bool open = false;
	for (unsigned i = 0; i < w->n; i++) {
		open ^= (w->at[i].is & IS_QUOTE) != 0;
		*(open == inside ? &same : &other) += w->at[i].tone;
	}
	add_sum(f, 11, same);
	add_sum(f, 12, other);
}

/* The sum of tones on a side, seen together with the word that stands beside the mention there. */
static void add_beside(const struct window *w, struct clause c, struct features *f)
{
	int left = sign_of(sum_of_tones(w, c.first, w->slot)), right = sign_of(sum_of_tones(w, w->slot, c.last));
	if (w->slot)
		add(f, BESIDE_TONE, join(w->at[w->slot - 1].sign, (uint64_t)(left * 4 + right + 8)));
	if (w->slot + 1 < w->n)
		add(f, BESIDE_TONE, join(w->at[w->slot + 1].sign, (uint64_t)(left * 4 + right + 50)));
}

static void add_quoting(const struct window *w, struct features *f)
{
	unsigned before = 0, after = 0, k = w->slot;
	for (unsigned i = 0; i < w->n; i++) {
		if (w->at[i].is & IS_QUOTE)
			*(i < k ? &before : &after) += 1;
	}
	add(f, QUOTED, before % 2 * 2 + after % 2 + (before + after ? 4u : 0));
	add_quoted_tones(w, before % 2, f);
	unsigned mood = (unsigned)(sign_of(sum_of_tones(w, 0, w->n)) + 1);
	add(f, SPEECH_TONE, (any(w, k + 1, k + 4, IS_SPEECH) * 2u + before % 2) * 4 + mood);
	add(f, SPEECH, any(w, k + 1, k + 5, IS_SPEECH));
	add(f, SPEECH, 2u + any(w, k > 4 ? k - 4 : 0, k, IS_SPEECH));
	add(f, SPEECH, 4u + (any(w, 0, k > 4 ? k - 4 : 0, IS_SPEECH) || any(w, k + 5, w->n, IS_SPEECH)));
	add(f, SPEECH, 6u + any(w, k + 1, k + 5, IS_NEGATION) + 2u * any(w, k > 4 ? k - 4 : 0, k, IS_NEGATION));
}

static void add_place(const struct window *w, struct features *f)
{
	unsigned names = 0, again = 0;
	for (unsigned i = 0; i < w->n; i++) {
		names += (w->at[i].is & IS_NAME) != 0;
		again += (w->at[i].is & IS_TARGET) != 0;
	}
	for (unsigned i = 0; i < least(names, 5); i++)
		add(f, PLACE, i);
	add(f, PLACE, 10 + least(w->slot, 5));
	add(f, PLACE, 20 + 5 * w->slot / w->n);
	add(f, PLACE, 30 + least(w->n / 8, 6));
	add(f, PLACE, 40 + (again > 1));
	if (w->slot)
		add(f, BESIDE, join(w->at[w->slot - 1].sign, w->slot + 1 < w->n ? w->at[w->slot + 1].sign : 0));
}

void features_of(const struct window *w, struct features *f)
{
	struct clause clause = clause_of(w);
	f->n = 0;
	add_tones(w, clause, f);
	add_verb_after(w, clause, f);
	add_verb_before(w, f);
	add_form(w, f);
	add_beside(w, clause, f);
	add_quoting(w, f);
	add_place(w, f);
	features_of_words(w, f);
}
