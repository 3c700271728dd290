/*
 * judge.h: which lines of a text go, and why.
 *
 * The families come first, then the user's lines and patterns, then the model, which is asked about all lines that
 * are left, at once.
 */
#ifndef BOILERPLATE_JUDGE_H
#define BOILERPLATE_JUDGE_H

#include "families.h"
#include "glance.h"
#include "patterns.h"
#include "trees.h"

#include "wordmap.h"

typedef struct {
	tsl_list without, lines, patterns;
	bool model_lines, features;
	double threshold;
	tsl_file model;
	tsl_table seen; /* what the model sees, for training */
	tsl_integers seen_begin, seen_score;
	tsl_texts seen_features;
	bool on[FAMILIES], off[FAMILIES];
	struct index index, index_off;
	struct glance glance;
	struct wordmap own; /* hashes of the user's lines */
	struct wordmap kinds;
	struct patterns compiled;
	struct trees trees;
	int32_t odds; /* a line goes where the trees' sum is above */
} boilerplate;

struct judgement {
	const char *reason; /* why the line goes, or NULL where it stays */
	bool heading;       /* it goes only in company */
	bool staying;       /* it belongs to a family that was turned off */
};

/* The lines of a text, one after the other. */
struct walk {
	tsl_str text;
	uint32_t begin, end; /* of the line, with its line end */
	tsl_str line;        /* without the white space around it; empty where it is blank */
};

bool walk_on(struct walk *walk);

/* One line that is not blank, by the families and the user's own lines and patterns. */
tsl_status judge_line(const boilerplate *self, struct matcher *matcher, tsl_str line, struct judgement *judgement);

struct row {
	uint32_t begin, end; /* as in a walk */
	tsl_str line;
};

/* The lines of a text that are not blank. */
struct lines {
	struct row *at;
	struct judgement *judged; /* one each */
	uint32_t n, room;
};

/* Judges all lines that are not blank. None is left in *lines where the text has too many for a page. */
tsl_status judge_page(const boilerplate *self, const tsl_host *host, tsl_document *doc, struct matcher *matcher,
		      struct lines *lines);

#endif
