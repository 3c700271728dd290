/* Files that are no plugins, and plugins that break down. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char broken[512]; /* where the plugins of tests/plugins/broken are */

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) ? 0 : -1;
}

static struct try_run run_with(const char *stage, const char *args)
{
	char yaml[1024], all[1024];
	struct try_file files[] = { { "in/a.txt", "One text.", 0 },
				    { "in/b.txt", "Another text.", 0 },
				    { "in/c.txt", "The last text.", 0 } };
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\ninput:\n  - text: {paths: [in]}\nstages:\n  - %s\noutput:\n  - jsonl: {path: out.jsonl}\n",
		 stage);
	snprintf(all, sizeof(all), "--plugins %s %s", broken, args);
	return try_pipeline(yaml, files, 3, all);
}

static void assert_starts(const char *text, const char *start)
{
	if (strncmp(text, start, strlen(start)) != 0)
		fail_msg("%s\ndoes not start with\n%s", text, start);
}

static void another_abi_is_refused_before_its_code_runs(void **state)
{
	(void)state;
	char want[2048];
	struct try_run run = run_with("otherabi", "-j 1");
	snprintf(want, sizeof(want),
		 "pipeline.yaml:5:5: the plugin %s/otherabi.so was built for version 2 of the plugin contract, this "
		 "teasel has "
		 "version 1: build it again with this teasel.h\n"
		 "     5 |   - otherabi\n"
		 "       |     ^\n",
		 broken);
	assert_string_equal(run.err, want);
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

/* The plugin `mine` is the given bytes. */
static struct try_run run_file(const char *content)
{
	struct try_file files[] = { { "in/a.txt", "One text.", 0 } };
	char command[256], plugins[] = "/tmp/teasel-plugins-XXXXXX";
	assert_non_null(mkdtemp(plugins));
	snprintf(command, sizeof(command), "printf '%s' >%s/mine.so", content, plugins);
	assert_int_equal(system(command), 0);
	char yaml[512];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nplugins: [%s]\ninput:\n  - text: {paths: [in]}\nstages:\n  - mine\noutput:\n  - jsonl: "
		 "{path: o}\n",
		 plugins);
	struct try_run run = try_pipeline(yaml, files, 1, "-j 1");
	for (char *at = run.err; (at = strstr(at, plugins));) /* the folder's name differs from run to run */
		memmove(at, at + strlen("/tmp/teasel-plugins-XXXXXX"),
			strlen(at + strlen("/tmp/teasel-plugins-XXXXXX")) + 1);
	snprintf(command, sizeof(command), "rm -rf %s", plugins);
	assert_int_equal(system(command), 0);
	return run;
}

static void a_file_that_is_not_elf_is_refused(void **state)
{
	(void)state;
	struct try_run run = run_file("#!/bin/sh");
	assert_string_equal(run.err, "pipeline.yaml:6:5: the plugin /mine.so is not a shared library (no ELF header)\n"
				     "     6 |   - mine\n"
				     "       |     ^\n");
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

/* What failed.jsonl says of the one document that failed. */
static void assert_lost(const struct try_run *run, const char *id, const char *stage, const char *cause)
{
	char want[512];
	char *failed = try_read(run, "run/failed.jsonl"), *out = try_read(run, "run/out.jsonl");
	snprintf(want, sizeof(want),
		 "{\"id\": \"%s\", \"file\": \"%s\", \"record\": 1, \"byte\": 0, \"stage\": \"%s\", \"cause\": "
		 "\"%s\"}\n",
		 id, id, stage, cause);
	assert_int_equal(run->exit, 3);
	assert_string_equal(failed, want);
	assert_null(strstr(out, id));
	assert_non_null(strstr(out, "a.txt"));
	free(failed);
	free(out);
}

static void a_worker_that_dies_loses_the_document_and_names_the_stage(void **state)
{
	(void)state;
	struct try_run run = run_with("crash: {on: b.txt, how: exit, label: careless}", "-j 2");
	assert_lost(&run, "b.txt", "careless", "ended with exit code 7");
	try_release(&run);
}

static void a_signal_is_named(void **state)
{
	(void)state;
	if (strstr(broken, "sanitize"))
		skip(); /* AddressSanitizer turns the signal into an exit */
	struct try_run run = run_with("crash: {on: c.txt}", "-j 1");
	assert_lost(&run, "c.txt", "crash", "was killed by SIGSEGV");
	try_release(&run);
}

static void a_crash_while_opening_names_the_plugin(void **state)
{
	(void)state;
	struct try_run run = run_with("crash: {how: open}", "-j 1");
	assert_non_null(
		strstr(run.err, "teasel: the plugin `crash` (open) broke down while it was prepared: its process "));
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

static void a_failed_document_is_recorded_with_stage_and_cause(void **state)
{
	(void)state;
	struct try_run run = run_with("crash: {on: b.txt, how: fail}", "-j 2");
	char *failed = try_read(&run, "run/failed.jsonl"), *out = try_read(&run, "run/out.jsonl");
	assert_int_equal(run.exit, 3);
	assert_string_equal(
		failed, "{\"id\": \"b.txt\", \"file\": \"b.txt\", \"record\": 1, \"byte\": 0, \"stage\": \"crash\", "
			"\"cause\": \"cannot bear b.txt\"}\n");
	assert_string_equal(
		out,
		"{\"id\": \"a.txt\", \"text\": \"One text.\"}\n{\"id\": \"c.txt\", \"text\": \"The last text.\"}\n");
	assert_starts(run.err, "3 documents in = 2 out + 1 failed + 0 dropped\n");
	free(failed);
	free(out);
	try_release(&run);
}

static void a_dropped_document_is_recorded_and_no_failure(void **state)
{
	(void)state;
	struct try_run run = run_with("crash: {on: a.txt, how: drop}", "-j 2");
	char *dropped = try_read(&run, "run/dropped.jsonl");
	assert_int_equal(run.exit, 0);
	assert_string_equal(
		dropped, "{\"id\": \"a.txt\", \"file\": \"a.txt\", \"record\": 1, \"byte\": 0, \"stage\": \"crash\", "
			 "\"cause\": \"not wanted: a.txt\"}\n");
	assert_starts(run.err, "3 documents in = 2 out + 0 failed + 1 dropped\n");
	free(dropped);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_abi_is_refused_before_its_code_runs),
		cmocka_unit_test(a_file_that_is_not_elf_is_refused),
		cmocka_unit_test(a_worker_that_dies_loses_the_document_and_names_the_stage),
		cmocka_unit_test(a_signal_is_named),
		cmocka_unit_test(a_crash_while_opening_names_the_plugin),
		cmocka_unit_test(a_failed_document_is_recorded_with_stage_and_cause),
		cmocka_unit_test(a_dropped_document_is_recorded_and_no_failure),
	};
	return cmocka_run_group_tests_name("test_plugins", tests, find_plugins, NULL);
}
