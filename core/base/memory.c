#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_IO 5

void memory_out(void)
{
	static const char sentence[] = "teasel: out of memory\n";
	(void)!write(STDERR_FILENO, sentence, sizeof(sentence) - 1);
	_exit(EXIT_IO);
}

static void *or_die(void *at)
{
	if (!at)
		memory_out();
	return at;
}

void *memory_get(size_t bytes)
{
	return or_die(calloc(1, bytes ? bytes : 1));
}

void *memory_resize(void *at, size_t bytes)
{
	return or_die(realloc(at, bytes ? bytes : 1));
}

char *memory_copy(const char *at, size_t len)
{
	char *copy = memory_get(len + 1);
	if (len)
		memcpy(copy, at, len);
	return copy;
}

char *memory_format(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = NULL;
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	return or_die(text);
}

void *memory_room(void *items, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return items;
	*room = *room ? 2 * *room : 8;
	return memory_resize(items, *room * size);
}
