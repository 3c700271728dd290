/* The stage `quotes`: what stands in quotation marks, and who says it. */
#include "rows.h"

#define STAGES "- sentences\n- tokens\n- quotes\n"
#define WITH_MENTIONS "- sentences\n- tokens\n- mentions: {targets: {Kolb: [Irena Kolb]}}\n- quotes\n"

static void expect_quotes(const struct rows_case *cases, size_t n)
{
	expect_rows("- sentences\n- quotes\n", "quotes", "speaker", cases, n);
}

static void marks_of_every_kind_hold_a_quotation(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" she said.", "We go, = she" },        { "“We go,” she said.", "We go, = she" },
		{ "‘We go,’ she said.", "We go, = she" },          { "« On part », said Lund.", "On part = Lund" },
		{ "„Wir gehen“, said Lund.", "Wir gehen = Lund" }, { "\"We go,” she said.", "We go, = she" },
		{ "“We go,\" she said.", "We go, = she" },
	};
	expect_quotes(CASES(cases));
}

static void only_the_outermost_marks_count(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "“The ‘deal’ is dead,” Lund said.", "The ‘deal’ is dead, = Lund" },
		{ "‘They call it “progress”,’ Lund said.", "They call it “progress”, = Lund" },
		{ "\"The “deal” is dead,\" Lund said.", "The “deal” is dead, = Lund" },
		{ "“The \"deal\" is dead,” Lund said.", "The \"deal\" is dead, = Lund" },
	};
	expect_quotes(CASES(cases));
}

static void an_apostrophe_is_no_quotation_mark(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The farmers’ union doesn’t mind the 1990s’ fences.", "" },
		{ "‘It doesn’t work,’ she said.", "It doesn’t work, = she" },
		{ "‘The farmers’ plan has failed,’ she said.", "The farmers’ plan has failed, = she" },
		{ "The ‘farmers’ of the 1990s’ reforms left.", "farmers = -" },
		{ "The ‘farmers’ sang “We won,” and left singin’ loud.", "farmers = - | We won, = -" },
		{ "They sang in the ‘90s, rock ‘n’ roll.", "" },
		{ "Get ‘em while they last.", "" },
	};
	expect_quotes(CASES(cases));
}

static void inches_and_stray_marks_open_nothing(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The 5\" screen broke.", "" },
		{ "A 5\" screen and a \"big\" one broke.", "big = -" },
		{ "It was over\" and done.", "" },
		{ "\"\" and \" \" and “”", "" },
	};
	expect_quotes(CASES(cases));
}

static void an_unclosed_quotation_ends_with_its_paragraph(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go.\n\nThe rain fell.", "We go. = -" },
		{ "“We go.\nThe rain fell.", "We go. = -" },
		{ "She said: \"We go", "We go = She" },
		{ "“We go.\r\n\r\nThe rain fell.", "We go. = -" },
	};
	expect_quotes(CASES(cases));
}

static void a_quotation_may_run_over_a_line_end(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go\nhome,\" she said.", "We go\nhome, = she" },
		{ "“We go.\nWe stay away,” she said.", "We go.\nWe stay away, = she" },
	};
	expect_quotes(CASES(cases));
}

static void a_paragraph_that_opens_with_a_mark_continues_the_speech(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "“We go.\n\n“We never stay,” Lund said.", "We go. = Lund | We never stay, = Lund" },
		{ "Lund said: \"We go.\n\n\"We never stay.\"", "We go. = Lund | We never stay. = Lund" },
		{ "“We go.\n“We never stay,” Lund said.", "We go. = Lund | We never stay, = Lund" },
	};
	expect_quotes(CASES(cases));
}

static void the_speaker_stands_before(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The minister said: \"We stay.\"", "We stay. = The minister" },
		{ "Anna Marsh told reporters on Monday that the road was \"safe\".",
		  "the road was \"safe\" = Anna Marsh | safe = Anna Marsh" },
		{ "Marsh, the mayor of Dunmore, said: “No.”", "No. = Marsh" },
		{ "Lund (35) warned: “Stay away.”", "Stay away. = Lund" },
		{ "Lund, who admitted the theft, called it “a joke”.", "a joke = Lund" },
		{ "The Bank of Dunmore declared itself \"ready\".", "ready = The Bank of Dunmore" },
		{ "A spokesman for the ministry insisted it was \"fine\".",
		  "it was \"fine\" = A spokesman for the ministry | fine = A spokesman for the ministry" },
		{ "Ahmed al-Masri replied “soon”.", "soon = Ahmed al-Masri" },
	};
	expect_quotes(CASES(cases));
}

static void the_speaker_stands_behind(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" Dr. Anna Marsh said.", "We go, = Dr. Anna Marsh" },
		{ "\"We go,\" said Lt. Gen. Tom Reed on Friday.", "We go, = Lt. Gen. Tom Reed" },
		{ "“Are you sure?” asked one resident.", "Are you sure? = one resident" },
		{ "“We won!” Marsh said.", "We won! = Marsh" },
		{ "\"It is over,\" the head of the union, Tom Reed, said.", "It is over, = Tom Reed" },
		{ "\"Heroic\" work was done, the minister said on Monday.",
		  "\"Heroic\" work was done = the minister | Heroic = the minister" },
		{ "‘We stay’, the owners’ lawyer said.", "We stay = the owners’ lawyer" },
	};
	expect_quotes(CASES(cases));
}

static void the_speaker_stands_inside(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "“The vote,” Marsh said, “was fair.”", "The vote, = Marsh | was fair. = Marsh" },
		{ "“We go,” he said. “We never stay.”", "We go, = he | We never stay. = he" },
		{ "\"Why?\" Tom Reed asked. \"Because.\"", "Why? = Tom Reed | Because. = Tom Reed" },
	};
	expect_quotes(CASES(cases));
}

static void according_to_names_the_speaker(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "According to the ministry, the bridge is \"unsafe\".",
		  "the bridge is \"unsafe\" = the ministry | unsafe = the ministry" },
		{ "The bridge is \"unsafe\", according to Anna Marsh.",
		  "The bridge is \"unsafe\" = Anna Marsh | unsafe = Anna Marsh" },
	};
	expect_quotes(CASES(cases));
}

static void the_subject_of_an_earlier_verb_speaks(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Marsh blamed the rain, saying it was \"cruel\".", "it was \"cruel\" = Marsh | cruel = Marsh" },
		{ "In Dunmore on Monday, she rose and said: \"Enough.\"", "Enough. = she" },
		{ "Speaking to farmers, Lund opened the fair, calling it \"grand\".", "grand = Lund" },
		{ "Asked about it, Marsh shrugged and said \"perhaps\".", "perhaps = Marsh" },
	};
	expect_quotes(CASES(cases));
}

static void several_phrases_of_a_sentence_share_its_speaker(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "He called the plan \"bold\" and \"late\".", "bold = He | late = He" },
		{ "She said \"yes\" and Lund said \"no\".", "yes = She | no = Lund" },
		{ "Lund said “stop”. Reed said “go”.", "stop = Lund | go = Reed" },
	};
	expect_quotes(CASES(cases));
}

static void nobody_is_named_where_nobody_speaks(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "It was a \"special\" day.", "special = -" },
		{ "Lund spoke. The \"market\" fell.", "market = -" },
		{ "He was told to \"go away\".", "go away = -" },
		{ "Marsh was blunt. \"We lost.\" Reed said nothing of it.", "We lost. = -" },
		{ "They sang “Rain is over.” After the rain, Marsh said on Monday.", "Rain is over. = -" },
		{ "The United States met the \"coalition\".", "coalition = -" },
		{ "The war continued and the \"truce\" failed.", "truce = -" },
	};
	expect_quotes(CASES(cases));
}

static void paragraphs_serve_where_there_are_no_sentences(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" Dr. Anna Marsh said. \"Soon.\"", "We go, = Dr. Anna Marsh | Soon. = Dr. Anna Marsh" },
		{ "Lund said no.\n\nThe \"market\" fell.", "market = -" },
	};
	expect_rows("- quotes\n", "quotes", "speaker", CASES(cases));
}

static void a_text_without_marks_has_no_quotations(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "", "" }, { "\n", "" }, { "The rain fell.", "" } };
	expect_quotes(CASES(cases));
}

static void each_quotation_has_a_kind(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" she said.", "We go, = direct" },
		{ "Lund called the bridge \"unsafe\".", "unsafe = partial" },
		{ "Lund said that the bridge was shut.", "the bridge was shut = indirect" },
		{ "Lund said, \"Listen.\" I know what you want.",
		  "Listen. = direct | I know what you want. = unmarked" },
		{ "The \"market\" fell.", "market = scare" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void speech_that_runs_on_behind_two_quotations_is_one_row(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"The good news is that the pier stands,\" Lund said, adding, \"We have got time.\"\n\n"
		  "I was there on Monday and I saw it. I want us to be quick.\n\nThe rain fell.",
		  "The good news is that the pier stands, = direct | We have got time. = direct | I was there on "
		  "Monday and I "
		  "saw it. I want us to be quick. = unmarked" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void a_report_may_hold_a_quotation(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund said the bridge was \"unsafe\" and old.",
		  "the bridge was \"unsafe\" and old = indirect | unsafe = partial" },
		{ "Lund said the \"bridge is unsafe\".", "bridge is unsafe = partial" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void the_cue_is_given_as_it_stands(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" she said.", "We go, = said" },
		{ "According to Lund, the bridge is shut.", "the bridge is shut = According to" },
		{ "As Lund put it: \"We go.\"", "We go. = put it" },
		{ "The so-called \"deal\" is dead.", "deal = so-called" },
		{ "“We go.” — Lund", "We go. = -" },
	};
	expect_rows(STAGES, "quotes", "cue", CASES(cases));
}

static void the_target_of_the_speaker_is_named_where_it_is_a_mention(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"We go,\" Irena Kolb said.", "We go, = Kolb" },
		{ "\"We go,\" said President Kolb of Varland.", "We go, = Kolb" },
		{ "\"We go,\" Kolb's lawyer said.", "We go, = -" },
		{ "\"We go,\" a friend of Kolb said.", "We go, = -" },
		{ "\"We go,\" Lund said.", "We go, = -" },
	};
	expect_rows(WITH_MENTIONS, "quotes", "speaker_target", CASES(cases));
}

static void speech_without_words_of_its_own_is_no_report(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "He said nothing and left.", "" },
		{ "He did not say where he had been.", "" },
		{ "She refused to say that she was wrong.", "" },
		{ "According to plan, they left.", "" },
		{ "She told the truth.", "" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void titles_and_nicknames_are_no_quotations(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "She starred in “The Long Way Home” last year.", "" },
		{ "His novel \"Ashes\" sold well.", "" },
		{ "Tom \"Tank\" Reed scored.", "" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void straight_single_marks_are_told_from_apostrophes(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "'It doesn't work,' she said.", "It doesn't work, = she" },
		{ "'The farmers' plan has failed,' she said.", "The farmers' plan has failed, = she" },
		{ "The farmers' union doesn't mind the '90s or rock 'n' roll.", "" },
		{ "Get 'em while they last.", "" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void a_missing_or_turned_mark_is_made_up_for(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "We stay,\" said Lund.", "We stay, = Lund" },
		{ "We stay,” said Lund.", "We stay, = Lund" },
		{ "Lund said: “We stay.“ The rain fell.", "We stay. = Lund" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void the_speaker_may_stand_in_another_paragraph(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund told the council:\n\n\"We stay.\"", "We stay. = Lund" },
		{ "\"We stay,\" Lund said.\n\n\"We never go.\"", "We stay, = Lund | We never go. = Lund" },
		{ "\"Why?\" Lund asked.\n\n\"Because.\"", "Why? = Lund | Because. = -" },
	};
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

static void a_writer_who_says_i_makes_no_speech_run_on(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "\"Go,\" Lund told me. I took my bag.", "Go, = direct" },
		{ "\"Go,\" Lund said. The rain fell.", "Go, = direct" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void speech_runs_on_behind_one_quotation_only(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The premier's words: \"‘Never!’\n\n“We stay.” I know you. Oh. I see.",
		  "‘Never!’ = direct | We stay. = direct | I know you. Oh. I see. = unmarked" },
	};
	expect_rows(STAGES, "quotes", "kind", CASES(cases));
}

static void tokens_change_nothing(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The U.S. general said that 2,000 men didn't fight. \"We go,\" said Lund.",
		  "2,000 men didn't fight = The U.S. general | We go, = Lund" },
	};
	expect_rows("- sentences\n- quotes\n", "quotes", "speaker", CASES(cases));
	expect_rows(STAGES, "quotes", "speaker", CASES(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_of_every_kind_hold_a_quotation),
		cmocka_unit_test(only_the_outermost_marks_count),
		cmocka_unit_test(an_apostrophe_is_no_quotation_mark),
		cmocka_unit_test(inches_and_stray_marks_open_nothing),
		cmocka_unit_test(an_unclosed_quotation_ends_with_its_paragraph),
		cmocka_unit_test(a_quotation_may_run_over_a_line_end),
		cmocka_unit_test(a_paragraph_that_opens_with_a_mark_continues_the_speech),
		cmocka_unit_test(the_speaker_stands_before),
		cmocka_unit_test(the_speaker_stands_behind),
		cmocka_unit_test(the_speaker_stands_inside),
		cmocka_unit_test(according_to_names_the_speaker),
		cmocka_unit_test(the_subject_of_an_earlier_verb_speaks),
		cmocka_unit_test(several_phrases_of_a_sentence_share_its_speaker),
		cmocka_unit_test(nobody_is_named_where_nobody_speaks),
		cmocka_unit_test(paragraphs_serve_where_there_are_no_sentences),
		cmocka_unit_test(a_text_without_marks_has_no_quotations),
		cmocka_unit_test(each_quotation_has_a_kind),
		cmocka_unit_test(speech_that_runs_on_behind_two_quotations_is_one_row),
		cmocka_unit_test(a_report_may_hold_a_quotation),
		cmocka_unit_test(the_cue_is_given_as_it_stands),
		cmocka_unit_test(the_target_of_the_speaker_is_named_where_it_is_a_mention),
		cmocka_unit_test(speech_without_words_of_its_own_is_no_report),
		cmocka_unit_test(titles_and_nicknames_are_no_quotations),
		cmocka_unit_test(straight_single_marks_are_told_from_apostrophes),
		cmocka_unit_test(a_missing_or_turned_mark_is_made_up_for),
		cmocka_unit_test(the_speaker_may_stand_in_another_paragraph),
		cmocka_unit_test(speech_runs_on_behind_one_quotation_only),
		cmocka_unit_test(tokens_change_nothing),
		cmocka_unit_test(a_writer_who_says_i_makes_no_speech_run_on),
	};
	return cmocka_run_group_tests_name("quotes", tests, NULL, NULL);
}
