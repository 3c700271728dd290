/* The reader `jsonl`: each line is one document. */
#include "jsonl_lines.h"

static void expect_wrong(const char *yaml, const char *sentence)
{
	const struct try_file file = { "in.jsonl", "{\"text\": \"\"}\n", 0 };
	expect_problem(yaml, &file, 1, sentence);
}

/* ---- documents ---- */

static void a_line_is_a_document_and_a_blank_line_is_none(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""),
		     "{\"id\": \"a\", \"text\": \"Snow fell.\"}\r\n \t\r\n\n{\"id\": \"b\", \"text\": \"\"}",
		     "{\"id\": \"a\", \"text\": \"Snow fell.\"}\n{\"id\": \"b\", \"text\": \"\"}\n");
}

static void an_id_may_be_a_number_or_is_made_of_file_and_line(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""),
		     "{\"id\": 9007199254740993, \"text\": \"\"}\n{\"id\": 1.50, \"text\": \"\"}\n{\"id\": null, "
		     "\"text\": \"\"}\n{\"id\": 123456789012345678901234567890, \"text\": \"\"}\n",
		     "{\"id\": \"9007199254740993\", \"text\": \"\"}\n{\"id\": \"1.50\", \"text\": \"\"}\n"
		     "{\"id\": \"in.jsonl:3\", \"text\": \"\"}\n"
		     "{\"id\": \"123456789012345678901234567890\", \"text\": \"\"}\n");
}

static void options_name_the_fields_of_id_and_text(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", id: meta.key, text: body"), "{\"meta\": {\"key\": \"k\"}, \"body\": \"It rained.\"}\n",
		     "{\"id\": \"k\", \"text\": \"It rained.\"}\n");
}

static void escapes_and_nul_are_read(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""), "{\"id\": \"\\u00e9\", \"text\": \"\\ud83d\\ude00 \\u0000 \\\"\\\\\\/\\t\"}\n",
		     "{\"id\": \"\xC3\xA9\", \"text\": \"\xF0\x9F\x98\x80 \\u0000 \\\"\\\\/\\t\"}\n");
}

/* The reader treats long texts apart from short ones; nobody should see that. */
#define LONG_TEXT "A text of well over thirty bytes, as most are"

static void long_texts_are_read_like_short_ones(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: [by, \"" LONG_TEXT ":text\"]"),
		     "{\"text\": \"" LONG_TEXT ": \\\"so\\\" \\u00e9\\n\", \"skipped\": [\"" LONG_TEXT
		     "\"], \"id\": \"" LONG_TEXT "\", \"by\": \"\\u0001aaaaaaaa\", \"" LONG_TEXT "\" : \"x\"}\n",
		     "{\"id\": \"" LONG_TEXT
		     "\", \"by\": \"\\u0001aaaaaaaa\", \"A_text_of_well_over_thirty_bytes__as_most_are\": \"x\", "
		     "\"text\": \"" LONG_TEXT ": \\\"so\\\" \xC3\xA9\\n\"}\n");
}

/* Objects of nothing but texts are read in a way of their own; nobody should see that either. */
static void of_two_members_of_one_name_the_last_counts(void **state)
{
	(void)state;
	expect_lines(PIPELINE(""),
		     "{ \"text\" : \"one\",\"id\":\"a\",\"by\": \"\\\"\", \"text\": \"two \\\\\" }\n"
		     "{\"text\": \"one\", \"id\": \"b\", \"te\\u0078t\": \"three\"}\n"
		     "{\"text\": \"one\", \"id\": \"c\", \"by\": 4}\n{\"text\": \"" LONG_TEXT "\"}\n",
		     "{\"id\": \"a\", \"text\": \"two \\\\\"}\n{\"id\": \"b\", \"text\": \"three\"}\n"
		     "{\"id\": \"c\", \"text\": \"one\"}\n{\"id\": \"in.jsonl:4\", \"text\": \"" LONG_TEXT "\"}\n");
}

static void what_is_left_open_or_follows_an_object_is_no_json(void **state)
{
	(void)state;
	expect_cause(PIPELINE(""), "{\"id\": \"a\", \"text\": \"x\",}", "the line is not JSON");
	expect_cause(PIPELINE(""), "{\"id\": \"a\", \"text\": \"x\"", "the line is not JSON");
	expect_cause(PIPELINE(""), "{\"id\": \"a\", \"text\": \"x\"} {}", "the line is not JSON");
	expect_cause(PIPELINE(""), "{\"id\": \"a\" \"text\": \"x\"}", "the line is not JSON");
}

static void an_error_behind_a_long_text_is_told_at_its_place(void **state)
{
	(void)state;
	expect_cause(PIPELINE(""), "{\"id\": \"a\", \"text\": \"" LONG_TEXT "\", ]}\n",
		     "the line is not JSON: the name of a member, in double quotes, is missing, after byte 69");
	expect_cause(PIPELINE(""), "{\"text\": \"" LONG_TEXT " \\q\"}\n",
		     "the line is not JSON: an escape that JSON does not know, after byte 56");
}

static void a_line_that_cannot_be_a_document_fails_and_says_why(void **state)
{
	(void)state;
	static const struct {
		const char *line, *cause;
	} cases[] = {
		{ "{\"text\": \"x\"\n", "the line is not JSON: the line ends too early, after byte 13" },
		{ "{\"text\": \"x\",}\n",
		  "the line is not JSON: the name of a member, in double quotes, is missing, after byte 13" },
		{ "{\"text\": \"x\"} {}\n", "the line is not JSON: something stands after the value, after byte 14" },
		{ "[1, 2]\n", "the line is a list, not an object" },
		{ "null\n", "the line is null, not an object" },
		{ "{\"body\": \"x\"}\n", "the line has no `text`; the option `text` names the field with the text" },
		{ "{\"text\": null}\n", "`text` is null, not a text: leave the line out, or give it a text" },
		{ "{\"text\": [\"x\"]}\n", "`text` is a list, not a text" },
		{ "{\"text\": \"x\", \"id\": true}\n", "the id in `id` is true or false, not a text or a number" },
		{ "{\"text\": \"x\", \"id\": NaN}\n", "the id in `id` is a number" },
		{ "{\"text\": \"x\", \"id\": \"\"}\n", "the id is empty" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_cause(PIPELINE(""), cases[i].line, cases[i].cause);
}

static void a_file_that_is_not_json_lines_is_told_what_to_do(void **state)
{
	(void)state;
	static const struct {
		const char *content, *sentence;
	} cases[] = {
		{ "id,text\n1,\"I love it\"\n", "; this reader takes JSON Lines, an object in braces a line: a CSV" },
		{ "It rained all day.\n", "and a plain text is for the reader `text`" },
		{ "[{\"text\": \"x\"}, {\"text\": \"y\"}]\n", "not an object; a file that is one list becomes JSON" },
		{ "[\n  {\"text\": \"x\"}\n]\n",
		  "after byte 2; a file that is one list becomes JSON Lines, an object" },
		{ "{\n  \"text\": \"x\"\n}\n", "; an object over several lines goes onto one by `jq -c .`" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct try_file in = { "in.jsonl", cases[i].content, 0 };
		expect_failure(PIPELINE(""), &in, 1, cases[i].sentence);
	}
}

static void a_million_brackets_are_refused_not_followed(void **state)
{
	(void)state;
	size_t n = 1000000;
	char *line = malloc(n + 32);
	int used = sprintf(line, "{\"text\": \"\", \"x\": ");
	memset(line + used, '[', n);
	line[used + n] = 0;
	expect_cause(PIPELINE(""), line, "nested too deep");
	free(line);
}

/* ---- keep ---- */

static void kept_fields_become_columns_of_their_type(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: [outlet, \"meta.year:integer\", \"meta.score:real\", \"paid:boolean\"]"),
		     "{\"id\": \"a\", \"outlet\": \"gazette\", \"meta\": {\"year\": 1987, \"score\": 2}, \"paid\": "
		     "false, \"text\": \"x\"}\n"
		     "{\"id\": \"b\", \"meta\": {\"year\": 3.0, \"score\": null}, \"text\": \"x\"}\n",
		     "{\"id\": \"a\", \"outlet\": \"gazette\", \"meta_year\": 1987, \"meta_score\": 2, \"paid\": "
		     "false, \"text\": \"x\"}\n"
		     "{\"id\": \"b\", \"outlet\": null, \"meta_year\": 3, \"meta_score\": null, \"paid\": null, "
		     "\"text\": \"x\"}\n");
}

static void a_field_whose_own_name_has_a_dot_is_found(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: meta.url"), "{\"id\": \"a\", \"meta.url\": \"x.org\", \"text\": \"\"}\n",
		     "{\"id\": \"a\", \"meta_url\": \"x.org\", \"text\": \"\"}\n");
}

static void what_a_column_name_cannot_hold_becomes_an_underscore(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: [\"dc:title:text\", \"Byline (1)\"]"),
		     "{\"id\": \"a\", \"dc:title\": \"Thaw\", \"Byline (1)\": \"Ann Lee\", \"text\": \"\"}\n",
		     "{\"id\": \"a\", \"dc_title\": \"Thaw\", \"Byline__1_\": \"Ann Lee\", \"text\": \"\"}\n");
}

static void a_value_of_another_type_fails_and_names_one_that_fits(void **state)
{
	(void)state;
	static const struct {
		const char *line, *cause;
	} cases[] = {
		{ "{\"text\": \"\", \"t\": 7}", "`t` is a number, but is kept as text: `t:integer` would keep it" },
		{ "{\"text\": \"\", \"t\": 7.5}", "`t` is a number, but is kept as text: `t:real` would keep it" },
		{ "{\"text\": \"\", \"i\": 7.5}", "`i` is a number, but is kept as integer: `i:real` would keep it" },
		{ "{\"text\": \"\", \"i\": \"7\"}", "`i` is a text, but is kept as integer: `i:text` would keep it" },
		{ "{\"text\": \"\", \"i\": 9223372036854775808}", "`i` is a number, but is kept as integer" },
		{ "{\"text\": \"\", \"i\": -9223372036854775808}", "`i` is a number, but is kept as integer" },
		{ "{\"text\": \"\", \"r\": 1e999}", "`r` is a number, and no real can hold it" },
		{ "{\"text\": \"\", \"r\": NaN}", "`r` is a number, and no real can hold it" },
		{ "{\"text\": \"\", \"r\": [1]}", "`r` is a list, and no real can hold it" },
		{ "{\"text\": \"\", \"b\": 1}", "`b` is a number, but is kept as boolean: `b:integer` would keep it" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_cause(PIPELINE(", keep: [t, \"i:integer\", \"r:real\", \"b:boolean\"]"), cases[i].line,
			     cases[i].cause);
}

static void integers_are_exact_to_the_last_of_64_bits(void **state)
{
	(void)state;
	expect_lines(PIPELINE(", keep: \"n:integer\""),
		     "{\"id\": \"a\", \"n\": 9223372036854775807, \"text\": \"\"}\n{\"id\": \"b\", \"n\": "
		     "-9223372036854775807, \"text\": \"\"}\n",
		     "{\"id\": \"a\", \"n\": 9223372036854775807, \"text\": \"\"}\n{\"id\": \"b\", \"n\": "
		     "-9223372036854775807, \"text\": \"\"}\n");
}

static void a_mistake_in_keep_is_shown_at_its_item(void **state)
{
	(void)state;
	expect_wrong(PIPELINE(", keep: [a, \"b:number\"]"), "pipeline.yaml:4:40: `jsonl`: `b:number` ends in no type: "
							    "write a field, or field:type with text, real, "
							    "integer or boolean");
	expect_wrong(PIPELINE(", keep: [a.b, a_b]"),
		     "`a.b` and `a_b` would both be the column `documents.a_b`: keep one of them");
}

static void a_prefix_settles_clashes_with_keys_that_every_output_has(void **state)
{
	(void)state;
	expect_wrong(PIPELINE(", keep: row"), "`jsonl` cannot write `documents.row`");
	expect_lines(PIPELINE(", keep: row, prefix: my_"), "{\"id\": \"a\", \"row\": \"x\", \"text\": \"\"}\n",
		     "{\"id\": \"a\", \"my_row\": \"x\", \"text\": \"\"}\n");
}

/* ---- layers ---- */

#define NAMES ", layers: {names: ner.spans}, columns: {names: [who, \"sure:real\"]}"

static void rows_of_a_layer_come_in_text_order(void **state)
{
	(void)state;
	expect_lines(PIPELINE(NAMES),
		     "{\"id\": \"a\", \"text\": \"Ann met Bo.\", \"ner\": {\"spans\": ["
		     "{\"begin\": 8, \"end\": 10, \"who\": \"bo\"}, {\"begin\": 0, \"end\": 7, \"who\": \"long\"}, "
		     "{\"begin\": 0, \"end\": 3, \"who\": \"ann\", \"sure\": 0.5}, {\"begin\": 8, \"end\": 10, "
		     "\"who\": \"second\"}]}}\n",
		     "{\"id\": \"a\", \"text\": \"Ann met Bo.\", \"names\": ["
		     "{\"begin\": 0, \"end\": 3, \"who\": \"ann\", \"sure\": 0.5}, {\"begin\": 0, \"end\": 7, \"who\": "
		     "\"long\", \"sure\": null}, "
		     "{\"begin\": 8, \"end\": 10, \"who\": \"bo\", \"sure\": null}, {\"begin\": 8, \"end\": 10, "
		     "\"who\": \"second\", \"sure\": null}]}\n");
}

static void a_document_without_the_field_has_no_rows(void **state)
{
	(void)state;
	expect_lines(
		PIPELINE(NAMES),
		"{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"x\", \"ner\": {\"spans\": []}}\n",
		"{\"id\": \"a\", \"text\": \"x\", \"names\": []}\n{\"id\": \"b\", \"text\": \"x\", \"names\": []}\n");
}

/* The same word, counted in each unit, behind an accent of two bytes and a sign of two UTF-16 units. */
static void offsets_count_in_the_unit_of_the_option(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *row;
	} cases[] = {
		{ PIPELINE(", layers: {w: w}"), "{\"begin\": 4, \"end\": 6}" },
		{ PIPELINE(", layers: {w: w}, offsets: utf16"), "{\"begin\": 5, \"end\": 7}" },
		{ PIPELINE(", layers: {w: w}, offsets: bytes"), "{\"begin\": 8, \"end\": 10}" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[256];
		snprintf(line, sizeof(line),
			 "{\"id\": \"a\", \"text\": \"\xC3\xA9t \xF0\x9F\x98\x80no\", \"w\": [%s]}\n", cases[i].row);
		expect_lines(cases[i].yaml, line,
			     "{\"id\": \"a\", \"text\": \"\xC3\xA9t \xF0\x9F\x98\x80no\", \"w\": [{\"begin\": 4, "
			     "\"end\": 6}]}\n");
	}
}

static void a_row_that_is_not_in_the_text_fails(void **state)
{
	(void)state;
	static const struct {
		const char *rows, *cause;
	} cases[] = {
		{ "[{\"begin\": 2, \"end\": 1}]", "a row of `names` ends at 1, before it begins at 2" },
		{ "[{\"begin\": 0, \"end\": 4}]", "span 0 to 4 is not in the text" },
		{ "[{\"begin\": -1, \"end\": 1}]", "`begin` of a row of `names` is -1, which is not in the text" },
		{ "[{\"begin\": 0, \"end\": 4294967297}]", "is 4294967297, which is not in the text" },
		{ "[{\"begin\": 0.5, \"end\": 1}]", "`begin` of a row of `names` is a number, not a whole number" },
		{ "[{\"begin\": \"0\", \"end\": 1}]", "`begin` of a row of `names` is a text, not a whole number" },
		{ "[{\"begin\": 0}]", "a row of `names` has no `end`" },
		{ "[[0, 1]]", "a row of `names` is a list, not an object with `begin` and `end`" },
		{ "{\"begin\": 0, \"end\": 1}", "`ner.spans` is an object, not a list of rows for the layer `names`" },
		{ "[{\"begin\": 0, \"end\": 1, \"who\": 7}]",
		  "`who` of a row of `names` is a number, but is kept as text" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[256];
		snprintf(line, sizeof(line), "{\"text\": \"abc\", \"ner\": {\"spans\": %s}}", cases[i].rows);
		expect_cause(PIPELINE(NAMES), line, cases[i].cause);
	}
}

static void offsets_within_a_code_point_fail(void **state)
{
	(void)state;
	expect_cause(PIPELINE(", layers: {w: w}, offsets: bytes"),
		     "{\"text\": \"\xC3\xA9t\", \"w\": [{\"begin\": 1, \"end\": 2}]}",
		     "span 1 to 2 is not in the text");
	expect_cause(PIPELINE(", layers: {w: w}, offsets: utf16"),
		     "{\"text\": \"\xF0\x9F\x98\x80\", \"w\": [{\"begin\": 1, \"end\": 2}]}", "is not in the text");
}

static void columns_are_of_a_layer_that_is_read(void **state)
{
	(void)state;
	expect_wrong(PIPELINE(", layers: {names: ner}, columns: {name: who}"),
		     "`layers` has no `name` to give these columns to");
	expect_wrong(PIPELINE(", layers: {names: [a, b]}"), "the layer `names` takes one field with its rows, not 2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_a_document_and_a_blank_line_is_none),
		cmocka_unit_test(an_id_may_be_a_number_or_is_made_of_file_and_line),
		cmocka_unit_test(options_name_the_fields_of_id_and_text),
		cmocka_unit_test(escapes_and_nul_are_read),
		cmocka_unit_test(long_texts_are_read_like_short_ones),
		cmocka_unit_test(of_two_members_of_one_name_the_last_counts),
		cmocka_unit_test(what_is_left_open_or_follows_an_object_is_no_json),
		cmocka_unit_test(an_error_behind_a_long_text_is_told_at_its_place),
		cmocka_unit_test(a_line_that_cannot_be_a_document_fails_and_says_why),
		cmocka_unit_test(a_file_that_is_not_json_lines_is_told_what_to_do),
		cmocka_unit_test(a_million_brackets_are_refused_not_followed),
		cmocka_unit_test(kept_fields_become_columns_of_their_type),
		cmocka_unit_test(a_field_whose_own_name_has_a_dot_is_found),
		cmocka_unit_test(what_a_column_name_cannot_hold_becomes_an_underscore),
		cmocka_unit_test(a_value_of_another_type_fails_and_names_one_that_fits),
		cmocka_unit_test(integers_are_exact_to_the_last_of_64_bits),
		cmocka_unit_test(a_mistake_in_keep_is_shown_at_its_item),
		cmocka_unit_test(a_prefix_settles_clashes_with_keys_that_every_output_has),
		cmocka_unit_test(rows_of_a_layer_come_in_text_order),
		cmocka_unit_test(a_document_without_the_field_has_no_rows),
		cmocka_unit_test(offsets_count_in_the_unit_of_the_option),
		cmocka_unit_test(a_row_that_is_not_in_the_text_fails),
		cmocka_unit_test(offsets_within_a_code_point_fail),
		cmocka_unit_test(columns_are_of_a_layer_that_is_read),
	};
	return cmocka_run_group_tests_name("reader_jsonl", tests, NULL, NULL);
}
