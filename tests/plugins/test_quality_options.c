/* Options of the stage quality that contradict one another, or that can have no effect, are told. */
#include "expect.h"

#define PIPELINE(options)                                                                              \
	"teasel: 1\ninput:\n  - text: {paths: [in.txt]}\nstages:\n  - quality: " options "\noutput:\n" \
	"  - jsonl: {path: out.jsonl}\n"

static void expect_refused(const char *yaml, const char *sentence)
{
	struct try_file in = { .name = "in.txt", .content = "A text." };
	expect_problem(yaml, &in, 1, sentence);
}

static void a_set_is_named(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: []}"),
		       "pipeline.yaml:5:21: `quality`: no set of rules is named: name one of c4, gopher_quality");
	expect_refused(PIPELINE("{sets: []}"), "To measure and leave nothing out, add `action: mark`");
}

static void a_limit_belongs_to_a_set_that_is_on(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [fineweb], c4.sentences: 2}"),
		       "pipeline.yaml:5:46: `quality`: the rule `c4.sentences` is not applied, for `sets` does not "
		       "name `c4`: add that there, or take this away");
	expect_refused(PIPELINE("{sets: [c4], fineweb.short_line_length: 20}"),
		       "the rule `fineweb.short_lines` is not applied, for `sets` does not name `fineweb`");
}

static void a_limit_belongs_to_a_rule_that_is_not_left_out(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [c4], without: [c4.braces], c4.braces: 2}"),
		       "`without` leaves the rule `c4.braces` out: take it away there, or the `braces` here");
}

static void a_rule_left_out_belongs_to_a_set_that_is_on(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [fineweb], without: [fineweb.end_marks, c4.end_mark]}"),
		       "pipeline.yaml:5:61: `quality`: the rule `c4.end_mark` is not applied, for `sets` does not "
		       "name `c4`");
}

static void nothing_is_named_twice(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [c4, fineweb, c4]}"), "`c4` stands twice in `sets`: take one away");
	expect_refused(PIPELINE("{sets: [c4], without: [c4.braces, c4.braces]}"), "`c4.braces` stands twice");
	expect_refused(PIPELINE("{stop_words: [is, war, is]}"), "`is` stands twice in `stop_words`");
}

static void a_word_is_not_empty(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{stop_words: [the, \"\"]}"),
		       "pipeline.yaml:5:33: `quality`: an empty item is never found: take it away");
	expect_refused(PIPELINE("{stop_words: [the, of the]}"), "an item with white space in it is never found");
	expect_refused(PIPELINE("{end_marks: [\"\"]}"), "an empty item is never found");
}

static void a_stop_word_is_one_that_can_be_found(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{stop_words: [the, c++]}"),
		       "pipeline.yaml:5:33: `quality`: `c++` is never found: a stop word is one word, and begins and "
		       "ends in a letter, for signs and digits at the edges of words do not count; write `c`");
	expect_refused(PIPELINE("{stop_words: [the, e.g.]}"), "write `e.g`, or take it away");
	expect_refused(PIPELINE("{stop_words: [the, 5]}"), "`5` is never found");
	expect_refused(PIPELINE("{stop_words: [the, \"...\"]}"), "do not count; take it away");
	expect_refused(PIPELINE("{stop_words: [the, \u2026\u00E9t\u00E9]}"), "write `\u00E9t\u00E9`");
	expect_refused(PIPELINE("{stop_words: [the, The]}"), "`The` stands twice in `stop_words`");
}

static void a_list_belongs_to_a_rule_that_is_applied(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [gopher_repetition], end_marks: [\".\"]}"),
		       "pipeline.yaml:5:53: `quality`: this has no effect, for `c4.end_mark` and `fineweb.end_marks` "
		       "are not applied: apply one by `sets` and `without`, or take this away");
	expect_refused(PIPELINE("{sets: [gopher_repetition], stop_words: [is, war]}"),
		       "this has no effect, for `gopher_quality.stop_words` is not applied: apply it by");
	expect_refused(PIPELINE("{sets: [c4], without: [c4.end_mark], end_marks: [\".\"]}"),
		       "pipeline.yaml:5:62: `quality`: this has no effect");
}

static void some_rule_is_left_in(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{sets: [fineweb], without: [fineweb.end_marks, fineweb.short_lines, "
				"fineweb.line_breaks, fineweb.duplicate_line_characters]}"),
		       "pipeline.yaml:5:41: `quality`: this leaves out every rule of `sets`, and nothing is left to "
		       "do");
}

static void the_least_is_not_over_the_most(void **state)
{
	(void)state;
	expect_refused(PIPELINE("{gopher_quality.min_words: 60, gopher_quality.max_words: 20}"),
		       "`gopher_quality.min_words` is 60 and `gopher_quality.max_words` is 20: no document has both");
	expect_refused(PIPELINE("{gopher_quality.min_word_length: 11}"),
		       "`gopher_quality.min_word_length` is 11 and `gopher_quality.max_word_length` is 10");
	expect_refused(PIPELINE("{gopher_quality.stop_words: 3, stop_words: [is, war]}"),
		       "no document has 3 of 2 stop words: lower `gopher_quality.stop_words`, which is 3, or list "
		       "more `stop_words`");
	expect_refused(PIPELINE("{stop_words: [is]}"),
		       "pipeline.yaml:5:27: `quality`: no document has 2 of 1 stop word: lower "
		       "`gopher_quality.stop_words`, which is 2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_is_named),
		cmocka_unit_test(a_limit_belongs_to_a_set_that_is_on),
		cmocka_unit_test(a_limit_belongs_to_a_rule_that_is_not_left_out),
		cmocka_unit_test(a_rule_left_out_belongs_to_a_set_that_is_on),
		cmocka_unit_test(nothing_is_named_twice),
		cmocka_unit_test(a_word_is_not_empty),
		cmocka_unit_test(a_stop_word_is_one_that_can_be_found),
		cmocka_unit_test(a_list_belongs_to_a_rule_that_is_applied),
		cmocka_unit_test(some_rule_is_left_in),
		cmocka_unit_test(the_least_is_not_over_the_most),
	};
	return cmocka_run_group_tests_name("test_quality_options", tests, NULL, NULL);
}
