/*
 * Whose view a mention shows: that of who speaks there, or the author's.
 *
 * Mentions and quotations are in the order in which they begin, so one walk over both is enough. Quotations that have
 * begun are on a pile, and those on its top that have ended go for good.
 */
#include "stance.h"

#include "chars.h"

/* Quotations with a speaker, or those without. */
struct pile {
	uint32_t *at;
	uint32_t n;
};

static bool is_kind(const struct quotes *q, uint32_t i, const char *kind)
{
	return q->kind && q->kind[i].at && bytes_equal(q->kind[i].at, q->kind[i].len, kind, strlen(kind));
}

static tsl_str speaker_of(const struct quotes *q, uint32_t i)
{
	if (q->speaker_target && q->speaker_target[i].at)
		return q->speaker_target[i];
	return q->speaker ? q->speaker[i] : (tsl_str){ NULL, 0 };
}

static void open_quotation(const struct quotes *q, uint32_t i, struct pile *named, struct pile *unnamed)
{
	if (is_kind(q, i, "scare"))
		return;
	if (speaker_of(q, i).at)
		named->at[named->n++] = i;
	else if (is_kind(q, i, "direct"))
		unnamed->at[unnamed->n++] = i;
}

static bool is_inside(const struct quotes *q, struct pile *pile, uint32_t at)
{
	while (pile->n && q->at.at[pile->at[pile->n - 1]].end <= at)
		pile->n--;
	return pile->n > 0;
}

struct holder *holders_of(const tsl_host *host, tsl_document *doc, tsl_rows mentions, const struct quotes *q)
{
	struct holder *holders = host->alloc(doc, mentions.n * sizeof *holders);
	struct pile named = { host->alloc(doc, q->at.n * sizeof(uint32_t)), 0 };
	struct pile unnamed = { host->alloc(doc, q->at.n * sizeof(uint32_t)), 0 };
	uint32_t next = 0;
	for (uint32_t i = 0; i < mentions.n; i++) {
		uint32_t at = mentions.at[i].begin;
		for (; next < q->at.n && q->at.at[next].begin <= at; next++)
			open_quotation(q, next, &named, &unnamed);
		holders[i] = (struct holder){ { NULL, 0 }, false };
		if (is_inside(q, &named, at))
			holders[i] = (struct holder){ speaker_of(q, named.at[named.n - 1]), true };
		else if (is_inside(q, &unnamed, at))
			holders[i].quoted = true;
	}
	return holders;
}
