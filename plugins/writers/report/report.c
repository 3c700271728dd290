/*
 * report: a short summary of each document, for a person at a terminal.
 *
 * It shows what the pipeline has found and leaves out what it does not look for.
 */
#include "report.h"
#include "tally.h"

#include <string.h>

enum { MOST_REASONS = 12, LONGEST_REASON = 24 };

static const tsl_option options[] = {
	TSL_OPTION(report, sentences, .def = "3", .min = 0, .max = REPORT_MOST,
		   .doc = "How many sentences to show of the most positive, and of the most negative ones."),
	TSL_OPTION(report, quotes, .def = "5", .min = 0, .max = REPORT_MOST,
		   .doc = "How many of those who are quoted to show, the most quoted first."),
};

static const tsl_field fields[] = {
	TSL_USES(report, sentiment, "documents.sentiment"),
	TSL_USES(report, sentence, "sentences"),
	TSL_USES(report, tone, "sentences.sentiment"),
	TSL_USES(report, quote, "quotes"),
	TSL_USES(report, speaker, "quotes.speaker"),
	TSL_USES(report, mention, "mentions"),
	TSL_USES(report, mention_kind, "mentions.kind"),
	TSL_USES(report, target, "mentions.target"),
	TSL_USES(report, stance, "mentions.stance"),
	TSL_USES(report, label, "mentions.stance_label"),
	TSL_USES(report, removed, "removed"),
	TSL_USES(report, reason, "removed.reason"),
	TSL_USES(report, speaker_target, "quotes.speaker_target"),
	TSL_USES(report, quote_kind, "quotes.kind"),
};

tsl_str page_text(const struct page *p, tsl_span span)
{
	return (tsl_str){ p->host->text(p->doc).at + span.begin, span.end - span.begin };
}

void page_count(struct page *p, uint64_t n, const char *one)
{
	line_count(&p->line, n);
	line_put(&p->line, " ");
	line_put(&p->line, one);
	if (n != 1)
		line_put(&p->line, "s");
}

/* ---- the parts ---- */

static void show_heading(struct page *p)
{
	const double *tone = p->host->reals(p->doc, p->self->sentiment);
	line_text(&p->line, p->host->id(p->doc), LINE_WIDTH - 20);
	if (tone && *tone == *tone) {
		line_put(&p->line, "  sentiment ");
		line_score(&p->line, *tone);
	}
	unsigned width = p->line.column;
	line_end(&p->line);
	while (p->line.column < width)
		line_put(&p->line, "-");
}

static void show_reasons(struct page *p, uint32_t n)
{
	const tsl_str *reasons = p->host->texts(p->doc, p->self->reason);
	if (!reasons)
		return;
	struct tallies t = tally_texts(p->host, p->doc, reasons, n);
	for (uint32_t i = 0; i < t.n && i < MOST_REASONS; i++) {
		line_put(&p->line, i ? "," : ":");
		line_next(&p->line, LONGEST_REASON + 12);
		line_text(&p->line, t.at[i].name, LONGEST_REASON);
		line_put(&p->line, " ");
		line_count(&p->line, t.at[i].n);
	}
	if (t.n > MOST_REASONS)
		line_put(&p->line, ", ...");
}

static void show_removed(struct page *p)
{
	if (!p->self->removed.f)
		return;
	tsl_rows rows = p->host->located(p->doc, p->self->removed, TSL_CODEPOINTS, true);
	uint64_t size = 0;
	for (uint32_t i = 0; i < rows.n; i++)
		size += rows.at[i].end - rows.at[i].begin;
	line_begin(&p->line, "removed");
	if (!rows.n) {
		line_put(&p->line, "nothing");
		return;
	}
	page_count(p, rows.n, "passage");
	line_put(&p->line, ", ");
	page_count(p, size, "character");
	show_reasons(p, rows.n);
}

static tsl_status encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const void *config)
{
	struct page p = { host, doc, config, { host, out, 0 } };
	show_heading(&p);
	show_removed(&p);
	show_tone(&p);
	show_quotes(&p);
	show_stance(&p);
	line_end(&p.line);
	line_end(&p.line);
	return TSL_OK;
}

TSL_WRITER{
	.name = "report",
	.version = "0.1.0",
	.summary = "Writes a short summary of each document, for a person at a terminal.",
	.config_size = sizeof(report),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.encode = encode,
};
