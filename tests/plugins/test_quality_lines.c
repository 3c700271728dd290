/* The rules that take lines away; what comes of them; options, and what is said of wrong ones. */
#include "expect.h"

static const char *member(struct json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

/* What was removed, each piece as "begin-end reason", in code points of the text as it was. */
static void describe_removed(struct json_object *document, char *to, size_t room)
{
	struct json_object *rows = json_object_object_get(document, "removed");
	size_t used = 0;
	to[0] = 0;
	for (size_t i = 0; i < json_object_array_length(rows) && used < room; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		used += (size_t)snprintf(to + used, room - used, "%s%d-%d %s", i ? ", " : "",
					 json_object_get_int(json_object_object_get(row, "source_begin")),
					 json_object_get_int(json_object_object_get(row, "source_end")),
					 member(row, "reason"));
	}
}

struct example {
	const char *text, *rest, *removed;
};

#define C4 "- quality: {sets: c4, action: mark}\n"
#define REFINEDWEB "- quality: {sets: refinedweb, action: mark}\n"
#define STAYS(text)            \
	{                      \
		text, text, "" \
	}

static void expect_lines(const char *stages, const struct example *examples, size_t n)
{
	const char *texts[32];
	assert_true(n <= 32);
	for (size_t i = 0; i < n; i++)
		texts[i] = examples[i].text;
	struct json_object *documents = try_texts(stages, NULL, texts, n);
	for (size_t i = 0; i < n; i++) {
		struct json_object *document = json_object_array_get_idx(documents, i);
		char removed[512];
		describe_removed(document, removed, sizeof(removed));
		assert_string_equal(member(document, "text"), examples[i].rest);
		assert_string_equal(removed, examples[i].removed);
	}
	json_object_put(documents);
}

static void c4_takes_lines_away(void **state)
{
	(void)state;
	static const struct example examples[] = {
		STAYS("It rained today."),
		STAYS("Did it rain?\nYes, it rained!\n'Yes, it rained'\n\"So they said\""),
		{ "It rained.\nAnd it rained today", "", "0-11 c4.line_words, 11-30 c4.end_mark" },
		{ "It then rained today...", "", "0-23 c4.end_mark" },
		STAYS("It rained today. \t"),
		STAYS("Three words stay."),
		{ "Two words.", "", "0-10 c4.line_words" },
		{ "Learn JavaScript here.", "", "0-22 c4.javascript" },
		STAYS("Learn Java scripts here."),
		{ "We read the Privacy Policy.", "", "0-27 c4.policy" },
		{ "This site uses cookies.", "", "0-23 c4.policy" },
		STAYS("Use of a cookie for a biscuit."),
	};
	expect_lines(C4, FILES(examples));
}

static void c4_takes_lines_with_a_long_word_away(void **state)
{
	(void)state;
	for (size_t n = 1000; n <= 1001; n++) {
		char text[1100];
		memset(text, 'x', n);
		strcpy(text + n, " is long.");
		struct json_object *document = try_text(C4, NULL, text);
		assert_int_equal(strlen(member(document, "text")), n == 1000 ? 1009 : 0);
		json_object_put(document);
	}
}

static void refinedweb_takes_lines_away(void **state)
{
	(void)state;
	static const struct example examples[] = {
		STAYS("ABC de"), /* three of five are not more than .6 */
		{ "ABCD ef", "", "0-7 refinedweb.capitals" },
		{ "\u041D\u041E\u0412\u041E\u0421\u0422\u0418 \u043E", "", "0-9 refinedweb.capitals" },
		{ "12 / 03, 2024", "", "0-13 refinedweb.numbers" },
		STAYS("12 of 2024"),
		STAYS("* * *"),
		{ "3 likes", "", "0-7 refinedweb.counter" },
		{ "1.2K views \u00B7 14 Comments", "", "0-24 refinedweb.counter" },
		STAYS("3 dogs"),
		STAYS("likes and views"),
		{ "Home", "", "0-4 refinedweb.single_word" },
		STAYS("Home again"),
	};
	expect_lines(REFINEDWEB, FILES(examples));
}

static void refinedweb_takes_navigation_out_of_short_lines(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "The river rose again. Read more ...", "The river rose again.", "21-35 refinedweb.navigation" },
		{ "Sign in | The Evening Courier", "The Evening Courier", "0-10 refinedweb.navigation" },
		{ "You have 2 items in cart now", "You have 2 now", "11-25 refinedweb.navigation" },
		{ "Read More \u00BB", "", "0-11 refinedweb.navigation" },
		STAYS("You should read more."),
		STAYS("Designers log insight."),
		STAYS("One two three four five six seven eight nine read more"),
	};
	expect_lines(REFINEDWEB, FILES(examples));
}

static void refinedweb_comes_before_c4(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "A line that stays here.\n3 likes\nIt goes on", "A line that stays here.",
		  "23-32 refinedweb.counter, 32-42 c4.end_mark" },
	};
	expect_lines("- quality: {sets: [c4, refinedweb], action: mark}\n", FILES(examples));
}

static void paragraphs_stay_parted_by_one_blank_line(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "Menu\n\nFirst one here.\n\nShare\n\nSecond one here.\n\nTop\nEnd\n",
		  "First one here.\n\nSecond one here.",
		  "0-6 refinedweb.single_word, 23-30 refinedweb.single_word, 46-52 refinedweb.single_word, "
		  "52-56 refinedweb.single_word" },
		{ "First one here.\nShare\nSecond one here.\n", "First one here.\nSecond one here.\n",
		  "16-22 refinedweb.single_word" },
		{ "First one here.\nShare\n\nSecond one here.", "First one here.\n\nSecond one here.",
		  "16-22 refinedweb.single_word" },
		{ "First one here.\r\n\r\nShare\r\n", "First one here.", "15-26 refinedweb.single_word" },
	};
	expect_lines(REFINEDWEB, FILES(examples));
}

static void document_rules_see_what_remains(void **state)
{
	(void)state;
	struct json_object *document = try_text(
		"- quality: {sets: [c4, gopher_quality], action: mark}\n", NULL,
		"{ lorem ipsum\n\nFive words of it remain. Mr. J. Kolb said \"So.\" And so it was.\n");
	assert_int_equal(json_object_get_int(json_object_object_get(document, "quality_braces")), 0);
	assert_int_equal(json_object_get_int(json_object_object_get(document, "quality_lorem_ipsum")), 0);
	assert_int_equal(json_object_get_int(json_object_object_get(document, "quality_words")), 14);
	assert_int_equal(json_object_get_int(json_object_object_get(document, "quality_sentences")), 3);
	json_object_put(document);
}

/* ---- whole pipelines ---- */

#define PIPELINE(quality)                                                                                  \
	"teasel: 1\ninput:\n  - jsonl: {paths: [in.jsonl], layers: {sentences: sentences}}\nstages:\n  - " \
	"quality: " quality "\noutput:\n  - jsonl: {path: out.jsonl, source: true}\n"

static void a_document_is_dropped_with_the_rule_and_the_value(void **state)
{
	(void)state;
	static const struct try_file in = { "in.jsonl", "{\"id\": \"a\", \"text\": \"Too short.\"}\n", 0 };
	expect_output(PIPELINE("{sets: gopher_quality}"), &in, 1, 0, "run/dropped.jsonl",
		      "{\"id\": \"a\", \"file\": \"in.jsonl\", \"record\": 1, \"byte\": 0, \"stage\": \"quality\", "
		      "\"cause\": \"gopher_quality.min_words: 2 is under "
		      "50\"}\n");
}

static void limits_and_switches_decide(void **state)
{
	(void)state;
	static const struct try_file in = { "in.jsonl", "{\"id\": \"a\", \"text\": \"It is short.\"}\n", 0 };
	expect_output(PIPELINE("{sets: gopher_quality, gopher_quality.min_words: 3, gopher_quality.max_words: 3, "
			       "gopher_quality.stop_words: 1, stop_words: [is, war], without: "
			       "[gopher_quality.hashes, gopher_quality.ellipses, gopher_quality.bullet_lines, "
			       "gopher_quality.ellipsis_lines]}"),
		      &in, 1, 0, "run/out.jsonl",
		      "{\"id\": \"a\", \"text\": \"It is short.\", \"quality_words\": 3, "
		      "\"quality_mean_word_length\": 3.3333, \"quality_letter_words\": 1, \"quality_stop_words\": 1, "
		      "\"sentences\": [], \"removed\": []}\n");
}

static void sentences_of_the_reader_move_along_and_are_counted(void **state)
{
	(void)state;
	static const struct try_file in = { "in.jsonl",
					    "{\"id\": \"a\", \"text\": \"Menu top\\nIt rained all day.\", "
					    "\"sentences\": [{\"begin\": 0, \"end\": 8}, "
					    "{\"begin\": 9, \"end\": 27}]}\n",
					    0 };
	expect_output(PIPELINE("{sets: c4, c4.sentences: 1}"), &in, 1, 0, "run/out.jsonl",
		      "{\"id\": \"a\", \"text\": \"It rained all day.\", \"quality_lorem_ipsum\": 0, "
		      "\"quality_braces\": 0, \"quality_sentences\": 1, \"sentences\": [{\"begin\": 0, \"end\": 0, "
		      "\"source_begin\": 9, \"source_end\": 9}, {\"begin\": 0, \"end\": 18, \"source_begin\": 9, "
		      "\"source_end\": 27}], \"removed\": [{\"source_begin\": 0, \"source_end\": 9, \"stage\": "
		      "\"quality\", \"reason\": \"c4.end_mark\"}]}\n");
}

static void wrong_names_are_told_with_the_right_ones(void **state)
{
	(void)state;
	static const struct try_file in = { "in.jsonl", "", 0 };
	expect_problem(PIPELINE("{without: [fineweb.shortlines]}"), &in, 1,
		       "there is no rule `fineweb.shortlines`: there are fineweb.end_marks, fineweb.short_lines, "
		       "fineweb.line_breaks, fineweb.duplicate_line_characters");
	expect_problem(PIPELINE("{without: [stop_words]}"), &in, 1,
		       "there is no rule `stop_words`: a rule's name begins with c4, gopher_quality, "
		       "gopher_repetition, fineweb or refinedweb and a dot");
	expect_problem(PIPELINE("{sets: [gopher]}"), &in, 1, "`gopher` is not a choice of `sets`");
	expect_problem(PIPELINE("{fineweb.short_line: 0.5}"), &in, 1, "did you mean `fineweb.short_lines`?");
	expect_problem(PIPELINE("{fineweb.short_lines: 67}"), &in, 1, "67 is out of range");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(c4_takes_lines_away),
		cmocka_unit_test(c4_takes_lines_with_a_long_word_away),
		cmocka_unit_test(refinedweb_takes_lines_away),
		cmocka_unit_test(refinedweb_takes_navigation_out_of_short_lines),
		cmocka_unit_test(refinedweb_comes_before_c4),
		cmocka_unit_test(paragraphs_stay_parted_by_one_blank_line),
		cmocka_unit_test(document_rules_see_what_remains),
		cmocka_unit_test(a_document_is_dropped_with_the_rule_and_the_value),
		cmocka_unit_test(limits_and_switches_decide),
		cmocka_unit_test(sentences_of_the_reader_move_along_and_are_counted),
		cmocka_unit_test(wrong_names_are_told_with_the_right_ones),
	};
	return cmocka_run_group_tests_name("test_quality_lines", tests, NULL, NULL);
}
