/*
 * chain.h: a pipeline in process, through the host's own plan and worker.
 *
 * The plugins are the built ones, with the sanitizers in them. Each input is cut into records as the feeder would, each
 * record is run through the chain twice, and what comes out is checked: see check.h, and chain.c for the rest.
 */
#ifndef FUZZ_CHAIN_H
#define FUZZ_CHAIN_H

#include "fuzz.h"

#include "run/worker.h"

struct chain {
	struct pipeline pipeline;
	struct plan plan;
	struct search search;
	struct slots slots;
	struct worker worker;
	struct worker_state state;
	tsl_str header; /* the first record, where the reader wants to see it with each other; lies before that */
	bool may_fail;  /* a stage may lose a document: it was given a file that is out of its senses */
	str first;      /* what the first of two runs wrote */
};

/* Reader, stages and writers are written as within the brackets of `input: []`, `stages: []` and `output: []`; the
 * reader's path is `-`. `entering` may be NULL; see plan.h. */
void chain_open(struct chain *c, const char *reader, const char *stages, const char *output,
		void (*entering)(void *context, const char *label, const char *callback));
/* Runs an input; its bytes stay where they are, so that reading past their end is seen. */
void chain_feed(struct chain *c, const uint8_t *data, size_t size);
/* The same of one record. */
void chain_record(struct chain *c, const char *at, size_t n);

/* A whole harness in one line. */
#define CHAIN_HARNESS(reader, stages, output)                        \
	static struct chain chain;                                   \
	int LLVMFuzzerInitialize(int *argc, char ***argv)            \
	{                                                            \
		(void)argc, (void)argv;                              \
		chain_open(&chain, reader, stages, output, NULL);    \
		return 0;                                            \
	}                                                            \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) \
	{                                                            \
		chain_feed(&chain, data, size);                      \
		return 0;                                            \
	}

#define TEXT "text: {paths: '-'}"
#define JSONL "jsonl: {path: x.jsonl}"
#define PEOPLE "targets: {Kolb: [Irena Kolb, President Kolb], Renn: [Tomas Renn], Varland: []}"

#endif
