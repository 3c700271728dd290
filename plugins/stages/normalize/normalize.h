/*
 * normalize.h: the parts of the stage normalize.
 */
#ifndef NORMALIZE_NORMALIZE_H
#define NORMALIZE_NORMALIZE_H

#include <teasel.h>

typedef struct {
	bool nfc, line_ends, invisible, soft_hyphens, controls, quotes, dashes;
	bool stops[256]; /* bytes at which a character that may go begins */
} normalize;

/* ---- edits.c: the edits of one pass, in text order ---- */

struct edits {
	const tsl_host *host;
	tsl_document *doc;
	tsl_edit *at;
	size_t n, room;
};

/* Puts `with` in the place of [begin, end). What goes directly behind what went for the same reason joins its edit. */
void edits_add(struct edits *edits, size_t begin, size_t end, tsl_str with, const char *reason);

/* ---- clean.c: characters that go or change one by one ---- */

void clean_open(normalize *self);
void clean_find(const normalize *self, tsl_str text, struct edits *edits);

/* ---- nfc.c: composition ---- */

void nfc_find(tsl_str text, struct edits *edits);

/* ---- points.c: what Unicode's data says; the one file that knows the library ---- */

/* Whether NFC never changes the code point, nor joins it to what stands before, so that a text may be cut before it. */
bool point_begins_segment(uint32_t c);
/* Whether a zero-width joiner or non-joiner has an effect beside it. */
bool point_joins(uint32_t c);
bool point_is_virama(uint32_t c);

/* A segment's code points. */
struct points {
	const tsl_host *host;
	tsl_document *doc;
	int32_t *at;
	size_t n, room;
};

void points_add_decomposed(struct points *points, uint32_t c);
void points_order(struct points *points);
void points_compose(struct points *points);

#endif
