/* The reader `text`: each file is one document. */
#include "expect.h"

#define PIPELINE(paths)                        \
	"teasel: 1\n"                          \
	"name: t\n"                            \
	"input:\n"                             \
	"  - text: {paths: [\"" paths "\"]}\n" \
	"stages:\n"                            \
	"  - sentences\n"                      \
	"output:\n"                            \
	"  - csv: {path: out.csv, text: true}\n"

static void a_file_is_a_document_named_after_its_path(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in/b.txt", "The bridge is shut.", 0 },
		{ "in/deep/a.txt", "It opens on Monday.", 0 },
	};
	expect_output(PIPELINE("in"), FILES(files), 0, "run/out.csv",
		      "id,text\n"
		      "\"b.txt\",\"The bridge is shut.\"\n"
		      "\"deep/a.txt\",\"It opens on Monday.\"\n");
}

static void names_that_begin_with_a_dot_are_passed_over_unless_named(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in/.b.txt", "Hidden.", 0 },
		{ "in/.c/d.txt", "Below a hidden folder.", 0 },
		{ "in/a.txt", "Seen.", 0 },
	};
	expect_output(PIPELINE("in"), FILES(files), 0, "run/out.csv", "id,text\n\"a.txt\",\"Seen.\"\n");
	expect_output(PIPELINE("in/.b*"), FILES(files), 0, "run/out.csv", "id,text\n\".b.txt\",\"Hidden.\"\n");
}

static void part_of_the_path_becomes_a_column(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in/gazette/1.txt", "Rain fell.", 0 },
		{ "in/tribune/1.txt", "Sun shone.", 0 },
	};
	expect_output(PIPELINE("in/{outlet}/*.txt"), FILES(files), 0, "run/out.csv",
		      "id,text,outlet\n"
		      "\"gazette/1.txt\",\"Rain fell.\",\"gazette\"\n"
		      "\"tribune/1.txt\",\"Sun shone.\",\"tribune\"\n");
}

static void the_text_is_the_file_byte_for_byte(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in/crlf", "One line.\r\nAnother.\r\n", 0 },
		{ "in/empty", "", 0 },
		{ "in/mark", "\xEF\xBB\xBFNo mark is left.", 0 },
		{ "in/quotes", "He said \"no\", twice,\nto me.", 0 },
	};
	expect_output(PIPELINE("in"), FILES(files), 0, "run/out.csv",
		      "id,text\n"
		      "\"crlf\",\"One line.\r\nAnother.\r\n\"\n"
		      "\"empty\",\"\"\n"
		      "\"mark\",\"No mark is left.\"\n"
		      "\"quotes\",\"He said \"\"no\"\", twice,\nto me.\"\n");
}

static void a_file_in_utf16_fails_and_is_told_what_to_do(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "in/a", "\xFF\xFEO\0n\0e\0", 8 },
						 { "in/a", "\xFE\xFF\0O\0n\0e", 8 } };
	for (size_t i = 0; i < 2; i++)
		expect_failure(PIPELINE("in"), &files[i], 1,
			       "this is UTF-16: convert it, for example with `iconv -f UTF-16 -t UTF-8`");
}

static void nul_bytes_are_part_of_the_text(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "in/a", "one\0two", 7 } };
	expect_output("teasel: 1\nname: t\ninput:\n  - text: {paths: in}\nstages:\n  - sentences\n"
		      "output:\n  - jsonl: {path: out.jsonl, table: documents}\n",
		      FILES(files), 0, "run/out.jsonl", "{\"id\": \"a\", \"text\": \"one\\u0000two\"}\n");
}

static void bytes_that_are_not_utf8_are_repaired(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "in/a", "caf\xE9 noir", 0 } };
	expect_output(PIPELINE("in"), FILES(files), 0, "run/out.csv", "id,text\n\"a\",\"caf\xEF\xBF\xBD noir\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_a_document_named_after_its_path),
		cmocka_unit_test(names_that_begin_with_a_dot_are_passed_over_unless_named),
		cmocka_unit_test(part_of_the_path_becomes_a_column),
		cmocka_unit_test(the_text_is_the_file_byte_for_byte),
		cmocka_unit_test(a_file_in_utf16_fails_and_is_told_what_to_do),
		cmocka_unit_test(nul_bytes_are_part_of_the_text),
		cmocka_unit_test(bytes_that_are_not_utf8_are_repaired),
	};
	return cmocka_run_group_tests_name("reader_text", tests, NULL, NULL);
}
