/*
 * expect.h: what a pipeline has to bring out, for the tests of readers and writers.
 */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FILES(a) a, sizeof(a) / sizeof(*(a))

/* Runs a pipeline and compares one of the files it leaves ("run/out.csv"), or what it printed ("stdout.txt"). */
static inline void expect_output(const char *yaml, const struct try_file *files, size_t n, int code, const char *path,
				 const char *expected)
{
	struct try_run run = try_pipeline(yaml, files, n, "--in-process --quiet");
	if (run.exit != code)
		fail_msg("exit %d, not %d\n%s", run.exit, code, run.err);
	char *out = try_read(&run, path);
	if (!out)
		fail_msg("there is no %s", path);
	assert_string_equal(out, expected);
	free(out);
	try_release(&run);
}

/* Runs a pipeline that is wrong, and looks for a sentence among what it says. */
static inline void expect_problem(const char *yaml, const struct try_file *files, size_t n, const char *sentence)
{
	struct try_run run = try_pipeline(yaml, files, n, "--in-process");
	assert_int_equal(run.exit, 2);
	if (!strstr(run.err, sentence))
		fail_msg("not said: %s\nbut: %s", sentence, run.err);
	try_release(&run);
}

/* Runs a pipeline and looks for a sentence among the causes for which documents failed. */
static inline void expect_failure(const char *yaml, const struct try_file *files, size_t n, const char *sentence)
{
	struct try_run run = try_pipeline(yaml, files, n, "--in-process --quiet");
	char *failed = try_read(&run, "run/failed.jsonl");
	assert_int_equal(run.exit, 3);
	if (!failed || !strstr(failed, sentence))
		fail_msg("not recorded: %s\nbut: %s", sentence, failed ? failed : run.err);
	free(failed);
	try_release(&run);
}

#endif
