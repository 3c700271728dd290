/*
 * vocabulary.h: which words of a line occur in the prose of its page, too.
 *
 * What belongs to an article shares its names and subjects; teasers of other articles, menus and lists of links do not,
 * however long their lines are. Each word counts once a line.
 */
#ifndef BOILERPLATE_VOCABULARY_H
#define BOILERPLATE_VOCABULARY_H

#include "facts.h"

#define VOCABULARY_NEAR 15 /* lines */

/* What a line's words have in common with the lines of prose around it. */
struct shared {
	uint8_t words;     /* different ones that count */
	uint8_t elsewhere; /* of them, those in other lines of prose, anywhere on the page */
	uint8_t up, down;  /* … in lines of prose at most VOCABULARY_NEAR lines before, behind */
};

/*
 * One answer for each of n lines, in time linear in their words: words[] holds the hashes that facts_of() found, line
 * after line, and is written over.
 */
struct shared *vocabulary_shared(const tsl_host *host, tsl_document *doc, const struct facts *lines, uint32_t n,
				 uint32_t *words);

#endif
