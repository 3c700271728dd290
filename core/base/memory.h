/*
 * memory.h: allocation for what a command needs as a whole: the pipeline, the plan, lists of files.
 *
 * These never return NULL: without memory for them there is nothing left to do, and the program ends with a
 * sentence and exit code 5. What grows with one document comes from an arena or a str, which can fail.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

_Noreturn void memory_out(void); /* says so and ends the program */
void *memory_get(size_t bytes);  /* zeroed */
void *memory_resize(void *at, size_t bytes);
char *memory_copy(const char *at, size_t len); /* adds a NUL */
char *memory_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more item behind n: doubles, and returns the array, which may have moved. */
void *memory_room(void *items, size_t n, size_t *room, size_t size);

#endif
