/* The stage `sentences`: what its weights decide, what the rules hold against them, and how they are trained. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The sentences of a text, parted by bars. */
static char *split(const char *stages, const char *text)
{
	struct json_object *doc = try_text(stages, NULL, text);
	char *all;
	size_t size;
	FILE *to = open_memstream(&all, &size);
	size_t n = json_object_array_length(json_object_object_get(doc, "sentences"));
	for (size_t i = 0; i < n; i++) {
		char *sentence = try_row_text(doc, "sentences", i);
		fprintf(to, i ? "|%s" : "%s", sentence);
		free(sentence);
	}
	fclose(to);
	json_object_put(doc);
	return all;
}

static void expect_split(const char *text, const char *expected)
{
	char *found = split("- sentences", text);
	assert_string_equal(found, expected);
	free(found);
}

/* ---- rules that hold whatever the weights say ---- */

static void a_title_after_a_time_opens_a_sentence(void **state)
{
	(void)state;
	expect_split("She came home at 7 P.M. Mrs. Lowe was out.", "She came home at 7 P.M.|Mrs. Lowe was out.");
	expect_split("At 7 a.m. Mrs. Lowe went out.", "At 7 a.m. Mrs. Lowe went out.");
}

static void a_time_may_end_a_sentence(void **state)
{
	(void)state;
	expect_split("The doors were shut at 9:30 p.m. Officials did not say why.",
		     "The doors were shut at 9:30 p.m.|Officials did not say why.");
}

static void a_day_or_a_zone_goes_on_with_the_time(void **state)
{
	(void)state;
	expect_split("The vote is due at 7 p.m. Tuesday.", "The vote is due at 7 p.m. Tuesday.");
	expect_split("The vote is due at 7 p.m. EST.", "The vote is due at 7 p.m. EST.");
}

static void an_omission_after_a_full_stop_begins_the_next_sentence(void **state)
{
	(void)state;
	expect_split("The first crop was lost. . . . The second was fine. . . .",
		     "The first crop was lost.|. . . The second was fine. . . .");
}

static void a_name_may_have_a_mark_of_its_own(void **state)
{
	(void)state;
	expect_split("He has a desk at Wahoo! in the north wing.", "He has a desk at Wahoo! in the north wing.");
}

static void an_ellipsis_that_begins_a_sentence_does_not_end_it(void **state)
{
	(void)state;
	expect_split("... And then it rained.", "... And then it rained.");
}

/* ---- what the weights know ---- */

static void news_is_full_of_abbreviations(void **state)
{
	(void)state;
	expect_split("Lt. Gen. Oskar Brandt said the U.S. would wait. The U.K. Foreign Office agreed.",
		     "Lt. Gen. Oskar Brandt said the U.S. would wait.|The U.K. Foreign Office agreed.");
	expect_split("Sen. Ann Crane (D-Vt.) met J. K. Holt in Washington, D.C. They spoke for an hour.",
		     "Sen. Ann Crane (D-Vt.) met J. K. Holt in Washington, D.C.|They spoke for an hour.");
}

static void a_line_of_a_mail_may_end_without_a_mark(void **state)
{
	(void)state;
	expect_split("I will call you today. 03/14/2001 10:15 AM Please send me the file when you can.",
		     "I will call you today.|03/14/2001 10:15 AM|Please send me the file when you can.");
}

static void small_letters_may_begin_a_sentence(void **state)
{
	(void)state;
	expect_split("the room was clean. we slept well! would go again.",
		     "the room was clean.|we slept well!|would go again.");
}

/* ---- what the layer promises ---- */

/* The scan looks at 32 bytes at a time: where they begin must not matter. */
static void what_stands_before_a_paragraph_does_not_matter(void **state)
{
	(void)state;
	static const char paragraph[] =
		"He met Dr. Ito at 5 p.m. They \"agreed.\" (All of it!) \xE2\x80\x9CGood.\xE2\x80\x9D "
		"So 3.5 percent - not more - went to Holt Inc. Nobody knew? 1) Pens 2) Hats";
	char *alone = split("- sentences", paragraph);
	for (int n = 1; n < 40; n++) {
		char text[512], expected[512], before[64];
		memset(before, 'x', (size_t)n);
		before[n] = 0;
		snprintf(text, sizeof(text), "%s\n\n%s", before, paragraph);
		snprintf(expected, sizeof(expected), "%s|%s", before, alone);
		expect_split(text, expected);
	}
	free(alone);
}

static void bytes_of_every_kind_are_covered(void **state)
{
	(void)state;
	static const char *const pieces[] = { ".",
					      "!",
					      "? ",
					      " ",
					      "\n",
					      "A",
					      "b",
					      "1",
					      "(",
					      ") ",
					      "\"",
					      "\xE2\x80\x9C",
					      "\xE2\x80\xA6",
					      "\xC3\x89",
					      "\xE3\x80\x82",
					      "-",
					      ": ",
					      "\xE2\x80\xA2 " };
	enum { N = 4000 };
	char text[4 * N + 1], *to = text;
	uint32_t dice = 7;
	for (int i = 0; i < N; i++) {
		dice = dice * 1664525 + 1013904223;
		to = stpcpy(to, pieces[(dice >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
	}
	char *found = split("- sentences", text);
	size_t kept = 0, expected = 0;
	for (const char *s = found; *s; s++)
		kept += !strchr(" \n|", *s);
	for (const char *s = text; *s; s++)
		expected += !strchr(" \n", *s);
	assert_int_equal(kept, expected);
	free(found);
}

/* A step that looks back or ahead without a bound would take hours here. */
static void a_line_of_ten_megabytes_is_read_once(void **state)
{
	(void)state;
	static const char *const words[] = { "and the river rose ", "Anna Lowe \"and\" (Oskar) - ", "a.b.c/d?e!f " };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t size = 10 << 20, n = strlen(words[i]);
		char *text = malloc(size + 1);
		for (size_t k = 0; k < size; k++)
			text[k] = words[i][k % n];
		text[size] = 0;
		json_object_put(try_text("- sentences", NULL, text));
		free(text);
	}
}

/* ---- weights ---- */

static struct try_run run_with_model(const char *model, size_t size)
{
	struct try_file files[] = { { "in.txt", "It rained. We left.", 0 }, { "my.model", model, size } };
	return try_pipeline("teasel: 1\nname: t\ninput:\n  - text: {paths: in.txt}\nstages:\n"
			    "  - sentences: {model: my.model}\noutput:\n  - jsonl: {path: out.jsonl}\n",
			    files, 2, "");
}

static void a_file_that_is_no_model_is_refused(void **state)
{
	(void)state;
	struct try_run run = run_with_model("some text", 0);
	assert_int_equal(run.exit, 2);
	assert_non_null(strstr(run.err, "pipeline.yaml:6:"));
	assert_non_null(strstr(run.err, "this is no model of teasel"));
	try_release(&run);
}

static void a_model_without_bounds_is_refused(void **state)
{
	(void)state;
	enum { SIZE = 1024 + 65536 };
	char *model = calloc(SIZE, 1);
	memset(model, '\n', 1024);
	memcpy(model, "teasel-model 1\nstage sentences\nfeatures 1\n", 42);
	struct try_run run = run_with_model(model, SIZE);
	assert_int_equal(run.exit, 2);
	assert_non_null(strstr(run.err, "this model has no bounds in its header: train it anew"));
	try_release(&run);
	free(model);
}

/* With weights of nothing but zeros only what is certain ends a sentence. */
static void another_model_takes_the_place_of_the_built_in_one(void **state)
{
	(void)state;
	enum { SIZE = 1024 + 65536 };
	static const char header[] = "teasel-model 1\nstage sentences\nfeatures 1\nsieve 0 0\nplain 0 0\nmarked 0 0\n";
	char *model = calloc(SIZE, 1);
	memset(model, '\n', 1024);
	memcpy(model, header, sizeof(header) - 1);
	struct try_file files[] = { { "in.txt", "It rained. we left. Nobody came. Then 5. June was dry", 0 },
				    { "my.model", model, SIZE } };
	struct try_run run = try_pipeline("teasel: 1\nname: t\ninput:\n  - text: {paths: in.txt}\nstages:\n"
					  "  - sentences: {model: my.model}\noutput:\n"
					  "  - csv: {path: out.csv, table: sentences}\n",
					  files, 2, "");
	assert_int_equal(run.exit, 0);
	char *out = try_read(&run, "run/out.csv");
	assert_string_equal(out, "id,row,begin,end,text\n\"in.txt\",0,0,19,\"It rained. we left.\"\n"
				 "\"in.txt\",1,20,32,\"Nobody came.\"\n\"in.txt\",2,33,53,\"Then 5. June was dry\"\n");
	free(out);
	try_release(&run);
	free(model);
}

/* ---- training ---- */

static void the_gaps_are_written_for_training(void **state)
{
	(void)state;
	struct json_object *doc = try_text("- sentences: {features: true}", "gaps, gaps.features, gaps.plain",
					   "It rained on May 5. Then it stopped.");
	struct json_object *gaps = json_object_object_get(doc, "gaps");
	size_t n = json_object_array_length(gaps);
	assert_true(n >= 1);
	struct json_object *gap = json_object_array_get_idx(gaps, n - 1);
	assert_int_equal(json_object_get_int(json_object_object_get(gap, "end")), 20);
	assert_false(json_object_get_boolean(json_object_object_get(gap, "plain")));
	int features = 1;
	for (const char *s = json_object_get_string(json_object_object_get(gap, "features")); *s; s++)
		features += *s == ' ';
	assert_int_equal(features, 38);
	json_object_put(doc);
}

static void the_true_sentences_are_followed_in_training(void **state)
{
	(void)state;
	struct try_file file = { "in.jsonl",
				 "{\"text\": \"Rain on 5. Ito left\", \"gold\": [{\"begin\": 0, \"end\": 10}, "
				 "{\"begin\": 11, \"end\": 19}]}\n"
				 "{\"text\": \"Rain on 5. Ito left\", \"gold\": [{\"begin\": 0, \"end\": 19}]}\n",
				 0 };
	struct try_run run = try_pipeline(
		"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: in.jsonl, layers: {gold: gold}}\n"
		"stages:\n  - sentences: {features: true}\noutput:\n"
		"  - csv: {path: out.csv, table: sentences}\n",
		&file, 1, "");
	assert_int_equal(run.exit, 0);
	char *out = try_read(&run, "run/out.csv");
	assert_non_null(strstr(out, ",0,0,10,\"Rain on 5.\"\n"));
	assert_non_null(strstr(out, ",0,0,19,\"Rain on 5. Ito left\"\n"));
	free(out);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_title_after_a_time_opens_a_sentence),
		cmocka_unit_test(a_time_may_end_a_sentence),
		cmocka_unit_test(a_day_or_a_zone_goes_on_with_the_time),
		cmocka_unit_test(an_omission_after_a_full_stop_begins_the_next_sentence),
		cmocka_unit_test(a_name_may_have_a_mark_of_its_own),
		cmocka_unit_test(an_ellipsis_that_begins_a_sentence_does_not_end_it),
		cmocka_unit_test(news_is_full_of_abbreviations),
		cmocka_unit_test(a_line_of_a_mail_may_end_without_a_mark),
		cmocka_unit_test(small_letters_may_begin_a_sentence),
		cmocka_unit_test(what_stands_before_a_paragraph_does_not_matter),
		cmocka_unit_test(bytes_of_every_kind_are_covered),
		cmocka_unit_test(a_line_of_ten_megabytes_is_read_once),
		cmocka_unit_test(a_file_that_is_no_model_is_refused),
		cmocka_unit_test(a_model_without_bounds_is_refused),
		cmocka_unit_test(another_model_takes_the_place_of_the_built_in_one),
		cmocka_unit_test(the_gaps_are_written_for_training),
		cmocka_unit_test(the_true_sentences_are_followed_in_training),
	};
	return cmocka_run_group_tests_name("sentences_model", tests, NULL, NULL);
}
