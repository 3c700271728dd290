/* Models that are given to `boilerplate`: what is refused. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOP "teasel: 1\ninput:\n  - text: {paths: [in]}\nstages:\n"
#define REST "\noutput:\n  - jsonl: {path: out.jsonl}\n"

/* A model of one tree with the given nodes. */
static struct try_run run_with_model(char *model, const char *header, const uint16_t *nodes, size_t n)
{
	memset(model, '\n', 1024);
	memcpy(model, header, strlen(header));
	memcpy(model + 1024, nodes, n * sizeof(*nodes));
	struct try_file files[] = { { "in/a.txt", "One.", 0 }, { "x.model", model, 1024 + n * sizeof(*nodes) } };
	return try_pipeline(TOP "  - boilerplate: {model: x.model}" REST, files, 2, "");
}

static void a_model_whose_trees_go_in_circles_is_refused(void **state)
{
	(void)state;
	char model[1100];
	const uint16_t circle[] = { 3, 7, 0 };
	struct try_run run = run_with_model(model, "teasel-model 1\nstage boilerplate\nfeatures 3\ntrees 1\nbase 0\n",
					    circle, 3);
	assert_non_null(strstr(run.err, "the trees of this model are damaged"));
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

static void a_model_of_another_stage_is_refused(void **state)
{
	(void)state;
	char model[1100];
	const uint16_t leaf[] = { 0xFFFF, 7, 0 };
	struct try_run run = run_with_model(model, "teasel-model 1\nstage stance\nfeatures 3\ntrees 1\nbase 0\n", leaf,
					    3);
	assert_non_null(strstr(run.err, "this model is for another stage than `boilerplate`"));
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_model_whose_trees_go_in_circles_is_refused),
		cmocka_unit_test(a_model_of_another_stage_is_refused),
	};
	return cmocka_run_group_tests_name("test_boilerplate_files", tests, NULL, NULL);
}
