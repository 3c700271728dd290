/* What the model of `boilerplate` may never do, however sure it is. */
#include "pages.h"

static const char *const prose[] = {
	"The ferry was late again this morning.",
	"He said that the bridge would open in May.",
	"\"Nobody asked us what we wanted,\" said Hanna Lind.",
	"Rain is expected along the coast on Friday and in the hills on Sunday.",
	"Is there anyone in the town who remembers the flood?",
	"Join us in the hall at seven for tea and a talk about eels!",
	"All photographs were taken by the readers of this paper.",
	"Click on the map to see where the boats have been found.",
};

/* A menu of n lines with one line of prose before line `at`. */
static char *menu_with(const char *line, size_t n, size_t at)
{
	static const char *const names[] = { "Harbour", "Fish prices", "Tides", "Rowing", "Chess", "Gardens", "Food" };
	char *text = malloc(n * 24 + 200), *to = text;
	for (size_t i = 0; i < n; i++) {
		if (i == at)
			to += sprintf(to, "%s\n", line);
		to += sprintf(to, "%s %zu\n", names[i % 7], i);
	}
	*to = 0;
	return text;
}

static void long_articles_lose_their_menus_too(void **state)
{
	(void)state;
	const char *parts[] = { top, article, article, article, article, bottom }; /* nine tenths of it are prose */
	char *page = join(parts, 6);
	struct json_object *document = try_text("- boilerplate", NULL, page);
	assert_null(strstr(member(document, "text"), "Fish prices"));
	json_object_put(document);
	free(page);
}

/* Short questions and answers look like links, but what would be left without them is no article. */
static void a_page_is_not_left_with_a_few_words(void **state)
{
	(void)state;
	static const char talk[] = "Hanna Lind talks about bread, bridges and the year of the flood.\n"
				   "You have sold bread for thirty years. Why?\n"
				   "Because people eat. My mother sold it, and her mother.\n"
				   "Were you asked?\nNobody asked us. Nobody ever does.\nWill you leave?\nNo.\n";
	char *page = page_around(talk);
	struct json_object *document = try_text("- boilerplate", NULL, page);
	assert_non_null(strstr(member(document, "text"), talk));
	assert_null(strstr(member(document, "text"), "Fish prices"));
	json_object_put(document);
	free(page);
}

/* The model has seen few pages that are not English: it takes their menus, and leaves their prose. */
static void prose_in_other_languages_stays(void **state)
{
	(void)state;
	static const char foreign[] =
		"Der Rat von Seehafen hat am Dienstag beschlossen, die alte Brücke den ganzen Winter lang zu sperren.\n"
		"Vom ersten Dezember an fährt eine Fähre, kostenlos.";
	static const char menu[] = "Startseite\nHafen\nRathaus\nFischpreise\nGezeiten\nLeserbriefe\nFußball\nRudern\n"
				   "Schach\nGärten\nReisen\nKleinanzeigen\nBoote\nWohnungen\nStellen\nRätsel\n";
	const char *parts[] = { menu, foreign, "\n", menu };
	char *page = join(parts, 4);
	struct json_object *document = try_text("- boilerplate", NULL, page);
	assert_non_null(strstr(member(document, "text"), foreign));
	assert_null(strstr(member(document, "text"), "Rathaus\n"));
	json_object_put(document);
	free(page);
}

static void a_text_with_prose_is_never_left_without(void **state)
{
	(void)state;
	enum { LINES = sizeof(prose) / sizeof(*prose), SIZES = 6, PLACES = 4, N = LINES * SIZES * PLACES };
	char *texts[N];
	for (size_t i = 0; i < N; i++) {
		size_t lines = 17 + 13 * (i / LINES % SIZES);
		texts[i] = menu_with(prose[i % LINES], lines, lines * (i / LINES / SIZES) / PLACES);
	}
	struct json_object *all = try_texts("- boilerplate: {threshold: 0.05}", NULL, (const char *const *)texts, N);
	for (size_t i = 0; i < N; i++) {
		if (!strstr(member(json_object_array_get_idx(all, i), "text"), prose[i % LINES]))
			fail_msg("`%s` has gone from case %zu", prose[i % LINES], i);
		free(texts[i]);
	}
	json_object_put(all);
}

static void the_model_alone_empties_no_text(void **state)
{
	(void)state;
	char *menu = menu_with("", 60, 60);
	assert_true(length_left("- boilerplate: {threshold: 0.05}", menu) > 0);
	free(menu);
}

/* ---- prose without marks, and with those of other scripts ---- */

static void expect_kept(const char *middle)
{
	const char *parts[] = { top, middle, "\n", bottom };
	char *page = join(parts, 4);
	struct json_object *document = try_text("- boilerplate: {threshold: 0.05}", NULL, page);
	if (!strstr(member(document, "text"), middle))
		fail_msg("left: %s", member(document, "text"));
	assert_null(strstr(member(document, "text"), "Fish prices"));
	json_object_put(document);
	free(page);
}

static void prose_need_not_end_in_full_stops(void **state)
{
	(void)state;
	expect_kept(
		"My uncle kept bees behind the mill, and when the river rose he carried the hives up to the attic\n"
		"where they stayed all spring, and we could hear them at night through the ceiling as we lay in bed\n"
		"so that I thought for years that every house had a sound of its own, and that ours was the bees");
}

static void the_marks_of_other_scripts_end_sentences(void **state)
{
	(void)state;
	expect_kept("Where have they taken the boats that lay in the harbour when we came home in the autumn؟\n"
		    "Nobody in the town would tell us, and the man at the gate only shook his head and laughed۔\n"
		    "(We asked him again in the spring, and he said that there had never been any boats at all.)");
}

/* A sentence that runs into the next line keeps both. */
static void wrapped_paragraphs_stay_whole(void **state)
{
	(void)state;
	static const char wrapped[] = "in the attic of the old school, where the rain had come in through\n"
				      "the roof for as long as anybody could remember, and the floor was so\n"
				      "soft that the caretaker had forbidden the children to go up there at\n"
				      "all, until one of them did and found the letters in a tin box.";
	const char *parts[] = { article, wrapped };
	char *both = join(parts, 2);
	expect_kept(both);
	free(both);
}

/* As many short lines as a page has, but nothing of a site. */
static void minutes_are_no_page(void **state)
{
	(void)state;
	static const char minutes[] =
		"Minutes of the Rowing Club\n9 May\nBoathouse, upper room\nPresent\nHanna Lind (chair)\n"
		"Omar Reed\nPia Oss\nAbsent\nTom Kell\n1. The new boats\nPia Oss has asked three builders.\n"
		"Decision\nTwo fours, no eight\nFor: 7\nAgainst: 1\n2. The jetty\nIt is rotten.\n"
		"Decision\nA new one before the winter\n3. Money\nOmar Reed will ask the town.\n"
		"4. Summer party\n20 June\nAt the old bridge\nEnd of the meeting at ten\n";
	struct json_object *document = try_text("- boilerplate: {threshold: 0.05}", NULL, minutes);
	assert_string_equal(member(document, "text"), minutes);
	json_object_put(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_articles_lose_their_menus_too),
		cmocka_unit_test(a_page_is_not_left_with_a_few_words),
		cmocka_unit_test(prose_in_other_languages_stays),
		cmocka_unit_test(a_text_with_prose_is_never_left_without),
		cmocka_unit_test(the_model_alone_empties_no_text),
		cmocka_unit_test(prose_need_not_end_in_full_stops),
		cmocka_unit_test(the_marks_of_other_scripts_end_sentences),
		cmocka_unit_test(wrapped_paragraphs_stay_whole),
		cmocka_unit_test(minutes_are_no_page),
	};
	return cmocka_run_group_tests_name("test_boilerplate_hold", tests, NULL, NULL);
}
