/*
 * pipeline.h: a pipeline file, read but not yet bound to plugins.
 *
 * It owns all texts that the plan made from it points to, and the problems found in it by anybody: those of its plan
 * too.
 */
#ifndef PIPELINE_PIPELINE_H
#define PIPELINE_PIPELINE_H

#include "base/problem.h"
#include "base/str.h"
#include "pipeline/limits.h"
#include "pipeline/params.h"
#include "pipeline/yaml.h"
#include "plugin/library.h"
#include "plugin/setup.h"

#include <stdbool.h>

struct meta;

/* One line under input, stages or output: `- name` or `- name: {options}`. */
struct step {
	enum plugin_kind kind;
	const char *plugin, *label; /* label: `label:`, else the plugin's name */
	struct mark at;
	const struct node *options; /* a map, or NULL */
	struct renaming *as;
	size_t n_as;
	struct meta *meta; /* of a reader, or NULL */
};

struct steps {
	struct step *list;
	size_t n, room;
};

struct pipeline {
	char *path, *folder;
	str source;
	struct problems problems;
	struct yaml yaml;
	arena memory;
	struct params params;
	struct limits limits;
	const char *name, *about;
	const char *files_from;     /* a list of files that stands in for the paths of the input; NULL: none */
	const struct node *plugins; /* folders, or NULL */
	struct steps input, stages, output;
};

/* Reads a file. False where it has problems, which are in p->problems; it may then be looked at, but not run. */
bool pipeline_read(struct pipeline *p, const char *path, const char *const *set, size_t n_set);
void pipeline_release(struct pipeline *p);

/* A path of the pipeline, as seen from the current folder; lies in the pipeline's memory. */
const char *pipeline_path(struct pipeline *p, const struct node *scalar);
/* How many bytes of that path are the pipeline's folder, and were not written in the scalar. */
size_t pipeline_path_folder(struct pipeline *p, const struct node *scalar);

/* Where an option of a step stands: "name", "name[2]", "name[2][0]", or, with NULL or where it is not written, the step
 * itself. */
struct mark step_mark(const struct step *step, const char *option);

#endif
