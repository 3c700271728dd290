#include "member.h"

#include "cells.h"
#include "common/value.h"
#include "kept.h"
#include "place.h"

#include <stdio.h>

static const char *column_name(const tsl_host *host, tsl_setup *setup, const char *table, tsl_str prefix, tsl_str field)
{
	char *name = host->keep(setup, field.len + 1);
	value_column_name(field, name);
	const char *before = kept_text(host, setup, table, text_of("."), "");
	return kept_text(host, setup, kept_text(host, setup, before, prefix, ""), text_of(name), "");
}

static tsl_status check_name(const tsl_host *host, tsl_setup *setup, const char *option, const struct members *members)
{
	const struct member *m = &members->at[members->n - 1];
	for (const struct member *other = members->at; other < m; other++)
		if (!strcmp(other->column, m->column))
			return host->reject(setup, option,
					    "`%s` and `%s` would both be the column `%s`: keep one of them",
					    other->path, m->path, m->column);
	return TSL_OK;
}

static tsl_status declare_item(const tsl_host *host, tsl_setup *setup, const char *option, const char *table,
			       tsl_str prefix, tsl_str item, struct members *to)
{
	struct member *m = &to->at[to->n];
	tsl_str field;
	if (!value_split(item, &field, &m->type))
		return host->reject(setup, option,
				    "`%.*s` ends in no type: write a field, or field:type with " VALUE_TYPES,
				    (int)item.len, item.at);
	m->path = kept_text(host, setup, "", field, "");
	m->column = column_name(host, setup, table, prefix, field);
	if (!json_is_path(m->path))
		return host->reject(setup, option, "`%s` is not the name of a field", m->path);
	to->n++;
	if (check_name(host, setup, option, to) != TSL_OK)
		return TSL_FAILED;
	tsl_field declared = { .name = m->column, .type = m->type, .access = TSL_WRITE };
	declared.doc = kept_text(host, setup, "The field `", field, "` of the JSON lines.");
	return host->declare(setup, option, &declared, &m->handle);
}

tsl_status members_declare(const tsl_host *host, tsl_setup *setup, struct member_source from, const char *table,
			   tsl_list items, struct members *to)
{
	tsl_status status = TSL_OK;
	to->at = host->keep(setup, (items.n + 1) * sizeof(*to->at));
	for (size_t i = 0; i < items.n; i++) {
		const struct option_place item = place_of_item(from.option, i);
		if (declare_item(host, setup, from.each ? item.option : from.option, table, from.prefix, items.at[i],
				 to) != TSL_OK)
			status = TSL_FAILED;
	}
	return status;
}

/* ---- what a line says ---- */

static const char *fitting_type(const struct json_line *line, json *value)
{
	int64_t integer;
	double real;
	int8_t boolean;
	tsl_str text;
	if (json_integer(value, &integer))
		return "integer";
	if (json_real(value, &real))
		return "real";
	if (json_boolean(value, &boolean))
		return "boolean";
	return json_text(line, value, &text) ? "text" : NULL;
}

static tsl_status wrong_type(const struct json_line *line, const struct member *m, json *value, const char *layer)
{
	const tsl_host *host = line->host;
	tsl_document *doc = line->doc;
	char of[192] = "";
	const char *fits = fitting_type(line, value);
	if (layer)
		snprintf(of, sizeof(of), " of a row of `%s`", layer);
	if (!fits)
		return host->fail(doc, "`%s`%s is %s, and no %s can hold it", m->path, of, json_kind_name(value),
				  value_type_word(m->type));
	return host->fail(doc, "`%s`%s is %s, but is kept as %s: `%s:%s` would keep it", m->path, of,
			  json_kind_name(value), value_type_word(m->type), m->path, fits);
}

static bool write_value(const struct json_line *line, const struct member *m, json *value, void *cells, uint32_t row)
{
	switch (m->type) {
	case TSL_REAL:
		return json_real(value, (double *)cells + row);
	case TSL_INTEGER:
		return json_integer(value, (int64_t *)cells + row);
	case TSL_BOOLEAN:
		return json_boolean(value, (int8_t *)cells + row);
	default:
		return json_text(line, value, (tsl_str *)cells + row);
	}
}

tsl_status members_write(const struct json_line *line, const struct members *members, void *const *cells, uint32_t row,
			 json *object, const char *layer)
{
	for (size_t i = 0; i < members->n; i++) {
		const struct member *m = &members->at[i];
		json *value = json_find(object, m->path);
		if (value && !write_value(line, m, value, cells[i], row))
			return wrong_type(line, m, value, layer);
	}
	return TSL_OK;
}

void *const *members_cells(const tsl_host *host, tsl_document *doc, const struct members *members)
{
	void **cells = host->alloc(doc, (members->n + 1) * sizeof(*cells));
	for (size_t i = 0; i < members->n; i++)
		cells[i] = cells_of(host, doc, members->at[i].type, members->at[i].handle);
	return cells;
}
