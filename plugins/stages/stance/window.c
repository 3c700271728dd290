/* The words around a mention, as the features see them. */
#include "stance.h"

#include "clause.h"

static const struct word *cached_token(const struct view *v, uint32_t t, bool first)
{
	uint64_t of = (uint64_t)t * 2 + first + 1;
	struct word *there = &v->cache->at[of % CACHE];
	if (v->cache->of[of % CACHE] != of) {
		*there = token_read(v, t, first);
		v->cache->of[of % CACHE] = of;
	}
	return there;
}

/* ---- the window ---- */

/* Tokens [first, last). */
struct range {
	uint32_t first, last;
};

static struct range tokens_of(const struct view *v, tsl_span span)
{
	struct range r = { rows_from(v->tokens, span.begin), 0 };
	r.last = r.first;
	while (r.last < v->tokens.n && r.last - r.first < REACH && v->tokens.at[r.last].begin < span.end)
		r.last++;
	return r;
}

/* The bytes that may bear on a mention: its sentence, and not beyond MOST_OTHERS mentions. */
static tsl_span limits(const struct view *v, uint32_t mention)
{
	tsl_rows all = v->mentions;
	uint32_t at = all.at[mention].begin, row = rows_from(v->sentences, at);
	tsl_span span = { 0, UINT32_MAX };
	if (row < v->sentences.n && v->sentences.at[row].begin <= at)
		span = v->sentences.at[row];
	if (mention >= MOST_OTHERS && all.at[mention - MOST_OTHERS].begin > span.begin)
		span.begin = all.at[mention - MOST_OTHERS].begin;
	if (all.n - mention > MOST_OTHERS && all.at[mention + MOST_OTHERS].end < span.end)
		span.end = all.at[mention + MOST_OTHERS].end;
	return span;
}

/* The tokens there, at most REACH on each side. */
static struct range surroundings(const struct view *v, uint32_t mention, struct range own)
{
	tsl_span span = limits(v, mention);
	struct range r = own;
	while (r.first > 0 && own.first - r.first < REACH && v->tokens.at[r.first - 1].begin >= span.begin)
		r.first--;
	while (r.last < v->tokens.n && r.last - own.last < REACH && v->tokens.at[r.last].begin < span.end)
		r.last++;
	return r;
}

/* The mention as one word. */
static struct word target_word(const struct view *v, tsl_span span, struct range own, uint64_t *head)
{
	struct word word = { SIGN_TARGET, SIGN_TARGET, IS_TARGET, 0 };
	*head = 0;
	if (own.first == own.last)
		return word;
	struct word last = *cached_token(v, own.last - 1, true);
	word.is |= last.is & (IS_PRONOUN | IS_POSSESSIVE);
	if (v->tokens.at[own.last - 1].end > span.end) /* Lund's */
		word.is |= IS_POSSESSIVE;
	*head = last.is & IS_PRONOUN ? 0 : last.sign;
	return word;
}

static void add_word(struct window *w, struct word word)
{
	struct word *before = w->n ? &w->at[w->n - 1] : NULL;
	if (word.is & IS_NAME && before && before->is & IS_NAME && !(before->is & IS_POSSESSIVE)) {
		before->is |= word.is;
		return;
	}
	if (word.is & IS_NAME)
		word.sign = SIGN_NAME;
	w->at[w->n++] = word;
}

/* Adds tokens [first, last), of a sentence that begins at token `start`. */
static void add_tokens(struct window *w, const struct view *v, struct range r, uint32_t start, uint64_t head)
{
	for (uint32_t t = r.first; t < r.last; t++) {
		bool first = t == start || (t > r.first && w->n && w->at[w->n - 1].is & IS_QUOTE);
		struct word word = *cached_token(v, t, first);
		if (word.sign == head && head && !(word.is & IS_MARK)) {
			word.sign = word.stem = SIGN_TARGET;
			word.is = (word.is & IS_POSSESSIVE) | IS_TARGET;
		}
		add_word(w, word);
	}
}

void window_read(struct window *w, const struct view *v, uint32_t mention)
{
	tsl_span span = v->mentions.at[mention];
	struct range own = tokens_of(v, span);
	struct range all = surroundings(v, mention, own);
	uint64_t head;
	struct word target = target_word(v, span, own, &head);
	w->n = 0;
	w->length = own.last - own.first;
	add_tokens(w, v, (struct range){ all.first, own.first }, all.first, head);
	w->slot = w->n;
	w->at[w->n++] = target;
	add_tokens(w, v, (struct range){ own.last, all.last }, all.first, head);
	w->tones[0] = 0;
	for (unsigned i = 0; i < w->n; i++)
		w->tones[i + 1] = w->tones[i] + w->at[i].tone;
}
