/*
 * fuzz.h: what the harnesses share.
 *
 * A harness is tests/fuzz/NAME.c with one LLVMFuzzerTestOneInput(); its seeds lie in tests/fuzz/corpus/NAME, and a line
 * of tests/fuzz/options says how long its inputs may be and which dictionary it has. `make fuzz` runs all of them.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What has to hold for any input. */
static inline void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

/* An input as a stream of small decisions; at its end, all further ones are 0. */
struct feed {
	const uint8_t *at;
	size_t left;
};

static inline uint8_t feed_byte(struct feed *f)
{
	if (!f->left)
		return 0;
	f->left--;
	return *f->at++;
}

static inline uint32_t feed_below(struct feed *f, uint32_t below)
{
	return below > 1 ? feed_byte(f) % below : 0;
}

/* Up to n bytes as they stand. */
static inline struct feed feed_part(struct feed *f, size_t n)
{
	struct feed part = { f->at, n < f->left ? n : f->left };
	f->at += part.left;
	f->left -= part.left;
	return part;
}

/* A file in memory that has a name; its path lies in `path`. Returns the descriptor. */
int fuzz_file(char path[32]);
/* Gives it these bytes. */
void fuzz_fill(int fd, const void *at, size_t n);

/* Whether all of it is one JSON value by RFC 8259, in valid UTF-8. */
bool json_is_sound(const char *at, size_t n);
/* The same of each line, which all end in a line end. */
bool json_lines_are_sound(const char *at, size_t n);

#endif
