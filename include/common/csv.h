/*
 * csv.h: tables of comma-separated values (RFC 4180), cell by cell.
 *
 * A row ends with LF, CR LF or CR, and a cell with the delimiter or its row. A cell that begins with a quote goes to
 * the next quote that is not written twice, over line ends too; a quote further on in a cell is a sign like any.
 */
#ifndef COMMON_CSV_H
#define COMMON_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <teasel.h>

#include "common/find.h"

struct csv_cell {
	tsl_str raw;  /* without its quotes, but with those within it still written twice */
	bool quoted;  /* so that an empty cell may be told from an empty text */
	bool doubled; /* some are written twice */
};

enum csv_end {
	CSV_NEXT,   /* another cell of the row follows */
	CSV_LAST,   /* the row ends here */
	CSV_OPEN,   /* its quote is never closed */
	CSV_BEHIND, /* something other than a delimiter stands behind its closing quote */
};

/* Past the quote that closes what was opened before `at`, or NULL where there is none. */
static inline const char *csv_closing(const char *at, const char *end, bool *doubled)
{
	const char *quote;
	while (at < end && (quote = memchr(at, '"', (size_t)(end - at)))) {
		if (quote + 1 == end || quote[1] != '"')
			return quote + 1;
		*doubled = true;
		at = quote + 2;
	}
	return NULL;
}

/* Where the row that begins at `at` ends, in bytes, its line end included; 0 where it may go on past n. With `last`
 * there is nothing after n. */
static inline size_t csv_row(const char *at, size_t n, char delimiter, bool last)
{
	const char *s = at, *end = at + n;
	bool doubled;
	while ((s = find_sign(s, end, '"', '\n', '\r')) < end) {
		if (*s == '"') {
			bool opens = s == at || s[-1] == delimiter;
			s = opens ? csv_closing(s + 1, end, &doubled) : s + 1;
			if (!s)
				break;
		} else if (*s == '\n') {
			return (size_t)(s + 1 - at);
		} else if (s + 1 < end) {
			return (size_t)(s + 1 - at) + (s[1] == '\n');
		} else {
			break; /* an LF may follow */
		}
	}
	return last ? n : 0;
}

/* Past the end of a line at `at`; `at` itself where there is none. */
static inline const char *csv_skip_line_end(const char *at, const char *end)
{
	if (at < end && *at == '\r')
		return at + 1 < end && at[1] == '\n' ? at + 2 : at + 1;
	return at < end && *at == '\n' ? at + 1 : at;
}

/* Takes the cell at *at, which then stands at the next cell, or past the row; where something is wrong, at what is. */
static inline enum csv_end csv_take(const char **at, const char *end, char delimiter, struct csv_cell *cell)
{
	const char *from = *at, *stop;
	*cell = (struct csv_cell){ .quoted = from < end && *from == '"' };
	if (cell->quoted) {
		stop = csv_closing(from + 1, end, &cell->doubled);
		if (!stop)
			return CSV_OPEN;
		cell->raw = (tsl_str){ from + 1, (size_t)(stop - from) - 2 };
	} else {
		stop = find_sign(from, end, delimiter, '\n', '\r');
		cell->raw = (tsl_str){ from, (size_t)(stop - from) };
	}
	*at = stop;
	if (stop < end && *stop == delimiter) {
		*at = stop + 1;
		return CSV_NEXT;
	}
	if (stop < end && *stop != '\n' && *stop != '\r')
		return CSV_BEHIND;
	*at = csv_skip_line_end(stop, end);
	return CSV_LAST;
}

/* Copies a cell with its doubled quotes made single; `to` has room for raw.len bytes. Returns the bytes written. */
static inline size_t csv_copy(const struct csv_cell *cell, char *to)
{
	const char *at = cell->raw.at, *end = at + cell->raw.len, *quote;
	char *begin = to;
	while (at < end && (quote = memchr(at, '"', (size_t)(end - at)))) {
		size_t n = (size_t)(quote + 1 - at);
		memcpy(to, at, n);
		to += n;
		at = quote + 2;
	}
	if (at < end)
		memcpy(to, at, (size_t)(end - at));
	return (size_t)(to - begin) + (at < end ? (size_t)(end - at) : 0);
}

#endif
