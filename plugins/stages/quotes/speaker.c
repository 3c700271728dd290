/*
 * Names the speaker of each quotation: from the words before it, from those behind it, or from the
 * quotation it belongs with. What stands right beside the marks counts for more than what stands
 * further off.
 */
#include "quotes.h"

static bool is_empty(tsl_span span)
{
	return span.begin == span.end;
}

static bool is_word(const struct words *words, uint32_t i, const char *word)
{
	tsl_span span = words->at[i].span;
	size_t len = strlen(word);
	if (span.end - span.begin != len)
		return false;
	for (size_t k = 0; k < len; k++)
		if (char_lower(words->text.at[span.begin + k]) != word[k])
			return false;
	return true;
}

static bool is_according_to(const struct words *words, uint32_t i)
{
	return i + 2 < words->n && is_word(words, i, "according") && is_word(words, i + 1, "to");
}

/* ---- before ---- */

/* A cue that only counts beside its quotation: the last word before the mark. */
static bool is_cue_before(const struct words *words, uint32_t v)
{
	unsigned what = words->at[v].what;
	return what & WORD_CUE && (!(what & WORD_NEAR) || v + 1 == words->n);
}

/* Whether the verb shares the subject of one further left: "rose and said", "went on to say". */
static bool shares_subject(const struct words *words, uint32_t v)
{
	while (v > 0 && words->at[v - 1].what & WORD_AUXILIARY && !(words->at[v - 1].what & WORD_JOINS))
		v--;
	return !v || words->at[v - 1].what & WORD_JOINS;
}

static tsl_span speaker_before(const struct words *words, uint32_t *cue)
{
	bool shared = false;
	*cue = 0;
	for (uint32_t v = words->n; v-- > 0;) {
		if (is_according_to(words, v))
			return phrase_from(words, v + 2);
		bool is_cue = is_cue_before(words, v);
		if (!is_cue && !(words->at[v].what & WORD_PARTICIPLE))
			continue;
		*cue = *cue ? *cue : v;
		tsl_span subject = is_cue ? subject_of(words, v) : (tsl_span){ 0, 0 };
		if (!is_empty(subject))
			return subject;
		shared = shared || !is_cue || shares_subject(words, v);
	}
	return shared ? first_phrase(words) : (tsl_span){ 0, 0 };
}

/* Whether the words before a quotation hand over to it: `the minister told reporters: "…"`. */
static bool hands_over(const struct words *words, uint32_t cue)
{
	enum word_after last = words->at[words->n - 1].after;
	return (last == AFTER_COMMA || last == AFTER_COLON) && words->n - cue <= 4;
}

/* ---- behind ---- */

/* Whether nothing of weight follows the cue in its clause: "…, the minister said on Monday." */
static bool ends_clause(const struct words *words, uint32_t v)
{
	if (v + 1 == words->n || words->at[v].after >= AFTER_COMMA)
		return true;
	unsigned next = words->at[v + 1].what;
	return next & WORD_TIME || (next & WORD_FUNCTION && !is_word(words, v + 1, "that"));
}

/*
 * The subject of the cue at v, behind the quotation. `apart` says that the quotation ended its sentence:
 * then the words only belong to it where they are a sentence of their own, as in `"We won!" Marsh said.`
 */
static tsl_span speaker_of_cue(const struct words *words, uint32_t v, bool apart)
{
	const tsl_span none = { 0, 0 };
	if (!v) {
		tsl_span inverted = phrase_from(words, 1);
		return apart && !words->whole ? none : inverted;
	}
	tsl_span subject = subject_of(words, v);
	if (is_empty(subject))
		return none;
	uint32_t first = v;
	while (words->at[first].span.begin > subject.begin)
		first--;
	/* With nothing before it but, perhaps, what the name stands in apposition to: "the mayor, Anna Marsh, said". */
	if (!first || phrase_from(words, 0).end == words->at[first - 1].span.end)
		return apart && words->at[v].after != AFTER_STOP ? none : subject;
	return !apart && words->at[first - 1].after == AFTER_COMMA && ends_clause(words, v) ? subject : none;
}

static bool is_cue_behind(const struct words *words, uint32_t v)
{
	unsigned what = words->at[v].what;
	return what & WORD_CUE && (!(what & WORD_NEAR) || v <= 3);
}

/* `beside` says whether the cue is the first thing behind the mark. */
static tsl_span speaker_behind(const struct words *words, bool apart, bool *beside)
{
	for (uint32_t v = 0; v < words->n; v++) {
		if (is_according_to(words, v) && !apart && (!v || words->at[v - 1].after == AFTER_COMMA)) {
			*beside = !v;
			return phrase_from(words, v + 2);
		}
		if (!is_cue_behind(words, v))
			continue;
		tsl_span speaker = speaker_of_cue(words, v, apart);
		*beside = !v || speaker.begin == words->at[0].span.begin;
		if (!is_empty(speaker))
			return speaker;
	}
	return (tsl_span){ 0, 0 };
}

/* ---- one quotation ---- */

/* Where the words around a quotation may be taken from. */
struct context {
	uint32_t from, to;
	bool joined; /* `from` is the end of the quotation before, in the same sentence */
	bool apart;  /* a sentence ends with the quotation */
};

/* A quotation that ends with a full stop ends its sentence; an ellipsis does not. */
static bool ends_with_stop(tsl_str text, tsl_span inside)
{
	const char *end = text.at + inside.end;
	return end[-1] == '.' && !(inside.end - inside.begin > 1 && end[-2] == '.');
}

/* Names the speaker from the words around, which are read into `words`. */
static void name_speaker(struct words *words, struct quotation *q, const struct context *c)
{
	uint32_t cue;
	bool beside = false;
	words_before(words, c->from, q->outside.begin);
	tsl_span before = speaker_before(words, &cue), behind = { 0, 0 };
	q->follows = words->whole && c->joined;
	if (is_empty(before) || !hands_over(words, cue)) {
		words_after(words, q->outside.end, c->to);
		behind = speaker_behind(words, c->apart || ends_with_stop(words->text, q->inside), &beside);
	}
	q->led = !is_empty(before) && !(beside && !is_empty(behind));
	q->closed = !q->led && !is_empty(behind) && words->whole;
	tsl_span speaker = q->led ? before : behind;
	if (!is_empty(speaker))
		q->speaker = (tsl_str){ words->text.at + speaker.begin, speaker.end - speaker.begin };
}

/* ---- quotations that belong together ---- */

/* Line ends between two places, or UINT32_MAX where there is more than white space. */
static uint32_t lines_between(tsl_str text, uint32_t from, uint32_t to)
{
	uint32_t lines = 0;
	for (unsigned size; from < to; from += size) {
		uint32_t c = char_decode(text.at + from, &size);
		if (!point_is_space(c))
			return UINT32_MAX;
		lines += c == '\n';
	}
	return lines;
}

static bool has_line_end(tsl_str text, uint32_t from, uint32_t to)
{
	return from < to && memchr(text.at + from, '\n', to - from);
}

/* An unclosed quotation goes on where the next paragraph opens with a mark. */
static bool is_continued(tsl_str text, const struct quotation *q)
{
	uint32_t lines = q->unclosed ? lines_between(text, q->outside.end, q[1].outside.begin) : UINT32_MAX;
	return lines > 0 && lines < UINT32_MAX;
}

static void inherit(tsl_str text, const struct quotation *last, struct quotation *q)
{
	bool list = last->led && q->follows;
	bool resumed = last->closed && !has_line_end(text, last->outside.end, q->outside.begin);
	if (!list && !resumed && !is_continued(text, last))
		return;
	q->speaker = last->speaker;
	q->led = list;
}

/* ---- all of them ---- */

/* Finds the sentences that hold a quotation, and moves `next` to the last of them. Without sentences, words_before()
 * and words_after() keep to its paragraph. */
static struct context context_of(tsl_rows sentences, uint32_t *next, struct quotations all, uint32_t i, tsl_str text)
{
	const struct quotation *q = &all.at[i];
	uint32_t last_end = i ? q[-1].outside.end : 0;
	struct context c = { .from = last_end, .to = (uint32_t)text.len, .joined = i > 0 };
	if (i + 1 < all.n)
		c.to = q[1].outside.begin;
	while (*next < sentences.n && sentences.at[*next].end <= q->outside.begin)
		++*next;
	if (*next < sentences.n && sentences.at[*next].begin > last_end &&
	    sentences.at[*next].begin <= q->inside.begin) {
		c.from = sentences.at[*next].begin < q->outside.begin ? sentences.at[*next].begin : q->outside.begin;
		c.joined = false;
	}
	while (*next < sentences.n && sentences.at[*next].end < q->inside.end)
		++*next;
	c.apart = *next < sentences.n && sentences.at[*next].end <= q->outside.end;
	return c;
}

void name_speakers(const struct wordmap *map, tsl_str text, tsl_rows sentences, struct quotations all)
{
	struct words words = { .map = map, .text = text };
	uint32_t next = 0;
	for (uint32_t i = 0; i < all.n; i++) {
		struct context c = context_of(sentences, &next, all, i, text);
		name_speaker(&words, &all.at[i], &c);
		if (i && !all.at[i].speaker.at)
			inherit(text, &all.at[i - 1], &all.at[i]);
	}
	for (uint32_t i = all.n; i-- > 1;)
		if (!all.at[i - 1].speaker.at && is_continued(text, &all.at[i - 1]))
			all.at[i - 1].speaker = all.at[i].speaker;
}
