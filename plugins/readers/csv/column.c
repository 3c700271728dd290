#include "column.h"

#include "cells.h"
#include "common/closest.h"
#include "common/value.h"
#include "kept.h"
#include "place.h"

#include <stdio.h>

/* ---- what the options say ---- */

static tsl_status declare(const tsl_host *host, tsl_setup *setup, const char *option, tsl_str item, tsl_str prefix,
			  struct columns *to)
{
	struct column *c = &to->at[to->n];
	tsl_str name;
	if (!value_split(item, &name, &c->type))
		return host->reject(setup, option,
				    "`%.*s` ends in no type: write a column, or column:type with " VALUE_TYPES,
				    (int)item.len, item.at);
	char *clean = host->keep(setup, name.len + 1);
	value_column_name(name, clean);
	c->name = kept_text(host, setup, "", name, "");
	c->option = "keep";
	c->field = kept_text(host, setup, kept_text(host, setup, "documents.", prefix, ""), text_of(clean), "");
	for (uint32_t i = 0; i < to->n; i++)
		if (to->at[i].field && !strcmp(to->at[i].field, c->field))
			return host->reject(setup, option,
					    "`%s` and `%s` would both be the column `%s`: keep one of them",
					    to->at[i].name, c->name, c->field);
	to->n++;
	tsl_field field = { .name = c->field, .type = c->type, .access = TSL_WRITE };
	field.doc = kept_text(host, setup, "The column `", name, "` of the CSV file.");
	return host->declare(setup, option, &field, &c->handle);
}

tsl_status columns_declare(const tsl_host *host, tsl_setup *setup, tsl_list keep, tsl_str prefix, struct columns *to)
{
	tsl_status status = TSL_OK;
	for (size_t i = 0; i < keep.n; i++) {
		if (declare(host, setup, place_of_item("keep", i).option, keep.at[i], prefix, to) != TSL_OK)
			status = TSL_FAILED;
	}
	return status;
}

/* ---- where a file has them ---- */

struct names {
	char (*at)[CLOSEST_LONGEST + 1];
};

static const char *name_at(const void *list, size_t i)
{
	return ((const struct names *)list)->at[i];
}

/* What the header offers instead: the likeliest name, or another delimiter. */
static void advise(const tsl_host *host, tsl_document *doc, const char *wanted, const struct row *header, char *to,
		   size_t size)
{
	struct names names = { host->alloc(doc, (size_t)header->n * sizeof(*names.at)) };
	for (uint32_t i = 0; i < header->n; i++) {
		tsl_str raw = header->cells[i].raw;
		snprintf(names.at[i], sizeof(*names.at), "%.*s", raw.len > CLOSEST_LONGEST ? 0 : (int)raw.len, raw.at);
	}
	const char *close = closest_word(wanted, header->n, name_at, &names), *only = names.at[0];
	to[0] = 0;
	if (close)
		snprintf(to, size, ": did you mean `%s`?", close);
	else if (header->n == 1 && strpbrk(only, ";\t|,"))
		snprintf(to, size, ": is its delimiter another? See the option `delimiter`");
}

#define MOST_TOLD 200 /* bytes of the header's names in a sentence */

static void tell_names(const struct row *header, char *to)
{
	size_t used = 0;
	for (uint32_t i = 0; i < header->n; i++) {
		tsl_str name = header->cells[i].raw;
		if (used + name.len + 8 > MOST_TOLD) {
			snprintf(to + used, 32, "%s%u more", i ? " and " : "", header->n - i);
			return;
		}
		used += (size_t)snprintf(to + used, MOST_TOLD, "%s`%.*s`", i ? ", " : "", (int)name.len, name.at);
	}
}

static tsl_status no_column(const tsl_host *host, tsl_document *doc, const struct column *column,
			    const struct row *header)
{
	char told[MOST_TOLD + 32] = "", advice[CLOSEST_LONGEST + 32];
	tell_names(header, told);
	advise(host, doc, column->name, header, advice, sizeof(advice));
	return host->fail(doc, "the header has no column `%.60s`, which the option `%s` names: it has %s%s",
			  column->name, column->option, told, advice);
}

static bool is_named(tsl_str text, const char *name)
{
	size_t n = strlen(name);
	return text.len == n && !memcmp(text.at, name, n);
}

tsl_status columns_find(const tsl_host *host, tsl_document *doc, const struct columns *columns,
			const struct row *header, uint32_t *places)
{
	for (uint32_t k = 0; k < columns->n; k++)
		places[k] = COLUMN_NONE;
	for (uint32_t i = 0; i < header->n; i++) {
		tsl_str text = row_text(host, doc, &header->cells[i]);
		for (uint32_t k = 0; k < columns->n; k++) {
			const struct column *c = &columns->at[k];
			if (!is_named(text, c->name))
				continue;
			if (places[k] != COLUMN_NONE)
				return host->fail(doc,
						  "the header has the column `%.60s` twice, in its cells %u and %u",
						  c->name, places[k] + 1, i + 1);
			places[k] = i;
		}
	}
	for (uint32_t k = 0; k < columns->n; k++)
		if (places[k] == COLUMN_NONE && !columns->at[k].may_be_missing)
			return no_column(host, doc, &columns->at[k], header);
	return TSL_OK;
}

/* ---- what a row says ---- */

static const char *fitting_type(tsl_str text)
{
	int64_t integer;
	double real;
	int8_t boolean;
	return value_integer(text, &integer)   ? "integer"
	       : value_real(text, &real)       ? "real"
	       : value_boolean(text, &boolean) ? "boolean"
					       : "text";
}

tsl_status column_write(const tsl_host *host, tsl_document *doc, const struct column *column,
			const struct csv_cell *cell)
{
	tsl_str text = row_text(host, doc, cell);
	void *cells = cells_of(host, doc, column->type, column->handle);
	if (!text.at || value_read(text, column->type, cells, 0))
		return TSL_OK;
	return host->fail(doc, "`%.60s` is `%.*s`, but is kept as %s: `%.60s:%s` would keep it", column->name,
			  (int)(text.len < 60 ? text.len : 60), text.at, value_type_word(column->type), column->name,
			  fitting_type(text));
}
