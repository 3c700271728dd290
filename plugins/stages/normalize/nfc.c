/*
 * Unicode's form NFC, in edits.
 *
 * The text is cut into segments before code points that no other one composes with. Most have one code point that is
 * composed already and are passed over by their bytes, or by a table of ranges; the others go to the library.
 */
#include "normalize.h"

#include "chars.h"

struct range {
	uint32_t first, last;
};

/* Starters that NFC leaves as they are and that never compose with what stands before them (NFC_Quick_Check=Yes). Not
 * all of them: those of the texts that are most common. Unicode holds them stable. */
static const struct range plain[] = {
	{ 0x0000, 0x02FF },                       /* Latin; passed over by its bytes */
	{ 0x0388, 0x0482 },   { 0x048A, 0x0590 }, /* Greek, Cyrillic, Armenian */
	{ 0x05D0, 0x060F },   { 0x061B, 0x064A }, /* Hebrew, Arabic */
	{ 0x0E01, 0x0E30 },                       /* Thai */
	{ 0x10A0, 0x10FF },                       /* Georgian */
	{ 0x1E00, 0x1EFF },                       /* Latin with marks */
	{ 0x2002, 0x20CF },                       /* punctuation, currencies */
	{ 0x212C, 0x2328 },   { 0x232B, 0x2ADB }, /* symbols */
	{ 0x3000, 0x3029 },   { 0x3030, 0x3098 }, /* CJK punctuation, kana */
	{ 0x309B, 0xA66E },   { 0xAC00, 0xD7A3 }, /* kana, ideographs, Hangul syllables */
	{ 0xE000, 0xF8FF },                       /* private use */
	{ 0xFF00, 0xFFFD },                       /* wide forms */
	{ 0x1F000, 0x1FAFF },                     /* emoji */
	{ 0x20000, 0x2A6DF },                     /* ideographs */
};

static bool is_plain(uint32_t c)
{
	size_t low = 0, high = sizeof(plain) / sizeof *plain;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (c > plain[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(plain) / sizeof *plain && c >= plain[low].first;
}

static bool begins_segment(const char *at, unsigned *len)
{
	uint32_t c = char_decode(at, len);
	return is_plain(c) || point_begins_segment(c);
}

/* The first code point at or behind `at` that begins no segment. */
static const char *find_dependent(const char *at, const char *end)
{
	unsigned len;
	while (at < end) {
		if ((unsigned char)*at < 0xCC) /* of a code point below U+0300, or passed over */
			at++;
		else if (begins_segment(at, &len))
			at += len;
		else
			return at;
	}
	return end;
}

static const char *segment_end(const char *at, const char *end)
{
	unsigned len;
	while (at < end && !begins_segment(at, &len))
		at += len;
	return at;
}

/* ---- one segment ---- */

static unsigned encode(uint32_t c, char *to)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	unsigned len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (unsigned i = len - 1; i; i--, c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3F));
	to[0] = (char)((0xF00u >> len & 0xFF) | c);
	return len;
}

static tsl_str encode_all(struct points *points)
{
	char *to = points->host->alloc(points->doc, 4 * points->n + 1);
	size_t len = 0;
	for (size_t i = 0; i < points->n; i++)
		len += encode((uint32_t)points->at[i], to + len);
	return (tsl_str){ to, len };
}

/* Whether the segment stands as it would come out. */
static bool same(const struct points *points, const char *at, const char *end)
{
	unsigned len;
	for (size_t i = 0; i < points->n; i++, at += len)
		if (at == end || char_decode(at, &len) != (uint32_t)points->at[i])
			return false;
	return at == end;
}

static size_t same_at_begin(tsl_str a, tsl_str b)
{
	size_t n = 0;
	while (n < a.len && n < b.len) {
		unsigned len, other;
		if (char_decode(a.at + n, &len) != char_decode(b.at + n, &other))
			break;
		n += len;
	}
	return n;
}

static size_t same_at_end(tsl_str a, tsl_str b)
{
	size_t n = 0;
	while (n < a.len && n < b.len) {
		const char *last = char_before(a.at, a.at + a.len - n), *other = char_before(b.at, b.at + b.len - n);
		size_t len = (size_t)(a.at + a.len - n - last);
		if (!bytes_equal(last, len, other, (size_t)(b.at + b.len - n - other)))
			break;
		n += len;
	}
	return n;
}

static void replace_changed(tsl_str old, tsl_str new, size_t begin, struct edits *edits)
{
	size_t head = same_at_begin(old, new);
	old = (tsl_str){ old.at + head, old.len - head };
	new = (tsl_str){ new.at + head, new.len - head };
	size_t tail = same_at_end(old, new);
	new.len -= tail;
	edits_add(edits, begin + head, begin + head + old.len - tail, new, "nfc");
}

static void compose_segment(struct points *points, const char *at, const char *end)
{
	unsigned len;
	points->n = 0;
	for (; at < end; at += len)
		points_add_decomposed(points, char_decode(at, &len));
	points_order(points);
	points_compose(points);
}

void nfc_find(tsl_str text, struct edits *edits)
{
	struct points points = { .host = edits->host, .doc = edits->doc };
	const char *stop = text.at + text.len;
	for (const char *at = find_dependent(text.at, stop); at < stop; at = find_dependent(at, stop)) {
		/* What stands before it begins the segment, or there is nothing. */
		const char *begin = at > text.at ? char_before(text.at, at) : at, *end = segment_end(at, stop);
		compose_segment(&points, begin, end);
		if (!same(&points, begin, end))
			replace_changed((tsl_str){ begin, (size_t)(end - begin) }, encode_all(&points),
					(size_t)(begin - text.at), edits);
		at = end;
	}
}
