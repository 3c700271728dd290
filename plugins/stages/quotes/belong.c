/* Quotations whose speaker another one has: halves of a sentence, lists, paragraphs of one speech. */
#include "quotes.h"

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

bool is_continued(tsl_str text, const struct quotation *q)
{
	uint32_t lines = q->unclosed ? lines_between(text, q->outside.end, q[1].outside.begin) : UINT32_MAX;
	return lines > 0 && lines < UINT32_MAX;
}

/* The second half of `"A," said Lund, "b."`: nothing but who says the first stands between, in the same sentence. */
static bool is_second_half(const struct quotation *last, const struct quotation *q)
{
	bool between = last->cue.begin >= last->outside.end && last->cue.end <= q->outside.begin;
	return q->follows && q->handed && last->beside && !last->leading && between;
}

void inherit_speaker(tsl_str text, const struct quotation *last, struct quotation *q)
{
	bool list = last->led && q->follows;
	if (is_second_half(last, q)) {
		q->speaker = last->speaker;
		q->cue = last->cue;
		q->cue_is = last->cue_is;
		q->leading = q->beside = false;
		return;
	}
	bool resumed = last->closed && !has_line_end(text, last->outside.end, q->outside.begin);
	if (!list && !resumed && !is_continued(text, last))
		return;
	q->speaker = last->speaker;
	if (list && span_is_empty(q->cue)) {
		q->cue = last->cue;
		q->cue_is = last->cue_is;
	}
	q->led = list;
}
