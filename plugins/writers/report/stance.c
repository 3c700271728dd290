#include "report.h"
#include "tally.h"

#include "chars.h"

enum { MOST_TARGETS = 12, LONGEST_TARGET = 30, LONGEST_LABEL = 20 };

static void show_mean(struct page *p, const struct tally *target, const double *stance)
{
	double sum = 0;
	uint32_t n = 0;
	for (uint32_t i = 0; i < target->n; i++) {
		double x = stance[target->rows[i]];
		if (x == x) {
			sum += x;
			n++;
		}
	}
	if (n)
		line_score(&p->line, sum / n);
	line_to(&p->line, p->line.column + (n ? 2 : 7));
}

/* ": 3 positive, 1 negative" */
static void show_labels(struct page *p, const struct tally *target, const tsl_str *labels)
{
	static const char *const words[] = { "positive", "neutral", "negative" };
	const char *before = ":";
	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
		uint32_t n = 0;
		for (uint32_t i = 0; i < target->n; i++) {
			tsl_str label = labels[target->rows[i]];
			n += label.at && bytes_equal(label.at, label.len, words[k], strlen(words[k]));
		}
		if (!n)
			continue;
		line_put(&p->line, before);
		line_next(&p->line, LONGEST_LABEL);
		line_count(&p->line, n);
		line_put(&p->line, " ");
		line_put(&p->line, words[k]);
		before = ",";
	}
}

/* " (2 by pronoun)" */
static void show_pronouns(struct page *p, const struct tally *target)
{
	const tsl_str *kinds = p->host->texts(p->doc, p->self->mention_kind);
	uint32_t n = 0;
	for (uint32_t i = 0; kinds && i < target->n; i++) {
		tsl_str kind = kinds[target->rows[i]];
		n += kind.at && bytes_equal(kind.at, kind.len, "pronoun", 7);
	}
	if (!n)
		return;
	line_put(&p->line, " (");
	line_count(&p->line, n);
	line_put(&p->line, " by pronoun)");
}

/* The width of the names, so that the numbers stand below each other. */
static unsigned column_of(const struct tallies *targets)
{
	size_t longest = 0;
	for (uint32_t i = 0; i < targets->n && i < MOST_TARGETS; i++)
		longest = targets->at[i].name.len > longest ? targets->at[i].name.len : longest;
	return LINE_INDENT + 2 + (longest < LONGEST_TARGET ? (unsigned)longest : LONGEST_TARGET);
}

void show_stance(struct page *p)
{
	const report *self = p->self;
	if (!self->target.f)
		return;
	tsl_rows rows = p->host->rows(p->doc, self->mention);
	const double *stance = p->host->reals(p->doc, self->stance);
	const tsl_str *labels = p->host->texts(p->doc, self->label);
	struct tallies targets = tally_texts(p->host, p->doc, p->host->texts(p->doc, self->target), rows.n);
	unsigned column = column_of(&targets);
	line_begin(&p->line, stance ? "stance" : "mentions");
	if (!targets.n)
		line_put(&p->line, "none of the targets is mentioned");
	for (uint32_t i = 0; i < targets.n && i < MOST_TARGETS; i++) {
		if (i)
			line_begin(&p->line, "");
		line_text(&p->line, targets.at[i].name, LONGEST_TARGET);
		line_to(&p->line, column);
		if (stance)
			show_mean(p, &targets.at[i], stance);
		page_count(p, targets.at[i].n, "mention");
		show_pronouns(p, &targets.at[i]);
		if (labels)
			show_labels(p, &targets.at[i], labels);
	}
	if (targets.n <= MOST_TARGETS)
		return;
	line_begin(&p->line, "");
	line_put(&p->line, "and ");
	page_count(p, targets.n - MOST_TARGETS, "more target");
}
