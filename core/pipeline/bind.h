/*
 * bind.h: a step's options from YAML into a plugin's struct.
 */
#ifndef PIPELINE_BIND_H
#define PIPELINE_BIND_H

#include "pipeline/pipeline.h"

#include <stdbool.h>
#include <stddef.h>
#include <teasel.h>

/* A file that an option named, for the manifest. */
struct used_file {
	const char *label, *option, *path; /* as it is written */
	const char *found;                 /* as seen from the current folder */
	tsl_str bytes;
};

struct used_files {
	struct used_file *list;
	size_t n, room;
};

/* One table of options and the struct it fills. */
struct binding {
	const tsl_array *options;
	void *config;
};

/*
 * Fills structs from one step's options, or, with kind 0, from another mapping: defaults first, then what stands in the
 * pipeline. The host's own options and the plugin's are two bindings of one step. Reports every problem; false where
 * there was one.
 */
bool bind_options(struct pipeline *p, const struct step *step, const struct binding *bindings, size_t n,
		  struct used_files *files);

/*
 * A plugin's struct lies in pages of its own. Once all is prepared it can be read only: a plugin that writes over it
 * would change what it does to later documents, and breaks down instead. The size is at least 1.
 */
void *config_get(size_t size);
void config_protect(void *config, size_t size, bool read_only);
void config_release(void *config, size_t size);

#endif
