/* The stage `sentiment`, beyond what it scores: look-up, models, labels, a lexicon against built-in phrases, hostile
 * texts. */
#include "expect.h"
#include "rows.h"

#define STAGES "- sentences\n- tokens\n- sentiment\n"

#define WITH(options)                                                                                \
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - sentences\n  - tokens\n" \
	"  - sentiment: {" options "}\noutput:\n  - jsonl: {path: out.jsonl}\n"

#define INPUT                                                        \
	{                                                            \
		"in", "{\"id\": 1, \"text\": \"It was good.\"}\n", 0 \
	}

/* ---- what is known of a term ---- */

/* What `teasel show sentiment ARGS` prints; in a folder with a pipeline that has a lexicon. */
static char *show(const char *args)
{
	struct try_file files[] = { INPUT,
				    { "own.tsv", "good\t-1\nsnug\t2.5\nzorb*\t3\nbad luck\t-4\nfine\t0\n", 0 },
				    { "vader.yaml", WITH("mode: vader"), 0 },
				    { "release.yaml", WITH("mode: vader, release: 3.3.2"), 0 } };
	struct try_run run = try_pipeline(WITH("lexicon: own.tsv"), FILES(files), "--quiet");
	const char *build = getenv("TEASEL_BUILD");
	char program[512], command[2048];
	assert_non_null(realpath(build ? build : "build", program));
	snprintf(command, sizeof command, "cd %s && %s/teasel show sentiment %s >shown.txt 2>&1", run.folder, program,
		 args);
	assert_int_equal(system(command), 0);
	char *text = try_read(&run, "shown.txt");
	try_release(&run);
	return text;
}

static void expect_shown(const char *args, const char *expected)
{
	char *text = show(args);
	if (strcmp(text, expected))
		fail_msg("%s\nfound:\n%sexpected:\n%s", args, text, expected);
	free(text);
}

static void a_look_up_tells_the_score_of_a_term_and_where_it_is_from(void **state)
{
	(void)state;
	expect_shown("--word 'Peace-Accord'", "news: 2\n  the project's words for news: 2\n");
	char *text = show("--word good");
	assert_non_null(strstr(text, "\n  vaderSentiment (-4 to 4): 1.9\n  AFINN-165 (-5 to 5): 3\n"));
	assert_non_null(strstr(text, "\n  learnt (the model): "));
	assert_non_null(strstr(text, "  begins longer phrases\n"));
	assert_non_null(strstr(text, "  in the phrase \"good deal\": 0\n"));
	free(text);
	expect_shown("--word 'great deal'", "news: 0\n");
	expect_shown("--word zzzq", "news: no tone of its own\n");
	expect_shown("--word '\xE2\x9D\xA4\xEF\xB8\x8F'",
		     "news: 3.2\n  vaderSentiment (-4 to 4): 3.2\n"); /* with U+FE0F */
}

static void in_mode_vader_a_look_up_tells_what_vader_knows(void **state)
{
	(void)state;
	static const char *const shown[][2] = {
		{ "good", "vader (repository): 1.9\n" },
		{ "'kiss of death'", "vader (repository): -1.5\n" },
		{ "Very", "vader (repository): no score of its own\n  strengthens the three words behind it\n" },
		{ "zzzq", "vader (repository): no score of its own\n" },
	};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		char args[128];
		snprintf(args, sizeof args, "--in vader.yaml --word %s", shown[i][0]);
		expect_shown(args, shown[i][1]);
	}
}

static void in_mode_vader_a_look_up_tells_of_which_release(void **state)
{
	(void)state;
	expect_shown("--in vader.yaml --word 'beating heart'", "vader (repository): 3.1\n");
	expect_shown("--in release.yaml --word 'beating heart'", "vader (3.3.2): 3.5\n");
	expect_shown("--in release.yaml --word 'broken heart'", "vader (3.3.2): no score of its own\n");
}

static void a_look_up_tells_what_a_word_does_to_others(void **state)
{
	(void)state;
	expect_shown("--word very", "news: 0\n  strengthens the next words, by a factor of 1.25\n");
	expect_shown("--word slightly", "news: 0\n  weakens the next words, by a factor of 0.6\n");
	expect_shown("--word 'no longer'", "news: 0\n  negates what follows, up to the next comma\n");
	expect_shown("--word however",
		     "news: 0\n  what follows it in the sentence weighs more than what came before\n");
	char *text = show("--word crime");
	assert_non_null(strstr(text, "  is turned by words such as \"fell\" behind it and \"ended\" before it\n"));
	free(text);
}

static void a_look_up_in_a_pipeline_knows_its_lexicon(void **state)
{
	(void)state;
	expect_shown("--in pipeline.yaml --word snug", "news: 2.5\n  your lexicon: 2.5\n");
	expect_shown("--in pipeline.yaml --word Zorbing", "news: 3\n  your lexicon: 3\n");
	expect_shown("--in pipeline.yaml --word 'BAD LUCK'", "news: -4\n  AFINN-165 (-5 to 5): -2\n"
							     "  your lexicon: -4\n");
	char *text = show("--in pipeline.yaml --word fine");
	assert_non_null(strstr(text, "news: 0\n"));
	assert_non_null(strstr(text, "  your lexicon: 0\n"));
	free(text);
}

/* ---- labels ---- */

static void labels_follow_the_tone_in_mode_vader_too(void **state)
{
	(void)state;
	struct json_object *document = try_text("- sentences\n- sentiment: {mode: vader, positive: 0.5}\n", NULL,
						"It was wonderful. It was horrible. It was noon. It was ok.");
	static const char *const labels[] = { "positive", "negative", "neutral", "neutral" };
	struct json_object *rows = json_object_object_get(document, "sentences");
	for (size_t i = 0; i < 4; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		assert_string_equal(json_object_get_string(json_object_object_get(row, "sentiment_label")), labels[i]);
	}
	json_object_put(document);
}

static void options_of_the_other_mode_are_refused(void **state)
{
	(void)state;
	struct try_file files[] = { INPUT, { "own.tsv", "good\t1\n", 0 } };
	expect_problem(WITH("release: 3.3.2"), FILES(files),
		       "`mode: news` has no releases: take `release` out, or set `mode: vader`");
	expect_problem(WITH("release: repository"), FILES(files), "take `release` out");
	expect_problem(WITH("mode: vader, lexicon: own.tsv"), FILES(files), "take `lexicon` out");
	expect_problem(WITH("mode: vader, explain: true"), FILES(files), "take `explain` out");
	expect_problem(WITH("positive: -0.5"), FILES(files), "`negative` must not be above `positive`");
}

/* ---- models ---- */

#define WEIGHTS                                                                                                      \
	"negate_good -1\nnegate_bad -0.5\nnegate_far 0.5\nlacking -1\nowed 1\nrelieved -1\nbefore_but 1\nafter_but " \
	"1\n"                                                                                                        \
	"capitals 1\nexclamation 0\ndensity 0\nscale 1\n"

/* A model file with these lines in its header, and these terms. */
static struct try_run run_with_model(const char *header, const char *terms)
{
	char bytes[2048];
	memset(bytes, '\n', sizeof bytes);
	memcpy(bytes, header, strlen(header));
	memcpy(bytes + 1024, terms, strlen(terms));
	struct try_file files[] = { INPUT, { "m.model", bytes, 1024 + strlen(terms) } };
	return try_pipeline(WITH("model: m.model, explain: true"), FILES(files), "--in-process");
}

static void expect_refused(const char *header, const char *terms, const char *sentence)
{
	struct try_run run = run_with_model(header, terms);
	assert_int_equal(run.exit, 2);
	if (!strstr(run.err, sentence))
		fail_msg("not said: %s\nbut: %s", sentence, run.err);
	try_release(&run);
}

static void another_model_takes_the_place_of_the_built_in_one(void **state)
{
	(void)state;
	struct try_run run = run_with_model("teasel-model 1\nstage sentiment\nfeatures 1\nterms 1\n" WEIGHTS,
					    "good\t-3\n");
	char *out = try_read(&run, "run/out.jsonl");
	assert_non_null(strstr(out, "\"sentiment_terms\": \"good -3\""));
	free(out);
	try_release(&run);
}

static void a_file_that_is_no_fitting_model_is_refused(void **state)
{
	(void)state;
	expect_refused("weights 1\n", "", "this is no model of teasel");
	expect_refused("teasel-model 1\nstage sentences\nfeatures 1\n", "",
		       "this model is for another stage than `sentiment`");
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 99\n" WEIGHTS, "",
		       "this model was trained for other features");
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 1\nnegate_good -1\n", "",
		       "the model has no number `negate_bad`");
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 1\nterms 2\n" WEIGHTS, "good\t1\nbad\n",
		       "there is no tab");
	static const char cut[] = "the model does not have as many terms as it says: it was cut";
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 1\nterms 2\n" WEIGHTS, "good\t1\n", cut);
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 1\nterms 1\n" WEIGHTS, "good\t1", cut);
	expect_refused("teasel-model 1\nstage sentiment\nfeatures 1\n" WEIGHTS, "good\t1\n", cut);
	struct try_file files[] = { INPUT, { "m.model", "teasel-model 1\nstage sentiment\n", 0 } };
	expect_problem(WITH("model: m.model"), FILES(files), "this is no model of teasel");
}

/* ---- a lexicon of one's own against what is built in ---- */

static void expect_terms(const char *text, const char *lexicon, const char *terms)
{
	char input[512], expected[512];
	snprintf(input, sizeof input, "{\"id\": 1, \"text\": \"%s\"}\n", text);
	snprintf(expected, sizeof expected, "\"sentiment_terms\": \"%s\"", terms);
	struct try_file files[] = { { "in", input, 0 }, { "own.tsv", lexicon, 0 } };
	struct try_run run = try_pipeline(WITH("lexicon: own.tsv, explain: true"), FILES(files), "");
	char *out = try_read(&run, "run/out.jsonl");
	if (run.exit || !out || !strstr(out, expected))
		fail_msg("%s: not said: %s\nbut: %s%s", text, expected, run.err, out ? out : "");
	free(out);
	try_release(&run);
}

static void own_terms_go_before_longer_built_in_ones(void **state)
{
	(void)state;
	expect_terms("It took a great deal.", "great\t1\ndeal\t0\n", "great 1");
	expect_terms("It took a great deal.", "grea*\t1\ndeal\t0\n", "great 1");
	expect_terms("It came in order.", "orde*\t2\n", "orde* 2");
	expect_terms("A war crime.", "war cri*\t1\n", "war cri* 1");
	expect_terms("A great deal.", "great\t1\ngreat deal\t2\n", "great deal 2");
}

/* ---- texts that nobody wrote ---- */

static char *repeat(const char *what, size_t bytes)
{
	size_t len = strlen(what), n = bytes / len;
	char *text = malloc(n * len + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, what, len);
	text[n * len] = 0;
	return text;
}

/* A quadratic step would take hours. */
static void a_megabyte_of_one_thing_is_scored_like_any_text(void **state)
{
	(void)state;
	static const char *const whats[] = { "good ", "not ",   "!!!",        "! ",    "great ",     "war-",
					     ":-) ",  "but ",   "but, ",      "very ", "no longer ", "GOOD!",
					     "...",   "\u2019", "\U0001F600", "a" };
	enum { N = sizeof whats / sizeof *whats };
	char *texts[N];
	for (size_t i = 0; i < N; i++)
		texts[i] = repeat(whats[i], 1 << 20);
	struct json_object *all = try_texts("- sentences\n- tokens\n- sentiment: {explain: true}\n", NULL,
					    (const char *const *)texts, N);
	for (size_t i = 0; i < N; i++) {
		struct json_object *row = json_object_array_get_idx(all, i), *tone;
		assert_true(json_object_object_get_ex(row, "sentiment", &tone));
		double value = json_object_get_double(tone);
		assert_true(value >= -1 && value <= 1);
		free(texts[i]);
	}
	json_object_put(all);
}

/* Words of every day say nothing, whatever company they kept in the texts that were learnt from. */
static void sentences_about_everyday_things_are_neutral(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"The bus left at noon.",
		"They met in Great Britain on Tuesday.",
		"The committee will meet again next week to look at the reports.",
		"Two trains a day go from here to the coast.",
		"The minister said the company would publish its results in March.",
		"She read the paper, put it on the table and went out.",
		"The road runs along the river for about six hours of walking.",
	};
	struct json_object *all = try_texts(STAGES, NULL, CASES(texts));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct json_object *tone = json_object_object_get(json_object_array_get_idx(all, i), "sentiment");
		if (json_object_get_double(tone) != 0)
			fail_msg("%s: %s", texts[i], json_object_get_string(tone));
	}
	json_object_put(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_look_up_tells_the_score_of_a_term_and_where_it_is_from),
		cmocka_unit_test(in_mode_vader_a_look_up_tells_of_which_release),
		cmocka_unit_test(a_look_up_tells_what_a_word_does_to_others),
		cmocka_unit_test(a_look_up_in_a_pipeline_knows_its_lexicon),
		cmocka_unit_test(in_mode_vader_a_look_up_tells_what_vader_knows),
		cmocka_unit_test(labels_follow_the_tone_in_mode_vader_too),
		cmocka_unit_test(options_of_the_other_mode_are_refused),
		cmocka_unit_test(another_model_takes_the_place_of_the_built_in_one),
		cmocka_unit_test(a_file_that_is_no_fitting_model_is_refused),
		cmocka_unit_test(own_terms_go_before_longer_built_in_ones),
		cmocka_unit_test(a_megabyte_of_one_thing_is_scored_like_any_text),
		cmocka_unit_test(sentences_about_everyday_things_are_neutral),
	};
	return cmocka_run_group_tests_name("sentiment_news", tests, NULL, NULL);
}
