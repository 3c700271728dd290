/* A pipeline from standard input to standard output is a filter like any other. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define PIPELINE                                                                          \
	"teasel: 1\nname: tone\ninput:\n  - jsonl: {paths: ['-']}\nstages: [sentences]\n" \
	"output:\n  - lines: {path: '-', table: sentences}\n"

static char program[4096], folder[64];

static int open_folder(void **state)
{
	(void)state;
	char path[512];
	const char *build = getenv("TEASEL_BUILD");
	snprintf(path, sizeof(path), "%s/teasel", build ? build : "build");
	strcpy(folder, "/tmp/teasel-filter-XXXXXX");
	if (!realpath(path, program) || !mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/tone.yaml", folder);
	FILE *to = fopen(path, "w");
	return !to || fputs(PIPELINE, to) < 0 || fclose(to);
}

static int close_folder(void **state)
{
	(void)state;
	char command[128];
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* Runs it over the input; what came out is in the files `out` and `err`. */
static int filter(const char *input, const char *flags)
{
	char command[8192];
	snprintf(command, sizeof(command), "cd %s && printf '%s' | %s run tone.yaml %s >out 2>err", folder, input,
		 program, flags);
	int status = system(command);
	return status / 256;
}

static const char *content(const char *name)
{
	static char text[2][4096];
	static int which;
	char path[128], *to = text[which ^= 1];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *from = fopen(path, "r");
	to[from ? fread(to, 1, sizeof(text[0]) - 1, from) : 0] = 0;
	if (from)
		fclose(from);
	return to;
}

static bool is_there(const char *name)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return !access(path, F_OK);
}

static void only_its_output_goes_to_standard_output(void **state)
{
	(void)state;
	assert_int_equal(filter("{\"id\": \"a\", \"text\": \"It rained. Nobody came.\"}\\n", ""), 0);
	assert_string_equal(content("out"), "It rained.\nNobody came.\n");
	assert_string_equal(content("err"), "1 documents in = 1 out + 0 failed + 0 dropped\n");
}

static void it_makes_no_folder(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(filter("{\"id\": \"a\", \"text\": \"It rained.\"}\\n", "--quiet"), 0);
	assert_false(is_there("out/tone"));
	assert_string_equal(content("err"), "");
}

static void what_failed_is_told_at_once(void **state)
{
	(void)state;
	assert_int_equal(
		filter("{\"id\": \"a\", \"text\": \"One.\"}\\n[]\\n{\"id\": \"a\", \"text\": \"Two.\"}\\n", "--quiet"),
		3);
	assert_string_equal(content("out"), "One.\n");
	assert_non_null(strstr(content("err"), "\"record\": 2, \"byte\": 28, \"stage\": \"jsonl\", \"cause\": "));
	assert_non_null(strstr(content("err"), "\"cause\": \"an earlier document has the same id\"}\n"));
}

static void with_out_it_keeps_a_record(void **state)
{
	(void)state;
	assert_int_equal(filter("{\"id\": \"a\", \"text\": \"It rained.\"}\\n", "--quiet --out kept"), 0);
	assert_string_equal(content("out"), "It rained.\n");
	assert_true(is_there("kept/manifest.json"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_its_output_goes_to_standard_output, open_folder, close_folder),
		cmocka_unit_test_setup_teardown(it_makes_no_folder, open_folder, close_folder),
		cmocka_unit_test_setup_teardown(what_failed_is_told_at_once, open_folder, close_folder),
		cmocka_unit_test_setup_teardown(with_out_it_keeps_a_record, open_folder, close_folder),
	};
	return cmocka_run_group_tests_name("test_filter", tests, NULL, NULL);
}
