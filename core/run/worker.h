/*
 * worker.h: runs the whole chain over each document of a block.
 */
#ifndef RUN_WORKER_H
#define RUN_WORKER_H

#include "document/document.h"
#include "pipeline/plan.h"
#include "plugin/host.h"
#include "run/block.h"
#include "run/timings.h"

/* What a worker is at, in memory shared with the coordinator: if it dies, this tells where. */
struct worker_state {
	uint32_t kind, index; /* of the step: enum plugin_kind and its number; kind 0: none */
	char document[256];   /* id, or file and record */
};

struct worker {
	const struct plan *plan;
	struct worker_state *state;
	tsl_document doc;
	struct tsl_out out;
	str scratch;
	struct stopwatch watch;
};

/* A stopwatch without a row measures nothing. */
void worker_init(struct worker *w, const struct plan *plan, struct worker_state *state, struct stopwatch watch);
void worker_release(struct worker *w);

/* Reads a slot's records and fills in its results. */
void worker_run(struct worker *w, struct slot *slot);

#endif
