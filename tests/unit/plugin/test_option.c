#include "../unit.h"

#include "base/utf8.h"
#include "plugin/option.h"

#include <math.h>

static bool read_as(const tsl_option *o, tsl_type type, const char *text, bool plain, void *to, tsl_error *e)
{
	e->text[0] = 0;
	bool good = option_read(o, type, (tsl_str){ text, strlen(text) }, plain, to, e);
	assert_true(good == !e->text[0]);
	return good;
}

static bool reads(const tsl_option *o, const char *text, void *to)
{
	tsl_error e;
	return read_as(o, o->type, text, true, to, &e);
}

static void check_error(const tsl_option *o, const char *text, bool plain, const char *want)
{
	tsl_error e;
	union {
		double real;
		int64_t integer;
		bool boolean;
		tsl_str text;
	} to;
	assert_false(read_as(o, o->type == TSL_LIST ? TSL_TEXT : o->type, text, plain, &to, &e));
	assert_string_equal(e.text, want);
}

/* ---- numbers ---- */

static void a_number_is_read_as_it_is_written(void **state)
{
	(void)state;
	const tsl_option o = { .name = "weight", .type = TSL_REAL };
	const struct {
		const char *text;
		double value;
	} cases[] = { { "0", 0 },      { "1.5", 1.5 },    { "-2", -2 },  { "+3", 3 },
		      { "1e3", 1000 }, { "2.5E-1", .25 }, { ".5", 0.5 }, { "007", 7 } };
	for (size_t i = 0; i < COUNT(cases); i++) {
		double x = -1;
		assert_true(reads(&o, cases[i].text, &x));
		assert_true(x == cases[i].value);
	}
}

static void what_is_no_number_is_refused(void **state)
{
	(void)state;
	const tsl_option real = { .name = "weight", .type = TSL_REAL };
	const tsl_option whole = { .name = "count", .type = TSL_INTEGER };
	static const char *const bad[] = { "",   "x",  "1,5", " 1",    "1 ", "nan", ".nan",  "inf", ".inf", "0x10",
					   "1e", "e5", "--1", "1.2.3", "-",  ".",   "1_000", "1e+", "1e5x", "true" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		double x;
		int64_t n;
		assert_false(reads(&real, bad[i], &x));
		assert_false(reads(&whole, bad[i], &n));
	}
	check_error(&real, "many", true, "`weight` takes a number, not `many`");
	check_error(&whole, "1.5", true, "`count` takes a whole number, not `1.5`");
	check_error(&whole, "1e3", true, "`count` takes a whole number, not `1e3`");
}

static void a_number_may_be_as_long_as_it_is_sensible(void **state)
{
	(void)state;
	const tsl_option real = { .name = "weight", .type = TSL_REAL };
	char digits[200];
	double x;
	memset(digits, '1', sizeof(digits));
	digits[63] = 0;
	assert_true(reads(&real, digits, &x));
	digits[63] = '1';
	digits[199] = 0;
	assert_false(reads(&real, digits, &x));
	check_error(&real, "1e999", true, "1e999 is too large a number");
}

static void whole_numbers_reach_both_ends(void **state)
{
	(void)state;
	const tsl_option o = { .name = "count", .type = TSL_INTEGER };
	int64_t x;
	assert_true(reads(&o, "9223372036854775807", &x) && x == INT64_MAX);
	assert_true(reads(&o, "-9223372036854775807", &x) && x == -INT64_MAX);
	check_error(&o, "9223372036854775808", true, "9223372036854775808 is too large a number");
}

static void a_range_includes_both_its_ends(void **state)
{
	(void)state;
	const tsl_option o = { .name = "share", .type = TSL_REAL, .min = 0, .max = 1 };
	double x;
	assert_true(reads(&o, "0", &x) && reads(&o, "1", &x) && reads(&o, "0.5", &x));
	check_error(&o, "1.01", true, "1.01 is out of range: `share` takes 0 to 1");
	check_error(&o, "-0.5", true, "-0.5 is out of range: `share` takes 0 to 1");
	const tsl_option whole = { .name = "most", .type = TSL_INTEGER, .min = 1, .max = INFINITY };
	int64_t n;
	assert_true(reads(&whole, "1", &n) && reads(&whole, "1000000000000", &n));
	check_error(&whole, "0", true, "0 is out of range: `most` takes at least 1");
}

static void without_min_below_max_there_is_no_range(void **state)
{
	(void)state;
	char range[64];
	const tsl_option o = { .name = "share", .type = TSL_REAL };
	double x;
	assert_true(reads(&o, "-1e300", &x));
	assert_string_equal(option_range(&o, range), "");
	assert_string_equal(option_range(&(tsl_option){ .min = -1, .max = 2.5 }, range), "-1 to 2.5");
	assert_string_equal(option_range(&(tsl_option){ .min = 3, .max = INFINITY }, range), "at least 3");
}

/* ---- truth values ---- */

static void a_truth_value_is_true_or_false_and_nothing_else(void **state)
{
	(void)state;
	const tsl_option o = { .name = "strict", .type = TSL_BOOLEAN };
	static const char *const bad[] = { "", "yes", "no", "on", "off", "True", "FALSE", "1", "0", "y", "~" };
	bool x = false;
	assert_true(reads(&o, "true", &x) && x);
	assert_true(reads(&o, "false", &x) && !x);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(reads(&o, bad[i], &x));
	check_error(&o, "yes", true, "`strict` takes true or false, not `yes`");
}

/* ---- texts ---- */

static void a_text_is_not_copied(void **state)
{
	(void)state;
	const tsl_option o = { .name = "label", .type = TSL_TEXT };
	const char *text = "The Herald: morning";
	tsl_str got;
	assert_true(reads(&o, text, &got));
	assert_ptr_equal(got.at, text);
	assert_int_equal(got.len, strlen(text));
}

static void a_plain_word_that_yaml_may_read_otherwise_must_be_quoted(void **state)
{
	(void)state;
	const tsl_option o = { .name = "label", .type = TSL_TEXT };
	static const char *const words[] = { "y",    "n",     "yes",  "No",   "NO", "on",   "Off",
					     "true", "False", "null", "NULL", "~",  "TRUE", "OFF" };
	tsl_error e;
	tsl_str got;
	for (size_t i = 0; i < COUNT(words); i++) {
		assert_false(read_as(&o, TSL_TEXT, words[i], true, &got, &e));
		assert_true(read_as(&o, TSL_TEXT, words[i], false, &got, &e));
	}
	check_error(&o, "no", true,
		    "`label` takes a text, and `no` without quotes is a truth value or nothing in YAML: write \"no\"");
	check_error(&o, "", true,
		    "`label` takes a text, but nothing stands here: take it away, or write \"\" for an empty one");
	assert_true(read_as(&o, TSL_TEXT, "", false, &got, &e));
	assert_true(read_as(&o, TSL_TEXT, "none", true, &got, &e));
	assert_true(read_as(&o, TSL_TEXT, "nO", true, &got, &e));
	assert_true(read_as(&o, TSL_TEXT, "12", true, &got, &e));
}

static void a_choice_that_is_misspelt_is_named(void **state)
{
	(void)state;
	const tsl_option o = { .name = "mode", .type = TSL_TEXT, .choices = "news social off" };
	tsl_str got;
	assert_true(reads(&o, "news", &got));
	assert_true(reads(&o, "off", &got)); /* it can mean nothing else here */
	check_error(&o, "socail", true, "`socail` is not a choice of `mode`: did you mean `social`?");
	check_error(&o, "poetry", true, "`poetry` is not a choice of `mode`: it takes news, social or off");
	check_error(&o, "new", true, "`new` is not a choice of `mode`: did you mean `news`?");
	check_error(&o, "news social", true, "`news social` is not a choice of `mode`: it takes news, social or off");
	check_error(&o, "", false, "`` is not a choice of `mode`: it takes news, social or off");
}

static void the_length_of_a_text_has_a_range(void **state)
{
	(void)state;
	const tsl_option o = { .name = "mark", .type = TSL_TEXT, .min = 1, .max = 3 };
	tsl_str got;
	assert_true(reads(&o, "abc", &got));
	check_error(&o, "abcd", true, "a length of 4 is out of range: `mark` takes 1 to 3");
	check_error(&o, "", false, "a length of 0 is out of range: `mark` takes 1 to 3");
}

static void the_range_of_a_list_is_not_that_of_its_items(void **state)
{
	(void)state;
	const tsl_option o = { .name = "words", .type = TSL_LIST, .min = 1, .max = 3 };
	tsl_str got;
	tsl_error e;
	assert_true(read_as(&o, TSL_TEXT, "a long item", true, &got, &e));
	check_error(&o, "no", true,
		    "`words` takes a text, and `no` without quotes is a truth value or nothing in YAML: write \"no\"");
}

static void what_takes_more_than_a_scalar_refuses_one(void **state)
{
	(void)state;
	tsl_groups to;
	check_error(&(tsl_option){ .name = "targets", .type = TSL_GROUPS }, "x", true,
		    "`targets` takes a mapping of names to lists of texts, not `x`");
	(void)to;
}

static void errors_quote_whole_code_points(void **state)
{
	(void)state;
	char text[400];
	tsl_error e;
	tsl_str got;
	double x;
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "\xe2\x82\xac", 4);
	for (size_t cut = 0; cut < 3; cut++) {
		memset(text, 'a', cut);
		for (size_t i = cut; i + 3 < sizeof(text); i += 3)
			memcpy(text + i, "\xe2\x82\xac", 4);
		const tsl_option real = { .name = "weight", .type = TSL_REAL };
		const tsl_option choice = { .name = "mode", .type = TSL_TEXT, .choices = "a b" };
		assert_false(read_as(&real, TSL_REAL, text, true, &x, &e));
		assert_int_equal(utf8_valid(e.text, strlen(e.text)), strlen(e.text));
		assert_false(read_as(&choice, TSL_TEXT, text, true, &got, &e));
		assert_int_equal(utf8_valid(e.text, strlen(e.text)), strlen(e.text));
	}
}

/* ---- defaults ---- */

static void defaults_are_read_as_from_yaml(void **state)
{
	(void)state;
	arena memory = { 0 };
	tsl_error e;
	double real = 7;
	int64_t whole = 7;
	bool truth = false;
	tsl_str text = { 0 };
	assert_true(option_default(&(tsl_option){ .type = TSL_REAL, .def = "0.5" }, &memory, &real, &e) && real == 0.5);
	assert_true(option_default(&(tsl_option){ .type = TSL_INTEGER, .def = "-3" }, &memory, &whole, &e));
	assert_int_equal(whole, -3);
	assert_true(option_default(&(tsl_option){ .type = TSL_BOOLEAN, .def = "true" }, &memory, &truth, &e) && truth);
	assert_true(option_default(&(tsl_option){ .type = TSL_TEXT, .def = "off" }, &memory, &text, &e));
	assert_text(text.at, text.len, "off");
	arena_release(&memory);
}

static void without_a_default_the_member_stays_zero(void **state)
{
	(void)state;
	arena memory = { 0 };
	tsl_error e;
	double real = 0;
	tsl_groups groups = { 0 };
	assert_true(option_default(&(tsl_option){ .type = TSL_REAL }, &memory, &real, &e) && real == 0);
	assert_true(option_default(&(tsl_option){ .type = TSL_GROUPS }, &memory, &groups, &e) && !groups.n);
	arena_release(&memory);
}

static void items_of_a_default_list_are_parted_by_commas(void **state)
{
	(void)state;
	arena memory = { 0 };
	tsl_error e;
	tsl_list list = { 0 };
	tsl_option o = { .name = "off", .type = TSL_LIST, .def = "cookies, no comments,sharing" };
	assert_true(option_default(&o, &memory, &list, &e));
	assert_int_equal(list.n, 3);
	assert_text(list.at[0].at, list.at[0].len, "cookies");
	assert_text(list.at[1].at, list.at[1].len, "no comments");
	assert_text(list.at[2].at, list.at[2].len, "sharing");
	o.def = "";
	assert_true(option_default(&o, &memory, &list, &e));
	assert_int_equal(list.n, 0);
	o.def = "cookies, jam";
	o.choices = "cookies sharing";
	assert_false(option_default(&o, &memory, &list, &e));
	assert_string_equal(e.text, "`jam` is not a choice of `off`: it takes cookies or sharing");
	arena_release(&memory);
}

/* ---- tables of plugins built with another header ---- */

static void a_table_with_shorter_items_reads_as_zero_behind_them(void **state)
{
	(void)state;
	struct short_option {
		const char *name;
		tsl_type type;
		size_t at;
	};
	const struct short_option list[] = { { "first", TSL_REAL, 8 }, { "second", TSL_TEXT, 16 } };
	const tsl_array options = TSL_ARRAY(list);
	tsl_option o;
	assert_true(option_find(&options, "second", &o));
	assert_int_equal(o.type, TSL_TEXT);
	assert_int_equal(o.at, 16);
	assert_null(o.doc);
	assert_null(o.choices);
	assert_false(o.required);
	assert_false(option_find(&options, "third", &o));
	assert_string_equal(option_at(&options, 0).name, "first");
}

static void a_table_with_longer_items_is_read_as_far_as_it_is_known(void **state)
{
	(void)state;
	struct long_field {
		tsl_field known;
		double more;
	};
	const struct long_field list[] = { { { .name = "words" }, 1 }, { { .name = "words.tone" }, 2 } };
	const tsl_array fields = TSL_ARRAY(list);
	assert_string_equal(field_at(&fields, 1).name, "words.tone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_read_as_it_is_written),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(a_number_may_be_as_long_as_it_is_sensible),
		cmocka_unit_test(whole_numbers_reach_both_ends),
		cmocka_unit_test(a_range_includes_both_its_ends),
		cmocka_unit_test(without_min_below_max_there_is_no_range),
		cmocka_unit_test(a_truth_value_is_true_or_false_and_nothing_else),
		cmocka_unit_test(a_text_is_not_copied),
		cmocka_unit_test(a_plain_word_that_yaml_may_read_otherwise_must_be_quoted),
		cmocka_unit_test(a_choice_that_is_misspelt_is_named),
		cmocka_unit_test(the_length_of_a_text_has_a_range),
		cmocka_unit_test(the_range_of_a_list_is_not_that_of_its_items),
		cmocka_unit_test(what_takes_more_than_a_scalar_refuses_one),
		cmocka_unit_test(errors_quote_whole_code_points),
		cmocka_unit_test(defaults_are_read_as_from_yaml),
		cmocka_unit_test(without_a_default_the_member_stays_zero),
		cmocka_unit_test(items_of_a_default_list_are_parted_by_commas),
		cmocka_unit_test(a_table_with_shorter_items_reads_as_zero_behind_them),
		cmocka_unit_test(a_table_with_longer_items_is_read_as_far_as_it_is_known),
	};
	return cmocka_run_group_tests_name("test_option", tests, NULL, NULL);
}
