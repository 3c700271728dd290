/* Lines of chrome go, each with its family as the reason; prose stays, whatever it speaks of. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *member(struct json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

static struct json_object *removed_of(struct json_object *document)
{
	return json_object_object_get(document, "removed");
}

/* Runs the stage with its options over a text; what is left must be `want`. */
static struct json_object *expect_left(const char *stage, const char *text, const char *want)
{
	struct json_object *document = try_text(stage, NULL, text);
	assert_string_equal(member(document, "text"), want);
	return document;
}

static void leaves(const char *stage, const char *text, const char *want)
{
	json_object_put(expect_left(stage, text, want));
}

static void chrome_around_an_article_goes_without_a_hole(void **state)
{
	(void)state;
	struct json_object *document = expect_left(
		"- boilerplate", "Header Ads\n\nThe talks went well.\n\nPowered by Blogger.", "The talks went well.");
	struct json_object *first = json_object_array_get_idx(removed_of(document), 0);
	assert_int_equal(json_object_array_length(removed_of(document)), 2);
	assert_int_equal(json_object_get_int(json_object_object_get(first, "source_begin")), 0);
	assert_int_equal(json_object_get_int(json_object_object_get(first, "source_end")), 12);
	assert_string_equal(member(first, "stage"), "boilerplate");
	assert_string_equal(member(first, "reason"), "blogger");
	json_object_put(document);
}

static void paragraphs_stay_parted_by_one_blank_line(void **state)
{
	(void)state;
	leaves("- boilerplate", "One.\n\nAdvertisement\n\nTwo.\n", "One.\n\nTwo.\n");
	leaves("- boilerplate", "One.\nAdvertisement\nTwo.\n", "One.\nTwo.\n");
	leaves("- boilerplate", "One.\nAdvertisement\n\nTwo.\n", "One.\n\nTwo.\n");
	leaves("- boilerplate", "One.\r\n\r\nShare\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n");
	leaves("- boilerplate", "One.\nAdvertisement\n\nShare\nTwo.\n", "One.\n\nTwo.\n");
	leaves("- boilerplate", "One.\nShare on Facebook Tweet Email\nPosted by admin\nTwo.\n", "One.\nTwo.\n");
	leaves("- boilerplate",
	       "One.\n\xC2\xA0\n\xC2\xA0"
	       "Advertisement\n\xC2\xA0\nTwo.\n",
	       "One.\n\xC2\xA0\nTwo.\n");
	leaves("- boilerplate", "Menu\n\nSearch\n\n\nOne.\n\nTags: a, b\n\nNo comments\n\n", "One.");
}

static void a_page_of_nothing_but_chrome_becomes_empty(void **state)
{
	(void)state;
	leaves("- boilerplate", "Home\nMenu\n\nPowered by Blogger.\n", "");
}

struct example {
	const char *line, *family;
};

static void each_line_names_its_family(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "Powered by Blogger.", "blogger" },
		{ "Newer Post Home Older Post", "blogger" },
		{ "Posted by Anna Berg at 10:42 AM", "blogger" },
		{ "Posted by Anna Berg at 10:42 AM No comments:", "blogger" },
		{ "Proudly powered by WordPress", "wordpress" },
		{ "Posted on 3 March 2024 by Anna Berg", "wordpress" },
		{ "Posted on Sept. 3, 2024", "wordpress" },
		{ "Filed under: News", "wordpress" },
		{ "Tags: rivers, treaty", "wordpress" },
		{ "Share on Facebook", "sharing" },
		{ "Share via WhatsApp.", "sharing" },
		{ "Facebook Twitter Instagram RSS Feed", "sharing" },
		{ "Tweet", "sharing" },
		{ "1,204 Shares", "sharing" },
		{ "Follow us on Twitter and Instagram", "sharing" },
		{ "Subscribe to our newsletter", "newsletter" },
		{ "Sign up for our weekly newsletter!", "newsletter" },
		{ "We use cookies to improve your experience on this site. Accept", "cookies" },
		{ "By continuing to use this site you agree to our use of cookies.", "cookies" },
		{ "Accept all cookies", "cookies" },
		{ "ADVERTISEMENT", "advertising" },
		{ "Story continues below advertisement", "advertising" },
		{ "No comments", "comments" },
		{ "12 Comments", "comments" },
		{ "Comments (3)", "comments" },
		{ "Leave a reply", "comments" },
		{ "3 thoughts on \xE2\x80\x9CThe river treaty\xE2\x80\x9D", "comments" },
		{ "Home \xE2\x80\xBA News \xE2\x80\xBA World", "navigation" },
		{ "News | Sport | Weather", "navigation" },
		{ "Read more\xE2\x80\xA6", "navigation" },
		{ "Read more...", "navigation" },
		{ "About us / Privacy policy", "navigation" },
		{ "\xC2\xA9 2024 The River Herald", "copyright" },
		{ "Copyright 2023 The Courier. All rights reserved.", "copyright" },
		{ "The Courier Group \xC2\xA9 2019-2024. All rights reserved.", "copyright" },
	};
	enum { N = sizeof(examples) / sizeof(*examples) };
	const char *texts[N];
	for (size_t i = 0; i < N; i++)
		texts[i] = examples[i].line;
	struct json_object *all = try_texts("- boilerplate", NULL, texts, N);
	for (size_t i = 0; i < N; i++) {
		struct json_object *removed = removed_of(json_object_array_get_idx(all, i));
		if (json_object_array_length(removed) != 1)
			fail_msg("`%s` stays", examples[i].line);
		assert_string_equal(member(json_object_array_get_idx(removed, 0), "reason"), examples[i].family);
	}
	json_object_put(all);
}

static void prose_stays_whatever_it_speaks_of(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Share this with your friends, the minister told reporters, and you will see.",
		"The site's cookies policy, he said, was \"a joke\".",
		"No comments were made by the ministry.",
		"No comment.",
		"Read more books, the minister urged.",
		"We use cookies in our kitchen every Christmas.",
		"\"We use cookies to lure them,\" the warden said of the foxes.",
		"Posted in the capital, the soldiers waited for orders.",
		"Copyright law changed in 2019, and publishers have not forgiven it.",
		"Subscribe to our newsletter, begged the last line of his farewell speech.",
		"Home is where the heart is.",
		"Tags: that is what the dockers call the brass plates they wear around their necks.",
		"Advertisement revenue fell by 12 per cent.",
		"Comments (3) and (4) of the draft were struck out.",
		"He reserved all rights.",
		"Search parties left at dawn.",
		"The vote was 12 | 7, with one abstention.",
		"Powered by steam, the old ferry still runs.",
		"Ads by the party were banned.",
		"12 responses to the call came in.",
		"5 thoughts on the harbour vote",
		"Share on the quay was modest.",
		"Follow us on this journey.",
		"Theme: war by other means.",
		"I agree.",
		"Got it!",
		"Home.",
		"Copyright 2019 reforms divided the parliament.",
		"We use cookies to watch our traffic, the minister admitted.",
		"By using this website thieves stole cookies from browsing sessions.",
		"Rye | oats | barley",
		"2-4 players \xE2\x80\xA2 ages 10+ \xE2\x80\xA2 60 minutes",
		"Photo: A. Berg / River Herald / Agency",
		"Piers > North > No. 4",
	};
	enum { N = sizeof(texts) / sizeof(*texts) };
	struct json_object *all = try_texts("- boilerplate", NULL, texts, N);
	for (size_t i = 0; i < N; i++)
		assert_string_equal(member(json_object_array_get_idx(all, i), "text"), texts[i]);
	json_object_put(all);
}

/* "Facebook" between paragraphs heads what follows; in a row of buttons, or at the top or bottom, it is one. */
static void a_word_that_may_be_a_heading_goes_only_in_company(void **state)
{
	(void)state;
	leaves("- boilerplate", "One.\n\nFacebook\n\nIt was fined.\n\nRelated\n\nTwo.\n",
	       "One.\n\nFacebook\n\nIt was fined.\n\nRelated\n\nTwo.\n");
	leaves("- boilerplate", "One.\n\nFacebook\nWhatsApp\n\nTwo.", "One.\n\nTwo.");
	leaves("- boilerplate", "One.\n\nShare\n\nFacebook\n\nTwo.", "One.\n\nTwo.");
	leaves("- boilerplate", "One.\n\nRelated\n", "One.");
	leaves("- boilerplate", "I agree", "I agree");
}

static void a_family_can_be_turned_off(void **state)
{
	(void)state;
	leaves("- boilerplate: {without: [comments, sharing]}", "Tweet\n\nOne.\n\nNo comments\n\nMenu",
	       "Tweet\n\nOne.\n\nNo comments");
}

static void the_users_own_lines_go_whatever_their_case(void **state)
{
	(void)state;
	struct json_object *document = expect_left(
		"- boilerplate: {lines: [The River Letter, \"Harbour news, daily\"]}",
		"  THE RIVER LETTER\nOne about the river letter.\nHarbour news, daily\n",
		"One about the river letter.");
	assert_string_equal(member(json_object_array_get_idx(removed_of(document), 0), "reason"), "line");
	json_object_put(document);
}

static void the_users_patterns_match_within_a_line(void **state)
{
	(void)state;
	struct json_object *document = expect_left(
		"- boilerplate: {patterns: ['^Photo(graph)?: ', '\\(reporting by .*\\)$']}",
		"Photo: a pier.\nOne.\nTwo (reporting by no one)\nA photo: three.\n", "One.\nA photo: three.\n");
	assert_string_equal(member(json_object_array_get_idx(removed_of(document), 0), "reason"), "pattern");
	json_object_put(document);
}

/* Some 8,000 bytes of words, or of one byte, and what comes behind them. */
static char *long_line(const char *word, const char *end)
{
	size_t n = 8000 / strlen(word), len = n * strlen(word);
	char *line = malloc(len + strlen(end) + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(line + i * strlen(word), word, strlen(word));
	memcpy(line + len, end, strlen(end) + 1);
	return line;
}

static void a_pattern_sees_the_first_4096_bytes_of_a_line(void **state)
{
	(void)state;
	char *line = long_line("\xC3\xA9", "end");
	leaves("- boilerplate: {patterns: ['end', '\xC3\xA9$']}", line, line);
	leaves("- boilerplate: {patterns: ['^\xC3\xA9{2048}']}", line, "");
	free(line);
}

static void the_end_of_what_a_pattern_sees_is_no_end_of_the_line(void **state)
{
	(void)state;
	char *line = long_line("y", "END");
	leaves("- boilerplate: {patterns: ['y$']}", line, line);
	leaves("- boilerplate: {patterns: ['y\\z']}", line, line);
	leaves("- boilerplate: {patterns: ['y\\Z']}", line, line);
	leaves("- boilerplate: {patterns: ['y(?!.)']}", line, line);
	leaves("- boilerplate: {patterns: ['y+']}", line, "");
	free(line);
	line = long_line("wonder ", "END");
	leaves("- boilerplate: {patterns: ['w\\b']}", line, line);
	free(line);
}

static void a_long_paragraph_does_not_exhaust_a_pattern_that_matches_word_by_word(void **state)
{
	(void)state;
	char *line = long_line("a fine day ", ".");
	leaves("- boilerplate: {patterns: ['^((?:\\w)+ ?)+Z$']}", line, line);
	leaves("- boilerplate: {patterns: ['^(\\w+\\s)+']}", line, "");
	free(line);
}

#define TOP "teasel: 1\ninput:\n  - text: {paths: [in]}\nstages:\n"
#define REST "\noutput:\n  - jsonl: {path: out.jsonl}\n"

static void a_pattern_that_is_wrong_is_shown_where_it_stands(void **state)
{
	(void)state;
	struct try_file file = { "in/a.txt", "One.", 0 };
	struct try_run run = try_pipeline(TOP "  - boilerplate: {patterns: [fine, '(open']}" REST, &file, 1, "");
	assert_string_equal(
		run.err,
		"pipeline.yaml:5:36: `boilerplate`: this pattern is wrong at byte 5: missing closing parenthesis\n"
		"     5 |   - boilerplate: {patterns: [fine, '(open']}\n"
		"       |                                    ^\n");
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

static void a_pattern_that_matches_every_line_is_refused(void **state)
{
	(void)state;
	static const char *const patterns[] = { "''", "'(Photo)?'", "'x*'" };
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		char *pipeline;
		assert_true(asprintf(&pipeline, TOP "  - boilerplate: {patterns: [%s]}" REST, patterns[i]) > 0);
		struct try_file file = { "in/a.txt", "One.", 0 };
		struct try_run run = try_pipeline(pipeline, &file, 1, "");
		assert_non_null(strstr(run.err, "and so matches every line"));
		assert_int_equal(run.exit, 2);
		try_release(&run);
		free(pipeline);
	}
}

static void expect_refused(const char *options, const char *sentence)
{
	char *pipeline;
	struct try_file file = { "in/a.txt", "One.", 0 };
	assert_true(asprintf(&pipeline, TOP "  - boilerplate: %s" REST, options) > 0);
	struct try_run run = try_pipeline(pipeline, &file, 1, "");
	if (!strstr(run.err, sentence))
		fail_msg("not said: %s\nbut: %s", sentence, run.err);
	assert_int_equal(run.exit, 2);
	try_release(&run);
	free(pipeline);
}

static void a_pattern_that_calls_itself_without_end_is_refused(void **state)
{
	(void)state;
	expect_refused("{patterns: ['(?R)']}",
		       "pipeline.yaml:5:30: `boilerplate`: this pattern calls itself at the place where it is, without "
		       "end: let something stand before the call");
	leaves("- boilerplate: {patterns: ['^\\((?R)?\\)']}", "One.\n()\n", "One.");
}

static void options_without_effect_are_refused(void **state)
{
	(void)state;
	expect_refused("{lines: [\"\"]}", "pipeline.yaml:5:27: `boilerplate`: an empty line is found nowhere: take it");
	expect_refused("{lines: [\"  \"]}", "an empty line is found nowhere");
	expect_refused(
		"{lines: [x, \"a\\nb\"]}",
		"pipeline.yaml:5:30: `boilerplate`: this has a line end within, and is found in no line: write its "
		"lines one by one");
	expect_refused("{lines: [Share it, share it]}", "`share it` stands twice in `lines`: take one away");
	expect_refused("{patterns: ['^a', '^a']}", "`^a` stands twice in `patterns`: take one away");
	expect_refused("{without: [sharing, sharing]}", "`sharing` stands twice in `without`: take one away");
	expect_refused(
		"{model_lines: false, threshold: 0.3}",
		"pipeline.yaml:5:50: `boilerplate`: this has no effect, for `model_lines` is off: turn that on, or "
		"take this away");
	expect_refused("{model_lines: false, model: in/a.txt}", "this has no effect, for `model_lines` is off");
	expect_refused("{model_lines: false, features: true, threshold: 0.3}", "this has no effect, for");
}

static void a_pattern_that_cuts_characters_is_refused(void **state)
{
	(void)state;
	struct try_file file = { "in/a.txt", "One.", 0 };
	struct try_run run = try_pipeline(TOP "  - boilerplate: {patterns: ['\\C.']}" REST, &file, 1, "");
	assert_non_null(
		strstr(run.err, "pipeline.yaml:5:30: `boilerplate`: this pattern is wrong at byte 2: using \\C is"));
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

static void a_pattern_that_explodes_fails_the_document_and_says_so(void **state)
{
	(void)state;
	struct try_file file = { "in/a.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 0 };
	struct try_run run = try_pipeline(TOP "  - boilerplate: {patterns: ['^(a+)+$']}" REST, &file, 1, "");
	char *failed = try_read(&run, "run/failed.jsonl");
	assert_int_equal(run.exit, 3);
	assert_non_null(strstr(
		failed,
		"\"cause\": \"pattern 1 takes too long on a line of 49 bytes: make it simpler, or anchor it with ^\""));
	free(failed);
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chrome_around_an_article_goes_without_a_hole),
		cmocka_unit_test(paragraphs_stay_parted_by_one_blank_line),
		cmocka_unit_test(a_page_of_nothing_but_chrome_becomes_empty),
		cmocka_unit_test(each_line_names_its_family),
		cmocka_unit_test(prose_stays_whatever_it_speaks_of),
		cmocka_unit_test(a_word_that_may_be_a_heading_goes_only_in_company),
		cmocka_unit_test(a_family_can_be_turned_off),
		cmocka_unit_test(the_users_own_lines_go_whatever_their_case),
		cmocka_unit_test(the_users_patterns_match_within_a_line),
		cmocka_unit_test(a_pattern_sees_the_first_4096_bytes_of_a_line),
		cmocka_unit_test(a_long_paragraph_does_not_exhaust_a_pattern_that_matches_word_by_word),
		cmocka_unit_test(the_end_of_what_a_pattern_sees_is_no_end_of_the_line),
		cmocka_unit_test(a_pattern_that_calls_itself_without_end_is_refused),
		cmocka_unit_test(options_without_effect_are_refused),
		cmocka_unit_test(a_pattern_that_cuts_characters_is_refused),
		cmocka_unit_test(a_pattern_that_matches_every_line_is_refused),
		cmocka_unit_test(a_pattern_that_is_wrong_is_shown_where_it_stands),
		cmocka_unit_test(a_pattern_that_explodes_fails_the_document_and_says_so),
	};
	return cmocka_run_group_tests_name("test_boilerplate", tests, NULL, NULL);
}
