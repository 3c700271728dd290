/*
 * The stage `mentions` with `pronouns: true`: whom he, she and they are linked to.
 *
 * The cases are in pronoun_cases.h. The last test prints how many of the rule's links are right, and how many of the
 * reader's it finds.
 */
#include "expect.h"
#include "pronoun_cases.h"
#include "rows.h"

#define STAGES                                                                                                         \
	"- sentences\n- tokens\n- mentions:\n"                                                                         \
	"    pronouns: true\n"                                                                                         \
	"    targets: {Lund: [Jo Lund], Reed: [Paul Reed, the Norlandish leader], Marsh: [], Kolb: [President Kolb], " \
	"Greens: [the Greens], Norland: [Norlandish]}\n"                                                               \
	"    genders: {he: [Lund], she: [Marsh], they: [Greens]}\n"

/* What was linked, written as in a case; the caller frees it. */
static char *links_of(struct json_object *document)
{
	struct json_object *rows = json_object_object_get(document, "mentions");
	char *written;
	size_t size;
	FILE *to = open_memstream(&written, &size);
	const char *bar = "";
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		if (strcmp(json_object_get_string(json_object_object_get(row, "kind")), "pronoun"))
			continue;
		char *text = try_row_text(document, "mentions", i);
		fprintf(to, "%s%s = %s", bar, text, json_object_get_string(json_object_object_get(row, "target")));
		bar = " | ";
		free(text);
	}
	fclose(to);
	return written;
}

static struct json_object *run(const char *stages, const struct pronoun_case *cases, size_t n)
{
	const char **texts = calloc(n, sizeof *texts);
	for (size_t i = 0; i < n; i++)
		texts[i] = cases[i].text;
	struct json_object *all = try_texts(stages, NULL, texts, n);
	free(texts);
	return all;
}

static void expect_links(const char *stages, const struct pronoun_case *cases, size_t n)
{
	struct json_object *all = run(stages, cases, n);
	for (size_t i = 0; i < n; i++) {
		char *found = links_of(json_object_array_get_idx(all, i));
		if (strcmp(found, cases[i].links))
			fail_msg("in:       %s\nfound:    %s\nexpected: %s", cases[i].text, found, cases[i].links);
		free(found);
	}
	json_object_put(all);
}

static void the_nearest_sentence_with_a_fitting_target_decides(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(nearest_sentence));
}

static void its_subject_comes_first(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(subject_first));
}

static void an_object_is_not_the_subject_of_its_clause(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(objects));
}

static void an_owner_is_the_subject_or_the_one_beside_it(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(owners));
}

static void what_means_somebody_else_is_left_alone(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(others));
}

static void a_pronoun_before_its_name_is_left_alone(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(in_front));
}

static void a_speaker_speaks_of_others(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(speech));
}

static void they_are_targets_listed_as_such(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(many));
}

static void aliases_say_who_is_a_person(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(guessed));
}

static void where_somebody_belongs_is_no_subject(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(offices));
}

static void sentences_of_news_are_read_well(void **state)
{
	(void)state;
	expect_links(STAGES, CASES(news));
}

static void what_the_rule_gets_wrong_is_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
		expect_links(STAGES, &misses[i].rule, 1);
}

static void places_and_firms_are_no_persons(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = {
		{ "Sofia fell. She was tired.", "" },          { "General Motors fell. He was tired.", "" },
		{ "Mark & Field fell. He was tired.", "" },    { "The Peter Mill Foundation fell. He was tired.", "" },
		{ "Kern fell. She was tired.", "She = Kern" },
	};
	expect_links(
		"- tokens\n- mentions: {pronouns: true, targets: {Sofia: [], GM: [General Motors], Mark & Field: [], "
		"Mill: [the Peter Mill Foundation], Kern: [Mrs Kern, the Kern case]}}\n",
		CASES(cases));
}

static void a_first_name_or_a_title_in_the_text_tells(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = {
		{ "Lund left. He slept. Mr. Lund woke.", "He = Lund" },
		{ "Peter J. Lund’s dog ate. He slept.", "He = Lund" },
		{ "Mrs Marsh left; she slept. He did not.", "she = Marsh" },
		{ "Kolb left. He slept. Anna Kolb woke.", "" },
		{ "York fell. He slept.", "" },
		{ "Peter York Street was closed. He slept.", "" },
		{ "Mr Saka left. He slept.", "" },
		{ "Arno Belt left. Anna Belt stayed. She slept, and she knew he was cold.", "he = Belt" },
	};
	expect_links(
		"- sentences\n- tokens\n- mentions: {pronouns: true, targets: {Lund: [], Marsh: [], York: [], Kolb: "
		"[President Kolb], Saka: [], Belt: [Arno Belt]}, genders: {none: [Saka], he: [Belt]}}\n",
		CASES(cases));
}

static void a_target_takes_the_pronouns_it_is_listed_under(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = {
		{ "Reed left. He was tired.", "" },
		{ "Reed left. She was tired.", "She = Reed" },
		{ "Lund left. He was tired. They slept.", "He = Lund | They = Lund" },
		{ "Kolb left. She was tired.", "" },
	};
	expect_links("- sentences\n- tokens\n- mentions:\n    pronouns: true\n"
		     "    targets: {Lund: [], Reed: [Paul Reed], Kolb: [President Kolb]}\n"
		     "    genders: {he: [Lund], she: Reed, they: [Lund], none: [Kolb]}\n",
		     CASES(cases));
}

static void links_stay_within_a_paragraph(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = {
		{ "Lund left.\n\nHe slept.", "" },
		{ "Lund left.\r\n \r\nHe slept.", "" },
		{ "Lund left the hall\nbefore he slept.\nHe was tired.", "he = Lund | He = Lund" },
		/* A long line is a paragraph of its own. */
		{ "Lund left the hall of the old mill at the far end of the village long before the others had even "
		  "begun to eat.\nHe slept.",
		  "" },
	};
	expect_links(STAGES, CASES(cases));
}

static void sentences_are_not_needed(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = {
		{ "Lund met Reed. He said so. Mr. Belt spoke with Reed. He left.", "He = Lund" },
		{ "Reed met Lund… “He spoke,” she said. Then he left!", "He = Reed | he = Reed" },
	};
	expect_links(
		"- tokens\n- mentions: {pronouns: true, targets: {Lund: [], Reed: []}, genders: {he: [Lund, Reed]}}\n",
		CASES(cases));
}

static void without_the_option_there_are_names_alone(void **state)
{
	(void)state;
	static const struct pronoun_case cases[] = { { "Lund left. He slept.", "" } };
	expect_links("- tokens\n- mentions: {targets: {Lund: []}}\n", CASES(cases));
}

static void a_pronoun_has_the_score_and_the_row_of_its_name(void **state)
{
	(void)state;
	struct json_object *document = try_text(
		"- tokens\n- mentions: {pronouns: true, targets: {Lund: [the mayor = 0.4]}, genders: {he: "
		"[Lund]}}\n",
		"mentions.antecedent", "The mayor rose. He spoke. Lund left, he said.");
	assert_string_equal(
		json_object_get_string(json_object_object_get(document, "mentions")),
		"[ { \"begin\": 0, \"end\": 9, \"target\": \"Lund\", \"alias_score\": 0.4, \"kind\": \"name\", "
		"\"antecedent\": null }, { \"begin\": 16, \"end\": 18, \"target\": \"Lund\", \"alias_score\": "
		"0.4, \"kind\": \"pronoun\", \"antecedent\": 0 }, { \"begin\": 26, \"end\": 30, \"target\": "
		"\"Lund\", \"alias_score\": 1, \"kind\": \"name\", \"antecedent\": null }, { \"begin\": 37, "
		"\"end\": 39, \"target\": \"Lund\", \"alias_score\": 1, \"kind\": \"pronoun\", \"antecedent\": "
		"2 } ]");
	json_object_put(document);
}

/* ---- how often the rule is right ---- */

struct tally {
	size_t cases, links, found, right;
};

static size_t count_links(const char *links)
{
	size_t n = *links != 0;
	for (; (links = strstr(links, " | ")); links += 3)
		n++;
	return n;
}

/* Links of `found` that are in `reader` too. Both are in text order; a link is known by its text and its target. */
static size_t count_right(const char *found, const char *reader)
{
	size_t right = 0;
	while (*found && *reader) {
		size_t n = strcspn(found, "|");
		const char *same = reader;
		while (*same && strncmp(same, found, n - (found[n] != 0))) {
			same += strcspn(same, "|");
			same += *same ? 2 : 0;
		}
		right += *same != 0;
		reader = *same ? same + strcspn(same, "|") : reader;
		reader += *reader == '|' ? 2 : 0;
		found += n + (found[n] ? 2 : 0);
	}
	return right;
}

static void count(struct tally *tally, const char *found, const char *reader)
{
	tally->cases++;
	tally->links += count_links(reader);
	tally->found += count_links(found);
	tally->right += count_right(found, reader);
}

static void count_all(struct tally *tally, const struct pronoun_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		count(tally, cases[i].links, cases[i].links);
}

/* The tests above hold the rule to its answers, so that they can be counted here. */
static void most_links_are_right(void **state)
{
	(void)state;
	struct tally t = { 0 };
	count_all(&t, CASES(nearest_sentence));
	count_all(&t, CASES(subject_first));
	count_all(&t, CASES(objects));
	count_all(&t, CASES(owners));
	count_all(&t, CASES(others));
	count_all(&t, CASES(in_front));
	count_all(&t, CASES(speech));
	count_all(&t, CASES(many));
	count_all(&t, CASES(guessed));
	count_all(&t, CASES(offices));
	count_all(&t, CASES(news));
	for (size_t i = 0; i < sizeof misses / sizeof *misses; i++)
		count(&t, misses[i].rule.links, misses[i].reader);
	double precision = (double)t.right / (double)t.found, recall = (double)t.right / (double)t.links;
	print_message("pronouns: %zu cases, %zu links; precision %.3f, recall %.3f\n", t.cases, t.links, precision,
		      recall);
	assert_true(precision >= 0.9 && recall >= 0.9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_sentence_with_a_fitting_target_decides),
		cmocka_unit_test(its_subject_comes_first),
		cmocka_unit_test(an_object_is_not_the_subject_of_its_clause),
		cmocka_unit_test(an_owner_is_the_subject_or_the_one_beside_it),
		cmocka_unit_test(what_means_somebody_else_is_left_alone),
		cmocka_unit_test(a_pronoun_before_its_name_is_left_alone),
		cmocka_unit_test(a_speaker_speaks_of_others),
		cmocka_unit_test(they_are_targets_listed_as_such),
		cmocka_unit_test(aliases_say_who_is_a_person),
		cmocka_unit_test(where_somebody_belongs_is_no_subject),
		cmocka_unit_test(sentences_of_news_are_read_well),
		cmocka_unit_test(what_the_rule_gets_wrong_is_known),
		cmocka_unit_test(places_and_firms_are_no_persons),
		cmocka_unit_test(a_first_name_or_a_title_in_the_text_tells),
		cmocka_unit_test(a_target_takes_the_pronouns_it_is_listed_under),
		cmocka_unit_test(links_stay_within_a_paragraph),
		cmocka_unit_test(sentences_are_not_needed),
		cmocka_unit_test(without_the_option_there_are_names_alone),
		cmocka_unit_test(a_pronoun_has_the_score_and_the_row_of_its_name),
		cmocka_unit_test(most_links_are_right),
	};
	return cmocka_run_group_tests_name("mentions: pronouns", tests, NULL, NULL);
}
