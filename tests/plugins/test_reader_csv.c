/* The reader `csv`: each row is one document, and the first row of a file names its columns. */
#include "expect.h"

/* A pipeline with these options of the reader, and an output that shows all it brought. */
#define PIPELINE(options)                          \
	"teasel: 1\n"                              \
	"name: t\n"                                \
	"input:\n"                                 \
	"  - csv: {paths: \"*.csv\"" options "}\n" \
	"stages:\n"                                \
	"  - tokens\n"                             \
	"output:\n"                                \
	"  - jsonl: {path: out.jsonl}\n"

static void expect_rows(const char *yaml, const char *rows, const char *expected)
{
	const struct try_file file = { "in.csv", rows, 0 };
	expect_output(yaml, &file, 1, 0, "run/out.jsonl", expected);
}

static void expect_cause(const char *yaml, const char *rows, const char *sentence)
{
	const struct try_file file = { "in.csv", rows, 0 };
	expect_failure(yaml, &file, 1, sentence);
}

static void expect_wrong(const char *yaml, const char *sentence)
{
	const struct try_file file = { "in.csv", "id,text\n", 0 };
	expect_problem(yaml, &file, 1, sentence);
}

/* ---- rows and cells ---- */

static void a_row_is_a_document(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "id,text\na,Snow fell.\nb,\"It rained, too.\"\n",
		    "{\"id\": \"a\", \"text\": \"Snow fell.\"}\n{\"id\": \"b\", \"text\": \"It rained, too.\"}\n");
}

static void a_quoted_cell_holds_line_ends_delimiters_and_doubled_quotes(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "id,text\r\na,\"One,\r\n\"\"two\"\"\nthree\rfour\"\r\nb,\"\"\"\"\r\n",
		    "{\"id\": \"a\", \"text\": \"One,\\r\\n\\\"two\\\"\\nthree\\rfour\"}\n"
		    "{\"id\": \"b\", \"text\": \"\\\"\"}\n");
}

static void a_row_ends_with_lf_crlf_or_cr_or_with_the_file(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "id,text\ra,\"x\"\rb,y\r\nc,z\nd,",
		    "{\"id\": \"a\", \"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"y\"}\n"
		    "{\"id\": \"c\", \"text\": \"z\"}\n{\"id\": \"d\", \"text\": \"\"}\n");
}

static void empty_lines_are_no_documents(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "text\n\n\r\nx\n\n\"\"\n",
		    "{\"id\": \"in.csv:4\", \"text\": \"x\"}\n{\"id\": \"in.csv:6\", \"text\": \"\"}\n");
}

/* A quote means something at the beginning of a cell only; blanks belong to the cell. */
static void a_quote_within_a_plain_cell_is_a_sign_like_any(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "id,text\na,a 5\" disk\nb, \"x\" \n",
		    "{\"id\": \"a\", \"text\": \"a 5\\\" disk\"}\n{\"id\": \"b\", \"text\": \" \\\"x\\\" \"}\n");
}

static void a_byte_order_mark_is_no_part_of_the_header(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "\xEF\xBB\xBFtext,id\nx,a\n", "{\"id\": \"a\", \"text\": \"x\"}\n");
	expect_rows(PIPELINE(""), "\xEF\xBB\xBF\"text\",id\nx,a\n", "{\"id\": \"a\", \"text\": \"x\"}\n");
}

static void another_delimiter_is_an_option(void **state)
{
	(void)state;
	expect_rows(PIPELINE(", delimiter: tab"), "id\ttext\na\tx, y\n", "{\"id\": \"a\", \"text\": \"x, y\"}\n");
	expect_rows(PIPELINE(", delimiter: \";\""), "id;text\na;\"x; y\"\n", "{\"id\": \"a\", \"text\": \"x; y\"}\n");
	expect_wrong(PIPELINE(", delimiter: '\"'"), "pipeline.yaml:4:38: `csv`: a delimiter is one sign of ASCII");
	expect_wrong(PIPELINE(", delimiter: \"::\""), "a delimiter is one sign of ASCII");
	expect_wrong(PIPELINE(", delimiter: \"\xC2\xA7\""), "a delimiter is one sign of ASCII");
}

/* ---- columns ---- */

static void options_name_the_columns_of_id_and_text(void **state)
{
	(void)state;
	expect_rows(PIPELINE(", id: url, text: the body"), "url,text,\"the body\"\nu,x,y\n",
		    "{\"id\": \"u\", \"text\": \"y\"}\n");
}

static void a_row_without_an_id_is_named_after_file_and_number(void **state)
{
	(void)state;
	expect_rows(PIPELINE(""), "text\nx\n", "{\"id\": \"in.csv:2\", \"text\": \"x\"}\n");
	expect_rows(PIPELINE(", id: key"), "key,text\n,x\nk,y\n",
		    "{\"id\": \"in.csv:2\", \"text\": \"x\"}\n{\"id\": \"k\", \"text\": \"y\"}\n");
	expect_cause(PIPELINE(""), "id,text\n\"\",x\n", "the id is empty");
}

static void columns_are_kept_with_their_types(void **state)
{
	(void)state;
	expect_rows(PIPELINE(", keep: [\"the outlet\", \"score:real\", \"year:integer\", \"paid:boolean\"]"),
		    "id,text,the outlet,score,year,paid\n"
		    "a,x,\"The \"\"Gazette\"\"\",-1.5e-1,1998.0,TRUE\n"
		    "b,x,\"\",7,-9223372036854775807,0\n"
		    "c,x,,,,\n",
		    "{\"id\": \"a\", \"the_outlet\": \"The \\\"Gazette\\\"\", \"score\": -0.15, \"year\": 1998, "
		    "\"paid\": true, \"text\": \"x\"}\n"
		    "{\"id\": \"b\", \"the_outlet\": \"\", \"score\": 7, \"year\": -9223372036854775807, "
		    "\"paid\": false, \"text\": \"x\"}\n"
		    "{\"id\": \"c\", \"the_outlet\": null, \"score\": null, \"year\": null, \"paid\": null, "
		    "\"text\": \"x\"}\n");
}

static void a_prefix_stands_before_the_names_of_columns(void **state)
{
	(void)state;
	expect_rows(PIPELINE(", keep: [id, sentiment], prefix: gold_"), "id,sentiment,text\na,good,x\n",
		    "{\"id\": \"a\", \"gold_id\": \"a\", \"gold_sentiment\": \"good\", \"text\": \"x\"}\n");
}

static void each_file_has_a_header_of_its_own(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "a.csv", "id,text,outlet\n1,x,A\n", 0 },
		{ "b.csv", "outlet,more,id,text\nB,,2,y\n", 0 },
		{ "c.csv", "text,outlet,id", 0 },
		{ "d.csv", "", 0 },
	};
	expect_output(PIPELINE(", keep: outlet"), FILES(files), 0, "run/out.jsonl",
		      "{\"id\": \"1\", \"outlet\": \"A\", \"text\": \"x\"}\n"
		      "{\"id\": \"2\", \"outlet\": \"B\", \"text\": \"y\"}\n");
}

/* ---- what is wrong ---- */

static void a_value_of_another_type_says_which_would_do(void **state)
{
	(void)state;
	expect_cause(
		PIPELINE(", keep: \"n:integer\""), "id,text,n\na,x,1.5\n",
		"{\"id\": \"a\", \"file\": \"in.csv\", \"record\": 2, \"byte\": 10, \"stage\": \"csv\", \"cause\": "
		"\"`n` is `1.5`, but is kept as integer: `n:real` would keep it\"}");
	expect_cause(PIPELINE(", keep: \"n:real\""), "id,text,n\na,x,nan\n", "`n:text` would keep it");
	expect_cause(PIPELINE(", keep: \"n:integer\""), "id,text,n\na,x,9223372036854775808\n", "`n:real` would keep");
	expect_cause(PIPELINE(", keep: \"n:boolean\""), "id,text,n\na,x,yes\n", "`n:text` would keep it");
}

static void a_row_with_too_few_or_too_many_cells_fails_alone(void **state)
{
	(void)state;
	static const struct try_file file = { "in.csv", "id,text\na\nb,x,y\nc,z\n", 0 };
	expect_output(PIPELINE(""), &file, 1, 3, "run/out.jsonl", "{\"id\": \"c\", \"text\": \"z\"}\n");
	expect_cause(PIPELINE(""), file.content,
		     "\"record\": 2, \"byte\": 8, \"stage\": \"csv\", \"cause\": "
		     "\"the record has 1 cell, and the header names 2 columns\"");
	expect_cause(PIPELINE(""), file.content,
		     "\"the record has 3 cells, and the header names 2 columns: one with the delimiter in it stands in "
		     "quotes\"");
}

static void text_behind_a_closing_quote_fails(void **state)
{
	(void)state;
	expect_cause(PIPELINE(""), "id,text\na,\"x\" y\n",
		     "cell 2 (`text`) goes on behind its closing quote, after byte 5 of the record: a quote within a "
		     "cell in quotes is written twice");
}

/* All that follows is lost with it: nothing of it may be taken for documents, and none of it goes unsaid. */
static void a_quote_that_is_never_closed_is_named_with_all_it_took(void **state)
{
	(void)state;
	static const struct try_file file = { "in.csv", "id,text\na,x\nb,\"y\nc,z\nd,z\n", 0 };
	expect_output(PIPELINE(""), &file, 1, 3, "run/out.jsonl", "{\"id\": \"a\", \"text\": \"x\"}\n");
	expect_cause(PIPELINE(""), file.content,
		     "\"record\": 3, \"byte\": 12, \"stage\": \"csv\", \"cause\": \"the quote that opens cell 2 "
		     "(`text`), after byte 2 of the record, is never closed: the record is all that is left of the "
		     "file, 13 bytes with 3 line ends\"");
	expect_cause(PIPELINE(""), "id,\"text\na,x\n",
		     "\"record\": 1, \"byte\": 0, \"stage\": \"csv\", \"cause\": "
		     "\"the quote that opens cell 2 of the header");
}

static void a_missing_column_is_named_with_those_there_are(void **state)
{
	(void)state;
	expect_cause(
		PIPELINE(""), "id,txt\na,x\n",
		"\"file\": \"in.csv\", \"record\": 2, \"byte\": 7, \"stage\": \"csv\", \"cause\": \"the header has "
		"no column `text`, which the option `text` names: it has `id`, `txt`: did you mean `txt`?\"");
	expect_cause(PIPELINE(""), "id,txt\n", "\"record\": 1,");
	expect_cause(PIPELINE(", id: url"), "id,text\n", "no column `url`, which the option `id` names");
	expect_cause(PIPELINE(", keep: outlet"), "id,text\n", "no column `outlet`, which the option `keep` names");
	expect_cause(PIPELINE(""), "id;text\na;x\n", "it has `id;text`: is its delimiter another?");
}

static void a_column_that_stands_twice_is_refused_where_it_is_wanted(void **state)
{
	(void)state;
	expect_cause(PIPELINE(""), "text,id,text\nx,a,y\n",
		     "the header has the column `text` twice, in its cells 1 and 3");
	expect_rows(PIPELINE(""), "n,id,text,n\n1,a,x,2\n", "{\"id\": \"a\", \"text\": \"x\"}\n");
}

static void a_header_that_is_none_is_refused(void **state)
{
	(void)state;
	char *long_header = malloc(70001);
	memset(long_header, 'x', 70000);
	strcpy(long_header + 69990, "\nx\ny\n");
	expect_cause(PIPELINE(""), "\nid,text\na,x\n", "the file begins with an empty line");
	expect_cause(PIPELINE(""), "\xFF\xFEi\n", "this is UTF-16: convert it");
	expect_cause(PIPELINE(""), long_header, "the header of the file has 65536 bytes or more");
	free(long_header);
}

static void what_keep_names_is_checked_before_anything_runs(void **state)
{
	(void)state;
	expect_wrong(
		PIPELINE(", keep: [outlet, \"score:float\"]"),
		"pipeline.yaml:4:42: `csv`: `score:float` ends in no type: write a column, or column:type with text, "
		"real, integer or boolean");
	expect_wrong(PIPELINE(", keep: [a b, a-b, a.b]"), "`a b` and `a.b` would both be the column `documents.a_b`");
	expect_wrong(PIPELINE(", keep: text"), "an output has something else under `text`");
}

/* ---- with the writer ---- */

/* Lines go out as CSV, which is read and goes out again, as the same bytes. */
static void expect_round_trip(const char *lines)
{
	static const char *const yaml =
		"teasel: 1\nname: t\ninput:\n  - %s, keep: [outlet, \"year:integer\", "
		"\"score:real\", \"paid:boolean\"]}\noutput:\n  - csv: {path: out.csv, text: true}\n";
	char first[512], second[512];
	snprintf(first, sizeof(first), yaml, "jsonl: {paths: in.jsonl");
	snprintf(second, sizeof(second), yaml, "csv: {paths: in.csv");
	const struct try_file in = { "in.jsonl", lines, 0 };
	struct try_run run = try_pipeline(first, &in, 1, "--in-process --quiet");
	assert_int_equal(run.exit, 0);
	char *written = try_read(&run, "run/out.csv");
	const struct try_file table = { "in.csv", written, 0 };
	expect_output(second, &table, 1, 0, "run/out.csv", written);
	free(written);
	try_release(&run);
}

static void what_the_writer_writes_is_read_back_equal(void **state)
{
	(void)state;
	expect_round_trip(
		"{\"id\": \"a \\\"b\\\", c\", \"outlet\": \"The \\\"Gazette\\\"\\r\\n\", \"year\": -3, \"score\": "
		"0.1235, \"paid\": false, \"text\": \"\\\"\\\",\\n\\r \\\"x\\\"\"}\n"
		"{\"id\": \"n\", \"text\": \"\"}\n{\"id\": \"e\", \"outlet\": \"\", \"text\": \"\\\"\"}\n");
}

static char *put_random(char *to, unsigned *seed)
{
	static const char *const pieces[] = {
		"\\\"", "\\\"\\\"", ",", "\\n", "\\r", "\\r\\n", " ", "a", ";", "\xC3\xA9"
	};
	*to++ = '"';
	for (unsigned n = (*seed = *seed * 1103515245u + 12345u) / 65536u % 8; n--;) {
		*seed = *seed * 1103515245u + 12345u;
		to = stpcpy(to, pieces[*seed / 65536u % (sizeof(pieces) / sizeof(*pieces))]);
	}
	*to++ = '"';
	return to;
}

static void random_texts_are_read_back_equal(void **state)
{
	(void)state;
	char *lines = malloc(1 << 18), *to = lines;
	unsigned seed = 11;
	for (int i = 0; i < 1000; i++) {
		to += sprintf(to, "{\"id\": \"%d\", \"text\": ", i);
		to = put_random(to, &seed);
		to = stpcpy(to, ", \"outlet\": ");
		to = i % 5 ? put_random(to, &seed) : stpcpy(to, "null");
		to = stpcpy(to, "}\n");
	}
	expect_round_trip(lines);
	free(lines);
}

/* ---- blocks ---- */

/* Over three blocks: each has the header with it, and quoted line ends lie on their edges. */
static char *many_rows(size_t *size)
{
	char *rows = malloc(4 << 20), *to = rows;
	to += sprintf(to, "text,n,id\n");
	for (int i = 0; to - rows < (3 << 20) + 99; i++)
		to += sprintf(to, "\"It was, he said,\n\"\"%0*d\"\" \r\nor so.\",%d,row %d\r\n", i % 300, i, i, i);
	*size = (size_t)(to - rows);
	return rows;
}

static void workers_change_nothing(void **state)
{
	(void)state;
	struct try_file file = { "in.csv", NULL, 0 };
	char *rows = many_rows(&file.size), *out[2];
	static const char *const args[] = { "--in-process --quiet", "-j 3 --quiet" };
	file.content = rows;
	for (int i = 0; i < 2; i++) {
		struct try_run run = try_pipeline(PIPELINE(", keep: \"n:integer\""), &file, 1, args[i]);
		assert_int_equal(run.exit, 0);
		out[i] = try_read(&run, "run/out.jsonl");
		try_release(&run);
	}
	assert_string_equal(out[0], out[1]);
	size_t lines = 0;
	char expected[64];
	for (const char *at = out[0]; *at; at = strchr(at, '\n') + 1, lines++) {
		snprintf(expected, sizeof(expected), "{\"id\": \"row %zu\", \"n\": %zu, ", lines, lines);
		assert_memory_equal(at, expected, strlen(expected));
	}
	assert_true(lines > 10000);
	free(out[0]);
	free(out[1]);
	free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_document),
		cmocka_unit_test(a_quoted_cell_holds_line_ends_delimiters_and_doubled_quotes),
		cmocka_unit_test(a_row_ends_with_lf_crlf_or_cr_or_with_the_file),
		cmocka_unit_test(empty_lines_are_no_documents),
		cmocka_unit_test(a_quote_within_a_plain_cell_is_a_sign_like_any),
		cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_header),
		cmocka_unit_test(another_delimiter_is_an_option),
		cmocka_unit_test(options_name_the_columns_of_id_and_text),
		cmocka_unit_test(a_row_without_an_id_is_named_after_file_and_number),
		cmocka_unit_test(columns_are_kept_with_their_types),
		cmocka_unit_test(a_prefix_stands_before_the_names_of_columns),
		cmocka_unit_test(each_file_has_a_header_of_its_own),
		cmocka_unit_test(a_value_of_another_type_says_which_would_do),
		cmocka_unit_test(a_row_with_too_few_or_too_many_cells_fails_alone),
		cmocka_unit_test(text_behind_a_closing_quote_fails),
		cmocka_unit_test(a_quote_that_is_never_closed_is_named_with_all_it_took),
		cmocka_unit_test(a_missing_column_is_named_with_those_there_are),
		cmocka_unit_test(a_column_that_stands_twice_is_refused_where_it_is_wanted),
		cmocka_unit_test(a_header_that_is_none_is_refused),
		cmocka_unit_test(what_keep_names_is_checked_before_anything_runs),
		cmocka_unit_test(what_the_writer_writes_is_read_back_equal),
		cmocka_unit_test(random_texts_are_read_back_equal),
		cmocka_unit_test(workers_change_nothing),
	};
	return cmocka_run_group_tests_name("reader_csv", tests, NULL, NULL);
}
