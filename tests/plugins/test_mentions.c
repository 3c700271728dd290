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

static void capitals_are_known_beyond_ascii(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "ÅBERG MEETS ERDEŞ", "ÅBERG = Aberg | ERDEŞ = Erdes" },
		{ "Erdeş’s plan, ERDEŞ'S PLAN and erdeş", "Erdeş = Erdes | ERDEŞ = Erdes" },
		{ "Élysée, élysée and ÉLYSÉE", "Élysée = Palace | élysée = Palace | ÉLYSÉE = Palace" },
		{ "НОРДИЯ ждёт", "НОРДИЯ = Nordia" },
	};
	expect_mentions("{Aberg: [Åberg], Erdes: [Erdeş], Palace: [élysée], Nordia: [Нордия]}", CASES(cases));
}

static void the_first_of_two_overlapping_aliases_wins(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "the old mill street", "old mill = Mill" },
		{ "the old town mill street", "mill street = Street" },
		{ "Old Mill's street", "Old Mill = Mill" },
	};
	expect_mentions("{Mill: [old mill], Street: [mill street]}", CASES(cases));
}

static void an_alias_may_have_a_score(void **state)
{
	(void)state;
	static const struct rows_case cases[] = {
		{ "Norland, the kingdom and Oldhaven's men", "Norland = 1 | the kingdom = 0.95 | Oldhaven = 0.6" },
		{ "OLDHAVEN", "OLDHAVEN = 0.6" },
		{ "York said E=mc2.", "York = 0 | E=mc2 = 1" },
	};
	expect_rows("- tokens\n- mentions: {targets: {Norland: [the kingdom=.95, Oldhaven = 0.6], York: [York = 0, "
		    "E=mc2]}}\n",
		    "mentions", "alias_score", CASES(cases));
}

static void a_capital_city_means_its_state_only_where_it_is_listed(void **state)
{
	(void)state;
	static const struct rows_case cases[] = { { "Oldhaven warned Newhaven.", "Oldhaven = Norland" } };
	expect_mentions("{Norland: [Oldhaven = 0.6], Southland: []}", CASES(cases));
}

/* ---- a file of targets ---- */

static const char with_file[] =
	"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - tokens\n  - "
	"mentions: {targets: {Lund: [the mayor = 0.5]}, targets_file: t.tsv}\noutput:\n  - csv: "
	"{path: out.csv, table: mentions}\n";

#define TEXT "{\"id\": 1, \"text\": \"Lund, the mayor, met Reed's friend Paul Reed in York.\"}\n"

static void expect_from_file(const char *file, const char *csv)
{
	const struct try_file files[] = { { "in", TEXT, 0 }, { "t.tsv", file, 0 } };
	expect_output(with_file, FILES(files), 0, "run/out.csv", csv);
}

static void a_file_adds_to_the_pipeline(void **state)
{
	(void)state;
	expect_from_file("\xEF\xBB\xBF# target\talias\tscore\tpronouns\r\n"
			 "Paul Reed\tReed\t0.8\the\r\n"
			 "\r\n"
			 "Lund\tthe mayor\t0.9\r\n" /* the pipeline's score counts */
			 "York\t\n"
			 "Lund\tJo Lund",
			 "id,row,begin,end,text,target,alias_score,kind\n"
			 "\"1\",0,0,4,\"Lund\",\"Lund\",1,\"name\"\n"
			 "\"1\",1,6,15,\"the mayor\",\"Lund\",0.5,\"name\"\n"
			 "\"1\",2,21,25,\"Reed\",\"Paul Reed\",0.8,\"name\"\n"
			 "\"1\",3,35,44,\"Paul Reed\",\"Paul Reed\",1,\"name\"\n"
			 "\"1\",4,48,52,\"York\",\"York\",1,\"name\"\n");
}

static void a_file_is_enough(void **state)
{
	(void)state;
	static const struct try_file files[] = { { "in", TEXT, 0 }, { "t.tsv", "York\t\n", 0 } };
	expect_output("teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - tokens\n  - mentions: "
		      "{targets_file: t.tsv}\noutput:\n  - csv: {path: out.csv, table: mentions}\n",
		      FILES(files), 0, "run/out.csv",
		      "id,row,begin,end,text,target,alias_score,kind\n\"1\",0,48,52,\"York\",\"York\",1,\"name\"\n");
}

static void an_error_in_the_file_has_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *file, *sentence;
	} cases[] = {
		{ "# ok\nReed Paul Reed\n",
		  "t.tsv:2:1: `mentions`: there is no tab; write a target, a tab and an alias" },
		{ "\tReed\n", "t.tsv:1:1: `mentions`: there is no target before the tab" },
		{ "Reed\tReed\t1\the\tx\n", "t.tsv:1:1: `mentions`: there are 5 columns" },
		{ "Reed\tReed\tmuch\n", "t.tsv:1:11: `mentions`: the score is not a number such as 0.6" },
		{ "Reed\tReed\t1.2\n", "t.tsv:1:6: `mentions`: the score of the alias \"Reed\" must be from 0 to 1" },
		{ "Reed\t\t0.5\n", "t.tsv:1:7: `mentions`: there is a score, but no alias that has it" },
		{ "Reed\tReed\t\thim\n",
		  "t.tsv:1:12: `mentions`: `him` is no pronoun of a target: write he, she, they or none" },
		{ "Reed\tReed\t\tnone, he\n", "\"Reed\" is listed under none and under another pronoun too" },
		{ "Reed\tReed \xFF\n", "t.tsv:1:1: `mentions`: this is not UTF-8" },
		{ "\xC2\xA0\tReed\n", "t.tsv:1:1: `mentions`: there is no target before the tab" },
		{ "  # ok\nReed\t--\n",
		  "t.tsv:2:6: `mentions`: the target \"Reed\" has an alias without a word: remove it" },
		{ "Reed\tmill\t1\nReed\tmill\t0.5\n",
		  "t.tsv:2:6: `mentions`: the alias \"mill\" of \"Reed\" has two scores: keep one" },
		{ "Reed\tThe mayor\nReed\tthe mayor\n", "t.tsv:2:6: `mentions`: the alias \"the mayor\" is claimed by "
							"both \"Lund\" and \"Reed\": give it to one of them" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct try_file files[] = { { "in", TEXT, 0 }, { "t.tsv", cases[i].file, 0 } };
		expect_problem(with_file, FILES(files), cases[i].sentence);
	}
}

/* ---- hostile input ---- */

static void put_times(FILE *to, const char *what, size_t times)
{
	while (times--)
		fputs(what, to);
}

/* The text of a document that is `what` over and over, with the first word of many long aliases all through it. */
static void a_megabyte_of_first_words_and_ten_thousand_aliases_are_fine(void **state)
{
	(void)state;
	static const char *const whats[] = { "mill ", "mill he ", "Mill. He. ", "\\\"Mill he\\\" ", "In his ", "Mr. " };
	char *file, *in;
	size_t file_size, in_size;
	FILE *to = open_memstream(&file, &file_size);
	for (unsigned i = 0; i < 10000; i++)
		fprintf(to, "T%u\tmill mill mill mill mill mill mill mill mill mill mill mill %u\n", i, i);
	fputs("Mill\tMill\t\the\n", to);
	fclose(to);
	to = open_memstream(&in, &in_size);
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
		fprintf(to, "{\"id\": %zu, \"text\": \"", i);
		put_times(to, whats[i], 1000000 / strlen(whats[i]));
		fputs("\"}\n", to);
	}
	fclose(to);
	const struct try_file files[] = { { "in", in, in_size }, { "t.tsv", file, file_size } };
	struct try_run run = try_pipeline("teasel: 1\nname: t\ninput:\n  - jsonl: {paths: [in]}\nstages:\n  - tokens\n "
					  " - mentions: {pronouns: true, "
					  "targets_file: t.tsv}\noutput:\n  - csv: {path: out.csv}\n",
					  FILES(files), "--in-process --quiet");
	assert_int_equal(run.exit, 0);
	try_release(&run);
	free(file);
	free(in);
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

static void an_alias_stands_once_and_is_told_at_its_place(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Lund: [the mayor, Lund, the mayor]}"),
			"the alias \"the mayor\" of \"Lund\" is listed twice: keep one");
	expect_rejected(PIPELINE("{Reed: [the clerk], Lund: [Lund, the clerk]}"),
			"pipeline.yaml:7:58: `mentions`: the alias \"the clerk\" is claimed by both");
}

static void an_alias_has_a_word(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Lund: [Lund, \" - \"]}"),
			"the target \"Lund\" has an alias without a word: remove it");
	expect_rejected(PIPELINE("{Lund: [Lund, \"\"]}"), "the target \"Lund\" has an alias without a word: remove it");
	expect_rejected(PIPELINE("{Lund: [\"  \"]}"), "the target \"Lund\" has an alias without a word: remove it");
	expect_rejected(PIPELINE("{\"?\": []}"), "the name of the target \"?\" has no word: give it an alias");
}

static void a_target_needs_a_name_of_its_own(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{\"\": [Lund]}"), "a target has an empty name: write one");
	expect_rejected(PIPELINE("{\" \": [Lund]}"), "a target has an empty name: write one");
	expect_rejected(PIPELINE("{\"\\u00a0\": [Lund]}"), "a target has an empty name: write one");
	expect_rejected(PIPELINE("[Lund, Lund]"), "the target \"Lund\" is listed twice: keep one, with all aliases");
	expect_rejected(PIPELINE("{Lund: [], \" Lund\": [Reed]}"), "the target \"Lund\" is listed twice");
	expect_rejected(PIPELINE("{Lund: [Marsh], Marsh: []}"),
			"the alias \"Marsh\" is claimed by both \"Lund\" and \"Marsh\": give it to one of them");
}

static void a_score_is_a_number_from_0_to_1(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Norland: [Oldhaven = high]}"),
			"\"Oldhaven = high\": behind the equals sign stands an alias's score, a number from 0 to 1");
	expect_rejected(PIPELINE("{Norland: [Oldhaven = 1.5]}"),
			"the score of the alias \"Oldhaven\" must be from 0 to 1");
	expect_rejected(PIPELINE("{Norland: [Oldhaven = -1]}"),
			"the score of the alias \"Oldhaven\" must be from 0 to 1");
	expect_rejected(PIPELINE("{Norland: [Oldhaven, Oldhaven = 0.5]}"),
			"the alias \"Oldhaven\" of \"Norland\" has two scores: keep one");
	expect_rejected(PIPELINE("{Norland: [\" = 0.5\"]}"),
			"the target \"Norland\" has an alias without a word: remove it");
}

static void pronouns_are_of_targets(void **state)
{
	(void)state;
	expect_rejected(PIPELINE("{Lund: []}, pronouns: true, genders: {he: [Lunt]}"),
			"there is no target \"Lunt\": `he` lists targets by name");
	expect_rejected(PIPELINE("{Lund: []}, pronouns: true, genders: {male: [Lund]}"),
			"`male` is no pronoun of a target: write he, she, they or none");
	expect_rejected(PIPELINE("{Lund: []}, pronouns: true, genders: {he: [Lund], none: [Lund]}"),
			"\"Lund\" is listed under none and under another pronoun too");
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
		cmocka_unit_test(capitals_are_known_beyond_ascii),
		cmocka_unit_test(the_first_of_two_overlapping_aliases_wins),
		cmocka_unit_test(an_alias_may_have_a_score),
		cmocka_unit_test(a_capital_city_means_its_state_only_where_it_is_listed),
		cmocka_unit_test(a_file_adds_to_the_pipeline),
		cmocka_unit_test(a_file_is_enough),
		cmocka_unit_test(an_error_in_the_file_has_its_line),
		cmocka_unit_test(a_megabyte_of_first_words_and_ten_thousand_aliases_are_fine),
		cmocka_unit_test(an_alias_belongs_to_one_target),
		cmocka_unit_test(an_alias_stands_once_and_is_told_at_its_place),
		cmocka_unit_test(an_alias_has_a_word),
		cmocka_unit_test(a_target_needs_a_name_of_its_own),
		cmocka_unit_test(a_score_is_a_number_from_0_to_1),
		cmocka_unit_test(pronouns_are_of_targets),
		cmocka_unit_test(there_is_a_target),
	};
	return cmocka_run_group_tests_name("mentions", tests, NULL, NULL);
}
