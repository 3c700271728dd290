#include "nested.h"

#include <stdio.h>

static void put_text(const tsl_host *host, tsl_out *out, tsl_str text)
{
	host->put_json(out, text);
}

const struct out_style json_style = { { "null", 4 }, put_text };

void json_set_keys(const tsl_host *host, tsl_setup *setup, struct out_table *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		t->columns[i].before = text_of(kept_text(host, setup, ", \"", text_of(t->columns[i].name), "\": "));
}

/* ---- which fields ---- */

/* `tokens` names a table with all its columns, `tokens.hash` one column. */
static tsl_status declare_with(const tsl_host *host, tsl_setup *setup, struct nested *self, size_t i)
{
	char option[32];
	snprintf(option, sizeof(option), "with[%zu]", i);
	const char *item = kept_text(host, setup, "", self->with.at[i], "");
	size_t n = strcspn(item, ".");
	const char *table = kept_text(host, setup, "", (tsl_str){ item, n }, "");
	tsl_field field = { .name = table, .type = TSL_ANY, .access = TSL_READ };
	if (strcmp(table, "documents") != 0 && host->declare(setup, option, &field, NULL) != TSL_OK)
		return TSL_FAILED;
	if (item[n]) {
		field.name = item;
		return host->declare(setup, option, &field, &self->named[i]);
	}
	field.name = kept_text(host, setup, table, text_of(".*"), "");
	field.access = TSL_USE;
	return host->declare(setup, option, &field, NULL);
}

tsl_status nested_declare(const tsl_host *host, tsl_setup *setup, struct nested *self)
{
	static const tsl_field all = { .name = "*", .access = TSL_USE };
	self->named = host->keep(setup, (self->with.n + 1) * sizeof(*self->named));
	tsl_status status = host->declare(setup, NULL, &all, NULL);
	for (size_t i = 0; i < self->with.n; i++)
		if (declare_with(host, setup, self, i) != TSL_OK)
			status = TSL_FAILED;
	return status;
}

/* ---- which keys ---- */

static void plan_documents(const tsl_host *host, tsl_setup *setup, struct nested *self, const struct out_fields *fields,
			   struct out_named named)
{
	self->read.columns = host->keep(setup, (fields->n + 1) * sizeof(struct out_column));
	self->written.columns = host->keep(setup, (fields->n + 1) * sizeof(struct out_column));
	for (uint32_t i = 0; i < fields->n; i++)
		if (out_column_of(fields->at[i]->name, "documents") && out_is_shown(fields, i, named))
			out_add_column(fields->at[i]->flags & TSL_READER_FIELD ? &self->read : &self->written, fields,
				       i);
	json_set_keys(host, setup, &self->read);
	json_set_keys(host, setup, &self->written);
}

static void plan_table(const tsl_host *host, tsl_setup *setup, struct nested *self, const struct out_fields *fields,
		       struct out_named named, uint32_t i)
{
	struct out_table *t = &self->tables[self->n++];
	t->name = fields->at[i]->name;
	t->handle = fields->handle[i];
	t->kind = out_kind_of(fields->at[i]);
	out_add_columns(host, setup, t, fields, named, 0);
	json_set_keys(host, setup, t);
	if (t->kind == OUT_PLAIN && t->n) /* its first column is the first in the row */
		t->columns[0].before = text_of(t->columns[0].before.at + 2);
}

tsl_status nested_plan(const tsl_host *host, tsl_setup *setup, struct nested *self)
{
	struct out_fields fields = out_fields(host, setup);
	struct out_named named = { self->named, self->with.n };
	plan_documents(host, setup, self, &fields, named);
	self->tables = host->keep(setup, (fields.n + 1) * sizeof(*self->tables));
	for (int last = 0; last < 2; last++) /* what was removed comes behind all else */
		for (uint32_t i = 0; i < fields.n; i++) {
			const tsl_field *field = fields.at[i];
			bool table = !strchr(field->name, '.') && strcmp(field->name, "documents") != 0;
			if (table && last == !!(field->flags & TSL_SOURCE))
				plan_table(host, setup, self, &fields, named, i);
		}
	return TSL_OK;
}

/* ---- one document ---- */

static void put_spans(const tsl_host *host, tsl_out *out, const struct out_rows *rows, uint32_t i)
{
	if (rows->spans)
		out_put_span(host, out, text_of("\"begin\": "), text_of(", \"end\": "), rows->spans[i]);
	if (rows->spans && rows->source)
		host->put(out, ", ", 2);
	if (rows->source)
		out_put_span(host, out, text_of("\"source_begin\": "), text_of(", \"source_end\": "), rows->source[i]);
}

static tsl_status put_table(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct nested *self,
			    const struct out_table *t)
{
	struct out_rows rows = out_rows(host, doc, t, self->unit, self->source);
	host->put(out, ", \"", 3);
	host->put(out, t->name, strlen(t->name));
	host->put(out, "\": [", 4);
	for (uint32_t i = 0; i < rows.n; i++) {
		out_put(host, out, i ? text_of(", {") : text_of("{"));
		put_spans(host, out, &rows, i);
		if (out_put_cells(host, doc, out, t, &rows, i, &json_style) != TSL_OK)
			return TSL_FAILED;
		host->put(out, "}", 1);
	}
	host->put(out, "]", 1);
	return TSL_OK;
}

static tsl_status put_columns(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct out_table *documents)
{
	struct out_rows rows = out_rows(host, doc, documents, TSL_BYTES, false);
	return out_put_cells(host, doc, out, documents, &rows, 0, &json_style);
}

tsl_status nested_encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct nested *self)
{
	out_put(host, out, text_of("{\"id\": "));
	host->put_json(out, host->id(doc));
	if (put_columns(host, doc, out, &self->read) != TSL_OK)
		return TSL_FAILED;
	if (self->text) {
		out_put(host, out, text_of(", \"text\": "));
		host->put_json(out, host->text(doc));
	}
	if (put_columns(host, doc, out, &self->written) != TSL_OK)
		return TSL_FAILED;
	for (uint32_t i = 0; i < self->n; i++)
		if (put_table(host, doc, out, self, &self->tables[i]) != TSL_OK)
			return TSL_FAILED;
	host->put(out, "}\n", 2);
	return TSL_OK;
}
