#include "document/document.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEEP_MEMORY ((size_t)8 << 20) /* what one document leaves to the next */

void document_init(tsl_document *doc, const struct shape *shape)
{
	*doc = (tsl_document){ .shape = shape };
	doc->cells = memory_get(shape->n * sizeof(*doc->cells));
	document_empty(doc);
}

void document_release(tsl_document *doc)
{
	arena_release(&doc->memory);
	guards_release(&doc->guards);
	free(doc->cells);
	*doc = (tsl_document){ 0 };
}

void document_empty(tsl_document *doc)
{
	arena_empty(&doc->memory, KEEP_MEMORY);
	guards_empty(&doc->guards);
	memset(doc->cells, 0, doc->shape->n * sizeof(*doc->cells));
	doc->cells[SHAPE_DOCUMENTS] = (struct cells){ .n = 1, .filled = true };
	doc->id = doc->text = doc->source = (tsl_str){ "", 0 };
	doc->has_text = doc->repaired = false;
	doc->origins = NULL;
	doc->n_origins = 0;
	doc->locators[0].ready = doc->locators[1].ready = false;
	doc->status = TSL_OK;
	doc->reason[0] = 0;
}

/* The first failure is the one that counts: what follows is its consequence. */
tsl_status document_failv(tsl_document *doc, tsl_status status, const char *format, va_list args)
{
	if (doc->status != TSL_OK)
		return doc->status;
	char raw[sizeof(doc->reason) / 3]; /* what is not UTF-8, cut or quoted so, grows by up to three when repaired */
	vsnprintf(raw, sizeof(raw), format, args);
	doc->reason[utf8_repair(raw, strlen(raw), doc->reason)] = 0;
	doc->status = status;
	return status;
}

tsl_status document_fail(tsl_document *doc, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	tsl_status status = document_failv(doc, TSL_FAILED, format, args);
	va_end(args);
	return status;
}

tsl_status document_drop(tsl_document *doc, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	tsl_status status = document_failv(doc, TSL_DROPPED, format, args);
	va_end(args);
	return status;
}

static _Noreturn void out_of_memory(tsl_document *doc, size_t bytes)
{
	document_fail(doc, "out of memory for %zu bytes", bytes);
	longjmp(*doc->escape, 1);
}

void *document_alloc(tsl_document *doc, size_t bytes)
{
	void *got = arena_get(&doc->memory, bytes);
	if (!got)
		out_of_memory(doc, bytes);
	return got;
}

/* Memory for the array of a field, or, with f == 0, for whatever a plugin wants. */
static void *lend(tsl_document *doc, size_t bytes, uint32_t f)
{
	if (bytes > SIZE_MAX / 2)
		out_of_memory(doc, bytes);
	char *got = document_alloc(doc, bytes + GUARD_SIZE);
	if (!guards_add(&doc->guards, got + bytes, f))
		out_of_memory(doc, bytes);
	return got;
}

void *document_lend(tsl_document *doc, size_t bytes)
{
	return lend(doc, bytes, 0);
}

/* Bad UTF-8 is repaired into the document's memory; false where the pipeline refuses it. */
bool document_make_valid(tsl_document *doc, tsl_str *s, const char *what)
{
	size_t bad = utf8_valid(s->at, s->len);
	if (bad == s->len)
		return true;
	if (doc->refuse_invalid) {
		document_fail(doc, "%s is not UTF-8 at byte %zu (0x%02x)", what, bad, (unsigned char)s->at[bad]);
		return false;
	}
	char *to = document_alloc(doc, utf8_repaired_size(s->at, s->len));
	*s = (tsl_str){ to, utf8_repair(s->at, s->len, to) };
	doc->repaired = true;
	return true;
}

tsl_status document_set(tsl_document *doc, tsl_str id, tsl_str text)
{
	if (doc->has_text)
		return document_fail(doc, "the reader gave the document twice");
	doc->id = id.at ? id : doc->default_id;
	if (!text.at)
		text.at = "";
	if (!document_make_valid(doc, &doc->id, "the id") || !document_make_valid(doc, &text, "the text"))
		return doc->status;
	if (!doc->id.len)
		return document_fail(doc, "the id is empty");
	if (text.len >= UINT32_MAX)
		return document_fail(doc, "the text has %zu bytes; a document has at most 4 GiB", text.len);
	doc->text = doc->source = text;
	doc->has_text = true;
	return TSL_OK;
}

tsl_str document_text(tsl_document *doc)
{
	return doc->text;
}

tsl_str document_id(tsl_document *doc)
{
	return doc->id;
}

tsl_str document_header(tsl_document *doc)
{
	return doc->header;
}

tsl_rows document_rows(tsl_document *doc, tsl_layer layer)
{
	const struct cells *c = &doc->cells[layer.f];
	return c->filled ? (tsl_rows){ c->at, c->n } : (tsl_rows){ 0 };
}

uint32_t document_size_of(tsl_document *doc, tsl_table table)
{
	return doc->cells[table.f].n;
}

/* The first failure ends the document; until the callback returns, what it asks for is given all the same. */
static bool may_write_rows(tsl_document *doc, uint32_t f)
{
	const struct field *field = &doc->shape->fields[f];
	if (field->step != doc->step)
		document_fail(doc, "writes the rows of `%s`, which it has not declared with TSL_WRITES", field->name);
	else if (doc->cells[f].filled || doc->cells[f].open)
		document_fail(doc, "writes the rows of `%s` for a second time", field->name);
	return doc->status == TSL_OK;
}

tsl_span *document_begin(tsl_document *doc, tsl_layer layer, uint32_t most)
{
	if (!layer.f)
		return NULL;
	struct cells *c = &doc->cells[layer.f];
	may_write_rows(doc, layer.f);
	c->at = lend(doc, (size_t)most * sizeof(tsl_span), layer.f);
	c->n = most;
	c->open = true;
	c->filled = false;
	return c->at;
}

bool document_on_code_point(tsl_str text, uint32_t byte)
{
	return byte == text.len || ((unsigned char)text.at[byte] & 0xC0) != 0x80;
}

tsl_status document_end(tsl_document *doc, tsl_layer layer, uint32_t n)
{
	if (!layer.f)
		return TSL_OK;
	struct cells *c = &doc->cells[layer.f];
	const struct field *field = &doc->shape->fields[layer.f];
	if (!c->open)
		return document_fail(doc, "end() without begin() for `%s`", field->name);
	if (n > c->n)
		return document_fail(doc, "`%s` was given %u rows, but room was asked for %u", field->name, n, c->n);
	uint32_t row;
	const char *wrong = document_wrong_row(doc, (tsl_rows){ c->at, n }, field->flags & TSL_FLAT, &row);
	if (wrong)
		return document_fail(doc, "row %u of `%s` %s", row, field->name, wrong);
	c->n = n;
	c->open = false;
	c->filled = true;
	return TSL_OK;
}

tsl_status document_fill(tsl_document *doc, tsl_table table, uint32_t n)
{
	if (table.f == SHAPE_DOCUMENTS)
		return document_fail(doc, "the table `documents` has one row");
	if (table.f && !may_write_rows(doc, table.f))
		return doc->status;
	if (table.f)
		doc->cells[table.f] = (struct cells){ .n = n, .filled = true };
	return TSL_OK;
}

/* The same eight bytes n times; eight times at once, which compilers make of it by the widest stores there are. */
static void repeat(char *to, uint32_t n, const void *eight_bytes)
{
	char pattern[64];
	for (size_t i = 0; i < sizeof(pattern); i += 8)
		memcpy(pattern + i, eight_bytes, 8);
	size_t bytes = (size_t)n * 8, i = 0;
	for (; i + sizeof(pattern) <= bytes; i += sizeof(pattern))
		memcpy(to + i, pattern, sizeof(pattern));
	memcpy(to + i, pattern, bytes - i);
}

static void make_missing(void *at, uint32_t n, tsl_type type)
{
	static const double no_real = NAN;
	static const int64_t no_integer = TSL_NO_INTEGER;
	switch (type) {
	case TSL_REAL:
		repeat(at, n, &no_real);
		break;
	case TSL_INTEGER:
		repeat(at, n, &no_integer);
		break;
	case TSL_TEXT:
		memset(at, 0, n * sizeof(tsl_str));
		break;
	default: /* -1 as a boolean and UINT32_MAX as a row are all ones */
		memset(at, 0xFF, n * shape_value_size(type));
	}
}

static void *column(tsl_document *doc, uint32_t f)
{
	if (!f)
		return NULL;
	const struct field *field = &doc->shape->fields[f];
	struct cells *c = &doc->cells[f];
	const struct cells *table = &doc->cells[field->table];
	uint32_t rows = table->filled || table->open ? table->n : 0;
	if (table->open)
		document_fail(doc, "asks for `%s` before the rows of its table are ended with end()", field->name);
	if (c->at && c->n == rows)
		return c->at;
	c->at = lend(doc, rows * shape_value_size(field->type), f);
	c->n = rows;
	make_missing(c->at, rows, field->type);
	return c->at;
}

double *document_reals(tsl_document *doc, tsl_reals handle)
{
	return column(doc, handle.f);
}

int64_t *document_integers(tsl_document *doc, tsl_integers handle)
{
	return column(doc, handle.f);
}

int8_t *document_booleans(tsl_document *doc, tsl_booleans handle)
{
	return column(doc, handle.f);
}

tsl_str *document_texts(tsl_document *doc, tsl_texts handle)
{
	return column(doc, handle.f);
}

uint32_t *document_refs(tsl_document *doc, tsl_refs handle)
{
	return column(doc, handle.f);
}
