/* Limits of a pipeline file, and the folder a run goes to: what the errors say, to the byte. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PIPELINE "teasel: 1\ninput:\n  - text: {paths: [in]}\noutput:\n  - jsonl: {path: out.jsonl}\n"

static void expect(const char *yaml, const char *args, int code, const char *err)
{
	struct try_file files[] = { { "in/a.txt", "One text.", 0 },
				    { "full/notes.txt", "Mine.", 0 },
				    { "earlier/manifest.json", "{\"teasel\": \"0.1.0\"}", 0 } };
	struct try_run run = try_pipeline(yaml, files, 3, args);
	assert_string_equal(run.err, err);
	assert_int_equal(run.exit, code);
	try_release(&run);
}

static void a_file_nested_past_64_levels(void **state)
{
	(void)state;
	char yaml[256] = "teasel: 1\nname: ";
	for (int i = 0; i < 70; i++)
		strcat(yaml, "[");
	expect(yaml, "", 2,
	       "pipeline.yaml:2:70: this is nested deeper than 64 levels\n"
	       "     2 | name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"
	       "       |                                                                      ^\n");
}

static void a_file_of_two_mebibytes(void **state)
{
	(void)state;
	size_t size = (size_t)2 << 20;
	char *yaml = malloc(size + 1);
	memset(yaml, '#', size);
	yaml[size] = 0;
	expect(yaml, "", 2,
	       "pipeline.yaml: a pipeline file has at most 1 MiB: keep data such as word lists in files of their "
	       "own\n");
	free(yaml);
}

static void a_folder_that_holds_something_else(void **state)
{
	(void)state;
	expect(PIPELINE, "--out full", 2,
	       "teasel: the folder full is not empty, and holds no earlier run: give another with --out\n");
}

static void and_force_does_not_change_that(void **state)
{
	(void)state;
	expect(PIPELINE, "--out full --force", 2,
	       "teasel: the folder full is not empty, and holds no earlier run: give another with --out\n");
}

static void a_folder_that_holds_an_earlier_run(void **state)
{
	(void)state;
	expect(PIPELINE, "--out earlier", 2,
	       "teasel: the folder earlier holds an earlier run: give another with --out, or --force to replace it\n");
}

static void which_force_replaces(void **state)
{
	(void)state;
	expect(PIPELINE, "--out earlier --force", 0,
	       "1 documents in = 1 out + 0 failed + 0 dropped\nthe run is in earlier\n");
}

static void a_folder_that_cannot_be_made(void **state)
{
	(void)state;
	expect(PIPELINE, "--out in/a.txt/run", 5,
	       "teasel: cannot make the folder in/a.txt/run.partial: Not a directory\n");
}

static void a_file_in_place_of_the_folder(void **state)
{
	(void)state;
	expect(PIPELINE, "--out in/a.txt", 2, "teasel: in/a.txt is not a folder: give another with --out\n");
}

static void a_setting_of_no_parameter(void **state)
{
	(void)state;
	expect("teasel: 1\nparams: {folder: in}\ninput:\n  - text: {paths: [\"${folder}\"]}\noutput:\n  - jsonl: "
	       "{path: o}\n",
	       "--set foldr=x", 2, "pipeline.yaml: there is no parameter `foldr`: did you mean `folder`?\n");
}

static void a_flag_that_is_misspelt(void **state)
{
	(void)state;
	expect(PIPELINE, "--in-proces", 2,
	       "teasel: `teasel run` has no flag `--in-proces`: did you mean `--in-process`?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_nested_past_64_levels),       cmocka_unit_test(a_file_of_two_mebibytes),
		cmocka_unit_test(a_folder_that_holds_something_else), cmocka_unit_test(and_force_does_not_change_that),
		cmocka_unit_test(a_folder_that_holds_an_earlier_run), cmocka_unit_test(which_force_replaces),
		cmocka_unit_test(a_folder_that_cannot_be_made),       cmocka_unit_test(a_file_in_place_of_the_folder),
		cmocka_unit_test(a_setting_of_no_parameter),          cmocka_unit_test(a_flag_that_is_misspelt),
	};
	return cmocka_run_group_tests_name("test_limits", tests, NULL, NULL);
}
