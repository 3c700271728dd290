/*
 * report.h: the parts of the writer `report`.
 */
#ifndef REPORT_H
#define REPORT_H

#include "line.h"

#include <teasel.h>

enum { REPORT_MOST = 20 }; /* the largest value of `sentences` and `quotes` */

typedef struct {
	int64_t sentences, quotes;

	tsl_reals sentiment;
	tsl_layer sentence;
	tsl_reals tone;
	tsl_layer quote;
	tsl_texts speaker, speaker_target, quote_kind;
	tsl_layer mention;
	tsl_texts target, mention_kind;
	tsl_reals stance;
	tsl_texts label;
	tsl_layer removed;
	tsl_texts reason;
} report;

/* One document on its way to the terminal. */
struct page {
	const tsl_host *host;
	tsl_document *doc;
	const report *self;
	struct line line;
};

/* Each begins its own lines and leaves the last one open. */
void show_tone(struct page *p);
void show_quotes(struct page *p);
void show_stance(struct page *p);

tsl_str page_text(const struct page *p, tsl_span span);
/* "3 mentions", "1 mention" */
void page_count(struct page *p, uint64_t n, const char *one);

#endif
