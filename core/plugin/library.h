/*
 * library.h: finding, checking and loading plugins. The only place that calls dlopen.
 *
 * A plugin NAME of a kind is FOLDER/readers/NAME.so (stages, writers) or FOLDER/NAME.so, in the first folder that has
 * it; nothing else names one: neither the current folder nor a variable of the environment. Before any of its code
 * runs, the file must be one that nobody else can have put there (trust.h), and its ELF note must fit this host.
 */
#ifndef PLUGIN_LIBRARY_H
#define PLUGIN_LIBRARY_H

#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <teasel.h>

enum plugin_kind { PLUGIN_READER = 1, PLUGIN_STAGE, PLUGIN_WRITER };

const char *plugin_kind_name(enum plugin_kind kind); /* "reader", "stage", "writer" */

struct library {
	char *path;
	void *handle;
	enum plugin_kind kind;
	hash128 digest;    /* of the whole file */
	tsl_plugin plugin; /* a copy, with members it does not know zeroed */
};

struct search {
	char **folders;
	size_t n, room;
};

void search_add(struct search *s, const char *folder);
/* The folders beside the program: EXE/plugins, then EXE/../lib/teasel/plugins. */
void search_add_own(struct search *s);
void search_release(struct search *s);

/* The path of a plugin, which the caller frees, or NULL where no folder has it. */
char *library_find(const struct search *s, enum plugin_kind kind, const char *name);

/* Names of all plugins of a kind, sorted and each once; the caller frees each and the array. */
char **library_names(const struct search *s, enum plugin_kind kind, size_t *n);

/* Loads a plugin from the path that library_find() gave. The error is a whole sentence that begins with the path. */
struct library *library_open(const struct search *s, const char *path, enum plugin_kind kind, tsl_error *e);
void library_close(struct library *l);

#endif
