/*
 * csv: each row of a CSV file is one document (RFC 4180). The first row of each file names its columns.
 *
 * cut() knows quotes and line ends only, read() the header and one row. The header is looked at anew for each row: it
 * is short beside a text, and a row needs nothing else.
 */
#include <teasel.h>

#include "column.h"
#include "kept.h"
#include "utf16.h"

enum { TEXT, ID, KEPT }; /* places in `columns` */

typedef struct {
	tsl_str id, text, prefix, delimiter;
	tsl_list keep;

	char sign;
	struct columns columns;
} csv;

static const tsl_option options[] = {
	TSL_OPTION(csv, text, .def = "text", .min = 1, .max = 120, .doc = "The column with the document's text."),
	TSL_OPTION(csv, id, .min = 1, .max = 120,
		   .doc = "The column with the document's id; without this option `id`, where the file has one. A row "
			  "without it is named after its file and its number, the header being number 1."),
	TSL_OPTION(
		csv, keep,
		.doc = "Columns to keep as columns of `documents`, each written `column` or `column:type` (text, "
		       "real, integer, boolean). A cell with nothing in it is a missing value, `\"\"` an empty text."),
	TSL_OPTION(csv, delimiter, .def = ",", .min = 1, .max = 3,
		   .doc = "What stands between two cells: one sign of ASCII, or `tab`."),
	TSL_OPTION(csv, prefix,
		   .doc = "Put before the names of all these columns, so that they differ from those of the stages."),
};

/* A sign that parts cells cannot mean anything else; 0 where it does. */
static char delimiter_of(tsl_str s)
{
	if (s.len == 3 && !memcmp(s.at, "tab", 3))
		return '\t';
	bool good = s.len == 1 && (unsigned char)s.at[0] < 0x80 && s.at[0] && !strchr("\"\r\n", s.at[0]);
	return good ? s.at[0] : 0;
}

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	csv *self = config;
	self->sign = delimiter_of(self->delimiter);
	self->columns.at = host->keep(setup, (KEPT + self->keep.n) * sizeof(*self->columns.at));
	self->columns.at[TEXT] = (struct column){ .name = kept_text(host, setup, "", self->text, ""),
						  .option = "text" };
	self->columns.at[ID] = (struct column){ .name = self->id.at ? kept_text(host, setup, "", self->id, "") : "id",
						.option = "id",
						.may_be_missing = !self->id.at };
	self->columns.n = KEPT;
	tsl_status status = columns_declare(host, setup, self->keep, self->prefix, &self->columns);
	if (!self->sign)
		return host->reject(setup, "delimiter",
				    "a delimiter is one sign of ASCII, and no quote or line end, or the word `tab`");
	return status;
}

static size_t cut(const void *config, const char *at, size_t n, bool last)
{
	return csv_row(at, n, ((const csv *)config)->sign, last);
}

static bool is_empty_line(tsl_str record)
{
	return csv_skip_line_end(record.at, record.at + record.len) == record.at + record.len;
}

/* The header of a file: which of its cells are wanted. */
static tsl_status read_header(const tsl_host *host, tsl_document *doc, tsl_str record, const csv *self,
			      struct row *header, uint32_t *places)
{
	if (utf16_is_marked(record))
		return host->fail(doc, UTF16_SENTENCE);
	if (record.len >= TSL_HEADER_MOST)
		return host->fail(
			doc, "the header of the file has %d bytes or more: it may have a quote that is never closed",
			TSL_HEADER_MOST);
	if (is_empty_line(record))
		return host->fail(doc, "the file begins with an empty line, where the names of its columns should be");
	if (row_read(host, doc, record, self->sign, NULL, header) != TSL_OK)
		return TSL_FAILED;
	return columns_find(host, doc, &self->columns, header, places);
}

static tsl_status set_document(const tsl_host *host, tsl_document *doc, const struct row *row, const csv *self,
			       const uint32_t *places)
{
	const struct columns *columns = &self->columns;
	tsl_str id = { 0 };
	if (places[ID] != COLUMN_NONE)
		id = row_text(host, doc, &row->cells[places[ID]]);
	tsl_str text = row_text(host, doc, &row->cells[places[TEXT]]);
	if (host->set(doc, id, text) != TSL_OK)
		return TSL_FAILED;
	for (uint32_t k = KEPT; k < columns->n; k++)
		if (column_write(host, doc, &columns->at[k], &row->cells[places[k]]) != TSL_OK)
			return TSL_FAILED;
	return TSL_OK;
}

static tsl_status read_row(const tsl_host *host, tsl_document *doc, tsl_str record, const void *config)
{
	const csv *self = config;
	struct row header, row;
	tsl_str first = host->header(doc);
	uint32_t *places = host->alloc(doc, self->columns.n * sizeof(*places));
	if (first.at && is_empty_line(record))
		return TSL_NOTHING;
	if (read_header(host, doc, first.at ? first : record, self, &header, places) != TSL_OK)
		return TSL_FAILED;
	if (!first.at)
		return TSL_NOTHING;
	if (row_read(host, doc, record, self->sign, &header, &row) != TSL_OK)
		return TSL_FAILED;
	return set_document(host, doc, &row, self, places);
}

TSL_READER{
	.name = "csv",
	.version = "0.1.0",
	.summary = "Reads CSV: each row is one document, and the first row of a file names its columns.",
	.config_size = sizeof(csv),
	.options = TSL_ARRAY(options),
	.flags = TSL_HEADER,
	.fields_of = fields_of,
	.cut = cut,
	.read = read_row,
};
