/*
 * worker.h: runs the whole chain over each document of a block.
 */
#ifndef RUN_WORKER_H
#define RUN_WORKER_H

#include "document/document.h"
#include "pipeline/plan.h"
#include "plugin/host.h"
#include "run/block.h"
#include "run/sandbox.h"
#include "run/timings.h"

/* What a worker is at, in memory shared with the coordinator: if it dies, this tells where. */
struct worker_state {
	uint32_t kind, index; /* of the step: enum plugin_kind and its number; kind 0: none */
	uint64_t documents;   /* begun so far */
	uint64_t record;      /* of the block, counted from 1; 0: none */
	char document[256];   /* id, or file and record */
	char damage[128];     /* why the process ends by itself: "wrote past ...", "out of memory"; or empty */
};

#define WORKER_EXIT_DAMAGED 70 /* of a process that has said why */

struct worker {
	const struct plan *plan;
	struct worker_state *state;
	tsl_document doc;
	struct tsl_out out;
	str scratch;
	bool no_row; /* the table of `meta` has none for the document at hand */
	struct stopwatch watch;
	bool forked; /* it may end its process where that was damaged */
	/* Called once a document has its id, where it is not NULL. */
	void (*named)(void *context, tsl_str id);
	void *context;
};

/* A stopwatch without a row measures nothing. */
void worker_init(struct worker *w, const struct plan *plan, struct worker_state *state, struct stopwatch watch);
void worker_release(struct worker *w);

/* Reads a slot's records and fills in its results. */
void worker_run(struct worker *w, struct slot *slot);

enum record_end {
	RECORD_EMPTY,     /* it holds no document */
	RECORD_DONE,      /* whether the document was kept or not */
	RECORD_NO_MEMORY, /* not even for saying that the document failed */
};

/* Runs the chain over the i-th record; its bytes are in w->out then, until the next. */
enum record_end worker_record(struct worker *w, struct slot *slot, uint64_t i, struct result *result);

/* Whether the reader of a record has a table that knows nothing of that id. */
bool worker_lacks_row(const struct plan *plan, const struct record *record, tsl_str id);

/* The label of the step that a worker is at. */
const char *worker_label(const struct plan *plan, const struct worker_state *state);
/* The line of a document that was not kept, for failed.jsonl or dropped.jsonl; id.at == NULL: it has none. */
void worker_put_record(const struct plan *plan, const struct record *record, tsl_str id, const char *label,
		       const char *cause, str *to);

#endif
