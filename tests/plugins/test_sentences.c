/* The stage `sentences`: where sentences begin and end. */
#include "splits.h"

/* ---- marks ---- */

static void a_sentence_ends_with_its_mark(void **state)
{
	(void)state;
	EXPECT("- sentences", "Rain fell all night. |The river rose.", "Did it stop? |No! |It went on?! |Yes.",
	       "  Spaces around are not part of it.   |Nor between.  ", "No mark at the end", "...", "");
}

static void a_sentence_may_begin_with_a_number_or_a_sign(void **state)
{
	(void)state;
	EXPECT("- sentences", "Nobody was hurt. |40 houses were flooded.", "He paid the fee. |$5 was left.");
}

static void a_small_letter_begins_one_only_after_a_plain_word(void **state)
{
	(void)state;
	EXPECT("- sentences", "They left at dawn. |because it rained.", "Why? |because it rained.",
	       "The yrs. of drought, two qtrs. of growth.");
}

static void dots_that_are_not_marks_end_nothing(void **state)
{
	(void)state;
	EXPECT("- sentences", "Prices rose by 3.5 percent to $1,200.75 in May.",
	       "Open notes.txt or try example.org/a.b?c=d.", "Version 2.0.1 is out. |Install it.",
	       "Write to ann.lee@example.org. |She answers.", "See www.example.org/news.html. |It is free.");
}

static void an_ellipsis_ends_a_sentence_before_a_capital(void **state)
{
	(void)state;
	EXPECT("- sentences", "I waited... |Then she came.", "It was ... well, late.",
	       "He said it…\xE2\x80\x9D |She left.", "I never said.... |She left.", "The thing is . . . I forgot.",
	       "Asked about the death of General Orlo... Keller said nothing.", "The text [...] goes on [...] here.");
}

static void a_missing_space_does_not_hide_a_mark(void **state)
{
	(void)state;
	EXPECT("- sentences", "That was all.|The rest is known.", "\"Stop!\"|Then it was quiet.",
	       "Load the class Main.Loop first.");
}

/* ---- abbreviations ---- */

static void titles_and_initials_stay_with_the_name(void **state)
{
	(void)state;
	EXPECT("- sentences", "Lt. Gen. Anton Orlo spoke. |Dr. Weiss did not.",
	       "Mr. J. R. Holt and Mrs. E. Lane met Prof. Ito.", "It was John F. Holt who came.",
	       "They named Sen. \xC3\x81. Nagy.", "We drove to St. Ives and Mt. Rose.");
}

static void a_letter_may_end_a_sentence_before_a_plain_word(void **state)
{
	(void)state;
	EXPECT("- sentences", "It was plan B. |However, it failed.", "They came, my son and I. |It was late.");
}

static void countries_and_degrees_end_one_before_a_plain_word(void **state)
{
	(void)state;
	EXPECT("- sentences", "The U.S. President-elect spoke.", "He lives in the U.S. |How is it there?",
	       "The U.S. officials left.", "She has a Ph.D. from there. |He has an M.A. |They met.");
}

static void times_and_dates(void **state)
{
	(void)state;
	EXPECT("- sentences", "At 5 p.m. Tuesday it rained.", "We left at 6 a.m. |The road was dry.",
	       "On Jan. 5 and Tue. Feb. 6 we met.", "They sat. |Rain fell. |The sun. |It shone.");
}

static void companies_end_one_before_a_plain_word(void **state)
{
	(void)state;
	EXPECT("- sentences", "Holt Inc. said so.", "Holt Inc. Chairman Lane said so.",
	       "He runs Holt Inc. |It is small.", "Pens, ink, etc. |Everything was there.",
	       "Pens, ink, etc. were there.");
}

static void numbers_follow_their_abbreviation(void **state)
{
	(void)state;
	EXPECT("- sentences", "See No. 4, fig. 3, vol. II and p. 55.", "He said no. |Then he left.");
}

static void some_abbreviations_never_end_one(void **state)
{
	(void)state;
	EXPECT("- sentences", "Fruit, e.g. Apples, i.e. Those.", "It was Holt vs. Lane, cf. Ito.");
}

static void further_abbreviations_are_an_option(void **state)
{
	(void)state;
	EXPECT("- sentences", "He works in Abt. |Vier. |Prok. |Weiss agreed.");
	EXPECT("- sentences: {abbreviations: [abt, Prok.]}", "He works in Abt. Vier. |Prok. Weiss agreed.");
}

static void an_abbreviation_is_one_word(void **state)
{
	(void)state;
	static const struct try_file file = { "in.txt", "a", 0 };
	struct try_run run = try_pipeline("teasel: 1\nname: t\ninput:\n  - text: {paths: in.txt}\nstages:\n"
					  "  - sentences: {abbreviations: [Abt., z. B.]}\n"
					  "output:\n  - jsonl: {path: out.jsonl}\n",
					  &file, 1, "");
	assert_int_equal(run.exit, 2);
	assert_non_null(strstr(
		run.err,
		"pipeline.yaml:6:39: `sentences`: `z. B.` is not one word of at most 40 bytes: give each abbreviation "
		"on its own, "));
	try_release(&run);
}

/* ---- lines ---- */

static void a_blank_line_always_ends_a_sentence(void **state)
{
	(void)state;
	EXPECT("- sentences", "First line\n\n|second line", "One\r\n\r\n|two", "One\n \t\n|two");
	EXPECT("- sentences: {newline: ignore}", "First line\n\n|second line");
}

static void a_line_may_end_in_cr_alone(void **state)
{
	(void)state;
	EXPECT("- sentences\n", "the first paragraph has no mark|\r\rand the second begins small",
	       "Nobody saw it come\rdown the river.|\rThe dogs did.");
}

static void a_paragraph_may_be_one_line(void **state)
{
	(void)state;
	EXPECT("- sentences",
	       "The bridge over the river was shut on Monday. |Drivers waited.\n|It opened again.\n|“Good,” said one.");
}

static void a_heading_is_a_sentence(void **state)
{
	(void)state;
	EXPECT("- sentences", "Bridge shut\n|The bridge over the river was shut on Monday after a long night of "
			      "rain.\n|What comes next\n"
			      "|Repairs will take until the end of the month, the council said in a note.");
}

static void wrapped_lines_are_joined(void **state)
{
	(void)state;
	EXPECT("- sentences", "The bridge over the river was shut on Monday after Mr.\nHolt, the engineer, had found a "
			      "crack. |The mayor and\n"
			      "Anna Lowe came to see it. |The U.S.\nexpert was there, too.");
}

static void every_newline_can_be_made_to_count(void **state)
{
	(void)state;
	EXPECT("- sentences: {newline: sentence}", "one line\n|and another, with Dr.\n|Lowe",
	       "He left town.[\n|12\n|]\n|Then more.", "a) one\r\n|b) two\r\n|...\r\n|and more");
	EXPECT("- sentences: {newline: ignore}", "One Line\nAnd Another\n- and an item");
}

static void items_of_a_list_are_sentences(void **state)
{
	(void)state;
	EXPECT("- sentences", "Bring:\n|- pens\n|- paper\n|* a hat", "1. Pens |2. Paper |3. Hats",
	       "1) Pens. |2) Paper.", "a. Pens |b. Paper |c. Hats", "• Pens |• Paper",
	       "(1) Pens, (2) paper and (3) hats");
}

/* ---- other scripts ---- */

static void other_scripts(void **state)
{
	(void)state;
	EXPECT("- sentences", "雨が降った。|川が増えた！|本当？|はい。", "यह नदी है। |वह पुल है।",
	       "Мост закрыт. |Река поднялась. |он ждал.", "Was ist los? |Äpfel sind da. |Öl auch.",
	       "\xEF\xBB\xBFStart here. |End here.");
}

/* ---- what the layer promises ---- */

static void nothing_but_white_space_lies_between_sentences(void **state)
{
	(void)state;
	const char *text =
		"\t“Odd...” ?? (x.)y 1.) 2) .. \n•\n\n - \xC2\xA0.\xE2\x80\xA8 Z! ! ) ] . a.b.C. \r\n\r\n'.' \" . \"";
	struct json_object *doc = try_text("- sentences", NULL, text);
	struct json_object *rows = json_object_object_get(doc, "sentences");
	size_t letters = 0, expected = 0;
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		char *sentence = try_row_text(doc, "sentences", i);
		assert_false(strchr(blank, sentence[0]) || strchr(blank, sentence[strlen(sentence) - 1]));
		for (const char *s = sentence; *s; s++)
			letters += !strchr(blank, *s);
		free(sentence);
	}
	for (const char *s = text; *s; s++)
		expected += !strchr(blank, *s);
	assert_in_range(letters, expected - 5, expected); /* less the no-break space and the line separator */
	json_object_put(doc);
}

static void white_space_of_every_kind_stands_around_sentences(void **state)
{
	(void)state;
	static const char *const texts[] = { "'\xE2\x80\x83\xE2\x80\x83"
					     "e",
					     "a\xC2\xA0\xE3\x80\x80\xE2\x80\xA6"
					     "c",
					     "\xE3\x80\x80one \xE2\x80\x83 Two\xC2\xA0", "\xE2\x80\xA9 a)[12]( \n }" };
	struct json_object *docs = try_texts("- sentences", NULL, texts, sizeof(texts) / sizeof(*texts));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct json_object *doc = json_object_array_get_idx(docs, i);
		for (size_t k = 0; k < json_object_array_length(json_object_object_get(doc, "sentences")); k++) {
			char *sentence = try_row_text(doc, "sentences", k);
			assert_int_not_equal(strncmp(sentence, "\xE2\x80\x83", 3), 0);
			assert_int_not_equal(strncmp(sentence, "\xE3\x80\x80", 3), 0);
			assert_int_not_equal(sentence[0], '\n');
			free(sentence);
		}
	}
	json_object_put(docs);
}

static void a_block_is_split_alike_wherever_it_stands(void **state)
{
	(void)state;
	EXPECT("- sentences", "1. Pens |2. Paper", "“It is late\n\n|1. Pens |2. Paper",
	       "1) Hats\n\n|1. Pens |2. Paper");
}

/* A step back or ahead that is not bounded shows here: each of these takes milliseconds, or hours. */
static void long_runs_are_read_once(void **state)
{
	(void)state;
	static const char *const runs[] = { ".",   "(",   "\"", ". ",       ".\"", "A. ", "\n",
					    ".\n", "1) ", "x ", "? Aa Bb ", "[",   ".[a" };
	enum { N = sizeof(runs) / sizeof(*runs), SIZE = 1 << 20 };
	const char *texts[N];
	char *memory = malloc(N * (SIZE + 1));
	for (size_t i = 0; i < N; i++) {
		char *text = memory + i * (SIZE + 1);
		for (size_t k = 0, n = strlen(runs[i]); k < SIZE; k++)
			text[k] = runs[i][k % n];
		text[SIZE] = 0;
		texts[i] = text;
	}
	struct json_object *docs = try_texts("- sentences", NULL, texts, N);
	assert_int_equal(json_object_array_length(docs), N);
	free(memory);
	json_object_put(docs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_ends_with_its_mark),
		cmocka_unit_test(a_sentence_may_begin_with_a_number_or_a_sign),
		cmocka_unit_test(a_small_letter_begins_one_only_after_a_plain_word),
		cmocka_unit_test(dots_that_are_not_marks_end_nothing),
		cmocka_unit_test(an_ellipsis_ends_a_sentence_before_a_capital),
		cmocka_unit_test(a_missing_space_does_not_hide_a_mark),
		cmocka_unit_test(titles_and_initials_stay_with_the_name),
		cmocka_unit_test(a_letter_may_end_a_sentence_before_a_plain_word),
		cmocka_unit_test(countries_and_degrees_end_one_before_a_plain_word),
		cmocka_unit_test(times_and_dates),
		cmocka_unit_test(companies_end_one_before_a_plain_word),
		cmocka_unit_test(numbers_follow_their_abbreviation),
		cmocka_unit_test(some_abbreviations_never_end_one),
		cmocka_unit_test(further_abbreviations_are_an_option),
		cmocka_unit_test(an_abbreviation_is_one_word),
		cmocka_unit_test(a_blank_line_always_ends_a_sentence),
		cmocka_unit_test(a_line_may_end_in_cr_alone),
		cmocka_unit_test(a_paragraph_may_be_one_line),
		cmocka_unit_test(a_heading_is_a_sentence),
		cmocka_unit_test(wrapped_lines_are_joined),
		cmocka_unit_test(every_newline_can_be_made_to_count),
		cmocka_unit_test(items_of_a_list_are_sentences),
		cmocka_unit_test(other_scripts),
		cmocka_unit_test(nothing_but_white_space_lies_between_sentences),
		cmocka_unit_test(white_space_of_every_kind_stands_around_sentences),
		cmocka_unit_test(a_block_is_split_alike_wherever_it_stands),
		cmocka_unit_test(long_runs_are_read_once),
	};
	return cmocka_run_group_tests_name("sentences", tests, NULL, NULL);
}
