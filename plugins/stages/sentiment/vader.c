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

static bool is_scored(const struct spot *s, uint32_t i)
{
	return s->tokens[i].flags & VADER_SCORED;
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
	double score = s->v->words[s->tokens[i].word].score, tone = score;
	if (is(s, i, VADER_NO) && i + 1 < s->n && is_scored(s, i + 1))
		tone = 0;
	if (follows_no(s))
		tone = score * NEGATION;
	if (s->tokens[i].flags & VADER_UPPER && s->mixed)
		tone += tone > 0 ? CAPITALS : -CAPITALS;
	return tone;
}

static double boost(const struct spot *s, uint32_t i, double tone)
{
	unsigned flags = s->tokens[i].flags;
	if (!(flags & (VADER_BOOSTS | VADER_DAMPENS)))
		return 0;
	double change = flags & VADER_BOOSTS ? VADER_BOOST : -VADER_BOOST;
	if (tone < 0)
		change = -change;
	if (s->tokens[i].flags & VADER_UPPER && s->mixed)
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
	double plain = s->tokens[i - back].flags & VADER_NEGATES ? NEGATION : 1;
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

/* Whether a phrase may stand here: each that apply_phrases() looks for has its second word at one of these places. */
static bool may_have_phrase(const struct spot *s)
{
	const struct vader_token *here = s->tokens + s->i;
	unsigned flags = here[-2].flags | here[-1].flags | here[0].flags;
	return (flags | (s->i + 1 < s->n ? here[1].flags : 0)) & VADER_SECOND;
}

/* As in _special_idioms_check(): looked for only where the third word before is not in the lexicon. */
static double apply_phrases(const struct spot *s, double tone)
{
	static const struct {
		unsigned back, n;
	} idioms[] = { { 1, 2 }, { 2, 3 }, { 2, 2 }, { 3, 3 }, { 3, 2 } }, hedges[] = { { 3, 2 }, { 2, 2 } };
	const struct vader_token *here = s->tokens + s->i;
	const struct vader_phrase *found = NULL, *ahead;
	for (size_t k = 0; k < sizeof idioms / sizeof *idioms && !found; k++)
		found = find_phrase(s->v->idioms, s->v->n_idioms, here - idioms[k].back, idioms[k].n);
	if (s->i + 1 < s->n && (ahead = find_phrase(s->v->idioms, s->v->n_idioms, here, 2)))
		found = ahead;
	if (s->i + 2 < s->n && (ahead = find_phrase(s->v->idioms, s->v->n_idioms, here, 3)))
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
	if (!i || !is(s, i - 1, VADER_LEAST) || is_scored(s, i - 1))
		return false;
	return i < 2 || !(is(s, i - 2, VADER_AT) || is(s, i - 2, VADER_VERY));
}

/* The tone of a word of the lexicon at its place. */
static double tone_at(const struct spot *s)
{
	static const double nearness[] = { 0, 1, 0.95, 0.9 };
	double tone = own_tone(s);
	for (unsigned back = 1; back <= 3 && back <= s->i; back++) {
		if (is_scored(s, s->i - back))
			continue;
		tone += boost(s, s->i - back, tone) * nearness[back];
		tone *= negate(s, back);
		if (back == 3 && may_have_phrase(s))
			tone = apply_phrases(s, tone);
	}
	return follows_least(s) ? tone * NEGATION : tone;
}

static bool has_tone(const struct spot *s)
{
	unsigned flags = s->tokens[s->i].flags;
	if (!(flags & VADER_SCORED) || flags & (VADER_BOOSTS | VADER_DAMPENS))
		return false;
	return !(is(s, s->i, VADER_KIND) && s->i + 1 < s->n && is(s, s->i + 1, VADER_OF));
}

/* What the tokens of a text have among them. */
struct among {
	bool mixed, marked;
};

/* `mixed` is what the package calls allcap_differential(). */
static struct among look_among(const struct vader_text *text)
{
	uint32_t upper = 0;
	unsigned flags = 0;
	for (uint32_t i = 0; i < text->n; i++) {
		upper += text->tokens[i].flags / VADER_UPPER % 2;
		flags |= text->tokens[i].flags;
	}
	return (struct among){ upper && upper < text->n, flags & VADER_MARKED };
}

/* As in _punctuation_emphasis(): by the marks of the whole text. */
static double emphasis(const struct vader_text *text)
{
	size_t calls = 0, questions = 0;
	for (uint32_t t = 0; t < text->n; t++) {
		const struct vader_token *token = &text->tokens[t];
		for (uint32_t i = token->begin; token->flags & VADER_MARKED && i < token->end; i++) {
			calls += text->bytes.at[i] == '!';
			questions += text->bytes.at[i] == '?';
		}
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

/* As in score_valence(); `amount` is what the marks add. */
static double compound(const struct vader_tone *tones, uint32_t n, double amount)
{
	double sum = 0;
	for (uint32_t i = 0; i < n; i++)
		sum += tones[i].value;
	if (sum == 0)
		return 0;
	sum += sum > 0 ? amount : -amount;
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

static double score(const struct vader *v, struct vader_scratch *scratch, const struct vader_text *text)
{
	struct spot s = { .v = v, .tokens = text->tokens, .n = text->n };
	struct among among = look_among(text);
	s.mixed = among.mixed;
	struct vader_tone *tones = vader_make_room(scratch, &scratch->tones, s.n * sizeof *tones);
	uint32_t n = 0, but = UINT32_MAX;
	for (; s.i < s.n; s.i++) {
		if (s.tokens[s.i].word == VADER_UNKNOWN)
			continue;
		if (but == UINT32_MAX && is(&s, s.i, VADER_BUT))
			but = s.i;
		double tone = has_tone(&s) ? tone_at(&s) : 0;
		if (tone != 0)
			tones[n++] = (struct vader_tone){ tone, s.i };
	}
	if (but != UINT32_MAX)
		vader_weigh_but(scratch, tones, n, but);
	return compound(tones, n, among.marked ? emphasis(text) : 0);
}

/*
 * The tokens of the text that make up a sentence, searched from *first on; false where one of them lies across an end
 * of the sentence.
 */
static bool take_tokens(const struct vader_text *text, tsl_span sentence, uint32_t *first, struct vader_text *out)
{
	uint32_t i = *first, n = text->n;
	const struct vader_token *tokens = text->tokens;
	while (i < n && tokens[i].end <= sentence.begin)
		i++;
	*first = i;
	*out = (struct vader_text){ text->bytes, text->tokens + i, 0 };
	while (i < n && tokens[i].end <= sentence.end)
		i++;
	out->n = i - *first;
	bool cut_behind = i < n && tokens[i].begin < sentence.end;
	return !cut_behind && (*first == n || tokens[*first].begin >= sentence.begin);
}

/* A sentence has the tokens that its text would have, unless it ends within one, or an emoji moved the bytes: then it
 * is read again. */
double vader_score(const struct vader *v, const tsl_host *host, tsl_document *doc, tsl_rows sentences, double *tones)
{
	struct vader_scratch scratch = { .host = host, .doc = doc }, other = scratch;
	tsl_str bytes = host->text(doc);
	struct vader_text text = vader_read(v, &scratch, bytes), part;
	uint32_t first = 0;
	for (uint32_t i = 0; i < sentences.n; i++) {
		tsl_span at = sentences.at[i];
		if (text.bytes.at != bytes.at || !take_tokens(&text, at, &first, &part))
			part = vader_read(v, &other, (tsl_str){ bytes.at + at.begin, at.end - at.begin });
		tones[i] = score(v, &other, &part);
	}
	return score(v, &scratch, &text);
}
