#include "../unit.h"

#include "pipeline/pipeline.h"

#define PIPELINE "teasel: 1\nname: news\ninput:\n  - text: {paths: [in]}\noutput:\n  - jsonl: {path: out.jsonl}\n"

static bool read_bytes(struct pipeline *p, const char *folder, const char *source)
{
	return pipeline_read(p, unit_write(folder, "p.yaml", source, strlen(source)), NULL, 0);
}

static void a_pipeline_is_read_with_its_steps(void **state)
{
	struct pipeline p;
	assert_true(read_bytes(&p, *state, PIPELINE));
	assert_string_equal(p.name, "news");
	assert_int_equal(p.input.n, 1);
	assert_string_equal(p.input.list[0].plugin, "text");
	assert_int_equal(p.input.list[0].at.line, 4);
	assert_int_equal(p.stages.n, 0);
	assert_int_equal(p.output.n, 1);
	assert_string_equal(p.output.list[0].label, "jsonl");
	pipeline_release(&p);
}

static void an_option_is_found_at_its_place_or_else_its_step_is(void **state)
{
	struct pipeline p;
	assert_true(read_bytes(&p, *state, PIPELINE));
	struct mark at = step_mark(&p.input.list[0], "paths[0]");
	assert_int_equal(at.line, 4);
	assert_int_equal(at.column, 20);
	at = step_mark(&p.input.list[0], "invalid");
	assert_int_equal(at.line, p.input.list[0].at.line);
	assert_int_equal(at.column, p.input.list[0].at.column);
	pipeline_release(&p);
}

static void a_byte_order_mark_is_no_part_of_the_file(void **state)
{
	struct pipeline p;
	assert_true(read_bytes(&p, *state, "\xef\xbb\xbf" PIPELINE));
	pipeline_release(&p);
	assert_false(read_bytes(&p, *state,
				"\xef\xbb\xbf"
				"tease: 1\n"));
	assert_int_equal(p.problems.list[0].at.line, 1);
	assert_int_equal(p.problems.list[0].at.column, 1);
	pipeline_release(&p);
}

static void a_file_that_cannot_be_read_is_a_problem(void **state)
{
	char path[128];
	struct pipeline p;
	snprintf(path, sizeof(path), "%s/none.yaml", (char *)*state);
	assert_false(pipeline_read(&p, path, NULL, 0));
	assert_int_equal(p.problems.n, 1);
	assert_string_equal(p.problems.list[0].sentence, "cannot read the pipeline: No such file or directory");
	pipeline_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_pipeline_is_read_with_its_steps),
		IN_FOLDER(an_option_is_found_at_its_place_or_else_its_step_is),
		IN_FOLDER(a_byte_order_mark_is_no_part_of_the_file),
		IN_FOLDER(a_file_that_cannot_be_read_is_a_problem),
	};
	return cmocka_run_group_tests_name("test_pipeline", tests, NULL, NULL);
}
