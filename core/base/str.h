/*
 * str.h: a text buffer that grows.
 *
 * Invariants: a zeroed str is empty and valid. `at` is NUL-terminated once anything was added; `len` does not
 * count the NUL. When memory runs out, `failed` is set, what was there stays, and further additions do nothing:
 * callers check once, at the end. One that starts as STR_NEEDED ends the program instead, as memory.h does: it is for
 * what a command needs as a whole, and not for what grows with a document.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	char *at;
	size_t len, room;
	bool failed, needed;
} str;

#define STR_KEPT ((size_t)16 << 20)
#define STR_NEEDED             \
	{                      \
		.needed = true \
	}

void str_release(str *s);

/* Room for n more bytes (and a NUL) behind len; returns where they begin, or NULL. */
char *str_room(str *s, size_t n);
/* Empties it for what comes next; its memory is kept, up to STR_KEPT bytes. */
void str_clear(str *s);

void str_add(str *s, const char *at, size_t n);
void str_puts(str *s, const char *text);
void str_putc(str *s, char c);
void str_addf(str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_addv(str *s, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* As show.h shows them. */
void str_json(str *s, const char *at, size_t n); /* with its quotes */
void str_real(str *s, double x);
void str_integer(str *s, int64_t x);

#endif
