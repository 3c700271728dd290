/*
 * line.h: lines of a terminal, at most LINE_WIDTH columns wide.
 */
#ifndef REPORT_LINE_H
#define REPORT_LINE_H

#include <stdint.h>
#include <teasel.h>

enum { LINE_WIDTH = 100, LINE_INDENT = 12 };

struct line {
	const tsl_host *host;
	tsl_out *out;
	unsigned column;
};

void line_end(struct line *l);
/* Blanks up to a column. */
void line_to(struct line *l, unsigned column);
/* Begins a line: two blanks and a label, then blanks up to LINE_INDENT. */
void line_begin(struct line *l, const char *label);
/* A blank between two things; or a new line, where the next one needs more than is left of this one. */
void line_next(struct line *l, unsigned needs);

void line_put(struct line *l, const char *ascii);
void line_count(struct line *l, uint64_t n);
/* With a sign and two decimals. */
void line_score(struct line *l, double x);

/*
 * A text of the document in at most `most` columns: white space becomes one blank, what a terminal would obey is left
 * out, and what does not fit is cut behind a word, with `…`.
 */
void line_text(struct line *l, tsl_str text, unsigned most);

#endif
