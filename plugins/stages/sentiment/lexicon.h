/*
 * lexicon.h: what `mode: news` knows of words and phrases: their tone, and what they do to the tone of others.
 *
 * A term is one or more words. The words of a phrase follow each other in the text with nothing but blanks or hyphens
 * in between. Terms are nodes of a tree in one map: a first word's key is its hash (word.h), that of a longer phrase is
 * made of the key before and the next word's hash. A word that begins no phrase is answered by one look-up.
 *
 * A term's score is that of the last of these which have it: VADER and AFINN together, the project's own words
 * (lexicon.tsv), the model, the user.
 */
#ifndef SENTIMENT_LEXICON_H
#define SENTIMENT_LEXICON_H

#include <teasel.h>

#include "chars.h"
#include "model.h"
#include "wordmap.h"

enum { MOST_WORDS = 8, MOST_PREFIX = 63 };

enum lexeme_flag {
	IS_TERM = 1, /* not only the beginning of a phrase */
	NEGATES = 2,
	CONTRASTS = 4, /* "but": what follows it weighs more than what came before */
	LACKS = 8,     /* "lacks", "fails to": turns what is good behind it, and leaves what is bad */
	OWED = 16,     /* "mourn": its want is bad, too */
	GOES_ON = 32,  /* begins a phrase */
	STARS_ON = 64, /* begins a phrase whose last word is the beginning of a word */
};

struct lexeme {
	double score; /* -4 to 4; 0 for none */
	double boost; /* added to 1 to multiply a word behind it: 0.3 of "very", -0.4 of "slightly" */
	uint32_t flags;
};

enum origin { FROM_VADER, FROM_AFINN, FROM_NEWS, FROM_MODEL, FROM_USER, ORIGINS };

/* Where a lexeme comes from, for people. */
struct source {
	tsl_str term;
	double scores[ORIGINS];
	uint32_t has; /* bit by origin */
};

struct lexicon {
	struct wordmap map;     /* to a place in lexemes; also of emoticons and emoji */
	struct lexeme *lexemes; /* the first is nobody's */
	struct source *sources; /* in the order of lexemes */
	uint32_t n;
	struct wordmap
		stars; /* of beginnings of words: as `map`, with 0 for the key of what comes before a first word */
	uint64_t star_lengths; /* bit by length in bytes */
	bool star_first[256];  /* by the first byte of a first word, made small */
	bool mark_first[256];  /* by the first byte of an emoticon */
};

/* Fills the lexicon from the built-in words, the model's, and the user's own, where there are any. */
tsl_status lexicon_open(struct lexicon *, const tsl_host *, tsl_setup *, const struct model *, const tsl_file *own);

static inline const struct lexeme *lexicon_find(const struct lexicon *lexicon, uint64_t key)
{
	return &lexicon->lexemes[wordmap_get(&lexicon->map, key, 0)];
}

/* The lexeme of the longest beginning of a word that was given with a `*`, behind what `key` stands for. */
const struct lexeme *lexicon_find_star(const struct lexicon *, uint64_t key, tsl_str word);

/* The same for a term of any number of words, as written; the first lexeme, without flags, where there is none. */
const struct lexeme *lexicon_look_up(const struct lexicon *, tsl_str term);

/* ---- for filling it, before the run ---- */

/* The lexeme of a term, added where it is new, or NULL where its text can be no term. A last `*` stands for the rest of
 * a word. */
struct lexeme *lexicon_add(struct lexicon *, tsl_str term);
/* The same, with a score. False where the text can be no term. */
bool lexicon_score(struct lexicon *, tsl_str term, double score, enum origin);
static inline struct source *lexicon_source(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	return &lexicon->sources[lexeme - lexicon->lexemes];
}

/* ---- terms.c: lines of TERM TAB SCORE, as the user writes them and as they stand in a model ---- */

/* How many lexemes the lines can need. */
size_t terms_count(tsl_str bytes);
tsl_status terms_read(struct lexicon *, const tsl_host *, tsl_setup *, const char *option, tsl_str bytes, enum origin);

/* ---- modifiers.c: words that change the tone of others, and set phrases ---- */

size_t modifiers_count(void);
void modifiers_add(struct lexicon *);

#endif
