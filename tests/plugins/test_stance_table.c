/* The stage `stance`: whose view a mention shows, and the table `stances`. */
#include "rows.h"

#include <math.h>

#define STAGES "- sentences\n- tokens\n- quotes\n- mentions: {targets: [Lund, Norland, Reed]}\n- sentiment\n- stance\n"

static void the_view_inside_speech_is_the_speakers(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"Lund is a liar,\" said Reed.", "Lund = Reed | Reed = -" },
		{ "Lund told reporters: \"We trust Norland.\"", "Lund = - | Norland = Lund" },
		{ "Lund spoke.", "Lund = -" },
	};
	static const struct rows_case kinds[] = {
		{ "\"Lund is a liar,\" said Reed.", "Lund = quoted | Reed = author" },
		{ "Lund spoke.", "Lund = author" },
	};
	expect_rows(STAGES, "mentions", "holder", CASES(cases));
	expect_rows(STAGES, "mentions", "holder_kind", CASES(kinds));
}

static void marks_without_a_speaker_are_the_authors(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The play \"Lund of Norland\" opened on a cold night in the old hall.",
		  "Lund = author | Norland = author" }
	};
	expect_rows(STAGES, "mentions", "holder_kind", CASES(cases));
}

static void without_quotes_all_views_are_the_authors(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "\"Lund lied,\" said Reed.", "Lund = author | Reed = author" } };
	expect_rows("- tokens\n- mentions: {targets: [Lund, Reed]}\n- sentiment\n- stance\n", "mentions", "holder_kind",
		    CASES(cases));
}

/* Quotations with their columns, as a reader may bring them: [quotes], then the mentions' places. */
static char *holders_of(const char *quotes)
{
	static const char yaml[] =
		"teasel: 1\nname: t\ninput:\n"
		"  - jsonl: {paths: [in.jsonl], layers: {mentions: m, quotes: q}, columns: {quotes: [kind, speaker, "
		"speaker_target]}}\n"
		"stages: [tokens, sentiment, stance]\n"
		"output:\n  - csv: {path: out.csv, table: mentions}\n";
	char line[2048];
	snprintf(line, sizeof line,
		 "{\"id\": \"a\", \"text\": \"aa bb cc dd ee ff gg hh ii jj kk ll\", \"m\": [{\"begin\": 0, \"end\": "
		 "2}, "
		 "{\"begin\": 6, \"end\": 8}, {\"begin\": 15, \"end\": 17}, {\"begin\": 24, \"end\": 26}], \"q\": "
		 "[%s]}\n",
		 quotes);
	const struct try_file files[] = { { "in.jsonl", line, 0 } };
	struct try_run run = try_pipeline(yaml, files, 1, "--in-process --quiet");
	if (run.exit)
		fail_msg("exit %d: %s", run.exit, run.err);
	char *out = try_read(&run, "run/out.csv");
	try_release(&run);
	return out;
}

static void expect_holders(const char *quotes, const char *const holders[4])
{
	char *out = holders_of(quotes), *at = strchr(out, '\n');
	for (size_t i = 0; i < 4; i++) {
		char *end = at ? strchr(at + 1, '\n') : NULL;
		if (!end || !strstr(at, holders[i]) || strstr(at, holders[i]) > end)
			fail_msg("mention %zu is not %s in:\n%s", i, holders[i], out);
		at = end;
	}
	free(out);
}

static void the_innermost_quotation_with_a_speaker_counts(void **state)
{
	(void)state;
	expect_holders("{\"begin\": 3, \"end\": 26, \"kind\": \"indirect\", \"speaker\": \"Ann\"}, "
		       "{\"begin\": 12, \"end\": 20, \"kind\": \"partial\"}, "
		       "{\"begin\": 13, \"end\": 18, \"kind\": \"direct\", \"speaker\": \"Bob\"}",
		       (const char *const[]){ ",,\"author\"", ",\"Ann\",\"quoted\"", ",\"Bob\",\"quoted\"",
					      ",\"Ann\",\"quoted\"" });
}

static void scare_quotes_are_no_speech(void **state)
{
	(void)state;
	expect_holders("{\"begin\": 3, \"end\": 26, \"kind\": \"scare\", \"speaker\": \"Ann\"}",
		       (const char *const[]){ ",,\"author\"", ",,\"author\"", ",,\"author\"", ",,\"author\"" });
}

static void direct_speech_of_nobody_is_quoted(void **state)
{
	(void)state;
	expect_holders(
		"{\"begin\": 3, \"end\": 9, \"kind\": \"direct\"}, {\"begin\": 12, \"end\": 26, \"kind\": \"partial\"}",
		(const char *const[]){ ",,\"author\"", ",,\"quoted\"", ",,\"author\"", ",,\"author\"" });
}

static void a_speaker_that_is_a_target_goes_by_its_name(void **state)
{
	(void)state;
	expect_holders("{\"begin\": 0, \"end\": 4, \"speaker\": \"she\", \"speaker_target\": \"Cara\"}",
		       (const char *const[]){ ",\"Cara\",\"quoted\"", ",,\"author\"", ",,\"author\"", ",,\"author\"" });
}

static void a_row_for_each_target_and_kind_of_holder(void **state)
{
	(void)state;
	struct json_object *document = try_text(
		STAGES, NULL, "Lund won an award. \"Lund is a liar and a fraud,\" said Reed. Lund smiled.");
	struct json_object *rows = json_object_object_get(document, "stances");
	static const char *const expected[][2] = { { "Lund", "author" }, { "Lund", "quoted" }, { "Reed", "author" } };
	static const int n[] = { 2, 1, 1 };
	assert_int_equal(json_object_array_length(rows), 3);
	for (size_t i = 0; i < 3; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		assert_string_equal(json_object_get_string(json_object_object_get(row, "target")), expected[i][0]);
		assert_string_equal(json_object_get_string(json_object_object_get(row, "holder_kind")), expected[i][1]);
		assert_int_equal(json_object_get_int(json_object_object_get(row, "n")), n[i]);
	}
	double first = real_of(document, "mentions", 0, "stance"), last = real_of(document, "mentions", 3, "stance");
	assert_true(fabs(real_of(document, "stances", 0, "mean") - (first + last) / 2) < 0.0002);
	assert_true(real_of(document, "stances", 1, "negative") == 1 &&
		    real_of(document, "stances", 1, "positive") == 0);
	json_object_put(document);
}

static void one_mention_has_no_interval_and_two_have_their_own(void **state)
{
	(void)state;
	struct json_object *document = try_text(STAGES, NULL, "Lund won an award. Lund lied. Reed came.");
	struct json_object *reed = json_object_array_get_idx(json_object_object_get(document, "stances"), 1);
	assert_null(json_object_object_get(reed, "low"));
	assert_true(real_of(document, "stances", 0, "low") == real_of(document, "mentions", 1, "stance"));
	assert_true(real_of(document, "stances", 0, "high") == real_of(document, "mentions", 0, "stance"));
	json_object_put(document);
}

/* A text of n good and n bad words on the same target. */
static void interval_of(size_t n, double *mean, double *low, double *high)
{
	static const char good[] = "Lund won an award.\n\n", bad[] = "Lund lied.\n\n";
	char *text = calloc(n, sizeof good + sizeof bad);
	for (size_t i = 0; i < n; i++)
		strcat(strcat(text + i * (sizeof good + sizeof bad - 2), good), bad);
	struct json_object *document = try_text(STAGES, NULL, text);
	*mean = real_of(document, "stances", 0, "mean");
	*low = real_of(document, "stances", 0, "low");
	*high = real_of(document, "stances", 0, "high");
	json_object_put(document);
	free(text);
}

/* The mean of 2n values of which half are d above and half d below lies within 1.96 d / sqrt(2n) in 95 % of samples. */
static void the_interval_is_that_of_the_mean(void **state)
{
	(void)state;
	static const size_t sizes[] = { 20, 400 };
	double mean, low, high, d = 0;
	interval_of(1, &mean, &low, &high);
	d = (high - low) / 2;
	for (size_t i = 0; i < 2; i++) {
		interval_of(sizes[i], &mean, &low, &high);
		double expected = 1.96 * d / sqrt(2 * (double)sizes[i]);
		assert_true(mean - low > 0.8 * expected && mean - low < 1.2 * expected);
		assert_true(high - mean > 0.8 * expected && high - mean < 1.2 * expected);
	}
}

static void mentions_count_by_their_score(void **state)
{
	(void)state;
	static const char yaml[] =
		"teasel: 1\nname: t\ninput:\n"
		"  - jsonl: {paths: [in.jsonl], layers: {mentions: m}, columns: {mentions: [target, "
		"\"alias_score:real\"]}}\n"
		"stages: [sentences, tokens, sentiment, stance]\noutput:\n  - jsonl: {path: out.jsonl}\n";
	static const struct try_file files[] = {
		{ "in.jsonl",
		  "{\"id\": \"a\", \"text\": \"Lund won an award. Lund lied.\", \"m\": [{\"begin\": 0, \"end\": 4, "
		  "\"target\": "
		  "\"Lund\", \"alias_score\": 0}, {\"begin\": 19, \"end\": 23, \"target\": \"Lund\", \"alias_score\": "
		  "0.5}]}\n",
		  0 },
	};
	struct try_run run = try_pipeline(yaml, files, 1, "--in-process --quiet");
	char *out = try_read(&run, "run/out.jsonl");
	struct json_object *document = json_tokener_parse(out);
	assert_true(real_of(document, "stances", 0, "mean") == real_of(document, "mentions", 1, "stance"));
	json_object_put(document);
	free(out);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_view_inside_speech_is_the_speakers),
		cmocka_unit_test(marks_without_a_speaker_are_the_authors),
		cmocka_unit_test(without_quotes_all_views_are_the_authors),
		cmocka_unit_test(the_innermost_quotation_with_a_speaker_counts),
		cmocka_unit_test(scare_quotes_are_no_speech),
		cmocka_unit_test(direct_speech_of_nobody_is_quoted),
		cmocka_unit_test(a_speaker_that_is_a_target_goes_by_its_name),
		cmocka_unit_test(a_row_for_each_target_and_kind_of_holder),
		cmocka_unit_test(one_mention_has_no_interval_and_two_have_their_own),
		cmocka_unit_test(the_interval_is_that_of_the_mean),
		cmocka_unit_test(mentions_count_by_their_score),
	};
	return cmocka_run_group_tests_name("stance_table", tests, NULL, NULL);
}
