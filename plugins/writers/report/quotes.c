#include "report.h"
#include "tally.h"

enum { LONGEST_SPEAKER = 40 };

/* The longest says most: others are often a word or two. */
static tsl_span longest(const struct tally *speaker, tsl_rows rows)
{
	tsl_span best = rows.at[speaker->rows[0]];
	for (uint32_t i = 1; i < speaker->n; i++) {
		tsl_span span = rows.at[speaker->rows[i]];
		if (span.end - span.begin > best.end - best.begin)
			best = span;
	}
	return best;
}

/* Putin, 3 times: "We have..." */
static void show_speaker(struct page *p, const struct tally *speaker, tsl_rows rows)
{
	line_text(&p->line, speaker->name, LONGEST_SPEAKER);
	if (speaker->n > 1) {
		line_put(&p->line, ", ");
		page_count(p, speaker->n, "time");
	}
	line_put(&p->line, ": \"");
	line_text(&p->line, page_text(p, longest(speaker, rows)), LINE_WIDTH - 1 - p->line.column);
	line_put(&p->line, "\"");
}

/* What is not shown: those who are quoted less often, and quotations of nobody. */
static void show_rest(struct page *p, uint32_t speakers, uint32_t unnamed, bool first)
{
	if (speakers) {
		line_begin(&p->line, "");
		line_put(&p->line, "and ");
		page_count(p, speakers, "more speaker");
	}
	if (!unnamed)
		return;
	if (!first) {
		line_begin(&p->line, "");
		line_put(&p->line, "and ");
	}
	page_count(p, unnamed, "quotation");
	line_put(&p->line, " without a named speaker");
}

void show_quotes(struct page *p)
{
	const report *self = p->self;
	if (!self->quote.f || !self->quotes)
		return;
	tsl_rows rows = p->host->rows(p->doc, self->quote);
	const tsl_str *names = p->host->texts(p->doc, self->speaker);
	struct tallies speakers = tally_texts(p->host, p->doc, names, names ? rows.n : 0);
	uint32_t shown = 0, unnamed = rows.n;
	line_begin(&p->line, "quoted");
	if (!rows.n)
		line_put(&p->line, "nobody");
	for (uint32_t i = 0; i < speakers.n; i++)
		unnamed -= speakers.at[i].n;
	for (; shown < speakers.n && shown < (uint32_t)self->quotes; shown++) {
		if (shown)
			line_begin(&p->line, "");
		show_speaker(p, &speakers.at[shown], rows);
	}
	show_rest(p, speakers.n - shown, unnamed, !shown);
}
