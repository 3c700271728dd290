/*
 * How much of a text stands in words that occur in a row more than once.
 *
 * An n-gram can only occur twice where the (n-1)-grams at its first and its second word do. So the words are numbered
 * first; then each pass numbers the pairs of neighbours of the pass before, and only those that occurred twice go on.
 * A pair of numbers is a key of 64 bits: no two n-grams share one, but where two words share a hash of 64 bits. After
 * the first passes next to nothing is left of ordinary text, and of any text at most as much as there was.
 */
#include "quality.h"

#define LAST_GRAM 10

struct tally {
	uint32_t count;
	uint32_t end;     /* of its last occurrence, in words */
	uint32_t covered; /* characters in its occurrences, each counted once */
};

/* Open addressing; a key is never 0. An n-gram's number is its slot. */
struct table {
	uint64_t *keys;
	struct tally *tallies;
	unsigned shift; /* a hash's upper bits are the slot */
};

struct grams {
	struct table table;
	const uint32_t *upto; /* characters of the words before each word */
	uint32_t *at, *id;    /* n-grams that occur at least twice: the first word, and their number */
	uint32_t n;           /* of those */
	uint32_t duplicate;   /* characters in n-grams that stood before */
};

/* ---- the table ---- */

/* Slots for `most` keys, at most two thirds of them taken. */
static unsigned bits_for(uint32_t most)
{
	unsigned bits = 3;
	while ((uint64_t)2 << bits < (uint64_t)3 * most)
		bits++;
	return bits;
}

static void table_clear(struct table *table, uint32_t most)
{
	unsigned bits = bits_for(most);
	table->shift = 64 - bits;
	memset(table->keys, 0, sizeof(*table->keys) << bits);
}

/* The slot of the key, which is added where it is new. */
static uint32_t table_add(struct table *table, uint64_t key)
{
	uint64_t h = (key ^ key >> 32) * 0x9E3779B97F4A7C15u, mask = UINT64_MAX >> table->shift;
	h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
	uint64_t i = h >> table->shift;
	while (table->keys[i] && table->keys[i] != key)
		i = (i + 1) & mask;
	if (!table->keys[i]) {
		table->keys[i] = key;
		table->tallies[i] = (struct tally){ 0 };
	}
	return (uint32_t)i;
}

/* ---- passes ---- */

static void keep_repeated(struct grams *g)
{
	uint32_t used = 0;
	for (uint32_t k = 0; k < g->n; k++)
		if (g->table.tallies[g->id[k]].count > 1) {
			g->at[used] = g->at[k];
			g->id[used++] = g->id[k];
		}
	g->n = used;
}

/* Numbers the words; returns the characters of all of them. */
static uint32_t number_words(struct grams *g, const struct spaces *spaces, uint32_t words, uint32_t *upto)
{
	const char *at = spaces->text.at;
	tsl_str word;
	uint32_t characters = 0;
	table_clear(&g->table, words);
	for (uint32_t n = 0; n < words && scan_next_word(spaces, &at, spaces->text.at + spaces->text.len, &word); n++) {
		upto[n] = characters;
		characters += (uint32_t)scan_characters(word.at, word.len);
		g->at[n] = n;
		g->id[n] = table_add(&g->table, scan_hash(word.at, word.len));
		g->table.tallies[g->id[n]].count++;
	}
	upto[words] = characters;
	g->upto = upto;
	g->n = words;
	keep_repeated(g);
	return characters;
}

static uint32_t later(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* From the (n-1)-grams that occur twice to the n-grams that do. What is written stands at or before what is read. */
static void extend(struct grams *g, uint32_t n)
{
	uint32_t used = 0, covered_to = 0;
	table_clear(&g->table, g->n);
	g->duplicate = 0;
	for (uint32_t k = 0; k + 1 < g->n; k++) {
		uint32_t at = g->at[k], end = at + n;
		if (g->at[k + 1] != at + 1)
			continue;
		uint32_t slot = table_add(&g->table, ((uint64_t)g->id[k] + 1) << 32 | (g->id[k + 1] + 1));
		struct tally *tally = &g->table.tallies[slot];
		if (tally->count++) {
			g->duplicate += g->upto[end] - g->upto[later(at, covered_to)];
			covered_to = end;
		}
		tally->covered += g->upto[end] - g->upto[later(at, tally->end)];
		tally->end = end;
		g->at[used] = at;
		g->id[used++] = slot;
	}
	g->n = used;
	keep_repeated(g);
}

/* Characters of the n-gram that occurs most often; among several, of the one that covers most. */
static uint32_t top(const struct grams *g)
{
	struct tally best = { 0 };
	for (uint32_t k = 0; k < g->n; k++) {
		const struct tally *tally = &g->table.tallies[g->id[k]];
		if (tally->count > best.count || (tally->count == best.count && tally->covered > best.covered))
			best = *tally;
	}
	return best.covered;
}

/* ---- all of them ---- */

static uint32_t last_wanted(const quality *self)
{
	for (uint32_t n = LAST_GRAM; n >= 5; n--)
		if (self->wants[VALUE_DUPLICATE_5_GRAMS + n - 5])
			return n;
	for (uint32_t n = 4; n >= 2; n--)
		if (self->wants[VALUE_TOP_2_GRAM + n - 2])
			return n;
	return 0;
}

static void make_room(struct grams *g, struct task *task, uint32_t words)
{
	size_t slots = (size_t)1 << bits_for(words);
	g->table.keys = task->host->alloc(task->doc, slots * sizeof(*g->table.keys));
	g->table.tallies = task->host->alloc(task->doc, slots * sizeof(*g->table.tallies));
	g->at = task->host->alloc(task->doc, (words + 1) * sizeof(*g->at));
	g->id = task->host->alloc(task->doc, (words + 1) * sizeof(*g->id));
}

void measure_grams(struct task *task)
{
	struct grams g = { 0 };
	uint32_t last = last_wanted(task->self);
	if (!last || !task->words)
		return;
	make_room(&g, task, task->words);
	uint32_t *upto = task->host->alloc(task->doc, ((size_t)task->words + 1) * sizeof(*upto));
	double characters = number_words(&g, &task->spaces, task->words, upto);
	for (uint32_t n = 2; n <= last; n++) {
		extend(&g, n);
		if (n <= 4)
			task->values[VALUE_TOP_2_GRAM + n - 2] = top(&g) / characters;
		else
			task->values[VALUE_DUPLICATE_5_GRAMS + n - 5] = g.duplicate / characters;
	}
}
