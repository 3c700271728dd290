/* What a plugin does wrong where there is no document to lose: in cut(), head(), tail() and close(). */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "processes.h"

static char broken[512]; /* where the plugins of tests/plugins/broken are */

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) && adopt_processes() ? 0 : -1;
}

static void assert_ends(const char *writer, const char *text, int code, const char *sentence)
{
	char args[600], yaml[512];
	struct try_file file = { "in.txt", text, 0 };
	snprintf(args, sizeof(args), "--plugins %s -j 2", broken);
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nlimits: {seconds: 0.1}\ninput:\n  - hazard_reader: {paths: [in.txt]}\noutput:\n  - %s\n",
		 writer);
	struct try_run r = try_pipeline(yaml, &file, 1, args);
	assert_string_equal(r.err, sentence);
	assert_int_equal(r.exit, code);
	assert_null(try_read(&r, "run/out"));
	assert_nobody_is_left();
	try_release(&r);
}

static void a_crash_in_cut_ends_the_run_and_names_it(void **state)
{
	(void)state;
	if (strstr(broken, "sanitize"))
		skip();
	assert_ends(
		"jsonl: {path: out}", "d1 A line. cut hazard: null\n", 5,
		"teasel: the process that reads the input was killed by SIGSEGV: a reader's cut() may be at fault\n");
}

static void a_loop_in_cut_ends_the_run_and_names_it(void **state)
{
	(void)state;
	assert_ends(
		"jsonl: {path: out}", "d1 A line. cut hazard: loop\n", 5,
		"teasel: a block of the input took over 1 s of CPU time to be cut into records: a reader's cut() may "
		"be at fault\n");
}

static void a_crash_in_head_or_tail_names_the_writer(void **state)
{
	(void)state;
	if (strstr(broken, "sanitize"))
		skip();
	assert_ends(
		"hazard_writer: {path: out, head: 'head hazard: null'}", "d1 A line.\n", 2,
		"teasel: the plugin `hazard_writer` (head) broke down while it was prepared: its process was killed by "
		"SIGSEGV\n");
	assert_ends(
		"hazard_writer: {path: out, tail: 'tail hazard: abort'}", "d1 A line.\n", 2,
		"teasel: the plugin `hazard_writer` (tail) broke down while it was prepared: its process was killed by "
		"SIGABRT\n");
}

/* The outputs are complete by then; whatever it does, the run ends, and says so. */
static void a_hazard_in_close_harms_no_run(void **state)
{
	(void)state;
	static const struct {
		const char *act, *flags, *end;
	} acts[] = {
		{ "null", "", "was killed by SIGSEGV" },
		{ "exit", "", "ended with exit code 0" },
		{ "loop", "", "was over the time limit of 0.1 s" },
		{ "wait", "", "was over the time limit of 0.1 s" },
		{ "stop", "", "was over the time limit of 0.1 s" },
		{ "fork", "", "was killed by SIGSYS: it asked the system for a file, a process or the network\n" },
		{ "open", "", "was killed by SIGSYS" },
		{ "fork", "--no-sandbox", NULL },
		{ "daemon", "--no-sandbox", NULL },
	};
	bool no_signals = strstr(broken, "sanitize"); /* AddressSanitizer turns them into exits */
	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++) {
		if (no_signals && acts[i].end && strstr(acts[i].end, "killed"))
			continue;
		char args[600], yaml[400], want[300] = "";
		struct try_file file = { "in.txt", "d1 A line.\n", 0 };
		snprintf(args, sizeof(args), "--plugins %s -j 2 --quiet %s", broken, acts[i].flags);
		snprintf(yaml, sizeof(yaml),
			 "teasel: 1\nlimits: {seconds: 0.1}\ninput:\n  - hazard_reader: {paths: [in.txt]}\n"
			 "stages: [hazard: {closing: 'close hazard: %s'}]\noutput:\n  - hazard_writer: {path: out}\n",
			 acts[i].act);
		if (acts[i].end)
			snprintf(want, sizeof(want),
				 "teasel: the plugin `hazard` (close) broke down while it was closed: its process %s",
				 acts[i].end);
		struct try_run r = try_pipeline(yaml, &file, 1, args);
		char *out = try_read(&r, "run/out");
		if (strncmp(r.err, want, strlen(want)) != 0)
			fail_msg("%s: %s", acts[i].act, r.err);
		assert_string_equal(out, "\"d1\"\n");
		assert_int_equal(r.exit, 0);
		assert_nobody_is_left();
		free(out);
		try_release(&r);
	}
}

/* Standard output is a run's, and nobody else's. */
static void what_a_plugin_says_while_it_is_prepared_is_no_output(void **state)
{
	(void)state;
	char args[600];
	struct try_file file = { "in.txt", "d1 A line.\n", 0 };
	snprintf(args, sizeof(args), "--plugins %s -j 2 --quiet", broken);
	struct try_run r = try_pipeline("teasel: 1\ninput:\n  - hazard_reader: {paths: [in.txt]}\noutput:\n"
					"  - hazard_writer: {path: '-', head: 'head hazard: print'}\n",
					&file, 1, args);
	assert_string_equal(r.out, "\"d1\"\n");
	assert_string_equal(r.err, "a plugin speaks\n");
	assert_int_equal(r.exit, 0);
	try_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_crash_in_cut_ends_the_run_and_names_it),
		cmocka_unit_test(a_loop_in_cut_ends_the_run_and_names_it),
		cmocka_unit_test(a_crash_in_head_or_tail_names_the_writer),
		cmocka_unit_test(what_a_plugin_says_while_it_is_prepared_is_no_output),
		cmocka_unit_test(a_hazard_in_close_harms_no_run),
	};
	return cmocka_run_group_tests_name("test_hazards_outside", tests, find_plugins, NULL);
}
