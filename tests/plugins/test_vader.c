/* `mode: vader` of the stage `sentiment`. The figures are what the Python package vaderSentiment says of these texts;
 * where its release 3.3.2 and its repository differ, the test says which. */
#include "expect.h"
#include "rows.h"

#include <math.h>

#define STAGES "- sentiment: {mode: vader}\n"

struct compound_case {
	const char *text;
	double compound;
};

static void expect_compounds(const struct compound_case *cases, size_t n)
{
	const char *texts[32] = { NULL };
	for (size_t i = 0; i < n; i++)
		texts[i] = cases[i].text;
	struct json_object *all = try_texts(STAGES, NULL, texts, n);
	for (size_t i = 0; i < n; i++) {
		double found = real_of(json_object_array_get_idx(all, i), NULL, 0, "sentiment");
		if (found != cases[i].compound)
			fail_msg("%s: %g, not %g", cases[i].text, found, cases[i].compound);
	}
	json_object_put(all);
}

static void words_of_the_lexicon_give_the_compound(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The ferry was lovely.", 0.5859 },
		{ "The ferry was awful and late.", -0.4588 },
		{ "The ferry left at noon.", 0.0 },
		{ "", 0.0 },
		{ "   ", 0.0 },
		{ "...", 0.0 },
		{ "lovely", 0.5859 },
	};
	expect_compounds(CASES(cases));
}

static void smileys_and_emoji_have_a_tone(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "Back on the hills :)", 0.4588 },
		{ "Rain again :(", -0.4404 },
		{ "Home at last \\o/", 0.4939 },
		{ "Big grin :D", 0.7983 },
		{ "Our bus came \360\237\230\200", 0.3612 },
		{ "Wet boots\360\237\230\242again", -0.4767 },
		{ "wow\360\237\230\200\360\237\230\200fine", 0.8316 },
		{ "Gone\342\235\244\357\270\217", 0.0 },
		{ "\360\237\224\231\360\237\224\233", 0.0 },
		{ "the \360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247 sang happily", 0.5574 },
	};
	expect_compounds(CASES(cases));
}

static void boosters_strengthen_and_dampen(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The soup was very good.", 0.4927 },
		{ "The soup was kinda good.", 0.3832 },
		{ "The soup was kind of good.", 0.3832 },
		{ "So the soup was really, truly good.", 0.7485 },
		{ "The soup was very very good.", 0.5379 },
		{ "The soup was a remarkably very cold and sort of nice thing.", 0.3626 },
		{ "It is just enough joy", 0.5434 },
		{ "Kind of you to come", 0.0 },
		{ "The soup was slightly bad.", -0.4951 },
		{ "The trip was extremely bad", -0.5849 },
	};
	expect_compounds(CASES(cases));
}

static void capitals_count_where_not_all_are(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The soup was GOOD.", 0.5622 },
		{ "THE SOUP WAS GOOD.", 0.4404 },
		{ "The soup was VERY good.", 0.6028 },
		{ "The soup was BAD", -0.6408 },
		{ "\303\211T\303\211 was good", 0.4404 },
		{ "\303\211t\303\211 was good", 0.4404 },
		{ "GOOD \307\205", 0.5622 },
		{ "GOOD \331\240", 0.5622 },
		{ "The \342\222\266 good", 0.4404 },
		{ "The \302\252 GOOD", 0.5622 },
	};
	expect_compounds(CASES(cases));
}

static void negation_turns_the_tone(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The soup was not good.", -0.3412 },
		{ "The soup wasn't good.", -0.3412 },
		{ "The soup wasn\342\200\231t good.", 0.4404 },
		{ "The soup was not very good.", -0.3865 },
		{ "Without doubt a good soup", 0.6136 },
		{ "There was never so good a soup", 0.6626 },
		{ "It was so oddly a good soup", 0.4877 },
		{ "I never had this good soup", 0.5228 },
		{ "He never was so good", 0.5777 },
		{ "They dont much like rain", -0.2755 },
		{ "It was no good.", -0.3412 },
		{ "No joy or fun came", -0.6979 },
		{ "no or nor", -0.296 },
		{ "no pain", 0.4023 },
		{ "NO PAIN, no gain", 0.2057 },
		{ "Nothing here was at all good", 0.4404 },
		{ "They hasn't'n't good", -0.3412 },
	};
	expect_compounds(CASES(cases));
}

static void least_turns_the_tone_but_for_at_least(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "It was the least helpful reply", -0.3252 }, { "At least helpful clerks sat there", 0.4215 },
		{ "the very least helpful clerk", 0.4728 },    { "least helpful", -0.3252 },
		{ "At the Least Helpful", -0.3252 },
	};
	expect_compounds(CASES(cases));
}

static void what_follows_the_first_but_weighs_more(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The soup was good but the bread was bad.", -0.5859 },
		{ "The bread was bad, but the soup was good.", 0.3818 },
		{ "good but bad but good", 0.0129 },
		{ "But good", 0.5927 },
		{ "good but good good", 0.8641 },
		{ "bad good but good bad good", 0.3919 },
		{ "The soup was good, nice and fine but bad, nice and good BUT dull", 0.3612 },
	};
	expect_compounds(CASES(cases));
}

static void equal_tones_change_the_first_of_them(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "love but clear", 0.5267 },
		{ "clear but love", 0.8225 },
		{ "love and clear it was but clear and bold and bold", 0.9001 },
		{ "the best love but clear, accept and bold love", 0.9517 },
		{ "It was clear but bold", 0.6369 },
		{ "great good but good great", 0.9325 },
	};
	expect_compounds(CASES(cases));
}

static void idioms_have_a_tone_of_their_own(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "These boots are the bomb", 0.6124 },
		{ "They said it was a bad ass song", 0.6124 },
		{ "We met at the old bus stop", 0.0 },
		{ "They all said yeah right", -0.4588 },
		{ "It was a soup to die for", -0.5994 },
		{ "It was the kiss of death", -0.6124 },
		{ "Their long walk ended stop bus stop", -0.296 },
		{ "You could call me a bad ass now", 0.6124 },
	};
	expect_compounds(CASES(cases));
}

static void the_repository_is_the_release_that_goes_without_saying(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "He spoke of a beating heart", 0.8481 },
		{ "I feel a broken heart", -0.8316 },
	};
	expect_compounds(CASES(cases));
}

static void the_release_of_pypi_has_its_own_special_cases(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "He spoke of a beating heart", 0.875 },
		{ "I feel a broken heart", 0.2732 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct json_object *document = try_text("- sentiment: {mode: vader, release: 3.3.2}\n", NULL,
							cases[i].text);
		assert_true(real_of(document, NULL, 0, "sentiment") == cases[i].compound);
		json_object_put(document);
	}
}

static void marks_give_emphasis(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "The soup was good!", 0.4926 },
		{ "The soup was good!!", 0.5399 },
		{ "The soup was good!!!!!!!", 0.6209 },
		{ "Was the soup good\?", 0.4404 },
		{ "Was the soup good\?\?", 0.504 },
		{ "Was the soup good\?\?\?", 0.533 },
		{ "Was the soup good\?\?\?\?\?", 0.594 },
		{ "Was the soup bad!\?!\?", -0.6645 },
		{ "!!!!", 0.0 },
		{ "good \360\237\224\233", 0.4926 },
	};
	expect_compounds(CASES(cases));
}

static void words_end_at_any_white_space(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "a\302\240good\342\200\203day", 0.4404 },
		{ "a\343\200\200good\342\200\250day", 0.4404 },
		{ "a\034good\037day", 0.4404 },
		{ "a\302\205good day", 0.4404 },
		{ "a\342\200\213good\342\200\213day", 0.0 },
		{ "a good\015\012day\011now", 0.4404 },
		{ "a\013good\014day", 0.4404 },
	};
	expect_compounds(CASES(cases));
}

static void marks_around_a_word_are_taken_off(void **state)
{
	(void)state;
	static const struct compound_case cases[] = {
		{ "\"good\"", 0.4404 },
		{ "(good)", 0.4404 },
		{ "**good**", 0.4404 },
		{ "\342\200\234good\342\200\235", 0.0 },
		{ "good-looking", 0.0 },
		{ "...good...", 0.4404 },
		{ "'ok'", 0.0 },
		{ "ok.", 0.0 },
		{ "ok", 0.296 },
		{ "!ok", 0.0 },
		{ "##hate##", -0.5719 },
		{ "_no_ joy", 0.5859 },
		{ "\342\204\252ind words", 0.5267 },
		{ "an o\342\204\252 day", 0.296 },
	};
	expect_compounds(CASES(cases));
}

static void each_sentence_is_scored_on_its_own(void **state)
{
	(void)state;
	struct json_object *document = try_text("- sentences\n" STAGES, NULL,
						"The soup was NOT good!! But the LOVELY bread was very good.");
	assert_true(real_of(document, NULL, 0, "sentiment") == 0.9094);
	assert_true(real_of(document, "sentences", 0, "sentiment") == -0.457);
	assert_true(real_of(document, "sentences", 1, "sentiment") == 0.9116);
	json_object_put(document);
}

/* The rule of "but" looks for each tone among all the others: a text of many words must not take its square. */
static void many_equal_tones_around_a_but_take_no_long_search(void **state)
{
	(void)state;
	enum { WORDS = 200000 };
	char *text = malloc(WORDS * 10 + 1), *at = text;
	for (int i = 0; i < WORDS; i++)
		at = stpcpy(at, i == WORDS / 2 ? "but " : i % 3 ? "good " : "terrible ");
	struct json_object *document = try_text(STAGES, NULL, text);
	assert_true(fabs(real_of(document, NULL, 0, "sentiment")) == 1);
	json_object_put(document);
	free(text);
}

static void a_lexicon_of_ones_own_is_refused(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "a.txt", "Fine.\n", 0 }, { "own.tsv", "fine\t-1\n", 0 } };
	expect_problem("teasel: 1\nname: t\ninput:\n  - text: {paths: [a.txt]}\nstages:\n"
		       "  - sentiment: {mode: vader, lexicon: own.tsv}\noutput:\n  - jsonl: {path: out.jsonl}\n",
		       FILES(files), "`mode: vader` scores with VADER's own words only");
}

static void only_the_mode_news_needs_tokens(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "a.txt", "Fine.\n", 0 } };
	expect_problem("teasel: 1\nname: t\ninput:\n  - text: {paths: [a.txt]}\nstages:\n"
		       "  - sentiment: {mode: news}\noutput:\n  - jsonl: {path: out.jsonl}\n",
		       FILES(files), "reads `tokens`");
}

static void tokens_have_their_tone_in_this_mode_too(void **state)
{
	(void)state;
	struct json_object *document = try_text(
		"- tokens\n- mentions: {targets: {Mayor: [the mayor]}}\n- sentiment: {mode: vader}\n- stance", NULL,
		"The mayor is brilliant.");
	struct json_object *row = json_object_array_get_idx(json_object_object_get(document, "mentions"), 0);
	assert_string_equal(json_object_get_string(json_object_object_get(row, "stance_label")), "positive");
	json_object_put(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_have_their_tone_in_this_mode_too),
		cmocka_unit_test(words_of_the_lexicon_give_the_compound),
		cmocka_unit_test(smileys_and_emoji_have_a_tone),
		cmocka_unit_test(boosters_strengthen_and_dampen),
		cmocka_unit_test(capitals_count_where_not_all_are),
		cmocka_unit_test(negation_turns_the_tone),
		cmocka_unit_test(least_turns_the_tone_but_for_at_least),
		cmocka_unit_test(what_follows_the_first_but_weighs_more),
		cmocka_unit_test(equal_tones_change_the_first_of_them),
		cmocka_unit_test(idioms_have_a_tone_of_their_own),
		cmocka_unit_test(the_repository_is_the_release_that_goes_without_saying),
		cmocka_unit_test(the_release_of_pypi_has_its_own_special_cases),
		cmocka_unit_test(marks_give_emphasis),
		cmocka_unit_test(words_end_at_any_white_space),
		cmocka_unit_test(marks_around_a_word_are_taken_off),
		cmocka_unit_test(each_sentence_is_scored_on_its_own),
		cmocka_unit_test(many_equal_tones_around_a_but_take_no_long_search),
		cmocka_unit_test(a_lexicon_of_ones_own_is_refused),
		cmocka_unit_test(only_the_mode_news_needs_tokens),
	};
	return cmocka_run_group_tests_name("vader", tests, NULL, NULL);
}
