/*
 * crew.h: the processes that do the work, or their stand-in within one process.
 *
 *     coordinator ── zygote ─┬─ feeder      cuts the input into blocks
 *                            ├─ worker 1    runs the chain over a block
 *                            └─ worker 2 …
 *
 * The zygote loads the plugins and builds the plan; feeder and workers are forked from it, so that lexicons and models
 * are shared. No code of a plugin runs in the coordinator. Blocks travel in slots; messages only name them.
 *
 * A crew is opened in a zeroed struct, asked for finished blocks until there are no more, and released.
 */
#ifndef RUN_CREW_H
#define RUN_CREW_H

#include "base/error.h"
#include "base/str.h"
#include "pipeline/plan.h"
#include "run/block.h"
#include "run/timings.h"
#include "run/worker.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define CREW_MOST_WORKERS 64

struct crew_options {
	struct pipeline *pipeline; /* read, but not bound */
	const struct search *search;
	unsigned workers;
	bool in_process;
	bool timings, sandbox;
	bool json; /* how problems of the plan are shown */
	/* Tells what is asked about the plan: for the manifest, or for a person. Runs where the plan is. */
	void (*describe)(const void *context, const struct plan *plan, str *to);
	const void *context;
	/* Called about ten times a second while processes work, where it is not NULL. */
	void (*waiting)(void *waiter);
	void *waiter;
};

/* What the zygote tells once the plan stands. */
struct briefing {
	str bytes;
	tsl_str plan;           /* what describe() wrote */
	tsl_str identity;       /* identity.h */
	uint64_t input_bytes;   /* sizes of the input files; UINT64_MAX: not known, as of a pipe */
	tsl_str *heads, *tails; /* one a writer */
};

enum crew_end { CREW_GOES_ON, CREW_DONE, CREW_PROBLEMS, CREW_BROKEN, CREW_INTERRUPTED, CREW_TOO_MANY_FAILED };

struct member {
	pid_t pid;
	int fd;                          /* -1: gone */
	int watch;                       /* readable once the process has ended */
	bool over;                       /* it was ended for the limit of time */
	bool tracer;                     /* it runs a block again in which a worker broke down */
	uint64_t documents, cpu, waited; /* when it was last seen to go on */
	struct slot *slot;               /* what it is at, or NULL */
};

struct crew {
	struct crew_options options;
	struct slots slots;
	struct briefing briefing;
	struct slot **free, **filled;
	size_t n_free, n_filled;
	bool fed;        /* the feeder has nothing more */
	uint64_t looked; /* milliseconds, when it was last seen to that all workers go on */
	int signals;
	struct timings timings; /* a row a worker, then the feeder's, then the zygote's */

	/* Forked: */
	pid_t zygote;
	int zygote_fd;
	struct worker_state *states; /* one a worker, the last the zygote's; shared */
	struct place *start;         /* where the first block begins; shared */
	struct member feeder, workers[CREW_MOST_WORKERS];

	/* In one process: */
	struct plan *plan;
	struct feeder *own_feeder;
	struct worker *own_worker;
};

/* CREW_GOES_ON where the plan stands; CREW_PROBLEMS where they were shown on stderr. */
enum crew_end crew_open(struct crew *c, const struct crew_options *options, tsl_error *e);

/* Starts the work, at the beginning of the input or, in a run that is resumed, further on; before it, nothing has been
 * read. */
enum crew_end crew_start(struct crew *c, const struct place *start, tsl_error *e);

/* The next finished block, in any order; CREW_DONE where there are no more. */
enum crew_end crew_next(struct crew *c, struct slot **slot, tsl_error *e);
void crew_give_back(struct crew *c, struct slot *slot);

/* Ends all processes that are still there. */
void crew_release(struct crew *c);

/* ---- what both kinds of crew use ---- */

/* Builds the plan, shows its problems, and writes the briefing. */
bool crew_build_plan(const struct crew_options *options, struct plan *plan, str *briefing);
bool briefing_read(struct briefing *b, size_t n_writers, tsl_error *e);

#endif
