/* Texts of tables as values. */
#include "../unit.h"

#include "common/value.h"

static tsl_str of(const char *text)
{
	return (tsl_str){ text, strlen(text) };
}

static void reals_are_decimal_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double value;
	} good[] = {
		{ "0.1", 0.1 }, { "-1.5e-1", -0.15 }, { "+.5", 0.5 }, { "5.", 5 }, { "1E3", 1000 }, { "1e-400", 0 }
	};
	static const char *const bad[] = { "",    "-",   ".",   "e5",   "1e",    "1e+",   " 1",  "1 ",
					   "1,5", "nan", "inf", "0x10", "1.2.3", "1e999", "--1", "1_000" };
	double got;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(value_real(of(good[i].text), &got) && got == good[i].value);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(value_real(of(bad[i]), &got));
}

static void integers_are_whole_and_of_64_bits(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t value;
	} good[] = { { "0", 0 },
		     { "-7", -7 },
		     { "+7", 7 },
		     { "007", 7 },
		     { "3.0", 3 },
		     { "3e2", 300 },
		     { "9223372036854775807", INT64_MAX },
		     { "-9223372036854775807", -INT64_MAX } };
	static const char *const bad[] = { "", "-", "1.5", "9223372036854775808", "-9223372036854775808", "1e30", "x" };
	int64_t got;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(value_integer(of(good[i].text), &got) && got == good[i].value);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(value_integer(of(bad[i]), &got));
}

static void booleans_are_words_or_digits(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "yes", "no", "2", "tru", "truee", "t" };
	int8_t got = -1;
	assert_true(value_boolean(of("true"), &got) && got == 1);
	assert_true(value_boolean(of("True"), &got) && got == 1);
	assert_true(value_boolean(of("1"), &got) && got == 1);
	assert_true(value_boolean(of("FALSE"), &got) && got == 0);
	assert_true(value_boolean(of("0"), &got) && got == 0);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(value_boolean(of(bad[i]), &got));
}

static void what_is_kept_is_a_field_and_perhaps_a_type(void **state)
{
	(void)state;
	tsl_str field;
	tsl_type type;
	assert_true(value_split(of("score:real"), &field, &type));
	assert_text(field.at, field.len, "score");
	assert_int_equal(type, TSL_REAL);
	assert_true(value_split(of("dc:title:text"), &field, &type));
	assert_text(field.at, field.len, "dc:title");
	assert_true(value_split(of("outlet"), &field, &type));
	assert_int_equal(type, TSL_TEXT);
	assert_false(value_split(of("dc:title"), &field, &type));
}

static void names_of_columns_have_plain_signs(void **state)
{
	(void)state;
	char name[32];
	assert_int_equal(value_column_name(of("meta.url-2 caf\xC3\xA9"), name), 15);
	assert_string_equal(name, "meta_url-2_caf_");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reals_are_decimal_numbers),
		cmocka_unit_test(integers_are_whole_and_of_64_bits),
		cmocka_unit_test(booleans_are_words_or_digits),
		cmocka_unit_test(what_is_kept_is_a_field_and_perhaps_a_type),
		cmocka_unit_test(names_of_columns_have_plain_signs),
	};
	return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
