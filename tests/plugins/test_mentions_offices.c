/* The stage `mentions`: a place that only tells where a person has an office. */
#include "expect.h"
#include "rows.h"

static void expect_mentions(const char *targets, const struct rows_case *cases, size_t n)
{
	char stages[1024];
	snprintf(stages, sizeof stages, "- tokens\n- mentions: {targets: %s}\n", targets);
	expect_rows(stages, "mentions", "target", cases, n);
}

static void what_only_tells_a_persons_office_is_no_mention(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Norlandish President Paul Lund left.", "Paul Lund = Lund" },
		{ "Norland's former president, Paul Lund, left.", "Paul Lund = Lund" },
		{ "The Norland president, Paul Lund, left.", "Paul Lund = Lund" },
		{ "Norland President-elect Paul Lund left.", "Paul Lund = Lund" },
		{ "Norlandish Foreign Minister Peter Lund left.", "Lund = Lund" },
		{ "Norland Secretary of State Paul Lund left.", "Paul Lund = Lund" },
		{ "Norland's Prime Minister, Paul Lund, left.", "Paul Lund = Lund" },
		{ "Norland's president, Reed, left.", "Reed = Reed" },
		{ "NORLAND PRESIDENT LUND LEAVES", "LUND = Lund" },
		{ "Norland's President Kolb left.", "President Kolb = Kolb" },
		{ "Paul Lund, the Norlandish president, left.", "Paul Lund = Lund" },
		{ "Paul Lund, Norland's president, left.", "Paul Lund = Lund" },
	};
	expect_mentions("{Lund: [Paul Lund], Reed: [], Norland: [Norlandish], Kolb: [President Kolb]}", CASES(cases));
}

static void names_are_the_same_where_pronouns_are_looked_for(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Norland's Prime Minister, Paul Lund, left.", "Paul Lund = Lund" },
		{ "Paul Lund met Norlandish Prime Minister Arno Belt.", "Paul Lund = Lund | Norlandish = Norland" },
		{ "Arno Belt, the Norlandish president, left.", "Norlandish = Norland" },
	};
	static const char *const targets = "{Lund: [Paul Lund], Norland: [Norlandish]}";
	expect_mentions(targets, CASES(cases));
	expect_rows("- tokens\n- mentions: {pronouns: true, targets: {Lund: [Paul Lund], Norland: [Norlandish]}}\n",
		    "mentions", "target", CASES(cases));
}

static void what_does_something_itself_is_a_mention_beside_a_person(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Norland warned President Jo Lund.", "Norland = Norland | Jo Lund = Lund" },
		{ "Invited by Norland, Jo Lund left.", "Norland = Norland | Jo Lund = Lund" },
		{ "In Norland, President Jo Lund left.", "Norland = Norland | Jo Lund = Lund" },
		{ "Jo Lund, Norland and its president left.", "Jo Lund = Lund | Norland = Norland" },
		{ "Lund adviser Anna Marsh left.", "Lund = Lund | Anna Marsh = Marsh" },
		{ "Norlandish forces obey Jo Lund.", "Norlandish = Norland | Jo Lund = Lund" },
		{ "Norlandish President Arno Belt left.", "Norlandish = Norland" },
		{ "Norland", "Norland = Norland" },
	};
	expect_mentions("{Lund: [Jo Lund], Norland: [Norlandish], Marsh: [Anna Marsh]}", CASES(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_only_tells_a_persons_office_is_no_mention),
		cmocka_unit_test(names_are_the_same_where_pronouns_are_looked_for),
		cmocka_unit_test(what_does_something_itself_is_a_mention_beside_a_person),
	};
	return cmocka_run_group_tests_name("mentions_offices", tests, NULL, NULL);
}
