/*
 * lines: the text of each row of a layer as a line of its own, and nothing else, for the tools that read plain lines.
 *
 * A line end within a row, with the white space around it, becomes one blank, so that a row is always one line.
 */
#include <string.h>
#include <teasel.h>

#include "chars.h"
#include "kept.h"

typedef struct {
	tsl_str table;
	bool parted;

	tsl_layer rows;
} lines;

static const tsl_option options[] = {
	TSL_OPTION(lines, table, .def = "sentences", .min = 1, .max = 120,
		   .doc = "The layer whose rows are written, one a line."),
	TSL_OPTION(lines, parted, .def = "false", .doc = "Put a blank line after each document."),
};

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	lines *self = config;
	tsl_field field = { .name = kept_text(host, setup, "", self->table, ""),
			    .type = TSL_LAYER,
			    .access = TSL_READ };
	return host->declare(setup, "table", &field, &self->rows.f);
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* The end of the run of white space at i; `broken` is set where there is a line end in it. */
static uint32_t space_end(tsl_str text, uint32_t i, uint32_t end, bool *broken)
{
	for (; i < end && char_is_space((unsigned char)text.at[i]); i++)
		*broken |= ends_line(text.at[i]);
	return i;
}

static void put_line(const tsl_host *host, tsl_out *out, tsl_str text, tsl_span row)
{
	uint32_t from = row.begin;
	for (uint32_t i = row.begin; i < row.end; i++) {
		bool broken = false;
		if (!char_is_space((unsigned char)text.at[i]))
			continue;
		uint32_t after = space_end(text, i, row.end, &broken);
		if (broken) {
			host->put(out, text.at + from, i - from);
			host->put(out, " ", 1);
			from = after;
		}
		i = after - 1;
	}
	host->put(out, text.at + from, row.end - from);
	host->put(out, "\n", 1);
}

static tsl_status encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const void *config)
{
	const lines *self = config;
	tsl_str text = host->text(doc);
	tsl_rows rows = host->rows(doc, self->rows);
	for (uint32_t i = 0; i < rows.n; i++)
		put_line(host, out, text, rows.at[i]);
	if (self->parted)
		host->put(out, "\n", 1);
	return TSL_OK;
}

TSL_WRITER{
	.name = "lines",
	.version = "0.1.0",
	.summary = "Writes the text of each row of a layer as one plain line, such as a sentence a line.",
	.config_size = sizeof(lines),
	.options = TSL_ARRAY(options),
	.fields_of = fields_of,
	.encode = encode,
};
