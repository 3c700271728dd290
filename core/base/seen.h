/*
 * seen.h: the things met so far, by their 128-bit hashes.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct seen {
	hash128 *at; /* open addressing; {0, 0} is free */
	size_t n, room;
};

/* Adds one; false where it was there already. */
bool seen_add(struct seen *s, hash128 id);
bool seen_has(const struct seen *s, hash128 id);
void seen_release(struct seen *s);

#endif
