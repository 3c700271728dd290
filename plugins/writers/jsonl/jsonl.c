/*
 * jsonl: each document as one JSON object on a line of its own; or, with `table`, each row of a table.
 */
#include <teasel.h>

#include "nested.h"
#include "offsets.h"
#include "row_layout.h"

typedef struct {
	tsl_str table, offsets;
	tsl_list with;
	bool source, text;

	struct nested nested;
	struct row_layout rows;
} jsonl;

static const tsl_option options[] = {
	TSL_OPTION(jsonl, table, .min = 1, .max = 120,
		   .doc = "Write the rows of this table, one a line, instead of whole documents."),
	TSL_OPTION(jsonl, with,
		   .doc = "With `table`: columns of `documents` that stand in every row. Otherwise: private tables or "
			  "columns to write too, such as `tokens`."),
	TSL_OPTION(jsonl, offsets, .def = OFFSETS_DEFAULT, .choices = OFFSETS_CHOICES,
		   .doc = "What `begin` and `end` count."),
	TSL_OPTION(jsonl, source, .def = "false",
		   .doc = "Add to every row where it stands in the text as it was read: `source_begin`, `source_end`."),
	TSL_OPTION(jsonl, text, .def = "true", .doc = "Write the text of each document."),
};

static const struct row_style row_style = {
	.id = ROW_PART("{\"id\": "),
	.row = ROW_PART(", \"row\": "),
	.text = ROW_PART(", \"text\": "),
	.offsets = { ROW_PART(", \"begin\": "), ROW_PART(", \"end\": "), ROW_PART(", \"source_begin\": "),
		     ROW_PART(", \"source_end\": ") },
	.rows = { .missing = ROW_PART("null"), .between = ROW_PART("}\n") },
};

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	jsonl *self = config;
	tsl_unit unit = offsets_unit(self->offsets);
	struct row_options rows = { self->table, self->with, unit, self->source, self->text };
	if (self->table.len)
		return row_declare(host, setup, rows, &self->rows);
	self->nested = (struct nested){ .with = self->with, .unit = unit, .source = self->source, .text = self->text };
	return nested_declare(host, setup, &self->nested);
}

static tsl_status open_writer(const tsl_host *host, tsl_setup *setup, void *config)
{
	jsonl *self = config;
	if (!self->table.len)
		return nested_plan(host, setup, &self->nested);
	if (row_plan(host, setup, &self->rows) != TSL_OK)
		return TSL_FAILED;
	json_set_keys(host, setup, &self->rows.table);
	return TSL_OK;
}

static tsl_status encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const void *config)
{
	const jsonl *self = config;
	if (self->table.len)
		return row_encode(host, doc, out, &self->rows, &row_style);
	return nested_encode(host, doc, out, &self->nested);
}

TSL_WRITER{
	.name = "jsonl",
	.version = "0.1.0",
	.summary = "Writes JSON Lines: documents with their tables, or one table's rows.",
	.config_size = sizeof(jsonl),
	.options = TSL_ARRAY(options),
	.fields_of = fields_of,
	.open = open_writer,
	.encode = encode,
};
