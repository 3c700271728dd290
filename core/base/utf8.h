/*
 * utf8.h: checking and counting UTF-8 (RFC 3629).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the first byte that is not part of valid UTF-8 stands; n where there is none. */
size_t utf8_valid(const char *at, size_t n);

/* Bytes that utf8_repair() writes for this text. */
size_t utf8_repaired_size(const char *at, size_t n);
/* Copies to `out`, with U+FFFD for each maximal part of a broken sequence (Unicode, chapter 3.9, practice "substitution
 * of maximal subparts", which is also what web browsers do). Returns the bytes written. */
size_t utf8_repair(const char *at, size_t n, char *out);

/* Where the first byte that is not ASCII stands; n where there is none. */
size_t utf8_ascii(const char *at, size_t n);

/* Of 64 bytes of valid UTF-8, one bit each, the first the lowest: those that go on with a code point, and those that
 * begin one of four bytes, which UTF-16 writes as two units. */
struct utf8_bits {
	uint64_t going_on, of_four;
};
struct utf8_bits utf8_bits_of_64(const char *at);

#endif
