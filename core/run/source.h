/*
 * source.h: one input as a stream of bytes, unpacked.
 *
 * Whether it is packed is told by its first bytes, so that a file, a pipe and a `.gz` of the same bytes are the same to
 * all who read them.
 */
#ifndef RUN_SOURCE_H
#define RUN_SOURCE_H

#include "base/error.h"
#include "base/pack.h"
#include "pipeline/files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct source {
	const char *path;
	int fd; /* -1: none is open */
	bool ended;
	uint64_t offset;       /* bytes that were given out */
	uint64_t bytes;        /* bytes that were read: more where they are packed */
	struct stat begun;     /* what the file was when it was opened */
	struct unpack *unpack; /* NULL: it is not packed */
	char *packed;          /* read, but not unpacked: [at, n) */
	size_t at, n;
};

/* A source without a file, to be opened. */
#define SOURCE_CLOSED ((struct source){ .fd = -1 })

/* Opens the file, whose path must outlive the source; false, and nothing is open, where it cannot be read. */
bool source_open(struct source *s, const struct input_file *file, tsl_error *e);
void source_close(struct source *s);

/* Reads up to `most` bytes, at least PACK_MAGIC at first; *got is 0, and s->ended set, at the end. A regular file that
 * is no longer what it was when it was opened is an error then, as is one that cannot be read or unpacked further. */
bool source_read(struct source *s, char *to, size_t most, size_t *got, tsl_error *e);

/* Where the byte at `offset`, the last that was given out or not far before it, lies in the file: about there, where
 * that is packed. */
uint64_t source_place(const struct source *s, uint64_t offset);

/* Passes over bytes that an earlier run has read: quickly where the file can be entered anywhere. */
bool source_skip(struct source *s, uint64_t n, tsl_error *e);

#endif
