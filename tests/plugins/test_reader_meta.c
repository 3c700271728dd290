/* `meta: {file, key, keep}` of every reader: what a table says of documents, by their ids. */
#include "expect.h"

/* A pipeline whose reader `jsonl` has these options of `meta`. */
#define PIPELINE(meta)                                                 \
	"teasel: 1\n"                                                  \
	"name: t\n"                                                    \
	"input:\n"                                                     \
	"  - jsonl: {paths: in.jsonl, keep: year, meta: {" meta "}}\n" \
	"output:\n"                                                    \
	"  - jsonl: {path: out.jsonl}\n"

#define DOCUMENTS                            \
	"{\"id\": \"a\", \"text\": \"x\"}\n" \
	"{\"id\": \"b\", \"text\": \"y\", \"year\": \"1998\"}\n"

static void expect_joined(const char *meta, const char *name, const char *table, const char *expected)
{
	const struct try_file files[] = { { "in.jsonl", DOCUMENTS, 0 }, { name, table, 0 } };
	expect_output(meta, FILES(files), 0, "run/out.jsonl", expected);
}

/* ---- the table ---- */

static void columns_of_a_csv_table_come_as_texts(void **state)
{
	(void)state;
	expect_joined(
		PIPELINE("file: t.csv"), "t.csv",
		"\xEF\xBB\xBFid,the outlet,score\r\nb,\"The \"\"Gazette\"\"\",1.50\r\na,\"\",\r\n",
		"{\"id\": \"a\", \"the_outlet\": \"\", \"score\": null, \"year\": null, \"text\": \"x\"}\n"
		"{\"id\": \"b\", \"the_outlet\": \"The \\\"Gazette\\\"\", \"score\": \"1.50\", \"year\": \"1998\", "
		"\"text\": \"y\"}\n");
}

static void tabs_part_the_cells_of_tsv(void **state)
{
	(void)state;
	expect_joined(PIPELINE("file: t.tsv"), "t.tsv", "id\tout\n\na\tx, y\nb\t\"x\ty\"",
		      "{\"id\": \"a\", \"out\": \"x, y\", \"year\": null, \"text\": \"x\"}\n"
		      "{\"id\": \"b\", \"out\": \"x\\ty\", \"year\": \"1998\", \"text\": \"y\"}\n");
}

/* Numbers and truth values as they are written; a member that a line lacks is missing. */
static void members_of_json_lines_come_as_texts(void **state)
{
	(void)state;
	expect_joined(
		PIPELINE("file: t.jsonl"), "t.jsonl",
		"{\"id\": \"a\", \"n\": 1.50, \"ok\": true}\n\n{\"out\": \"\\u00e9\", \"id\": \"b\", \"n\": null}\r\n",
		"{\"id\": \"a\", \"n\": \"1.50\", \"ok\": \"true\", \"out\": null, \"year\": null, \"text\": \"x\"}\n"
		"{\"id\": \"b\", \"n\": null, \"ok\": null, \"out\": \"\xC3\xA9\", \"year\": \"1998\", \"text\": "
		"\"y\"}\n");
}

static void keep_takes_some_columns_with_types(void **state)
{
	(void)state;
	static const char *const expected =
		"{\"id\": \"a\", \"score\": 0.25, \"n\": -3, \"ok\": true, \"year\": null, \"text\": \"x\"}\n"
		"{\"id\": \"b\", \"score\": null, \"n\": null, \"ok\": null, \"year\": \"1998\", \"text\": \"y\"}\n";
	expect_joined(PIPELINE("file: t.csv, keep: [\"score:real\", \"n:integer\", \"ok:boolean\"]"), "t.csv",
		      "n,more,ok,score,id\n-3,x,TRUE,2.5e-1,a\n,,,,b\n", expected);
	expect_joined(PIPELINE("file: t.jsonl, keep: [\"score:real\", \"n:integer\", \"ok:boolean\"]"), "t.jsonl",
		      "{\"id\": \"a\", \"score\": 0.25, \"n\": -3.0, \"ok\": true, \"more\": [1]}\n{\"id\": \"b\"}\n",
		      expected);
}

static void the_key_is_any_column(void **state)
{
	(void)state;
	expect_joined(PIPELINE("file: t.csv, key: url, keep: name"), "t.csv", "name,url\n1,b\n2,a\n",
		      "{\"id\": \"a\", \"name\": \"2\", \"year\": null, \"text\": \"x\"}\n"
		      "{\"id\": \"b\", \"name\": \"1\", \"year\": \"1998\", \"text\": \"y\"}\n");
}

/* A number in JSON finds the id that is written like it. */
static void ids_may_be_numbers(void **state)
{
	(void)state;
	const struct try_file files[] = {
		{ "in.jsonl", "{\"id\": 7, \"text\": \"\"}\n", 0 },
		{ "t.jsonl", "{\"id\": 7, \"out\": \"x\"}\n", 0 },
	};
	expect_output(PIPELINE("file: t.jsonl"), FILES(files), 0, "run/out.jsonl",
		      "{\"id\": \"7\", \"out\": \"x\", \"year\": null, \"text\": \"\"}\n");
}

static void every_reader_takes_it(void **state)
{
	(void)state;
	static const char *const yaml =
		"teasel: 1\nname: t\ninput:\n  - text: {paths: in, meta: {file: t.csv, key: name}, as: {documents.out: "
		"outlet}}\noutput:\n  - csv: {path: out.csv}\n";
	const struct try_file files[] = { { "in/a.txt", "x", 0 }, { "t.csv", "name,out\na.txt,A\n", 0 } };
	expect_output(yaml, FILES(files), 0, "run/out.csv", "id,outlet\n\"a.txt\",\"A\"\n");
}

static void two_readers_may_bring_one_column(void **state)
{
	(void)state;
	static const char *const yaml = "teasel: 1\nname: t\ninput:\n"
					"  - jsonl: {paths: in.jsonl, meta: {file: t.csv}}\n"
					"  - text: {paths: in, meta: {file: t.csv}}\n"
					"output:\n  - csv: {path: out.csv}\n";
	const struct try_file files[] = { { "in.jsonl", "{\"id\": \"a\", \"text\": \"\"}\n", 0 },
					  { "in/b", "", 0 },
					  { "t.csv", "id,out\na,A\nb,B\n", 0 } };
	expect_output(yaml, FILES(files), 0, "run/out.csv", "id,out\n\"a\",\"A\"\n\"b\",\"B\"\n");
}

/* ---- what does not find each other ---- */

static void expect_said(const char *yaml, const struct try_file *files, size_t n, const char *args, const char *said,
			const char *recorded)
{
	struct try_run run = try_pipeline(yaml, files, n, args);
	char *manifest = try_read(&run, "run/manifest.json");
	if (!strstr(run.err, said))
		fail_msg("not said: %s\nbut: %s", said, run.err);
	if (!manifest || !strstr(manifest, recorded))
		fail_msg("not recorded: %s\nbut: %s", recorded, manifest ? manifest : "nothing");
	free(manifest);
	try_release(&run);
}

static void documents_without_a_row_and_rows_without_a_document_are_named(void **state)
{
	(void)state;
	const struct try_file files[] = { { "in.jsonl", DOCUMENTS, 0 },
					  { "t.csv", "id,out\nc,\n\"d \"\"e\"\"\",\na,\n", 0 } };
	expect_said(PIPELINE("file: t.csv"), FILES(files), "--in-process",
		    "1 document of `jsonl` has no row in t.csv: \"b\"\n"
		    "2 rows of t.csv have no document: \"c\", \"d \\\"e\\\"\"\n"
		    "2 documents in = 2 out",
		    "  \"meta\": [\n    {\"step\": \"jsonl\", \"path\": \"t.csv\", \"rows\": 3, "
		    "\"rows_without_document\": 2, \"documents_without_row\": 1}\n  ],\n");
	expect_said(PIPELINE("file: t.csv"), FILES(files), "--in-process --json",
		    "\"repaired\": 0, \"meta\": [{\"step\": \"jsonl\", \"path\": \"t.csv\", \"rows\": 3, "
		    "\"rows_without_document\": 2, \"documents_without_row\": 1}]}\n",
		    "");
}

static void nothing_is_said_where_all_have_found_each_other(void **state)
{
	(void)state;
	const struct try_file files[] = { { "in.jsonl", DOCUMENTS, 0 }, { "t.csv", "id,out\nb,\na,\n", 0 } };
	struct try_run run = try_pipeline(PIPELINE("file: t.csv"), FILES(files), "--in-process");
	assert_memory_equal(run.err, "2 documents in", 14);
	try_release(&run);
}

static void the_first_ten_are_named_and_the_others_counted(void **state)
{
	(void)state;
	char lines[1024] = "", table[512] = "id,out\n";
	for (int i = 0; i < 12; i++) {
		char line[64];
		snprintf(line, sizeof(line), "{\"id\": \"d%d\", \"text\": \"\"}\n", i);
		strcat(lines, line);
		snprintf(line, sizeof(line), "r%d,\n", i);
		strcat(table, line);
	}
	const struct try_file files[] = { { "in.jsonl", lines, 0 }, { "t.csv", table, 0 } };
	expect_said(
		PIPELINE("file: t.csv"), FILES(files), "-j 2",
		"12 documents of `jsonl` have no row in t.csv: \"d0\", \"d1\", \"d2\", \"d3\", \"d4\", \"d5\", "
		"\"d6\", \"d7\", \"d8\", \"d9\" and 2 more\n"
		"12 rows of t.csv have no document: \"r0\", \"r1\", \"r2\", \"r3\", \"r4\", \"r5\", \"r6\", \"r7\", "
		"\"r8\", \"r9\" and 2 more\n",
		"\"rows_without_document\": 12, \"documents_without_row\": 12}");
}

/* A document that fails later, or twice has the same id, or ends its worker, is a document like any. */
static void documents_that_are_lost_count_once(void **state)
{
	(void)state;
	char yaml[1024], folder[512];
	if (!try_broken_plugins(folder))
		skip();
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\nplugins: [\"%s\"]\ninput:\n  - jsonl: {paths: in.jsonl, meta: {file: t.csv}}\n"
		 "stages:\n  - crash: {on: b}\n  - crash: {label: again, on: a, how: fail}\n"
		 "output:\n  - jsonl: {path: out.jsonl}\n",
		 folder);
	const struct try_file files[] = { { "in.jsonl", DOCUMENTS DOCUMENTS "{\"id\": \"c\", \"text\": \"\"}\n{}\n",
					    0 },
					  { "t.csv", "id,out\na,\nd,\n", 0 } };
	expect_said(yaml, FILES(files), "-j 2",
		    "2 documents of `jsonl` have no row in t.csv: \"b\", \"c\"\n"
		    "1 row of t.csv has no document: \"d\"\n",
		    "\"rows_without_document\": 1, \"documents_without_row\": 2}");
}

/* ---- with workers ---- */

static void workers_change_nothing(void **state)
{
	(void)state;
	char *lines = malloc(4 << 20), *at = lines, *table = malloc(1 << 20), *to = table;
	to += sprintf(to, "id,out\n");
	for (int i = 0; at - lines < (3 << 20); i++) {
		at += sprintf(at, "{\"id\": \"%d\", \"text\": \"%0200d\"}\n", i, i);
		to += i % 3 ? sprintf(to, "%d,%d\n", i + 1000, i) : 0;
	}
	const struct try_file files[] = { { "in.jsonl", lines, 0 }, { "t.csv", table, 0 } };
	static const char *const args[] = { "--in-process", "-j 3" };
	char *out[2], *said[2];
	for (int i = 0; i < 2; i++) {
		struct try_run run = try_pipeline(PIPELINE("file: t.csv"), FILES(files), args[i]);
		assert_int_equal(run.exit, 0);
		out[i] = try_read(&run, "run/out.jsonl");
		said[i] = strndup(run.err, strcspn(run.err, "="));
		try_release(&run);
	}
	assert_string_equal(out[0], out[1]);
	assert_string_equal(said[0], said[1]);
	assert_non_null(strstr(said[0], " of t.csv have no document: "));
	for (int i = 0; i < 2; i++) {
		free(out[i]);
		free(said[i]);
	}
	free(lines);
	free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_of_a_csv_table_come_as_texts),
		cmocka_unit_test(tabs_part_the_cells_of_tsv),
		cmocka_unit_test(members_of_json_lines_come_as_texts),
		cmocka_unit_test(keep_takes_some_columns_with_types),
		cmocka_unit_test(the_key_is_any_column),
		cmocka_unit_test(ids_may_be_numbers),
		cmocka_unit_test(every_reader_takes_it),
		cmocka_unit_test(two_readers_may_bring_one_column),
		cmocka_unit_test(documents_without_a_row_and_rows_without_a_document_are_named),
		cmocka_unit_test(nothing_is_said_where_all_have_found_each_other),
		cmocka_unit_test(the_first_ten_are_named_and_the_others_counted),
		cmocka_unit_test(documents_that_are_lost_count_once),
		cmocka_unit_test(workers_change_nothing),
	};
	return cmocka_run_group_tests_name("reader_meta", tests, NULL, NULL);
}
