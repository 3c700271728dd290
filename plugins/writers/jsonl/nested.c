#include "nested.h"

#include "place.h"

void json_set_keys(const tsl_host *host, tsl_setup *setup, struct out_table *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		t->columns[i].before = text_of(kept_text(host, setup, ", \"", text_of(t->columns[i].name), "\": "));
}

/* ---- which fields ---- */

/* `tokens` names a table with all its columns, `tokens.hash` one column. */
static tsl_status declare_with(const tsl_host *host, tsl_setup *setup, struct nested *self, size_t i)
{
	const struct option_place place = place_of_item("with", i);
	const char *item = kept_text(host, setup, "", self->with.at[i], "");
	size_t n = strcspn(item, ".");
	const char *table = kept_text(host, setup, "", (tsl_str){ item, n }, "");
	tsl_field field = { .name = table, .type = TSL_ANY, .access = TSL_READ };
	if (strcmp(table, "documents") != 0 && host->declare(setup, place.option, &field, NULL) != TSL_OK)
		return TSL_FAILED;
	if (item[n]) {
		field.name = item;
		return host->declare(setup, place.option, &field, &self->named[i]);
	}
	field.name = kept_text(host, setup, table, text_of(".*"), "");
	field.access = TSL_USE;
	return host->declare(setup, place.option, &field, NULL);
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
	t->before = text_of(kept_text(host, setup, ", \"", text_of(t->name), "\": ["));
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

static const tsl_row_style row_style = { .missing = { "null", 4 }, .between = { "}, {", 4 } };

/* The first part of a row has no comma before it. */
static struct out_keys offset_keys(enum out_kind kind)
{
	struct out_keys keys = { text_of("\"begin\": "), text_of(", \"end\": "), text_of(", \"source_begin\": "),
				 text_of(", \"source_end\": ") };
	if (kind == OUT_SOURCE)
		keys.source_begin = text_of("\"source_begin\": ");
	return keys;
}

static void put_table(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct nested *self,
		      const struct out_table *t)
{
	struct out_parts parts = out_parts(host, doc, t, 0);
	struct out_keys keys = offset_keys(t->kind);
	out_add_offsets(host, doc, &parts, t, &keys, self->unit, self->source);
	out_add_cells(host, doc, &parts, t);
	out_put(host, out, t->before);
	out_put(host, out, text_of(parts.rows ? "{" : "]"));
	out_put_rows(host, out, &parts, &row_style);
	if (parts.rows)
		out_put(host, out, text_of("}]"));
}

static void put_columns(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct out_table *documents)
{
	struct out_parts parts = out_parts(host, doc, documents, 0);
	out_add_cells(host, doc, &parts, documents);
	out_put_rows(host, out, &parts, &row_style);
}

tsl_status nested_encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct nested *self)
{
	out_put(host, out, text_of("{\"id\": "));
	host->put_json(out, host->id(doc));
	put_columns(host, doc, out, &self->read);
	if (self->text) {
		out_put(host, out, text_of(", \"text\": "));
		host->put_json(out, host->text(doc));
	}
	put_columns(host, doc, out, &self->written);
	for (uint32_t i = 0; i < self->n; i++)
		put_table(host, doc, out, self, &self->tables[i]);
	host->put(out, "}\n", 2);
	return TSL_OK;
}
