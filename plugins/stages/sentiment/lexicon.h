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
	CONTRASTS = 4,  /* "but": what follows it weighs more than what came before */
	LACKS = 8,      /* "lacks", "fails to": turns what is good behind it, and leaves what is bad */
	OWED = 16,      /* "mourn": its want is bad, too */
	GOES_ON = 32,   /* begins a phrase */
	STARS_ON = 64,  /* begins a phrase whose last word is the beginning of a word */
	IS_OWN = 128,   /* the user's: goes before all that is built in, longer or not */
	IS_FIRST = 256, /* a word by itself, or the first of a phrase */
	LEVEL = 512,    /* "crime", "growth": there can be more or less of it */
	ABATES = 1024,  /* "fell": there is less of what stands before it */
	CURBS = 2048,   /* "lifted", "cut": there is less of what stands behind it or, in the passive, before */
	BOOSTS = 4096,  /* its boost is not 0 */
	RULES = NEGATES | CONTRASTS | LACKS | OWED | LEVEL | ABATES | CURBS | BOOSTS, /* more than a score */
};

struct lexeme {
	uint64_t key; /* see above */
	double score; /* -4 to 4; 0 for none */
	double boost; /* added to 1 to multiply a word behind it: 0.3 of "very", -0.4 of "slightly" */
	uint32_t flags;
	uint32_t at; /* its place in the order of adding */
};

enum origin { FROM_VADER, FROM_AFINN, FROM_NEWS, FROM_MODEL, FROM_USER, ORIGINS };

/* Where a lexeme comes from, for people. */
struct source {
	tsl_str term;
	double scores[ORIGINS];
	uint32_t has; /* bit by origin */
	size_t line;  /* in the user's file, from 1; 0: not there */
};

/* What a token is by its first byte, and by the filters below; see pick.c. */
enum token_flag {
	IS_WORD = 1,    /* a word, of which the filters know enough */
	IS_STOP = 2,    /* a sign that ends a clause */
	NEEDS_LOOK = 4, /* it takes more than the first byte to know */
	IF_SHORT = 8,   /* the above is sure of a token of one byte only */
	IF_BEHIND = 16, /* the same where no blank stands before it: elsewhere it may begin an emoticon */
	MAY_JOIN = 32,  /* a hyphen, or perhaps one: the words beside it can be of one phrase */
	MAY_SAY = 64,   /* a word that may have a tone or an effect, or begin a phrase */
};

enum { KNOW_BITS = 11, BEGIN_BITS = 13, FOLLOW_BITS = 15 };

struct lexicon {
	/* Nine words of ten say nothing, and are known by a few bits of their hashes. These filters are small enough to
	 * stay in the nearest cache: no table is looked at. */
	uint64_t knows[1 << KNOW_BITS];            /* first words: a bit; where they have a tone or effect, a second */
	uint64_t begins[(1 << BEGIN_BITS) / 64];   /* first words of phrases */
	uint64_t follows[(1 << FOLLOW_BITS) / 64]; /* phrases, and the beginnings of them, from two words on */
	unsigned char flags[256];                  /* of tokens by their first byte: enum token_flag */
	/* Copies of all lexemes but those of `stars`, at the places of their keys or behind them, and at most half
	 * full: what a word does is one look into memory. Empty ones have the key 0. */
	struct lexeme *places;
	size_t mask;
	struct lexeme *lexemes; /* in the order of adding; the first is nobody's */
	struct source *sources; /* in the same order */
	uint32_t n;
	struct wordmap map; /* from a key to a place in lexemes, while they are added */
	struct wordmap
		stars; /* of beginnings of words: as `map`, with 0 for the key of what comes before a first word */
	uint64_t star_lengths; /* bit by length in bytes */
	bool star_first[256];  /* by the first byte of a first word, made small */
	bool mark_first[256];  /* by the first byte of an emoticon */
};

/* Fills the lexicon from the built-in words, the model's, and the user's own, where there are any. */
tsl_status lexicon_open(struct lexicon *, const tsl_host *, tsl_setup *, const struct model *, const tsl_file *own);

/* A lexeme without flags where there is none. */
static inline const struct lexeme *lexicon_find(const struct lexicon *lexicon, uint64_t key)
{
	size_t i = key & lexicon->mask;
	while (lexicon->places[i].key != key && lexicon->places[i].key)
		i = (i + 1) & lexicon->mask;
	return &lexicon->places[i];
}

/* Has the memory for lexicon_find() of a key fetched, which comes when it is wanted. */
static inline void lexicon_fetch(const struct lexicon *lexicon, uint64_t key)
{
	__builtin_prefetch(&lexicon->places[key & lexicon->mask]);
}

/* 0 or 1. */
static inline unsigned lexicon_bit(const uint64_t *bits, uint64_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static inline uint64_t lexicon_knows(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon->knows[hash >> (64 - KNOW_BITS)];
}

static inline unsigned lexicon_may_know(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon_knows(lexicon, hash) >> (hash >> 47) % 64 & 1;
}

/* Of a word that may be known. */
static inline unsigned lexicon_may_act(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon_knows(lexicon, hash) >> (hash >> 41) % 64 & 1;
}

static inline unsigned lexicon_may_begin(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon_bit(lexicon->begins, hash >> (64 - BEGIN_BITS));
}

static inline unsigned lexicon_may_follow(const struct lexicon *lexicon, uint64_t key)
{
	return lexicon_bit(lexicon->follows, key >> (64 - FOLLOW_BITS));
}

/* The lexeme of the longest beginning of a word that was given with a `*`, behind what `key` stands for. */
const struct lexeme *lexicon_find_star(const struct lexicon *, uint64_t key, tsl_str word);

/* The same for a term of any number of words, as written, without the sign U+FE0F behind an emoji; the first lexeme,
 * without flags, where there is none. */
const struct lexeme *lexicon_look_up(const struct lexicon *, tsl_str term);

/* ---- for filling it, before the run ---- */

/* The lexeme of a term, added where it is new, or NULL where its text can be no term. A last `*` stands for the rest of
 * a word. */
struct lexeme *lexicon_add(struct lexicon *, tsl_str term);
/* The same, with a score. False where the text can be no term. */
bool lexicon_score(struct lexicon *, tsl_str term, double score, enum origin);
static inline struct source *lexicon_source(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	return &lexicon->sources[lexeme->at];
}

/* ---- terms.c: lines of TERM TAB SCORE, as the user writes them and as they stand in a model ---- */

/* How many lexemes the lines can need. */
size_t terms_count(tsl_str bytes);
tsl_status terms_read(struct lexicon *, const tsl_host *, tsl_setup *, const char *option, tsl_str bytes, enum origin);

/* ---- modifiers.c: words that change the tone of others, and set phrases ---- */

size_t modifiers_count(void);
void modifiers_add(struct lexicon *);

#endif
