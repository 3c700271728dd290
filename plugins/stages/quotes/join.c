/* Puts the rows in order, and hands speakers on to direct quotations that name none. */
#include "quotes.h"

enum { MOST_GAP = 240 }; /* bytes between two quotations of one speaker */

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

/* Whether the speaker of `last` is the one who goes on: no more than the end of his sentence stands between. */
static bool goes_on(tsl_str text, const struct quotation *last, const struct quotation *q)
{
	uint32_t from = last->outside.end, to = q->outside.begin;
	if (to < from || to - from > MOST_GAP)
		return false;
	bool apart = from < to && memchr(text.at + from, '\n', to - from);
	bool asked = last->kind == QUOTE_DIRECT && text.at[last->inside.end - 1] == '?';
	return !(apart && asked) && stops_in(text, from, to) <= 1;
}

void hand_on_speakers(tsl_str text, struct quotations all)
{
	const struct quotation *last = NULL; /* the last one that somebody says */
	for (uint32_t i = 0; i < all.n; i++) {
		struct quotation *q = &all.at[i];
		bool alone = q->kind == QUOTE_DIRECT && q->first && span_is_empty(q->speaker);
		if (alone && last && goes_on(text, last, q))
			q->speaker = last->speaker;
		bool inner = last && q->outside.end < last->outside.end;
		if (q->kind != QUOTE_SCARE && !inner)
			last = span_is_empty(q->speaker) ? NULL : q;
	}
}
