#include "pipeline/table.h"

#include "base/memory.h"
#include "common/closest.h"
#include "common/csv.h"
#include "common/value.h"
#include "document/shape.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool table_fail(struct table *t, const char *at, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(t->e.text, sizeof(t->e.text), format, args);
	va_end(args);
	t->wrong = at;
	return false;
}

bool table_lacks(struct table *t, const char *name, size_t n, const char *(*word)(const void *, size_t),
		 const void *list)
{
	const char *close = closest_word(name, n, word, list);
	return table_fail(t, t->bytes.at, "the table has no column `%s`%s%s%s", name, close ? ": did you mean `" : "",
			  close ? close : "", close ? "`?" : "");
}

void table_release(struct table *t)
{
	for (size_t i = 0; i < t->n_columns; i++)
		free(t->columns[i].cells);
	free(t->columns);
	free(t->keys);
	free(t->places);
	*t = (struct table){ 0 };
}

/* ---- rows ---- */

static void make_missing(struct table_column *c, size_t row)
{
	switch (c->type) {
	case TSL_REAL:
		((double *)c->cells)[row] = NAN;
		break;
	case TSL_INTEGER:
		((int64_t *)c->cells)[row] = TSL_NO_INTEGER;
		break;
	case TSL_BOOLEAN:
		((int8_t *)c->cells)[row] = TSL_NO_BOOLEAN;
		break;
	default:
		((tsl_str *)c->cells)[row] = (tsl_str){ 0 };
	}
}

struct table_column *table_add_column(struct table *t, const char *name)
{
	t->columns = memory_room(t->columns, t->n_columns, &t->columns_room, sizeof(*t->columns));
	struct table_column *c = &t->columns[t->n_columns++];
	*c = (struct table_column){ .name = name, .type = TSL_TEXT, .found = true };
	c->cells = memory_get((t->room + 1) * sizeof(tsl_str));
	return c;
}

static void grow(struct table *t)
{
	t->room = t->room ? 2 * t->room : 64;
	t->keys = memory_resize(t->keys, t->room * sizeof(*t->keys));
	t->places = memory_resize(t->places, t->room * sizeof(*t->places));
	for (size_t i = 0; i < t->n_columns; i++)
		t->columns[i].cells = memory_resize(t->columns[i].cells,
						    t->room * shape_value_size(t->columns[i].type));
}

bool table_add_row(struct table *t, tsl_str key, const char *at)
{
	if (!key.at)
		return table_fail(t, at, "this row has no `%s`, by which documents find it", t->key);
	if (t->n == t->room)
		grow(t);
	t->keys[t->n] = key;
	t->places[t->n] = (uint32_t)(at - t->bytes.at);
	for (size_t i = 0; i < t->n_columns; i++)
		make_missing(&t->columns[i], t->n);
	t->n++;
	return true;
}

bool table_put(struct table *t, struct table_column *c, tsl_str text, const char *at)
{
	if (!text.at || value_read(text, c->type, c->cells, t->n - 1))
		return true;
	return table_fail(t, at, "`%s` is `%.*s`, but is kept as %s: `%s:text` would keep it", c->name,
			  (int)(text.len < 60 ? text.len : 60), text.at, value_type_word(c->type), c->name);
}

/* ---- CSV ---- */

struct csv_table {
	struct table *t;
	const char *at, *end;
	char delimiter;
	const char **names;
	size_t n_names, key;
	struct csv_cell *cells; /* of the row at hand */
};

static tsl_str text_of(const struct csv_table *c, const struct csv_cell *cell)
{
	if (!cell->quoted && !cell->raw.len)
		return (tsl_str){ 0 };
	if (!cell->doubled)
		return cell->raw;
	char *to = arena_keep(c->t->memory, cell->raw.len + 1);
	return (tsl_str){ to, csv_copy(cell, to) };
}

static bool is_empty_line(const struct csv_table *c)
{
	return csv_skip_line_end(c->at, c->end) != c->at;
}

/* Takes a row of at most `most` cells that are kept; *n becomes the number of all. */
static bool take_row(struct csv_table *c, size_t most, size_t *n)
{
	enum csv_end what = CSV_NEXT;
	for (*n = 0; what == CSV_NEXT; ++*n) {
		struct csv_cell cell;
		what = csv_take(&c->at, c->end, c->delimiter, &cell);
		if (what == CSV_OPEN)
			return table_fail(c->t, c->at, "the quote that opens here is never closed");
		if (what == CSV_BEHIND)
			return table_fail(c->t, c->at,
					  "this cell goes on behind its closing quote: a quote within a cell in quotes "
					  "is written twice");
		if (*n < most)
			c->cells[*n] = cell;
	}
	return true;
}

static const char *name_at(const void *list, size_t i)
{
	return ((const struct csv_table *)list)->names[i];
}

/* The cell with that name in the header; there has to be one, and no other. */
static bool find_name(struct csv_table *c, const char *name, size_t *place)
{
	bool found = false;
	for (size_t i = 0; i < c->n_names; i++) {
		if (strcmp(c->names[i], name) != 0)
			continue;
		if (found)
			return table_fail(c->t, c->cells[i].raw.at, "the table has the column `%s` twice", name);
		found = true;
		*place = i;
	}
	return found || table_lacks(c->t, name, c->n_names, name_at, c);
}

static bool find_columns(struct csv_table *c)
{
	struct table *t = c->t;
	if (!find_name(c, t->key, &c->key))
		return false;
	for (size_t i = 0; t->all && i < c->n_names; i++) {
		if (!c->names[i][0])
			return table_fail(t, c->cells[i].raw.at,
					  "column %zu has no name: `keep` of `meta` lists those that are wanted",
					  i + 1);
		if (i != c->key)
			table_add_column(t, c->names[i]);
	}
	for (size_t i = 0; i < t->n_columns; i++)
		if (!find_name(c, t->columns[i].name, &t->columns[i].place))
			return false;
	return true;
}

static bool take_header(struct csv_table *c)
{
	size_t most = 1;
	for (const char *s = c->at; s < c->end && *s != '\n' && *s != '\r'; s++)
		most += *s == c->delimiter;
	if (c->at == c->end || is_empty_line(c))
		return table_fail(c->t, c->at, "the table begins with no names of columns");
	c->cells = memory_get(most * sizeof(*c->cells));
	c->names = memory_get(most * sizeof(*c->names));
	if (!take_row(c, most, &c->n_names))
		return false;
	if (c->n_names > most) /* of a name with a line end in it */
		return table_fail(c->t, c->t->bytes.at, "a name of a column has a line end in it");
	for (size_t i = 0; i < c->n_names; i++) {
		tsl_str name = text_of(c, &c->cells[i]);
		c->names[i] = arena_copy(c->t->memory, name.at ? name.at : "", name.len);
	}
	return find_columns(c);
}

static bool take_rows(struct csv_table *c)
{
	struct table *t = c->t;
	while (c->at < c->end) {
		const char *row = c->at;
		size_t n;
		if (is_empty_line(c)) {
			c->at = csv_skip_line_end(c->at, c->end);
			continue;
		}
		if (!take_row(c, c->n_names, &n))
			return false;
		if (n != c->n_names)
			return table_fail(t, row, "this row has %zu cell%s, and the table has %zu columns", n,
					  n == 1 ? "" : "s", c->n_names);
		if (!table_add_row(t, text_of(c, &c->cells[c->key]), row))
			return false;
		for (size_t i = 0; i < t->n_columns; i++) {
			const struct csv_cell *cell = &c->cells[t->columns[i].place];
			if (!table_put(t, &t->columns[i], text_of(c, cell), cell->raw.at))
				return false;
		}
	}
	return true;
}

bool table_read_csv(struct table *t, char delimiter)
{
	struct csv_table c = { t, t->bytes.at, t->bytes.at + t->bytes.len, delimiter, NULL, 0, 0, NULL };
	bool good = take_header(&c) && take_rows(&c);
	free(c.cells);
	free(c.names);
	return good;
}
