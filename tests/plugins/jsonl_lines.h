/*
 * jsonl_lines.h: lines through the reader `jsonl`, and what comes of them.
 */
#ifndef TESTS_JSONL_LINES_H
#define TESTS_JSONL_LINES_H

#include "expect.h"

/* A pipeline with these options of the reader, and an output that shows all it brought. */
#define PIPELINE(options)                           \
	"teasel: 1\n"                               \
	"name: t\n"                                 \
	"input:\n"                                  \
	"  - jsonl: {paths: in.jsonl" options "}\n" \
	"stages:\n"                                 \
	"  - tokens\n"                              \
	"output:\n"                                 \
	"  - jsonl: {path: out.jsonl}\n"

static inline void expect_lines(const char *yaml, const char *lines, const char *expected)
{
	const struct try_file file = { "in.jsonl", lines, 0 };
	expect_output(yaml, &file, 1, 0, "run/out.jsonl", expected);
}

static inline void expect_cause(const char *yaml, const char *line, const char *sentence)
{
	const struct try_file file = { "in.jsonl", line, 0 };
	expect_failure(yaml, &file, 1, sentence);
}

#endif
