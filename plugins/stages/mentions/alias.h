/*
 * alias.h: the aliases of all targets as a trie over the hashes of their words. A node is a number, an
 * edge is the pair of a node and a word in one hash map, and node 0 is the root.
 *
 * The words of an alias are found as the stage `tokens` finds those of a text: runs of letters and digits,
 * and signs by themselves. Hyphens are left out here and stepped over in the text. An edge is also made for
 * the word in capitals and with 's, so that the text is looked up as it stands.
 */
#ifndef MENTIONS_ALIAS_H
#define MENTIONS_ALIAS_H

#include <teasel.h>

#include "filter.h"
#include "targets.h"
#include "wordmap.h"

enum { MOST_WORDS = 24 };

struct alias_word {
	tsl_str spelling;
	bool cased; /* has a capital: the text must have it too */
	bool sign;
};

/* An alias as the trie holds it. */
struct alias {
	const struct claim *claim;
	const struct alias_word *words;
	uint32_t n;
	uint32_t capitals;
	struct alias *next; /* the same words with fewer capitals: "US" comes before "us" */
};

struct alias_node {
	struct alias *ends; /* here, or NULL */
	uint32_t owner;     /* the node of the same words without 's, or 0 */
};

struct alias_trie {
	struct wordmap edges;
	struct alias_node *nodes;
	struct alias *aliases;
	struct alias_word *words;
	struct filter first; /* words worth a look: those that lead anywhere from the root, and those about people */
	struct filter alone; /* of these: those that are worth one whatever follows */
	struct filter later; /* words that lead on from other nodes */
	uint32_t n_nodes, n_aliases, n_words;
};

/* Whether there is a word in it, and not signs alone. */
bool alias_has_word(tsl_str);
/* Rejects an alias without a word, and one that two targets claim or that has two scores. `more` words will be added
 * to the filters `first` and `alone`. */
tsl_status alias_trie_open(struct alias_trie *, const tsl_host *, tsl_setup *, const struct targets *, size_t more);

/* Whether a token that is the same word but for capitals has those of the alias, or capitals alone; what follows the
 * word in the token is not looked at. */
bool alias_capitals_fit(const struct alias_word *, tsl_str token);

/* Where a word leads from a node; 0 where it leads nowhere. */
static inline uint32_t alias_step(const struct alias_trie *trie, uint32_t node, uint64_t hash)
{
	return wordmap_get(&trie->edges, wordmap_pair(node, hash), 0);
}

#endif
