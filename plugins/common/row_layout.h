/*
 * row_layout.h: the options `table` and `with` of a writer, and one row a line as jsonl and csv share it.
 *
 * A line holds id, row, begin, end, text, the table's columns, then what `with` names of the document. Where the rows
 * are documents, there is no row, begin and end; a table without spans has no begin, end and text; and of text that
 * was removed only where it stood is known.
 */
#ifndef COMMON_ROW_LAYOUT_H
#define COMMON_ROW_LAYOUT_H

#include "out_table.h"

#include <stdio.h>

struct row_options {
	tsl_str table;
	tsl_list with;
	tsl_unit unit;
	bool source, text; /* text: of the document, where it is the row */
};

struct row_layout {
	struct out_table table;
	struct row_options options;
	uint32_t *with; /* handles of what `with` names */
};

/* ---- which fields: from fields_of() ---- */

/* `outlet` in `with` is short for documents.outlet; `tokens.hash` names a private column of the table itself. */
static inline tsl_status row_declare_with(const tsl_host *host, tsl_setup *setup, struct row_layout *l, size_t i)
{
	char option[32];
	snprintf(option, sizeof(option), "with[%zu]", i);
	const char *item = kept_text(host, setup, "", l->options.with.at[i], "");
	if (!strcmp(item, "id"))
		return host->reject(setup, option, "every row has the `id` already: take it away here");
	if (!strcmp(item, "text"))
		return host->reject(setup, option,
				    "the text of a document is no column: write the documents to an output of their "
				    "own, and join the two by `id`");
	if (strchr(item, '.') && !out_column_of(item, "documents") && !out_column_of(item, l->table.name))
		return host->reject(setup, option, "`%s` is not a column of `documents` or of `%s`", item,
				    l->table.name);
	if (!strchr(item, '.'))
		item = kept_text(host, setup, "documents.", text_of(item), "");
	tsl_field field = { .name = item, .type = TSL_ANY, .access = TSL_READ };
	return host->declare(setup, option, &field, &l->with[i]);
}

static inline tsl_status row_declare(const tsl_host *host, tsl_setup *setup, struct row_options options,
				     struct row_layout *l)
{
	l->options = options;
	l->with = host->keep(setup, (options.with.n + 1) * sizeof(*l->with));
	l->table.name = kept_text(host, setup, "", options.table, "");
	if (strchr(l->table.name, '.'))
		return host->reject(setup, "table", "`%s` is a column; name its table, and all its columns come along",
				    l->table.name);
	tsl_field table = { .name = l->table.name, .type = TSL_ANY, .access = TSL_READ };
	tsl_field columns = { .name = kept_text(host, setup, "", options.table, ".*"), .access = TSL_USE };
	if (strcmp(l->table.name, "documents") != 0 &&
	    host->declare(setup, "table", &table, &l->table.handle) != TSL_OK)
		return TSL_FAILED;
	tsl_status status = host->declare(setup, "table", &columns, NULL);
	for (size_t i = 0; i < options.with.n; i++)
		if (row_declare_with(host, setup, l, i) != TSL_OK)
			status = TSL_FAILED;
	return status;
}

/* ---- which columns: from open() ---- */

static inline tsl_status row_add_with(const tsl_host *host, tsl_setup *setup, struct row_layout *l,
				      const struct out_fields *fields, size_t i)
{
	char option[32];
	snprintf(option, sizeof(option), "with[%zu]", i);
	uint32_t at = 0;
	while (at < fields->n && fields->handle[at] != l->with[i])
		at++;
	if (at == fields->n || out_column_of(fields->at[at]->name, l->table.name))
		return TSL_OK; /* it came with the table */
	struct out_column *added = &l->table.columns[l->table.n];
	out_add_column(&l->table, fields, at);
	added->of_document = true;
	for (const struct out_column *other = l->table.columns; other < added; other++)
		if (!strcmp(other->name, added->name))
			return host->reject(setup, option,
					    "column `%s` would stand twice, as `%s` and `%s`: rename one with `as:` at "
					    "the stage that writes it",
					    added->name, other->field, added->field);
	return TSL_OK;
}

static inline tsl_status row_plan(const tsl_host *host, tsl_setup *setup, struct row_layout *l)
{
	struct out_fields fields = out_fields(host, setup);
	struct out_named named = { l->with, l->options.with.n };
	for (uint32_t i = 0; i < fields.n; i++)
		if (l->table.handle && fields.handle[i] == l->table.handle)
			l->table.kind = out_kind_of(fields.at[i]);
	out_add_columns(host, setup, &l->table, &fields, named, named.n);
	tsl_status status = TSL_OK;
	for (size_t i = 0; i < named.n; i++)
		if (row_add_with(host, setup, l, &fields, i) != TSL_OK)
			status = TSL_FAILED;
	return status;
}

static inline bool row_has_text(const struct row_layout *l)
{
	return l->table.kind == OUT_SPANS || (l->table.kind == OUT_DOCUMENT && l->options.text);
}

static inline bool row_has_source(const struct row_layout *l)
{
	return l->table.kind == OUT_SOURCE || (l->table.kind == OUT_SPANS && l->options.source);
}

/* ---- one document: from encode() ---- */

/* What stands before each part of a line, and at its end. */
struct row_style {
	tsl_str id, row, begin, end, source_begin, source_end, text, close;
	const struct out_style *cells;
};

#define ROW_PART(s)              \
	{                        \
		s, sizeof(s) - 1 \
	}

/* All that stands before the columns. */
static inline void row_put_head(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct row_layout *l,
				const struct out_rows *rows, uint32_t i, const struct row_style *style)
{
	out_put(host, out, style->id);
	style->cells->text(host, out, host->id(doc));
	if (l->table.kind != OUT_DOCUMENT) {
		out_put(host, out, style->row);
		host->put_integer(out, i);
	}
	if (rows->spans)
		out_put_span(host, out, style->begin, style->end, rows->spans[i]);
	if (rows->source)
		out_put_span(host, out, style->source_begin, style->source_end, rows->source[i]);
	if (!row_has_text(l))
		return;
	tsl_str text = host->text(doc);
	if (rows->bytes)
		text = (tsl_str){ text.at + rows->bytes[i].begin, rows->bytes[i].end - rows->bytes[i].begin };
	out_put(host, out, style->text);
	style->cells->text(host, out, text);
}

static inline tsl_status row_encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct row_layout *l,
				    const struct row_style *style)
{
	struct out_rows rows = out_rows(host, doc, &l->table, l->options.unit, l->options.source);
	for (uint32_t i = 0; i < rows.n; i++) {
		row_put_head(host, doc, out, l, &rows, i, style);
		if (out_put_cells(host, doc, out, &l->table, &rows, i, style->cells) != TSL_OK)
			return TSL_FAILED;
		out_put(host, out, style->close);
	}
	return TSL_OK;
}

#endif
