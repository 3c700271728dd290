/*
 * alias.h: the aliases of all targets as a trie over the hashes of their words. A node is a number, an
 * edge is the pair of a node and a word in one hash map, and node 0 is the root.
 *
 * The words of an alias are found as the stage `tokens` finds those of a text: runs of letters and digits,
 * and signs by themselves. Hyphens are left out here and stepped over in the text.
 */
#ifndef MENTIONS_ALIAS_H
#define MENTIONS_ALIAS_H

#include <teasel.h>

#include "wordmap.h"

enum { MOST_WORDS = 24 };

struct alias_word {
	tsl_str spelling;
	bool cased; /* has a capital: the text must have it too */
};

struct alias {
	tsl_str spelling;
	const tsl_str *target;
	const struct alias_word *words;
	uint32_t n;
	uint32_t capitals;
	struct alias *next; /* the same words with fewer capitals: "US" comes before "us" */
};

struct alias_trie {
	struct wordmap edges;
	struct alias **ends; /* of each node: the aliases that end there, or NULL */
	struct alias *aliases;
	struct alias_word *words;
	uint32_t n_nodes, n_aliases, n_words;
};

/* Rejects an alias without a word, and one that two targets claim. */
tsl_status alias_trie_open(struct alias_trie *, const tsl_host *, tsl_setup *, const tsl_groups *targets);

/* Where a word leads from a node; 0 where it leads nowhere. */
static inline uint32_t alias_step(const struct alias_trie *trie, uint32_t node, uint64_t hash)
{
	return wordmap_get(&trie->edges, wordmap_pair(node, hash), 0);
}

#endif
