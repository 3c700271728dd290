/* The writer `csv`: one table, one row a line. */
#include "expect.h"
#include "odd_stage.h"

#define PIPELINE(options)                                                                                           \
	"teasel: 1\n"                                                                                               \
	"name: t\n"                                                                                                 \
	"input:\n"                                                                                                  \
	"  - jsonl: {paths: in.jsonl, keep: [outlet, \"year:integer\", \"paid:boolean\"], layers: {names: names}, " \
	"columns: {names: [who, \"sure:real\"]}}\n"                                                                 \
	"stages:\n"                                                                                                 \
	"  - tokens\n"                                                                                              \
	"output:\n"                                                                                                 \
	"  - csv: {path: out.csv" options "}\n"

static const struct try_file lines = {
	"in.jsonl",
	"{\"id\": \"a\", \"outlet\": \"The \\\"Gazette\\\"\", \"year\": -3, \"paid\": false, \"text\": \"\xC3\x89, "
	"\\r\\nBo.\", "
	"\"names\": [{\"begin\": 5, \"end\": 7, \"who\": \"\", \"sure\": 0.25}, {\"begin\": 0, \"end\": 5}]}\n"
	"{\"id\": \"b\", \"text\": \"\"}\n",
	0,
};

static void documents_are_the_rows_unless_a_table_is_named(void **state)
{
	(void)state;
	expect_output(PIPELINE(""), &lines, 1, 0, "run/out.csv",
		      "id,outlet,year,paid\n"
		      "\"a\",\"The \"\"Gazette\"\"\",-3,false\n"
		      "\"b\",,,\n");
}

static void the_text_of_documents_comes_when_asked_for_and_unaltered(void **state)
{
	(void)state;
	expect_output(PIPELINE(", text: true"), &lines, 1, 0, "run/out.csv",
		      "id,text,outlet,year,paid\n"
		      "\"a\",\"\xC3\x89, \r\nBo.\",\"The \"\"Gazette\"\"\",-3,false\n"
		      "\"b\",\"\",,,\n");
}

/* A missing text is an empty cell, an empty text a cell with quotes. */
static void a_layer_is_one_row_a_line(void **state)
{
	(void)state;
	expect_output(PIPELINE(", table: names, with: [documents.year, outlet]"), &lines, 1, 0, "run/out.csv",
		      "id,row,begin,end,text,who,sure,year,outlet\n"
		      "\"a\",0,0,5,\"\xC3\x89, \r\n\",,,-3,\"The \"\"Gazette\"\"\"\n"
		      "\"a\",1,5,7,\"Bo\",\"\",0.25,-3,\"The \"\"Gazette\"\"\"\n");
}

static void source_adds_where_a_row_stood(void **state)
{
	(void)state;
	expect_output(PIPELINE(", table: names, source: true, offsets: bytes"), &lines, 1, 0, "run/out.csv",
		      "id,row,begin,end,source_begin,source_end,text,who,sure\n"
		      "\"a\",0,0,6,0,6,\"\xC3\x89, \r\n\",,\n"
		      "\"a\",1,6,8,6,8,\"Bo\",\"\",0.25\n");
}

static void a_run_without_documents_leaves_the_line_of_names(void **state)
{
	(void)state;
	const struct try_file blank = { "in.jsonl", "\n", 0 };
	expect_output(PIPELINE(", table: names"), &blank, 1, 0, "run/out.csv", "id,row,begin,end,text,who,sure\n");
}

static void a_column_that_would_stand_twice_is_refused(void **state)
{
	(void)state;
	const char *yaml = "teasel: 1\nname: t\ninput:\n"
			   "  - jsonl: {paths: in.jsonl, keep: who, layers: {names: names}, columns: {names: who}}\n"
			   "stages:\n  - tokens\noutput:\n  - csv: {path: out.csv, table: names, with: [who]}\n";
	expect_problem(yaml, &lines, 1,
		       "pipeline.yaml:8:47: `csv`: column `who` would stand twice, as `names.who` and `documents.who`: "
		       "rename one with `as:` at the stage that writes it");
	expect_problem(PIPELINE(", table: names, with: [year, documents.year]"), &lines, 1,
		       "column `year` would stand twice");
}

static void a_table_that_is_none_is_refused(void **state)
{
	(void)state;
	expect_problem(PIPELINE(", table: names.who"), &lines, 1,
		       "`names.who` is a column; name its table, and all its columns come along");
	expect_problem(PIPELINE(", table: nams"), &lines, 1, "`nams`");
	expect_problem(PIPELINE(", table: names, with: tokens.hash"), &lines, 1,
		       "`tokens.hash` is not a column of `documents` or of `names`");
	expect_problem(PIPELINE(", table: names, with: yaer"), &lines, 1, "`documents.yaer`");
}

/* ---- what needs stages of our own ---- */

/* odd_stages_build() once for all tests. */
static char folder[64];

static void expect_odd(const char *stage, const char *writer, const char *text, const char *expected)
{
	char yaml[1024], line[256];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\nplugins: [%s]\ninput:\n  - jsonl: {paths: in.jsonl}\nstages:\n  - %s\n"
		 "output:\n  - csv: {path: out.csv%s}\n",
		 folder, stage, writer);
	snprintf(line, sizeof(line), "{\"id\": \"a\", \"text\": \"%s\"}\n", text);
	const struct try_file file = { "in.jsonl", line, 0 };
	expect_output(yaml, &file, 1, 0, "run/out.csv", expected);
}

static void a_table_without_spans_has_no_begin_end_and_text(void **state)
{
	(void)state;
	expect_odd("odd", ", table: pairs, with: grade", "x",
		   "id,row,mark,weight,grade\n\"a\",0,0,-7,0.5\n\"a\",1,,,0.5\n");
}

static void what_was_removed_has_no_text(void **state)
{
	(void)state;
	expect_odd("cut", ", table: removed", "Cut|Ann left.",
		   "id,row,source_begin,source_end,stage,reason\n\"a\",0,0,4,\"cut\",\"front\"\n");
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
		cmocka_unit_test(documents_are_the_rows_unless_a_table_is_named),
		cmocka_unit_test(the_text_of_documents_comes_when_asked_for_and_unaltered),
		cmocka_unit_test(a_layer_is_one_row_a_line),
		cmocka_unit_test(source_adds_where_a_row_stood),
		cmocka_unit_test(a_run_without_documents_leaves_the_line_of_names),
		cmocka_unit_test(what_was_removed_has_no_text),
		cmocka_unit_test(a_column_that_would_stand_twice_is_refused),
		cmocka_unit_test(a_table_that_is_none_is_refused),
		cmocka_unit_test(a_table_without_spans_has_no_begin_end_and_text),
	};
	return cmocka_run_group_tests_name("writer_csv", tests, build_stages, remove_stages);
}
