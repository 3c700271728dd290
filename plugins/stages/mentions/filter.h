/*
 * filter.h: which words are worth a look. A bit for each hash, in a table small enough to stay close to the
 * processor; a word that is not in it is none of those that were added, and most words of a text are not.
 */
#ifndef MENTIONS_FILTER_H
#define MENTIONS_FILTER_H

#include <teasel.h>

struct filter {
	uint64_t *bits;
	uint64_t mask;
};

static inline void filter_init(struct filter *filter, const tsl_host *host, tsl_setup *setup, size_t most)
{
	size_t n = 64;
	while (n < most / 4) /* 16 bits a word */
		n *= 2;
	filter->bits = host->keep(setup, n * sizeof *filter->bits);
	filter->mask = n - 1;
}

static inline void filter_add(struct filter *filter, uint64_t hash)
{
	filter->bits[hash >> 6 & filter->mask] |= (uint64_t)1 << (hash & 63);
}

static inline bool filter_may_hold(const struct filter *filter, uint64_t hash)
{
	return filter->bits[hash >> 6 & filter->mask] >> (hash & 63) & 1;
}

#endif
