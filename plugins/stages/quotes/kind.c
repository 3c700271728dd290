/* Tells what kind a quotation in marks is, from its own words and from what stands beside it. */
#include "quotes.h"

/* What the words inside the marks look like. */
struct look {
	uint32_t n;       /* words, at most MOST_LOOKED */
	uint32_t big;     /* that begin with a capital or a digit */
	uint32_t small;   /* that do not, and would in a title */
	bool capital;     /* the first one does */
	bool second_big;  /* the second one does */
	bool ends_clause; /* . , ! ? … before the closing mark, or , ! ? right behind it */
	bool ends_sentence;
	bool is_clause; /* it has the verb of a clause */
};

enum { MOST_LOOKED = 40, LONGEST_TITLE = 9, FEW_LOOKED = 12 };

static bool ends_with(tsl_str text, uint32_t end, const char *marks)
{
	return end && text.at[end - 1] && strchr(marks, text.at[end - 1]);
}

/* `"Now", she said`, `"Now"? she asked` */
static bool is_mark_behind(tsl_str text, uint32_t at)
{
	return at < text.len && (text.at[at] == ',' || text.at[at] == '?' || text.at[at] == '!');
}

static bool has_finite(const struct words *words)
{
	unsigned what = 0;
	for (uint32_t i = 0; i < words->n; i++)
		what |= words->at[i].what;
	return what & WORD_FINITE;
}

/* Once there are more words than in a title, all that is to be known is whether a verb is among them. */
static void look_at(struct words *words, const struct quotation *q, struct look *look)
{
	tsl_str text = words->text;
	words_at_most(words, q->inside.begin, q->inside.end, FEW_LOOKED);
	if (words->n == FEW_LOOKED && !has_finite(words))
		words_at_most(words, q->inside.begin, q->inside.end, MOST_LOOKED);
	*look = (struct look){ 0 };
	for (; look->n < words->n && look->n < MOST_LOOKED; look->n++) {
		const struct word *w = &words->at[look->n];
		bool big = w->what & WORD_CAPITAL || char_is_digit((unsigned char)text.at[w->span.begin]);
		look->big += big;
		look->small += !big && (w->span.end - w->span.begin > 4 ||
					!(w->what & (WORD_FUNCTION | WORD_DETERMINER | WORD_LINK)));
		look->capital |= big && !look->n;
		look->second_big |= big && look->n == 1;
		look->is_clause |= !!(w->what & WORD_FINITE);
	}
	bool ellipsis = q->inside.end - q->inside.begin > 3 && !memcmp(text.at + q->inside.end - 3, "\xE2\x80\xA6", 3);
	look->ends_sentence = ends_with(text, q->inside.end, ".!?") || ellipsis;
	look->ends_clause = look->ends_sentence || ends_with(text, q->inside.end, ",") ||
			    is_mark_behind(text, q->outside.end);
}

/* "The Long Way Home", or "Ashes" behind the word novel. */
static bool is_title(const struct quotation *q, const struct look *look)
{
	bool titled = !q->first && q->before & WORD_TITLED;
	bool named = q->cue_is & WORD_NAMES && !(q->leading && q->beside);
	if (!look->capital || look->n > LONGEST_TITLE || named)
		return false;
	if (titled)
		return true;
	bool sentence = look->ends_sentence && (look->is_clause || q->first);
	if (q->cue_is & WORD_NAMES) /* a show called "Late Light" */
		return look->n > 1 && look->big > 1 && !look->small;
	bool speech = q->handed || sentence || (q->first && look->ends_clause) || (q->beside && !q->leading);
	return !speech && look->n > 1 && look->big > 1 && !look->small;
}

/* Tom "Tank" Reed */
static bool is_nickname(tsl_str text, const struct quotation *q, const struct look *look)
{
	uint32_t end = q->outside.end;
	bool between = !q->first && q->before & WORD_CAPITAL && !(q->before & WORD_FUNCTION) && !q->handed;
	return between && look->n && look->n < 3 && look->capital && end + 1 < text.len && text.at[end] == ' ' &&
	       char_is_upper((unsigned char)text.at[end + 1]);
}

/* Whether the clause around it ends with the quotation. */
static bool ends_outside(tsl_str text, const struct quotation *q)
{
	uint32_t at = q->outside.end;
	return at >= text.len || strchr(".,;!?\n", text.at[at]);
}

/* A sentence that begins with its own capital: `told them "We go"`, but not `the "Great Leap" plan`. */
static bool is_sentence(const struct quotation *q, const struct look *look)
{
	unsigned joined = WORD_DETERMINER | WORD_LINK | WORD_FUNCTION;
	bool apart = q->first || q->handed || !(q->before & joined);
	return look->capital && apart && look->n > 1 && !look->second_big && (look->is_clause || look->ends_sentence);
}

static enum quote_kind kind_with_cue(tsl_str text, const struct quotation *q, const struct look *look)
{
	if (q->first && look->capital && look->ends_sentence) /* "No," she said. "Never." */
		return QUOTE_DIRECT;
	if (q->first && look->ends_clause && (q->beside || look->n > 3 || look->is_clause))
		return QUOTE_DIRECT;
	if (q->cue_is & WORD_NAMES && !(q->handed && look->capital))
		return QUOTE_PARTIAL;
	if (q->handed && (q->leading || look->capital || look->ends_sentence) && look->n)
		return q->leading && !look->capital && !look->ends_clause && !ends_outside(text, q) ? QUOTE_PARTIAL
												    : QUOTE_DIRECT;
	if (q->leading && q->beside && (look->capital || (ends_outside(text, q) || look->ends_sentence)))
		return look->capital && look->second_big && !look->ends_clause ? QUOTE_PARTIAL : QUOTE_DIRECT;
	if (!q->leading && q->beside && look->ends_clause && look->capital)
		return QUOTE_DIRECT;
	return is_sentence(q, look) ? QUOTE_DIRECT : QUOTE_PARTIAL;
}

static enum quote_kind kind_without_cue(const struct quotation *q, const struct look *look)
{
	if (look->capital && (q->first || q->handed) && (look->ends_sentence || look->n > 3))
		return QUOTE_DIRECT;
	return is_sentence(q, look) && look->n > 3 ? QUOTE_DIRECT : QUOTE_SCARE;
}

/* `dubbed "the bill"` by nobody: it is called so, and nobody speaks. */
static bool is_just_named(const struct quotation *q)
{
	return q->leading && q->beside && q->cue_is & WORD_NAMES && span_is_empty(q->speaker);
}

static enum quote_kind kind_of(tsl_str text, const struct quotation *q, const struct look *look)
{
	if (!look->n || is_title(q, look) || is_nickname(text, q, look))
		return QUOTE_NONE;
	bool told = !span_is_empty(q->cue) && (q->beside || q->cue_is & WORD_NAMES) && !is_just_named(q);
	if (!span_is_empty(q->speaker) || told)
		return kind_with_cue(text, q, look);
	return q->unclosed ? QUOTE_DIRECT : kind_without_cue(q, look);
}

/* The second half of "A," she said, "b." is direct as the first is, whatever it begins with: they share a sentence. */
static bool resumes(tsl_str text, const struct quotation *last, const struct quotation *q)
{
	uint32_t between = q->outside.begin - last->outside.end;
	return last->kind == QUOTE_DIRECT && q->handed && q->follows && !q->leading && between < MOST_CONTEXT &&
	       !memchr(text.at + last->outside.end, '\n', between);
}

static void tell_kind(struct words *words, const struct quotation *last, struct quotation *q)
{
	struct look look;
	if (q->kind == QUOTE_SCARE) { /* so-called */
		q->speaker = (tsl_span){ 0, 0 };
		return;
	}
	look_at(words, q, &look);
	q->kind = (uint8_t)kind_of(words->text, q, &look);
	if (last && q->kind != QUOTE_NONE && (resumes(words->text, last, q) || last->unclosed))
		q->kind = QUOTE_DIRECT;
	if (q->kind == QUOTE_SCARE || (q->kind == QUOTE_DIRECT && span_is_empty(q->speaker)))
		q->cue = (tsl_span){ 0, 0 };
}

struct quotations tell_kinds(const struct lexicon *lexicon, tsl_str text, const struct layers *layers,
			     struct quotations all)
{
	struct words words = { .lexicon = lexicon, .layers = layers, .text = text };
	struct quotations kept = { all.at, 0 };
	for (uint32_t i = 0; i < all.n; i++) {
		struct quotation q = all.at[i];
		tell_kind(&words, kept.n ? &kept.at[kept.n - 1] : NULL, &q);
		if (q.kind != QUOTE_NONE)
			kept.at[kept.n++] = q;
	}
	return kept;
}
