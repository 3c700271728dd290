/*
 * vader.h: `mode: vader` of the stage `sentiment`, which gives what the Python package vaderSentiment
 * calls the compound, to the last digit, with all that its rules do by accident.
 *
 * The rules are those of Hutto and Gilbert (2014) as that package runs them; the code here is written from its
 * behaviour. Where a rule looks odd, it is, and a comment says so.
 */
#ifndef SENTIMENT_VADER_H
#define SENTIMENT_VADER_H

#include <teasel.h>

#include "wordmap.h"

/* What is known of a word; small, so that it stays near. */
struct vader_word {
	uint64_t hash; /* word.h */
	double score;  /* in the lexicon, where VADER_SCORED */
};

/* Words that a rule names; their places in vader.words. The words are in vader_words.c, in this order. */
enum vader_name {
	VADER_UNKNOWN,
	VADER_AT,
	VADER_BUT,
	VADER_DOUBT,
	VADER_KIND,
	VADER_LEAST,
	VADER_NEVER,
	VADER_NO,
	VADER_NOR,
	VADER_OF,
	VADER_OR,
	VADER_SO,
	VADER_THIS,
	VADER_VERY,
	VADER_WITHOUT,
	VADER_NAMES,
};

/* Two or three words in a row. */
struct vader_phrase {
	uint16_t words[3]; /* the last is VADER_UNKNOWN in a phrase of two */
	unsigned n;
	double score;
};

enum { VADER_IDIOMS = 9, VADER_HEDGES = 3 };

enum vader_case { VADER_NO_CASE, VADER_CAPITAL, VADER_SMALL /* and title letters */, VADER_IN_TURN };

struct vader_case_range {
	uint32_t first, last;
	enum vader_case kind;
};

enum { VADER_EMOJI_END = 0x20000 }; /* all emoji are before this code point */

enum { VADER_SLOTS = 16384 }; /* at most about half are taken */

struct vader {
	uint32_t slots[VADER_SLOTS];           /* from a hash to a place in words, behind the hash's upper half */
	uint8_t *flags;                        /* that a token has by its word; of words */
	uint64_t filter[1024];                 /* see vader_may_know() */
	uint64_t emoji[VADER_EMOJI_END / 512]; /* a bit for each eight code points: set where one is an emoji */
	uint8_t kinds[256];                    /* of bytes; vader_text.c */
	struct vader_case_range *cases;
	size_t n_cases;
	struct vader_word *words;
	uint32_t n;
	struct vader_phrase idioms[VADER_IDIOMS]; /* their score takes the place of a word's */
	uint32_t n_idioms;
	struct vader_phrase hedges[VADER_HEDGES]; /* such as "sort of": their score is added to a word's */
};

/* Of a token. */
enum {
	VADER_NEGATES = 1,
	VADER_SECOND = 2,   /* is the second word of a phrase */
	VADER_UPPER = 4,    /* as Python's str.isupper() */
	VADER_TURNS = 8,    /* is "but" */
	VADER_SCORED = 16,  /* is in the lexicon */
	VADER_BOOSTS = 32,  /* such as "very" */
	VADER_DAMPENS = 64, /* such as "slightly" */

	VADER_HITS = VADER_UPPER | VADER_TURNS | VADER_SCORED, /* a score is made of tokens with one of these */
};

struct vader_token {
	uint32_t begin, end; /* bytes of the text, before punctuation is taken off */
	uint16_t word;       /* in vader.words */
	uint8_t flags;
};

/* A bit for each byte of a text, those of 64 bytes in a word. */
struct vader_bits {
	uint64_t *capital, *punctuation; /* of ASCII */
	uint64_t *wide;                  /* past ASCII */
	uint64_t *odd;                   /* one of these */
	uint64_t *begins, *ends;         /* a token begins here; the byte before is a token's last */
	uint32_t *before;                /* of a word: how many tokens begin before it */
	size_t blocks;
};

/* Where an emoji was, and what the bytes behind it have to be moved by to find them in the text that describes it. */
struct vader_shift {
	uint32_t begin, by;
};

struct vader_text {
	tsl_str bytes;
	struct vader_shift *shifts; /* of each emoji */
	uint32_t n_shifts;
	struct vader_bits bits;
	struct vader_token *tokens;
	uint32_t *hits; /* the tokens with one of VADER_HITS, in order */
	uint32_t n, n_hits;
};

/* A token with a tone, and its place among all tokens. */
struct vader_tone {
	double value;
	uint32_t token;
};

/* Memory that the texts of a document use one after another. */
struct vader_room {
	void *at;
	size_t size;
};

struct vader_scratch {
	const tsl_host *host;
	tsl_document *doc;
	struct vader_room text, shifts, bits, tokens, hits, known, tones, nodes, slots;
};

#define VADER_BOOST 0.293

/* At least `size` bytes; what was there before is lost. */
void *vader_make_room(struct vader_scratch *, struct vader_room *, size_t size);

/* `repository`: the special cases of the package's repository in place of those of its release 3.3.2. */
void vader_open(struct vader *, const tsl_host *, tsl_setup *, bool repository);

/* The compound of the text, and that of each sentence as if it were a text of its own. */
double vader_score(const struct vader *, const tsl_host *, tsl_document *, tsl_rows sentences, double *tones);

/*
 * The filter: by a hash of the first eight bytes of a word, which stand in `head` with zeros behind them. Letters and
 * many other bytes of ASCII are taken for their small forms. A word that is known has two bits set at its place.
 */
static inline uint64_t vader_filter_hash(uint64_t head)
{
	return (head | 0x2020202020202020u) * 0x9E3779B97F4A7C15u;
}

static inline uint64_t vader_filter_bits(uint64_t hash)
{
	return (uint64_t)1 << (hash >> 48) % 64 | (uint64_t)1 << (hash >> 42) % 64;
}

/* Few of the words that are not known get past this. */
static inline bool vader_may_know(const struct vader *v, uint64_t head)
{
	uint64_t hash = vader_filter_hash(head), bits = v->filter[hash >> 54];
	return bits >> (hash >> 48) % 64 & bits >> (hash >> 42) % 64 & 1;
}

/* The word with this hash (word.h), or VADER_UNKNOWN. A slot tells nearly all other words without a look at theirs. */
static inline uint16_t vader_look_up(const struct vader *v, uint64_t hash)
{
	size_t i = hash % VADER_SLOTS;
	for (uint32_t slot; (slot = v->slots[i]); i = (i + 1) % VADER_SLOTS)
		if (slot >> 16 == hash >> 48 && v->words[slot & 0xFFFF].hash == hash)
			return (uint16_t)slot;
	return VADER_UNKNOWN;
}

/* ---- vader_report.c ---- */

/* What is known of a word, or of two or three that are scored as one. */
void report_vader(const tsl_host *, tsl_out *, const struct vader *, tsl_str term, tsl_str release);

/* ---- vader_text.c: from a text to tokens ---- */

void vader_open_text(struct vader *);
/* Describes the emoji and cuts the text at white space; what it gives lives until the scratch is used again. */
struct vader_text vader_read(const struct vader *, struct vader_scratch *, tsl_str bytes);

/* ---- vader_bits.c ---- */

/* Tokens are what white space parts; `before` is left to the caller. */
void vader_read_bits(struct vader_scratch *, tsl_str text, struct vader_bits *);

/* ---- vader_emoji.c ---- */

void vader_open_emoji(struct vader *);
/* Puts its description in the place of each emoji; text->bytes are as they were where there is none. */
void vader_describe_emoji(const struct vader *, struct vader_scratch *, struct vader_text *text);

/* ---- vader_case.c ---- */

void vader_open_cases(struct vader *, const tsl_host *, tsl_setup *);
/* Of a code point past ASCII; never VADER_IN_TURN, which is for the table. */
enum vader_case vader_case_of(const struct vader *, uint32_t point);

/* ---- vader_but.c ---- */

/* Makes what stands before the first "but", whose token is given, weigh half, and what follows it half as much again.
 */
void vader_weigh_but(struct vader_scratch *, struct vader_tone *tones, uint32_t n, uint32_t but);

#endif
