/*
 * plan.h: a pipeline bound to its plugins: loaded, options filled, fields proved, opened. What a run runs.
 *
 * It is built once, in the process from which the workers are forked, and read-only afterwards. It points into its
 * pipeline, which must outlive it.
 */
#ifndef PIPELINE_PLAN_H
#define PIPELINE_PLAN_H

#include "document/shape.h"
#include "pipeline/bind.h"
#include "pipeline/files.h"
#include "pipeline/pipeline.h"
#include "plugin/library.h"
#include "plugin/setup.h"

#include <stdbool.h>

/* What every reader and every writer takes besides its own options. */
struct reader_options {
	tsl_list paths;
	tsl_str invalid;
};

struct writer_options {
	tsl_str path;
};

extern const tsl_array plan_reader_options, plan_writer_options, plan_stage_options;

/* One plugin at its place in the pipeline. */
struct bound {
	struct plan *plan;
	const struct step *step;
	struct library *library;
	void *config;
	struct reader_options reader;
	struct writer_options writer;
	uint32_t *joined; /* a reader's: handles of the columns of its step's `meta` */
	struct tsl_setup setup;
	bool opened;
};

struct bounds {
	struct bound *list;
	size_t n;
};

struct plan {
	struct pipeline *pipeline;
	struct search search;
	arena memory;
	struct shape shape;
	struct bounds readers, stages, writers;
	struct path_pattern *patterns;
	size_t n_patterns;
	struct files files;
	str list; /* the bytes of --files-from */
	struct used_files used;
	bool broken; /* a step could not be bound: what later steps miss may be its doing */
	/* Which step a plugin's code runs for, for the message if it crashes; may be NULL. */
	void (*entering)(void *context, const char *label, const char *callback);
	void *context;
};

/* Builds a plan in a zeroed struct, whose `entering` may be set. False where the pipeline has problems. `search` is
 * looked through after the pipeline's own `plugins:`. */
bool plan_build(struct plan *plan, struct pipeline *p, const struct search *search);
void plan_release(struct plan *plan);

#endif
