/*
 * Names the speaker of each quotation: from the words before it, from those behind it, or from the
 * quotation it belongs with. What stands right beside the marks counts for more than what stands
 * further off.
 */
#include "quotes.h"

static tsl_span cue_span(const struct words *words, uint32_t first, uint32_t last)
{
	return (tsl_span){ words->at[first].span.begin, words->at[last].span.end };
}

/* The word itself; "put it" is two. */
tsl_span cue_of(const struct words *words, uint32_t v)
{
	bool it = v + 1 < words->n && is_word(words, v + 1, "it");
	bool put = is_word(words, v, "put") || is_word(words, v, "puts");
	return cue_span(words, v, v + (put && it));
}

/* Who speaks, and the word that tells it. */
struct source {
	tsl_span speaker, cue;
	uint32_t verb; /* UINT32_MAX: there is none */
	unsigned what; /* what the verb may be */
};

/* ---- before ---- */

/* Some cues only count beside their quotation: with no more than "later", "on Friday" or one word and a comma between.
 */
static bool is_cue_before(const struct words *words, uint32_t v)
{
	unsigned what = words->at[v].what;
	uint32_t last = v + 1;
	while (last < words->n && last < v + 4 && words->at[last - 1].after == AFTER_SPACE)
		last++;
	bool handed = words->at[words->n - 1].after >= AFTER_COMMA;
	bool next = v + 1 < words->n;
	bool joined = last == v + 1 || handed || (next && (is_word(words, v + 1, "of") || is_word(words, v + 1, "it")));
	bool that = next && is_word(words, v + 1, "that"); /* "added that" tells like "said" */
	return what & WORD_CUE && (!(what & WORD_NEAR) || that || (last == words->n && joined));
}

/* Whether the verb shares the subject of one further left: "rose and said", "went on to say". */
static bool shares_subject(const struct words *words, uint32_t v)
{
	while (v > 0 && words->at[v - 1].what & WORD_AUXILIARY && !(words->at[v - 1].what & WORD_JOINS))
		v--;
	return !v || words->at[v - 1].what & WORD_JOINS;
}

/* "Hess" of "the paper quoted Hess as saying". */
static tsl_span quoted_one(const struct words *words, uint32_t v)
{
	bool as = v > 2 && words->at[v].what & WORD_PARTICIPLE && is_word(words, v - 1, "as");
	return as && !(words->at[v - 2].what & WORD_CUE) ? phrase_before(words, v - 1) : (tsl_span){ 0, 0 };
}

/* "a colleague" of "was described by a colleague as". */
static tsl_span agent_ahead(const struct words *words, uint32_t v)
{
	bool by = v > 0 && v + 2 < words->n && words->at[v - 1].what & (WORD_PASSIVE | WORD_AUXILIARY) &&
		  is_word(words, v + 1, "by");
	return by ? phrase_from(words, v + 2) : (tsl_span){ 0, 0 };
}

/* The subject of a cue, to its left; or the one who said it before, or the first to act in the sentence. */
static struct source source_before(const struct words *words)
{
	struct source source = { .verb = UINT32_MAX };
	bool shared = false;
	for (uint32_t v = words->n; v-- > 0;) {
		bool told = source.verb != UINT32_MAX; /* "Brandt, according to Reed, wept and said" */
		if (!told && is_according_to(words, v) && !names_no_source(words, v + 2))
			return (struct source){ phrase_from(words, v + 2), cue_span(words, v, v + 1), v, 0 };
		if (is_words_of(words, v))
			return (struct source){ phrase_from(words, v + 4), cue_span(words, v, v + 3), v, 0 };
		bool is_cue = is_cue_before(words, v);
		if (!is_cue && !(words->at[v].what & WORD_PARTICIPLE))
			continue;
		if (source.verb == UINT32_MAX)
			source = (struct source){ { 0, 0 }, cue_of(words, v), v, words->at[v].what };
		source.speaker = is_cue ? subject_of(words, v) : (tsl_span){ 0, 0 };
		if (span_is_empty(source.speaker))
			source.speaker = quoted_one(words, v);
		if (span_is_empty(source.speaker))
			source.speaker = agent_ahead(words, v);
		if (!span_is_empty(source.speaker))
			return source;
		shared = shared || !is_cue || shares_subject(words, v);
	}
	if (shared)
		source.speaker = first_phrase(words);
	return source;
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

/* Whether the sentence has no more than the one who is told: `"It is done." Marsh told the paper.` */
static bool only_tells(const struct words *words, uint32_t v)
{
	bool ends = words->at[words->n - 1].after == AFTER_STOP;
	if (!(words->at[v].what & WORD_TELLS) || !ends || words->n > v + 4)
		return false;
	tsl_span hearer = words->n > v + 1 ? phrase_from(words, v + 1) : (tsl_span){ 0, 0 };
	return hearer.end == words->at[words->n - 1].span.end;
}

/* "the minister from the party that governed": all words before a cue that ends its clause, where a phrase that goes on
 * with "that" opens them. */
static tsl_span long_subject(const struct words *words, uint32_t v)
{
	tsl_span phrase = phrase_from(words, 0);
	bool goes_on = false;
	if (span_is_empty(phrase) || words->at[0].what & WORD_PRONOUN || !ends_clause(words, v))
		return (tsl_span){ 0, 0 };
	while (v > 0 && words->at[v - 1].what & WORD_AUXILIARY)
		v--;
	for (uint32_t i = 0; i < v; i++) {
		if (words->at[i].after > AFTER_HYPHEN || words->at[i].what & (WORD_SPEECH | WORD_CUE))
			return (tsl_span){ 0, 0 };
		goes_on |= words->at[i].what & WORD_RELATIVE || is_word(words, i, "that");
	}
	return goes_on ? cue_span(words, 0, v - 1) : (tsl_span){ 0, 0 };
}

/*
 * The subject of the cue at v, behind the quotation. `apart` says that the quotation ended its sentence:
 * then the words only belong to it where they are a sentence of their own, as in `"We won!" Marsh said.`
 */
static tsl_span speaker_of_cue(const struct words *words, uint32_t v, bool apart)
{
	const tsl_span none = { 0, 0 };
	if (!v) {
		tsl_span inverted = phrase_or_name(words, 1);
		return apart && !words->whole ? none : inverted;
	}
	tsl_span subject = apart ? none : long_subject(words, v);
	if (!span_is_empty(subject))
		return subject;
	subject = subject_of(words, v);
	if (span_is_empty(subject))
		return none;
	uint32_t first = v;
	while (words->at[first].span.begin > subject.begin)
		first--;
	/* With nothing before it but, perhaps, what the name stands in apposition to: "the mayor, Anna Marsh, said". */
	tsl_span opening = phrase_from(words, 0);
	if (first && opening.end == subject.end)
		return opening;
	if (!first || opening.end == words->at[first - 1].span.end)
		return apart && words->at[v].after != AFTER_STOP && !only_tells(words, v) ? none : subject;
	return !apart && words->at[first - 1].after == AFTER_COMMA && ends_clause(words, v) ? subject : none;
}

static bool is_cue_behind(const struct words *words, uint32_t v)
{
	unsigned what = words->at[v].what;
	return what & WORD_CUE && (!(what & WORD_NEAR) || v <= 3);
}

/* `beside` says whether the cue is the first thing behind the mark. */
static struct source source_behind(const struct words *words, bool apart, bool *beside)
{
	struct source aside = { .verb = UINT32_MAX };
	for (uint32_t v = 0; v < words->n; v++) {
		if (is_according_to(words, v) && !apart && (!v || words->at[v - 1].after == AFTER_COMMA)) {
			*beside = !v;
			return (struct source){ phrase_from(words, v + 2), cue_span(words, v, v + 1), v, 0 };
		}
		if (!is_cue_behind(words, v))
			continue;
		tsl_span speaker = speaker_of_cue(words, v, apart);
		*beside = !v || speaker.begin == words->at[0].span.begin;
		struct source source = { speaker, cue_of(words, v), v, words->at[v].what };
		if (!span_is_empty(speaker) && !is_of_relative(words, v))
			return source;
		if (!span_is_empty(speaker) && aside.verb == UINT32_MAX)
			aside = source;
	}
	return aside;
}

/* "by the judge" of `was called "a disgrace" by the judge`. */
static tsl_span agent_behind(const struct words *words)
{
	bool by = words->n > 1 && is_word(words, 0, "by");
	return by ? phrase_from(words, 1) : (tsl_span){ 0, 0 };
}

/* ---- one quotation ---- */

/* Where the words around a quotation may be taken from. */
struct context {
	uint32_t from, to;
	uint32_t until; /* where the words before it end */
	bool joined;    /* `from` is the end of the quotation before, in the same sentence */
	bool apart;     /* a sentence ends with the quotation */
};

/* A quotation that ends with a full stop ends its sentence; an ellipsis does not. */
static bool ends_with_stop(tsl_str text, tsl_span inside)
{
	const char *end = text.at + inside.end;
	return end[-1] == '.' && !(inside.end - inside.begin > 1 && end[-2] == '.');
}

/* What the words before the quotation tell about its kind. */
static void look_before(const struct words *words, struct quotation *q, const struct source *before)
{
	q->follows = words->whole && q->follows;
	q->first = !words->n;
	if (q->first)
		return;
	const struct word *last = &words->at[words->n - 1];
	q->before = last->what;
	q->handed = last->after == AFTER_COMMA || last->after == AFTER_COLON;
	q->beside = before->verb + 1 == words->n;
	if (is_so_called(words)) {
		q->kind = QUOTE_SCARE;
		q->cue = cue_span(words, words->n - 2, words->n - 1);
	}
}

static void take(struct quotation *q, const struct source *source)
{
	q->speaker = source->speaker;
	q->cue = source->cue;
	q->cue_is = source->what;
}

/* `"I stay" — Irena Kolb`, to the end of the line. */
static tsl_span signature(const struct words *words, uint32_t at)
{
	tsl_str text = words->text;
	while (at < text.len && text.at[at] == ' ')
		at++;
	bool dash = at + 3 < text.len &&
		    (!memcmp(text.at + at, "\xE2\x80\x94", 3) || !memcmp(text.at + at, "\xE2\x80\x93", 3));
	tsl_span phrase = dash && words->n ? phrase_from(words, 0) : (tsl_span){ 0, 0 };
	bool name = !span_is_empty(phrase) && words->at[0].what & WORD_CAPITAL;
	bool ends = phrase.end >= text.len || text.at[phrase.end] == '\n' || text.at[phrase.end] == ',';
	return name && ends ? phrase : (tsl_span){ 0, 0 };
}

/* `Kolb: "I stay"`: the headline's way. */
static tsl_span before_colon(const struct words *words)
{
	if (!words->n || words->at[words->n - 1].after != AFTER_COLON)
		return (tsl_span){ 0, 0 };
	tsl_span phrase = phrase_from(words, 0);
	if (words->n < 7 && phrase.end == words->at[words->n - 1].span.end)
		return phrase;
	/* `She had one more wish: "…"` */
	phrase = first_phrase(words);
	for (uint32_t i = 0; i < words->n; i++)
		if (words->at[i].span.end == phrase.end)
			return words->at[i].what & (WORD_PRONOUN | WORD_CAPITAL) ? phrase : (tsl_span){ 0, 0 };
	return (tsl_span){ 0, 0 };
}

/* Past the mark of `"Is it safe"? asked Reed.`, where the sentence goes on. */
static uint32_t behind_mark(tsl_str text, uint32_t at)
{
	bool mark = at + 2 < text.len && (text.at[at] == '?' || text.at[at] == '!');
	return mark && text.at[at + 1] == ' ' && char_is_lower((unsigned char)text.at[at + 2]) ? at + 1 : at;
}

/* Names the speaker from the words around, which are read into `words`. */
static void name_speaker(struct words *words, struct quotation *q, const struct context *c)
{
	bool beside = false;
	words_before(words, c->from, c->until);
	struct source before = source_before(words), behind = { .verb = UINT32_MAX };
	q->follows = c->joined;
	look_before(words, q, &before);
	if (before.verb == UINT32_MAX)
		before.speaker = before_colon(words);
	if (span_is_empty(before.speaker) || !hands_over(words, before.verb)) {
		words_after(words, behind_mark(words->text, q->outside.end), c->to);
		behind = source_behind(words, c->apart || ends_with_stop(words->text, q->inside), &beside);
		if (span_is_empty(behind.speaker) && before.verb != UINT32_MAX && span_is_empty(before.speaker))
			before.speaker = agent_behind(words);
	}
	if (before.verb == UINT32_MAX && span_is_empty(before.speaker) && span_is_empty(behind.speaker))
		behind.speaker = signature(words, q->outside.end);
	bool told_behind = !span_is_empty(behind.speaker);
	q->led = !span_is_empty(before.speaker) && !(beside && told_behind);
	q->closed = !q->led && told_behind && words->whole;
	q->leading = q->led || (!told_behind && before.verb != UINT32_MAX);
	q->beside = q->leading ? q->beside : beside && told_behind;
	if (q->kind != QUOTE_SCARE)
		take(q, q->leading ? &before : &behind);
}

/* ---- all of them ---- */

/* `The mayor told the council:` may stand in the paragraph before: the words before the quotation then end there. */
static uint32_t until_colon(tsl_str text, uint32_t from, uint32_t begin)
{
	uint32_t at = begin;
	bool apart = false;
	while (at > from && char_is_space((unsigned char)text.at[at - 1]))
		apart |= text.at[--at] == '\n';
	bool hands_over = at > from && text.at[at - 1] == ':';
	return apart && hands_over ? at : begin;
}

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
	c.until = until_colon(text, last_end, q->outside.begin);
	if (c.until < q->outside.begin)
		c.from = last_end;
	return c;
}

void name_speakers(const struct lexicon *lexicon, tsl_str text, const struct layers *layers, struct quotations all)
{
	struct words words = { .lexicon = lexicon, .layers = layers, .text = text };
	uint32_t next = 0;
	for (uint32_t i = 0; i < all.n; i++) {
		struct context c = context_of(layers->sentences, &next, all, i, text);
		name_speaker(&words, &all.at[i], &c);
		if (i && span_is_empty(all.at[i].speaker))
			inherit_speaker(text, &all.at[i - 1], &all.at[i]);
	}
	for (uint32_t i = all.n; i-- > 1;)
		if (span_is_empty(all.at[i - 1].speaker) && is_continued(text, &all.at[i - 1])) {
			all.at[i - 1].speaker = all.at[i].speaker;
			all.at[i - 1].cue = all.at[i].cue;
		}
}
