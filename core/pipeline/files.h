/*
 * files.h: the input files that a reader's `paths` name.
 *
 * A path is a file, a folder (all its files, also those in folders below it), or a pattern: `*`, `?` and `{name}`
 * within one part of the path, `**` for any number of folders. What `{name}` stands for goes to the column
 * documents.name. `-` is standard input. Names that begin with a dot are passed over unless the pattern says the dot.
 */
#ifndef PIPELINE_FILES_H
#define PIPELINE_FILES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#define FILES_MOST_CAPTURES 8

struct input_file {
	const char *path; /* to be opened */
	bool standard_input;
	const char *name; /* the path below the input folder: the default id, and the order; UTF-8, repaired */
	uint32_t reader;  /* number of its input */
	uint32_t pattern; /* number of its pattern, for the captures' columns */
	tsl_str captures[FILES_MOST_CAPTURES];
};

/* One item of `paths`. */
struct path_pattern {
	const char *text; /* as seen from the current folder */
	size_t literal;   /* so many bytes of it are no pattern, whatever signs are in them */
	bool standard_input;
	const char *names[FILES_MOST_CAPTURES];
	tsl_texts columns[FILES_MOST_CAPTURES];
	uint32_t n_names;
};

struct files {
	struct input_file *list;
	size_t n, room;
	struct seen seen; /* paths that a reader has */
	arena memory;
};

/* Finds the names of captures in p->text. False, with a sentence, where the pattern is wrong. */
bool pattern_parse(struct path_pattern *p, arena *memory, tsl_error *e);

/* Adds the files of a pattern that the reader does not have yet, in byte order of their names. False where nothing
 * matches or a folder cannot be read. */
bool files_add(struct files *f, const struct path_pattern *p, uint32_t reader, uint32_t pattern, tsl_error *e);
/* Adds one file, under its path as it was written. */
void files_add_one(struct files *f, const char *path, bool standard_input, uint32_t reader, uint32_t pattern);
bool files_have_standard_input(const struct files *f);
void files_release(struct files *f);

#endif
