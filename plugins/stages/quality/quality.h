/*
 * quality.h: the parts of the stage quality.
 */
#ifndef QUALITY_QUALITY_H
#define QUALITY_QUALITY_H

#include "rules.h"
#include "scan.h"

#include "wordmap.h"

#include <teasel.h>

/* Words to look for, and what tells most others apart before they are hashed. */
struct stops {
	struct wordmap map; /* from a word to its number */
	uint64_t all;       /* a bit for each number */
	unsigned char
		lengths[256]; /* by a first byte, small: a bit for each length up to 8; the last for longer ones */
};

typedef struct {
	tsl_list sets, without, end_marks, stop_words;
	tsl_str action;
	double limits[RULES];
	double short_line_length;
	/* derived: fields_of() and open() */
	bool on[RULES], wants[VALUES];
	bool judges_lines, mark;
	struct stops stops;
	uint32_t columns[VALUES];
	tsl_texts reason;
	tsl_layer sentences;
} quality;

/* One document on its way. */
struct task {
	const quality *self;
	const tsl_host *host;
	tsl_document *doc;
	double values[VALUES]; /* NAN: not measured, or of nothing */
	struct spaces spaces;  /* of its text */
	uint32_t words, lines; /* set by measure() */
};

/* ---- choose.c: which rules are on; refuses options that contradict one another ---- */

tsl_status choose_rules(quality *self, const tsl_host *host, tsl_setup *setup, const tsl_option *options, size_t n);

/* ---- lines.c: finds the lines that go and sets VALUE_REMOVED_WORDS ---- */

struct line_edits {
	tsl_edit *at;
	size_t n, room;
};
void lines_judge(struct task *task, struct line_edits *edits);

/* ---- chrome.c: RefinedWeb's lines of counts and navigation ---- */

/* Whether a line of few words is nothing but numbers and what they count, such as "3 likes". */
bool chrome_is_counter(const struct spaces *spaces, tsl_str line);
/* The part of a short line that is navigation, such as "Read more ..."; an empty span where there is none. The whole
 * line where nothing to read is left beside it. */
tsl_span chrome_navigation(tsl_str line);

/* ---- phrases.c ---- */

bool phrase_is_policy(tsl_str line);
bool phrase_is_javascript(tsl_str line);
uint32_t phrase_count_lorem_ipsum(tsl_str text);

/* ---- measure.c, repeats.c, grams.c: values of a text ---- */

void stops_open(struct stops *stops, const tsl_host *host, tsl_setup *setup, const tsl_list *words);
void measure(struct task *task);
bool line_has_end_mark(const quality *self, tsl_str line);
bool line_has_ellipsis(tsl_str line);
void measure_repeats(struct task *task);
void measure_grams(struct task *task);

#endif
