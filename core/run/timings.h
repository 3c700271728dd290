/*
 * timings.h: the CPU time of each step of a pipeline, gathered in memory that the processes of a run share.
 *
 * Each worker, and the feeder, has a row of its own, so that nobody waits for anybody. The clock is read when a worker
 * goes from one step to the next: some 0.2 µs, which is why it is asked for by a flag.
 */
#ifndef RUN_TIMINGS_H
#define RUN_TIMINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nanoseconds by step: 0 is the host's own work between steps, then readers, stages and writers in their order. */
struct timings {
	uint64_t *at; /* NULL: nobody asked */
	size_t rows, steps;
};

/* One process's way through the steps. */
struct stopwatch {
	uint64_t *row; /* NULL: stands still */
	uint64_t since;
	size_t step;
};

bool timings_init(struct timings *t, size_t rows, size_t steps);
void timings_release(struct timings *t);
struct stopwatch timings_row(const struct timings *t, size_t row);
/* Of a step over all rows. */
uint64_t timings_sum(const struct timings *t, size_t step);

/* CPU time of this process so far. */
uint64_t stopwatch_now(void);
void stopwatch_start(struct stopwatch *w);
/* What has gone by belongs to the step before; from now on it belongs to `step`. */
void stopwatch_enter(struct stopwatch *w, size_t step);

#endif
