/*
 * rows.h: tables of texts and of what a stage must find in them, for the tests of stages. All texts of a
 * table go through the stages in one run.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASES(a) a, sizeof(a) / sizeof(*(a))

struct rows_case {
	const char *text;
	const char *rows; /* of the layer: "its text = the column", parted by " | "; "-" for a missing value */
};

static inline struct json_object *rows_run(const char *stages, const struct rows_case *cases, size_t n)
{
	const char **texts = calloc(n, sizeof *texts);
	for (size_t i = 0; i < n; i++)
		texts[i] = cases[i].text;
	struct json_object *all = try_texts(stages, NULL, texts, n);
	free(texts);
	return all;
}

/* What the stage found, written as in a case; the caller frees it. */
static inline char *rows_write(struct json_object *document, const char *layer, const char *column)
{
	struct json_object *rows = json_object_object_get(document, layer);
	char *written;
	size_t size;
	FILE *to = open_memstream(&written, &size);
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *value = json_object_object_get(json_object_array_get_idx(rows, i), column);
		char *text = try_row_text(document, layer, i);
		fprintf(to, "%s%s = %s", i ? " | " : "", text, value ? json_object_get_string(value) : "-");
		free(text);
	}
	fclose(to);
	return written;
}

static inline void expect_rows(const char *stages, const char *layer, const char *column, const struct rows_case *cases,
			       size_t n)
{
	struct json_object *all = rows_run(stages, cases, n);
	for (size_t i = 0; i < n; i++) {
		char *found = rows_write(json_object_array_get_idx(all, i), layer, column);
		if (strcmp(found, cases[i].rows))
			fail_msg("in:       %s\nfound:    %s\nexpected: %s", cases[i].text, found, cases[i].rows);
		free(found);
	}
	json_object_put(all);
}

/* A number of a row of a layer, or of the document where `layer` is NULL. */
static inline double real_of(struct json_object *document, const char *layer, size_t row, const char *column)
{
	struct json_object *at = document;
	if (layer)
		at = json_object_array_get_idx(json_object_object_get(document, layer), row);
	struct json_object *value = json_object_object_get(at, column);
	if (!value)
		fail_msg("`%s` is missing in: %s", column, json_object_get_string(document));
	return json_object_get_double(value);
}

/* Texts and the sign of a document's number: '+', '-' or '0'. */
struct sign_case {
	const char *text;
	char sign;
};

static inline char sign_of(double x)
{
	return x > 0 ? '+' : x < 0 ? '-' : '0';
}

#endif
