/*
 * problem.h: all that is wrong with one source file, each at its line and column.
 *
 * Problems are gathered, then shown in the order of the file, so that a user mends all of them in one go:
 *
 *     news.yaml:12:5: there is no stage `sentenses`: did you mean `sentences`?
 *        12 |   - sentenses
 *           |     ^
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/arena.h"
#include "base/str.h"
#include "common/closest.h"

#include <stddef.h>
#include <stdint.h>

struct mark {
	uint32_t line, column; /* from 1, in code points; line 0: the file as a whole */
};

/* Another file that the source names, such as a lexicon, and the place in it. */
struct elsewhere {
	const char *path; /* NULL: none */
	const char *source;
	size_t source_len;
	struct mark at;
};

struct problem {
	struct mark at;
	struct elsewhere in;
	const char *sentence;
};

struct problems {
	const char *path; /* as the user named it */
	const char *source;
	size_t source_len;
	struct problem *list;
	size_t n, room;
	arena memory;
};

void problems_release(struct problems *p);

/* The same sentence at the same place is kept once. */
void problem_add(struct problems *p, struct mark at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same of a place in a file that the source names at `at`: path and source must live as long as the problems. */
void problem_add_in(struct problems *p, struct mark at, struct elsewhere in, const char *sentence);

/* All problems in the order of the file, as shown above; or one JSON object a line. */
void problems_show(struct problems *p, str *out);
void problems_json(struct problems *p, str *out);

#endif
