#include "../unit.h"

#include "base/str.h"

#include <math.h>

static void a_zeroed_str_is_empty_and_may_be_released(void **state)
{
	(void)state;
	str s = { 0 };
	assert_int_equal(s.len, 0);
	str_clear(&s);
	str_release(&s);
	str_release(&s);
}

static void it_ends_in_a_nul_that_does_not_count(void **state)
{
	(void)state;
	str s = { 0 };
	str_add(&s, NULL, 0);
	assert_string_equal(s.at, "");
	str_puts(&s, "three");
	str_putc(&s, ' ');
	str_addf(&s, "%d%s", 42, "!");
	assert_string_equal(s.at, "three 42!");
	assert_int_equal(s.len, 9);
	str_clear(&s);
	assert_string_equal(s.at, "");
	assert_int_equal(s.len, 0);
	str_release(&s);
}

static void memory_for_a_huge_text_is_not_kept(void **state)
{
	(void)state;
	str s = { 0 };
	assert_non_null(str_room(&s, STR_KEPT / 2));
	str_clear(&s);
	assert_true(s.room > STR_KEPT / 2);
	assert_non_null(str_room(&s, STR_KEPT + 1));
	str_clear(&s);
	assert_int_equal(s.room, 0);
	str_puts(&s, "again");
	assert_string_equal(s.at, "again");
	str_release(&s);
}

static void bytes_may_hold_a_nul(void **state)
{
	(void)state;
	str s = { 0 };
	str_add(&s, "a\0b", 3);
	str_putc(&s, 0);
	assert_int_equal(s.len, 4);
	assert_memory_equal(s.at, "a\0b\0", 5);
	str_release(&s);
}

static void it_grows_at_every_length(void **state)
{
	(void)state;
	str s = { 0 };
	for (size_t i = 0; i < 5000; i++) {
		str_addf(&s, "%c", (int)('a' + i % 26));
		assert_int_equal(s.len, i + 1);
		assert_int_equal(s.at[i + 1], 0);
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(s.at[i], 'a' + i % 26);
	str_release(&s);
}

static void room_stands_behind_what_was_added(void **state)
{
	(void)state;
	str s = { 0 };
	str_puts(&s, "ab");
	char *to = str_room(&s, 1000);
	assert_ptr_equal(to, s.at + 2);
	memset(to, 'x', 1001); /* and a NUL's place */
	assert_int_equal(s.len, 2);
	str_release(&s);
}

static void without_memory_it_keeps_what_was_there_and_says_so(void **state)
{
	(void)state;
	str s = { 0 };
	str_puts(&s, "kept");
	assert_null(str_room(&s, SIZE_MAX - 8));
	assert_true(s.failed);
	str_puts(&s, " not added");
	assert_string_equal(s.at, "kept");
	str_clear(&s);
	str_puts(&s, "again");
	assert_false(s.failed);
	assert_string_equal(s.at, "again");
	str_release(&s);
}

static void check_json(const char *bytes, size_t n, const char *want)
{
	str s = { 0 };
	str_json(&s, bytes, n);
	assert_string_equal(s.at, want);
	str_release(&s);
}

static void json_escapes_what_json_must(void **state)
{
	(void)state;
	check_json("", 0, "\"\"");
	check_json("plain", 5, "\"plain\"");
	check_json("a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"");
	check_json("\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\"");
	check_json("\0\x01\x1f\x7f", 4, "\"\\u0000\\u0001\\u001f\x7f\"");
	check_json("\xc3\xa9\xf0\x9f\x8c\xb5", 6, "\"\xc3\xa9\xf0\x9f\x8c\xb5\"");
}

/* As json_escapes_what_json_must() says, byte by byte. */
static size_t naive_json(const char *at, size_t n, char *to)
{
	size_t used = 0;
	to[used++] = '"';
	for (size_t i = 0; i < n; i++)
		if (at[i] == '"' || at[i] == '\\')
			used += (size_t)sprintf(to + used, "\\%c", at[i]);
		else if (at[i] == '\n')
			used += (size_t)sprintf(to + used, "\\n");
		else if ((unsigned char)at[i] < 0x20)
			used += (size_t)sprintf(to + used, "\\u%04x", (unsigned)at[i]);
		else
			to[used++] = at[i];
	to[used++] = '"';
	to[used] = 0;
	return used;
}

static void json_escapes_at_every_place_of_texts_of_every_length(void **state)
{
	(void)state;
	static const char letters[] = { '"', '\\', '\n', 1,   0x1f, 'a',        ' ',
					'!', '#',  '[',  ']', 0x7f, (char)0x80, (char)0xff };
	uint32_t seed = 5;
	char text[100], want[sizeof(text) * 6 + 3];
	for (size_t round = 0; round < 20000; round++) {
		size_t n = round % sizeof(text), rare = 1 + unit_random(&seed, 40);
		for (size_t i = 0; i < n; i++)
			text[i] = unit_random(&seed, (uint32_t)rare) ? 'x'
								     : letters[unit_random(&seed, COUNT(letters))];
		naive_json(text, n, want);
		check_json(text, n, want);
	}
}

static void a_long_text_of_nothing_but_escapes_has_room(void **state)
{
	(void)state;
	size_t n = 10000;
	char *text = calloc(1, n), *want = malloc(6 * n + 3);
	naive_json(text, n, want);
	check_json(text, n, want);
	free(text);
	free(want);
}

static const char *real(double x)
{
	static char shown[400];
	str s = { 0 };
	str_real(&s, x);
	snprintf(shown, sizeof(shown), "%s", s.at);
	str_release(&s);
	return shown;
}

static void a_real_has_at_most_four_decimals(void **state)
{
	(void)state;
	assert_string_equal(real(0), "0");
	assert_string_equal(real(1), "1");
	assert_string_equal(real(-1), "-1");
	assert_string_equal(real(0.5), "0.5");
	assert_string_equal(real(0.25), "0.25");
	assert_string_equal(real(-0.1234), "-0.1234");
	assert_string_equal(real(0.12344), "0.1234");
	assert_string_equal(real(0.12346), "0.1235");
	assert_string_equal(real(10.0402), "10.0402");
	assert_string_equal(real(0.0001), "0.0001");
	assert_string_equal(real(0.99999), "1");
	assert_string_equal(real(1234567.5), "1234567.5");
}

static void a_half_goes_away_from_zero(void **state)
{
	(void)state;
	assert_string_equal(real(0.03125), "0.0313"); /* exact in binary */
	assert_string_equal(real(-0.03125), "-0.0313");
}

static void zero_has_no_sign(void **state)
{
	(void)state;
	assert_string_equal(real(-0.0), "0");
	assert_string_equal(real(-0.00001), "0");
}

static void a_large_real_has_no_exponent(void **state)
{
	(void)state;
	assert_string_equal(real(1e14), "100000000000000");
	assert_string_equal(real(-1e20), "-100000000000000000000");
	assert_int_equal(strlen(real(1e300)), 301);
	assert_null(strpbrk(real(1e300), "eE.+"));
	assert_string_equal(real(99999999999999.0), "99999999999999");
	assert_string_equal(real(1e12 + 0.5), "1000000000000.5");
	assert_string_equal(real(-(1e14 + 0.5)), "-100000000000000.5");
	assert_string_equal(real(9007199254740993.0), "9007199254740992");
}

static void all_ten_thousandths_are_shown_as_written(void **state)
{
	(void)state;
	char want[32];
	for (int i = 0; i < 20000; i++) {
		snprintf(want, sizeof(want), "%d.%04d", i / 10000, i % 10000);
		for (size_t n = strlen(want); want[n - 1] == '0' || want[n - 1] == '.';) {
			bool dot = want[n - 1] == '.';
			want[--n] = 0;
			if (dot)
				break;
		}
		assert_string_equal(real(i / 10000.0), want);
	}
}

static void integers_reach_both_ends(void **state)
{
	(void)state;
	str s = { 0 };
	str_integer(&s, INT64_MIN);
	str_putc(&s, ' ');
	str_integer(&s, INT64_MAX);
	str_putc(&s, ' ');
	str_integer(&s, 0);
	str_putc(&s, ' ');
	str_integer(&s, -7);
	assert_string_equal(s.at, "-9223372036854775808 9223372036854775807 0 -7");
	str_release(&s);
}

static void integers_of_every_length_are_shown_as_printf_does(void **state)
{
	(void)state;
	char want[24];
	for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10)
		for (int64_t x = power * 10 - 3; x < power * 10 + 3; x++)
			for (int sign = -1; sign <= 1; sign += 2) {
				str s = { 0 };
				str_integer(&s, sign * x);
				snprintf(want, sizeof(want), "%lld", (long long)(sign * x));
				assert_string_equal(s.at, want);
				str_release(&s);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zeroed_str_is_empty_and_may_be_released),
		cmocka_unit_test(it_ends_in_a_nul_that_does_not_count),
		cmocka_unit_test(memory_for_a_huge_text_is_not_kept),
		cmocka_unit_test(bytes_may_hold_a_nul),
		cmocka_unit_test(it_grows_at_every_length),
		cmocka_unit_test(room_stands_behind_what_was_added),
		cmocka_unit_test(without_memory_it_keeps_what_was_there_and_says_so),
		cmocka_unit_test(json_escapes_what_json_must),
		cmocka_unit_test(json_escapes_at_every_place_of_texts_of_every_length),
		cmocka_unit_test(a_long_text_of_nothing_but_escapes_has_room),
		cmocka_unit_test(integers_of_every_length_are_shown_as_printf_does),
		cmocka_unit_test(a_real_has_at_most_four_decimals),
		cmocka_unit_test(a_half_goes_away_from_zero),
		cmocka_unit_test(zero_has_no_sign),
		cmocka_unit_test(a_large_real_has_no_exponent),
		cmocka_unit_test(all_ten_thousandths_are_shown_as_written),
		cmocka_unit_test(integers_reach_both_ends),
	};
	return cmocka_run_group_tests_name("test_str", tests, NULL, NULL);
}
