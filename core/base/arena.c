#include "base/arena.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGN 16
#define CHUNK ((size_t)64 << 10)

struct arena_chunk {
	struct arena_chunk *next;
	size_t room;
	_Alignas(ALIGN) char bytes[];
};

void arena_release(arena *a)
{
	for (struct arena_chunk *c = a->first, *next; c; c = next) {
		next = c->next;
		free(c);
	}
	*a = (arena){ 0 };
}

static void use(arena *a, struct arena_chunk *c)
{
	a->now = c;
	a->at = c->bytes;
	a->end = c->bytes + c->room;
}

void arena_empty(arena *a, size_t keep)
{
	size_t kept = 0;
	for (struct arena_chunk **link = &a->first; *link;) {
		struct arena_chunk *c = *link;
		kept += c->room;
		if (kept <= keep) {
			link = &c->next;
			continue;
		}
		kept -= c->room;
		*link = c->next;
		free(c);
	}
	a->now = NULL;
	a->at = a->end = NULL;
	if (a->first)
		use(a, a->first);
}

/* The next chunk with room for `bytes`: one kept from an earlier document, or a new one put behind the present one. */
static struct arena_chunk *chunk_for(arena *a, size_t bytes)
{
	struct arena_chunk *next = a->now ? a->now->next : a->first;
	if (next && next->room >= bytes)
		return next;
	size_t room = a->now && a->now->room < ((size_t)16 << 20) ? 2 * a->now->room : CHUNK;
	if (room < bytes)
		room = bytes;
	struct arena_chunk *c = malloc(sizeof(*c) + room);
	if (!c)
		return NULL;
	c->room = room;
	c->next = next;
	*(a->now ? &a->now->next : &a->first) = c;
	return c;
}

void *arena_get(arena *a, size_t bytes)
{
	if (bytes > SIZE_MAX / 4)
		return NULL;
	bytes = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if ((size_t)(a->end - a->at) < bytes || !a->at) {
		struct arena_chunk *c = chunk_for(a, bytes);
		if (!c)
			return NULL;
		use(a, c);
	}
	void *got = a->at;
	a->at += bytes;
	return got;
}

void *arena_keep(arena *a, size_t bytes)
{
	void *got = arena_get(a, bytes);
	if (!got)
		memory_out();
	memset(got, 0, bytes);
	return got;
}

char *arena_copy(arena *a, const char *at, size_t len)
{
	char *copy = arena_keep(a, len + 1);
	if (len)
		memcpy(copy, at, len);
	return copy;
}

char *arena_format(arena *a, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = arena_keep(a, n < 0 ? 1 : (size_t)n + 1);
	if (n > 0)
		vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return text;
}
