/* The writer `report`: a summary of each document for a terminal. */
#include "expect.h"
#include "odd_stage.h"

/* odd_stages_build() once for all tests. */
static char folder[64];

/* The layers come from the reader, so that the numbers are known. */
static void expect_page(const char *reader, const char *writer, const char *line, const char *expected)
{
	char yaml[1024];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\nplugins: [%s]\ninput:\n  - jsonl: {paths: in.jsonl%s}\nstages:\n  - tokens\n"
		 "output:\n  - report: {path: \"-\"%s}\n",
		 folder, reader, writer);
	const struct try_file file = { "in.jsonl", line, 0 };
	expect_output(yaml, &file, 1, 0, "stdout.txt", expected);
}

#define SENTENCES ", keep: \"sentiment:real\", layers: {sentences: s}, columns: {sentences: \"sentiment:real\"}"
#define QUOTES ", layers: {quotes: q}, columns: {quotes: speaker}"
#define MENTIONS ", layers: {mentions: m}, columns: {mentions: [target, \"stance:real\", stance_label]}"

static void the_strongest_sentences_of_each_tone_are_shown(void **state)
{
	(void)state;
	static const char line[] =
		"{\"id\": \"a\", \"sentiment\": 0.044, \"text\": \"Fine. Bad. Superb! Awful. So so.\", \"s\": ["
		"{\"begin\": 0, \"end\": 5, \"sentiment\": 0.25}, {\"begin\": 6, \"end\": 10, \"sentiment\": -0.5}, "
		"{\"begin\": 11, \"end\": 18, \"sentiment\": 0.875}, {\"begin\": 19, \"end\": 25, \"sentiment\": "
		"-0.756}, "
		"{\"begin\": 26, \"end\": 32, \"sentiment\": 0}]}\n";
	expect_page(SENTENCES, "", line,
		    "a  sentiment +0.04\n"
		    "------------------\n"
		    "  positive  +0.88  Superb!\n"
		    "            +0.25  Fine.\n"
		    "  negative  -0.76  Awful.\n"
		    "            -0.50  Bad.\n"
		    "\n");
	expect_page(SENTENCES, ", sentences: 1", line,
		    "a  sentiment +0.04\n"
		    "------------------\n"
		    "  positive  +0.88  Superb!\n"
		    "  negative  -0.76  Awful.\n"
		    "\n");
}

static void of_equal_sentences_the_first_comes_first(void **state)
{
	(void)state;
	expect_page(
		SENTENCES, ", sentences: 2",
		"{\"id\": \"a\", \"text\": \"abc\", \"s\": [{\"begin\": 0, \"end\": 1, \"sentiment\": 0.5}, "
		"{\"begin\": 1, \"end\": 2, \"sentiment\": 0.5}, {\"begin\": 2, \"end\": 3, \"sentiment\": 0.5}]}\n",
		"a\n"
		"-\n"
		"  positive  +0.50  a\n"
		"            +0.50  b\n"
		"  negative  none\n"
		"\n");
}

static void each_speaker_is_shown_once_with_the_longest_quotation(void **state)
{
	(void)state;
	static const char line[] =
		"{\"id\": \"a\", \"text\": \"yes, we will go, no, maybe, never\", \"q\": ["
		"{\"begin\": 0, \"end\": 3, \"speaker\": \"Ann\"}, {\"begin\": 5, \"end\": 15, \"speaker\": \"Bo\"}, "
		"{\"begin\": 17, \"end\": 19, \"speaker\": \"Bo\"}, {\"begin\": 21, \"end\": 26}, "
		"{\"begin\": 28, \"end\": 33, \"speaker\": \"Cy\"}]}\n";
	expect_page(QUOTES, "", line,
		    "a\n"
		    "-\n"
		    "  quoted    Bo, 2 times: \"we will go\"\n"
		    "            Ann: \"yes\"\n"
		    "            Cy: \"never\"\n"
		    "            and 1 quotation without a named speaker\n"
		    "\n");
	expect_page(QUOTES, ", quotes: 1", line,
		    "a\n"
		    "-\n"
		    "  quoted    Bo, 2 times: \"we will go\"\n"
		    "            and 2 more speakers\n"
		    "            and 1 quotation without a named speaker\n"
		    "\n");
	expect_page(QUOTES, "", "{\"id\": \"a\", \"text\": \"\"}\n", "a\n-\n  quoted    nobody\n\n");
}

static void a_speaker_counts_once_in_capitals_or_not(void **state)
{
	(void)state;
	expect_page(QUOTES, "",
		    "{\"id\": \"a\", \"text\": \"abcdef\", \"q\": ["
		    "{\"begin\": 0, \"end\": 1, \"speaker\": \"The mayor\"}, "
		    "{\"begin\": 1, \"end\": 2, \"speaker\": \"He\"}, "
		    "{\"begin\": 2, \"end\": 3, \"speaker\": \"the mayor\"}, "
		    "{\"begin\": 3, \"end\": 4, \"speaker\": \"he\"}, "
		    "{\"begin\": 4, \"end\": 5, \"speaker\": \"THE MAYOR\"}]}\n",
		    "a\n"
		    "-\n"
		    "  quoted    The mayor, 3 times: \"a\"\n"
		    "            he (not known who), 2 times: \"b\"\n"
		    "\n");
}

static void mentions_by_pronoun_are_told(void **state)
{
	(void)state;
	expect_page(", layers: {mentions: m}, columns: {mentions: [target, kind]}", "",
		    "{\"id\": \"a\", \"text\": \"abc\", \"m\": ["
		    "{\"begin\": 0, \"end\": 1, \"target\": \"Ann\", \"kind\": \"name\"}, "
		    "{\"begin\": 1, \"end\": 2, \"target\": \"Ann\", \"kind\": \"pronoun\"}, "
		    "{\"begin\": 2, \"end\": 3, \"target\": \"Bo\", \"kind\": \"name\"}]}\n",
		    "a\n"
		    "-\n"
		    "  mentions  Ann  2 mentions (1 by pronoun)\n"
		    "            Bo   1 mention\n"
		    "\n");
}

static void targets_are_shown_with_mean_stance_and_labels(void **state)
{
	(void)state;
	expect_page(
		MENTIONS, "",
		"{\"id\": \"a\", \"text\": \"x y y y\", \"m\": ["
		"{\"begin\": 0, \"end\": 1, \"target\": \"Council\", \"stance\": 0.5, \"stance_label\": \"positive\"}, "
		"{\"begin\": 2, \"end\": 3, \"target\": \"Port\", \"stance\": -0.75, \"stance_label\": \"negative\"}, "
		"{\"begin\": 4, \"end\": 5, \"target\": \"Port\", \"stance\": 0, \"stance_label\": \"neutral\"}, "
		"{\"begin\": 6, \"end\": 7, \"target\": \"Port\"}]}\n",
		"a\n"
		"-\n"
		"  stance    Port     -0.38  3 mentions: 1 neutral, 1 negative\n"
		"            Council  +0.50  1 mention: 1 positive\n"
		"\n");
}

static void what_was_removed_is_counted_by_reason(void **state)
{
	(void)state;
	char yaml[512];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\nplugins: [%s]\ninput:\n  - jsonl: {paths: in.jsonl}\nstages:\n  - cut\n"
		 "output:\n  - report: {path: \"-\"}\n",
		 folder);
	const struct try_file file = {
		"in.jsonl", "{\"id\": \"a\", \"text\": \"D\xC3\xA9j\xC3\xA0|vu\"}\n{\"id\": \"b\", \"text\": \"\"}\n", 0
	};
	expect_output(yaml, &file, 1, 0, "stdout.txt",
		      "a\n"
		      "-\n"
		      "  removed   1 passage, 5 characters: front 1\n"
		      "\n"
		      "b\n"
		      "-\n"
		      "  removed   nothing\n"
		      "\n");
}

static void a_pipeline_that_finds_nothing_leaves_the_heading(void **state)
{
	(void)state;
	expect_page("", "", "{\"id\": \"a\", \"text\": \"x\"}\n", "a\n-\n\n");
}

/* Runs one sentence through and returns the line that shows it. */
static char *shown(const char *text)
{
	char yaml[512], *line = malloc(2 * strlen(text) + 256);
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nname: t\ninput:\n  - jsonl: {paths: in.jsonl, offsets: bytes" SENTENCES
		 "}\nstages:\n  - tokens\n"
		 "output:\n  - report: {path: \"-\"}\n");
	size_t bytes = strlen(text);
	for (const char *s = text; (s = strstr(s, "\\u")); s += 6)
		bytes -= 5; /* escapes of one byte, in these tests */
	sprintf(line, "{\"text\": \"%s\", \"s\": [{\"begin\": 0, \"end\": %zu, \"sentiment\": 1}]}\n", text, bytes);
	const struct try_file file = { "in.jsonl", line, 0 };
	struct try_run run = try_pipeline(yaml, &file, 1, "--in-process --quiet");
	assert_int_equal(run.exit, 0);
	char *begin = strstr(run.out, "+1.00  ");
	assert_non_null(begin);
	char *copy = strndup(begin + 7, strcspn(begin + 7, "\n"));
	try_release(&run);
	free(line);
	return copy;
}

static void long_sentences_are_cut_behind_a_word(void **state)
{
	(void)state;
	char text[300] = "";
	for (int i = 0; i < 40; i++)
		strcat(text, "ox\xC3\xA9n ");
	char *line = shown(text);
	assert_int_equal(strlen(line), 16 * 5 + 15 + 3); /* 16 words of 4 columns, and the blanks between */
	assert_string_equal(line + strlen(line) - 8, "ox\xC3\xA9n\xE2\x80\xA6");
	free(line);
}

static void a_long_word_is_cut_within(void **state)
{
	(void)state;
	char text[400];
	memset(text, 'x', sizeof(text));
	text[399] = 0;
	char *line = shown(text);
	assert_int_equal(strlen(line), 80 + 3);
	free(line);
}

static void wide_letters_take_two_columns(void **state)
{
	(void)state;
	char text[400] = "";
	for (int i = 0; i < 100; i++)
		strcat(text, "\xE6\xBC\xA2");
	char *line = shown(text);
	assert_int_equal(strlen(line), 40 * 3 + 3);
	free(line);
}

static void what_a_terminal_would_obey_is_left_out(void **state)
{
	(void)state;
	char *line = shown("red\\u001b[31m \\u0000one\\u000a\\u0009 two\\u0007");
	assert_string_equal(line, "red[31m one two");
	free(line);
}

static int build_stages(void **state)
{
	(void)state;
	return !odd_stages_build(folder);
}

static int remove_stages(void **state)
{
	(void)state;
	odd_stages_remove(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_strongest_sentences_of_each_tone_are_shown),
		cmocka_unit_test(of_equal_sentences_the_first_comes_first),
		cmocka_unit_test(each_speaker_is_shown_once_with_the_longest_quotation),
		cmocka_unit_test(a_speaker_counts_once_in_capitals_or_not),
		cmocka_unit_test(mentions_by_pronoun_are_told),
		cmocka_unit_test(targets_are_shown_with_mean_stance_and_labels),
		cmocka_unit_test(what_was_removed_is_counted_by_reason),
		cmocka_unit_test(a_pipeline_that_finds_nothing_leaves_the_heading),
		cmocka_unit_test(long_sentences_are_cut_behind_a_word),
		cmocka_unit_test(a_long_word_is_cut_within),
		cmocka_unit_test(wide_letters_take_two_columns),
		cmocka_unit_test(what_a_terminal_would_obey_is_left_out),
	};
	return cmocka_run_group_tests_name("writer_report", tests, build_stages, remove_stages);
}
