/* What callbacks leave behind is looked at once, array by array, before others see it. */
#include "document/document.h"

#include "base/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- rows ---- */

static const char *wrong_row(const tsl_document *doc, const tsl_span *at, uint32_t i, bool flat)
{
	tsl_span s = at[i];
	if (s.begin > s.end)
		return "ends before it begins";
	if (s.end > doc->text.len)
		return "goes past the end of the text";
	if (!document_on_code_point(doc->text, s.begin) || !document_on_code_point(doc->text, s.end))
		return "cuts a code point";
	if (i && (s.begin < at[i - 1].begin || (s.begin == at[i - 1].begin && s.end < at[i - 1].end)))
		return "is not in text order";
	if (i && flat && s.begin < at[i - 1].end)
		return "overlaps the row before";
	return NULL;
}

/* Whether no number is less than the one before. */
static bool never_fall(const uint32_t *at, size_t n)
{
	size_t i = 0;
	bool falls = false;
#ifdef __SSE2__
	const __m128i least = _mm_set1_epi32(INT32_MIN); /* what is compared has a sign */
	__m128i any = _mm_setzero_si128();
	for (; i + 5 <= n; i += 4) {
		__m128i four = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
		__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(at + i + 1));
		any = _mm_or_si128(any, _mm_cmpgt_epi32(_mm_xor_si128(four, least), _mm_xor_si128(next, least)));
	}
	falls = _mm_movemask_epi8(any);
#endif
	for (; i + 1 < n; i++)
		falls |= at[i] > at[i + 1];
	return !falls;
}

/*
 * Rows that are flat and good are most of all rows, and are known without a question a row: their begins and ends never
 * fall, the last end is in the text, and none of them is a byte that goes on with a code point, which as signed numbers
 * are the least. The rows that end with the text are left to be looked at one by one, as behind it there is no byte.
 * Returns how many rows at the front are good for sure.
 */
static uint32_t good_flat_rows(tsl_str text, tsl_rows rows)
{
	signed char least_begin = 0, least_end = 0;
	uint32_t n = rows.n;
	if (!never_fall(&rows.at->begin, 2 * (size_t)n))
		return 0;
	while (n && rows.at[n - 1].end >= text.len)
		n--;
	for (uint32_t i = 0; i < n; i++) {
		signed char begin = (signed char)text.at[rows.at[i].begin], end = (signed char)text.at[rows.at[i].end];
		least_begin = begin < least_begin ? begin : least_begin;
		least_end = end < least_end ? end : least_end;
	}
	return least_begin < -0x40 || least_end < -0x40 ? 0 : n;
}

const char *document_wrong_row(const tsl_document *doc, tsl_rows rows, bool flat, uint32_t *row)
{
	for (uint32_t i = flat ? good_flat_rows(doc->text, rows) : 0; i < rows.n; i++) {
		const char *wrong = wrong_row(doc, rows.at, i, flat);
		*row = i;
		if (wrong)
			return wrong;
	}
	return NULL;
}

/* ---- columns ---- */

bool document_check_read(tsl_document *doc)
{
	if (!doc->has_text) {
		document_fail(doc, "the reader gave no text");
		return false;
	}
	for (uint32_t f = 1; f < doc->shape->n; f++) {
		const struct cells *c = &doc->cells[f];
		if (doc->shape->fields[f].type != TSL_TEXT || !c->at)
			continue;
		tsl_str *values = c->at;
		for (uint32_t i = 0; i < c->n; i++)
			if (values[i].at && !document_make_valid(doc, &values[i], doc->shape->fields[f].name))
				return false;
	}
	return document_check_written(doc);
}

/* Most texts are cut out of the document's own, where only the edges can be wrong. */
static bool is_valid_text(const tsl_document *doc, tsl_str s)
{
	if (s.at >= doc->text.at && s.at + s.len <= doc->text.at + doc->text.len) {
		uint32_t at = (uint32_t)(s.at - doc->text.at);
		return document_on_code_point(doc->text, at) && document_on_code_point(doc->text, at + (uint32_t)s.len);
	}
	return utf8_valid(s.at, s.len) == s.len;
}

/* Labels are a few texts again and again: what stands where a valid one was seen is not read again. */
static bool check_texts(const tsl_document *doc, const struct cells *c)
{
	const tsl_str *values = c->at;
	tsl_str seen[16] = { 0 };
	for (uint32_t i = 0; i < c->n; i++) {
		tsl_str *like = &seen[(uintptr_t)values[i].at / 4 % 16];
		if (!values[i].at || (like->at == values[i].at && like->len == values[i].len))
			continue;
		if (!is_valid_text(doc, values[i]))
			return false;
		*like = values[i];
	}
	return true;
}

/* Without a branch for each: infinite is what has the bits of the exponent and no others but the sign. */
static bool check_reals(const struct cells *c)
{
	const double *values = c->at;
	bool infinite = false;
	for (uint32_t i = 0; i < c->n; i++) {
		uint64_t bits;
		memcpy(&bits, &values[i], sizeof bits);
		infinite |= bits << 1 == (uint64_t)0x7FF << 53;
	}
	return !infinite;
}

/* A reference whose table is not in this pipeline has nothing to be checked against. */
static bool check_refs(const tsl_document *doc, const struct field *field, const struct cells *c)
{
	const uint32_t *values = c->at;
	uint32_t of = field->of ? shape_find(doc->shape, field->of) : 0;
	for (uint32_t i = 0; of && i < c->n; i++)
		if (values[i] != TSL_NO_ROW && values[i] >= doc->cells[of].n)
			return false;
	return true;
}

static const char *what_is_wrong(const tsl_document *doc, const struct field *field, const struct cells *c)
{
	if (c->open)
		return "begin() without end()";
	if (!c->at)
		return NULL;
	if (field->type == TSL_TEXT && !check_texts(doc, c))
		return "a text that is not UTF-8";
	if (field->type == TSL_REAL && !check_reals(c))
		return "an infinite number";
	if (field->type == TSL_REF && !check_refs(doc, field, c))
		return "a row that its table does not have";
	return NULL;
}

bool document_check_written(tsl_document *doc)
{
	for (uint32_t f = shape_first(doc->shape, doc->step); f; f = doc->shape->fields[f].next) {
		const struct field *field = &doc->shape->fields[f];
		const char *wrong = what_is_wrong(doc, field, &doc->cells[f]);
		if (wrong) {
			document_fail(doc, "left %s in `%s`", wrong, field->name);
			return false;
		}
	}
	return true;
}

bool document_check_guards(tsl_document *doc)
{
	const struct guard *broken = guards_broken(&doc->guards);
	if (!broken)
		return true;
	const struct field *field = &doc->shape->fields[broken->f];
	doc->status = TSL_OK; /* what the callback said of itself counts no more */
	doc->reason[0] = 0;
	if (!broken->f)
		document_fail(doc, "wrote past memory that it had asked for");
	else
		document_fail(doc, "wrote past the %s `%s`", field->column ? "column" : "rows of", field->name);
	return false;
}
