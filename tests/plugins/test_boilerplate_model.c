/* The model takes lines that no family knows from pages, leaves plain texts alone, and never takes all the prose. */
#include "pages.h"

static void a_page_loses_its_menus_and_keeps_its_article(void **state)
{
	(void)state;
	char *page = page_around(article);
	struct json_object *document = try_text("- boilerplate", NULL, page);
	const char *left = member(document, "text");
	assert_non_null(strstr(left, "The council of Selhaven voted"));
	assert_non_null(strstr(left, "\"Nobody asked us,\" said Hanna Lind"));
	assert_non_null(strstr(left, "who paid for them."));
	assert_null(strstr(left, "Fish prices"));
	assert_null(strstr(left, "Boats for sale"));
	assert_null(strstr(left, "Modern slavery statement"));
	assert_true(has_reason(document, "model"));
	json_object_put(document);
	free(page);
}

static void without_the_model_only_families_go(void **state)
{
	(void)state;
	char *page = page_around(article);
	struct json_object *document = try_text("- boilerplate: {model_lines: false}", NULL, page);
	assert_non_null(strstr(member(document, "text"), "Fish prices"));
	assert_false(has_reason(document, "model"));
	json_object_put(document);
	free(page);
}

static void a_surer_model_takes_less(void **state)
{
	(void)state;
	char *page = page_around(article);
	size_t bold = length_left("- boilerplate: {threshold: 0.05}", page);
	size_t plain = length_left("- boilerplate", page);
	size_t sure = length_left("- boilerplate: {threshold: 0.95}", page);
	assert_true(bold <= plain && plain <= sure && bold < sure);
	free(page);
}

static void families_and_the_users_patterns_are_named_before_the_model(void **state)
{
	(void)state;
	const char *parts[] = { top, "Read more\n", article, bottom };
	char *page = join(parts, 4);
	struct json_object *document = try_text("- boilerplate: {lines: [Puzzles], patterns: ['^Tides$']}", NULL, page);
	assert_true(has_reason(document, "line"));
	assert_true(has_reason(document, "pattern"));
	assert_true(has_reason(document, "navigation"));
	json_object_put(document);
	free(page);
}

static void a_family_that_is_turned_off_stays_before_the_model_too(void **state)
{
	(void)state;
	const char *parts[] = { top, "Read more\n", article, bottom, "Tweet\n" };
	char *page = join(parts, 5);
	struct json_object *document = try_text("- boilerplate: {without: [sharing, navigation]}", NULL, page);
	assert_non_null(strstr(member(document, "text"), "Read more\n"));
	assert_non_null(strstr(member(document, "text"), "Tweet\n"));
	assert_null(strstr(member(document, "text"), "Fish prices"));
	json_object_put(document);
	free(page);
}

/* The page with a blank line behind each line. */
static char *spread(const char *page)
{
	char *text = malloc(2 * strlen(page) + 1), *to = text;
	for (; *page; page++) {
		*to++ = *page;
		if (*page == '\n')
			*to++ = '\n';
	}
	*to = 0;
	return text;
}

static void blank_lines_change_nothing(void **state)
{
	(void)state;
	char *page = page_around(article), *wide = spread(page);
	struct json_object *one = try_text("- boilerplate", NULL, page), *two = try_text("- boilerplate", NULL, wide);
	char *left = spread(member(one, "text"));
	size_t n = strlen(member(two, "text"));
	assert_memory_equal(left, member(two, "text"), n);
	assert_true(strlen(left) <= n + 2);
	free(left);
	json_object_put(one);
	json_object_put(two);
	free(page);
	free(wide);
}

/* ---- plain texts ---- */

static const char *const plain[] = {
	"Rain.",
	"The ferry was late. Nobody minded.",
	"STORM CLOSES HARBOUR\nBy Anna Berg\n3 March 2024\n\nThe harbour shut at noon.\n\nBoats turned back.",
	"Old bridge shut for the winter\n\nBy Tom Hale\n\nSELHAVEN - The bridge is shut.\n\n\"We waited,\" she "
	"said.\n\n"
	"\"Nobody came.\"\n\nThe mayor was away.\n\nHe is back on Monday.",
	/* a poem */
	"The lamp upon the harbour wall\nWas lit before the tide came in\nAnd those who heard the keeper call\nCame "
	"home "
	"with salt upon the skin\n\nThe boats lay quiet side by side\nThe nets were hung along the pier\nAnd nobody "
	"had "
	"asked the tide\nWhat it had taken in the year\n\nMy mother counted every sail\nMy father would not look at "
	"all\nHe said the sea would tell the tale\nHe said the lamp was on the wall\n\nAnd when the morning found the "
	"quay\nWith ropes and gulls and empty crates\nWe learned the number of the free\nAnd wrote the others on the "
	"gates",
	/* a list */
	"What to pack\n\n- two woollen jumpers\n- a waterproof jacket\n- boots with a good sole\n- a torch\n- tea\n- "
	"biscuits\n- a map of the islands\n- a compass\n- matches\n- a tin mug\n- soap\n- a towel\n- socks\n- a "
	"knife\n- "
	"string\n- a book for the evenings\n- letters for the keeper\n\nLeave the rest at home.",
	/* dialogue */
	"\"Where were you?\"\n\"At the mill.\"\n\"All night?\"\n\"Until four.\"\n\"Alone?\"\n\"No.\"\n\"Who was "
	"there?\"\n\"You know who.\"\n\"Say it.\"\n\"Her brother.\"\n\"And the money?\"\n\"Gone.\"\n\"All of "
	"it?\"\n\"Every coin.\"\n\"Then we are finished.\"\n\"We were finished in March.\"\n\"Do not say that.\"\nShe "
	"closed the door.",
	/* a recipe */
	"Barley soup\n\nServes four\n\n200 g barley\n1 onion\n2 carrots\n1 leek\n2 litres water\nSalt\nPepper\nA bay "
	"leaf\nParsley\n\nChop the onion and the leek\nFry them in butter\nAdd the barley\nAdd water and the bay "
	"leaf\nSimmer for an hour\nAdd the carrots\nSeason and serve",
	/* wrapped by hand */
	"The council of Selhaven voted on Tuesday to close\nthe old bridge for the whole of the winter, "
	"after\nengineers "
	"found cracks in two of its nine piers\nand warned that ice could bring down the span.\n\nShopkeepers on the "
	"east bank said they had not\nbeen told. Many of them live from the market on\nSaturdays, and the market lives "
	"from the bridge.\nThe mayor promised a ferry, free of charge, from\nthe first of December.\n\nThe last time "
	"the "
	"bridge was shut, in the flood\nof 1987, the town bought two barges and tied them\ntogether. Nobody on the "
	"council remembers who\npaid for them, or where they are today. One is\nsaid to lie in the reeds below the "
	"mill, "
	"with a\nwillow growing through its deck.",
	/* questions and answers */
	"Q: Why now?\nA: Because the river will not wait.\nQ: Who pays?\nA: The county.\nQ: And after that?\nA: We "
	"shall "
	"see.\nQ: Are you tired?\nA: Yes\nQ: Will you stand again?\nA: Ask me in May\nQ: Your opponent?\nA: A decent "
	"man\nQ: Your first job?\nA: I sold eels\nQ: And then?\nA: The army\nQ: Do you read?\nA: Maps, mostly\nQ: A "
	"last "
	"word?\nA: No",
	/* a table */
	"Team\tPlayed\tPoints\nNorthgate\t20\t41\nHarbour\t20\t40\nMillfield\t19\t38\nEastern\t20\t33\nOldtown\t20\t31"
	"\n"
	"Castle\t20\t30\nRivergate\t20\t28\nKingsway\t19\t27\nPark\t20\t26\nAbbey\t20\t24\nStation\t20\t22\nDocks\t20\t"
	"21\nHill\t20\t17\nMeadow\t20\t16\nForest\t20\t15\nQuay\t20\t11\nTower\t20\t9",
	/* another language */
	"Der Rat sperrt die Br\xC3\xBC"
	"cke\n\nDer Rat von Selhaven hat am Dienstag beschlossen, die alte Br\xC3\xBC"
	"cke zu "
	"sperren.\n\nH\xC3\xA4ndler am Ostufer klagen.\n\nNiemand hat uns gefragt, sagte eine B\xC3\xA4"
	"ckerin.",
};

static void plain_texts_stay_whole(void **state)
{
	(void)state;
	enum { N = sizeof(plain) / sizeof(*plain) };
	struct json_object *all = try_texts("- boilerplate", NULL, plain, N);
	for (size_t i = 0; i < N; i++)
		assert_string_equal(member(json_object_array_get_idx(all, i), "text"), plain[i]);
	json_object_put(all);
}

/* ---- odd texts ---- */

static char *repeated(const char *piece, size_t n)
{
	size_t len = strlen(piece);
	char *text = malloc(n * len + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, piece, len);
	text[n * len] = 0;
	return text;
}

static void enormous_texts_take_no_longer_than_their_length(void **state)
{
	(void)state;
	static const char *const pieces[] = { "\n", "a\n", "Menu item\n", ". ", "\xE2\x80\xA2\n", "word " };
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		char *text = repeated(pieces[i], 300000);
		length_left("- boilerplate", text);
		free(text);
	}
}

/* ---- what the model sees ---- */

static void what_the_model_sees_can_be_written_out(void **state)
{
	(void)state;
	char *page = page_around(article);
	struct json_object *document = try_text("- boilerplate: {features: true}", "chrome", page);
	struct json_object *rows = json_object_object_get(document, "chrome");
	assert_int_equal(json_object_array_length(rows), 25 + 5 + 20);
	struct json_object *second = json_object_array_get_idx(rows, 1);
	assert_int_equal(json_object_get_int(json_object_object_get(second, "at")), strlen("Selhaven Courier\n"));
	size_t blanks = 0;
	for (const char *at = member(second, "features"); *at; at++)
		blanks += *at == ' ';
	assert_int_equal(blanks, 132);
	json_object_put(document);
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_loses_its_menus_and_keeps_its_article),
		cmocka_unit_test(without_the_model_only_families_go),
		cmocka_unit_test(a_surer_model_takes_less),
		cmocka_unit_test(families_and_the_users_patterns_are_named_before_the_model),
		cmocka_unit_test(a_family_that_is_turned_off_stays_before_the_model_too),
		cmocka_unit_test(blank_lines_change_nothing),
		cmocka_unit_test(plain_texts_stay_whole),
		cmocka_unit_test(enormous_texts_take_no_longer_than_their_length),
		cmocka_unit_test(what_the_model_sees_can_be_written_out),
	};
	return cmocka_run_group_tests_name("test_boilerplate_model", tests, NULL, NULL);
}
