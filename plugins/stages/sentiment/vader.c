/* The rules of `mode: vader`: the tone of a word, changed by the three words before it, and what a text comes to. */
#include "vader.h"

#include <math.h>

#define CAPITALS 0.733
#define NEGATION (-0.74)
#define EMPHATIC 1.25 /* "never so good" */

/* A token among its neighbours. */
struct spot {
	const struct vader *v;
	const struct vader_token *tokens;
	uint32_t n, i;
	bool mixed; /* some tokens, but not all, are in capitals */
};

static bool is(const struct spot *s, uint32_t i, enum vader_name name)
{
	return s->tokens[i].word == name;
}

static const struct vader_word *word_at(const struct spot *s, uint32_t i)
{
	return &s->v->words[s->tokens[i].word];
}

static const struct vader_phrase *find_phrase(const struct vader_phrase *phrases, size_t count,
					      const struct vader_token *tokens, unsigned n)
{
	for (size_t i = 0; i < count; i++) {
		const uint16_t *words = phrases[i].words;
		if (phrases[i].n == n && words[0] == tokens[0].word && words[1] == tokens[1].word &&
		    (n < 3 || words[2] == tokens[2].word))
			return &phrases[i];
	}
	return NULL;
}

/* "no" one or two words before, or three with "or" or "nor" in between. */
static bool follows_no(const struct spot *s)
{
	uint32_t i = s->i;
	if (i > 2 && is(s, i - 3, VADER_NO) && (is(s, i - 1, VADER_OR) || is(s, i - 1, VADER_NOR)))
		return true;
	return (i > 0 && is(s, i - 1, VADER_NO)) || (i > 1 && is(s, i - 2, VADER_NO));
}

static double own_tone(const struct spot *s)
{
	uint32_t i = s->i;
	double score = word_at(s, i)->score, tone = score;
	if (is(s, i, VADER_NO) && i + 1 < s->n && word_at(s, i + 1)->scored)
		tone = 0;
	if (follows_no(s))
		tone = score * NEGATION;
	if (s->tokens[i].upper && s->mixed)
		tone += tone > 0 ? CAPITALS : -CAPITALS;
	return tone;
}

static double boost(const struct spot *s, uint32_t i, double tone)
{
	double change = word_at(s, i)->boost;
	if (change == 0)
		return 0;
	if (tone < 0)
		change = -change;
	if (s->tokens[i].upper && s->mixed)
		change += tone > 0 ? CAPITALS : -CAPITALS;
	return change;
}

static bool is_so(const struct spot *s, uint32_t i)
{
	return is(s, i, VADER_SO) || is(s, i, VADER_THIS);
}

/* What a word `back` before this one makes of its tone by negation. */
static double negate(const struct spot *s, unsigned back)
{
	uint32_t i = s->i;
	bool never = is(s, i - back, VADER_NEVER), without = is(s, i - back, VADER_WITHOUT);
	double plain = s->tokens[i - back].negates ? NEGATION : 1;
	if (back == 1)
		return plain;
	if (back == 2) {
		if (never && is_so(s, i - 1))
			return EMPHATIC;
		return without && is(s, i - 1, VADER_DOUBT) ? 1 : plain;
	}
	/* "so" or "this" just before counts without a "never". */
	if ((never && is_so(s, i - 2)) || is_so(s, i - 1))
		return EMPHATIC;
	return without && (is(s, i - 2, VADER_DOUBT) || is(s, i - 1, VADER_DOUBT)) ? 1 : plain;
}

/* Looked for only where the third word before is not in the lexicon. */
static double apply_phrases(const struct spot *s, double tone)
{
	static const struct {
		unsigned back, n;
	} idioms[] = { { 1, 2 }, { 2, 3 }, { 2, 2 }, { 3, 3 }, { 3, 2 } }, hedges[] = { { 3, 2 }, { 2, 2 } };
	const struct vader_token *here = s->tokens + s->i;
	const struct vader_phrase *found = NULL, *ahead;
	for (size_t k = 0; k < sizeof idioms / sizeof *idioms && !found; k++)
		found = find_phrase(s->v->idioms, VADER_IDIOMS, here - idioms[k].back, idioms[k].n);
	if (s->i + 1 < s->n && (ahead = find_phrase(s->v->idioms, VADER_IDIOMS, here, 2)))
		found = ahead;
	if (s->i + 2 < s->n && (ahead = find_phrase(s->v->idioms, VADER_IDIOMS, here, 3)))
		found = ahead;
	if (found)
		tone = found->score;
	for (size_t k = 0; k < sizeof hedges / sizeof *hedges; k++) {
		found = find_phrase(s->v->hedges, VADER_HEDGES, here - hedges[k].back, hedges[k].n);
		tone += found ? found->score : 0;
	}
	return tone;
}

/* "least" turns the tone, but not "at least" and "very least". */
static bool follows_least(const struct spot *s)
{
	uint32_t i = s->i;
	if (!i || !is(s, i - 1, VADER_LEAST) || word_at(s, i - 1)->scored)
		return false;
	return i < 2 || !(is(s, i - 2, VADER_AT) || is(s, i - 2, VADER_VERY));
}

/* The tone of a word of the lexicon at its place. */
static double tone_at(const struct spot *s)
{
	static const double nearness[] = { 0, 1, 0.95, 0.9 };
	double tone = own_tone(s);
	for (unsigned back = 1; back <= 3 && back <= s->i; back++) {
		if (word_at(s, s->i - back)->scored)
			continue;
		tone += boost(s, s->i - back, tone) * nearness[back];
		tone *= negate(s, back);
		if (back == 3)
			tone = apply_phrases(s, tone);
	}
	return follows_least(s) ? tone * NEGATION : tone;
}

static bool has_tone(const struct spot *s)
{
	const struct vader_word *word = word_at(s, s->i);
	if (word->boost != 0 || !word->scored)
		return false;
	return !(is(s, s->i, VADER_KIND) && s->i + 1 < s->n && is(s, s->i + 1, VADER_OF));
}

static bool has_mixed_case(const struct vader_token *tokens, uint32_t n)
{
	uint32_t upper = 0;
	for (uint32_t i = 0; i < n; i++)
		upper += tokens[i].upper;
	return upper && upper < n;
}

static double emphasis(tsl_str text)
{
	size_t calls = 0, questions = 0;
	for (size_t i = 0; i < text.len; i++) {
		calls += text.at[i] == '!';
		questions += text.at[i] == '?';
	}
	double amount = (double)(calls > 4 ? 4 : calls) * 0.292;
	if (questions > 3)
		return amount + 0.96;
	return questions > 1 ? amount + (double)questions * 0.18 : amount;
}

/*
 * To four decimals as Python's round() does it: by the exact binary value, and to even where that lies in the middle.
 * The product with 10000 is exact in two parts, so that their sum has the right sign.
 */
static double round_4(double x)
{
	bool minus = x < 0;
	x = minus ? -x : x;
	double high = (double)(float)x, low = x - high;
	double whole = (double)(int64_t)(x * 10000);
	double above = (high * 10000 - whole - 0.5) + low * 10000;
	if (above > 0 || (above == 0 && (int64_t)whole % 2))
		whole++;
	return (minus ? -whole : whole) / 10000;
}

static double compound(const struct vader_tone *tones, uint32_t n, tsl_str text)
{
	double sum = 0;
	for (uint32_t i = 0; i < n; i++)
		sum += tones[i].value;
	if (sum == 0)
		return 0;
	sum += sum > 0 ? emphasis(text) : -emphasis(text);
	return round_4(sum / sqrt(sum * sum + 15));
}

void *vader_make_room(struct vader_scratch *scratch, struct vader_room *room, size_t size)
{
	if (!room->at || size > room->size) {
		room->size = size > room->size * 2 ? size : room->size * 2;
		room->at = scratch->host->alloc(scratch->doc, room->size);
	}
	return room->at;
}

double vader_score(const struct vader *v, struct vader_scratch *scratch, tsl_str text)
{
	struct spot s = { .v = v };
	text = vader_describe_emoji(scratch, text);
	s.tokens = vader_cut(v, scratch, text, &s.n);
	s.mixed = has_mixed_case(s.tokens, s.n);
	struct vader_tone *tones = vader_make_room(scratch, &scratch->tones, s.n * sizeof *tones);
	uint32_t n = 0, but = UINT32_MAX;
	for (; s.i < s.n; s.i++) {
		if (but == UINT32_MAX && is(&s, s.i, VADER_BUT))
			but = s.i;
		double tone = has_tone(&s) ? tone_at(&s) : 0;
		if (tone != 0)
			tones[n++] = (struct vader_tone){ tone, s.i };
	}
	if (but != UINT32_MAX)
		vader_weigh_but(scratch, tones, n, but);
	return compound(tones, n, text);
}
