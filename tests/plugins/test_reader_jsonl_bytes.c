/* Bytes and escapes that are no text, to the reader `jsonl`. */
#include "jsonl_lines.h"

static void half_a_surrogate_pair_becomes_the_replacement_character(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""), "{\"id\": \"a\", \"text\": \"\\ud83d!\"}\n",
		     "{\"id\": \"a\", \"text\": \"\xEF\xBF\xBD!\"}\n");
}

static void half_a_surrogate_pair_is_no_utf8(void **state)
{
	(void)state;
	expect_cause(PIPELINE(", invalid: fail"), "{\"text\": \"ab\\ud800!\"}\n",
		     "the text is not UTF-8 at byte 2 (0xed)");
	expect_cause(PIPELINE(", invalid: fail"), "{\"text\": \"\\udc00\\ud800\"}\n", "the text is not UTF-8");
	expect_cause(PIPELINE(", invalid: fail, keep: k"), "{\"text\": \"\", \"k\": \"\\ud800\"}\n", "is not UTF-8");
	const struct try_file file = { "in.jsonl", "{\"id\": \"a\", \"text\": \"\\ud800\"}\n", 0 };
	struct try_run run = try_pipeline(PIPELINE(""), &file, 1, "--in-process");
	assert_non_null(strstr(run.err, "1 had bytes that are not UTF-8"));
	try_release(&run);
}

/* json-c 0.16 alone reads this pair as U+FFFD. */
static void every_surrogate_pair_is_one_code_point(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""), "{\"id\": \"a\", \"text\": \"\\ud836\\udc09 \\uDBFF\\uDFFF\"}\n",
		     "{\"id\": \"a\", \"text\": \"\xF0\x9D\xA0\x89 \xF4\x8F\xBF\xBF\"}\n");
}

/* What the writer escapes in the same way comes out as it came in. */
static void escapes_are_undone_wherever_they_stand(void **state)
{
	(void)state;
	enum { MOST = 40 };
	static char lines[MOST * 120], xs[MOST + 1] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
	size_t used = 0;
	for (int n = 0; n < MOST; n++)
		used += (size_t)snprintf(lines + used, sizeof(lines) - used,
					 "{\"id\": \"%d\", \"text\": \"%.*s\\n\\\"%.*s\\\\\"}\n", n, n, xs, MOST - n,
					 xs);
	expect_lines(PIPELINE(""), lines, lines);
}

static void a_name_is_what_its_escapes_say(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""), "{\"id\": \"a\", \"text\": \"no\", \"te\\u0078t\": \"yes\"}\n",
		     "{\"id\": \"a\", \"text\": \"yes\"}\n");
	expect_lines(PIPELINE(""), "{\"id\": \"a\", \"text\": \"yes\", \"text\\u0000\": \"no\"}\n",
		     "{\"id\": \"a\", \"text\": \"yes\"}\n");
}

static void bytes_that_are_not_utf8_are_repaired_in_columns_too(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: place"),
		     "{\"id\": \"a\", \"text\": \"x\", \"place\": \"Orl\xE9"
		     "ans\"}\n",
		     "{\"id\": \"a\", \"place\": \"Orl\xEF\xBF\xBD"
		     "ans\", \"text\": \"x\"}\n");
}

static void a_file_in_utf16_is_told_what_to_do(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "in.jsonl", "\xFF\xFE{\0}\0\n", 8 },
						 { "in.jsonl", "\xFE\xFF\0{\0}\0\n", 8 },
						 { "in.jsonl", "\0{\0\"\0t", 6 },
						 { "in.jsonl", "{\0\"\0t\0", 6 } };
	for (size_t i = 0; i < 4; i++)
		expect_failure(PIPELINE(""), &files[i], 1,
			       "; this is UTF-16: convert it, for example with `iconv -f UTF-16 -t UTF-8`");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_a_surrogate_pair_becomes_the_replacement_character),
		cmocka_unit_test(half_a_surrogate_pair_is_no_utf8),
		cmocka_unit_test(every_surrogate_pair_is_one_code_point),
		cmocka_unit_test(escapes_are_undone_wherever_they_stand),
		cmocka_unit_test(a_name_is_what_its_escapes_say),
		cmocka_unit_test(bytes_that_are_not_utf8_are_repaired_in_columns_too),
		cmocka_unit_test(a_file_in_utf16_is_told_what_to_do),
	};
	return cmocka_run_group_tests_name("test_reader_jsonl_bytes", tests, NULL, NULL);
}
