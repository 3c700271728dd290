/* A row's room is asked for once, for all that its numbers and short texts may take, and then filled without a question
 * a value. */
#include "plugin/rows.h"

#include "base/show.h"
#include "plugin/host.h"

#define SHORT_TEXT 64 /* bytes of a text that has its room in the row's */

struct rows {
	tsl_out *out;
	const tsl_row_style *style;
	size_t room; /* for one row without its long texts */
};

static size_t room_of(const tsl_part *parts, uint32_t n, const tsl_row_style *style)
{
	size_t room = style->between.len, value = SHOW_ESCAPED(SHORT_TEXT) + 2;
	for (uint32_t i = 0; i < n; i++)
		room += parts[i].before.len + (value > style->missing.len ? value : style->missing.len);
	return room;
}

_Static_assert(SHOW_ESCAPED(SHORT_TEXT) >= SHOW_REAL && SHOW_REAL >= SHOW_INTEGER, "a part has room for any value");

static char *put_missing(const struct rows *r, char *to)
{
	return show_bytes(to, r->style->missing.at, r->style->missing.len);
}

/* A text that asks for room itself. NULL where there is none, for it or for the rest of the row. */
static char *put_long_text(const struct rows *r, char *to, tsl_str text)
{
	str *bytes = &r->out->bytes;
	bytes->len = (size_t)(to - bytes->at);
	if (r->style->text)
		r->style->text(&teasel_host, r->out, text);
	else
		str_json(bytes, text.at, text.len);
	return str_room(bytes, r->room);
}

static char *put_text(const struct rows *r, char *to, tsl_str text)
{
	if (!text.at)
		return put_missing(r, to);
	if (r->style->text || text.len > SHORT_TEXT)
		return put_long_text(r, to, text);
	*to++ = '"';
	to = show_escaped(to, text.at, text.len);
	*to++ = '"';
	return to;
}

static char *put_boolean(const struct rows *r, char *to, int8_t x)
{
	if (x == TSL_NO_BOOLEAN)
		return put_missing(r, to);
	return x ? show_bytes(to, "true", 4) : show_bytes(to, "false", 5);
}

static char *put_value(const struct rows *r, char *to, tsl_type type, const void *at)
{
	double real;
	int64_t integer;
	uint32_t row;
	switch (type) {
	case TSL_REAL:
		real = *(const double *)at;
		return real != real ? put_missing(r, to) : show_real(to, real);
	case TSL_INTEGER:
		integer = *(const int64_t *)at;
		return integer == TSL_NO_INTEGER ? put_missing(r, to) : show_integer(to, integer);
	case TSL_BOOLEAN:
		return put_boolean(r, to, *(const int8_t *)at);
	case TSL_TEXT:
		return put_text(r, to, *(const tsl_str *)at);
	default:
		row = *(const uint32_t *)at;
		return row == TSL_NO_ROW ? put_missing(r, to) : show_integer(to, row);
	}
}

void rows_put(tsl_out *out, const tsl_part *parts, uint32_t n_parts, uint32_t n, const tsl_row_style *style)
{
	struct rows r = { out, style, room_of(parts, n_parts, style) };
	for (size_t i = 0; i < n; i++) {
		char *to = str_room(&out->bytes, r.room);
		if (to && i)
			to = show_bytes(to, style->between.at, style->between.len);
		for (const tsl_part *part = parts; to && part < parts + n_parts; part++) {
			to = show_bytes(to, part->before.at, part->before.len);
			to = put_value(&r, to, part->type, (const char *)part->at + i * part->stride);
		}
		if (!to)
			return;
		*to = 0;
		out->bytes.len = (size_t)(to - out->bytes.at);
	}
}
