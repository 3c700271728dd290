/* One form for what looks the same, in edits no larger than what changes. */
#include "expect.h"

static const char *member(struct json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

/* What was removed, each piece as "begin-end reason". */
static void describe_removed(struct json_object *document, char *to, size_t room)
{
	struct json_object *rows = json_object_object_get(document, "removed");
	size_t used = 0;
	to[0] = 0;
	for (size_t i = 0; i < json_object_array_length(rows) && used < room; i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		used += (size_t)snprintf(to + used, room - used, "%s%d-%d %s", i ? ", " : "",
					 json_object_get_int(json_object_object_get(row, "source_begin")),
					 json_object_get_int(json_object_object_get(row, "source_end")),
					 member(row, "reason"));
	}
}

struct example {
	const char *text, *want;
	const char *removed; /* offsets in code points of the text as it was */
};

#define EXPECT(stage, examples) expect_all(stage, examples, sizeof(examples) / sizeof(*(examples)))

static void expect_all(const char *stage, const struct example *examples, size_t n)
{
	const char *texts[32];
	assert_true(n <= 32);
	for (size_t i = 0; i < n; i++)
		texts[i] = examples[i].text;
	struct json_object *documents = try_texts(stage, NULL, texts, n);
	for (size_t i = 0; i < n; i++) {
		struct json_object *document = json_object_array_get_idx(documents, i);
		char removed[512];
		describe_removed(document, removed, sizeof(removed));
		assert_string_equal(member(document, "text"), examples[i].want);
		assert_string_equal(removed, examples[i].removed);
	}
	json_object_put(documents);
}

static void a_text_in_form_is_left_alone(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "", "", "" },
		{ "Plain words,\n\tand a tab.\n", "Plain words,\n\tand a tab.\n", "" },
		{ "\u00C5ngstr\u00F6m \u4E00\u3042 \uD55C \U0001F600",
		  "\u00C5ngstr\u00F6m \u4E00\u3042 \uD55C \U0001F600", "" },
		{ "\u201COld\u201D \u2014 new", "\u201COld\u201D \u2014 new", "" },
		{ "\u05D0\u05B8\u05D1 \u0E19\u0E35\u0E49", "\u05D0\u05B8\u05D1 \u0E19\u0E35\u0E49", "" },
	};
	EXPECT("- normalize", examples);
}

static void letters_and_marks_are_composed(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "The cafe\u0301 closed", "The caf\u00E9 closed", "7-9 nfc" },
		{ "q\u0307\u0323", "q\u0323\u0307", "1-3 nfc" }, /* in order, though nothing composes */
		{ "a\u0301\u0323", "\u1EA1\u0301", "0-3 nfc" },  /* the lower mark first */
		{ "\u1100\u1161\u11A8.", "\uAC01.", "0-3 nfc" }, /* Hangul from its letters */
		{ "\uAC00\u11A8", "\uAC01", "0-2 nfc" },         /* and from a syllable */
		{ "\uAC00\u11A7", "\uAC00\u11A7", "" },          /* which this one does not belong to */
		{ "5 \u212B", "5 \u00C5", "2-3 nfc" },           /* the sign and the letter */
		{ "\u0915\u093C \u0958", "\u0915\u093C \u0915\u093C", "3-4 nfc" }, /* not to be composed */
		{ "\U00011099\U000110BA", "\U0001109A", "0-2 nfc" },               /* beyond U+FFFF */
		{ "\u0301e", "\u0301e", "" },                                      /* nothing before it */
	};
	EXPECT("- normalize", examples);
}

static void line_ends_become_lf_by_the_smallest_edit(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "one\r\ntwo\rthree\n", "one\ntwo\nthree\n", "3-4 line end, 8-9 line end" },
		{ "\r\r\n", "\n\n", "0-1 line end, 1-2 line end" },
		{ "end\r", "end\n", "3-4 line end" },
		{ "a\r\rb", "a\n\nb", "1-3 line end" },
	};
	EXPECT("- normalize", examples);
}

static void invisible_characters_go(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "in\u200Bvis\u2060ible\uFEFF", "invisible", "2-3 invisible, 6-7 invisible, 11-12 invisible" },
		{ "\u200B\uFEFF\u2060.", ".", "0-3 invisible" },
		{ "\u200Eleft\u202A \u061Cright", "left right", "0-1 invisible, 5-6 invisible, 7-8 invisible" },
		{ "har\u00ADbour", "harbour", "3-4 soft hyphen" },
	};
	EXPECT("- normalize", examples);
}

static void joiners_stay_only_where_they_show(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
		  "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "" },
		{ "\U0001F469\U0001F3FD\u200D\U0001F680", "\U0001F469\U0001F3FD\u200D\U0001F680", "" },
		{ "\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525", "" },
		{ "\u0D28\u0D4D\u200D ", "\u0D28\u0D4D\u200D ", "" }, /* behind a virama, at the word's end */
		{ "\u0645\u200C\u200C\u0645", "\u0645\u200C\u0645", "2-3 invisible" },
		{ "\u0645\u200B\u200C\uFEFF\u0645", "\u0645\u200C\u0645", "1-2 invisible, 3-4 invisible" },
		{ "wa\u200Dter", "water", "2-3 invisible" },
		{ "\u0645\u200C \u200D\u0645", "\u0645 \u0645", "1-2 invisible, 3-4 invisible" },
		{ "\u200D", "", "0-1 invisible" },
	};
	EXPECT("- normalize", examples);
}

static void controls_go_and_words_stay_parted(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "be\x01ll\x1B.\x7F", "bell.", "2-3 control, 5-6 control, 7-8 control" },
		{ "it\xC2\x92s", "its", "2-3 control" },
		{ "page\ftwo", "page two", "4-5 control" },
		{ "page\n\ftwo\f", "page\ntwo", "5-6 control, 9-10 control" },
		{ "a\xC2\x85z", "a z", "1-2 control" },
	};
	EXPECT("- normalize", examples);
}

static void nul_bytes_go_too(void **state)
{
	(void)state;
	static const struct try_file in = { "in.jsonl", "{\"id\": \"a\", \"text\": \"nu\\u0000\\u0000ll\"}\n", 0 };
	expect_output("teasel: 1\ninput:\n  - jsonl: {paths: [in.jsonl]}\nstages:\n  - normalize\noutput:\n"
		      "  - jsonl: {path: out.jsonl}\n",
		      &in, 1, 0, "run/out.jsonl",
		      "{\"id\": \"a\", \"text\": \"null\", \"removed\": [{\"source_begin\": 2, \"source_end\": 4, "
		      "\"stage\": \"normalize\", \"reason\": \"control\"}]}\n");
}

static void a_letter_is_composed_across_what_went(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "e\u200B\u0301", "\u00E9", "0-3 nfc, 1-2 invisible" },
	};
	EXPECT("- normalize", examples);
}

static void quotes_and_dashes_are_straightened_where_wanted(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "\u201CIt\u2019s so\u201D", "\"It's so\"", "0-1 quotes, 3-4 quotes, 8-9 quotes" },
		{ "\u201Egut\u201C", "\"gut\"", "0-1 quotes, 4-5 quotes" },
		{ "1990\u20132000 \u2014 ten", "1990-2000 - ten", "4-5 dashes, 10-11 dashes" },
	};
	EXPECT("- normalize: {quotes: true, dashes: true}", examples);
}

static void each_part_can_be_turned_off(void **state)
{
	(void)state;
	static const struct {
		const char *option, *text;
	} cases[] = {
		{ "- normalize: {nfc: false}", "e\u0301" },
		{ "- normalize: {line_ends: false}", "one\r\ntwo\r" },
		{ "- normalize: {invisible: false}", "in\u200Bvisible\uFEFF\u061C" },
		{ "- normalize: {soft_hyphens: false}", "har\u00ADbour" },
		{ "- normalize: {controls: false}", "be\x01ll\x7F\xC2\x92\f" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct example same = { cases[i].text, cases[i].text, "" };
		expect_all(cases[i].option, &same, 1);
	}
}

static void spans_of_the_reader_move_along(void **state)
{
	(void)state;
	static const struct try_file in = {
		"in.jsonl",
		"{\"id\": \"a\", \"text\": \"A\\r\\ncafe\\u0301 here\", \"spans\": [{\"begin\": 3, \"end\": 8}]}\n", 0
	};
	expect_output("teasel: 1\ninput:\n  - jsonl: {paths: [in.jsonl], layers: {spans: spans}}\nstages:\n"
		      "  - normalize\noutput:\n  - jsonl: {path: out.jsonl, source: true}\n",
		      &in, 1, 0, "run/out.jsonl",
		      "{\"id\": \"a\", \"text\": \"A\\ncaf\u00E9 here\", \"spans\": [{\"begin\": 2, \"end\": 6, "
		      "\"source_begin\": 3, \"source_end\": 8}], \"removed\": ["
		      "{\"source_begin\": 1, \"source_end\": 2, \"stage\": \"normalize\", \"reason\": \"line end\"}, "
		      "{\"source_begin\": 6, \"source_end\": 8, \"stage\": \"normalize\", \"reason\": \"nfc\"}]}\n");
}

/* Sorting them by insertion would take hours. */
static void a_heap_of_marks_takes_no_longer_than_other_text(void **state)
{
	(void)state;
	size_t pairs = 500000;
	char *text = malloc(4 * pairs + 2), *at = text;
	*at++ = 'q';
	for (size_t i = 0; i < pairs; i++, at += 4)
		memcpy(at, "\u0307\u0323", 4);
	*at = 0;
	struct json_object *document = try_text("- normalize", NULL, text);
	const char *got = member(document, "text");
	assert_int_equal(strlen(got), 4 * pairs + 1);
	for (size_t i = 0; i < 2 * pairs; i++)
		assert_memory_equal(got + 1 + 2 * i, i < pairs ? "\u0323" : "\u0307", 2);
	json_object_put(document);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_in_form_is_left_alone),
		cmocka_unit_test(letters_and_marks_are_composed),
		cmocka_unit_test(line_ends_become_lf_by_the_smallest_edit),
		cmocka_unit_test(invisible_characters_go),
		cmocka_unit_test(joiners_stay_only_where_they_show),
		cmocka_unit_test(controls_go_and_words_stay_parted),
		cmocka_unit_test(nul_bytes_go_too),
		cmocka_unit_test(a_letter_is_composed_across_what_went),
		cmocka_unit_test(quotes_and_dashes_are_straightened_where_wanted),
		cmocka_unit_test(each_part_can_be_turned_off),
		cmocka_unit_test(spans_of_the_reader_move_along),
		cmocka_unit_test(a_heap_of_marks_takes_no_longer_than_other_text),
	};
	return cmocka_run_group_tests_name("test_normalize", tests, NULL, NULL);
}
