/*
 * sentences.h: how the parts of the stage `sentences` fit together.
 *
 * Text is cut at blank lines into blocks, and what becomes of a block depends on nothing outside it.
 * Within a block one scan stops at the few bytes where a sentence could end. Each such place is
 * described by a struct gap (what stands left and right of it), and gap_ends() decides from that
 * description alone. Every look back or ahead is bounded, so the scan is linear on any text.
 */
#ifndef SENTENCES_H
#define SENTENCES_H

#include <teasel.h>

#include "word.h"
#include "wordmap.h"

/* ---- words that the rules know ---- */

enum {
	WORD_TITLE = 1,      /* an abbreviation that a name follows: Dr */
	WORD_NUMBERED = 2,   /* one that a number follows: Fig */
	WORD_TRAILING = 4,   /* one that may end a sentence: Inc */
	WORD_PROPER = 8,     /* one that may end a sentence and has a capital: Sat */
	WORD_NEVER = 16,     /* one that never ends a sentence: e.g */
	WORD_OPENS = 32,     /* a word that, with a capital, begins a sentence and is no name: However */
	WORD_SAYS = 64,      /* a verb after which a quotation's speaker stands, or before: asked */
	WORD_LEADS_ON = 128, /* a word after which no sentence or heading stops: of */
	WORD_CLOCK = 256,    /* what may follow a time of day: Tuesday, EST */
	WORD_TIME = 512,     /* a time of day: p.m */
	WORD_ABBREVIATED = WORD_TITLE | WORD_NUMBERED | WORD_TRAILING | WORD_PROPER | WORD_NEVER | WORD_TIME
};

/* Which lengths, modulo 16, abbreviations with the same two last letters have. It is small enough to stay in the
 * nearest cache, and turns nearly all other words away. */
struct endings {
	uint16_t lengths[1024];
};

/* The built-in words and the pipeline's own abbreviations, in the host's memory. */
void words_prepare(struct wordmap *, struct endings *, const tsl_host *, tsl_setup *, tsl_list abbreviations);
/* Whether a word of at least two bytes may be an abbreviation. */
static inline bool endings_have(const struct endings *e, tsl_str word)
{
	const char *last = word.at + word.len;
	return e->lengths[(last[-2] & 31) << 5 | (last[-1] & 31)] >> (word.len & 15) & 1;
}
/* The kinds of a word without its final dot; ASCII capitals do not matter. 0: it is not known. */
unsigned words_find(const struct wordmap *, tsl_str word);
/* The same for a word of a text that ends at `limit`. */
static inline unsigned words_find_in(const struct wordmap *words, tsl_str word, const char *limit)
{
	return word.len ? wordmap_get(words, word_hash_in(word.at, word.len, limit), 0) : 0;
}
/* The same for a word of a text from `begin` to `limit`, where those joined to it may be part of an abbreviation. */
unsigned words_find_joined(const struct wordmap *, const char *begin, tsl_str word, const char *limit);

struct word_list {
	unsigned kind;
	const char *words; /* parted by spaces */
};
extern const struct word_list word_lists[];
extern const size_t n_word_lists;

/* ---- the place between two possible sentences ---- */

enum mark {
	MARK_NONE,     /* white space alone */
	MARK_STOP,     /* . */
	MARK_ELLIPSIS, /* ... */
	MARK_DOTS,     /* two dots, or more than three */
	MARK_SPREAD,   /* . . . with spaces */
	MARK_QUESTION, /* ? or !, alone or among others */
	MARK_WIDE,     /* the full stops of scripts in which they are nothing else */
};

enum shape { SHAPE_NONE, SHAPE_UPPER, SHAPE_LOWER, SHAPE_LETTER, SHAPE_DIGIT, SHAPE_SIGN };

struct gap {
	const char *end;  /* where the sentence before would end */
	const char *next; /* where the one after would begin; the limit if nothing follows */
	const char *line; /* where the line of `next` begins, or NULL if no line ends in the gap */
	enum mark mark;
	bool closed_quote, closed_bracket; /* after the mark */
	bool trailer;                      /* a note in brackets or an emoticon stands after the mark */
	bool omission;                     /* the mark stands in brackets of its own: [...] */
	bool after_bracket;                /* the mark follows a closing bracket or quote */
	bool first;                        /* `left` is all there is of the sentence before */
	bool early;                        /* there is little more: `At 5 a.m.` */
	bool resumed;                      /* a full stop, and then an ellipsis that begins the next sentence */
	tsl_str left, right;               /* the words beside the gap, bare; len 0: none */
	enum shape left_shape, right_shape;
	unsigned left_kinds, right_kinds;  /* WORD_... */
	bool opened_quote, opened_bracket; /* before `right` */
	char sign;                         /* the byte at `next` */
	bool item;                         /* the number of a list's item, or a bullet, stands at `next` */
	bool told;                         /* after `right` come a name's words and a verb of saying */
};

/* Whether a mark stands at `at`; at < limit. */
bool gap_is_mark(const char *at, const char *limit);
/* Describes the gap whose first mark is at `mark`, in a sentence that began at `begin`. */
struct gap gap_read(const struct wordmap *, const char *begin, const char *mark, const char *limit);
/* The same for white space without a mark, that ends at `next`; of the words beside it nothing is known. */
struct gap gap_plain(const char *begin, const char *next, const char *limit);
/* What the rules say of a gap: whether a sentence ends there, and whether that is certain. */
enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_SURELY_NO, VERDICT_SURELY };
enum verdict gap_verdict(const struct gap *);
/* Whether a sentence could begin after white space alone. */
bool gap_may_cut(const struct gap *);
/* Whether the word left of the mark is one that always needs what follows. */
bool gap_leads_on(const struct gap *);

/* ---- scanning by hand ---- */

/* Sets of bytes. NUL, which no text should hold, is in some of them: nothing is begun or joined by it. */
enum {
	SIGN_FINISHES = 1,    /* ends a block that is prose: . ! ? " ' ) */
	SIGN_BEFORE_WORD = 2, /* may stand before a word's first letter */
	SIGN_FOLLOWS = 4,     /* begins no sentence */
	SIGN_NEVER_CUTS = 8,  /* the same where there is no mark before it */
	SIGN_BULLET = 16,     /* * - + */
	SIGN_GOES_ON = 32,    /* a line that it ends goes on in the next */
	SIGN_EYES = 64,       /* begins an emoticon */
	SIGN_JOINS = 128,     /* may stand between the words of an abbreviation */
};
extern const unsigned char sign_sets[256];
static inline bool sign_is(char c, unsigned sets)
{
	return sign_sets[(unsigned char)c] & sets;
}

enum shape shape_at(const char *at, const char *limit);
/* Past white space; *line is set to where the last line begins if one ends on the way. */
const char *skip_space(const char *at, const char *limit, const char **line);
/* Past opening quotes and brackets, at most eight. */
const char *skip_openers(const char *at, const char *limit, bool *quote, bool *bracket);
/* The letters, digits, apostrophes and inner dots that end, or begin, at `at`. */
tsl_str word_before(const char *begin, const char *at);
/* The same with the words that are joined to it: Dipl.-Ing, w/o. */
tsl_str words_before(const char *begin, const char *at);
tsl_str word_after(const char *at, const char *limit);

/* ---- lists and lines ---- */

/* The last item that a block's list had: "2)" is {')', 2}. Kept so that "3)" is known when it comes. */
struct list {
	unsigned style; /* 0: no list */
	unsigned value;
};
/* Length of a bullet at `at`, or 0. */
unsigned bullet_length(const char *at, const char *limit);
/* Whether an item begins at `at`: a bullet, or a number or letter with its dot or bracket. */
bool item_begins(const char *at, const char *limit);
/*
 * Where `at` (a dot or closing bracket) belongs to the number of a list's item, returns the end of that number and
 * sets *item to its begin if a sentence must end before it, else to NULL. Returns NULL where it does not.
 */
const char *list_item(struct list *, const char *begin, const char *at, const char *limit, const char **item);

/* Whether the line [begin, end) was ended on purpose: `next` is the first word of the next one, and `width` the
 * longest line of the block in bytes. */
bool line_ends(const struct wordmap *, const char *begin, const char *end, const char *next, const char *limit,
	       size_t width);

#endif
