/*
 * Rewriting a text while remembering where each byte came from.
 *
 * The current text is cut into pieces (struct origin) in text order. A piece that is `same` stands byte for byte in
 * the source; another one stands for a part of the source as a whole. An edit cuts the pieces anew.
 */
#include "document/document.h"

#include "base/utf8.h"

#include <string.h>

/* The last piece that begins at or before `at`. */
static const struct origin *piece_at(const tsl_document *doc, uint32_t at)
{
	uint32_t low = 0, high = doc->n_origins;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (doc->origins[middle].begin <= at)
			low = middle;
		else
			high = middle;
	}
	return &doc->origins[low];
}

static uint32_t source_of_begin(const tsl_document *doc, uint32_t at)
{
	if (!doc->n_origins)
		return (uint32_t)doc->source.len;
	const struct origin *o = piece_at(doc, at);
	if (o->same)
		return o->source_begin + (at - o->begin);
	return at < doc->text.len ? o->source_begin : o->source_begin + o->source_len;
}

static uint32_t source_of_end(const tsl_document *doc, uint32_t at)
{
	const struct origin *o = piece_at(doc, at - 1);
	return o->source_begin + (o->same ? at - o->begin : o->source_len);
}

tsl_span document_source_span(const tsl_document *doc, tsl_span span)
{
	if (!doc->origins)
		return span;
	uint32_t begin = source_of_begin(doc, span.begin), end = span.end ? source_of_end(doc, span.end) : 0;
	/* An empty span stands behind what was removed there; within replaced text, it stands for the whole. */
	return (tsl_span){ begin, end > begin ? end : begin };
}

/* ---- the new text and its pieces ---- */

struct rewrite {
	tsl_document *doc;
	char *text;
	uint32_t len;
	struct origin *pieces;
	uint32_t n;
};

static void add_piece(struct rewrite *w, struct origin piece)
{
	struct origin *last = w->n ? &w->pieces[w->n - 1] : NULL;
	if (last && last->same && piece.same && piece.source_begin - last->source_begin == piece.begin - last->begin) {
		last->source_len += piece.source_len;
		return;
	}
	w->pieces[w->n++] = piece;
}

/* Takes over the old text from `from` to `to`. */
static void keep_text(struct rewrite *w, uint32_t from, uint32_t to)
{
	const tsl_document *doc = w->doc;
	if (from == to)
		return;
	memcpy(w->text + w->len, doc->text.at + from, to - from);
	const struct origin *o = piece_at(doc, from), *end = doc->origins + doc->n_origins;
	for (uint32_t at = from; at < to; o++) {
		uint32_t stop = o + 1 < end && o[1].begin < to ? o[1].begin : to;
		struct origin piece = *o;
		piece.begin = w->len + (at - from);
		if (o->same) {
			piece.source_begin += at - o->begin;
			piece.source_len = stop - at;
		}
		add_piece(w, piece);
		at = stop;
	}
	w->len += to - from;
}

static void replace_text(struct rewrite *w, const tsl_edit *edit)
{
	if (!edit->with.len)
		return;
	tsl_span source = document_source_span(w->doc, edit->old);
	add_piece(w, (struct origin){ w->len, source.begin, source.end - source.begin, false });
	memcpy(w->text + w->len, edit->with.at, edit->with.len);
	w->len += (uint32_t)edit->with.len;
}

/* ---- what was removed ---- */

static bool goes_first(tsl_span a, tsl_span b)
{
	return a.begin != b.begin ? a.begin < b.begin : a.end <= b.end;
}

/* Merges the edits into the table `removed`, which is in the order of the source. */
static void add_removed(tsl_document *doc, const tsl_edit *edits, size_t n)
{
	const struct shape *shape = doc->shape;
	struct cells *rows = &doc->cells[shape->removed], *stages = &doc->cells[shape->removed_stage],
		     *reasons = &doc->cells[shape->removed_reason];
	const tsl_span *old = rows->at;
	const tsl_str *old_stage = stages->at, *old_reason = reasons->at;
	size_t most = n + rows->n, used = 0, i = 0, j = 0;
	tsl_span *at = document_alloc(doc, most * sizeof(*at));
	tsl_str *stage = document_alloc(doc, most * sizeof(*stage));
	tsl_str *reason = document_alloc(doc, most * sizeof(*reason));
	while (i < rows->n || j < n) {
		if (j < n && edits[j].old.begin == edits[j].old.end) {
			j++; /* a mere insertion takes nothing away */
			continue;
		}
		tsl_span new = j < n ? document_source_span(doc, edits[j].old) : (tsl_span){ 0 };
		if (j == n || (i < rows->n && goes_first(old[i], new))) {
			at[used] = old[i];
			stage[used] = old_stage[i];
			reason[used++] = old_reason[i++];
			continue;
		}
		const char *why = edits[j++].reason;
		at[used] = new;
		stage[used] = (tsl_str){ doc->label, strlen(doc->label) };
		reason[used++] = why ? (tsl_str){ why, strlen(why) } : (tsl_str){ 0 };
	}
	*rows = (struct cells){ .at = at, .n = (uint32_t)used, .filled = true };
	*stages = (struct cells){ .at = stage, .n = (uint32_t)used };
	*reasons = (struct cells){ .at = reason, .n = (uint32_t)used };
}

/* ---- layers that the reader brought ---- */

struct moves {
	const tsl_edit *edits;
	const int64_t *shift; /* shift[i]: how far text behind edit i moves */
	size_t n;
};

/* The number of edits that move an end, or a begin, at `at`. What is inserted at the edge of a span stays outside. */
static size_t edits_up_to(const struct moves *m, uint32_t at, bool is_end)
{
	size_t low = 0, high = m->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		tsl_span old = m->edits[middle].old;
		if (old.begin < at || (!is_end && old.end <= at))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* An offset within replaced text moves to its nearer outer side: a begin to its begin, an end to its end. */
static uint32_t moved(const struct moves *m, uint32_t at, bool is_end)
{
	size_t k = edits_up_to(m, at, is_end);
	if (!k)
		return at;
	const tsl_edit *e = &m->edits[k - 1];
	int64_t before = k > 1 ? m->shift[k - 2] : 0;
	if (at >= e->old.end)
		return (uint32_t)(at + m->shift[k - 1]);
	return (uint32_t)(e->old.begin + before + (is_end ? (int64_t)e->with.len : 0));
}

static void move_layers(tsl_document *doc, const tsl_edit *edits, size_t n)
{
	int64_t *shift = document_alloc(doc, n * sizeof(*shift)), sum = 0;
	for (size_t i = 0; i < n; i++)
		shift[i] = sum += (int64_t)edits[i].with.len - (edits[i].old.end - edits[i].old.begin);
	struct moves m = { edits, shift, n };
	for (uint32_t f = 1; f < doc->shape->n; f++) {
		const struct field *field = &doc->shape->fields[f];
		if (field->type != TSL_LAYER || (field->flags & TSL_SOURCE) || !doc->cells[f].filled)
			continue;
		tsl_span *rows = doc->cells[f].at;
		uint32_t least = 0; /* where the next span may begin: an edit may have widened two neighbours alike */
		for (uint32_t i = 0; i < doc->cells[f].n; i++) {
			uint32_t begin = moved(&m, rows[i].begin, false), end = moved(&m, rows[i].end, true);
			begin = begin < least ? least : begin;
			rows[i] = (tsl_span){ begin, end < begin ? begin : end };
			least = field->flags & TSL_FLAT ? rows[i].end : 0;
		}
	}
}

/* ---- the call ---- */

static bool check_edits(tsl_document *doc, const tsl_edit *edits, size_t n, uint64_t *len)
{
	uint32_t at = 0;
	*len = doc->text.len;
	for (size_t i = 0; i < n; i++) {
		tsl_span old = edits[i].old;
		if (old.begin < at || old.end < old.begin || old.end > doc->text.len) {
			document_fail(doc, "edit %zu is out of order or out of the text", i);
			return false;
		}
		const char *why = edits[i].reason;
		if (why && utf8_valid(why, strlen(why)) != strlen(why)) {
			document_fail(doc, "the reason of edit %zu is not UTF-8", i);
			return false;
		}
		if (!document_on_code_point(doc->text, old.begin) || !document_on_code_point(doc->text, old.end) ||
		    utf8_valid(edits[i].with.at, edits[i].with.len) != edits[i].with.len) {
			document_fail(doc, "edit %zu cuts a code point, or its text is not UTF-8", i);
			return false;
		}
		at = old.end;
		*len += edits[i].with.len;
		*len -= old.end - old.begin;
	}
	if (*len < UINT32_MAX)
		return true;
	document_fail(doc, "the rewritten text would have over 4 GiB");
	return false;
}

tsl_status document_edit(tsl_document *doc, const tsl_edit *edits, size_t n)
{
	uint64_t len;
	if (!doc->may_rewrite)
		return document_fail(doc, "the stage rewrites, but its descriptor does not say TSL_REWRITES");
	if (!check_edits(doc, edits, n, &len))
		return doc->status;
	if (!n)
		return TSL_OK;
	if (!doc->origins) {
		doc->origins = document_alloc(doc, sizeof(*doc->origins));
		doc->origins[0] = (struct origin){ 0, 0, (uint32_t)doc->source.len, true };
		doc->n_origins = 1;
	}
	struct rewrite w = { .doc = doc, .text = document_alloc(doc, len + 1) };
	w.pieces = document_alloc(doc, (doc->n_origins + 2 * n + 1) * sizeof(*w.pieces));
	uint32_t at = 0;
	for (size_t i = 0; i < n; i++) {
		keep_text(&w, at, edits[i].old.begin);
		replace_text(&w, &edits[i]);
		at = edits[i].old.end;
	}
	keep_text(&w, at, (uint32_t)doc->text.len);
	add_removed(doc, edits, n);
	move_layers(doc, edits, n);
	doc->text = (tsl_str){ w.text, w.len };
	doc->origins = w.pieces;
	doc->n_origins = w.n;
	doc->locators[0].ready = false;
	return TSL_OK;
}
