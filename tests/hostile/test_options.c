/* Options that are empty, too long or of no effect: each is told at its place. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *input, const char *stages, const char *output, const char *sentence)
{
	char yaml[2048];
	struct try_file in[] = { { .name = "in/a.txt", .content = "It rained.\n" },
				 { .name = "in.jsonl", .content = "{\"id\": \"a\", \"text\": \"x\", \"m\": []}\n" } };
	snprintf(yaml, sizeof(yaml), "teasel: 1\ninput:\n  - %s\nstages:\n%s\noutput:\n  - %s\n", input, stages,
		 output);
	struct try_run run = try_pipeline(yaml, in, 2, "--in-process");
	if (run.exit != 2 || !strstr(run.err, sentence))
		fail_msg("exit %d, and not said: %s\nbut: %s", run.exit, sentence, run.err);
	try_release(&run);
}

#define TEXTS "text: {paths: [in]}"
#define STAGES "  - sentences"
#define LINES "jsonl: {path: o.jsonl}"

static void an_empty_path_is_not_the_whole_folder(void **state)
{
	(void)state;
	expect("text: {paths: \"\"}", STAGES, LINES,
	       "pipeline.yaml:3:19: an empty path names nothing: write `.` for the folder of the pipeline");
	expect(TEXTS, "  - sentences: {model: \"\"}", LINES, "`model` takes the path of a file, and this is empty");
}

static void an_option_without_a_value_may_be_taken_away(void **state)
{
	(void)state;
	expect(TEXTS, "  - sentences:\n      abbreviations:", LINES, "nothing stands here: take it away, or write");
}

static void an_abbreviation_is_one_word(void **state)
{
	(void)state;
	expect(TEXTS, "  - sentences: {abbreviations: [\"a\\tb\"]}", LINES, "is not one word");
	expect(TEXTS, "  - sentences: {abbreviations: [\".\"]}", LINES, "`.` is not one word");
}

static void an_output_has_the_name_of_a_file(void **state)
{
	(void)state;
	char output[400], name[301];
	memset(name, 'x', 300);
	name[300] = 0;
	snprintf(output, sizeof(output), "jsonl: {path: %s}", name);
	expect(TEXTS, STAGES, output, "`path` has 300 bytes, and the name of a file has at most 255");
}

static void what_every_row_has_is_not_asked_for(void **state)
{
	(void)state;
	expect(TEXTS, STAGES, "csv: {path: o, table: sentences, with: [id]}",
	       "every row has the `id` already: take it away here");
	expect(TEXTS, STAGES, "jsonl: {path: o, table: sentences, with: [text]}",
	       "write the documents to an output of their own, and join the two by `id`");
}

static void a_column_of_a_path_is_renamed_in_its_braces(void **state)
{
	(void)state;
	expect("text: {paths: [\"in/{id}.txt\"]}", STAGES, LINES, "with `as: {documents.id: …}`, or in the braces");
}

static void a_reader_brings_no_table_removed(void **state)
{
	(void)state;
	expect("jsonl: {paths: [in.jsonl], layers: {removed: m}}", STAGES, LINES,
	       "`removed` is the name of the table of what stages take out of the text");
}

static void a_reader_brings_no_table_documents(void **state)
{
	(void)state;
	expect("jsonl: {paths: [in.jsonl], layers: {documents: m}}", STAGES, LINES,
	       "`documents` is the name of the table with one row a document: give the table of `jsonl` another");
}

static void standard_input_is_read_once(void **state)
{
	(void)state;
	expect("text: {paths: [\"-\", \"-\"]}", STAGES, LINES,
	       "pipeline.yaml:3:25: standard input can be read once, and an earlier path is `-` already");
}

static void a_name_of_a_group_has_a_list(void **state)
{
	(void)state;
	expect(TEXTS, "  - tokens\n  - mentions: {targets: {A: {b: c}}}", LINES,
	       "each name in `targets` has a list of texts, and this is a mapping");
}

static void a_tab_does_not_indent(void **state)
{
	(void)state;
	expect(TEXTS, "\t- sentences", LINES, "pipeline.yaml:5:1: this is not YAML: a tab cannot indent a line");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_path_is_not_the_whole_folder),
		cmocka_unit_test(an_option_without_a_value_may_be_taken_away),
		cmocka_unit_test(an_abbreviation_is_one_word),
		cmocka_unit_test(an_output_has_the_name_of_a_file),
		cmocka_unit_test(what_every_row_has_is_not_asked_for),
		cmocka_unit_test(a_column_of_a_path_is_renamed_in_its_braces),
		cmocka_unit_test(a_reader_brings_no_table_removed),
		cmocka_unit_test(a_reader_brings_no_table_documents),
		cmocka_unit_test(standard_input_is_read_once),
		cmocka_unit_test(a_name_of_a_group_has_a_list),
		cmocka_unit_test(a_tab_does_not_indent),
	};
	return cmocka_run_group_tests_name("test_options", tests, NULL, NULL);
}
