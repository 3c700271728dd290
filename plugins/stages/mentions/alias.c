/* Reads the aliases of the pipeline into the trie. */
#include "alias.h"
#include "clause.h"
#include "word.h"

/* ---- the words of an alias ---- */

static bool is_word_point(uint32_t c)
{
	if (c < 0x80)
		return char_is_letter((unsigned char)c) || char_is_digit((unsigned char)c);
	bool latin_sign = (c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7;
	return !latin_sign && !point_is_space(c) && clause_point_role(c) == TOKEN_WORD;
}

/* What stands at `at`, and its bytes; a space where the text has ended. */
static uint32_t point_at(const char *at, const char *end, unsigned *size)
{
	*size = 0;
	return at < end ? char_decode(at, size) : ' ';
}

static bool is_gap(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || point_is_space(c);
}

/* Whether a mark between two characters of a word holds them together: don't, 3.5 */
static bool joins(const char *at, const char *end, uint32_t mark, unsigned size)
{
	unsigned next_size;
	uint32_t next = point_at(at + size, end, &next_size);
	if (mark == '.' || mark == ',')
		return char_is_digit((unsigned char)at[-1]) && next < 0x80 && char_is_digit((unsigned char)next);
	return (mark == '\'' || mark == 0x2019) && is_word_point(next);
}

static const char *word_end(const char *at, const char *end)
{
	unsigned size;
	for (uint32_t c; (c = point_at(at, end, &size)), size; at += size)
		if (!is_word_point(c) && !joins(at, end, c, size))
			break;
	return at;
}

static const char *sign_end(const char *at, const char *end, unsigned size)
{
	const char *next = at + size;
	while (end - next >= size && !memcmp(next, at, size))
		next += size;
	return next;
}

/* Takes the first word or sign off the front of `rest`; one of no length says that there is none. */
static tsl_str next_word(tsl_str *rest, bool *is_sign)
{
	const char *at = rest->at, *end = rest->at + rest->len;
	unsigned size;
	uint32_t c = point_at(at, end, &size);
	for (; size && is_gap(c); c = point_at(at, end, &size))
		at += size;
	*is_sign = !is_word_point(c);
	const char *next = !size ? at : *is_sign ? sign_end(at, end, size) : word_end(at, end);
	*rest = (tsl_str){ next, (size_t)(end - next) };
	return (tsl_str){ at, (size_t)(next - at) };
}

/* Signs count among the words of an alias where it has a word at all. */
static uint32_t count_words(tsl_str alias)
{
	uint32_t n = 0, words = 0;
	bool is_sign;
	for (; next_word(&alias, &is_sign).len; n++)
		words += !is_sign;
	return words ? n : 0;
}

/* ---- the trie ---- */

static uint32_t count_capitals(tsl_str word)
{
	uint32_t n = 0;
	for (size_t i = 0; i < word.len; i++)
		n += char_is_upper((unsigned char)word.at[i]);
	return n;
}

/* Follows the edge of a word, which is made where it is new. */
static uint32_t step_into(struct alias_trie *trie, uint32_t node, tsl_str word)
{
	uint64_t key = wordmap_pair(node, word_hash(word.at, word.len));
	uint32_t next = *wordmap_add(&trie->edges, key, trie->n_nodes);
	if (next == trie->n_nodes)
		trie->n_nodes++;
	return next;
}

static uint32_t read_alias(struct alias_trie *trie, struct alias *alias)
{
	uint32_t node = 0;
	tsl_str rest = alias->spelling;
	bool is_sign;
	alias->words = trie->words + trie->n_words;
	for (tsl_str word = next_word(&rest, &is_sign); word.len; word = next_word(&rest, &is_sign)) {
		uint32_t capitals = count_capitals(word);
		trie->words[trie->n_words++] = (struct alias_word){ word, capitals > 0 };
		alias->capitals += capitals;
		alias->n++;
		node = step_into(trie, node, word);
	}
	return node;
}

/* Whether both accept the same texts, given that they end at the same node. */
static bool same_capitals(const struct alias *a, const struct alias *b)
{
	if (a->capitals != b->capitals)
		return false;
	for (uint32_t i = 0; i < a->n; i++) {
		tsl_str v = a->words[i].spelling, w = b->words[i].spelling;
		if (!bytes_equal(v.at, v.len, w.at, w.len))
			return false;
	}
	return true;
}

static tsl_status insert_alias(const tsl_host *host, tsl_setup *setup, struct alias **list, struct alias *alias)
{
	while (*list && (*list)->capitals > alias->capitals)
		list = &(*list)->next;
	for (const struct alias *other = *list; other; other = other->next) {
		if (!same_capitals(other, alias))
			continue;
		if (other->target == alias->target)
			return TSL_OK;
		return host->reject(
			setup, "targets",
			"the alias \"%.*s\" is claimed by both \"%.*s\" and \"%.*s\": give it to one of them",
			(int)alias->spelling.len, alias->spelling.at, (int)other->target->len, other->target->at,
			(int)alias->target->len, alias->target->at);
	}
	alias->next = *list;
	*list = alias;
	return TSL_OK;
}

static tsl_status check_alias(const tsl_host *host, tsl_setup *setup, tsl_str alias, const tsl_str *target)
{
	uint32_t n = count_words(alias);
	if (!n)
		return host->reject(setup, "targets", "the target \"%.*s\" has an alias without a word: remove it",
				    (int)target->len, target->at);
	if (n > MOST_WORDS)
		return host->reject(setup, "targets", "the alias \"%.*s\" has %u words; at most %d are allowed",
				    (int)alias.len, alias.at, n, MOST_WORDS);
	return TSL_OK;
}

/* A name is only added where no alias has the same words: `us: [US]` must not find the pronoun. */
static tsl_status add_alias(const tsl_host *host, tsl_setup *setup, struct alias_trie *trie, const tsl_str *spelling,
			    const tsl_str *target)
{
	if (check_alias(host, setup, *spelling, target) != TSL_OK)
		return TSL_FAILED;
	struct alias *alias = &trie->aliases[trie->n_aliases++];
	alias->spelling = *spelling;
	alias->target = target;
	struct alias **list = &trie->ends[read_alias(trie, alias)];
	if (spelling == target && *list)
		return TSL_OK;
	return insert_alias(host, setup, list, alias);
}

static void make_room(struct alias_trie *trie, const tsl_host *host, tsl_setup *setup, const tsl_groups *targets)
{
	size_t aliases = 0, words = 0;
	for (size_t i = 0; i < targets->n; i++) {
		aliases += 1 + targets->of[i].n;
		words += count_words(targets->name[i]);
		for (size_t k = 0; k < targets->of[i].n; k++)
			words += count_words(targets->of[i].at[k]);
	}
	trie->aliases = host->keep(setup, aliases * sizeof *trie->aliases);
	trie->words = host->keep(setup, words * sizeof *trie->words);
	trie->ends = host->keep(setup, (words + 1) * sizeof(struct alias *));
	trie->n_nodes = 1;
	wordmap_init(&trie->edges, host, setup, words);
}

tsl_status alias_trie_open(struct alias_trie *trie, const tsl_host *host, tsl_setup *setup, const tsl_groups *targets)
{
	tsl_status status = TSL_OK;
	make_room(trie, host, setup, targets);
	for (size_t i = 0; i < targets->n; i++)
		for (size_t k = 0; k < targets->of[i].n; k++)
			if (add_alias(host, setup, trie, &targets->of[i].at[k], &targets->name[i]) != TSL_OK)
				status = TSL_FAILED;
	for (size_t i = 0; i < targets->n; i++) {
		/* A name without a word, such as "?", is no alias where the target has others. */
		if (targets->of[i].n && !count_words(targets->name[i]))
			continue;
		if (add_alias(host, setup, trie, &targets->name[i], &targets->name[i]) != TSL_OK)
			status = TSL_FAILED;
	}
	return status;
}
