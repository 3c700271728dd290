/*
 * glance.h: whether a line is worth folding and comparing with the families.
 *
 * Nine lines of ten are not: no template begins with their first two words, and they have none of the few signs that
 * shapes are made of. A glance never misses a line of a family; some that it lets through belong to none.
 */
#ifndef BOILERPLATE_GLANCE_H
#define BOILERPLATE_GLANCE_H

#include <stdbool.h>
#include <teasel.h>

#include "wordmap.h"

struct glance {
	struct wordmap first;   /* words that a line of a family may begin with */
	uint16_t lengths[1024]; /* which lengths, modulo 16, those with the same two first letters have */
	unsigned digit;         /* the same for all that begin with a digit */
	struct wordmap pairs;   /* … with the word behind them, or 0 where they are all of the line */
	struct wordmap ends;    /* last words of those that may begin with any word */
	bool last[256];         /* last bytes of these */
};

/* Of all families, in use or not. */
void glance_open(struct glance *glance, const tsl_host *host, tsl_setup *setup);

/* Of a trimmed line that is not empty. */
bool glance_may_match(const struct glance *glance, tsl_str line);

#endif
