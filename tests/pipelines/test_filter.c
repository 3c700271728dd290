/* A pipeline from standard input to standard output is a filter like any other. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PIPELINE                                                                          \
	"teasel: 1\nname: tone\ninput:\n  - jsonl: {paths: ['-']}\nstages: [sentences]\n" \
	"output:\n  - lines: {path: '-', table: sentences}\n"

/* What `teasel run` with these flags makes of the lines on standard input. */
static struct try_run filter(const char *lines, const char *flags)
{
	const struct try_file input = { "in.jsonl", lines, 0 };
	char command[128];
	snprintf(command, sizeof(command), "$TEASEL run pipeline.yaml %s <in.jsonl", flags);
	return try_shell(PIPELINE, &input, 1, command);
}

static bool has_file(const struct try_run *run, const char *path)
{
	char *content = try_read(run, path);
	free(content);
	return content;
}

static void only_its_output_goes_to_standard_output(void **state)
{
	(void)state;
	struct try_run run = filter("{\"id\": \"a\", \"text\": \"It rained. Nobody came.\"}\n", "");
	assert_int_equal(run.exit, 0);
	assert_string_equal(run.out, "It rained.\nNobody came.\n");
	assert_string_equal(run.err, "1 documents in = 1 out + 0 failed + 0 dropped\n");
	try_release(&run);
}

static void it_makes_no_folder(void **state)
{
	(void)state;
	struct try_run run = filter("{\"id\": \"a\", \"text\": \"It rained.\"}\n", "--quiet");
	assert_int_equal(run.exit, 0);
	assert_string_equal(run.err, "");
	assert_false(has_file(&run, "out/tone/manifest.json"));
	try_release(&run);
}

static void what_failed_is_told_at_once(void **state)
{
	(void)state;
	struct try_run run = filter("{\"id\": \"a\", \"text\": \"One.\"}\n[]\n{\"id\": \"a\", \"text\": \"Two.\"}\n",
				    "--quiet");
	assert_int_equal(run.exit, 3);
	assert_string_equal(run.out, "One.\n");
	assert_non_null(strstr(run.err, "\"record\": 2, \"byte\": 28, \"stage\": \"jsonl\", \"cause\": "));
	assert_non_null(strstr(run.err, "\"cause\": \"an earlier document has the same id\"}\n"));
	try_release(&run);
}

static void with_out_it_keeps_a_record(void **state)
{
	(void)state;
	struct try_run run = filter("{\"id\": \"a\", \"text\": \"It rained.\"}\n", "--quiet --out kept");
	assert_int_equal(run.exit, 0);
	assert_string_equal(run.out, "It rained.\n");
	assert_true(has_file(&run, "kept/manifest.json"));
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_its_output_goes_to_standard_output),
		cmocka_unit_test(it_makes_no_folder),
		cmocka_unit_test(what_failed_is_told_at_once),
		cmocka_unit_test(with_out_it_keeps_a_record),
	};
	return cmocka_run_group_tests_name("test_filter", tests, NULL, NULL);
}
