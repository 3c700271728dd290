/*
 * try.h: runs texts through stages as a user would, with the built program, for the tests of plugins.
 *
 * The program and its plugins are looked for below the environment's TEASEL_BUILD (default: build).
 * A test fails, with what the program printed, where the run itself fails.
 */
#ifndef TESTS_TRY_H
#define TESTS_TRY_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Runs one text through the stages of a YAML list, written as in a pipeline below `stages:`, such as
 *     "- sentences\n- sentiment: {lexicon: x.tsv}\n"
 * and returns the document as the jsonl writer prints it (all public fields, offsets in code points).
 * `also` names private layers or columns to be written too ("tokens"), or is NULL.
 * The caller puts the object back with json_object_put().
 */
struct json_object *try_text(const char *stages, const char *also, const char *text);

/* The same for n texts in one run; returns a JSON array of n documents, in order. */
struct json_object *try_texts(const char *stages, const char *also, const char *const *texts, size_t n);

/* A whole pipeline file's text and input files' names and contents, for tests of readers and writers. All files
 * are written to a new temporary folder, which is the current folder of `teasel run pipeline.yaml --out run ARGS`.
 * The result is released with try_release(). */
struct try_file {
	const char *name, *content;
	size_t size; /* 0: strlen(content) */
};
struct try_run {
	char folder[64]; /* the temporary folder */
	int exit;
	char *out, *err; /* what it printed, NUL-terminated */
};
struct try_run try_pipeline(const char *yaml, const struct try_file *files, size_t n, const char *args);
/* The same with a shell command of one's own in that folder, in which $TEASEL is the program. */
struct try_run try_shell(const char *yaml, const struct try_file *files, size_t n, const char *command);
/* Contents of a file below the temporary folder ("run/documents.jsonl"), NUL-terminated, or NULL; the caller frees it.
 */
char *try_read(const struct try_run *run, const char *path);
void try_release(struct try_run *run);

/* Finds the folder of the plugins built from tests/plugins/broken, for --plugins; false where it is not there. */
bool try_broken_plugins(char folder[512]);

/* text[begin..end) of a row of a layer of a document that try_text() returned, counted in code points; the caller frees
 * it. */
char *try_row_text(struct json_object *document, const char *layer, size_t row);

#endif
