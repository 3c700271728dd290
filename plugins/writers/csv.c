/*
 * csv: one table as comma-separated values (RFC 4180, but with LF): a line of names, then one row a line.
 *
 * Texts stand in quotes, always, and numbers never: so that a missing text, an empty cell, differs from an empty one.
 */
#include <teasel.h>

#include "offsets.h"
#include "row_layout.h"

#define COMMA ROW_PART(",")

typedef struct {
	tsl_str table, offsets;
	tsl_list with;
	bool source, text;

	struct row_layout rows;
} csv;

static const tsl_option options[] = {
	TSL_OPTION(csv, table, .def = "documents", .min = 1, .max = 120,
		   .doc = "The table whose rows are written, one a line."),
	TSL_OPTION(csv, with, .doc = "Columns of `documents` that stand in every row."),
	TSL_OPTION(csv, offsets, .def = OFFSETS_DEFAULT, .choices = OFFSETS_CHOICES,
		   .doc = "What `begin` and `end` count."),
	TSL_OPTION(csv, source, .def = "false",
		   .doc = "Add to every row where it stands in the text as it was read: `source_begin`, `source_end`."),
	TSL_OPTION(csv, text, .def = "false", .doc = "Write the text of each document, where the rows are documents."),
};

static void put_quoted(const tsl_host *host, tsl_out *out, tsl_str text)
{
	host->put(out, "\"", 1);
	const char *at = text.at, *end = at + text.len, *quote;
	while (at < end && (quote = memchr(at, '"', (size_t)(end - at)))) {
		host->put(out, at, (size_t)(quote + 1 - at));
		host->put(out, "\"", 1);
		at = quote + 1;
	}
	host->put(out, at, (size_t)(end - at));
	host->put(out, "\"", 1);
}

static const struct row_style row_style = {
	.row = COMMA,
	.text = COMMA,
	.offsets = { COMMA, COMMA, COMMA, COMMA },
	.rows = { .missing = { "", 0 }, .between = ROW_PART("\n"), .text = put_quoted },
};

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	csv *self = config;
	struct row_options options_of_rows = { self->table, self->with, offsets_unit(self->offsets), self->source,
					       self->text };
	return row_declare(host, setup, options_of_rows, &self->rows);
}

static tsl_status open_writer(const tsl_host *host, tsl_setup *setup, void *config)
{
	csv *self = config;
	if (row_plan(host, setup, &self->rows) != TSL_OK)
		return TSL_FAILED;
	for (uint32_t i = 0; i < self->rows.table.n; i++)
		self->rows.table.columns[i].before = (tsl_str)COMMA;
	return TSL_OK;
}

/* Names of columns are letters, digits, `_` and `-`, and need no quotes. */
static void head(const tsl_host *host, tsl_out *out, const void *config)
{
	const csv *self = config;
	const struct out_table *t = &self->rows.table;
	out_put(host, out, text_of(t->kind == OUT_DOCUMENT ? "id" : "id,row"));
	if (t->kind == OUT_SPANS)
		out_put(host, out, text_of(",begin,end"));
	if (row_has_source(&self->rows))
		out_put(host, out, text_of(",source_begin,source_end"));
	if (row_has_text(&self->rows))
		out_put(host, out, text_of(",text"));
	for (uint32_t i = 0; i < t->n; i++) {
		host->put(out, ",", 1);
		out_put(host, out, text_of(t->columns[i].name));
	}
	host->put(out, "\n", 1);
}

static tsl_status encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const void *config)
{
	const csv *self = config;
	return row_encode(host, doc, out, &self->rows, &row_style);
}

TSL_WRITER{
	.name = "csv",
	.version = "0.1.0",
	.summary = "Writes one table as CSV: documents, or one row of a layer a line.",
	.config_size = sizeof(csv),
	.options = TSL_ARRAY(options),
	.fields_of = fields_of,
	.open = open_writer,
	.head = head,
	.encode = encode,
};
