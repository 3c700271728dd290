/* How far a run has come: a line on a terminal, JSON for programs, and nothing where nobody asked. */
#include "try.h"

#include "base/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define TEXTS 40

static char broken[512]; /* where the plugins of tests/plugins/broken are */

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) ? 0 : -1;
}

/* Four of the lines wait until their time is up: eight tenths of a second at least, and as long again to tell which
 * they are. */
static struct try_run slow_run(const char *paths, const char *how)
{
	char text[TEXTS * 64], *to = text, args[1024], yaml[512];
	for (int i = 0; i < TEXTS; i++)
		to += sprintf(to, "d%d A line. %s\n", i, i % 10 ? "" : "stage hazard: loop");
	struct try_file file = { "in.txt", text, 0 };
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nlimits: {seconds: 0.4, failures: 1}\ninput:\n  - hazard_reader: {paths: [%s]}\n"
		 "stages: [hazard]\noutput:\n  - jsonl: {path: out}\n",
		 paths);
	snprintf(args, sizeof(args), "--plugins %s -j 1 %s", broken, how);
	struct try_run run = try_pipeline(yaml, &file, 1, args);
	assert_int_equal(run.exit, 3);
	return run;
}

static int64_t number(struct json_object *line, const char *key)
{
	struct json_object *value = json_object_object_get(line, key);
	if (!value)
		fail_msg("no %s in %s", key, json_object_to_json_string(line));
	return json_object_get_int64(value);
}

enum which { FIRST, LAST };

/* A line that is JSON; the caller puts it back. */
static struct json_object *json_line(const char *err, enum which which)
{
	struct json_object *found = NULL;
	char *copy = strdup(err), *save;
	for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		if (*line != '{' || (found && which == FIRST))
			continue;
		json_object_put(found);
		found = json_tokener_parse(line);
	}
	if (!found)
		fail_msg("no line of JSON in: %s", err);
	free(copy);
	return found;
}

static void json_tells_all_at_the_end(void **state)
{
	(void)state;
	struct try_run run = slow_run("in.txt", "--progress json");
	char *input = try_read(&run, "in.txt");
	struct json_object *last = json_line(run.err, LAST);
	assert_int_equal(number(last, "documents"), TEXTS);
	assert_int_equal(number(last, "failed"), 4);
	assert_int_equal(number(last, "dropped"), 0);
	assert_int_equal(number(last, "bytes"), strlen(input));
	assert_int_equal(number(last, "of_bytes"), strlen(input));
	assert_int_equal(number(last, "seconds_left"), 0);
	assert_true(number(last, "rate") > 0);
	json_object_put(last);
	free(input);
	try_release(&run);
}

static void json_comes_every_second_while_there_is_nothing_new(void **state)
{
	(void)state;
	struct try_run run = slow_run("in.txt", "--progress json");
	struct json_object *first = json_line(run.err, FIRST);
	assert_int_equal(number(first, "documents"), 0); /* all are in one block, and it is not done */
	assert_true(number(first, "seconds") >= 1);
	assert_null(json_object_object_get(first, "seconds_left"));
	json_object_put(first);
	try_release(&run);
}

static void the_size_of_a_pipe_is_unknown(void **state)
{
	(void)state;
	struct try_run run = slow_run("'-'", "--progress json <in.txt");
	struct json_object *last = json_line(run.err, LAST), *value;
	assert_true(json_object_object_get_ex(last, "of_bytes", &value));
	assert_null(value);
	assert_true(json_object_object_get_ex(last, "seconds_left", &value));
	assert_null(value);
	assert_int_equal(number(last, "documents"), TEXTS);
	json_object_put(last);
	try_release(&run);
}

/* Packed input counts as it lies in its file, of which the size is known; its name need not tell. */
static void packed_input_is_told_by_the_bytes_of_its_file(void **state)
{
	(void)state;
	static const enum packing kinds[] = { PACK_GZIP, PACK_ZSTD };
	for (size_t i = 0; i < 2; i++) {
		str packed = STR_NEEDED;
		for (int k = 0; k < 100; k++)
			pack_add(kinds[i], "The ferry was late again.\n", 26, &packed);
		struct try_file files[] = { { "a.txt", packed.at, packed.len }, { "b.txt", "Not packed.", 0 } };
		struct try_run run = try_pipeline("teasel: 1\ninput:\n  - text: {paths: [a.txt, b.txt]}\noutput:\n"
						  "  - jsonl: {path: out}\n",
						  files, 2, "--progress json --quiet");
		struct json_object *last = json_line(run.err, LAST);
		assert_int_equal(number(last, "documents"), 2);
		assert_int_equal(number(last, "bytes"), packed.len + 11);
		assert_int_equal(number(last, "of_bytes"), packed.len + 11);
		json_object_put(last);
		try_release(&run);
		str_release(&packed);
	}
}

static void one_process_tells_too(void **state)
{
	(void)state;
	struct try_file file = { "in.txt", "A text.", 0 };
	struct try_run run = try_pipeline("teasel: 1\ninput:\n  - text: {paths: [in.txt]}\noutput:\n"
					  "  - jsonl: {path: out}\n",
					  &file, 1, "--in-process --progress json --quiet");
	struct json_object *last = json_line(run.err, LAST);
	assert_int_equal(number(last, "documents"), 1);
	assert_int_equal(number(last, "of_bytes"), 7);
	json_object_put(last);
	try_release(&run);
}

static void nothing_is_told_where_standard_error_is_no_terminal(void **state)
{
	(void)state;
	struct try_run run = slow_run("in.txt", "");
	assert_null(strchr(run.err, '\r'));
	assert_null(strchr(run.err, '{'));
	try_release(&run);
}

/* ---- a terminal ---- */

/* What a run in which nothing is asked for, or `how`, writes to a terminal. */
static char *on_a_terminal(const char *how)
{
	char args[512], *got = calloc(1, 1 << 16);
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal < 0 || grantpt(terminal) || unlockpt(terminal))
		fail_msg("cannot open a terminal: %s", strerror(errno));
	const char *name = ptsname(terminal);
	int hold = open(name, O_RDWR | O_NOCTTY); /* what was written stays until it is read */
	snprintf(args, sizeof(args), "%s 2>%s; exit $?;", how, name);
	struct try_run run = slow_run("in.txt", args);
	fcntl(terminal, F_SETFL, O_NONBLOCK);
	ssize_t n = read(terminal, got, (1 << 16) - 1);
	got[n < 0 ? 0 : n] = 0;
	close(terminal);
	close(hold);
	try_release(&run);
	return got;
}

static void a_terminal_sees_a_line_that_goes_at_the_end(void **state)
{
	(void)state;
	char *got = on_a_terminal("");
	char *last = strstr(got, "\r\033[K40 documents in");
	assert_memory_equal(got, "\r0 documents, 0/s, 0 failed, 0 %", 31);
	assert_non_null(last);
	assert_null(strstr(last + 4, "\033[K"));
	free(got);
}

static void a_terminal_sees_no_line_that_is_not_wanted(void **state)
{
	(void)state;
	static const char *const flags[] = { "--progress none", "--quiet" };
	for (size_t i = 0; i < 2; i++) {
		char *got = on_a_terminal(flags[i]);
		assert_null(strstr(got, "\033[K"));
		free(got);
	}
}

static void another_way_to_tell_is_refused(void **state)
{
	(void)state;
	struct try_run run = try_pipeline("teasel: 1\n", NULL, 0, "--progress loud");
	assert_string_equal(run.err, "teasel: --progress takes line, json or none, not `loud`\n");
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_tells_all_at_the_end),
		cmocka_unit_test(json_comes_every_second_while_there_is_nothing_new),
		cmocka_unit_test(the_size_of_a_pipe_is_unknown),
		cmocka_unit_test(packed_input_is_told_by_the_bytes_of_its_file),
		cmocka_unit_test(one_process_tells_too),
		cmocka_unit_test(nothing_is_told_where_standard_error_is_no_terminal),
		cmocka_unit_test(a_terminal_sees_a_line_that_goes_at_the_end),
		cmocka_unit_test(a_terminal_sees_no_line_that_is_not_wanted),
		cmocka_unit_test(another_way_to_tell_is_refused),
	};
	return cmocka_run_group_tests_name("test_progress", tests, find_plugins, NULL);
}
