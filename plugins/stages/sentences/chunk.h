/*
 * chunk.h: what stands between two blanks, taken apart: opening marks, a core, closing marks.
 */
#ifndef SENTENCES_CHUNK_H
#define SENTENCES_CHUNK_H

#include "page.h"

#include <stdint.h>

struct chunk {
	const char *begin, *end; /* with its marks; begin == end where there is none */
	uint64_t word;           /* hash of the core; of its shape where it holds digits; 0: no core */
	uint32_t tail;           /* hash of the last three letters of the core */
	uint32_t shape;          /* what its letters look like; 0: no core */
	uint32_t opens, closes;  /* up to four bytes of the marks before and after the core */
};

/* The chunk that ends at `at`, or before the blanks there; one that goes further back than `begin` is cut off. */
struct chunk chunk_before(const struct page *, const char *begin, const char *at);
/* The chunk that begins at `at`, or after the blanks there. */
struct chunk chunk_after(const struct page *, const char *at, const char *limit);

#endif
