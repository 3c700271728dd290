#include "vocabulary.h"

#include <string.h>

#define NONE UINT32_MAX

/* A word, and the lines of prose it stands in. */
struct slot {
	uint32_t hash;  /* 0: empty */
	uint32_t lines; /* of prose */
	uint32_t seen;  /* the last line looked at that has it */
	uint32_t prose; /* the nearest line of prose on the side that is looked at */
};

struct table {
	struct slot *slot;
	uint32_t mask;
};

static struct table table_new(const tsl_host *host, tsl_document *doc, uint32_t words)
{
	uint32_t slots = 8;
	while (slots < 2 * words)
		slots *= 2;
	struct table table = { host->alloc(doc, slots * sizeof(struct slot)), slots - 1 };
	memset(table.slot, 0, slots * sizeof(struct slot));
	return table;
}

static struct slot *look_up(const struct table *table, uint32_t hash)
{
	uint32_t k = hash * 0x9E3779B1u & table->mask;
	while (table->slot[k].hash && table->slot[k].hash != hash)
		k = (k + 1) & table->mask;
	struct slot *slot = &table->slot[k];
	if (!slot->hash)
		*slot = (struct slot){ hash, 0, NONE, NONE };
	return slot;
}

static bool is_near(uint32_t from, uint32_t to)
{
	return from != NONE && to - from <= VOCABULARY_NEAR;
}

/* Downwards: counts, and leaves the places of a line's different words in `words`, NONE for a word said again. */
static void look_down(const struct table *table, uint32_t *words, const struct facts *lines, uint32_t n,
		      struct shared *shared)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < n; i++) {
		bool prose = facts_are_prose(&lines[i]);
		for (uint32_t end = at + lines[i].content; at < end; at++) {
			struct slot *slot = look_up(table, words[at]);
			bool again = slot->seen == i;
			words[at] = again ? NONE : (uint32_t)(slot - table->slot);
			if (again)
				continue;
			slot->seen = i;
			shared[i].words++;
			shared[i].up = (uint8_t)(shared[i].up + is_near(slot->prose, i));
			if (!prose)
				continue;
			slot->prose = i;
			slot->lines++;
		}
	}
}

/* Upwards, with the places that look_down() left. */
static void look_back_up(const struct table *table, const uint32_t *words, uint32_t at, const struct facts *lines,
			 uint32_t n, struct shared *shared)
{
	for (uint32_t i = n; i-- > 0;) {
		bool prose = facts_are_prose(&lines[i]);
		for (uint32_t begin = at - lines[i].content; at > begin;) {
			if (words[--at] == NONE)
				continue;
			struct slot *slot = &table->slot[words[at]];
			shared[i].elsewhere = (uint8_t)(shared[i].elsewhere + (slot->lines > prose));
			shared[i].down = (uint8_t)(shared[i].down + is_near(i, slot->prose));
			if (prose)
				slot->prose = i;
		}
	}
}

struct shared *vocabulary_shared(const tsl_host *host, tsl_document *doc, const struct facts *lines, uint32_t n,
				 uint32_t *words)
{
	uint32_t all = 0;
	for (uint32_t i = 0; i < n; i++)
		all += lines[i].content;
	struct shared *shared = host->alloc(doc, n * sizeof(*shared));
	struct table table = table_new(host, doc, all);
	memset(shared, 0, n * sizeof(*shared));
	look_down(&table, words, lines, n, shared);
	for (uint32_t k = 0; k <= table.mask; k++)
		table.slot[k].prose = NONE;
	look_back_up(&table, words, all, lines, n, shared);
	return shared;
}
