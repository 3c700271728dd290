#include "report.h"
#include "tally.h"

#include <string.h>

#include "chars.h"

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

/* A pronoun that is linked to nobody, without its capital; NULL for any other name. */
static const char *pronoun_of(tsl_str name)
{
	static const char *const words[] = { "he", "she", "they" };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]), same = 0;
		while (name.len == n && same < n && char_lower(name.at[same]) == words[i][same])
			same++;
		if (same == n)
			return words[i];
	}
	return NULL;
}

/* Putin, 3 times: "We have..." */
static void show_speaker(struct page *p, const struct tally *speaker, tsl_rows rows)
{
	const char *pronoun = pronoun_of(speaker->name);
	if (pronoun) {
		line_put(&p->line, pronoun);
		line_put(&p->line, " (not known who)");
	} else {
		line_text(&p->line, speaker->name, LONGEST_SPEAKER);
	}
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

/* Who is quoted by each row: the target where the speaker is one. Marks around a word that nobody is quoted with count
 * as no row. */
static const tsl_str *speakers_of(struct page *p, uint32_t n, uint32_t *quoted)
{
	const report *self = p->self;
	const tsl_str *names = p->host->texts(p->doc, self->speaker),
		      *targets = p->host->texts(p->doc, self->speaker_target);
	const tsl_str *kinds = p->host->texts(p->doc, self->quote_kind);
	tsl_str *all = p->host->alloc(p->doc, (n + 1) * sizeof(*all));
	*quoted = n;
	for (uint32_t i = 0; i < n; i++) {
		all[i] = targets && targets[i].at ? targets[i] : names ? names[i] : (tsl_str){ 0 };
		if (kinds && kinds[i].len == 5 && !memcmp(kinds[i].at, "scare", 5))
			--*quoted;
	}
	return all;
}

void show_quotes(struct page *p)
{
	const report *self = p->self;
	if (!self->quote.f || !self->quotes)
		return;
	tsl_rows rows = p->host->rows(p->doc, self->quote);
	uint32_t shown = 0, unnamed;
	const tsl_str *names = speakers_of(p, rows.n, &unnamed);
	struct tallies speakers = tally_names(p->host, p->doc, names, rows.n);
	line_begin(&p->line, "quoted");
	if (!unnamed)
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
