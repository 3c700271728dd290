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
		{ "It is noon in Oslo.", '0' },
		{ "", '0' },
		{ "...", '0' },
	};
	expect_signs(CASES(cases));
}

/* More words of the same tone say more; and the tone never leaves -1 to 1. */
static void the_tone_grows_with_its_words_and_stays_between_minus_one_and_one(void **state)
{
	(void)state;
	static const char *const rising[] = { "It was a murder, a massacre and a horrible tragedy.", "It was bad.",
					      "It was good.", "It was a good and wonderful triumph." };
	expect_rising(CASES(rising));
	struct json_object *document = try_text(STAGES, NULL, "War, war, war, war, war, war, war, war.");
	assert_true(real_of(document, NULL, 0, "sentiment") >= -1);
	json_object_put(document);
}

static void a_negation_turns_the_tone_up_to_the_next_comma(void **state)
{
	(void)state;
	static const struct sign_case cases[] = {
		{ "It was not good.", '-' },       { "It wasn't a good plan.", '-' },
		{ "It wasn’t a good plan.", '-' }, { "They left without any help.", '-' },
		{ "There was no violence.", '+' }, { "It was not, in the end, a good day.", '+' },
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
		{ "In Great Britain, on Good Friday.", '0' },
		{ "There is no doubt.", '0' },
	};
	expect_signs(CASES(cases));
}

/* Twenty sentences about nothing around a bad one: the bad one counts by its words. */
static void a_long_document_is_the_mean_of_its_sentences_by_words(void **state)
{
	(void)state;
	char text[2048] = "It was a horrible massacre.";
	for (size_t i = 0; i < 20; i++)
		strcat(text, " It is noon in Oslo.");
	struct json_object *document = try_text(STAGES, NULL, text);
	double first = real_of(document, "sentences", 0, "sentiment"), all = real_of(document, NULL, 0, "sentiment");
	assert_true(first < -0.5);
	assert_true(all < 0 && all > -0.12);
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
	struct json_object *document = try_text("- tokens\n- sentiment\n", NULL,
						"The talks went. Wonderful, they ended.");
	assert_true(real_of(document, NULL, 0, "sentiment") > 0.1);
	assert_null(json_object_object_get(document, "sentences"));
	json_object_put(document);
}

static void a_word_shows_its_tone_in_context(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, "tokens, tokens.valence", "It is not good.");
	assert_true(real_of(document, "tokens", 3, "valence") < -0.5);
	struct json_object *first = json_object_array_get_idx(json_object_object_get(document, "tokens"), 0);
	assert_null(json_object_object_get(first, "valence"));
	json_object_put(document);
}

/* ---- a lexicon of one's own ---- */

#define PIPELINE                                                                                     \
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - sentences\n  - tokens\n" \
	"  - sentiment: {lexicon: own.tsv}\noutput:\n  - csv: {path: out.csv, table: sentences}\n"

/* The column of terms shows what the user's words did. */
#define EXPLAINED(options)                                                                           \
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - sentences\n  - tokens\n" \
	"  - sentiment: {lexicon: own.tsv, explain: true" options "}\n"                              \
	"output:\n  - jsonl: {path: out.jsonl}\n"

static void expect_terms(const char *text, const char *lexicon, const char *terms)
{
	char input[512], expected[512];
	snprintf(input, sizeof input, "{\"id\": 1, \"text\": \"%s\"}\n", text);
	snprintf(expected, sizeof expected, "\"sentiment_terms\": \"%s\"", terms);
	struct try_file files[] = { { "in", input, 0 }, { "own.tsv", lexicon, 0 } };
	struct try_run run = try_pipeline(EXPLAINED(""), FILES(files), "");
	char *out = try_read(&run, "run/out.jsonl");
	if (run.exit || !out || !strstr(out, expected))
		fail_msg("%s: not said: %s\nbut: %s%s", text, expected, run.err, out ? out : "");
	free(out);
	try_release(&run);
}

static void own_words_go_before_the_built_in_ones(void **state)
{
	(void)state;
	static const char own[] = "\xEF\xBB\xBF# Mine\r\n\r\ngood\t-1\r\nbad\t0\nSnug\t+2.5\n:-)\t1\n";
	expect_terms("It was good.", own, "good -1");
	expect_terms("It was bad.", own, "");
	expect_terms("It was Snug.", own, "Snug 2.5");
	expect_terms("It was :-) here", own, ":-) 1");
}

static void own_phrases_are_found_as_one_term(void **state)
{
	(void)state;
	static const char own[] = "bad luck\t-4\nbad luck club\t2\nwell-known\t3\n";
	expect_terms("It was bad luck.", own, "bad luck -4");
	expect_terms("The Bad Luck Club.", own, "bad luck club 2");
	expect_terms("It is well known.", own, "well-known 3");
	expect_terms("It is well-known.", own, "well-known 3");
}

static void a_star_stands_for_the_rest_of_a_word(void **state)
{
	(void)state;
	static const char own[] = "murder*\t-1\nmurderous\t2\nzorb*\t3\ngrand zo*\t4\n";
	expect_terms("A murder it was.", own, "murder -1");
	expect_terms("A murderous plan.", own, "murderous 2");
	expect_terms("The Zorbing began.", own, "zorb* 3");
	expect_terms("The grand zoo opened.", own, "grand zo* 4");
}

static void a_label_follows_its_bounds(void **state)
{
	(void)state;
	struct json_object *document = try_text("- sentences\n- tokens\n- sentiment: {positive: 1}\n", NULL,
						"It was wonderful. It was horrible.");
	struct json_object *rows = json_object_object_get(document, "sentences");
	static const char *const labels[] = { "neutral", "negative" };
	for (size_t i = 0; i < 2; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		assert_string_equal(json_object_get_string(json_object_object_get(row, "sentiment_label")), labels[i]);
	}
	json_object_put(document);
}

static void a_line_that_is_wrong_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *lexicon, *message;
	} cases[] = {
		{ "good\t1\n\nbad -1\n",
		  "own.tsv:3:1: `sentiment`: there is no tab; write the term, a tab and its score" },
		{ "good\tfine\n", "own.tsv:1:6: `sentiment`: the score is not a number such as -1.5" },
		{ "good\t\n", "own.tsv:1:6: `sentiment`: the score is not a number such as -1.5" },
		{ "good\t1e2\n", "own.tsv:1:6: `sentiment`: the score is not a number such as -1.5" },
		{ "# a\r\ngood\t4.1\r\n", "own.tsv:2:6: `sentiment`: the score must be from -4 to 4" },
		{ "\t1\n", "own.tsv:1:1: `sentiment`: there is no term before the tab" },
		{ "good\t1\nC++\t1\n", "own.tsv:2:1: `sentiment`: a term is a word" },
		{ "go*d\t1", "own.tsv:1:1: `sentiment`: a term is a word" },
		{ "U.S.\t1\n", "no other sign may stand within it (`U.S.`, `AT&T`, `C++` cannot be terms)" },
		{ "#calm\t2\n", "own.tsv:1:1: `sentiment`: for a hashtag write the word alone" },
		{ "#1\t2\n", "own.tsv:1:1: `sentiment`: for a hashtag write the word alone" },
		{ "# calm\t2\ngood\t1\tfirst\n", "own.tsv:2:7: `sentiment`: there is a second tab" },
		{ "war\t-3\nWAR\t-2\n", "own.tsv:2:1: `sentiment`: `WAR` has a score in line 1 already" },
		{ "gl\xFC"
		  "ck\t2\n",
		  "own.tsv:1:1: `sentiment`: this is not UTF-8: save the file as UTF-8" },
		{ "good\tnan\n", "own.tsv:1:6: `sentiment`: the score is not a number such as -1.5" },
		{ "a b c d e f g h i\t1", "own.tsv:1:1: `sentiment`: a term is a word" },
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
		cmocka_unit_test(the_tone_grows_with_its_words_and_stays_between_minus_one_and_one),
		cmocka_unit_test(a_negation_turns_the_tone_up_to_the_next_comma),
		cmocka_unit_test(a_negation_ends_with_its_sentence),
		cmocka_unit_test(emphasis_strengthens_and_weakens),
		cmocka_unit_test(what_follows_but_weighs_more),
		cmocka_unit_test(words_of_set_phrases_have_no_tone),
		cmocka_unit_test(a_long_document_is_the_mean_of_its_sentences_by_words),
		cmocka_unit_test(every_sentence_has_a_tone),
		cmocka_unit_test(without_sentences_the_text_is_scored_as_one),
		cmocka_unit_test(a_word_shows_its_tone_in_context),
		cmocka_unit_test(own_words_go_before_the_built_in_ones),
		cmocka_unit_test(own_phrases_are_found_as_one_term),
		cmocka_unit_test(a_star_stands_for_the_rest_of_a_word),
		cmocka_unit_test(a_label_follows_its_bounds),
		cmocka_unit_test(a_line_that_is_wrong_is_named),
	};
	return cmocka_run_group_tests_name("sentiment", tests, NULL, NULL);
}
