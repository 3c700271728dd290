/*
 * wordmap.h: from a word's hash (word.h) to a small number, for the stages with a lexicon.
 *
 * Open addressing in memory from host->keep(): filled in open(), only read afterwards. A slot is empty
 * where its key is 0, which word_hash() never gives. At most half of the slots are ever taken, so a
 * word that is not in the map is known after a step or two.
 */
#ifndef COMMON_WORDMAP_H
#define COMMON_WORDMAP_H

#include <teasel.h>

struct wordmap_slot {
	uint64_t key;
	uint32_t value;
};

struct wordmap {
	struct wordmap_slot *slots;
	size_t mask;
};

/* Makes room for `most` words. */
static inline void wordmap_init(struct wordmap *map, const tsl_host *host, tsl_setup *setup, size_t most)
{
	size_t slots = 8;
	while (slots < most * 2)
		slots *= 2;
	map->slots = host->keep(setup, slots * sizeof *map->slots);
	map->mask = slots - 1;
}

/* The slot that holds the key, or the empty one where it would stand. */
static inline struct wordmap_slot *wordmap_slot(const struct wordmap *map, uint64_t key)
{
	size_t i = key & map->mask;
	while (map->slots[i].key && map->slots[i].key != key)
		i = (i + 1) & map->mask;
	return &map->slots[i];
}

/* The value to read or write of a key, which is added with `otherwise` where it is new. */
static inline uint32_t *wordmap_add(struct wordmap *map, uint64_t key, uint32_t otherwise)
{
	struct wordmap_slot *slot = wordmap_slot(map, key);
	if (!slot->key)
		*slot = (struct wordmap_slot){ key, otherwise };
	return &slot->value;
}

static inline uint32_t wordmap_get(const struct wordmap *map, uint64_t key, uint32_t otherwise)
{
	const struct wordmap_slot *slot = wordmap_slot(map, key);
	return slot->key ? slot->value : otherwise;
}

/* The key of two things in a row, such as a state and the word that follows it. Never 0. */
static inline uint64_t wordmap_pair(uint64_t first, uint64_t second)
{
	uint64_t h = (first + 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u ^ second;
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	h ^= h >> 29;
	return h ? h : 1;
}

#endif
