/*
 * row.h: one record of a CSV file as its cells.
 */
#ifndef CSV_ROW_H
#define CSV_ROW_H

#include "common/csv.h"

#include <stdint.h>

struct row {
	struct csv_cell *cells;
	uint32_t n;
};

/* Takes a record apart. Where it cannot be, the document fails, and the sentence says why; of `header` (NULL: this is
 * it), the names of its columns are told, and the record has as many cells. */
tsl_status row_read(const tsl_host *host, tsl_document *doc, tsl_str record, char delimiter, const struct row *header,
		    struct row *to);

/* What a cell says. at == NULL where nothing at all stands in it. Lies in the record or in the document's memory. */
tsl_str row_text(const tsl_host *host, tsl_document *doc, const struct csv_cell *cell);

#endif
