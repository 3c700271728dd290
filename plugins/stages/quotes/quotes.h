/*
 * quotes.h: the parts of the stage `quotes`.
 *
 * marks.c finds quotation marks and line ends in one pass over the bytes; pair.c makes quotations of
 * them in one pass over the marks; speaker.c names who speaks, by the noun phrases (phrase.c) among the
 * words (words.c) on both sides of a quotation. A bounded number of words is looked at, and the gap
 * between two marks is read a bounded number of times, so the work grows with the text and nothing else.
 */
#ifndef QUOTES_H
#define QUOTES_H

#include <teasel.h>

#include "chars.h"
#include "wordmap.h"

/* ---- marks.c ---- */

enum mark_kind {
	MARK_STRAIGHT,    /* " */
	MARK_CURLY_OPEN,  /* “ */
	MARK_CURLY_CLOSE, /* ” */
	MARK_LOW_OPEN,    /* „, closed by “ or ” */
	MARK_ANGLE_OPEN,  /* « */
	MARK_ANGLE_CLOSE, /* » */
	MARK_SINGLE_OPEN,
	MARK_SINGLE_CLOSE,
	MARK_LINE,  /* the end of a line */
	MARK_BLANK, /* the end of a line before a blank one, or of the text */
};

struct mark {
	uint32_t begin, end;
	uint8_t kind;
	bool opens;         /* by its neighbours it may open a quotation */
	bool closes;        /* by its neighbours it may close one */
	bool surely;        /* it opens and cannot close, or closes and is no apostrophe */
	bool leads;         /* it opens where speech begins: first in its line, or behind a colon or a comma */
	bool ends_sentence; /* of a line end: . ! ? or : stands before it, perhaps with marks between */
};

struct marks {
	struct mark *at;
	uint32_t n, room;
};

struct marks find_marks(const tsl_host *, tsl_document *, tsl_str text);

/* ---- pair.c ---- */

struct quotation {
	tsl_span inside;  /* the row: without marks and the white space next to them */
	tsl_span outside; /* with its marks */
	bool unclosed;    /* it ends with its paragraph */
	bool led;         /* words before it in its sentence name the speaker */
	bool closed;      /* a sentence of its own behind it does: "A," she said. "B." */
	bool follows;     /* no sentence ends between the quotation before and this one */
	tsl_str speaker;  /* at == NULL: none is named */
};

struct quotations {
	struct quotation *at;
	uint32_t n;
};

struct quotations pair_marks(const tsl_host *, tsl_document *, tsl_str text, struct marks);

/* ---- words.c ---- */

/* What a word may be; a word can be several things. */
enum {
	WORD_CUE = 1 << 0,           /* said, told */
	WORD_NEAR = 1 << 1,          /* a cue only right beside the quotation: added, continued */
	WORD_PARTICIPLE = 1 << 2,    /* saying: its subject stands further off */
	WORD_DETERMINER = 1 << 3,    /* the, his */
	WORD_PRONOUN = 1 << 4,       /* he */
	WORD_FUNCTION = 1 << 5,      /* no part of a noun phrase: in, that, and */
	WORD_CONJUNCTION = 1 << 6,   /* may stand before the subject without a comma: but */
	WORD_JOINS = 1 << 7,         /* joins a verb to one whose subject it shares: and, to */
	WORD_RELATIVE = 1 << 8,      /* who: the phrase before it is the subject */
	WORD_AUXILIARY = 1 << 9,     /* stands between subject and verb: has, also */
	WORD_PASSIVE = 1 << 10,      /* was: the subject of a cue behind it hears and does not speak */
	WORD_LINK = 1 << 11,         /* joins two noun phrases to one: of */
	WORD_PARTICLE = 1 << 12,     /* part of a name although small: al, van */
	WORD_ABBREVIATION = 1 << 13, /* its full stop ends no sentence: Dr, Gen */
	WORD_TIME = 1 << 14,         /* no part of a name although capitalised: Thursday */
	WORD_TITLE = 1 << 15,        /* a small word that belongs to a name: spokesman */
	WORD_CAPITAL = 1 << 16,      /* begins with a capital */
};

/* What follows a word. */
enum word_after { AFTER_SPACE, AFTER_HYPHEN, AFTER_COMMA, AFTER_COLON, AFTER_BREAK, AFTER_STOP };

struct word {
	tsl_span span;
	unsigned what;
	enum word_after after;
};

enum { MOST_CONTEXT = 600, MOST_WORDS = 96 }; /* bytes and words that are looked at on one side */

struct words {
	const struct wordmap *map;
	tsl_str text;
	struct word at[MOST_WORDS];
	uint32_t n;
	bool whole; /* before: nothing but this sentence lies between; after: all of it is one sentence that ends */
};

void fill_word_classes(const tsl_host *, tsl_setup *, struct wordmap *);
/* The last words before `to`, of its own sentence and paragraph, and at most back to `from`. */
void words_before(struct words *, uint32_t from, uint32_t to);
/* The first words from `from` on, up to the end of the sentence or paragraph, and at most up to `to`. */
void words_after(struct words *, uint32_t from, uint32_t to);

/* ---- phrase.c ---- */

/* The noun phrase that is the subject of the verb at words->at[verb], to its left; empty if there is none. */
tsl_span subject_of(const struct words *, uint32_t verb);
/* The noun phrase that begins at words->at[i]; empty if none does. */
tsl_span phrase_from(const struct words *, uint32_t i);
/* The noun phrase at the front of the sentence, behind "On Monday," and the like; empty if there is none. */
tsl_span first_phrase(const struct words *);

/* ---- speaker.c ---- */

void name_speakers(const struct wordmap *, tsl_str text, tsl_rows sentences, struct quotations);

#endif
