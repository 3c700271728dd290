/*
 * layer.h: layers that a line brings along, as `layers` and `columns` name them.
 */
#ifndef JSONL_LAYER_H
#define JSONL_LAYER_H

#include "json.h"
#include "member.h"

#include <teasel.h>

struct layer {
	const char *name, *path; /* the layer, and the member with its rows */
	tsl_layer handle;
	struct members columns;
};

struct layers {
	struct layer *at;
	size_t n;
	tsl_unit unit; /* of begin and end */
};

/* `names`: the layers, each with the one field that holds its rows; `columns`: of some of them. */
tsl_status layers_declare(const tsl_host *host, tsl_setup *setup, tsl_groups names, tsl_groups columns, tsl_str prefix,
			  struct layers *to);

tsl_status layers_read(const struct json_line *line, const struct layers *layers);

#endif
