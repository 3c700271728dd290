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

/* Code points, or UTF-16 code units, of valid UTF-8. */
size_t utf8_points(const char *at, size_t n);
size_t utf8_units16(const char *at, size_t n);

#endif
