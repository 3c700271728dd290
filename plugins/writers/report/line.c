#include "line.h"

#include "chars.h"

#define LONGEST (LINE_WIDTH * 4) /* bytes of a line's text */

static void put(struct line *l, const char *bytes, size_t n, unsigned columns)
{
	l->host->put(l->out, bytes, n);
	l->column += columns;
}

void line_end(struct line *l)
{
	l->host->put(l->out, "\n", 1);
	l->column = 0;
}

void line_put(struct line *l, const char *ascii)
{
	size_t n = strlen(ascii);
	put(l, ascii, n, (unsigned)n);
}

void line_to(struct line *l, unsigned column)
{
	while (l->column < column)
		line_put(l, " ");
}

void line_begin(struct line *l, const char *label)
{
	if (l->column)
		line_end(l);
	line_put(l, "  ");
	line_put(l, label);
	line_to(l, LINE_INDENT);
}

void line_next(struct line *l, unsigned needs)
{
	if (l->column + 1 + needs > LINE_WIDTH)
		line_begin(l, "");
	else
		line_put(l, " ");
}

/* ---- numbers ---- */

void line_count(struct line *l, uint64_t n)
{
	char digits[24], *end = digits + sizeof(digits), *at = end;
	do
		*--at = (char)('0' + n % 10);
	while (n /= 10);
	put(l, at, (size_t)(end - at), (unsigned)(end - at));
}

void line_score(struct line *l, double x)
{
	double size = x < 0 ? -x : x;
	if (!(size < 1000)) {
		line_put(l, x < 0 ? "< -999" : "> 999");
		return;
	}
	unsigned hundredths = (unsigned)(size * 100 + 0.5);
	line_put(l, !hundredths ? " " : x < 0 ? "-" : "+");
	line_count(l, hundredths / 100);
	line_put(l, hundredths % 100 < 10 ? ".0" : ".");
	line_count(l, hundredths % 100);
}

/* ---- texts of the document ---- */

/* Control characters, and marks that turn the direction of writing: a terminal would obey them. */
static bool is_command(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Columns a code point takes, by the blocks of Unicode that are wide (UAX #11) or combine with the letter before. */
static unsigned width_of(uint32_t c)
{
	static const uint32_t wide[][2] = {
		{ 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3041, 0xA4CF },   { 0xAC00, 0xD7A3 },
		{ 0xF900, 0xFAFF },   { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },   { 0xFFE0, 0xFFE6 },
		{ 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD },
	};
	if ((c >= 0x0300 && c <= 0x036F) || c == 0x200B || c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F))
		return 0;
	for (size_t i = 0; c >= 0x1100 && i < sizeof(wide) / sizeof(*wide); i++)
		if (c >= wide[i][0] && c <= wide[i][1])
			return 2;
	return 1;
}

struct cut_text {
	char bytes[LONGEST];
	size_t n;
	unsigned columns;
	size_t word_end; /* where a word ended while there was still room for `…` */
	unsigned word_columns;
	size_t room_end; /* where the last code point ended that leaves room for `…` */
	unsigned room_columns;
};

/* Adds a code point; false where it does not fit. */
static bool add_point(struct cut_text *t, const char *at, unsigned n, unsigned width, unsigned most)
{
	if (t->columns + width > most || t->n + n > sizeof(t->bytes))
		return false;
	memcpy(t->bytes + t->n, at, n);
	t->n += n;
	t->columns += width;
	if (t->columns < most) {
		t->room_end = t->n;
		t->room_columns = t->columns;
	}
	return true;
}

static void mark_word(struct cut_text *t, unsigned most)
{
	if (t->columns < most) {
		t->word_end = t->n;
		t->word_columns = t->columns;
	}
}

/* True where the whole text went in. */
static bool fill(struct cut_text *t, tsl_str text, unsigned most)
{
	bool space = false;
	unsigned n;
	for (size_t i = 0; i < text.len; i += n) {
		uint32_t c = char_decode(text.at + i, &n);
		if (point_is_space(c)) {
			if (!space)
				mark_word(t, most);
			space = true;
			continue;
		}
		if (is_command(c))
			continue;
		if (space && t->n && !add_point(t, " ", 1, 1, most))
			return false;
		space = false;
		if (!add_point(t, text.at + i, n, width_of(c), most))
			return false;
	}
	return true;
}

void line_text(struct line *l, tsl_str text, unsigned most)
{
	struct cut_text t;
	t.n = t.word_end = t.room_end = 0;
	t.columns = t.word_columns = t.room_columns = 0;
	if (fill(&t, text, most)) {
		put(l, t.bytes, t.n, t.columns);
		return;
	}
	bool word = t.word_columns > most / 2; /* one long word is cut within */
	put(l, t.bytes, word ? t.word_end : t.room_end, word ? t.word_columns : t.room_columns);
	put(l, "\xE2\x80\xA6", 3, 1);
}
