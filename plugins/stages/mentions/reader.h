/*
 * reader.h: reads the sentences of a paragraph for who is subject of what, by a few hundred small words and
 * the order of names: no grammar, but enough to tell "Lund met Marsh. He …" from "Reporters met Marsh. He …".
 */
#ifndef MENTIONS_READER_H
#define MENTIONS_READER_H

#include "scene.h"
#include "walk.h"

enum { MOST_STRANGERS = 64, STRANGER_SLOTS = 128 };

struct reader {
	struct walk *w;
	struct scene scene;
	uint32_t item;     /* the next one */
	uint32_t last;     /* behind the last token of the paragraph */
	uint32_t sentence; /* the next one, of the layer */
	uint32_t begin;    /* first token of the sentence at hand */
	uint32_t closer;   /* the mark that ends what is spoken */
	/* Family names of the strangers of the document. */
	uint64_t names[STRANGER_SLOTS];
	unsigned genders[STRANGER_SLOTS];
	uint32_t n_names;
};

/* What a stranger is called, by the last word of the name. */
uint64_t reader_stranger(const struct walk *, uint32_t token);
/* Remembers a stranger's family name. */
void reader_remember(struct reader *, uint32_t token, unsigned genders);
/* Reads the tokens of a paragraph, from one on and up to reader->last, and links the pronouns in it. */
void reader_read(struct reader *, uint32_t token);

/* A token that is no item (clauses.c). */
void reader_word(struct reader *, uint32_t token);
/* Adds somebody who is named by the tokens [first, last], as the clause says; `owns`: with 's, or by his (clauses.c).
 */
struct actor *reader_name(struct reader *, uint32_t first, uint32_t last, uint64_t entity, unsigned genders, bool owns);
/* Whether a token has 's, or the ' of a plural stands behind it. */
bool reader_owns(const struct walk *, uint32_t token);
/* Opens or closes speech, where the token is a mark that does (speech.c). */
void reader_mark(struct reader *, uint32_t token);
/* A pronoun, which is linked or left alone (pronouns.c). */
void reader_pronoun(struct reader *, uint32_t item);

#endif
