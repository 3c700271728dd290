/*
 * member.h: members of JSON objects that become columns, as `keep` and `columns` name them.
 */
#ifndef JSONL_MEMBER_H
#define JSONL_MEMBER_H

#include "json.h"

#include <stdint.h>
#include <teasel.h>

struct member {
	const char *path;   /* "meta.url" */
	const char *column; /* "documents.meta_url" */
	tsl_type type;
	uint32_t handle;
};

struct members {
	struct member *at;
	size_t n;
};

/* Where a list of items stands in the pipeline, for errors. */
struct member_source {
	const char *option; /* "keep", "columns[2]" */
	bool each;          /* the option is the list itself, so that an item can be pointed at */
	tsl_str prefix;
};

/* Declares a column of `table` for each item, `field` or `field:type`. */
tsl_status members_declare(const tsl_host *host, tsl_setup *setup, struct member_source from, const char *table,
			   tsl_list items, struct members *to);

/*
 * Writes an object's members into row `row` of their columns; cells[i] is the column of member i. `layer` is where the
 * object stands, for a sentence that says which value is of a wrong type; NULL: it is the whole line.
 */
tsl_status members_write(const struct json_line *line, const struct members *members, void *const *cells, uint32_t row,
			 json *object, const char *layer);

/* The arrays of the columns. */
void *const *members_cells(const tsl_host *host, tsl_document *doc, const struct members *members);

#endif
