/*
 * Paragraphs: what a pronoun looks back on. A blank line ends one. So does the end of a line behind a full stop,
 * unless the text seems to be broken into lines of a width: no line of it is long.
 */
#include "clause.h"
#include "reader.h"

enum { LONG_LINE = 100 }; /* bytes */

static const char *line_end(const char *at, const char *end)
{
	const char *line = memchr(at, '\n', (size_t)(end - at));
	return line ? line : end;
}

static bool has_long_line(tsl_str text)
{
	const char *end = text.at + text.len;
	for (const char *at = text.at, *next; at < end; at = next + 1) {
		next = line_end(at, end);
		if (next - at > LONG_LINE)
			return true;
	}
	return false;
}

/* Whether nothing but blanks stands in a line. */
static bool is_blank(const char *at, const char *end)
{
	while (at < end && *at != '\n' && char_is_space((unsigned char)*at))
		at++;
	return at == end || *at == '\n';
}

/* Whether a sentence is over where the line ends, perhaps with marks behind its full stop. */
static bool is_finished(const char *begin, const char *at)
{
	for (unsigned n = 0; at > begin && n < 8; n++) {
		const char *before = char_before(begin, at);
		unsigned size;
		uint32_t c = char_decode(before, &size);
		if (c == '.' || c == '!' || c == '?' || c == 0x2026)
			return true;
		if (!point_is_space(c) && c != '"' && c != '\'' && c != ')' && c != 0x2019 && c != 0x201D)
			return false;
		at = before;
	}
	return false;
}

/* Where the paragraph ends that `at` belongs to. */
static const char *paragraph_end(tsl_str text, const char *at, bool long_lines)
{
	const char *end = text.at + text.len;
	for (const char *line = line_end(at, end); line < end; line = line_end(line + 1, end))
		if (is_blank(line + 1, end) || (long_lines && is_finished(at, line)))
			return line;
	return end;
}

/* Whether a pronoun that items [r->item, last) hold stands behind the name of a target that may have one. */
static bool is_worth_reading(const struct reader *r, uint32_t last)
{
	unsigned genders = 0;
	for (uint32_t i = r->item; i < last; i++) {
		const struct item *item = &r->w->items[i];
		if (item->kind == ITEM_NAME)
			genders |= r->w->genders[item->target];
		else if (item->kind == ITEM_PRONOUN && item->form->gender & genders)
			return true;
	}
	return false;
}

/* Goes past items that need no reading. */
static void pass(struct reader *r, uint32_t last)
{
	for (; r->item < last; r->item++)
		if (r->w->items[r->item].kind == ITEM_STRANGER)
			reader_remember(r, r->w->items[r->item].last, r->w->items[r->item].genders);
}

/* Whether the text tells what neither a list nor the aliases do. */
static bool tells_more(const unsigned *genders, const struct item *item)
{
	unsigned known = genders[item->target];
	return item->kind == ITEM_NAME && item->genders && item->genders != known &&
	       (!known || known == (GENDER_HE | GENDER_SHE));
}

/* The genders of the targets in this text. */
static const unsigned *find_genders(const struct walk *w, const tsl_host *host, tsl_document *doc)
{
	const struct people *people = w->people;
	unsigned *genders = NULL;
	for (uint32_t i = 0; i < w->n; i++) {
		const struct item *item = &w->items[i];
		if (!tells_more(genders ? genders : people->genders, item))
			continue;
		if (!genders) {
			genders = host->alloc(doc, people->n_targets * sizeof *genders);
			memcpy(genders, people->genders, people->n_targets * sizeof *genders);
		}
		genders[item->target] = item->genders;
	}
	return genders ? genders : people->genders;
}

void pronouns_link(struct walk *w, const tsl_host *host, tsl_document *doc)
{
	struct reader r = { .w = w };
	w->genders = find_genders(w, host, doc);
	if (!is_worth_reading(&r, w->n))
		return;
	bool long_lines = has_long_line(w->text);
	const char *at = w->text.at;
	while (r.item < w->n) {
		const char *end = paragraph_end(w->text, at, long_lines);
		uint32_t begin = (uint32_t)(at - w->text.at), stop = (uint32_t)(end - w->text.at), last = r.item;
		while (last < w->n && w->items[last].span.begin < stop)
			last++;
		if (is_worth_reading(&r, last)) {
			r.last = rows_from(w->tokens, stop);
			r.sentence = rows_from(w->sentences, begin);
			reader_read(&r, rows_from(w->tokens, begin));
		}
		pass(&r, last);
		at = end + (end < w->text.at + w->text.len);
	}
}
