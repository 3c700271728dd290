/*
 * document.h: one text on its way through a pipeline, with its tables.
 *
 * A document is made once a worker and emptied for each record. Everything it holds lies in its arena or in the
 * record it was read from, so emptying it is a matter of resetting a pointer. The functions below down to
 * document_located() are what teasel.h promises to plugins under the same names; see there for their contracts.
 *
 * Running out of memory inside one of them does not return: it fails the document and jumps to `escape`, which
 * the caller of a plugin's callback has set.
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "document/guard.h"
#include "document/locate.h"
#include "document/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <teasel.h>

struct cells {
	void *at;   /* spans of a layer, or values of a column */
	uint32_t n; /* rows */
	bool filled, open;
};

/* A piece of the current text and where it came from: byte for byte, or, with !same, as a whole. */
struct origin {
	uint32_t begin, source_begin, source_len;
	bool same;
};

struct tsl_document {
	const struct shape *shape;
	struct cells *cells; /* one a field of the shape */
	arena memory;
	struct guards guards; /* behind the arrays that plugins were lent */
	jmp_buf *escape;

	tsl_str id, text, source;
	bool has_text, repaired;
	struct origin *origins; /* NULL while text and source are the same */
	uint32_t n_origins;
	struct locator locators[2]; /* of text and source, made when first asked for */

	/* Who is at work, set before each callback. */
	const char *label; /* of the stage */
	uint32_t step;
	bool may_rewrite;

	/* About the record it is read from, set by the runner. */
	tsl_str default_id;
	tsl_str header; /* the first record of its file, where the reader wants it */
	bool refuse_invalid;

	tsl_status status;
	char reason[1536];
};

void document_init(tsl_document *doc, const struct shape *shape);
void document_release(tsl_document *doc);
void document_empty(tsl_document *doc);

/* Of a layer's rows, the first that is not in range, in order or on code points, or, in a flat layer, overlaps: what is
 * wrong with it, to follow its name. NULL where all are as they must be. */
const char *document_wrong_row(const tsl_document *doc, tsl_rows rows, bool flat, uint32_t *row);

/* After read(): false, with the document failed, where a text is missing or a column of the reader holds bad UTF-8 that
 * may not be repaired. */
bool document_check_read(tsl_document *doc);
/* After process(): false, with the document failed, where what the running stage wrote cannot be shown: rows without
 * end(), infinite numbers, rows of a table that it does not have, texts that are not UTF-8. */
bool document_check_written(tsl_document *doc);
/* Repairs a text in the document's memory, or fails the document where the pipeline refuses such. */
bool document_make_valid(tsl_document *doc, tsl_str *s, const char *what);

/* After any callback: whether all arrays end where they should. Where one was run over, the document fails, and memory
 * that is not its own may be damaged. */
bool document_check_guards(tsl_document *doc);

/* Memory, or the end of the document: does not return NULL. document_lend() is for plugins, with a guard behind it. */
void *document_alloc(tsl_document *doc, size_t bytes);
void *document_lend(tsl_document *doc, size_t bytes);
tsl_status document_failv(tsl_document *doc, tsl_status status, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));
tsl_status document_fail(tsl_document *doc, const char *format, ...) __attribute__((format(printf, 2, 3)));
tsl_status document_drop(tsl_document *doc, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether a code point of the text begins at this byte, or the text ends there. */
bool document_on_code_point(tsl_str text, uint32_t byte);

tsl_status document_set(tsl_document *doc, tsl_str id, tsl_str text);
tsl_str document_text(tsl_document *doc);
tsl_str document_id(tsl_document *doc);
tsl_str document_header(tsl_document *doc);

tsl_rows document_rows(tsl_document *doc, tsl_layer layer);
uint32_t document_size_of(tsl_document *doc, tsl_table table);
tsl_span *document_begin(tsl_document *doc, tsl_layer layer, uint32_t most);
tsl_status document_end(tsl_document *doc, tsl_layer layer, uint32_t n);
tsl_status document_fill(tsl_document *doc, tsl_table table, uint32_t n);
double *document_reals(tsl_document *doc, tsl_reals column);
int64_t *document_integers(tsl_document *doc, tsl_integers column);
int8_t *document_booleans(tsl_document *doc, tsl_booleans column);
tsl_str *document_texts(tsl_document *doc, tsl_texts column);
uint32_t *document_refs(tsl_document *doc, tsl_refs column);

/* In edit.c. */
tsl_status document_edit(tsl_document *doc, const tsl_edit *edits, size_t n);
/* The span of the source that a span of the current text came from. */
tsl_span document_source_span(const tsl_document *doc, tsl_span span);

/* In units.c. */
tsl_status document_locate(tsl_document *doc, tsl_unit unit, tsl_span *spans, uint32_t n);
tsl_rows document_located(tsl_document *doc, tsl_layer layer, tsl_unit unit, bool source);

#endif
