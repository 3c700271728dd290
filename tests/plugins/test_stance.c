/* The stage `stance`: how the text speaks of each mention. */
#include "rows.h"

#define STAGES(threshold)                                                                    \
	"- sentences\n- tokens\n- mentions: {targets: [Lund, Norland, Reed]}\n- sentiment\n" \
	"- stance: {threshold: " threshold "}\n"

static void expect_labels(const struct rows_case *cases, size_t n)
{
	expect_rows(STAGES("0.1"), "mentions", "stance_label", cases, n);
}

/* The stance of one mention of a text. */
static double stance_in(const char *text, size_t mention)
{
	struct json_object *document = try_text(STAGES("0.1"), NULL, text);
	double stance = real_of(document, "mentions", mention, "stance");
	json_object_put(document);
	return stance;
}

static void words_around_a_mention_give_its_stance(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The brave Lund won.", "Lund = positive" },     { "The corrupt Lund lied.", "Lund = negative" },
		{ "Lund took the bus.", "Lund = neutral" },       { "Lund was not honest.", "Lund = negative" },
		{ "Critics condemned Lund.", "Lund = negative" },
	};
	expect_labels(CASES(cases));
}

static void every_mention_has_a_stance_and_a_label(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund", "Lund = neutral" },
		{ "Lund Lund\n\nLund.", "Lund = neutral | Lund = neutral | Lund = neutral" },
	};
	expect_labels(CASES(cases));
	assert_true(stance_in("Lund", 0) == 0);
}

static void other_sentences_do_not_count(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "It was a terrible crime. Lund took the bus. It was murder.", "Lund = neutral" },
	};
	expect_labels(CASES(cases));
}

static void near_words_count_more_than_far_ones(void **state)
{
	(void)state;
	double near = stance_in("The good Lund came to the hall on the hill by the old road.", 0);
	double far = stance_in("Lund came to the hall on the hill by the good old road.", 0);
	assert_true(near > far && far > 0);
}

static void another_clause_counts_less(void **state)
{
	(void)state;
	double same = stance_in("Lund smelled \" one more awful thing.", 0);
	double comma = stance_in("Lund smelled , one more awful thing.", 0);
	double semicolon = stance_in("Lund smelled ; one more awful thing.", 0);
	double contrast = stance_in("Lund smelled but one more awful thing.", 0);
	assert_true(same < comma && comma < semicolon && semicolon < 0);
	assert_true(same < contrast && contrast < 0);
}

static void a_word_beside_another_target_counts_less(void **state)
{
	(void)state;
	double right = stance_in("Lund met with one honest farmer.", 0);
	double shared_right = stance_in("Lund met with one honest Reed.", 0);
	assert_true(shared_right > 0 && shared_right < right);
	assert_true(stance_in("Lund met with one honest Lund.", 0) > shared_right);
	double left = stance_in("One honest farmer met with Lund.", 0);
	double shared_left = stance_in("Reed honest farmer met with Lund.", 1);
	assert_true(shared_left > 0 && shared_left < left);
	double behind = stance_in("Lund met Reed with one honest farmer.", 0);
	assert_true(behind > 0 && behind < stance_in("Lund met folk with one honest farmer.", 0));
}

static void who_judges_is_not_who_is_judged(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund condemned Norland.", "Lund = neutral | Norland = negative" },
		{ "Lund praised Reed.", "Lund = neutral | Reed = positive" },
		{ "Lund was condemned.", "Lund = negative" },
	};
	expect_labels(CASES(cases));
}

static void tones_inside_of_names_do_not_count(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "Good Hope met Lund.", "Good Hope = neutral | Lund = neutral" } };
	expect_rows("- tokens\n- mentions: {targets: [Good Hope, Lund]}\n- sentiment\n- stance\n", "mentions",
		    "stance_label", CASES(cases));
}

static void without_sentences_thirty_words_on_each_side_count(void **state)
{
	(void)state;
	static const char stages[] = "- tokens\n- mentions: {targets: [Lund]}\n- sentiment\n- stance: {threshold: 0}\n";
	static const struct rows_case cases[] = {
		{ "Lund a b c d e f g h i j k l m n o p q r s t u v w x y z a b awful", "Lund = negative" },
		{ "Lund a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e awful", "Lund = neutral" },
		{ "A good day. Lund came.", "Lund = positive" },
	};
	expect_rows(stages, "mentions", "stance_label", CASES(cases));
}

static void the_threshold_decides_the_label(void **state)
{
	(void)state;
	static const struct rows_case strict[] = { { "The good Lund won.", "Lund = neutral" } };
	static const struct rows_case lax[] = { { "The bus took Lund to the better part of town, at noon.",
						  "Lund = positive" } };
	expect_rows(STAGES("0.9"), "mentions", "stance_label", CASES(strict));
	expect_rows(STAGES("0"), "mentions", "stance_label", CASES(lax));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_around_a_mention_give_its_stance),
		cmocka_unit_test(every_mention_has_a_stance_and_a_label),
		cmocka_unit_test(other_sentences_do_not_count),
		cmocka_unit_test(near_words_count_more_than_far_ones),
		cmocka_unit_test(another_clause_counts_less),
		cmocka_unit_test(a_word_beside_another_target_counts_less),
		cmocka_unit_test(who_judges_is_not_who_is_judged),
		cmocka_unit_test(tones_inside_of_names_do_not_count),
		cmocka_unit_test(without_sentences_thirty_words_on_each_side_count),
		cmocka_unit_test(the_threshold_decides_the_label),
	};
	return cmocka_run_group_tests_name("stance", tests, NULL, NULL);
}
