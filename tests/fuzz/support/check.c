#include "check.h"

#include "fuzz.h"

#include "base/utf8.h"

#include <math.h>

/* ---- rows ---- */

static void check_span(tsl_str text, tsl_span s)
{
	must(s.begin <= s.end, "a span ends where it begins or later");
	must(s.end <= text.len, "a span is in the text");
	must(document_on_code_point(text, s.begin) && document_on_code_point(text, s.end), "a span cuts no code point");
}

static void check_layer(tsl_document *doc, const struct field *field, const struct cells *c)
{
	bool of_source = field->flags & TSL_SOURCE;
	const tsl_span *at = c->at;
	for (uint32_t i = 0; i < c->n; i++) {
		check_span(of_source ? doc->source : doc->text, at[i]);
		if (!of_source)
			check_span(doc->source, document_source_span(doc, at[i]));
		if (!i)
			continue;
		must(at[i - 1].begin <= at[i].begin, "rows are in the order of their begins");
		must(!(field->flags & TSL_FLAT) || at[i - 1].end <= at[i].begin, "rows of a flat layer lie apart");
	}
}

/* ---- values ---- */

static void check_column(const tsl_document *doc, const struct field *field, const struct cells *c)
{
	uint32_t of = field->of ? shape_find(doc->shape, field->of) : 0;
	for (uint32_t i = 0; i < c->n; i++) {
		if (field->type == TSL_REAL)
			must(!isinf(((const double *)c->at)[i]), "a number is finite");
		if (field->type == TSL_BOOLEAN)
			must(((const int8_t *)c->at)[i] >= -1 && ((const int8_t *)c->at)[i] <= 1,
			     "a truth value is one");
		uint32_t row = field->type == TSL_REF ? ((const uint32_t *)c->at)[i] : TSL_NO_ROW;
		must(!of || row == TSL_NO_ROW || row < doc->cells[of].n, "a row that is named is there");
		if (field->type != TSL_TEXT || !((const tsl_str *)c->at)[i].at)
			continue;
		tsl_str s = ((const tsl_str *)c->at)[i];
		must(utf8_valid(s.at, s.len) == s.len, "a text is UTF-8");
	}
}

/* ---- origins ---- */

static uint32_t piece_end(const tsl_document *doc, uint32_t i)
{
	return i + 1 < doc->n_origins ? doc->origins[i + 1].begin : (uint32_t)doc->text.len;
}

static void check_pieces(const tsl_document *doc)
{
	uint32_t at = 0, source = 0;
	for (uint32_t i = 0; i < doc->n_origins; i++) {
		const struct origin *o = &doc->origins[i];
		uint32_t len = piece_end(doc, i) - o->begin;
		must(o->begin == at && len, "pieces follow each other, and none is empty");
		must(o->source_begin <= doc->source.len && o->source_len <= doc->source.len - o->source_begin,
		     "what a piece comes from is in the source");
		must(o->source_begin >= source, "pieces are in the order of the source");
		must(!o->same || (o->source_len == len &&
				  !memcmp(doc->text.at + at, doc->source.at + o->source_begin, len)),
		     "what was kept stands in the source byte for byte");
		at += len;
		source = o->source_begin;
	}
	must(at == doc->text.len, "every byte has an origin");
}

/* Each byte of the source was kept, or is part of what `removed` tells, and so is not lost without a word. */
static void check_nothing_is_lost(tsl_document *doc)
{
	const struct cells *removed = &doc->cells[doc->shape->removed];
	const tsl_span *gone = removed->at;
	uint8_t *seen = calloc(doc->source.len + 1, 1);
	for (uint32_t i = 0; i < doc->n_origins; i++)
		if (doc->origins[i].same)
			memset(seen + doc->origins[i].source_begin, 1, doc->origins[i].source_len);
	for (uint32_t i = 0; i < removed->n; i++)
		memset(seen + gone[i].begin, 1, gone[i].end - gone[i].begin);
	must(!memchr(seen, 0, doc->source.len), "what is not kept is told in `removed`");
	free(seen);
}

static void check_origins(tsl_document *doc)
{
	if (!doc->origins) {
		must(doc->text.len == doc->source.len && !memcmp(doc->text.at, doc->source.at, doc->text.len),
		     "a text without origins is the source");
		return;
	}
	check_pieces(doc);
	check_nothing_is_lost(doc);
}

void check_document(tsl_document *doc)
{
	must(utf8_valid(doc->text.at, doc->text.len) == doc->text.len, "the text is UTF-8");
	must(utf8_valid(doc->id.at, doc->id.len) == doc->id.len, "the id is UTF-8");
	for (uint32_t f = 2; f < doc->shape->n; f++) {
		const struct field *field = &doc->shape->fields[f];
		const struct cells *c = &doc->cells[f];
		if (!c->at)
			continue;
		if (field->type == TSL_LAYER)
			check_layer(doc, field, c);
		else if (field->column)
			check_column(doc, field, c);
	}
	check_origins(doc);
}
