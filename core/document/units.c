/* Spans as files and users count them. */
#include "document/document.h"

static const struct locator *locator_of(tsl_document *doc, bool source, tsl_unit unit)
{
	struct locator *l = &doc->locators[source];
	tsl_str text = source ? doc->source : doc->text;
	if (l->ready && l->unit == unit && l->text == text.at)
		return l;
	size_t n = locator_size(text.at, text.len, unit);
	struct locate_step *steps = n ? document_alloc(doc, n * sizeof(*steps)) : NULL;
	locator_init(l, text.at, text.len, unit, steps);
	return l;
}

tsl_status document_locate(tsl_document *doc, tsl_unit unit, tsl_span *spans, uint32_t n)
{
	const struct locator *l = locator_of(doc, false, unit);
	for (uint32_t i = 0; i < n; i++) {
		tsl_span was = spans[i];
		if (!locator_to_bytes(l, was.begin, &spans[i].begin) || !locator_to_bytes(l, was.end, &spans[i].end))
			return document_fail(doc, "span %u to %u is not in the text, which has %u %s", was.begin,
					     was.end, l->total,
					     unit == TSL_BYTES   ? "bytes"
					     : unit == TSL_UTF16 ? "UTF-16 units"
								 : "code points");
	}
	return TSL_OK;
}

tsl_rows document_located(tsl_document *doc, tsl_layer layer, tsl_unit unit, bool source)
{
	tsl_rows rows = document_rows(doc, layer);
	if (!rows.n)
		return rows;
	bool of_source = doc->shape->fields[layer.f].flags & TSL_SOURCE;
	bool map = source && !of_source && doc->origins;
	const struct locator *l = locator_of(doc, source || of_source, unit);
	if (!l->steps && !map)
		return rows;
	tsl_span *to = document_alloc(doc, rows.n * sizeof(*to));
	for (uint32_t i = 0; i < rows.n; i++) {
		tsl_span s = map ? document_source_span(doc, rows.at[i]) : rows.at[i];
		to[i].begin = locator_to_units(l, s.begin);
		to[i].end = locator_to_units(l, s.end);
	}
	return (tsl_rows){ to, rows.n };
}
