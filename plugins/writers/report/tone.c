#include "report.h"

/* Puts the `most` rows with the strongest tone of that sign into `best`, strongest first; returns how many there are.
 */
static uint32_t strongest(const double *tone, uint32_t n, double sign, uint32_t most, uint32_t best[REPORT_MOST])
{
	uint32_t used = 0;
	for (uint32_t i = 0; i < n && most; i++) {
		double strength = sign * tone[i];
		if (!(strength > 0) || (used == most && !(strength > sign * tone[best[used - 1]])))
			continue;
		uint32_t at = used == most ? used - 1 : used++;
		for (; at && sign * tone[best[at - 1]] < strength; at--)
			best[at] = best[at - 1];
		best[at] = i;
	}
	return used;
}

static void show_strongest(struct page *p, tsl_rows rows, const double *tone, double sign, const char *label)
{
	uint32_t best[REPORT_MOST];
	uint32_t n = strongest(tone, rows.n, sign, (uint32_t)p->self->sentences, best);
	line_begin(&p->line, label);
	if (!n)
		line_put(&p->line, "none");
	for (uint32_t i = 0; i < n; i++) {
		if (i)
			line_begin(&p->line, "");
		line_score(&p->line, tone[best[i]]);
		line_put(&p->line, "  ");
		line_text(&p->line, page_text(p, rows.at[best[i]]), LINE_WIDTH - p->line.column);
	}
}

void show_tone(struct page *p)
{
	const report *self = p->self;
	if (!self->tone.f || !self->sentences)
		return;
	tsl_rows rows = p->host->rows(p->doc, self->sentence);
	const double *tone = p->host->reals(p->doc, self->tone);
	show_strongest(p, rows, tone, 1, "positive");
	show_strongest(p, rows, tone, -1, "negative");
}
