/*
 * error.h: one whole sentence that says what went wrong.
 *
 * A function that can fail takes a tsl_error last, returns false or NULL, and has then filled it. The caller
 * owns the buffer; nothing is allocated. A sentence has no full stop at its end, so that it can be continued.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

typedef struct {
	char text[1024];
} tsl_error;

/* Fills the error and returns false, so that a function can end in `return error_set(e, …)`. */
bool error_set(tsl_error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
