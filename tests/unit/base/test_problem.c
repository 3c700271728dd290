#include "../unit.h"

#include "base/problem.h"

static void check_shown(struct problems *p, const char *want)
{
	str out = { 0 };
	problems_show(p, &out);
	assert_string_equal(out.at, want);
	str_release(&out);
	problems_release(p);
}

static struct problems problems_of(const char *source)
{
	return (struct problems){ .path = "news.yaml", .source = source, .source_len = strlen(source) };
}

static void a_problem_is_shown_with_its_line_and_a_caret(void **state)
{
	(void)state;
	struct problems p = problems_of("stages:\n  - sentenses\n");
	problem_add(&p, (struct mark){ 2, 5 }, "there is no stage `%s`", "sentenses");
	check_shown(&p, "news.yaml:2:5: there is no stage `sentenses`\n"
			"     2 |   - sentenses\n"
			"       |     ^\n");
}

static void problems_are_shown_in_the_order_of_the_file(void **state)
{
	(void)state;
	struct problems p = problems_of("a\nb\n");
	problem_add(&p, (struct mark){ 2, 1 }, "third");
	problem_add(&p, (struct mark){ 1, 1 }, "second");
	problem_add(&p, (struct mark){ 2, 1 }, "fourth, found later at the same place");
	problem_add(&p, (struct mark){ 0 }, "first, of the file as a whole");
	check_shown(&p, "news.yaml: first, of the file as a whole\n"
			"news.yaml:1:1: second\n     1 | a\n       | ^\n"
			"news.yaml:2:1: third\n     2 | b\n       | ^\n"
			"news.yaml:2:1: fourth, found later at the same place\n     2 | b\n       | ^\n");
}

static void the_same_sentence_at_one_place_is_kept_once(void **state)
{
	(void)state;
	struct problems p = problems_of("a\n");
	problem_add(&p, (struct mark){ 1, 1 }, "no");
	problem_add(&p, (struct mark){ 1, 1 }, "no");
	problem_add(&p, (struct mark){ 1, 2 }, "no");
	assert_int_equal(p.n, 2);
	problems_release(&p);
}

static void columns_count_code_points_and_tabs_stay_tabs(void **state)
{
	(void)state;
	struct problems p = problems_of("\tcaf\xc3\xa9: x\r\n");
	problem_add(&p, (struct mark){ 1, 8 }, "here");
	check_shown(&p, "news.yaml:1:8: here\n     1 | \tcaf\xc3\xa9: x\n       | \t      ^\n");
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
	(void)state;
	struct problems p = problems_of("a\x1b[31mb\n");
	problem_add(&p, (struct mark){ 1, 2 }, "here");
	check_shown(&p, "news.yaml:1:2: here\n     1 | a?[31mb\n       |  ^\n");
}

static void a_place_past_the_end_is_shown_without_a_line(void **state)
{
	(void)state;
	struct problems p = problems_of("a\n");
	problem_add(&p, (struct mark){ 2, 1 }, "the end");
	problem_add(&p, (struct mark){ 9, 1 }, "past it");
	check_shown(&p, "news.yaml:2:1: the end\nnews.yaml:9:1: past it\n");
}

static void a_long_line_is_cut_between_code_points(void **state)
{
	(void)state;
	char source[600];
	for (size_t i = 0; i + 2 < sizeof(source); i += 2)
		memcpy(source + i, "\xc3\xa9", 3);
	source[0] = 'x'; /* so that byte 160 stands inside a code point */
	memmove(source + 1, source + 2, strlen(source + 2) + 1);
	struct problems p = problems_of(source);
	problem_add(&p, (struct mark){ 1, 250 }, "far to the right");
	str out = { 0 };
	problems_show(&p, &out);
	assert_true(out.len < 500);
	assert_non_null(strstr(out.at, "\xc3\xa9\n       | "));
	str_release(&out);
	problems_release(&p);
}

static void json_has_one_object_a_line(void **state)
{
	(void)state;
	struct problems p = problems_of("a\n");
	problem_add(&p, (struct mark){ 1, 1 }, "say \"no\"");
	problem_add(&p, (struct mark){ 0 }, "whole");
	str out = { 0 };
	problems_json(&p, &out);
	assert_string_equal(out.at,
			    "{\"file\": \"news.yaml\", \"line\": 0, \"column\": 0, \"problem\": \"whole\"}\n"
			    "{\"file\": \"news.yaml\", \"line\": 1, \"column\": 1, \"problem\": \"say \\\"no\\\"\"}\n");
	str_release(&out);
	problems_release(&p);
}

/* ---- closest_word ---- */

static const char *word_at(const void *list, size_t i)
{
	return ((const char *const *)list)[i];
}

static const char *closest(const char *misspelt)
{
	static const char *const words[] = { "sentences", "tokens", "quotes", "mentions", "stance", "on", NULL };
	return closest_word(misspelt, COUNT(words), word_at, words);
}

static void a_slip_finds_the_word_that_was_meant(void **state)
{
	(void)state;
	assert_string_equal(closest("sentences"), "sentences");
	assert_string_equal(closest("sentenses"), "sentences"); /* another letter */
	assert_string_equal(closest("sentnces"), "sentences");  /* one too few */
	assert_string_equal(closest("quottes"), "quotes");      /* one too many */
	assert_string_equal(closest("tokesn"), "tokens");       /* two swapped */
	assert_string_equal(closest("stence"), "stance");
	assert_string_equal(closest("snetneces"), "sentences"); /* three slips in nine letters */
}

static void another_word_finds_none(void **state)
{
	(void)state;
	assert_null(closest(""));
	assert_null(closest("x"));
	assert_null(closest("zz"));
	assert_null(closest("boilerplate"));
	assert_null(closest("tkns_")); /* three of five letters */
	assert_null(closest_word("a", 0, word_at, NULL));
}

static void never_more_than_three_slips(void **state)
{
	(void)state;
	static const char *const words[] = { "abcdefghijklmnopqrstuvwxyz" };
	assert_non_null(closest_word("xxxdefghijklmnopqrstuvwxyz", 1, word_at, words));
	assert_null(closest_word("xxxxefghijklmnopqrstuvwxyz", 1, word_at, words));
}

static void a_very_long_word_is_close_to_nothing(void **state)
{
	(void)state;
	char word[5000];
	memset(word, 'a', sizeof(word));
	word[sizeof(word) - 1] = 0;
	assert_null(closest(word));
	const char *const words[] = { word };
	assert_null(closest_word("aaaaaaaaaa", 1, word_at, words));
}

static void of_equally_close_words_the_first_is_taken(void **state)
{
	(void)state;
	static const char *const words[] = { "tone", "tune" };
	assert_string_equal(closest_word("tine", 2, word_at, words), "tone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_problem_is_shown_with_its_line_and_a_caret),
		cmocka_unit_test(problems_are_shown_in_the_order_of_the_file),
		cmocka_unit_test(the_same_sentence_at_one_place_is_kept_once),
		cmocka_unit_test(columns_count_code_points_and_tabs_stay_tabs),
		cmocka_unit_test(control_characters_do_not_reach_the_terminal),
		cmocka_unit_test(a_place_past_the_end_is_shown_without_a_line),
		cmocka_unit_test(a_long_line_is_cut_between_code_points),
		cmocka_unit_test(json_has_one_object_a_line),
		cmocka_unit_test(a_slip_finds_the_word_that_was_meant),
		cmocka_unit_test(another_word_finds_none),
		cmocka_unit_test(never_more_than_three_slips),
		cmocka_unit_test(a_very_long_word_is_close_to_nothing),
		cmocka_unit_test(of_equally_close_words_the_first_is_taken),
	};
	return cmocka_run_group_tests_name("test_problem", tests, NULL, NULL);
}
