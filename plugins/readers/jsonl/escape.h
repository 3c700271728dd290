/*
 * escape.h: what a backslash stands for in a JSON text.
 */
#ifndef JSONL_ESCAPE_H
#define JSONL_ESCAPE_H

#include <stddef.h>

/* Bytes of the escape at `at`, where a backslash stands; 0 where it is none. The second half of a surrogate pair is an
 * escape of its own. */
size_t escape_size(const char *at, const char *end);

/* Writes what an escape that escape_size() knows stands for, never more bytes than it has; *at moves behind it, and
 * behind both halves of a pair. Returns where it ended. A half without its other one becomes a byte that is not UTF-8,
 * which the host repairs or refuses. */
char *escape_read(const char **at, const char *end, char *to);

#endif
