/* The stage `quotes` where readers of news found it wanting: two speakers in a sentence, asides, dialogue, odd marks.
 */
#include "rows.h"

#include <time.h>

#define STAGES "- sentences\n- tokens\n- quotes\n"

static void a_report_ends_where_the_next_speaker_begins(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund said the plan was dead, but Kolb said it lived.",
		  "the plan was dead = Lund | it lived = Kolb" },
		{ "Lund said the plan was dead, and Kolb said it lived.",
		  "the plan was dead = Lund | it lived = Kolb" },
		{ "Lund said the plan was dead, while Kolb insisted it lived.",
		  "the plan was dead = Lund | it lived = Kolb" },
		{ "Lund said the plan was dead, but Kolb, the mayor, said she disagreed.",
		  "the plan was dead = Lund | she disagreed = Kolb" },
		{ "Lund said the plan was dead, but Kolb said no.", "the plan was dead = Lund" },
		{ "Lund said the pier was shut, but the ferry would run.",
		  "the pier was shut, but the ferry would run = Lund" },
		{ "She said goodbye to Kolb, and they went home.", "" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void an_aside_may_part_the_speaker_from_the_verb(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Mr Lund, 54, who lives nearby, said: \"We go.\"", "We go. = Mr Lund" },
		{ "Lund, aged 54, said: \"We go.\"", "We go. = Lund" },
		{ "Karl Hess (61), who runs the mill, said: \"We go.\"", "We go. = Karl Hess" },
		{ "The minister – whose party lost – said: \"We go.\"", "We go. = The minister" },
		{ "Lund, the mayor of Arden, said: \"We go.\"", "We go. = Lund" },
		{ "Ida Renn, 31, a nurse from Brenn, told the paper: \"We go.\"", "We go. = Ida Renn" },
		{ "\"We go,\" a guide, who asked not to be named, said.", "We go, = a guide" },
		{ "\"We go\", the minister from the party that governed said.",
		  "We go = the minister from the party that governed" },
		{ "Lund, 54, who lives nearby, said the well was dry.", "the well was dry = Lund" },
		{ "The head of the union, Tom Reed, said: \"We go.\"", "We go. = Tom Reed" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void a_source_may_stand_inside_or_behind(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The bridge, according to the ministry, is unsafe.",
		  "The bridge, according to the ministry, is unsafe = the ministry" },
		{ "The bridge is unsafe, according to the ministry, and must close.",
		  "The bridge is unsafe = the ministry" },
		{ "The boat, he said later, never came.", "The boat, he said later, never came = he" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void speech_behind_a_colon_needs_no_marks(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund said: We will go.", "We will go. = unmarked" },
		{ "Lund told reporters: We will go. The rain fell.", "We will go. = unmarked" },
		{ "Lund did not say: We will go.", "" },
		{ "Lund asked for three things: Bread, salt and oil.", "" },
		{ "Lund said: \"We will go.\"", "We will go. = direct" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void lines_of_a_dialogue_have_no_speaker_but_their_own(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"What?\"\n\n\"Nothing.\"", "What? = - | Nothing. = -" },
		{ "\"No,\" Lund said.\n\n\"Never.\"", "No, = Lund | Never. = -" },
		{ "\"We stay,\" Lund said.\n\n\"We have no bread.\"\n\n\"We have no coal.\"",
		  "We stay, = Lund | We have no bread. = - | We have no coal. = -" },
		{ "\"We stay,\" Lund said.\n\n\"We have no bread.\n\n\"We have no coal.\"",
		  "We stay, = Lund | We have no bread. = Lund | We have no coal. = Lund" },
		{ "\"We stay,\" Lund said.\n\n\"We never go.", "We stay, = Lund | We never go. = -" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void marks_of_print_and_of_tex_hold_a_quotation(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "``We go,'' she said.", "We go, = she" },
		{ "Lund said: ``We don't go.'' The rain fell.", "We don't go. = Lund" },
		{ "Write ``code`` here, and it's done.", "" },
		{ "«We go», said Lund.", "We go = Lund" },
		{ "»We go«, said Lund.", "We go = Lund" },
		{ "„We go”, said Lund.", "We go = Lund" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void what_somebody_is_only_called_is_scare(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The self-styled \"king\" fled.", "king = scare" },
		{ "The scheme, dubbed \"the squeeze\", failed.", "the squeeze = scare" },
		{ "The scheme, dubbed \"the squeeze\" by critics, failed.", "the squeeze = partial" },
		{ "Critics dubbed it \"the squeeze\".", "the squeeze = partial" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

/* Records lie side by side in memory: what comes behind a text is no part of it. */
static void a_mark_at_the_end_of_a_text_is_not_doubled_by_the_next_text(void **state)
{
	(void)state;
	static const struct try_file files[] = { { .name = "a.txt", .content = "``We go,'' Lund said. ``We stay'" },
						 { .name = "b.txt", .content = "'Lund went home." } };
	struct try_run run = try_pipeline("teasel: 1\ninput: [text: {paths: '*.txt'}]\nstages: [sentences, tokens, "
					  "quotes]\noutput: [jsonl: {path: out.jsonl, table: quotes}]\n",
					  files, 2, "");
	char *failed = try_read(&run, "run/failed.jsonl"), *quotes = try_read(&run, "run/out.jsonl");
	assert_int_equal(run.exit, 0);
	assert_string_equal(failed, "");
	assert_non_null(strstr(quotes, "We go,"));
	assert_non_null(strstr(quotes, "\"We stay\", \"kind\": \"unmarked\""));
	free(failed);
	free(quotes);
	try_release(&run);
}

/* Seconds that a megabyte of a text takes. */
static double seconds_for(const char *piece)
{
	size_t size = 1 << 20, len = strlen(piece);
	char *text = malloc(size + 1);
	for (size_t i = 0; i < size; i++)
		text[i] = piece[i % len];
	text[size] = 0;
	const char *texts[] = { text };
	time_t start = time(NULL);
	json_object_put(try_texts("- sentences\n- tokens\n- quotes\n", NULL, texts, 1));
	free(text);
	return difftime(time(NULL), start);
}

/* A step that grows with the square of the text would take minutes. */
static void a_megabyte_of_marks_or_of_speech_is_read_at_once(void **state)
{
	(void)state;
	static const char *const pieces[] = { "\"",      "said ",          ", but Kolb said", "``",         "»a« ",
					      "\"a\n\n", "Lund, 54, who ", "according to ",   "\"No.\"\n\n" };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		assert_true(seconds_for(pieces[i]) < 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_ends_where_the_next_speaker_begins),
		cmocka_unit_test(an_aside_may_part_the_speaker_from_the_verb),
		cmocka_unit_test(a_source_may_stand_inside_or_behind),
		cmocka_unit_test(speech_behind_a_colon_needs_no_marks),
		cmocka_unit_test(lines_of_a_dialogue_have_no_speaker_but_their_own),
		cmocka_unit_test(marks_of_print_and_of_tex_hold_a_quotation),
		cmocka_unit_test(what_somebody_is_only_called_is_scare),
		cmocka_unit_test(a_mark_at_the_end_of_a_text_is_not_doubled_by_the_next_text),
		cmocka_unit_test(a_megabyte_of_marks_or_of_speech_is_read_at_once),
	};
	return cmocka_run_group_tests_name("quotes_readers", tests, NULL, NULL);
}
