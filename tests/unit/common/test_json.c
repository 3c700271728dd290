/* What is JSON, and what of it is found where. */
#include "common/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Room is never moved: what was read before the array grew must not be looked at again. */
struct rooms {
	void *at[32];
	size_t n;
};

static void *new_room(void *context, size_t bytes)
{
	struct rooms *rooms = context;
	assert_true(rooms->n < 32);
	return rooms->at[rooms->n++] = malloc(bytes);
}

static void release(struct rooms *rooms)
{
	while (rooms->n)
		free(rooms->at[--rooms->n]);
}

static const struct json *read_in(struct rooms *rooms, struct json_reader *r, const char *text)
{
	*r = (struct json_reader){ .at = text, .end = text + strlen(text), .alloc = new_room, .context = rooms };
	return json_read(r);
}

static void what_the_specification_allows_is_read(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"null",
		" true ",
		"\tfalse\r\n",
		"0",
		"-0",
		"10.25",
		"1e9",
		"-1.5E-3",
		"2e+0",
		"\"\"",
		"[]",
		"{}",
		"[ ]",
		"{ }",
		"[1, [2, {\"a\": [3]}], []]",
		"{\"a\": {\"b\": null}, \"\": 0}",
		"\"\\u00e9\\n\\\"\\/\"",
		"\"\x01\"",
		"NaN",
		"[-Infinity, Infinity]",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct rooms rooms = { .n = 0 };
		struct json_reader r;
		if (!read_in(&rooms, &r, texts[i]))
			fail_msg("%s: %s, after byte %zu", texts[i], r.wrong, (size_t)(r.at - texts[i]));
		release(&rooms);
	}
}

static void what_it_forbids_is_refused_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t at;
	} cases[] = {
		{ "", 0 },          { "nul", 3 },         { "nulL", 3 },      { "[1", 2 },     { "[1,]", 3 },
		{ "[,1]", 1 },      { "[1 2]", 3 },       { "{\"a\"}", 4 },   { "{a: 1}", 1 }, { "{'a': 1}", 1 },
		{ "{\"a\": }", 6 }, { "{\"a\": 1,}", 8 }, { "{\"a\" 1}", 5 }, { "[1}", 2 },    { "{\"a\": 1]", 7 },
		{ "00", 1 },        { "1.", 2 },          { "1.e1", 2 },      { ".5", 0 },     { "+1", 0 },
		{ "-", 1 },         { "-a", 1 },          { "1e", 2 },        { "1e+ ", 4 },   { "0x1", 1 },
		{ "\"a", 2 },       { "\"\\x\"", 1 },     { "\"\\u12\"", 1 }, { "\"a\\", 2 },  { "1 2", 2 },
		{ "]", 0 },         { "--1", 1 },         { "-Inf", 4 },      { "nan", 1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rooms rooms = { .n = 0 };
		struct json_reader r;
		if (read_in(&rooms, &r, cases[i].text))
			fail_msg("%s is read", cases[i].text);
		if ((size_t)(r.at - cases[i].text) != cases[i].at)
			fail_msg("%s: after byte %zu: %s", cases[i].text, (size_t)(r.at - cases[i].text), r.wrong);
		release(&rooms);
	}
}

static void nesting_ends_at_the_deepest_level(void **state)
{
	(void)state;
	char text[2 * JSON_DEEPEST + 3];
	for (int depth = JSON_DEEPEST; depth <= JSON_DEEPEST + 1; depth++) {
		struct rooms rooms = { .n = 0 };
		struct json_reader r;
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		text[2 * depth] = 0;
		assert_int_equal(read_in(&rooms, &r, text) != NULL, depth == JSON_DEEPEST);
		release(&rooms);
	}
}

static void values_are_found_by_walking(void **state)
{
	(void)state;
	struct rooms rooms = { .n = 0 };
	struct json_reader r;
	const struct json *list = read_in(&rooms, &r, "[{\"a\": [1, 2]}, [], \"x\\ty\", -7.50]");
	assert_int_equal(list->n, 4);
	const struct json *object = json_first(list), *empty = json_next(object), *text = json_next(empty);
	assert_int_equal(object->kind, JSON_OBJECT);
	assert_memory_equal(object->raw.at, "{\"a\": [1, 2]}", object->raw.len);
	assert_int_equal(empty->n, 0);
	char copy[8];
	assert_int_equal(json_copy(text, copy), 3);
	assert_memory_equal(copy, "x\ty", 3);
	assert_memory_equal(json_next(text)->raw.at, "-7.50]", json_next(text)->raw.len);
	release(&rooms);
}

static void of_members_of_one_name_the_last_counts(void **state)
{
	(void)state;
	struct rooms rooms = { .n = 0 };
	struct json_reader r;
	const struct json *object = read_in(&rooms, &r,
					    "{\"n\": 1, \"m\": {\"n\": 2}, \"\\u006e\": 3, \"n\\u0000\": 4}");
	const struct json *n = json_member(object, (tsl_str){ "n", 1 });
	assert_memory_equal(n->raw.at, "3", 1);
	assert_memory_equal(json_member(object, (tsl_str){ "n", 2 })->raw.at, "4", 1);
	assert_null(json_member(object, (tsl_str){ "o", 1 }));
	release(&rooms);
}

static void an_array_that_grows_keeps_what_is_in_it(void **state)
{
	(void)state;
	struct rooms rooms = { .n = 0 };
	struct json_reader r;
	char text[4096] = "[";
	for (int i = 0; i < 500; i++)
		sprintf(text + strlen(text), "[%d], ", i);
	strcat(text, "0]");
	const struct json *list = read_in(&rooms, &r, text), *item = json_first(list);
	assert_int_equal(list->n, 501);
	for (int i = 0; i < 500; i++, item = json_next(item))
		assert_int_equal(atoi(json_first(item)->raw.at), i);
	release(&rooms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_specification_allows_is_read),
		cmocka_unit_test(what_it_forbids_is_refused_at_its_place),
		cmocka_unit_test(nesting_ends_at_the_deepest_level),
		cmocka_unit_test(values_are_found_by_walking),
		cmocka_unit_test(of_members_of_one_name_the_last_counts),
		cmocka_unit_test(an_array_that_grows_keeps_what_is_in_it),
	};
	return cmocka_run_group_tests_name("test_json", tests, NULL, NULL);
}
