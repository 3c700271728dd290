#include "lift.h"

#include <string.h>

#include "chars.h"
#include "escape.h"

#define LONG 32   /* bytes from which a text is lifted: more than the name that takes its place */
#define NAME 0x01 /* the first byte of such a name: no other text that json-c sees begins with it */

tsl_str lift_read(const tsl_host *host, tsl_document *doc, tsl_str raw)
{
	const char *at = raw.at, *end = at + raw.len, *escape = raw.len ? memchr(at, '\\', raw.len) : NULL;
	if (!escape)
		return raw;
	char *text = host->alloc(doc, raw.len), *to = text; /* no escape is shorter than what it stands for */
	for (; escape; escape = at < end ? memchr(at, '\\', (size_t)(end - at)) : NULL) {
		memcpy(to, at, (size_t)(escape - at));
		to += escape - at;
		at = escape;
		to = escape_read(&at, end, to);
	}
	memcpy(to, at, (size_t)(end - at));
	to += end - at;
	return (tsl_str){ text, (size_t)(to - text) };
}

/* ---- lines ---- */

struct scan {
	const char *end;
	const char *escape; /* the next backslash at or behind the place that was asked about, or the end */
	tsl_str *texts;
	uint32_t n, room;
	char *to; /* where the next byte for json-c goes */
};

static const char *find(const char *at, const char *end, char c)
{
	const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;
	return found ? found : end;
}

/* The closing quote of the text that begins at `at`, or NULL where there is none or an escape is wrong. */
static const char *text_end(struct scan *s, const char *at, bool *by_number)
{
	const char *quote = find(at, s->end, '"');
	*by_number = false;
	while (quote != s->end) {
		if (s->escape < at)
			s->escape = find(at, s->end, '\\');
		if (s->escape > quote)
			return quote;
		size_t size = escape_size(s->escape, s->end);
		if (!size)
			return NULL;
		*by_number |= size == 6;
		at = s->escape + size;
		if (quote < at)
			quote = find(at, s->end, '"');
	}
	return NULL;
}

static bool is_name_of_member(const char *behind, const char *end)
{
	while (behind < end && char_is_space((unsigned char)*behind))
		behind++;
	return behind < end && *behind == ':';
}

static void put(struct scan *s, const char *bytes, size_t n)
{
	memcpy(s->to, bytes, n);
	s->to += n;
}

static void put_name(struct scan *s, uint32_t number)
{
	*s->to++ = NAME;
	for (int shift = 28; shift >= 0; shift -= 4)
		*s->to++ = (char)('a' + (number >> shift & 15));
}

static void add(struct scan *s, const tsl_host *host, tsl_document *doc, tsl_str raw)
{
	if (s->n == s->room) {
		uint32_t room = s->room ? s->room * 2 : 16;
		tsl_str *more = host->alloc(doc, room * sizeof(*more));
		if (s->n)
			memcpy(more, s->texts, s->n * sizeof(*more));
		s->texts = more;
		s->room = room;
	}
	put_name(s, s->n);
	s->texts[s->n++] = raw;
}

/* Takes one text, whose opening quote stands before `at`; returns what is behind it, or NULL. */
static const char *take_text(struct scan *s, const tsl_host *host, tsl_document *doc, const char *at)
{
	bool by_number;
	const char *end = text_end(s, at, &by_number);
	if (!end)
		return NULL;
	size_t n = (size_t)(end - at);
	bool lifted = (n >= LONG || by_number) && !is_name_of_member(end + 1, s->end);
	if (!lifted && n && *at == NAME)
		return NULL;
	put(s, "\"", 1);
	if (lifted)
		add(s, host, doc, (tsl_str){ at, n });
	else
		put(s, at, n);
	put(s, "\"", 1);
	return end + 1;
}

struct lift lift_texts(const tsl_host *host, tsl_document *doc, tsl_str record)
{
	struct lift as_it_is = { .line = record };
	const char *at = record.at, *end = at + record.len;
	/* json-c takes a NUL for the end. A text that is lifted for its one escape has six bytes and two quotes, and
	 * becomes one of nine: twice the record is room enough. */
	if (find(at, end, 0) != end || record.len > UINT32_MAX / 2)
		return as_it_is;
	char *line = host->alloc(doc, record.len * 2 + 16);
	struct scan s = { .end = end, .escape = find(at, end, '\\'), .to = line };
	while (at < end) {
		const char *quote = find(at, end, '"');
		if (find(at, quote, '\'') != quote) /* json-c takes single quotes too: let it judge */
			return as_it_is;
		put(&s, at, (size_t)(quote - at));
		at = quote < end ? take_text(&s, host, doc, quote + 1) : end;
		if (!at)
			return as_it_is;
	}
	return (struct lift){ { line, (size_t)(s.to - line) }, s.texts, s.n };
}

const tsl_str *lift_find(const struct lift *lift, tsl_str text)
{
	uint32_t number = 0;
	if (!lift->n || text.len != 9 || text.at[0] != NAME)
		return NULL;
	for (size_t i = 1; i < text.len; i++)
		number = number << 4 | (uint32_t)(text.at[i] - 'a');
	return &lift->at[number];
}
