#include "base/problem.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void problems_release(struct problems *p)
{
	free(p->list);
	arena_release(&p->memory);
	*p = (struct problems){ 0 };
}

static bool is_same(struct mark a, struct mark b)
{
	return a.line == b.line && a.column == b.column;
}

void problem_add_in(struct problems *p, struct mark at, struct elsewhere in, const char *sentence)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_same(p->list[i].at, at) && is_same(p->list[i].in.at, in.at) &&
		    !strcmp(p->list[i].sentence, sentence))
			return;
	p->list = memory_room(p->list, p->n, &p->room, sizeof(*p->list));
	p->list[p->n++] = (struct problem){ at, in, arena_copy(&p->memory, sentence, strlen(sentence)) };
}

void problem_add(struct problems *p, struct mark at, const char *format, ...)
{
	str sentence = STR_NEEDED;
	va_list args;
	va_start(args, format);
	str_addv(&sentence, format, args);
	va_end(args);
	problem_add_in(p, at, (struct elsewhere){ 0 }, sentence.at);
	str_release(&sentence);
}

/* In the order of the source, and of the file it names. */
static bool stands_before(const struct problem *a, const struct problem *b)
{
	struct mark x = is_same(a->at, b->at) ? a->in.at : a->at, y = is_same(a->at, b->at) ? b->in.at : b->at;
	return x.line < y.line || (x.line == y.line && x.column < y.column);
}

/* The list is short: insertion keeps problems of one place in the order they were found. */
static void sort(struct problems *p)
{
	for (size_t i = 1; i < p->n; i++) {
		struct problem x = p->list[i];
		size_t j = i;
		while (j && stands_before(&x, &p->list[j - 1])) {
			p->list[j] = p->list[j - 1];
			j--;
		}
		p->list[j] = x;
	}
}

/* Finds line `line` of the source; false where there is none. */
static bool find_line(const char *source, size_t source_len, uint32_t line, const char **at, size_t *len)
{
	const char *s = source, *end = source ? source + source_len : NULL;
	for (uint32_t i = 1; s && i < line; i++) {
		s = memchr(s, '\n', (size_t)(end - s));
		s = s ? s + 1 : NULL;
	}
	if (!s || !line || s == end)
		return false;
	const char *stop = memchr(s, '\n', (size_t)(end - s));
	*at = s;
	*len = (size_t)((stop ? stop : end) - s);
	if (*len && s[*len - 1] == '\r')
		--*len;
	return true;
}

#define WIDEST 160 /* bytes of a line that are shown */

/* Where to begin showing a long line, so that the caret's place is seen: half a width before it. */
static size_t window(const char *line, size_t len, uint32_t column)
{
	size_t at = 0, seen = 1;
	if (len <= WIDEST || column < WIDEST / 2)
		return 0;
	while (at < len && seen + WIDEST / 2 < column)
		seen += ((unsigned char)line[++at] & 0xC0) != 0x80;
	return at;
}

static void show_source(const struct elsewhere *in, str *out)
{
	const char *line;
	size_t len;
	struct mark at = in->at;
	if (!find_line(in->source, in->source_len, at.line, &line, &len))
		return;
	size_t from = window(line, len, at.column), column = 1;
	for (size_t i = 0; i < from; i++)
		column += ((unsigned char)line[i] & 0xC0) != 0x80;
	line += from;
	len -= from;
	if (len > WIDEST) {
		len = WIDEST;
		while (len && ((unsigned char)line[len] & 0xC0) == 0x80)
			len--;
	}
	str_addf(out, "%6u | ", at.line);
	for (size_t i = 0; i < len; i++) /* a control character would move the caret away from its place */
		str_putc(out, (unsigned char)line[i] < 0x20 && line[i] != '\t' ? '?' : line[i]);
	str_puts(out, "\n       | ");
	for (size_t i = 0; i < len && column < at.column; i++) {
		if (((unsigned char)line[i] & 0xC0) == 0x80)
			continue;
		str_putc(out, line[i] == '\t' ? '\t' : ' ');
		column++;
	}
	str_puts(out, "^\n");
}

static struct elsewhere place_of(const struct problems *p, const struct problem *x)
{
	return x->in.path ? x->in : (struct elsewhere){ p->path, p->source, p->source_len, x->at };
}

void problems_show(struct problems *p, str *out)
{
	sort(p);
	for (size_t i = 0; i < p->n; i++) {
		struct elsewhere in = place_of(p, &p->list[i]);
		str_puts(out, in.path);
		if (in.at.line)
			str_addf(out, ":%u:%u", in.at.line, in.at.column);
		str_addf(out, ": %s\n", p->list[i].sentence);
		show_source(&in, out);
	}
}

void problems_json(struct problems *p, str *out)
{
	sort(p);
	for (size_t i = 0; i < p->n; i++) {
		struct elsewhere in = place_of(p, &p->list[i]);
		str_puts(out, "{\"file\": ");
		str_json(out, in.path, strlen(in.path));
		str_addf(out, ", \"line\": %u, \"column\": %u, \"problem\": ", in.at.line, in.at.column);
		str_json(out, p->list[i].sentence, strlen(p->list[i].sentence));
		str_puts(out, "}\n");
	}
}
