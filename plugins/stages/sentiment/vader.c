/* The rules of `mode: vader`: the tone of a word, changed by the three words before it, and what a text comes to. */
#include "vader.h"

#include <math.h>
#include <string.h>

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

/* The tones of the hits in the whole text, for its sentences. */
struct known {
	double *tones;
	bool mixed;
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
	if (!(tokens[1].flags & VADER_SECOND))
		return NULL;
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

/*
 * Whether a word of a sentence has the tone that it has in the whole text: where all that its tone depends on, three
 * tokens before it and two behind, is in the sentence, and capitals count alike or there are none.
 */
static bool is_alike(const struct spot *s, const struct known *known)
{
	const struct vader_token *here = s->tokens + s->i;
	if (s->i < 3 || s->i + 2 >= s->n)
		return false;
	return s->mixed == known->mixed ||
	       !((here[-3].flags | here[-2].flags | here[-1].flags | here[0].flags) & VADER_UPPER);
}

/* A text, or a sentence of it. */
struct part {
	const struct vader_text *text;
	uint32_t first, n;        /* tokens */
	uint32_t first_hit, hits; /* places in text->hits */
};

/* What the package calls allcap_differential(). */
static bool is_mixed(const struct part *part)
{
	const uint32_t *hits = part->text->hits + part->first_hit;
	uint32_t upper = 0;
	for (uint32_t i = 0; i < part->hits; i++)
		upper += part->text->tokens[hits[i]].flags / VADER_UPPER % 2;
	return upper && upper < part->n;
}

static size_t count(const char *at, const char *end, char c)
{
	size_t n = 0;
	while (at < end && (at = memchr(at, c, (size_t)(end - at)))) {
		at++;
		n++;
	}
	return n;
}

/* As in _punctuation_emphasis(): by the marks of the whole text. */
static double emphasis(const struct part *part)
{
	const struct vader_token *tokens = part->text->tokens + part->first;
	if (!part->n)
		return 0;
	const char *begin = part->text->bytes.at + tokens->begin, *end = part->text->bytes.at + tokens[part->n - 1].end;
	size_t calls = count(begin, end, '!'), questions = count(begin, end, '?');
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

/* Of the whole text the tones are put into *known; of a sentence they are taken from there where they are alike. */
static double score(const struct vader *v, struct vader_scratch *scratch, const struct part *part, struct known *known,
		    bool first)
{
	const uint32_t *hits = part->text->hits + part->first_hit;
	struct spot s = { .v = v, .tokens = part->text->tokens + part->first, .n = part->n, .mixed = is_mixed(part) };
	struct vader_tone *tones = vader_make_room(scratch, &scratch->tones, (part->hits + 1) * sizeof *tones);
	uint32_t n = 0, but = UINT32_MAX;
	for (uint32_t i = 0; i < part->hits; i++) {
		s.i = hits[i] - part->first;
		if (but == UINT32_MAX && is(&s, s.i, VADER_BUT))
			but = s.i;
		double tone;
		if (!first && is_alike(&s, known))
			tone = known->tones[part->first_hit + i];
		else
			tone = has_tone(&s) ? tone_at(&s) : 0;
		if (first)
			known->tones[i] = tone;
		tones[n] = (struct vader_tone){ tone, s.i };
		n += tone != 0;
	}
	known->mixed = first ? s.mixed : known->mixed;
	if (but != UINT32_MAX)
		vader_weigh_but(scratch, tones, n, but);
	return compound(tones, n, n ? emphasis(part) : 0);
}

static struct part whole(const struct vader_text *text)
{
	return (struct part){ text, 0, text->n, 0, text->n_hits };
}

/* How many tokens of the text begin before this byte. */
static uint32_t tokens_before(const struct vader_text *text, uint32_t byte)
{
	uint64_t begins = text->bits.begins[byte / 64] & (((uint64_t)1 << byte % 64) - 1);
	return text->bits.before[byte / 64] + (uint32_t)__builtin_popcountll(begins);
}

/*
 * The tokens of the text that make up a sentence; false where one of them lies across an end of the sentence. The part
 * is that of the sentence before, if there is one.
 */
static bool take_tokens(struct part *part, uint32_t begin, uint32_t end)
{
	const struct vader_text *text = part->text;
	uint32_t first = tokens_before(text, begin), past = tokens_before(text, end);
	uint32_t hit = part->first_hit + part->hits, first_hit;
	while (hit < text->n_hits && text->hits[hit] < first)
		hit++;
	for (first_hit = hit; hit < text->n_hits && text->hits[hit] < past;)
		hit++;
	*part = (struct part){ text, first, past - first, first_hit, hit - first_hit };
	return (!first || text->tokens[first - 1].end <= begin) && (!past || text->tokens[past - 1].end <= end);
}

/* The same by the place in the text as it was; false too where an emoji was in the sentence. *shift counts those that
 * are before it. */
static bool take_sentence(struct part *part, tsl_span at, uint32_t *shift)
{
	const struct vader_text *text = part->text;
	while (*shift < text->n_shifts && text->shifts[*shift].begin < at.begin)
		++*shift;
	if (*shift < text->n_shifts && text->shifts[*shift].begin < at.end)
		return false;
	uint32_t by = *shift ? text->shifts[*shift - 1].by : 0;
	return take_tokens(part, at.begin + by, at.end + by);
}

/* The score of a text on its own. */
static double score_alone(const struct vader *v, struct vader_scratch *scratch, tsl_str bytes)
{
	struct vader_text text = vader_read(v, scratch, bytes);
	struct known known = { .tones = vader_make_room(scratch, &scratch->known, text.n_hits * sizeof(double)) };
	struct part all = whole(&text);
	return score(v, scratch, &all, &known, true);
}

/* A sentence has the tokens that its text would have, unless it ends within one, or has an emoji: then it is read
 * again. */
double vader_score(const struct vader *v, const tsl_host *host, tsl_document *doc, tsl_rows sentences, double *tones)
{
	struct vader_scratch scratch = { .host = host, .doc = doc }, other = scratch;
	tsl_str bytes = host->text(doc);
	struct vader_text text = vader_read(v, &scratch, bytes);
	struct known known = { .tones = vader_make_room(&scratch, &scratch.known, text.n_hits * sizeof(double)) };
	struct part all = whole(&text), part = { .text = &text };
	double tone = score(v, &scratch, &all, &known, true);
	uint32_t shift = 0;
	for (uint32_t i = 0; i < sentences.n; i++) {
		tsl_span at = sentences.at[i];
		if (take_sentence(&part, at, &shift))
			tones[i] = score(v, &other, &part, &known, false);
		else
			tones[i] = score_alone(v, &other, (tsl_str){ bytes.at + at.begin, at.end - at.begin });
	}
	return tone;
}
