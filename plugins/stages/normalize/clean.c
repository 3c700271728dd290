/*
 * Line ends, controls, invisible characters, quotes and dashes: each is judged by itself and its neighbours.
 *
 * Only the bytes in `stops`, which depend on the options, are looked at more closely.
 */
#include "normalize.h"

#include "chars.h"

#define EMPTY ((tsl_str){ "", 0 })
#define SOFT_HYPHEN 0xADu
#define ZWNJ 0x200Cu
#define ZWJ 0x200Du

struct cleaner {
	const normalize *self;
	const char *text, *end;
	struct edits *edits;
};

void clean_open(normalize *self)
{
	for (unsigned c = 0; c < 0x20; c++)
		self->stops[c] = self->controls && c != '\t' && c != '\n' && c != '\r';
	self->stops['\r'] = self->line_ends;
	self->stops[0x7F] = self->controls;
	self->stops[0xC2] = self->controls || self->soft_hyphens;            /* U+0080 to U+00BF */
	self->stops[0xD8] = self->stops[0xEF] = self->invisible;             /* U+061C, U+FEFF */
	self->stops[0xE2] = self->invisible || self->quotes || self->dashes; /* U+2000 to U+206F */
}

/* Zero-width spaces and joiners, invisible operators, marks and embeddings of writing direction, byte-order marks. */
static bool is_invisible(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0xFEFF;
}

static bool is_control(uint32_t c)
{
	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	return c >= 0x7F && c < 0xA0;
}

static const char *run_end(const struct cleaner *cl, const char *at)
{
	unsigned len;
	while (at < cl->end && is_invisible(char_decode(at, &len)))
		at += len;
	return at;
}

/* Whether a joiner or non-joiner between what ends at `before` and what begins at `after` shows. */
static bool shows(const struct cleaner *cl, const char *before, const char *after)
{
	unsigned len;
	if (before == cl->text)
		return false;
	uint32_t left = char_decode(char_before(cl->text, before), &len);
	if (point_is_virama(left))
		return true;
	return after < cl->end && point_joins(left) && point_joins(char_decode(after, &len));
}

/* Of a run of invisible characters nothing stays but the first joiner or non-joiner, where it shows. */
static const char *clean_invisible(struct cleaner *cl, const char *at)
{
	const char *end = run_end(cl, at), *before = at;
	unsigned len;
	for (bool kept = false; at < end; at += len) {
		uint32_t c = char_decode(at, &len);
		if (!kept && (c == ZWNJ || c == ZWJ) && shows(cl, before, end)) {
			kept = true;
			continue;
		}
		/* Whether a run shows is asked once: it is the same for all of it. */
		kept |= c == ZWNJ || c == ZWJ;
		edits_add(cl->edits, (size_t)(at - cl->text), (size_t)(at + len - cl->text), EMPTY, "invisible");
	}
	return end;
}

/* A CR before an LF goes; others become LF, a run of them in one edit as far as `feeds` reaches. */
static const char *clean_line_end(struct cleaner *cl, const char *at)
{
	static const char feeds[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
	size_t begin = (size_t)(at - cl->text), room = sizeof(feeds) - 1, left = (size_t)(cl->end - at), n = 0;
	while (n < room && n < left && at[n] == '\r' && (n + 1 == left || at[n + 1] != '\n'))
		n++;
	size_t len = n ? n : 1;
	edits_add(cl->edits, begin, begin + len, (tsl_str){ feeds, n }, "line end");
	return at + len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Some controls are white space; where they alone part two words, a space has to do it. */
static void clean_control(struct cleaner *cl, const char *at, unsigned len, uint32_t c)
{
	bool parts = (c == '\v' || c == '\f' || c == 0x85) && at > cl->text && !is_blank(at[-1]) &&
		     at + len < cl->end && !is_blank(at[len]);
	size_t begin = (size_t)(at - cl->text);
	edits_add(cl->edits, begin, begin + len, parts ? (tsl_str){ " ", 1 } : EMPTY, "control");
}

static void clean_mark(struct cleaner *cl, const char *at, unsigned len, uint32_t c)
{
	size_t begin = (size_t)(at - cl->text);
	if (c == SOFT_HYPHEN && cl->self->soft_hyphens)
		edits_add(cl->edits, begin, begin + len, EMPTY, "soft hyphen");
	else if (c >= 0x2018 && c <= 0x201F && cl->self->quotes)
		edits_add(cl->edits, begin, begin + len, (tsl_str){ c < 0x201C ? "'" : "\"", 1 }, "quotes");
	else if (c >= 0x2010 && c <= 0x2015 && cl->self->dashes)
		edits_add(cl->edits, begin, begin + len, (tsl_str){ "-", 1 }, "dashes");
}

/* Deals with the character at `at` and returns where to go on. */
static const char *clean_at(struct cleaner *cl, const char *at)
{
	unsigned len;
	uint32_t c = char_decode(at, &len);
	if (c == '\r') /* a stop only where line ends are wanted */
		return clean_line_end(cl, at);
	if (is_control(c) && cl->self->controls)
		clean_control(cl, at, len, c);
	else if (is_invisible(c) && cl->self->invisible)
		return clean_invisible(cl, at);
	else
		clean_mark(cl, at, len, c);
	return at + len;
}

void clean_find(const normalize *self, tsl_str text, struct edits *edits)
{
	struct cleaner cl = { self, text.at, text.at + text.len, edits };
	for (const char *at = text.at; at < cl.end;) {
		if (self->stops[(unsigned char)*at])
			at = clean_at(&cl, at);
		else
			at++;
	}
}
