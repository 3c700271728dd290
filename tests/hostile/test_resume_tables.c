/* A run goes on within a CSV file, whose header it has to read once more, and with what it knew of a table. */
#include "resuming.h"

#define ROWS 30000 /* over four blocks */

static const char rows_pipeline[] =
	"teasel: 1\nname: try\ninput:\n  - csv: {paths: rows.csv, keep: \"n:integer\", meta: {file: table.csv}}\n"
	"output:\n  - jsonl: {path: all.jsonl}\n  - csv: {path: rows.csv}\n";

static int open_rows(void **state)
{
	char path[256];
	if (open_scene(state))
		return -1;
	struct scene *s = *state;
	put(s, "pipeline.yaml", rows_pipeline);
	snprintf(path, sizeof(path), "%s/rows.csv", s->folder);
	FILE *rows = fopen(path, "w");
	snprintf(path, sizeof(path), "%s/table.csv", s->folder);
	FILE *table = fopen(path, "w");
	fputs("\xEF\xBB\xBF"
	      "n,text,id\r\n",
	      rows);
	fputs("id,out\n", table);
	for (int i = 0; i < ROWS; i++) {
		fprintf(rows, "%d,\"The bridge, said \"\"Lund\"\",\r\nfell. %0100d\",row %d\r\n", i, i, i);
		if (i % 5000) /* rows 0, 5000 and so on are not in the table, and it has three more */
			fprintf(table, "row %d,%d\n", i, i);
	}
	fputs("more 1,\nmore 2,\nmore 3,\n", table);
	fclose(rows);
	fclose(table);
	return shell(s, "rm -rf want && %s run pipeline.yaml --out want 2>said", program);
}

static void what_did_not_find_each_other_is_told_as_if_it_had_not_stopped(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	assert_non_null(
		strstr(output(s, "said"), "6 documents of `csv` have no row in table.csv: \"row 0\", \"row 5000\", "));
	assert_non_null(strstr(output(s, "said"),
			       "3 rows of table.csv have no document: \"more 1\", \"more 2\", \"more 3\"\n"));
	int stopped = 0;
	for (int at = 10; at < 200; at += 13) {
		begin_anew(s);
		if (run_with_fault(s, "ENOSPC", at, "") != 5 || !is_there(s, "run.partial/.teasel/journal"))
			continue;
		bool finished = is_there(
			s, "run.partial/manifest.json"); /* it has the counts, and nothing is read again */
		assert_int_equal(shell(s, "%s run pipeline.yaml --out run --resume 2>err", program), 0);
		assert_whole(s);
		if (!finished)
			assert_int_equal(shell(s, "sed 's/want/run/' said | diff - err"), 0);
		stopped++;
	}
	assert_true(stopped > 3);
}

static void a_changed_table_is_refused(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip();
	begin_anew(s);
	for (int at = 100; run_with_fault(s, "ENOSPC", at, "") == 0; at--)
		begin_anew(s);
	assert_int_equal(shell(s, "echo 'more 4,' >>table.csv"), 0);
	assert_int_equal(shell(s, "%s run pipeline.yaml --out run --resume 2>err", program), 2);
	assert_non_null(strstr(output(s, "err"), "the file `table.csv` has changed since it was begun"));
}

#define ROWS_TEST(f) cmocka_unit_test_setup_teardown(f, open_rows, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROWS_TEST(what_did_not_find_each_other_is_told_as_if_it_had_not_stopped),
		ROWS_TEST(a_changed_table_is_refused),
	};
	return cmocka_run_group_tests_name("test_resume_tables", tests, find_faults, NULL);
}
