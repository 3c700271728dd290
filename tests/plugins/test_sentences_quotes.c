/* The stage `sentences`: quotation marks, brackets and what else stands behind a mark. */
#include "splits.h"

static void closing_quotes_stay_with_their_sentence(void **state)
{
	(void)state;
	EXPECT("- sentences", "He called it \"a storm in the north.\" |The minister left.",
	       "“We agree.” |“So do I.” |‘Fine.’ |He nodded.", "(He left early.) |She stayed.",
	       "She stayed (for an hour, he thinks). |He left.");
}

static void the_closing_quotes_of_other_languages_do_too(void **state)
{
	(void)state;
	EXPECT("- sentences", "„Das ist gut.“ |Er ging heim. |„Nein!“", "Er rief: »Komm her!« |Dann lief er.",
	       "« Oui. » |Elle partit. |« Non ! » |Il resta.", "It rained. |“Odd,” she said.");
}

static void a_speaker_belongs_to_the_quotation(void **state)
{
	(void)state;
	EXPECT("- sentences", "\"We go,\" he said. |\"Now.\"", "\"Why?\" he asked. |\"Because,\" she said.",
	       "\"Why now?\" Holt asked. |\"Is it safe?\" Dr. Ann Lowe wondered.", "He shouted \"Stop!\" |Then he ran.",
	       "\"This is fine.\" he said.");
}

static void an_open_quotation_swallows_nothing(void **state)
{
	(void)state;
	EXPECT("- sentences", "He began: “It is late. |It is dark.\n\n|The next day was fine. |We met [Ana al-]Sayed.");
}

static void brackets_in_a_sentence_do_not_end_it(void **state)
{
	(void)state;
	EXPECT("- sentences", "He teaches (He was a smith before.) at the school.", "The bird (a dove?) sat there.");
}

static void notes_and_emoticons_stay_with_their_sentence(void **state)
{
	(void)state;
	EXPECT("- sentences", "It ended.[12] |Then it began. [3] [4] |More came.", "That was fun. :-) |Again!",
	       "It was in Rome. [citation needed]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closing_quotes_stay_with_their_sentence),
		cmocka_unit_test(the_closing_quotes_of_other_languages_do_too),
		cmocka_unit_test(a_speaker_belongs_to_the_quotation),
		cmocka_unit_test(an_open_quotation_swallows_nothing),
		cmocka_unit_test(brackets_in_a_sentence_do_not_end_it),
		cmocka_unit_test(notes_and_emoticons_stay_with_their_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
