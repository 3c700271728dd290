/*
 * table.h: a table from a file, as columns: CSV or, an object a line, JSON Lines. One of its columns is the key.
 */
#ifndef PIPELINE_TABLE_H
#define PIPELINE_TABLE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

struct table_column {
	const char *name; /* in the file */
	tsl_type type;    /* TSL_TEXT, TSL_REAL, TSL_INTEGER or TSL_BOOLEAN */
	void *cells;      /* one value a row, of the C type that teasel.h gives that type */
	size_t place;     /* number of its cell in a row of CSV */
	bool found;
};

/* Zeroed, with `bytes`, `memory`, `key` and what is wanted of the columns, it is read once; table_release() ends it. */
struct table {
	tsl_str bytes; /* UTF-8; must live as long as the table */
	arena *memory; /* for texts that do not lie in the bytes as they are */
	const char *key;
	struct table_column *columns;
	size_t n_columns, columns_room;
	bool all; /* the columns are those that the file has, as texts */

	tsl_str *keys;    /* one a row */
	uint32_t *places; /* of each row: its first byte */
	size_t n, room;   /* rows */

	const char *wrong; /* where reading ended, in the bytes */
	tsl_error e;       /* and why */
};

/* False, with t->e and t->wrong, where the table is none, or lacks something. */
bool table_read_csv(struct table *t, char delimiter);
bool table_read_json(struct table *t); /* in table_json.c */
void table_release(struct table *t);

/* ---- what both formats use ---- */

/* The error, at a place. Returns false. */
bool table_fail(struct table *t, const char *at, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "the table has no column `idd`", with what it may have been meant to be. */
bool table_lacks(struct table *t, const char *name, size_t n, const char *(*word)(const void *, size_t),
		 const void *list);
/* Adds a column of texts; the rows so far have none. */
struct table_column *table_add_column(struct table *t, const char *name);
/* Begins a row, all of whose cells are missing. The key, at == NULL: the row has none, which is an error. */
bool table_add_row(struct table *t, tsl_str key, const char *at);
/* Writes a cell of the last row; `text` lives as long as the table. */
bool table_put(struct table *t, struct table_column *column, tsl_str text, const char *at);

#endif
