#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void str_release(str *s)
{
	free(s->at);
	*s = (str){ 0 };
}

void str_clear(str *s)
{
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

static size_t escape(unsigned char c, char *to)
{
	static const char hex[] = "0123456789abcdef";
	static const char *const plain = "\"\"\\\\\bb\ff\nn\rr\tt";
	for (const char *p = plain; *p; p += 2)
		if ((unsigned char)*p == c) {
			to[0] = '\\';
			to[1] = p[1];
			return 2;
		}
	memcpy(to, "\\u00", 4);
	to[4] = hex[c >> 4];
	to[5] = hex[c & 15];
	return 6;
}

#define ONES 0x0101010101010101u

/* Whether any of eight bytes is a quote, a backslash or below 0x20. What borrows from a neighbour is such a byte
 * itself, so that the answer as a whole is exact (Anderson, "Bit Twiddling Hacks": determine if a word has a byte less
 * than n). */
static bool needs_escape(uint64_t w)
{
	uint64_t quote = w ^ '"' * ONES, slash = w ^ '\\' * ONES;
	return (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((w - 0x20 * ONES) & ~w)) & 0x80 * ONES;
}

/* The next byte from i on that must be escaped, or n. */
static size_t next_escape(const char *at, size_t i, size_t n)
{
	uint64_t w;
	for (; i + 8 <= n; i += 8) {
		memcpy(&w, at + i, 8);
		if (needs_escape(w))
			break;
	}
	while (i < n && (unsigned char)at[i] >= 0x20 && at[i] != '"' && at[i] != '\\')
		i++;
	return i;
}

void str_json(str *s, const char *at, size_t n)
{
	char code[6];
	str_add(s, "\"", 1);
	for (size_t i = 0, from = 0; from <= n; from = i + 1) {
		i = next_escape(at, from, n);
		str_add(s, at + from, i - from);
		if (i == n)
			break;
		str_add(s, code, escape((unsigned char)at[i], code));
	}
	str_add(s, "\"", 1);
}

/* Writes the digits of x so that they end before `end`; returns where they begin. */
static char *digits(uint64_t x, char *end)
{
	do
		*--end = (char)('0' + x % 10);
	while (x /= 10);
	return end;
}

void str_integer(str *s, int64_t x)
{
	char buffer[24], *end = buffer + sizeof(buffer);
	char *at = digits(x < 0 ? 0 - (uint64_t)x : (uint64_t)x, end);
	if (x < 0)
		*--at = '-';
	str_add(s, at, (size_t)(end - at));
}

void str_real(str *s, double x)
{
	double size = x < 0 ? -x : x;
	if (!(size < 9e15)) { /* past this all doubles are whole; %.0f is exact and needs no locale */
		str_addf(s, "%.0f", x);
		return;
	}
	uint64_t whole = (uint64_t)size; /* apart from the decimals, or large numbers would lose theirs */
	uint64_t part = (uint64_t)((size - (double)whole) * 10000.0 + 0.5);
	whole += part / 10000;
	part %= 10000;
	bool negative = x < 0 && (whole || part);
	char buffer[32], *end = buffer + sizeof(buffer);
	if (part) {
		int places = 4;
		while (part % 10 == 0) {
			part /= 10;
			places--;
		}
		while (places--) {
			*--end = (char)('0' + part % 10);
			part /= 10;
		}
		*--end = '.';
	}
	char *at = digits(whole, end);
	if (negative)
		*--at = '-';
	str_add(s, at, (size_t)(buffer + sizeof(buffer) - at));
}
