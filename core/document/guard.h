/*
 * guard.h: bytes behind every array that a plugin is lent, to see whether it wrote past its end.
 *
 * The list of guards lies apart from the arrays, so that what runs over one array does not forge the record of it.
 */
#ifndef DOCUMENT_GUARD_H
#define DOCUMENT_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GUARD_SIZE 16 /* bytes behind an array */

struct guard {
	char *at;
	uint32_t f; /* the field whose array it is, or 0: memory that was asked for */
};

struct guards {
	struct guard *list;
	size_t n, room;
};

/* Sets the bytes at `at`, which belong to nobody else. False where there is no memory to remember them. */
bool guards_add(struct guards *g, char *at, uint32_t f);
/* A guard that was written over, or NULL. */
const struct guard *guards_broken(const struct guards *g);
void guards_empty(struct guards *g);
void guards_release(struct guards *g);

#endif
