/* causes.h: why documents failed, and how often. */
#ifndef RUN_CAUSES_H
#define RUN_CAUSES_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

#define CAUSES_MOST 1024 /* different ones that are counted; later ones are not */

struct cause {
	uint64_t hash, n;
	char *text; /* "stage: cause" */
};

struct causes {
	struct cause *list;
	size_t n, room;
};

/* Counts the cause of a line of failed.jsonl. */
void causes_add(struct causes *c, const char *line, size_t len);
/* The commonest ones, at most `most`, a line each: "  120 times  sentences: out of memory". */
void causes_tell(const struct causes *c, size_t most, str *to);
void causes_release(struct causes *c);

#endif
