/* The writer `jsonl`: documents with their tables, or the rows of one table. */
#include "expect.h"
#include "odd_stage.h"

/* Documents of which everything is known: what stands here is what a reader brings. */
#define READ(options)                               \
	"teasel: 1\n"                               \
	"name: t\n"                                 \
	"input:\n"                                  \
	"  - jsonl: {paths: in.jsonl" options "}\n" \
	"stages:\n"
#define NAMES                                                                                                 \
	", keep: [outlet], layers: {names: names}, columns: {names: [who, \"sure:real\", \"known:boolean\", " \
	"\"seen:integer\"]}"
#define WRITE(options) "output:\n  - jsonl: {path: out.jsonl" options "}\n"
#define TOKENS "  - tokens\n"

static const char two_documents[] =
	"{\"id\": \"a\", \"outlet\": \"gazette\", \"text\": \"\xC3\x89t\xC3\xA9 \xF0\x9F\x98\x80, Bo.\", \"names\": ["
	"{\"begin\": 7, \"end\": 9, \"who\": \"bo\", \"sure\": 0.25, \"known\": true, \"seen\": 3}, "
	"{\"begin\": 0, \"end\": 3}]}\n"
	"{\"id\": \"b\", \"text\": \"\"}\n";

static void expect_lines(const char *yaml, const char *expected)
{
	const struct try_file file = { "in.jsonl", two_documents, 0 };
	expect_output(yaml, &file, 1, 0, "run/out.jsonl", expected);
}

static void every_document_has_the_same_keys(void **state)
{
	(void)state;
	expect_lines(READ(NAMES) TOKENS WRITE(""),
		     "{\"id\": \"a\", \"outlet\": \"gazette\", \"text\": \"\xC3\x89t\xC3\xA9 \xF0\x9F\x98\x80, Bo.\", "
		     "\"names\": ["
		     "{\"begin\": 0, \"end\": 3, \"who\": null, \"sure\": null, \"known\": null, \"seen\": null}, "
		     "{\"begin\": 7, \"end\": 9, \"who\": \"bo\", \"sure\": 0.25, \"known\": true, \"seen\": 3}]}\n"
		     "{\"id\": \"b\", \"outlet\": null, \"text\": \"\", \"names\": []}\n");
}

static void the_text_can_be_left_out(void **state)
{
	(void)state;
	expect_lines(READ(", keep: outlet") TOKENS WRITE(", text: false"),
		     "{\"id\": \"a\", \"outlet\": \"gazette\"}\n{\"id\": \"b\", \"outlet\": null}\n");
}

static void a_table_is_one_row_a_line(void **state)
{
	(void)state;
	expect_lines(READ(NAMES) TOKENS WRITE(", table: names, with: outlet"),
		     "{\"id\": \"a\", \"row\": 0, \"begin\": 0, \"end\": 3, \"text\": \"\xC3\x89t\xC3\xA9\", \"who\": "
		     "null, \"sure\": null, "
		     "\"known\": null, \"seen\": null, \"outlet\": \"gazette\"}\n"
		     "{\"id\": \"a\", \"row\": 1, \"begin\": 7, \"end\": 9, \"text\": \"Bo\", \"who\": \"bo\", "
		     "\"sure\": 0.25, "
		     "\"known\": true, \"seen\": 3, \"outlet\": \"gazette\"}\n");
}

static void the_table_of_documents_has_no_spans(void **state)
{
	(void)state;
	expect_lines(READ(NAMES) TOKENS WRITE(", table: documents, text: false"),
		     "{\"id\": \"a\", \"outlet\": \"gazette\"}\n{\"id\": \"b\", \"outlet\": null}\n");
}

static void offsets_count_in_the_unit_of_the_option(void **state)
{
	(void)state;
	expect_lines(READ(", layers: {names: names}") TOKENS WRITE(", text: false, offsets: bytes"),
		     "{\"id\": \"a\", \"names\": [{\"begin\": 0, \"end\": 5}, {\"begin\": 12, \"end\": 14}]}\n"
		     "{\"id\": \"b\", \"names\": []}\n");
	expect_lines(READ(", layers: {names: names}") TOKENS WRITE(", text: false, offsets: utf16"),
		     "{\"id\": \"a\", \"names\": [{\"begin\": 0, \"end\": 3}, {\"begin\": 8, \"end\": 10}]}\n"
		     "{\"id\": \"b\", \"names\": []}\n");
}

static void private_tables_come_only_when_they_are_named(void **state)
{
	(void)state;
	const struct try_file file = { "in.jsonl", "{\"id\": \"a\", \"text\": \"Go on\"}\n", 0 };
	expect_output(READ("") TOKENS WRITE(", with: tokens"), &file, 1, 0, "run/out.jsonl",
		      "{\"id\": \"a\", \"text\": \"Go on\", \"tokens\": [{\"begin\": 0, \"end\": 2}, {\"begin\": 3, "
		      "\"end\": 5}]}\n");
	expect_problem(READ("") TOKENS WRITE(", with: token"), &file, 1, "`token`");
}

static void what_json_must_escape_is_escaped(void **state)
{
	(void)state;
	const struct try_file file = { "in.jsonl",
				       "{\"id\": \"\\\"q\\\\\", \"text\": \"\\u0000\\u001f\\n\\t/\\u007f\"}\n", 0 };
	expect_output(READ("") TOKENS WRITE(""), &file, 1, 0, "run/out.jsonl",
		      "{\"id\": \"\\\"q\\\\\", \"text\": \"\\u0000\\u001f\\n\\t/\x7f\"}\n");
}

static void a_long_value_stands_among_short_ones(void **state)
{
	(void)state;
	char line[600], want[600], value[201];
	memset(value, 'v', 200);
	value[200] = 0;
	snprintf(line, sizeof(line),
		 "{\"id\": \"a\", \"text\": \"Go\", \"n\": 7, \"outlet\": \"%s\\n\", \"url\": \"u\"}\n", value);
	snprintf(want, sizeof(want),
		 "{\"id\": \"a\", \"outlet\": \"%s\\n\", \"n\": 7, \"url\": \"u\", \"text\": \"Go\"}\n", value);
	const struct try_file file = { "in.jsonl", line, 0 };
	expect_output(READ(", keep: [outlet, \"n:integer\", url]") TOKENS WRITE(""), &file, 1, 0, "run/out.jsonl",
		      want);
}

/* ---- what needs stages of our own ---- */

/* odd_stages_build() once for all tests. */
static char folder[64];

static void expect_odd(const char *reader, const char *stage, const char *writer, const char *line,
		       const char *expected)
{
	char yaml[1024];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\nplugins: [%s]\ninput:\n  - jsonl: {paths: in.jsonl%s}\nstages:\n  - %s\n"
		 "output:\n  - jsonl: {path: out.jsonl%s}\n",
		 folder, reader, stage, writer);
	const struct try_file file = { "in.jsonl", line, 0 };
	expect_output(yaml, &file, 1, 0, "run/out.jsonl", expected);
}

static void source_says_where_a_row_stood_in_the_text_as_it_was_read(void **state)
{
	(void)state;
	expect_odd(", layers: {names: names}", "cut", ", source: true, text: false",
		   "{\"id\": \"a\", \"text\": \"D\xC3\xA9j\xC3\xA0|Ann met Bo.\", \"names\": [{\"begin\": 5, \"end\": "
		   "8}]}\n",
		   "{\"id\": \"a\", \"names\": [{\"begin\": 0, \"end\": 3, \"source_begin\": 5, \"source_end\": 8}], "
		   "\"removed\": [{\"source_begin\": 0, \"source_end\": 5, \"stage\": \"cut\", \"reason\": "
		   "\"front\"}]}\n");
}

static void what_was_removed_comes_last_and_counts_in_the_source(void **state)
{
	(void)state;
	expect_odd("", "cut\n  - sentences", ", offsets: bytes",
		   "{\"id\": \"a\", \"text\": \"D\xC3\xA9j\xC3\xA0|Ann left.\"}\n",
		   "{\"id\": \"a\", \"text\": \"Ann left.\", \"sentences\": [{\"begin\": 0, \"end\": 9}], "
		   "\"removed\": [{\"source_begin\": 0, \"source_end\": 7, \"stage\": \"cut\", \"reason\": "
		   "\"front\"}]}\n");
	expect_odd("", "cut", ", table: removed", "{\"id\": \"a\", \"text\": \"Cut|Ann left.\"}\n",
		   "{\"id\": \"a\", \"row\": 0, \"source_begin\": 0, \"source_end\": 4, \"stage\": \"cut\", "
		   "\"reason\": \"front\"}\n");
}

static const char odd_line[] = "{\"id\": \"a\", \"text\": \"No!\"}\n";

static void columns_of_the_stages_stand_behind_the_text(void **state)
{
	(void)state;
	expect_odd("", "odd", "", odd_line,
		   "{\"id\": \"a\", \"text\": \"No!\", \"grade\": 0.5, "
		   "\"pairs\": [{\"mark\": 0, \"weight\": -7}, {\"mark\": null, \"weight\": null}]}\n");
}

static void a_private_column_has_to_be_named_itself(void **state)
{
	(void)state;
	expect_odd("", "odd", ", text: false, with: [marks, documents.hidden]", odd_line,
		   "{\"id\": \"a\", \"grade\": 0.5, \"hidden\": true, \"marks\": [{\"begin\": 0, \"end\": 1, \"note\": "
		   "\"first\"}], "
		   "\"pairs\": [{\"mark\": 0, \"weight\": -7}, {\"mark\": null, \"weight\": null}]}\n");
	expect_odd("", "odd", ", table: marks, with: [marks.hash, hidden]", odd_line,
		   "{\"id\": \"a\", \"row\": 0, \"begin\": 0, \"end\": 1, \"text\": \"N\", \"note\": \"first\", "
		   "\"hash\": 99, "
		   "\"hidden\": true}\n");
}

static void rows_without_spans_have_no_begin_end_and_text(void **state)
{
	(void)state;
	expect_odd("", "odd", ", table: pairs, source: true", odd_line,
		   "{\"id\": \"a\", \"row\": 0, \"mark\": 0, \"weight\": -7}\n"
		   "{\"id\": \"a\", \"row\": 1, \"mark\": null, \"weight\": null}\n");
}

static void an_infinite_number_fails_the_document(void **state)
{
	(void)state;
	char yaml[1024];
	snprintf(yaml, sizeof(yaml), "plugins: [%s]\n" READ("") "  - odd\n" WRITE(""), folder);
	const struct try_file file = { "in.jsonl", "{\"text\": \"!\"}\n", 0 };
	expect_failure(yaml, &file, 1, "left an infinite number in `documents.grade`");
}

static int build_stages(void **state)
{
	(void)state;
	return !odd_stages_build(folder);
}

static int remove_stages(void **state)
{
	(void)state;
	odd_stages_remove(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_document_has_the_same_keys),
		cmocka_unit_test(the_text_can_be_left_out),
		cmocka_unit_test(a_table_is_one_row_a_line),
		cmocka_unit_test(the_table_of_documents_has_no_spans),
		cmocka_unit_test(offsets_count_in_the_unit_of_the_option),
		cmocka_unit_test(private_tables_come_only_when_they_are_named),
		cmocka_unit_test(what_json_must_escape_is_escaped),
		cmocka_unit_test(a_long_value_stands_among_short_ones),
		cmocka_unit_test(source_says_where_a_row_stood_in_the_text_as_it_was_read),
		cmocka_unit_test(what_was_removed_comes_last_and_counts_in_the_source),
		cmocka_unit_test(columns_of_the_stages_stand_behind_the_text),
		cmocka_unit_test(a_private_column_has_to_be_named_itself),
		cmocka_unit_test(rows_without_spans_have_no_begin_end_and_text),
		cmocka_unit_test(an_infinite_number_fails_the_document),
	};
	return cmocka_run_group_tests_name("writer_jsonl", tests, build_stages, remove_stages);
}
