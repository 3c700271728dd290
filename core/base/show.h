/*
 * show.h: values as every output of teasel shows them; see docs/reference.md.
 *
 * Each function writes at `to` and returns where it ended. It may write behind that too, but never past the room that
 * is named for it.
 */
#ifndef BASE_SHOW_H
#define BASE_SHOW_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SHOW_INTEGER ((size_t)32)
#define SHOW_REAL ((size_t)352)
#define SHOW_ESCAPED(n) (6 * (n) + 16)

char *show_integer(char *to, int64_t x);
/* At most four decimals, half away from zero; never -0, no exponent. */
char *show_real(char *to, double x);
/* What stands between the quotes of a JSON string. */
char *show_escaped(char *to, const char *at, size_t n);

/* Bytes as they are. Most that stand around values are few, and a call of memcpy() takes longer than they do. */
static inline char *show_bytes(char *to, const char *at, size_t n)
{
	if (n > 32) {
		memcpy(to, at, n);
	} else if (n > 16) {
		memcpy(to, at, 16);
		memcpy(to + n - 16, at + n - 16, 16);
	} else if (n > 8) {
		memcpy(to, at, 8);
		memcpy(to + n - 8, at + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, at, 4);
		memcpy(to + n - 4, at + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			to[i] = at[i];
	}
	return to + n;
}

#endif
