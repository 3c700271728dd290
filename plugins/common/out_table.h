/*
 * out_table.h: tables as writers put them out: their columns, and one document's rows in them.
 *
 * Which columns there are is settled once, in open(). A document costs one array of pointers a table, and a row
 * nothing but its bytes.
 */
#ifndef COMMON_OUT_TABLE_H
#define COMMON_OUT_TABLE_H

#include "cells.h"
#include "kept.h"

#include <string.h>
#include <teasel.h>

/* ---- what there is, settled in open() ---- */

enum out_kind {
	OUT_DOCUMENT, /* the table `documents`: one row */
	OUT_SPANS,
	OUT_SOURCE, /* spans of the text as it was read, which is gone */
	OUT_PLAIN,  /* rows without spans */
};

struct out_column {
	const char *name;  /* without its table: "sentiment" */
	const char *field; /* with it */
	tsl_str before;    /* the bytes that go before its value, which the writer sets */
	tsl_type type;
	uint32_t handle;
	bool of_document; /* one value, which stands in every row */
};

struct out_table {
	const char *name;
	uint32_t handle;
	enum out_kind kind;
	struct out_column *columns;
	uint32_t n;
};

/* All fields that the writer's declarations brought in, in the order of the pipeline. */
struct out_fields {
	const tsl_field **at;
	uint32_t *handle;
	uint32_t n;
};

static inline struct out_fields out_fields(const tsl_host *host, tsl_setup *setup)
{
	struct out_fields fields = { 0 };
	while (host->wanted(setup, fields.n, NULL))
		fields.n++;
	fields.at = host->keep(setup, (fields.n + 1) * sizeof(const tsl_field *));
	fields.handle = host->keep(setup, (fields.n + 1) * sizeof(*fields.handle));
	for (uint32_t i = 0; i < fields.n; i++)
		fields.at[i] = host->wanted(setup, i, &fields.handle[i]);
	return fields;
}

/* The column's name if `field` is a column of `table`, or NULL. */
static inline const char *out_column_of(const char *field, const char *table)
{
	size_t n = strlen(table);
	return !strncmp(field, table, n) && field[n] == '.' ? field + n + 1 : NULL;
}

/* Fields that a user named, so that they are shown even if they are private. */
struct out_named {
	const uint32_t *handle;
	size_t n;
};

static inline bool out_is_shown(const struct out_fields *fields, uint32_t i, struct out_named named)
{
	if (!(fields->at[i]->flags & TSL_PRIVATE))
		return true;
	for (size_t k = 0; k < named.n; k++)
		if (named.handle[k] == fields->handle[i])
			return true;
	return false;
}

static inline void out_add_column(struct out_table *t, const struct out_fields *fields, uint32_t i)
{
	const tsl_field *field = fields->at[i];
	t->columns[t->n++] = (struct out_column){
		.name = strchr(field->name, '.') + 1,
		.field = field->name,
		.type = field->type,
		.handle = fields->handle[i],
	};
}

/* Adds all columns of the table; there is room for `more` behind them. */
static inline void out_add_columns(const tsl_host *host, tsl_setup *setup, struct out_table *t,
				   const struct out_fields *fields, struct out_named named, size_t more)
{
	t->columns = host->keep(setup, (fields->n + more + 1) * sizeof(*t->columns));
	for (uint32_t i = 0; i < fields->n; i++)
		if (out_column_of(fields->at[i]->name, t->name) && out_is_shown(fields, i, named))
			out_add_column(t, fields, i);
}

static inline enum out_kind out_kind_of(const tsl_field *table)
{
	if (table->type != TSL_LAYER)
		return OUT_PLAIN;
	return table->flags & TSL_SOURCE ? OUT_SOURCE : OUT_SPANS;
}

/* ---- one document ---- */

struct out_rows {
	uint32_t n;
	const tsl_span *bytes;  /* of the text; NULL where there are no spans of it */
	const tsl_span *spans;  /* the same as the output counts them */
	const tsl_span *source; /* of the text as it was read; NULL where not asked for */
	const void **cells;     /* one array a column */
};

static inline void out_find_rows(const tsl_host *host, tsl_document *doc, const struct out_table *t, tsl_unit unit,
				 bool source, struct out_rows *to)
{
	tsl_layer layer = { t->handle };
	if (t->kind == OUT_DOCUMENT) {
		to->n = 1;
	} else if (t->kind == OUT_PLAIN) {
		to->n = host->size_of(doc, (tsl_table){ t->handle });
	} else {
		tsl_rows rows = host->rows(doc, layer);
		to->n = rows.n;
		if (t->kind == OUT_SPANS) {
			to->bytes = rows.at;
			to->spans = host->located(doc, layer, unit, false).at;
		}
		if (t->kind == OUT_SOURCE || source)
			to->source = host->located(doc, layer, unit, true).at;
	}
}

static inline struct out_rows out_rows(const tsl_host *host, tsl_document *doc, const struct out_table *t,
				       tsl_unit unit, bool source)
{
	struct out_rows rows = { 0 };
	out_find_rows(host, doc, t, unit, source, &rows);
	rows.cells = host->alloc(doc, (t->n + 1) * sizeof(*rows.cells));
	for (uint32_t i = 0; i < t->n; i++)
		rows.cells[i] = cells_of(host, doc, t->columns[i].type, t->columns[i].handle);
	return rows;
}

/* ---- one value ---- */

/* How a format writes what teasel.h has no function for. */
struct out_style {
	tsl_str missing;
	void (*text)(const tsl_host *, tsl_out *, tsl_str);
};

static inline void out_put(const tsl_host *host, tsl_out *out, tsl_str bytes)
{
	host->put(out, bytes.at, bytes.len);
}

static inline void out_put_span(const tsl_host *host, tsl_out *out, tsl_str begin, tsl_str end, tsl_span span)
{
	out_put(host, out, begin);
	host->put_integer(out, span.begin);
	out_put(host, out, end);
	host->put_integer(out, span.end);
}

static inline bool out_is_missing(tsl_type type, const void *cells, uint32_t row)
{
	switch (type) {
	case TSL_REAL:
		return ((const double *)cells)[row] != ((const double *)cells)[row];
	case TSL_INTEGER:
		return ((const int64_t *)cells)[row] == TSL_NO_INTEGER;
	case TSL_BOOLEAN:
		return ((const int8_t *)cells)[row] == TSL_NO_BOOLEAN;
	case TSL_TEXT:
		return !((const tsl_str *)cells)[row].at;
	default:
		return ((const uint32_t *)cells)[row] == TSL_NO_ROW;
	}
}

static inline tsl_status out_put_real(const tsl_host *host, tsl_document *doc, tsl_out *out, const char *field,
				      double x)
{
	if (x - x != 0)
		return host->fail(doc, "`%s` is infinite, and no output can show that", field);
	host->put_real(out, x);
	return TSL_OK;
}

static inline tsl_status out_put_cell(const tsl_host *host, tsl_document *doc, tsl_out *out,
				      const struct out_column *column, const void *cells, uint32_t row,
				      const struct out_style *style)
{
	static const tsl_str truth[] = { { "false", 5 }, { "true", 4 } };
	row = column->of_document ? 0 : row;
	out_put(host, out, column->before);
	if (out_is_missing(column->type, cells, row)) {
		out_put(host, out, style->missing);
		return TSL_OK;
	}
	switch (column->type) {
	case TSL_REAL:
		return out_put_real(host, doc, out, column->field, ((const double *)cells)[row]);
	case TSL_INTEGER:
		host->put_integer(out, ((const int64_t *)cells)[row]);
		return TSL_OK;
	case TSL_BOOLEAN:
		out_put(host, out, truth[((const int8_t *)cells)[row] != 0]);
		return TSL_OK;
	case TSL_TEXT:
		style->text(host, out, ((const tsl_str *)cells)[row]);
		return TSL_OK;
	default:
		host->put_integer(out, ((const uint32_t *)cells)[row]);
		return TSL_OK;
	}
}

/* The columns of one row. */
static inline tsl_status out_put_cells(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct out_table *t,
				       const struct out_rows *rows, uint32_t row, const struct out_style *style)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (out_put_cell(host, doc, out, &t->columns[i], rows->cells[i], row, style) != TSL_OK)
			return TSL_FAILED;
	return TSL_OK;
}

#endif
