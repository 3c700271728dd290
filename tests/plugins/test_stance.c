/* The stage `stance`: how the text speaks of each mention. */
#include "rows.h"

#define BEFORE "- sentences\n- tokens\n- mentions: {targets: [Lund, Norland, Reed]}\n- sentiment\n"
#define STAGES BEFORE "- stance\n"

/* A number of one mention of a text. */
static double number_in(const char *text, size_t mention, const char *column)
{
	struct json_object *document = try_text(STAGES, NULL, text);
	double number = real_of(document, "mentions", mention, column);
	json_object_put(document);
	return number;
}

static double stance_in(const char *text, size_t mention)
{
	return number_in(text, mention, "stance");
}

static void words_around_a_mention_give_its_label(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The brave Lund won.", "Lund = positive" },
		{ "The corrupt Lund lied.", "Lund = negative" },
		{ "Lund has been widely praised for his honesty and courage.", "Lund = positive" },
		{ "Lund was arrested on charges of fraud and bribery.", "Lund = negative" },
		{ "Lund spoke to reporters on Tuesday.", "Lund = neutral" },
		{ "Norland will host the summit next year.", "Norland = neutral" },
	};
	expect_rows(STAGES, "mentions", "stance_label", CASES(cases));
}

static void every_mention_has_a_label(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund", "Lund = neutral" },
		{ "Lund Lund\n\nLund.", "Lund = neutral | Lund = neutral | Lund = neutral" },
	};
	expect_rows(STAGES, "mentions", "stance_label", CASES(cases));
}

static void negation_turns_the_score(void **state)
{
	(void)state;
	assert_true(stance_in("Lund was not honest.", 0) < 0);
	assert_true(stance_in("Lund was honest.", 0) > 0);
}

static void a_target_of_blame_fares_worse_than_who_blames(void **state)
{
	(void)state;
	static const char text[] = "Reed accused Lund of corruption.";
	assert_true(stance_in(text, 1) < stance_in(text, 0));
}

static void what_the_target_has_counts(void **state)
{
	(void)state;
	assert_true(stance_in("The scandal damaged Lund's reputation.", 0) < 0);
	assert_true(stance_in("Lund\xE2\x80\x99s lies cost him the trust of his party.", 0) < 0);
}

static void other_sentences_do_not_count(void **state)
{
	(void)state;
	double alone = stance_in("Lund took the bus.", 0);
	assert_true(alone == stance_in("It was a terrible crime. Lund took the bus. It was murder.", 0));
}

static void names_do_not_count(void **state)
{
	(void)state;
	assert_true(stance_in("Critics of Lund spoke.", 0) == stance_in("Critics of Reed spoke.", 0));
	assert_true(stance_in("On Monday Lund met Carver.", 0) == stance_in("On Friday Lund met Anders.", 0));
}

static void the_score_is_the_difference_of_two_of_three_probabilities(void **state)
{
	(void)state;
	static const char text[] = "Voters love Lund, but his party lost.";
	double negative = number_in(text, 0, "stance_negative"), neutral = number_in(text, 0, "stance_neutral");
	double positive = number_in(text, 0, "stance_positive"), score = stance_in(text, 0);
	assert_true(negative > 0 && neutral > 0 && positive > 0);
	assert_true(negative + neutral + positive > 0.9998 && negative + neutral + positive < 1.0002);
	assert_true(score - (positive - negative) < 0.0002 && (positive - negative) - score < 0.0002);
}

static void it_reads_the_tones_of_news_in_either_mode(void **state)
{
	(void)state;
	static const char vader[] = "- sentences\n- tokens\n- mentions: {targets: [Lund]}\n- sentiment: {mode: vader}\n"
				    "- stance\n";
	static const char *const texts[] = { "Lund was not honest, and he sucks.", "The brave Lund won :)" };
	for (size_t i = 0; i < 2; i++) {
		struct json_object *document = try_text(vader, NULL, texts[i]);
		assert_true(real_of(document, "mentions", 0, "stance") == stance_in(texts[i], 0));
		json_object_put(document);
	}
}

static void a_label_needs_more_than_the_threshold(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "The brave Lund won.", "Lund = neutral" } };
	expect_rows(BEFORE "- stance: {threshold: 0.999}\n", "mentions", "stance_label", CASES(cases));
}

static void without_sentences_forty_words_on_each_side_count(void **state)
{
	(void)state;
	static const char stages[] = "- tokens\n- mentions: {targets: [Lund]}\n- sentiment\n- stance\n";
	const char *const texts[] = {
		"Lund a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a b",
		"Lund a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a awful",
		"Lund a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a awful",
		"Lund a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a",
	};
	struct json_object *all = try_texts(stages, NULL, texts, 4);
	double x[4];
	for (size_t i = 0; i < 4; i++)
		x[i] = real_of(json_object_array_get_idx(all, i), "mentions", 0, "stance");
	json_object_put(all);
	assert_true(x[1] < x[0]);
	assert_true(x[2] == x[3]);
}

static void words_beyond_the_sixth_mention_do_not_count(void **state)
{
	(void)state;
	static const char stages[] = "- tokens\n- mentions: {targets: [Lund, Reed]}\n- sentiment\n- stance\n";
	const char *const texts[] = {
		"Lund a Reed a Reed a Reed a Reed a Reed a Reed of",
		"Lund a Reed a Reed a Reed a Reed a Reed a Reed awful",
		"Lund a Reed a Reed a Reed a Reed a Reed awful Reed of",
	};
	struct json_object *all = try_texts(stages, NULL, texts, 3);
	double x[3];
	for (size_t i = 0; i < 3; i++)
		x[i] = real_of(json_object_array_get_idx(all, i), "mentions", 0, "stance");
	json_object_put(all);
	assert_true(x[1] == x[0]);
	assert_true(x[2] < x[0]);
}

static const char brought[] = "teasel: 1\nname: t\ninput:\n"
			      "  - jsonl: {paths: [in.jsonl], layers: {mentions: mentions}}\n"
			      "stages: [sentences, tokens, sentiment, stance]\n"
			      "output:\n  - csv: {path: out.csv, table: stances}\n";

static void mentions_that_the_reader_brought_need_no_target(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in.jsonl",
		  "{\"id\": \"a\", \"text\": \"The heroic nurse won an award.\", \"mentions\": "
		  "[{\"begin\": 4, \"end\": 16}]}\n",
		  0 },
	};
	struct try_run run = try_pipeline(brought, files, 1, "--in-process --quiet");
	char *out = try_read(&run, "run/out.csv");
	if (!out || !strstr(out, ",\"heroic nurse\",\"author\",1,0."))
		fail_msg("exit %d: %s%s", run.exit, run.err, out ? out : "");
	free(out);
	try_release(&run);
}

static void odd_mentions_and_texts_are_no_failure(void **state)
{
	(void)state;
	static const struct try_file files[] = {
		{ "in.jsonl",
		  "{\"id\": \"a\", \"text\": \"\", \"mentions\": [{\"begin\": 0, \"end\": 0}]}\n"
		  "{\"id\": \"b\", \"text\": \"  \", \"mentions\": [{\"begin\": 1, \"end\": 2}]}\n"
		  "{\"id\": \"c\", \"text\": \"Lund\\u0000 \xF0\x9F\x98\x80, d\xC3\xA9j\xC3\xA0\", \"mentions\": "
		  "[{\"begin\": "
		  "1, \"end\": 3}, {\"begin\": 1, \"end\": 9}, {\"begin\": 6, \"end\": 6}]}\n"
		  "{\"id\": \"d\", \"text\": \"No one.\", \"mentions\": []}\n",
		  0 },
	};
	struct try_run run = try_pipeline(brought, files, 1, "--in-process --quiet");
	if (run.exit)
		fail_msg("exit %d: %s", run.exit, run.err);
	try_release(&run);
}

static void a_model_of_another_stage_is_refused(void **state)
{
	(void)state;
	static const char header[] = "teasel-model 1\nstage sentences\n";
	char padded[1024];
	memset(padded, '\n', sizeof padded);
	memcpy(padded, header, sizeof header - 1);
	const struct try_file files[] = { { "in.jsonl", "", 0 }, { "m", padded, sizeof padded } };
	struct try_run run = try_pipeline("teasel: 1\nname: t\ninput:\n"
					  "  - jsonl: {paths: [in.jsonl], layers: {mentions: mentions}}\n"
					  "stages: [tokens, sentiment, stance: {model: m}]\n"
					  "output:\n  - jsonl: {path: out.jsonl}\n",
					  files, 2, "--in-process");
	assert_int_equal(run.exit, 2);
	assert_non_null(strstr(run.err, "this model is for another stage than `stance`"));
	try_release(&run);
}

static void the_features_are_written_on_demand(void **state)
{
	(void)state;
	struct json_object *document = try_text(BEFORE "- stance: {features: true}\n", "mentions.stance_features",
						"Lund won.");
	struct json_object *row = json_object_array_get_idx(json_object_object_get(document, "mentions"), 0);
	const char *list = json_object_get_string(json_object_object_get(row, "stance_features"));
	assert_true(list[0] >= '1' && list[0] <= '9');
	assert_null(strpbrk(list, "abcdefghijklmnopqrstuvwxyz,.-"));
	json_object_put(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_around_a_mention_give_its_label),
		cmocka_unit_test(every_mention_has_a_label),
		cmocka_unit_test(negation_turns_the_score),
		cmocka_unit_test(a_target_of_blame_fares_worse_than_who_blames),
		cmocka_unit_test(what_the_target_has_counts),
		cmocka_unit_test(other_sentences_do_not_count),
		cmocka_unit_test(names_do_not_count),
		cmocka_unit_test(the_score_is_the_difference_of_two_of_three_probabilities),
		cmocka_unit_test(it_reads_the_tones_of_news_in_either_mode),
		cmocka_unit_test(a_label_needs_more_than_the_threshold),
		cmocka_unit_test(words_beyond_the_sixth_mention_do_not_count),
		cmocka_unit_test(without_sentences_forty_words_on_each_side_count),
		cmocka_unit_test(mentions_that_the_reader_brought_need_no_target),
		cmocka_unit_test(odd_mentions_and_texts_are_no_failure),
		cmocka_unit_test(a_model_of_another_stage_is_refused),
		cmocka_unit_test(the_features_are_written_on_demand),
	};
	return cmocka_run_group_tests_name("stance", tests, NULL, NULL);
}
