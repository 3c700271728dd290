#include "row.h"

#include <stdio.h>

tsl_str row_text(const tsl_host *host, tsl_document *doc, const struct csv_cell *cell)
{
	if (!cell->quoted && !cell->raw.len)
		return (tsl_str){ 0 };
	if (!cell->doubled)
		return cell->raw;
	char *to = host->alloc(doc, cell->raw.len);
	return (tsl_str){ to, csv_copy(cell, to) };
}

static size_t count(const char *at, const char *end, char sign)
{
	size_t n = 0;
	while (at < end && (at = memchr(at, sign, (size_t)(end - at)))) {
		at++;
		n++;
	}
	return n;
}

/* "cell 3 (`outlet`)", for sentences. */
static void name_cell(const struct row *header, uint32_t i, char *to, size_t size)
{
	if (header && i < header->n && header->cells[i].raw.len)
		snprintf(to, size, "cell %u (`%.*s`)", i + 1,
			 (int)(header->cells[i].raw.len < 60 ? header->cells[i].raw.len : 60), header->cells[i].raw.at);
	else
		snprintf(to, size, "cell %u%s", i + 1, header ? "" : " of the header");
}

static tsl_status wrong_quote(const tsl_host *host, tsl_document *doc, tsl_str record, const char *at, enum csv_end end,
			      const char *cell)
{
	size_t byte = (size_t)(at - record.at);
	if (end == CSV_BEHIND)
		return host->fail(doc,
				  "%s goes on behind its closing quote, after byte %zu of the record: a quote within a "
				  "cell in quotes is written twice",
				  cell, byte);
	return host->fail(doc,
			  "the quote that opens %s, after byte %zu of the record, is never closed: the record is all "
			  "that is left of the file, %zu bytes with %zu line ends",
			  cell, byte, record.len, count(record.at, record.at + record.len, '\n'));
}

static tsl_status wrong_number(const tsl_host *host, tsl_document *doc, const struct row *header, size_t n, char sign)
{
	const char *advice = "";
	if (n > header->n)
		advice = sign == '\t' ? ": one with a tab in it stands in quotes"
				      : ": one with the delimiter in it stands in quotes";
	return host->fail(doc, "the record has %zu cell%s, and the header names %u column%s%s", n, n == 1 ? "" : "s",
			  header->n, header->n == 1 ? "" : "s", advice);
}

tsl_status row_read(const tsl_host *host, tsl_document *doc, tsl_str record, char delimiter, const struct row *header,
		    struct row *to)
{
	const char *at = record.at, *end = at + record.len;
	size_t most = header ? header->n : count(at, end, delimiter) + 1, n = 0;
	enum csv_end what = CSV_NEXT;
	to->cells = host->alloc(doc, most * sizeof(*to->cells));
	while (what == CSV_NEXT) {
		struct csv_cell cell;
		char name[96];
		what = csv_take(&at, end, delimiter, &cell);
		if (what == CSV_OPEN || what == CSV_BEHIND) {
			name_cell(header, (uint32_t)n, name, sizeof(name));
			return wrong_quote(host, doc, record, at, what, name);
		}
		if (n < most)
			to->cells[n] = cell;
		n++;
	}
	to->n = (uint32_t)n;
	return header && n != header->n ? wrong_number(host, doc, header, n, delimiter) : TSL_OK;
}
