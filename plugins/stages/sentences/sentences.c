/*
 * sentences: where each sentence of a text begins and ends.
 *
 * A blank line always ends a sentence, so a text falls into blocks that know nothing of each other. Within a block
 * the scan stops at full stops, question marks and the like, at newlines, at bullets and at the numbers of lists.
 */
#include "sentences.h"

#include <stdio.h>

enum newline { NEWLINE_PARAGRAPH, NEWLINE_SENTENCE, NEWLINE_IGNORE };

typedef struct {
	tsl_list abbreviations;
	tsl_str newline;
	tsl_layer sentences;

	enum newline newlines;
	struct wordmap words;
} sentences;

static const tsl_option options[] = {
	TSL_OPTION(sentences, abbreviations,
		   .doc = "Further abbreviations that never end a sentence, with or without their final dot."),
	TSL_OPTION(sentences, newline, .def = "paragraph", .choices = "paragraph sentence ignore",
		   .doc = "What a single newline does: `paragraph` ends a sentence where the line is finished (after a "
			  "final mark, a heading, an item of a list), `sentence` always does, `ignore` never; a blank "
			  "line always ends one."),
};

static const tsl_field fields[] = {
	TSL_WRITES(sentences, sentences, "sentences", .flags = TSL_FLAT,
		   .doc = "The sentences of the text, without the white space around them."),
};

/* The spans found so far, and the block that is being read. */
struct scan {
	const sentences *self;
	const tsl_host *host;
	tsl_document *doc;
	const char *text;
	tsl_span *spans;
	uint32_t n, room;

	const char *begin; /* of the sentence */
	const char *line;  /* begin of the line */
	const char *limit; /* end of the block */
	size_t width;      /* longest line of the block, in bytes */
	struct list list;
};

static void emit(struct scan *s, const char *end)
{
	if (s->n == s->room) {
		tsl_span *old = s->spans;
		s->room = s->room ? s->room * 2 : 64;
		s->spans = s->host->alloc(s->doc, s->room * sizeof(*s->spans));
		if (s->n)
			memcpy(s->spans, old, s->n * sizeof(*old));
	}
	s->spans[s->n++] = (tsl_span){ (uint32_t)(s->begin - s->text), (uint32_t)(end - s->text) };
}

static const char *trim_end(const char *begin, const char *end)
{
	while (end > begin) {
		const char *before = char_before(begin, end);
		unsigned len;
		if (!point_is_space(char_decode(before, &len)))
			break;
		end = before;
	}
	return end;
}

/* Ends the sentence at `end` and begins the next one at `next`, unless there is nothing in it. */
static void cut(struct scan *s, const char *end, const char *next)
{
	end = trim_end(s->begin, end);
	if (end > s->begin)
		emit(s, end);
	s->begin = next;
}

static bool gap_cuts(const struct scan *s, const struct gap *g)
{
	if (!g->line || s->self->newlines == NEWLINE_IGNORE)
		return gap_ends(g);
	if (s->self->newlines == NEWLINE_SENTENCE || item_begins(g->next, s->limit) || gap_ends(g))
		return true;
	return !gap_leads_on(g) && line_ends(&s->self->words, s->line, g->end, g->next, s->limit, s->width);
}

static const char *at_mark(struct scan *s, const char *at)
{
	const char *item, *past = list_item(&s->list, s->begin, at, s->limit, &item);
	if (past) {
		if (item)
			cut(s, item, item);
		return past;
	}
	struct gap g = gap_read(&s->self->words, s->begin, at, s->limit);
	if (g.next == s->limit)
		return s->limit;
	if (gap_cuts(s, &g))
		cut(s, g.end, g.next);
	if (g.line)
		s->line = g.line;
	return g.next;
}

static const char *at_bracket(struct scan *s, const char *at)
{
	const char *item, *past = list_item(&s->list, s->begin, at, s->limit, &item);
	if (past && item)
		cut(s, item, item);
	return past ? past : at + 1;
}

static const char *at_newline(struct scan *s, const char *at)
{
	const char *line = at;
	const char *next = skip_space(at, s->limit, &line);
	const char *end = trim_end(s->line, at);
	bool cuts = s->self->newlines == NEWLINE_SENTENCE;
	if (s->self->newlines == NEWLINE_PARAGRAPH && end > s->line)
		cuts = line_ends(&s->self->words, s->line, end, next, s->limit, s->width);
	if (cuts)
		cut(s, end, next);
	s->line = line;
	return next;
}

static bool follows_space(const struct scan *s, const char *at)
{
	unsigned len;
	return at > s->begin && point_is_space(char_decode(char_before(s->begin, at), &len));
}

static const char *at_point(struct scan *s, const char *at)
{
	unsigned len;
	uint32_t point = char_decode(at, &len);
	if (gap_is_mark(at, s->limit))
		return at_mark(s, at);
	if (point == 0x85 || point == 0x2028 || point == 0x2029)
		return at_newline(s, at);
	if (bullet_length(at, s->limit) && follows_space(s, at))
		cut(s, at, at);
	return at + len;
}

/* What a byte may begin; all others are passed over without a look. */
enum trigger { TRIGGER_NONE, TRIGGER_MARK, TRIGGER_BRACKET, TRIGGER_NEWLINE, TRIGGER_POINT };

static const unsigned char triggers[256] = {
	['.'] = TRIGGER_MARK,     ['!'] = TRIGGER_MARK,   ['?'] = TRIGGER_MARK,   [')'] = TRIGGER_BRACKET,
	['\n'] = TRIGGER_NEWLINE, [0xC2] = TRIGGER_POINT, [0xD6] = TRIGGER_POINT, [0xD8] = TRIGGER_POINT,
	[0xDB] = TRIGGER_POINT,   [0xE0] = TRIGGER_POINT, [0xE1] = TRIGGER_POINT, [0xE2] = TRIGGER_POINT,
	[0xE3] = TRIGGER_POINT,   [0xEF] = TRIGGER_POINT,
};

static void scan_block(struct scan *s, const char *begin, const char *end)
{
	s->begin = s->line = begin;
	s->limit = end;
	s->list = (struct list){ 0 };
	for (const char *at = begin;;) {
		while (at < end && !triggers[(unsigned char)*at])
			at++;
		if (at >= end)
			break;
		switch ((enum trigger)triggers[(unsigned char)*at]) {
		case TRIGGER_NONE:
			break;
		case TRIGGER_MARK:
			at = at_mark(s, at);
			break;
		case TRIGGER_BRACKET:
			at = at_bracket(s, at);
			break;
		case TRIGGER_NEWLINE:
			at = at_newline(s, at);
			break;
		case TRIGGER_POINT:
			at = at_point(s, at);
			break;
		}
	}
	cut(s, end, end);
}

/* Where the block ends that begins at `at`: before a line of nothing but white space. Measures its lines, too. */
static const char *block_end(struct scan *s, const char *at, const char *end)
{
	s->width = 0;
	for (;;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		if ((size_t)(stop - at) > s->width)
			s->width = (size_t)(stop - at);
		if (!newline)
			return end;
		const char *line = newline + 1;
		const char *next = skip_space(line, end, &line);
		if (line > newline + 1 || next == end)
			return newline;
		at = line;
	}
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	tsl_str text = host->text(doc);
	struct scan s = { .self = config, .host = host, .doc = doc, .text = text.at };
	const char *end = text.at + text.len, *line = text.at;
	for (const char *at = skip_space(text.at, end, &line); at < end;) {
		const char *stop = block_end(&s, at, end);
		scan_block(&s, at, trim_end(at, stop));
		at = skip_space(stop, end, &line);
	}
	tsl_span *out = host->begin(doc, s.self->sentences, s.n);
	if (s.n)
		memcpy(out, s.spans, s.n * sizeof(*out));
	return host->end(doc, s.self->sentences, s.n);
}

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	sentences *self = config;
	for (size_t i = 0; i < self->abbreviations.n; i++) {
		tsl_str word = self->abbreviations.at[i];
		char item[40];
		snprintf(item, sizeof(item), "abbreviations[%zu]", i);
		if (!word.len || memchr(word.at, ' ', word.len))
			return host->reject(setup, item, "`%.*s` is not one word; give each abbreviation on its own",
					    (int)word.len, word.at);
	}
	words_prepare(&self->words, host, setup, self->abbreviations);
	self->newlines = bytes_equal(self->newline.at, self->newline.len, "sentence", 8) ? NEWLINE_SENTENCE
			 : bytes_equal(self->newline.at, self->newline.len, "ignore", 6) ? NEWLINE_IGNORE
											 : NEWLINE_PARAGRAPH;
	return TSL_OK;
}

TSL_STAGE{
	.name = "sentences",
	.version = "0.1.0",
	.summary = "Splits the text into sentences.",
	.config_size = sizeof(sentences),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.open = open,
	.process = process,
};
