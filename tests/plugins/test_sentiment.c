/* The stage `sentiment`: the tone of words, sentences and documents. */
#include "expect.h"
#include "rows.h"

#include <math.h>

#define STAGES "- sentences\n- tokens\n- sentiment\n"

static void expect_signs(const struct sign_case *cases, size_t n)
{
	const char *texts[32] = { NULL };
	for (size_t i = 0; i < n; i++)
		texts[i] = cases[i].text;
	struct json_object *all = try_texts(STAGES, NULL, texts, n);
	for (size_t i = 0; i < n; i++) {
		double tone = real_of(json_object_array_get_idx(all, i), NULL, 0, "sentiment");
		if (sign_of(tone) != cases[i].sign)
			fail_msg("%s: %g, expected %c", cases[i].text, tone, cases[i].sign);
	}
	json_object_put(all);
}

/* Texts in rising order of tone. */
static void expect_rising(const char *const *texts, size_t n)
{
	struct json_object *all = try_texts(STAGES, NULL, texts, n);
	for (size_t i = 1; i < n; i++) {
		double a = real_of(json_object_array_get_idx(all, i - 1), NULL, 0, "sentiment");
		double b = real_of(json_object_array_get_idx(all, i), NULL, 0, "sentiment");
		if (!(a < b))
			fail_msg("%s: %g, not below %s: %g", texts[i - 1], a, texts[i], b);
	}
	json_object_put(all);
}

static void words_give_a_sentence_its_tone(void **state)
{
	(void)state;
	static const struct sign_case cases[] = {
		{ "The talks went well.", '+' },
		{ "The villagers praised the rescue.", '+' },
		{ "The army attacked the village.", '-' },
		{ "The MURDER shocked them.", '-' },
		{ "The bus left at noon.", '0' },
		{ "", '0' },
		{ "...", '0' },
	};
	expect_signs(CASES(cases));
}

static void the_sum_of_the_words_is_brought_between_minus_one_and_one(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, NULL, "The talks went well.");
	/* "well" has 1.1: 1.1 / sqrt(1.1 * 1.1 + 15) */
	assert_true(fabs(real_of(document, "sentences", 0, "sentiment") - 0.2732) < 1e-9);
	assert_true(fabs(real_of(document, NULL, 0, "sentiment") - 0.2732) < 1e-9);
	json_object_put(document);
}

static void a_negation_turns_the_tone_of_the_next_three_words(void **state)
{
	(void)state;
	static const struct sign_case cases[] = {
		{ "It was not good.", '-' },       { "It wasn't a good plan.", '-' },
		{ "It wasn’t a good plan.", '-' }, { "They left without any help.", '-' },
		{ "There was no violence.", '+' }, { "It was not the end of a good day.", '+' },
		{ "No, it was good.", '+' },       { "Not without success.", '+' },
		{ "It was not only good.", '+' },
	};
	expect_signs(CASES(cases));
	static const char *const milder[] = { "It was bad.", "It was not good.", "It was good." };
	expect_rising(CASES(milder));
}

static void a_negation_ends_with_its_sentence(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, NULL, "He said no\n\nPeace came.");
	assert_true(real_of(document, "sentences", 1, "sentiment") > 0);
	json_object_put(document);
}

static void emphasis_strengthens_and_weakens(void **state)
{
	(void)state;
	static const char *const rising[] = { "It was slightly good.", "It was good.", "It was very good.",
					      "It was extremely good." };
	expect_rising(CASES(rising));
}

static void what_follows_but_weighs_more(void **state)
{
	(void)state;
	static const struct sign_case cases[] = {
		{ "The food was good but the room was bad.", '-' },
		{ "The room was bad but the food was good.", '+' },
	};
	expect_signs(CASES(cases));
}

static void words_of_set_phrases_have_no_tone(void **state)
{
	(void)state;
	static const struct sign_case cases[] = {
		{ "He came as well.", '0' },
		{ "They met in Great Britain on Good Friday.", '0' },
		{ "There is no doubt.", '0' },
	};
	expect_signs(CASES(cases));
}

static void a_document_is_the_mean_of_its_sentences_by_words(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, NULL, "It is good. It was a bad day for all of them.");
	double first = real_of(document, "sentences", 0, "sentiment");
	double second = real_of(document, "sentences", 1, "sentiment");
	double expected = (3 * first + 9 * second) / 12;
	assert_true(fabs(real_of(document, NULL, 0, "sentiment") - expected) < 1e-4);
	json_object_put(document);
}

static void every_sentence_has_a_tone(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, NULL, "Rain fell. It was good. Why? ***\n\nIt rained.");
	size_t n = json_object_array_length(json_object_object_get(document, "sentences"));
	for (size_t i = 0; i < n; i++)
		real_of(document, "sentences", i, "sentiment");
	assert_true(n >= 4);
	json_object_put(document);
}

static void without_sentences_the_text_is_scored_as_one(void **state)
{
	(void)state;
	struct json_object *document = try_text("- tokens\n- sentiment\n", NULL, "The talks went. Well, they ended.");
	assert_true(fabs(real_of(document, NULL, 0, "sentiment") - 0.2732) < 1e-9);
	assert_null(json_object_object_get(document, "sentences"));
	json_object_put(document);
}

static void a_word_shows_its_tone_in_context(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, "tokens, tokens.valence", "It is not good.");
	assert_true(fabs(real_of(document, "tokens", 3, "valence") + 1.2) < 1e-9);
	struct json_object *first = json_object_array_get_idx(json_object_object_get(document, "tokens"), 0);
	assert_null(json_object_object_get(first, "valence"));
	json_object_put(document);
}

/* ---- a lexicon of one's own ---- */

#define PIPELINE                                                                                     \
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - sentences\n  - tokens\n" \
	"  - sentiment: {lexicon: own.tsv}\noutput:\n  - csv: {path: out.csv, table: sentences}\n"

static void own_words_go_before_the_built_in_ones(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in", "{\"id\": 1, \"text\": \"It was good. It was bad. It was SNUG. Rain fell.\"}\n", 0 },
		{ "own.tsv", "\xEF\xBB\xBF# Mine\r\n\r\ngood\t-1\r\nbad\t0\nSnug\t+2.5\n", 0 },
	};
	expect_output(PIPELINE, FILES(files), 0, "run/out.csv",
		      "id,row,begin,end,text,sentiment\n"
		      "\"1\",0,0,12,\"It was good.\",-0.25\n"
		      "\"1\",1,13,24,\"It was bad.\",0\n"
		      "\"1\",2,25,37,\"It was SNUG.\",0.5423\n"
		      "\"1\",3,38,48,\"Rain fell.\",0\n");
}

static void a_line_that_is_wrong_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *lexicon, *message;
	} cases[] = {
		{ "good\t1\n\nbad -1\n", "line 3: there is no tab; write the term, a tab and its score" },
		{ "good\tfine\n", "line 1: the score is not a number such as -1.5" },
		{ "good\t\n", "line 1: the score is not a number such as -1.5" },
		{ "good\t1e2\n", "line 1: the score is not a number such as -1.5" },
		{ "# a\r\ngood\t5.1\r\n", "line 2: the score must be from -5 to 5" },
		{ "\t1\n", "line 1: there is no term before the tab" },
		{ "so good\t1\n", "line 1: the term is more than one word; give single words" },
		{ "well-known\t1", "line 1: the term is more than one word; give single words" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct try_file files[] = { { "in", "{\"id\": 1, \"text\": \"x\"}\n", 0 },
					    { "own.tsv", cases[i].lexicon, 0 } };
		expect_problem(PIPELINE, FILES(files), cases[i].message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_give_a_sentence_its_tone),
		cmocka_unit_test(the_sum_of_the_words_is_brought_between_minus_one_and_one),
		cmocka_unit_test(a_negation_turns_the_tone_of_the_next_three_words),
		cmocka_unit_test(a_negation_ends_with_its_sentence),
		cmocka_unit_test(emphasis_strengthens_and_weakens),
		cmocka_unit_test(what_follows_but_weighs_more),
		cmocka_unit_test(words_of_set_phrases_have_no_tone),
		cmocka_unit_test(a_document_is_the_mean_of_its_sentences_by_words),
		cmocka_unit_test(every_sentence_has_a_tone),
		cmocka_unit_test(without_sentences_the_text_is_scored_as_one),
		cmocka_unit_test(a_word_shows_its_tone_in_context),
		cmocka_unit_test(own_words_go_before_the_built_in_ones),
		cmocka_unit_test(a_line_that_is_wrong_is_named),
	};
	return cmocka_run_group_tests_name("sentiment", tests, NULL, NULL);
}
