/*
 * arena.h: memory that is handed out bit by bit and taken back all at once.
 *
 * Invariants: a zeroed arena is empty and valid. arena_empty() keeps the memory for the next document, but not more
 * than `keep` bytes, so that one huge document does not stay in memory for the rest of the run.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

typedef struct {
	struct arena_chunk *first, *now;
	char *at, *end;
} arena;

void arena_release(arena *a);
void arena_empty(arena *a, size_t keep);

/* Aligned for any type, not zeroed; NULL when memory runs out. */
void *arena_get(arena *a, size_t bytes);
/* A zeroed one that ends the program when memory runs out: for what belongs to the run as a whole. */
void *arena_keep(arena *a, size_t bytes);
char *arena_copy(arena *a, const char *at, size_t len); /* adds a NUL; like arena_keep() */
char *arena_format(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
