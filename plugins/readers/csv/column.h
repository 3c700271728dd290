/*
 * column.h: the columns that the options name, and where they stand in a file.
 */
#ifndef CSV_COLUMN_H
#define CSV_COLUMN_H

#include "row.h"

#define COLUMN_NONE UINT32_MAX

struct column {
	const char *name;   /* in the header */
	const char *option; /* that named it */
	const char *field;  /* "documents.outlet"; NULL: the text or the id */
	bool may_be_missing;
	tsl_type type;
	uint32_t handle;
};

struct columns {
	struct column *at;
	uint32_t n;
};

/* Declares a column of `documents` for each item of `keep`, `name` or `name:type`. */
tsl_status columns_declare(const tsl_host *host, tsl_setup *setup, tsl_list keep, tsl_str prefix, struct columns *to);

/* places[i] becomes the number of the cell of column i, or COLUMN_NONE; the document fails where one is missing, or
 * stands twice. */
tsl_status columns_find(const tsl_host *host, tsl_document *doc, const struct columns *columns,
			const struct row *header, uint32_t *places);

/* Writes what a row says of a column of `documents`. */
tsl_status column_write(const tsl_host *host, tsl_document *doc, const struct column *column,
			const struct csv_cell *cell);

#endif
