/* Builds the trie of aliases. */
#include <stdio.h>

#include "alias.h"
#include "chars.h"
#include "split.h"
#include "word.h"

/* Signs count among the words of an alias where it has a word at all. */
static uint32_t count_words(tsl_str alias)
{
	uint32_t n = 0, words = 0;
	bool is_sign;
	for (; alias_next_word(&alias, &is_sign).len; n++)
		words += !is_sign;
	return words ? n : 0;
}

bool alias_has_word(tsl_str alias)
{
	return count_words(alias) > 0;
}

static uint32_t count_capitals(tsl_str word)
{
	uint32_t n = 0;
	for (size_t i = 0; i < word.len; i++)
		n += char_is_upper((unsigned char)word.at[i]);
	return n;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

bool alias_capitals_fit(const struct alias_word *word, tsl_str token)
{
	bool all_capitals = true, same = true;
	unsigned a, b;
	if (!word->cased)
		return true;
	for (size_t i = 0, k = 0; i < word->spelling.len && k < token.len; i += a, k += b) {
		uint32_t c = char_decode(word->spelling.at + i, &a), t = char_decode(token.at + k, &b);
		same = same && (c == t || (is_apostrophe(c) && is_apostrophe(t)));
		all_capitals = all_capitals && point_upper(t) == t;
	}
	return same || all_capitals;
}

/* ---- edges ---- */

/* Follows the edge of a word, which leads to `next`, or to a node of its own where `next` is 0, if it is new. `last`:
 * an alias may end with it. */
static uint32_t add_edge(struct alias_trie *trie, uint32_t node, tsl_str word, uint32_t next, bool last)
{
	uint64_t hash = word_hash(word.at, word.len);
	uint32_t fresh = next ? next : trie->n_nodes;
	uint32_t there = *wordmap_add(&trie->edges, wordmap_pair(node, hash), fresh);
	if (there == trie->n_nodes)
		trie->n_nodes++;
	filter_add(node ? &trie->later : &trie->first, hash);
	if (!node && last)
		filter_add(&trie->alone, hash);
	return there;
}

/* An edge for the word with 's, which leads to a node that is owned by the one without. */
static void add_possessive(struct alias_trie *trie, uint32_t node, tsl_str word, uint32_t owner, char *scratch)
{
	memcpy(scratch, word.at, word.len);
	memcpy(scratch + word.len, "'s", 2);
	uint32_t own = add_edge(trie, node, (tsl_str){ scratch, word.len + 2 }, 0, true);
	if (own != owner)
		trie->nodes[own].owner = owner;
}

/* Follows the edges of a word; its other spellings lead to the same node. `last`: it may stand with 's. */
static uint32_t step_into(struct alias_trie *trie, uint32_t node, const struct alias_word *word, bool last,
			  char *scratch)
{
	tsl_str w = word->spelling, other = { scratch, w.len };
	uint32_t next = add_edge(trie, node, w, 0, last);
	if (last && !word->sign)
		add_possessive(trie, node, w, next, scratch);
	for (int all = word->cased; all <= 1; all++) {
		if (!write_capitals(w, all, scratch))
			continue;
		add_edge(trie, node, other, next, last);
		if (last)
			add_possessive(trie, node, other, next, scratch + w.len + 2);
	}
	return next;
}

static uint32_t read_alias(struct alias_trie *trie, struct alias *alias, char *scratch)
{
	uint32_t node = 0;
	tsl_str rest = alias->claim->alias;
	bool is_sign;
	alias->words = trie->words + trie->n_words;
	for (tsl_str word = alias_next_word(&rest, &is_sign); word.len; alias->n++) {
		alias->capitals += count_capitals(word);
		trie->words[trie->n_words++] = (struct alias_word){ word, is_cased(word), is_sign };
		word = alias_next_word(&rest, &is_sign);
	}
	for (uint32_t i = 0; i < alias->n; i++)
		node = step_into(trie, node, &alias->words[i], i + 1 == alias->n, scratch);
	return node;
}

/* ---- aliases with the same words ---- */

/* Whether both accept the same texts, given that they end at the same node. */
static bool same_capitals(const struct alias *a, const struct alias *b)
{
	if (a->capitals != b->capitals || a->n != b->n)
		return false;
	for (uint32_t i = 0; i < a->n; i++) {
		tsl_str v = a->words[i].spelling, w = b->words[i].spelling;
		if (!bytes_equal(v.at, v.len, w.at, w.len))
			return false;
	}
	return true;
}

static tsl_status reject_claim(const struct targets *targets, const tsl_host *host, tsl_setup *setup,
			       const struct claim *other, const struct claim *claim)
{
	tsl_str a = targets->at[other->target].name, b = targets->at[claim->target].name, alias = claim->alias;
	const char *option = claim->place.option;
	if (other->target == claim->target && other->score == claim->score)
		return host->reject(setup, option, "the alias \"%.*s\" of \"%.*s\" is listed twice: keep one",
				    (int)alias.len, alias.at, (int)a.len, a.at);
	if (other->target == claim->target)
		return host->reject(setup, option, "the alias \"%.*s\" of \"%.*s\" has two scores: keep one",
				    (int)alias.len, alias.at, (int)a.len, a.at);
	return host->reject(setup, option,
			    "the alias \"%.*s\" is claimed by both \"%.*s\" and \"%.*s\": give it to one of them",
			    (int)alias.len, alias.at, (int)a.len, a.at, (int)b.len, b.at);
}

/* Whether a name gives way: `us: [US]` must not find the pronoun. A target that has nothing but its name keeps it. */
static bool gives_way(const struct alias *list, const struct claim *claim, bool only)
{
	for (; list && claim->by_name && !only; list = list->next)
		if (!list->claim->by_name || list->claim->target == claim->target)
			return true;
	return false;
}

static tsl_status insert_alias(const struct targets *targets, const tsl_host *host, tsl_setup *setup,
			       struct alias **list, struct alias *alias, bool only)
{
	const struct claim *claim = alias->claim;
	if (gives_way(*list, claim, only))
		return TSL_OK;
	while (*list && (*list)->capitals > alias->capitals)
		list = &(*list)->next;
	for (const struct alias *other = *list; other; other = other->next) {
		if (!same_capitals(other, alias))
			continue;
		bool overrides = claim->line && !other->claim->line; /* the pipeline's score counts */
		bool named = claim->by_name || other->claim->by_name;
		bool agrees = overrides || (named && other->claim->score == claim->score);
		if (other->claim->target == claim->target && agrees)
			return TSL_OK;
		return reject_claim(targets, host, setup, other->claim, claim);
	}
	alias->next = *list;
	*list = alias;
	return TSL_OK;
}

static tsl_status check_claim(const struct targets *targets, const tsl_host *host, tsl_setup *setup,
			      const struct claim *claim)
{
	uint32_t n = count_words(claim->alias);
	const char *option = claim->place.option;
	const tsl_str *name = &targets->at[claim->target].name;
	if (!n && claim->by_name)
		return host->reject(setup, option, "the name of the target \"%.*s\" has no word: give it an alias",
				    (int)name->len, name->at);
	if (!n)
		return host->reject(setup, option, "the target \"%.*s\" has an alias without a word: remove it",
				    (int)name->len, name->at);
	if (n > MOST_WORDS)
		return host->reject(setup, option, "the alias \"%.*s\" has %u words; at most %d are allowed",
				    (int)claim->alias.len, claim->alias.at, n, MOST_WORDS);
	return TSL_OK;
}

static tsl_status add_claim(struct alias_trie *trie, const struct targets *targets, const tsl_host *host,
			    tsl_setup *setup, const struct claim *claim, bool only, char *scratch)
{
	if (check_claim(targets, host, setup, claim) != TSL_OK)
		return TSL_FAILED;
	struct alias *alias = &trie->aliases[trie->n_aliases++];
	alias->claim = claim;
	uint32_t node = read_alias(trie, alias, scratch);
	return insert_alias(targets, host, setup, &trie->nodes[node].ends, alias, only);
}

/* Room for all that can be; returns that for the spellings of one word. */
static char *make_room(struct alias_trie *trie, const tsl_host *host, tsl_setup *setup, const struct targets *targets,
		       size_t more)
{
	size_t words = 0, longest = 0;
	for (uint32_t i = 0; i < targets->n_claims; i++) {
		size_t len = targets->claims[i].alias.len;
		words += count_words(targets->claims[i].alias);
		longest = len > longest ? len : longest;
	}
	size_t edges = 3 * words + 3 * targets->n_claims; /* three spellings of each word, and of the last with 's */
	trie->aliases = host->keep(setup, targets->n_claims * sizeof *trie->aliases);
	trie->words = host->keep(setup, words * sizeof *trie->words);
	trie->nodes = host->keep(setup, (edges + 1) * sizeof *trie->nodes);
	trie->n_nodes = 1;
	wordmap_init(&trie->edges, host, setup, edges);
	filter_init(&trie->first, host, setup, 2 * targets->n_claims + more);
	filter_init(&trie->alone, host, setup, 2 * targets->n_claims + more);
	filter_init(&trie->later, host, setup, edges);
	return host->keep(setup, 2 * longest + 4);
}

tsl_status alias_trie_open(struct alias_trie *trie, const tsl_host *host, tsl_setup *setup,
			   const struct targets *targets, size_t more)
{
	tsl_status status = TSL_OK;
	char *scratch = make_room(trie, host, setup, targets, more);
	bool *has_alias = host->keep(setup, targets->n * sizeof *has_alias);
	for (uint32_t i = 0; i < targets->n_claims; i++) {
		const struct claim *claim = &targets->claims[i];
		/* A name without a word, such as "?", is no alias where the target has others. */
		if (claim->by_name && has_alias[claim->target] && !alias_has_word(claim->alias))
			continue;
		bool only = !has_alias[claim->target];
		has_alias[claim->target] = true;
		if (add_claim(trie, targets, host, setup, claim, only, scratch) != TSL_OK)
			status = TSL_FAILED;
	}
	return status;
}
