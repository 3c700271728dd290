#include "base/str.h"

#include "base/memory.h"
#include "base/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void str_release(str *s)
{
	free(s->at);
	*s = (str){ .needed = s->needed };
}

void str_clear(str *s)
{
	if (s->room > STR_KEPT)
		str_release(s);
	s->len = 0;
	s->failed = false;
	if (s->at)
		s->at[0] = 0;
}

static bool grow(str *s, size_t n)
{
	size_t room = s->room ? s->room : 64;
	while (room - s->len <= n) {
		if (room > SIZE_MAX / 2)
			return false;
		room *= 2;
	}
	char *at = realloc(s->at, room);
	if (!at)
		return false;
	s->at = at;
	s->room = room;
	return true;
}

char *str_room(str *s, size_t n)
{
	if (s->failed)
		return NULL;
	if (s->room - s->len <= n && !grow(s, n)) {
		if (s->needed)
			memory_out();
		s->failed = true;
		return NULL;
	}
	return s->at + s->len;
}

void str_add(str *s, const char *at, size_t n)
{
	char *to = str_room(s, n);
	if (!to)
		return;
	if (n)
		memcpy(to, at, n);
	s->len += n;
	s->at[s->len] = 0;
}

void str_puts(str *s, const char *text)
{
	str_add(s, text, strlen(text));
}

void str_putc(str *s, char c)
{
	str_add(s, &c, 1);
}

void str_addv(str *s, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	char *to = n < 0 ? NULL : str_room(s, (size_t)n);
	if (to) {
		vsnprintf(to, (size_t)n + 1, format, again);
		s->len += (size_t)n;
	}
	va_end(again);
}

void str_addf(str *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	str_addv(s, format, args);
	va_end(args);
}

/* By pieces, as all of a piece may have to be escaped. */
#define PIECE ((size_t)4096)

void str_json(str *s, const char *at, size_t n)
{
	str_putc(s, '"');
	for (size_t i = 0, piece; i < n; i += piece) {
		piece = n - i < PIECE ? n - i : PIECE;
		char *to = str_room(s, SHOW_ESCAPED(piece));
		if (!to)
			return;
		s->len = (size_t)(show_escaped(to, at + i, piece) - s->at);
	}
	str_putc(s, '"');
}

void str_integer(str *s, int64_t x)
{
	char shown[SHOW_INTEGER];
	str_add(s, shown, (size_t)(show_integer(shown, x) - shown));
}

void str_real(str *s, double x)
{
	char shown[SHOW_REAL];
	str_add(s, shown, (size_t)(show_real(shown, x) - shown));
}
