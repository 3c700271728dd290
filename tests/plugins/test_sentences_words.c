/* The stage `sentences`: abbreviations of the pipeline's own, and letters beyond ASCII. */
#include "splits.h"

/* ---- the option `abbreviations` ---- */

static void an_abbreviation_may_have_a_hyphen(void **state)
{
	(void)state;
	EXPECT("- sentences: {abbreviations: [Dipl.-Ing., Rte-Nr., Co-Op, w/o., R&D.]}",
	       "He met Dipl.-Ing. Holt at noon.", "It is on Rte-Nr. Four.", "The Co-Op. Holt ran is shut.",
	       "A letter w/o. Stamps came.", "He led the R&D. Section.");
}

static void a_part_of_it_alone_is_no_abbreviation(void **state)
{
	(void)state;
	EXPECT("- sentences: {abbreviations: [Rte-Nr.]}", "It is a nr. |Then he left.",
	       "He took the old rte. |Then he left.", "It is the co-nr. |Then he left.");
}

/* What the program says to a pipeline with this abbreviation. */
static void expect_refused(const char *word)
{
	static const struct try_file file = { "in.txt", "a", 0 };
	char pipeline[512];
	snprintf(pipeline, sizeof(pipeline),
		 "teasel: 1\nname: t\ninput:\n  - text: {paths: in.txt}\nstages:\n"
		 "  - sentences: {abbreviations: ['Abt.', '%s']}\noutput:\n  - jsonl: {path: out.jsonl}\n",
		 word);
	struct try_run run = try_pipeline(pipeline, &file, 1, "");
	assert_int_equal(run.exit, 2);
	char expected[256];
	snprintf(expected, sizeof(expected),
		 "pipeline.yaml:6:41: `sentences`: `%s` is not one word of at most 40 bytes: give each abbreviation on "
		 "its "
		 "own, without quotation marks or commas; inside it . - / & _ and ' may stand, as in Dipl.-Ing.\n",
		 word);
	assert_non_null(strstr(run.err, expected));
	try_release(&run);
}

static void what_no_text_could_match_is_refused(void **state)
{
	(void)state;
	static const char *const words[] = {
		"Foo,", "(Foo.)", "Foo..", "\xC2\xA7.", "\"Foo.\"", "-Foo", "Foo!", "A--B"
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		expect_refused(words[i]);
}

/* ---- letters beyond ASCII ---- */

static void initials_beyond_ascii_stay_with_the_name(void **state)
{
	(void)state;
	EXPECT("- sentences", "Sie traf \xC3\x84. \xC3\x96. Lund am Hafen.",
	       "Wir sahen \xC4\x8C. Holub und \xC5\x81. Nowak.", "Он видел А. Б. Орлова дома.",
	       "Είδα τον Δ. Κ. Λάμπρου εκεί.");
}

static void abbreviations_of_letters_beyond_ascii_go_on(void **state)
{
	(void)state;
	EXPECT("- sentences", "Les \xC3\x89.U. sont grands.", "Les \xC3\x89.-U. sont grands.",
	       "В С.Ш.А. сейчас холодно.", "Η Ε.Ε. συμφώνησε.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_abbreviation_may_have_a_hyphen),
		cmocka_unit_test(a_part_of_it_alone_is_no_abbreviation),
		cmocka_unit_test(what_no_text_could_match_is_refused),
		cmocka_unit_test(initials_beyond_ascii_stay_with_the_name),
		cmocka_unit_test(abbreviations_of_letters_beyond_ascii_go_on),
	};
	return cmocka_run_group_tests_name("sentences_words", tests, NULL, NULL);
}
