/*
 * params.h: ${…} in a pipeline's values.
 *
 * `${name}` is a parameter: its default stands under `params:`, and `--set name=value` replaces it. `${env:NAME}` is an
 * environment variable, and the only way in which the environment is reached. `$${` is a literal `${`. Replacing
 * happens after parsing, inside scalars only, so that a value can never change the structure. What comes out counts as
 * quoted.
 *
 * A relative path belongs to where it was written: a scalar that begins with a value from the command line is marked
 * `from_command`, and is taken from the current folder instead of the pipeline's.
 */
#ifndef PIPELINE_PARAMS_H
#define PIPELINE_PARAMS_H

#include "base/problem.h"
#include "pipeline/yaml.h"

#include <stdbool.h>
#include <stddef.h>

struct param {
	const char *name, *value;
	bool from_command;
};

struct params {
	struct param *list;
	size_t n, room;
};

/* Reads `params:` (may be NULL) and the n settings "name=value" of the command line. Values lie in `memory`. */
bool params_read(struct params *p, const struct node *map, const char *const *set, size_t n, arena *memory,
		 struct problems *problems);
void params_release(struct params *p);

/* Replaces in all values below a node. Reports every name that is not known. */
void params_replace(const struct params *p, struct node *node, arena *memory, struct problems *problems);

#endif
