/* What `as:` may not name, so that no stage takes the rows of one table for those of another. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect(int exit, const char *stages, const char *sentence)
{
	char yaml[1024];
	struct try_file in = { .name = "a.txt", .content = "It rained. Share on Facebook\n" };
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\ninput:\n  - text: {paths: [a.txt]}\nstages: [%s]\noutput:\n  - jsonl: {path: o.jsonl}\n",
		 stages);
	struct try_run run = try_pipeline(yaml, &in, 1, "--in-process");
	if (run.exit != exit || !strstr(run.err, sentence))
		fail_msg("exit %d, and not said: %s\nbut: %s", run.exit, sentence, run.err);
	try_release(&run);
}

static void documents_keeps_its_name(void **state)
{
	(void)state;
	expect(2, "sentences, tokens, sentiment: {as: {documents: tokens}}",
	       "pipeline.yaml:4:46: the table `documents` keeps its name: rename its columns, as in "
	       "{documents.sentiment: tone}");
}

static void no_table_is_taken_for_documents(void **state)
{
	(void)state;
	expect(2, "sentences: {as: {sentences: documents}}",
	       "pipeline.yaml:4:38: `documents` is the name of the table with one row a document: choose another");
}

static void no_table_is_taken_for_removed(void **state)
{
	(void)state;
	expect(2, "sentences: {as: {sentences: removed}}",
	       "pipeline.yaml:4:38: `removed` is the name of the table of what stages take out of the text: choose "
	       "another");
	expect(2, "boilerplate, sentences, tokens, sentiment: {as: {sentences: removed}}", "choose another");
}

static void a_table_may_stand_for_one_that_nobody_writes(void **state)
{
	(void)state;
	expect(0, "sentences: {as: {sentences: lines}}, tokens, sentiment: {as: {sentences: lines}}", "1 out");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_keeps_its_name),
		cmocka_unit_test(no_table_is_taken_for_documents),
		cmocka_unit_test(no_table_is_taken_for_removed),
		cmocka_unit_test(a_table_may_stand_for_one_that_nobody_writes),
	};
	return cmocka_run_group_tests_name("test_renaming", tests, NULL, NULL);
}
