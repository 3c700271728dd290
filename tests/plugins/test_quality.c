/* Each rule about documents, by a text just within its limit and one just beyond. */
#include "expect.h"

/* Texts are written short: parts between bars, each repeated as often as a number and a star before it say. */
static char *expand(const char *parts)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	while (*parts) {
		char *star;
		unsigned long times = strtoul(parts, &star, 10);
		bool repeated = star > parts && *star == '*';
		const char *part = repeated ? star + 1 : parts;
		int len = (int)strcspn(part, "|");
		for (unsigned long i = 0; i < (repeated ? times : 1); i++)
			fprintf(to, "%.*s", len, part);
		parts = part + len + (part[len] == '|');
	}
	fclose(to);
	return text;
}

static struct json_object *mark(const char *set, const char *parts)
{
	char stages[256], *text = expand(parts);
	snprintf(stages, sizeof(stages), "- quality: {sets: [%s], action: mark}\n", set);
	struct json_object *document = try_text(stages, NULL, text);
	free(text);
	return document;
}

/* The sentence about one rule among the reasons of a document, or "" where there is none. */
static void reason_of(const char *rule, struct json_object *document, char to[160])
{
	size_t len = strlen(rule);
	const char *all = json_object_get_string(json_object_object_get(document, "quality_reason"));
	to[0] = 0;
	for (const char *at = all ? all : ""; *at; at += strcspn(at, ";"), at += strspn(at, "; "))
		if (!strncmp(at, rule, len) && at[len] == ':')
			snprintf(to, 160, "%.*s", (int)strcspn(at, ";"), at);
}

struct pair {
	const char *rule, *within, *beyond;
	const char *verdict; /* of the text beyond */
};

static struct json_object *mark_pairs(const char *set, const struct pair *pairs, size_t n)
{
	char stages[256], *texts[64];
	assert_true(2 * n <= 64);
	for (size_t i = 0; i < 2 * n; i++)
		texts[i] = expand(i % 2 ? pairs[i / 2].beyond : pairs[i / 2].within);
	snprintf(stages, sizeof(stages), "- quality: {sets: [%s], action: mark}\n", set);
	struct json_object *documents = try_texts(stages, NULL, (const char *const *)texts, 2 * n);
	for (size_t i = 0; i < 2 * n; i++)
		free(texts[i]);
	return documents;
}

static void expect_pairs(const char *set, const struct pair *pairs, size_t n)
{
	struct json_object *documents = mark_pairs(set, pairs, n);
	for (size_t i = 0; i < n; i++) {
		char rule[100], within[160], beyond[160], wanted[300];
		snprintf(rule, sizeof(rule), "%s.%s", set, pairs[i].rule);
		reason_of(rule, json_object_array_get_idx(documents, 2 * i), within);
		reason_of(rule, json_object_array_get_idx(documents, 2 * i + 1), beyond);
		snprintf(wanted, sizeof(wanted), "%s: %s", rule, pairs[i].verdict);
		if (*within)
			fail_msg("`%s` breaks %s", pairs[i].within, within);
		assert_string_equal(beyond, wanted);
	}
	json_object_put(documents);
}

static void c4_refuses(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "lorem_ipsum", "Lorem, ipsum, and two words more.", "The filler Lorem IPSUM dolor.", "1 is over 0" },
		{ "braces", "It has (round) and [square] ones.", "It has one { of them.", "1 is over 0" },
		{ "sentences", "5*It went well. ", "4*It went well. ", "4 is under 5" },
	};
	expect_pairs("c4", FILES(pairs));
}

static void gopher_refuses_by_quality(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "min_words", "50*word ", "49*word ", "49 is under 50" },
		{ "max_words", "100000*word ", "100001*word ", "100001 is over 100000" },
		{ "min_word_length", "12*cat ", "12*cat |at", "2.9231 is under 3" },
		{ "max_word_length", "5*abcdefghij ", "5*abcdefghij |abcdefghijk", "10.1667 is over 10" },
		{ "hashes", "2*#tag |18*word ", "2*#tag |17*word ", "0.1053 is over 0.1" },
		{ "ellipses", "word... or\u2026 |18*word ", "word... or\u2026 |17*word ", "0.1053 is over 0.1" },
		{ "bullet_lines", "9*- item\n|text", "10*\u2022 item\n|text", "0.9091 is over 0.9" },
		{ "ellipsis_lines", "3*and so...\n|7*text\n", "3*and so\u2026\n|6*text\n", "0.3333 is over 0.3" },
		{ "letter_words", "8*\u043C\u0438\u0440 |2*12 ", "8*word |3*12 ", "0.7273 is under 0.8" },
		{ "stop_words", "(The cat of gold", "the the THE, cat", "1 is under 2" },
	};
	expect_pairs("gopher_quality", FILES(pairs));
}

static void gopher_refuses_repeated_lines_and_paragraphs(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "duplicate_lines", "4*same\n|a\nb\nc\nd\ne\nf\n", "4* same \n|a\nb\nc\nd\ne\n",
		  "0.3333 is over 0.3" },
		{ "duplicate_paragraphs", "4*same\nlines\n\n|a\n\nb\n\nc\n\nd\n\ne\n\nf",
		  "4*same\nlines\n \n|a\n\nb\n\nc\n\nd\n\ne", "0.3333 is over 0.3" },
		{ "duplicate_line_characters", "2*aa\n|bbb\nccc", "2*aa\n|bbb\ncc", "0.2222 is over 0.2" },
		{ "duplicate_paragraph_characters", "2*aa\n\n|bbb\n\nccc", "2*aa\n\n|bbb\n\ncc", "0.2222 is over 0.2" },
	};
	expect_pairs("gopher_repetition", FILES(pairs));
}

static void gopher_refuses_repeated_words(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "top_2_gram", "a b c a b |15*d", "a b c a b |14*d", "0.2105 is over 0.2" },
		{ "top_3_gram", "aaa bbb ccc x aaa bbb ccc |81*d", "aaa bbb ccc x aaa bbb ccc |80*d",
		  "0.1818 is over 0.18" },
		{ "top_4_gram", "aa bb cc dd x aa bb cc dd |83*d", "aa bb cc dd x aa bb cc dd |82*d",
		  "0.1616 is over 0.16" },
		{ "duplicate_5_grams", "aaa bbb ccc ddd eee x aaa bbb ccc ddd eee |69*d",
		  "aaa bbb ccc ddd eee x aaa bbb ccc ddd eee |68*d", "0.1515 is over 0.15" },
		{ "duplicate_6_grams", "aa bb cc ddd eee ff x aa bb cc ddd eee ff |71*d",
		  "aa bb cc ddd eee ff x aa bb cc ddd eee ff |70*d", "0.1414 is over 0.14" },
		{ "duplicate_7_grams", "aa bb cc dd ee ff g x aa bb cc dd ee ff g |73*d",
		  "aa bb cc dd ee ff g x aa bb cc dd ee ff g |72*d", "0.1313 is over 0.13" },
		{ "duplicate_8_grams", "aa bb cc dd e f g h x aa bb cc dd e f g h |75*d",
		  "aa bb cc dd e f g h x aa bb cc dd e f g h |74*d", "0.1212 is over 0.12" },
		{ "duplicate_9_grams", "aa bb c d e f g h i x aa bb c d e f g h i |77*d",
		  "aa bb c d e f g h i x aa bb c d e f g h i |76*d", "0.1111 is over 0.11" },
		{ "duplicate_10_grams", "a b c d e f g h i j x a b c d e f g h i j |79*d",
		  "a b c d e f g h i j x a b c d e f g h i j |78*d", "0.101 is over 0.1" },
	};
	expect_pairs("gopher_repetition", FILES(pairs));
}

static void fineweb_refuses(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "end_marks", "3*It ends.\n|22*It does not\n", "2*It ends!\n|23*It does not\n", "0.08 is under 0.12" },
		{ "short_lines", "67*A line of thirty letters 12345\n|33*This line has thirty-two letters\n",
		  "68*short\n|32*This line has thirty-two letters\n", "0.68 is over 0.67" },
		{ "line_breaks", "3*a\n|7*b ", "3*a\n|6*b ", "0.3333 is over 0.3" },
		{ "duplicate_line_characters", "a\na\n|98*b", "a\na\n|97*b", "0.0101 is over 0.01" },
	};
	expect_pairs("fineweb", FILES(pairs));
}

static void refinedweb_refuses_where_lines_with_many_words_go(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{ "removed_words", "19*word |\nMenu", "18*word |\nMenu", "0.0526 is over 0.05" },
	};
	expect_pairs("refinedweb", FILES(pairs));
}

static double number(struct json_object *document, const char *column)
{
	return json_object_get_double(json_object_object_get(document, column));
}

static void words_in_a_row_count_each_character_once(void **state)
{
	(void)state;
	struct json_object *document = mark("gopher_repetition", "10*la ");
	assert_true(number(document, "quality_top_2_gram") == 1);
	assert_true(number(document, "quality_top_4_gram") == 1);
	assert_true(number(document, "quality_duplicate_5_grams") == 0.9); /* the first word stood nowhere before */
	assert_true(number(document, "quality_duplicate_9_grams") == 0.9);
	assert_true(number(document, "quality_duplicate_10_grams") == 0);
	json_object_put(document);
	document = mark("gopher_repetition", "La la, LA no word stands twice.");
	assert_true(number(document, "quality_top_2_gram") == 0); /* compared as they stand */
	json_object_put(document);
}

static void all_rules_that_are_broken_are_marked(void **state)
{
	(void)state;
	struct json_object *document = mark("gopher_quality", "Short # text");
	assert_string_equal(json_object_get_string(json_object_object_get(document, "quality_reason")),
			    "gopher_quality.min_words: 3 is under 50; gopher_quality.hashes: 0.3333 is over 0.1; "
			    "gopher_quality.letter_words: 0.6667 is under 0.8; "
			    "gopher_quality.stop_words: 0 is under 2");
	json_object_put(document);
}

static void expect_measured(const char *sets, const char *text, const char *column, double expected)
{
	struct json_object *document = mark(sets, text);
	double value = number(document, column);
	if (value != expected)
		fail_msg("%s is %g, not %g: %s", column, value, expected, text);
	json_object_put(document);
}

static void signs_of_every_script_at_the_edges_leave_a_stop_word(void **state)
{
	(void)state;
	static const char *const words[] = { "\u201Cto\u201D",     "to\u2026",  "\u2014to\u2014", "\u00ABto\u00BB",
					     "to\u2019",           "to\u3002",  "\u061Fto",       "\u0663to",
					     "\U0001F600to\uFE0F", "\"(to,)\"", "\u2018\u201Cto2" };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		expect_measured("gopher_quality", words[i], "quality_stop_words", 1);
	expect_measured("gopher_quality", "\u00E9to to\u00E9 to\u0301", "quality_stop_words", 0);
}

static void digits_and_signs_of_every_script_are_no_letters(void **state)
{
	(void)state;
	static const char *const none[] = { "\u061F", "\u060C", "\u066A", "\u0663\u0664", "\u0967", "\u0964",
					    "\u058F", "\u10FB", "\uFF11", "\u2163",       "\u20AC", "\u2764\uFE0F" };
	static const char *const some[] = { "\u00AA", "\u043C", "\u05D0",     "\u0645",    "\u0905",
					    "\u4E2D", "\uAC00", "\U00020000", "\U00010400" };
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		expect_measured("gopher_quality", none[i], "quality_letter_words", 0);
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++)
		expect_measured("gopher_quality", some[i], "quality_letter_words", 1);
}

static void an_empty_document_has_values_where_something_can_be_counted(void **state)
{
	(void)state;
	static const char *const blank[] = { "", " \n\n\u3000\n" };
	for (size_t i = 0; i < 2; i++) {
		struct json_object *document = mark("c4, gopher_quality, gopher_repetition, fineweb, refinedweb",
						    blank[i]);
		assert_true(number(document, "quality_words") == 0);
		assert_null(json_object_object_get(document, "quality_mean_word_length"));
		assert_null(json_object_object_get(document, "quality_duplicate_lines"));
		assert_null(json_object_object_get(document, "quality_top_2_gram"));
		assert_string_equal(json_object_get_string(json_object_object_get(document, "quality_reason")),
				    "c4.sentences: 0 is under 5; gopher_quality.min_words: 0 is under 50; "
				    "gopher_quality.stop_words: 0 is under 2");
		json_object_put(document);
	}
}

/* Comparing each n-gram with each, or each word of a run with each, would take hours. */
static void a_megabyte_of_one_word_takes_no_longer_than_other_text(void **state)
{
	(void)state;
	static const char *const parts[] = { "500000*a ",    "1000000*.",      "1000000*{", "1000000*\n",
					     "400000*a b\n", "300000*\u3000a", "1000000*#", "200000*use cookies\n" };
	enum { N = sizeof(parts) / sizeof(*parts) };
	const char *texts[N];
	char *made[N];
	for (size_t i = 0; i < N; i++)
		texts[i] = made[i] = expand(parts[i]);
	json_object_put(try_texts("- quality: {sets: [c4, gopher_quality, gopher_repetition, fineweb, refinedweb], "
				  "action: mark}\n",
				  NULL, texts, N));
	for (size_t i = 0; i < N; i++)
		free(made[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(c4_refuses),
		cmocka_unit_test(gopher_refuses_by_quality),
		cmocka_unit_test(gopher_refuses_repeated_lines_and_paragraphs),
		cmocka_unit_test(gopher_refuses_repeated_words),
		cmocka_unit_test(fineweb_refuses),
		cmocka_unit_test(refinedweb_refuses_where_lines_with_many_words_go),
		cmocka_unit_test(words_in_a_row_count_each_character_once),
		cmocka_unit_test(all_rules_that_are_broken_are_marked),
		cmocka_unit_test(signs_of_every_script_at_the_edges_leave_a_stop_word),
		cmocka_unit_test(digits_and_signs_of_every_script_are_no_letters),
		cmocka_unit_test(an_empty_document_has_values_where_something_can_be_counted),
		cmocka_unit_test(a_megabyte_of_one_word_takes_no_longer_than_other_text),
	};
	return cmocka_run_group_tests_name("test_quality", tests, NULL, NULL);
}
