#include "../unit.h"

#include "base/utf8.h"

/* Table 3-7 of the Unicode standard, one row a line: how long the sequence at `s` is, or 0. */
static size_t naive_length(const unsigned char *s, size_t n)
{
	static const unsigned char rows[][9] = {
		/* bytes, then first to last of each byte */
		{ 2, 0xC2, 0xDF, 0x80, 0xBF },
		{ 3, 0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF },
		{ 3, 0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF },
		{ 3, 0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF },
		{ 3, 0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF },
		{ 4, 0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF },
		{ 4, 0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF },
		{ 4, 0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF },
	};
	if (n && s[0] < 0x80)
		return 1;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len = rows[i][0], k = 0;
		while (k < len && k < n && s[k] >= rows[i][1 + 2 * k] && s[k] <= rows[i][2 + 2 * k])
			k++;
		if (k == len)
			return len;
	}
	return 0;
}

static size_t naive_valid(const char *at, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = naive_length((const unsigned char *)at + i, n - i);
		if (!len)
			return i;
		i += len;
	}
	return n;
}

static void text_is_valid_to_its_end(void **state)
{
	(void)state;
	const char *const good[] = { "",
				     "a",
				     "caf\xc3\xa9",
				     "\xe2\x82\xac",
				     "\xf0\x9f\x8c\xb5",
				     "\xf4\x8f\xbf\xbf",
				     "\xed\x9f\xbf\xee\x80\x80",
				     "a longer text of more than eight bytes \xc3\xa9" };
	for (size_t i = 0; i < COUNT(good); i++)
		assert_int_equal(utf8_valid(good[i], strlen(good[i])), strlen(good[i]));
	assert_int_equal(utf8_valid("a\0b", 3), 3);
}

static void the_first_bad_byte_is_told(void **state)
{
	(void)state;
	const struct {
		const char *text;
		size_t bad;
	} cases[] = {
		{ "\x80", 0 },
		{ "ab\xff", 2 },
		{ "ab\xc0\xaf", 2 },          /* overlong */
		{ "a\xe0\x9f\xbf", 1 },       /* overlong */
		{ "a\xed\xa0\x80", 1 },       /* a surrogate */
		{ "a\xf4\x90\x80\x80", 1 },   /* past U+10FFFF */
		{ "12345678\xe2\x82", 8 },    /* cut short */
		{ "1234567\xc3\xa9\xc3", 9 }, /* across a word */
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].bad);
}

static void every_pair_and_many_runs_of_bytes_are_judged_as_the_table_does(void **state)
{
	(void)state;
	static const unsigned char likely[] = { 'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2,
						0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF };
	uint32_t seed = 7;
	char text[24];
	for (unsigned i = 0; i < 65536; i++) {
		text[0] = (char)(i >> 8);
		text[1] = (char)i;
		assert_int_equal(utf8_valid(text, 2), naive_valid(text, 2));
	}
	for (unsigned i = 0; i < 200000; i++) {
		size_t n = unit_random(&seed, sizeof(text));
		for (size_t k = 0; k < n; k++)
			text[k] = (char)likely[unit_random(&seed, COUNT(likely))];
		assert_int_equal(utf8_valid(text, n), naive_valid(text, n));
	}
}

static void check_repair(const char *broken, const char *want)
{
	char out[128];
	size_t n = strlen(broken);
	assert_int_equal(utf8_repaired_size(broken, n), strlen(want));
	assert_int_equal(utf8_repair(broken, n, out), strlen(want));
	assert_memory_equal(out, want, strlen(want));
}

#define R "\xef\xbf\xbd"

/* The examples of Unicode 15, chapter 3.9, tables 3-8 to 3-11. */
static void each_maximal_part_becomes_one_replacement(void **state)
{
	(void)state;
	check_repair("whole", "whole");
	check_repair("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", R R R R R R R R "A");
	check_repair("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", R R R R R R R R "A");
	check_repair("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", R R R R R "A" R R "B");
	check_repair("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", R R R R "A");
	check_repair("ends with \xe2\x82", "ends with " R);
}

static void what_is_repaired_is_valid_and_what_was_valid_stays(void **state)
{
	(void)state;
	uint32_t seed = 3;
	char text[40], out[3 * sizeof(text)];
	for (int i = 0; i < 20000; i++) {
		size_t n = unit_random(&seed, sizeof(text));
		for (size_t k = 0; k < n; k++)
			text[k] = (char)unit_random(&seed, 256);
		size_t size = utf8_repaired_size(text, n);
		assert_int_equal(utf8_repair(text, n, out), size);
		assert_int_equal(utf8_valid(out, size), size);
		size_t good = utf8_valid(text, n);
		assert_memory_equal(text, out, good);
	}
}

static void the_first_byte_beyond_ascii_is_found_wherever_it_stands(void **state)
{
	(void)state;
	char text[101];
	for (size_t n = 0; n < sizeof(text); n++) {
		memset(text, 'a', sizeof(text));
		text[n] = (char)0xC3; /* behind the text there is nothing to find */
		assert_int_equal(utf8_ascii(text, n), n);
		for (size_t at = 0; at < n; at++) {
			text[at] = (char)0xC3;
			assert_int_equal(utf8_ascii(text, n), at);
			text[at] = 'a';
		}
	}
}

static void each_of_64_bytes_is_told_by_a_bit(void **state)
{
	(void)state;
	static const char *const points[] = { "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\xb5", "\xf4\x8f\xbf\xbf" };
	uint32_t seed = 77;
	char text[80];
	for (size_t round = 0; round < 1000; round++) {
		size_t n = 0;
		while (n < 64) {
			const char *point = points[unit_random(&seed, COUNT(points))];
			memcpy(text + n, point, strlen(point));
			n += strlen(point);
		}
		struct utf8_bits bits = utf8_bits_of_64(text);
		for (size_t i = 0; i < 64; i++) {
			assert_int_equal(bits.going_on >> i & 1, ((unsigned char)text[i] & 0xC0) == 0x80);
			assert_int_equal(bits.of_four >> i & 1, (unsigned char)text[i] >= 0xF0);
		}
	}
}

static void a_text_is_judged_the_same_wherever_it_lies(void **state)
{
	(void)state;
	static const char text[] = "\xc3\xa9\xe2\x82\xac"
				   "a\xf0\x9f\x8c\xb5"
				   "bc\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\xb5";
	char buffer[64];
	for (size_t shift = 0; shift < 16; shift++) {
		memset(buffer, 0x80, sizeof(buffer)); /* would be wrong, if it were looked at */
		memcpy(buffer + shift, text, sizeof(text) - 1);
		assert_int_equal(utf8_valid(buffer + shift, sizeof(text) - 1), sizeof(text) - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_valid_to_its_end),
		cmocka_unit_test(the_first_bad_byte_is_told),
		cmocka_unit_test(every_pair_and_many_runs_of_bytes_are_judged_as_the_table_does),
		cmocka_unit_test(each_maximal_part_becomes_one_replacement),
		cmocka_unit_test(what_is_repaired_is_valid_and_what_was_valid_stays),
		cmocka_unit_test(the_first_byte_beyond_ascii_is_found_wherever_it_stands),
		cmocka_unit_test(each_of_64_bytes_is_told_by_a_bit),
		cmocka_unit_test(a_text_is_judged_the_same_wherever_it_lies),
	};
	return cmocka_run_group_tests_name("test_utf8", tests, NULL, NULL);
}
