#include "layer.h"

#include "chars.h"
#include "kept.h"
#include "place.h"

#include <stdlib.h>

/* ---- what the options say ---- */

static tsl_status declare_layer(const tsl_host *host, tsl_setup *setup, tsl_groups names, size_t i, struct layer *to)
{
	const struct option_place place = place_of_item("layers", i);
	tsl_list fields = names.of[i];
	to->name = kept_text(host, setup, "", names.name[i], "");
	to->path = kept_text(host, setup, "", fields.n ? fields.at[0] : names.name[i], "");
	if (fields.n > 1)
		return host->reject(setup, place.option, "the layer `%s` takes one field with its rows, not %zu",
				    to->name, fields.n);
	if (!json_is_path(to->path))
		return host->reject(setup, place.option, "`%s` is not the name of a field", to->path);
	tsl_field field = { .name = to->name, .type = TSL_LAYER, .access = TSL_WRITE };
	field.doc = kept_text(host, setup, "The rows in the field `", text_of(to->path), "` of the JSON lines.");
	return host->declare(setup, place.option, &field, &to->handle.f);
}

static struct layer *find_layer(const struct layers *layers, tsl_str name)
{
	for (size_t i = 0; i < layers->n; i++)
		if (bytes_equal(name.at, name.len, layers->at[i].name, strlen(layers->at[i].name)))
			return &layers->at[i];
	return NULL;
}

static tsl_status declare_columns(const tsl_host *host, tsl_setup *setup, tsl_groups columns, size_t i, tsl_str prefix,
				  const struct layers *layers)
{
	const struct option_place place = place_of_item("columns", i);
	struct layer *layer = find_layer(layers, columns.name[i]);
	if (!layer)
		return host->reject(setup, place.option, "`layers` has no `%.*s` to give these columns to",
				    (int)columns.name[i].len, columns.name[i].at);
	struct member_source from = { .option = place.option, .prefix = prefix };
	return members_declare(host, setup, from, layer->name, columns.of[i], &layer->columns);
}

tsl_status layers_declare(const tsl_host *host, tsl_setup *setup, tsl_groups names, tsl_groups columns, tsl_str prefix,
			  struct layers *to)
{
	tsl_status status = TSL_OK;
	to->at = host->keep(setup, (names.n + 1) * sizeof(*to->at));
	for (size_t i = 0; i < names.n; i++, to->n++)
		if (declare_layer(host, setup, names, i, &to->at[i]) != TSL_OK)
			status = TSL_FAILED;
	for (size_t i = 0; i < columns.n && status == TSL_OK; i++)
		status = declare_columns(host, setup, columns, i, prefix, to);
	return status;
}

/* ---- what a line says ---- */

/* A row in text order, and its place in the file. */
struct row {
	tsl_span span;
	uint32_t from;
};

static int in_text_order(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->span.begin != y->span.begin)
		return x->span.begin < y->span.begin ? -1 : 1;
	if (x->span.end != y->span.end)
		return x->span.end < y->span.end ? -1 : 1;
	return x->from < y->from ? -1 : 1;
}

static tsl_status read_offset(const tsl_host *host, tsl_document *doc, const struct layer *layer, json *row,
			      const char *name, uint32_t *to)
{
	json *value = json_find(row, name);
	int64_t offset;
	if (!value)
		return host->fail(doc, "a row of `%s` has no `%s`", layer->name, name);
	if (!json_integer(value, &offset))
		return host->fail(doc, "`%s` of a row of `%s` is %s, not a whole number", name, layer->name,
				  json_kind_name(value));
	if (offset < 0 || offset > UINT32_MAX)
		return host->fail(doc, "`%s` of a row of `%s` is %lld, which is not in the text", name, layer->name,
				  (long long)offset);
	*to = (uint32_t)offset;
	return TSL_OK;
}

static tsl_status read_span(const tsl_host *host, tsl_document *doc, const struct layer *layer, json *row, tsl_span *to)
{
	if (!json_is_object(row))
		return host->fail(doc, "a row of `%s` is %s, not an object with `begin` and `end`", layer->name,
				  json_kind_name(row));
	if (read_offset(host, doc, layer, row, "begin", &to->begin) != TSL_OK ||
	    read_offset(host, doc, layer, row, "end", &to->end) != TSL_OK)
		return TSL_FAILED;
	if (to->begin > to->end)
		return host->fail(doc, "a row of `%s` ends at %u, before it begins at %u", layer->name, to->end,
				  to->begin);
	return TSL_OK;
}

/* Where each row comes from, once `spans` are in text order; rows of the same span stay in the file's order. */
static struct row *sort_rows(const tsl_host *host, tsl_document *doc, tsl_span *spans, uint32_t n)
{
	struct row *rows = host->alloc(doc, n * sizeof(*rows));
	bool sorted = true;
	for (uint32_t i = 0; i < n; i++) {
		rows[i] = (struct row){ spans[i], i };
		sorted &= !i || in_text_order(&rows[i - 1], &rows[i]) < 0;
	}
	if (sorted)
		return rows;
	qsort(rows, n, sizeof(*rows), in_text_order);
	for (uint32_t i = 0; i < n; i++)
		spans[i] = rows[i].span;
	return rows;
}

static tsl_status read_rows(const struct json_line *line, const struct layer *layer, tsl_unit unit, json *list)
{
	const tsl_host *host = line->host;
	tsl_document *doc = line->doc;
	uint32_t n = list->n;
	json *const *items = json_items(line, list);
	tsl_span *spans = host->begin(doc, layer->handle, n);
	for (uint32_t i = 0; i < n; i++)
		if (read_span(host, doc, layer, items[i], &spans[i]) != TSL_OK)
			return TSL_FAILED;
	if (host->locate(doc, unit, spans, n) != TSL_OK)
		return TSL_FAILED;
	const struct row *rows = sort_rows(host, doc, spans, n);
	if (host->end(doc, layer->handle, n) != TSL_OK)
		return TSL_FAILED;
	void *const *cells = members_cells(host, doc, &layer->columns);
	for (uint32_t i = 0; i < n; i++)
		if (members_write(line, &layer->columns, cells, i, items[rows[i].from], layer->name) != TSL_OK)
			return TSL_FAILED;
	return TSL_OK;
}

tsl_status layers_read(const struct json_line *line, const struct layers *layers)
{
	for (size_t i = 0; i < layers->n; i++) {
		const struct layer *layer = &layers->at[i];
		json *list = json_find(line->value, layer->path);
		if (list && !json_is_list(list))
			return line->host->fail(line->doc, "`%s` is %s, not a list of rows for the layer `%s`",
						layer->path, json_kind_name(list), layer->name);
		if (list && read_rows(line, layer, layers->unit, list) != TSL_OK)
			return TSL_FAILED;
	}
	return TSL_OK;
}
