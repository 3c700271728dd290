/*
 * Makes quotations of marks: one pass, in which a mark is either outside of all quotations or inside the
 * one that is open. Marks of another kind inside are ignored, so only outermost quotations are found.
 */
#include "quotes.h"

struct pairing {
	const tsl_host *host;
	tsl_document *doc;
	tsl_str text;
	struct marks marks;
	const struct mark *open;  /* of the quotation that is open, or NULL */
	const struct mark *close; /* its end where that is known: of single marks */
	bool inner;               /* a mark of the other double kind has opened inside */
	uint32_t line;            /* where the line begins */
	uint32_t line_end;        /* where it ends if no mark ends it; 0 where it has not come to such a line end yet */
	struct quotations out;
	uint32_t room;
};

static void push(struct pairing *p, struct quotation quotation)
{
	if (p->out.n == p->room) {
		p->room = p->room ? p->room * 2 : 32;
		struct quotation *larger = p->host->alloc(p->doc, p->room * sizeof *larger);
		if (p->out.n)
			memcpy(larger, p->out.at, p->out.n * sizeof *larger);
		p->out.at = larger;
	}
	p->out.at[p->out.n++] = quotation;
}

static tsl_span trim(tsl_str text, tsl_span span)
{
	unsigned size;
	while (span.begin < span.end && point_is_space(char_decode(text.at + span.begin, &size)))
		span.begin += size;
	while (span.begin < span.end) {
		const char *last = char_before(text.at, text.at + span.end);
		if (!point_is_space(char_decode(last, &size)))
			break;
		span.end -= size;
	}
	return span;
}

/* Ends the open quotation at a mark, or before `at` where no mark ends it. */
static void finish(struct pairing *p, const struct mark *mark, uint32_t at)
{
	struct quotation q = { .unclosed = !mark };
	q.inside = trim(p->text, (tsl_span){ p->open->end, mark ? mark->begin : at });
	q.outside = (tsl_span){ p->open->begin, mark ? mark->end : q.inside.end };
	bool tex = p->open->kind == MARK_TEX_OPEN; /* two grave accents that nothing closes are no mark */
	if (q.inside.begin < q.inside.end && (mark || !tex))
		push(p, q);
	p->open = NULL;
}

static void finish_unclosed(struct pairing *p, uint32_t at)
{
	finish(p, NULL, p->line_end ? p->line_end : at);
}

/*
 * The end of a quotation in single marks, or NULL. The first mark that can only be its end is taken; where
 * there is none, the first that may be an apostrophe too. The search goes no further than the next opening
 * single mark, so all searches together read each mark once.
 */
static const struct mark *single_close(const struct pairing *p, const struct mark *open)
{
	const struct mark *maybe = NULL, *end = p->marks.at + p->marks.n;
	for (const struct mark *m = open + 1; m < end && m->kind != MARK_BLANK; m++) {
		if (m->kind == MARK_SINGLE_OPEN && m->opens)
			break;
		if (maybe && m->surely && m->opens)
			break;
		if (m->kind != MARK_SINGLE_CLOSE)
			continue;
		if (m->surely)
			return m;
		if (!maybe)
			maybe = m;
	}
	return maybe;
}

/*
 * `We stay," she said.`: the opening mark is missing. What stands before is a quotation where punctuation tells
 * that the mark closes one, and nothing else is quoted in the line.
 */
static bool closes_line(const struct pairing *p, const struct mark *mark)
{
	bool two = mark->kind == MARK_STRAIGHT || mark->kind == MARK_CURLY_CLOSE;
	uint32_t last_end = p->out.n ? p->out.at[p->out.n - 1].outside.end : 0;
	if (!two || !mark->closes || mark->begin == p->line || (p->out.n && last_end > p->line))
		return false;
	return strchr(",.!?", p->text.at[mark->begin - 1]) && p->text.at[mark->begin - 1];
}

static void finish_line(struct pairing *p, const struct mark *mark)
{
	struct quotation q = { .inside = trim(p->text, (tsl_span){ p->line, mark->begin }) };
	q.outside = (tsl_span){ q.inside.begin, mark->end };
	if (q.inside.begin < q.inside.end)
		push(p, q);
}

/* A single mark that nothing closes is an apostrophe, unless it stands where a speech begins. */
static void start(struct pairing *p, const struct mark *mark)
{
	if (!mark->opens)
		return;
	const struct mark *close = mark->kind == MARK_SINGLE_OPEN ? single_close(p, mark) : NULL;
	if (mark->kind == MARK_SINGLE_OPEN && !close && !mark->leads)
		return;
	p->open = mark;
	p->close = close;
	p->line_end = 0;
	p->inner = false;
}

/*
 * Straight and curly marks get mixed: "like this”. A closing mark of the other kind ends the quotation
 * unless one of its kind has opened inside.
 */
static bool ends_mixed(struct pairing *p, const struct mark *mark, uint8_t opening, uint8_t closing)
{
	if (mark->kind == opening && mark->surely) {
		p->inner = true;
		return false;
	}
	if (mark->kind != closing || !mark->closes)
		return false;
	bool ends = !p->inner;
	p->inner = false;
	return ends;
}

static bool ends_open(struct pairing *p, const struct mark *mark)
{
	switch (p->open->kind) {
	case MARK_STRAIGHT:
		return (mark->kind == MARK_STRAIGHT && mark->closes) ||
		       ends_mixed(p, mark, MARK_CURLY_OPEN, MARK_CURLY_CLOSE);
	case MARK_CURLY_OPEN:
		return mark->kind == MARK_CURLY_CLOSE || ends_mixed(p, mark, MARK_STRAIGHT, MARK_STRAIGHT);
	case MARK_LOW_OPEN:
		return mark->kind == MARK_CURLY_OPEN || mark->kind == MARK_CURLY_CLOSE;
	case MARK_ANGLE_OPEN:
		return mark->kind == MARK_ANGLE_CLOSE && mark->closes;
	case MARK_ANGLE_CLOSE:
		return mark->kind == MARK_ANGLE_OPEN && mark->closes;
	case MARK_TEX_OPEN:
		return mark->kind == MARK_TEX_CLOSE || (mark->kind == MARK_STRAIGHT && mark->closes);
	default:
		return mark == p->close;
	}
}

static void step(struct pairing *p, const struct mark *mark)
{
	bool line = mark->kind == MARK_BLANK || mark->kind == MARK_LINE;
	if (line)
		p->line = mark->end;
	if (!p->open && closes_line(p, mark)) {
		finish_line(p, mark);
	} else if (!p->open) {
		start(p, mark);
	} else if (mark->kind == MARK_BLANK) {
		finish_unclosed(p, mark->begin);
	} else if (mark->kind == MARK_LINE) {
		if (!p->line_end && mark->ends_sentence)
			p->line_end = mark->begin;
	} else if (ends_open(p, mark)) {
		finish(p, mark, 0);
	} else if (mark->kind == p->open->kind && mark->opens) {
		/* A second opening mark: the writer forgot to close the first, or began a new paragraph. */
		finish_unclosed(p, mark->begin);
		start(p, mark);
	}
}

struct quotations pair_marks(const tsl_host *host, tsl_document *doc, tsl_str text, struct marks marks)
{
	struct pairing p = { .host = host, .doc = doc, .text = text, .marks = marks };
	for (uint32_t i = 0; i < marks.n; i++)
		step(&p, &marks.at[i]);
	if (p.open)
		finish_unclosed(&p, (uint32_t)text.len);
	return p.out;
}
