/* The stage `mentions`: where the text names a target. */
#include "expect.h"
#include "rows.h"

static void expect_mentions(const char *targets, const struct rows_case *cases, size_t n)
{
	char stages[1024];
	snprintf(stages, sizeof stages, "- tokens\n- mentions: {targets: %s}\n", targets);
	expect_rows(stages, "mentions", "target", cases, n);
}

static void an_alias_is_a_whole_word(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund met Lundgren in Oldlund.", "Lund = Lund" },
		{ "Lund, Lund; Lund!", "Lund = Lund | Lund = Lund | Lund = Lund" },
		{ "No one was there.", "" },
		{ "", "" },
	};
	expect_mentions("{Lund: [Lund]}", CASES(cases));
}

static void the_longest_alias_wins(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The Norlandish leader left.", "The Norlandish leader = Lund" },
		{ "The Norlandish army left.", "Norlandish = Norland" },
		{ "The Norlandish leader of the Norlandish party",
		  "The Norlandish leader of the Norlandish party = Party" },
		{ "Jo Lund met Lund.", "Jo Lund = Lund | Lund = Lund" },
	};
	expect_mentions("{Lund: [Jo Lund, Lund, the Norlandish leader], Norland: [Norland, Norlandish], "
			"Party: [the Norlandish leader of the Norlandish party]}",
			CASES(cases));
}

static void a_possessive_ending_is_left_out(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Lund's plan", "Lund = Lund" },
		{ "Jo Lund’s plan", "Jo Lund = Lund" },
		{ "LUND'S PLAN", "LUND = Lund" },
		{ "the Greens' plan and the Greens’ vote", "Greens = Greens | Greens = Greens" },
	};
	expect_mentions("{Lund: [Lund, Jo Lund], Greens: [Greens]}", CASES(cases));
}

static void an_alias_may_hold_an_apostrophe_of_either_kind(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "O'Dell, O’Dell and Odell", "O'Dell = O'Dell | O’Dell = O'Dell" },
		{ "Reed's bought it; Reed left.", "Reed's = Shop | Reed = Reed" },
	};
	expect_mentions("{\"O'Dell\": [\"O'Dell\"], Shop: [\"Reed's\"], Reed: [Reed]}", CASES(cases));
}

static void small_letters_match_any_case_and_capitals_do_not(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The mayor, the Mayor and THE MAYOR", "The mayor = Mayor | the Mayor = Mayor | THE MAYOR = Mayor" },
		{ "We told us in the US.", "US = America" },
		{ "Lund, LUND, lund and lUND", "Lund = Lund | LUND = Lund" },
	};
	expect_mentions("{Mayor: [the mayor], America: [US], Lund: [Lund]}", CASES(cases));
}

static void spellings_that_differ_in_capitals_may_have_two_targets(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "The US told us.", "US = America | us = We" } };
	expect_mentions("{We: [us], America: [US]}", CASES(cases));
}

static void a_hyphen_parts_and_joins_words(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "pro-Norland and Norland-backed", "Norland = Norland | Norland = Norland" },
		{ "Omar al-Masri and Omar al Masri", "Omar al-Masri = Masri | Omar al Masri = Masri" },
		{ "Omar al - Omar", "" },
	};
	expect_mentions("{Norland: [Norland], Masri: [Omar al-Masri]}", CASES(cases));
}

static void an_alias_may_hold_signs(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "The N.U. met in the n.u. hall.", "N.U. = Union" },
		{ "Salt&Co grew; Salt & Co shrank.", "Salt&Co = Salt | Salt & Co = Salt" },
		{ "He paid 3.5 shillings.", "3.5 shillings = Fine" },
	};
	expect_mentions("{Union: [N.U.], Salt: [Salt & Co], Fine: [3.5 shillings]}", CASES(cases));
}

static void a_name_may_run_over_a_line_end_but_not_over_a_blank_line(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "It was Jo\nLund.", "Jo\nLund = Jo Lund" },
		{ "It was Jo\r\nLund.", "Jo\r\nLund = Jo Lund" },
		{ "It was Jo\n\nLund.", "" },
		{ "It was Jo. Lund left.", "" },
	};
	expect_mentions("[Jo Lund]", CASES(cases));
}

static void the_name_is_an_alias_unless_one_has_its_words(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Norland and the kingdom", "Norland = Norland | the kingdom = Norland" },
		{ "They told us of the US.", "US = us" },
	};
	expect_mentions("{Norland: [the kingdom], us: [US]}", CASES(cases));
}

static void other_scripts_are_matched_as_they_stand(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Élodie Åberg à Norland", "Élodie Åberg = Aberg" },
		{ "Это Нордия и нордия.", "Нордия = Nordia" },
	};
	expect_mentions("{Aberg: [Élodie Åberg], Nordia: [Нордия]}", CASES(cases));
}

#define PIPELINE(targets)                                                                                             \
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - tokens\n  - mentions: {targets: " targets \
	"}\noutput:\n  - jsonl: {path: out}\n"

static void expect_rejected(const char *yaml, const char *sentence)
{
	static const struct try_file file = { "in", "{\"id\": 1, \"text\": \"x\"}\n", 0 };
	expect_problem(yaml, &file, 1, sentence);
}

static void an_alias_belongs_to_one_target(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Lund: [the mayor], Reed: [the  mayor]}"),
			"the alias \"the  mayor\" is claimed by both \"Lund\" and \"Reed\": give it to one of them");
}

static void an_alias_has_a_word(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Lund: [Lund, \" - \"]}"),
			"the target \"Lund\" has an alias without a word: remove it");
	expect_rejected(PIPELINE("{Lund: [Lund, \"\"]}"), "the target \"Lund\" has an alias without a word: remove it");
}

static void there_is_a_target(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{}"), "there is no target: name one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_alias_is_a_whole_word),
		cmocka_unit_test(the_longest_alias_wins),
		cmocka_unit_test(a_possessive_ending_is_left_out),
		cmocka_unit_test(an_alias_may_hold_an_apostrophe_of_either_kind),
		cmocka_unit_test(small_letters_match_any_case_and_capitals_do_not),
		cmocka_unit_test(spellings_that_differ_in_capitals_may_have_two_targets),
		cmocka_unit_test(a_hyphen_parts_and_joins_words),
		cmocka_unit_test(an_alias_may_hold_signs),
		cmocka_unit_test(a_name_may_run_over_a_line_end_but_not_over_a_blank_line),
		cmocka_unit_test(the_name_is_an_alias_unless_one_has_its_words),
		cmocka_unit_test(other_scripts_are_matched_as_they_stand),
		cmocka_unit_test(an_alias_belongs_to_one_target),
		cmocka_unit_test(an_alias_has_a_word),
		cmocka_unit_test(there_is_a_target),
	};
	return cmocka_run_group_tests_name("mentions", tests, NULL, NULL);
}
