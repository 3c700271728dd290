/* A list of files, which another program has made, stands in for the paths of a pipeline. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct try_file files[] = {
	{ "a/one.txt", "One.", 0 },
	{ "a/two.txt", "Two.", 0 },
	{ "b/three.txt", "Three.", 0 },
	{ "list", "b/three.txt\r\na/one.txt\n\na/one.txt\n", 0 },
	{ "nuls", "a/two.txt\0b/three.txt", 21 },
	{ "wrong", "a/one.txt\nnowhere.txt\na\n", 0 },
	{ "empty", "\n", 0 },
};

static struct try_run run(const char *flags)
{
	return try_pipeline("teasel: 1\ninput:\n  - text: {paths: ['{outlet}/*.txt']}\noutput:\n"
			    "  - csv: {path: out, text: true}\n",
			    files, sizeof(files) / sizeof(*files), flags);
}

static void assert_out(const char *flags, const char *want)
{
	struct try_run r = run(flags);
	char *out = try_read(&r, "run/out");
	if (!out)
		fail_msg("%s", r.err);
	assert_string_equal(out, want);
	free(out);
	try_release(&r);
}

static void they_are_read_in_the_order_of_the_list(void **state)
{
	(void)state;
	assert_out("--files-from list", "id,text,outlet\n\"b/three.txt\",\"Three.\",\n\"a/one.txt\",\"One.\",\n");
}

static void paths_may_be_parted_by_nul(void **state)
{
	(void)state;
	assert_out("--files-from nuls", "id,text,outlet\n\"a/two.txt\",\"Two.\",\n\"b/three.txt\",\"Three.\",\n");
}

static void the_list_may_come_from_standard_input(void **state)
{
	(void)state;
	assert_out("--files-from - <nuls", "id,text,outlet\n\"a/two.txt\",\"Two.\",\n\"b/three.txt\",\"Three.\",\n");
}

static void assert_refused(const char *flags, const char *want)
{
	struct try_run r = run(flags);
	assert_int_equal(r.exit, 2);
	assert_string_equal(r.err, want);
	try_release(&r);
}

static void all_that_is_wrong_is_named_with_its_line(void **state)
{
	(void)state;
	assert_refused("--files-from wrong", "wrong:2:1: cannot read nowhere.txt: No such file or directory\n"
					     "     2 | nowhere.txt\n       | ^\n"
					     "wrong:3:1: a is a folder: name its files\n"
					     "     3 | a\n       | ^\n");
}

static void a_list_of_nothing_is_refused(void **state)
{
	(void)state;
	assert_refused("--files-from empty",
		       "pipeline.yaml:3:19: the list empty, which stands in for `paths`, names no file\n"
		       "     3 |   - text: {paths: ['{outlet}/*.txt']}\n       |                   ^\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_are_read_in_the_order_of_the_list),
		cmocka_unit_test(paths_may_be_parted_by_nul),
		cmocka_unit_test(the_list_may_come_from_standard_input),
		cmocka_unit_test(all_that_is_wrong_is_named_with_its_line),
		cmocka_unit_test(a_list_of_nothing_is_refused),
	};
	return cmocka_run_group_tests_name("test_files_from", tests, NULL, NULL);
}
