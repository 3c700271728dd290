/*
 * tally.h: rows of a table grouped by a text.
 */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdint.h>
#include <teasel.h>

struct tally {
	tsl_str name;
	const uint32_t *rows; /* in text order */
	uint32_t n;
};

struct tallies {
	struct tally *at;
	uint32_t n;
};

/* The most frequent first, of equals the one that comes first in the text. Rows without a text are left out. */
struct tallies tally_texts(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n);
/* The same for what people are called: texts that differ in ASCII capitals only are one, spelt as the first is. */
struct tallies tally_names(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n);

#endif
