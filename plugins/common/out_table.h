/*
 * out_table.h: tables as writers put them out: their columns, and one document's rows in them.
 *
 * Which columns there are is settled once, in open(). A document costs one array of parts a table, and a row nothing
 * but its bytes.
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
	tsl_str before; /* the bytes that go before its rows, which the writer sets */
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

/* The parts of a table's rows, as put_rows() takes them. */
struct out_parts {
	tsl_part *at;
	uint32_t n;    /* parts */
	uint32_t rows; /* of the table */
};

/* Before each offset of a span. */
struct out_keys {
	tsl_str begin, end, source_begin, source_end;
};

static inline void out_add(struct out_parts *p, tsl_str before, tsl_type type, const void *at, size_t stride)
{
	p->at[p->n++] = (tsl_part){ before, type, at, stride };
}

static inline void out_add_spans(struct out_parts *p, tsl_str begin, tsl_str end, const tsl_span *spans)
{
	if (!spans)
		return;
	out_add(p, begin, TSL_REF, &spans->begin, sizeof(*spans));
	out_add(p, end, TSL_REF, &spans->end, sizeof(*spans));
}

static inline size_t out_size_of(tsl_type type)
{
	switch (type) {
	case TSL_REAL:
		return sizeof(double);
	case TSL_INTEGER:
		return sizeof(int64_t);
	case TSL_BOOLEAN:
		return sizeof(int8_t);
	case TSL_TEXT:
		return sizeof(tsl_str);
	default:
		return sizeof(uint32_t);
	}
}

static inline void out_add_cells(const tsl_host *host, tsl_document *doc, struct out_parts *p,
				 const struct out_table *t)
{
	for (uint32_t i = 0; i < t->n; i++) {
		const struct out_column *c = &t->columns[i];
		const void *cells = cells_of(host, doc, c->type, c->handle);
		out_add(p, c->before, c->type, cells, c->of_document ? 0 : out_size_of(c->type));
	}
}

/* No parts yet, but room for `more` of the writer's own, offsets and cells. */
static inline struct out_parts out_parts(const tsl_host *host, tsl_document *doc, const struct out_table *t,
					 uint32_t more)
{
	struct out_parts p = { .rows = 1 };
	if (t->kind == OUT_PLAIN)
		p.rows = host->size_of(doc, (tsl_table){ t->handle });
	else if (t->kind != OUT_DOCUMENT)
		p.rows = host->rows(doc, (tsl_layer){ t->handle }).n;
	p.at = host->alloc(doc, (more + 4 + t->n) * sizeof(*p.at));
	return p;
}

/* Where the rows stand: in the text, and, with `source` or where it is gone from the text, in the text as it was read.
 */
static inline void out_add_offsets(const tsl_host *host, tsl_document *doc, struct out_parts *p,
				   const struct out_table *t, const struct out_keys *keys, tsl_unit unit, bool source)
{
	tsl_layer layer = { t->handle };
	if (t->kind == OUT_SPANS)
		out_add_spans(p, keys->begin, keys->end, host->located(doc, layer, unit, false).at);
	if (t->kind == OUT_SOURCE || (t->kind == OUT_SPANS && source))
		out_add_spans(p, keys->source_begin, keys->source_end, host->located(doc, layer, unit, true).at);
}

static inline void out_put(const tsl_host *host, tsl_out *out, tsl_str bytes)
{
	host->put(out, bytes.at, bytes.len);
}

static inline void out_put_rows(const tsl_host *host, tsl_out *out, const struct out_parts *p,
				const tsl_row_style *style)
{
	host->put_rows(out, p->at, p->n, p->rows, style);
}

#endif
