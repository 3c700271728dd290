/*
 * facts.h: what one line looks like, counted in one pass over its bytes.
 */
#ifndef BOILERPLATE_FACTS_H
#define BOILERPLATE_FACTS_H

#include "wordmap.h"

#include <stdbool.h>
#include <teasel.h>

#define FACTS_SEEN                                                                                               \
	255 /* bytes of a line that are counted, so that counts fit a byte; the rest of a longer one adds to its \
	       length only */

/* Kinds of words that sites are fond of, beside the words that hold English together. Data: kinds.c. */
enum kind {
	KIND_STOP,
	KIND_NETWORK,
	KIND_COMMENT,
	KIND_LEGAL,
	KIND_ACCOUNT,
	KIND_ADVERTISING,
	KIND_COPYRIGHT,
	KIND_MORE,
	KIND_POSTED,
	KIND_MENU,
	KIND_DATE,
	KIND_IMAGE,
	KIND_ADDRESS,
	KIND_BUTTON,
	KIND_READER,
	KIND_SPEECH,
	KINDS
};

extern const char *const *const kinds[KINDS]; /* lists that end in NULL */

/* What a line begins or ends with. */
enum mark {
	MARK_LETTER, /* a small one, or one beyond ASCII */
	MARK_CAPITAL,
	MARK_DIGIT,
	MARK_OTHER,
	MARK_PARTING, /* | > / and the like */
	MARK_CLOSING, /* ) ] */
	MARK_COMMA,
	MARK_COLON, /* : ; */
	MARK_ELLIPSIS,
	MARK_QUOTE,
	MARK_STOP, /* . ? ! */
};

struct facts {
	uint32_t len; /* bytes, of the whole line */
	uint32_t hash;
	uint16_t kinds; /* a bit each */
	uint8_t words, stops, kind_words, capitals, shouts, numbers, letters_beyond;
	uint8_t commas, sentences, partings, quotes, first, last;
	uint8_t content; /* words for vocabulary.h */
	uint8_t family;  /* 0: none, 1: it may be a heading, 2: it goes for certain, 3: it stays for certain */
};

void kinds_open(struct wordmap *map, const tsl_host *host, tsl_setup *setup);

#define FACTS_CONTENT 4 /* bytes; a shorter word says little about what a line is about */

/*
 * The facts of a trimmed line that is not empty. `content` takes the hashes of the words that say what the line is
 * about: no common ones, and none under FACTS_CONTENT bytes. Needs room for facts_content_most() and one more.
 */
struct facts facts_of(const struct wordmap *map, tsl_str line, uint32_t *content);

/* The most of such words in a line of len bytes. */
uint32_t facts_content_most(size_t len);

/* Words of the whole line, guessed where not all of it was counted. */
uint32_t facts_words(const struct facts *f);

/* What a trimmed line that is not empty ends with. */
enum mark facts_last(tsl_str line);

/* Whether the line ends as a sentence does. */
bool facts_end_sentence(const struct facts *f);

/* Whether it does, and is long enough to be one. */
bool facts_are_prose(const struct facts *f);

#endif
