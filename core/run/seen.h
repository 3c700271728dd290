/*
 * seen.h: the ids that a run has met, by their 128-bit hashes.
 */
#ifndef RUN_SEEN_H
#define RUN_SEEN_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct seen {
	hash128 *at; /* open addressing; {0, 0} is free */
	size_t n, room;
};

/* Adds an id; false where it was there already. */
bool seen_add(struct seen *s, hash128 id);
void seen_release(struct seen *s);

#endif
