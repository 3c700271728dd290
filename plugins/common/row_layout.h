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
#include "place.h"

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
	const struct option_place place = place_of_item("with", i);
	const char *item = kept_text(host, setup, "", l->options.with.at[i], "");
	if (!strcmp(item, "id"))
		return host->reject(setup, place.option, "every row has the `id` already: take it away here");
	if (!strcmp(item, "text"))
		return host->reject(setup, place.option,
				    "the text of a document is no column: write the documents to an output of their "
				    "own, and join the two by `id`");
	if (strchr(item, '.') && !out_column_of(item, "documents") && !out_column_of(item, l->table.name))
		return host->reject(setup, place.option, "`%s` is not a column of `documents` or of `%s`", item,
				    l->table.name);
	if (!strchr(item, '.'))
		item = kept_text(host, setup, "documents.", text_of(item), "");
	tsl_field field = { .name = item, .type = TSL_ANY, .access = TSL_READ };
	return host->declare(setup, place.option, &field, &l->with[i]);
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
	const struct option_place place = place_of_item("with", i);
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
			return host->reject(setup, place.option,
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

/* What stands before each part of a line, and between two lines. */
struct row_style {
	tsl_str id, row, text;
	struct out_keys offsets;
	tsl_row_style rows;
};

#define ROW_PART(s)              \
	{                        \
		s, sizeof(s) - 1 \
	}

static inline void row_add_numbers(const tsl_host *host, tsl_document *doc, struct out_parts *p, tsl_str before)
{
	uint32_t *numbers = host->alloc(doc, (p->rows + 1) * sizeof(*numbers));
	for (uint32_t i = 0; i < p->rows; i++)
		numbers[i] = i;
	out_add(p, before, TSL_REF, numbers, sizeof(*numbers));
}

static inline void row_add_texts(const tsl_host *host, tsl_document *doc, struct out_parts *p, tsl_str before,
				 const struct row_layout *l)
{
	tsl_str text = host->text(doc), *texts = host->alloc(doc, (p->rows + 1) * sizeof(*texts));
	tsl_rows rows = host->rows(doc, (tsl_layer){ l->table.handle });
	texts[0] = text; /* where the row is the document */
	for (uint32_t i = 0; i < rows.n; i++)
		texts[i] = (tsl_str){ text.at + rows.at[i].begin, rows.at[i].end - rows.at[i].begin };
	out_add(p, before, TSL_TEXT, texts, sizeof(*texts));
}

static inline tsl_status row_encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct row_layout *l,
				    const struct row_style *style)
{
	struct out_parts parts = out_parts(host, doc, &l->table, 3);
	tsl_str id = host->id(doc);
	out_add(&parts, style->id, TSL_TEXT, &id, 0);
	if (l->table.kind != OUT_DOCUMENT)
		row_add_numbers(host, doc, &parts, style->row);
	out_add_offsets(host, doc, &parts, &l->table, &style->offsets, l->options.unit, l->options.source);
	if (row_has_text(l))
		row_add_texts(host, doc, &parts, style->text, l);
	out_add_cells(host, doc, &parts, &l->table);
	out_put_rows(host, out, &parts, &style->rows);
	if (parts.rows)
		out_put(host, out, style->rows.between);
	return TSL_OK;
}

#endif
