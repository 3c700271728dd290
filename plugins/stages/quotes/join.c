/* Puts the rows in order, and hands speakers on to direct quotations that name none. */
#include "quotes.h"

/* Bytes between two quotations of one speaker, and words of one in a paragraph of its own. */
enum { MOST_GAP = 240, FEWEST_WORDS = 3 };

static bool stands_before(const struct quotation *a, const struct quotation *b)
{
	if (a->inside.begin != b->inside.begin)
		return a->inside.begin < b->inside.begin;
	return a->inside.end < b->inside.end;
}

struct quotations merge_quotations(const tsl_host *host, tsl_document *doc, struct quotations a, struct quotations b)
{
	struct quotations all = { NULL, 0 };
	uint32_t i = 0, k = 0;
	if (!b.n)
		return a;
	all.at = host->alloc(doc, (a.n + b.n) * sizeof *all.at);
	while (i < a.n || k < b.n) {
		bool first = k == b.n || (i < a.n && stands_before(&a.at[i], &b.at[k]));
		all.at[all.n++] = first ? a.at[i++] : b.at[k++];
	}
	return all;
}

/* Sentences that end in a piece of text. */
static uint32_t stops_in(tsl_str text, uint32_t from, uint32_t to)
{
	uint32_t stops = 0;
	for (uint32_t at = from; at < to; at++) {
		bool stop = text.at[at] == '.' || text.at[at] == '!' || text.at[at] == '?';
		stops += stop && (at + 1 >= to || char_is_space((unsigned char)text.at[at + 1]));
	}
	return stops;
}

static bool has_line_end(tsl_str text, uint32_t from, uint32_t to)
{
	return from < to && memchr(text.at + from, '\n', to - from);
}

/* Whether a line end and no more than white space stands there. */
static bool is_next_line(tsl_str text, uint32_t from, uint32_t to)
{
	uint32_t at = from;
	while (at < to && char_is_space((unsigned char)text.at[at]))
		at++;
	return at == to && has_line_end(text, from, to);
}

/* Whether the next row is a quotation too, with no more than a line end between. */
static bool has_next_line(tsl_str text, const struct quotation *q, const struct quotation *end)
{
	bool alone = q + 1 < end && q[1].kind == QUOTE_DIRECT && span_is_empty(q[1].speaker);
	return alone && is_next_line(text, q->outside.end, q[1].outside.begin);
}

static bool has_words(tsl_str text, tsl_span span, unsigned fewest)
{
	unsigned n = 1;
	for (uint32_t at = span.begin; at < span.end && n < fewest; at++)
		n += text.at[at] == ' ';
	return n >= fewest;
}

/*
 * Whether a paragraph that is no more than a quotation goes on with the speech of the one above: not where an answer is
 * to be expected, where it is as short as an answer, where its end is not known, or where lines of that kind follow
 * each other as in a dialogue.
 */
static bool goes_on_below(tsl_str text, const struct quotation *last, const struct quotation *q,
			  const struct quotation *end)
{
	bool asked = last->kind == QUOTE_DIRECT && text.at[last->inside.end - 1] == '?';
	bool next = has_next_line(text, q, end);
	if (last->unclosed && is_next_line(text, last->outside.end, q->outside.begin))
		return true;
	if (asked || span_is_empty(last->cue) || !has_words(text, q->inside, FEWEST_WORDS))
		return false;
	return q->unclosed ? next : !next;
}

/* Whether a paragraph begins at `at`: what stands before it in its own may name somebody else. */
static bool begins_line(tsl_str text, uint32_t from, uint32_t at)
{
	while (at > from && text.at[at - 1] == ' ')
		at--;
	return at > from && text.at[at - 1] == '\n';
}

/* Whether the speaker of `last` is the one who goes on: no more than the end of his sentence stands between. */
static bool goes_on(tsl_str text, const struct quotation *last, const struct quotation *q, const struct quotation *end)
{
	uint32_t from = last->outside.end, to = q->outside.begin;
	if (to < from || to - from > MOST_GAP)
		return false;
	if (has_line_end(text, from, to) && !(begins_line(text, from, to) && goes_on_below(text, last, q, end)))
		return false;
	return stops_in(text, from, to) <= 1;
}

void hand_on_speakers(tsl_str text, struct quotations all)
{
	const struct quotation *last = NULL; /* the last one that somebody says */
	for (uint32_t i = 0; i < all.n; i++) {
		struct quotation *q = &all.at[i];
		bool alone = q->kind == QUOTE_DIRECT && q->first && span_is_empty(q->speaker);
		if (alone && last && goes_on(text, last, q, all.at + all.n))
			q->speaker = last->speaker;
		bool inner = last && q->outside.end < last->outside.end;
		if (q->kind != QUOTE_SCARE && !inner)
			last = span_is_empty(q->speaker) ? NULL : q;
	}
}
