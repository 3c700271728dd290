/*
 * limits.h: what a document may cost, and how many may fail: `limits:` of a pipeline.
 */
#ifndef PIPELINE_LIMITS_H
#define PIPELINE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

struct limits {
	double seconds;   /* of CPU time a document; ten times as many by the clock */
	int64_t memory;   /* MiB of address space that a worker may add to what it has after its start */
	int64_t document; /* MiB of a record */
	double failures;  /* share of documents that may fail, looked at once LIMITS_FIRST are through */
};

#define LIMITS_FIRST 1000

extern const tsl_array limits_options; /* of tsl_option: how they are written */

/* Whether a document has used up its time: nanoseconds of CPU time, milliseconds by the clock. */
bool limits_are_over(const struct limits *l, uint64_t cpu, uint64_t waited);
const char *limits_say_over(const struct limits *l, char *to, size_t size);

#endif
