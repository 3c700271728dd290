#include "document_of.h"

/* A random text of one to four bytes a code point, with long runs of ASCII; returns its length. */
static size_t random_text(uint32_t *seed, char *to, size_t most)
{
	static const char *const letters[] = { "a", " ", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\xb5" };
	size_t n = 0, kinds = 1 + unit_random(seed, COUNT(letters));
	while (n + 4 < most) {
		const char *letter = letters[unit_random(seed, (uint32_t)kinds)];
		memcpy(to + n, letter, strlen(letter));
		n += strlen(letter);
	}
	return n;
}

static bool starts(const char *text, size_t n, size_t at)
{
	return at == n || ((unsigned char)text[at] & 0xC0) != 0x80;
}

/* Units before byte `at`, counted one by one. */
static uint32_t naive_units(const char *text, size_t at, tsl_unit unit)
{
	uint32_t units = 0;
	for (size_t i = 0; i < at; i++)
		if (unit == TSL_BYTES || ((unsigned char)text[i] & 0xC0) != 0x80)
			units += unit == TSL_UTF16 && (unsigned char)text[i] >= 0xF0 ? 2 : 1;
	return units;
}

static void check_text(const char *text, size_t n, tsl_unit unit)
{
	struct locator l;
	size_t size = locator_size(text, n, unit);
	struct locate_step *steps = size ? malloc(size * sizeof(*steps)) : NULL;
	uint32_t back, units = 0;
	locator_init(&l, text, n, unit, steps);
	assert_int_equal(l.total, naive_units(text, n, unit));
	for (size_t at = 0; at <= n; at++) {
		if (!starts(text, n, at))
			continue;
		units = naive_units(text, at, unit);
		if (locator_to_units(&l, (uint32_t)at) != units || !locator_to_bytes(&l, units, &back) || back != at)
			fail_msg("byte %zu of %zu is unit %u", at, n, units);
	}
	assert_false(locator_to_bytes(&l, units + 1, &back));
	assert_false(locator_to_bytes(&l, UINT32_MAX, &back));
	free(steps);
}

static void offsets_go_both_ways_in_texts_of_every_length(void **state)
{
	(void)state;
	uint32_t seed = 21;
	char text[5 * LOCATE_STEP];
	for (size_t most = 0; most < sizeof(text); most += most < 300 ? 1 : 37) {
		size_t n = random_text(&seed, text, most);
		check_text(text, n, TSL_CODEPOINTS);
		check_text(text, n, TSL_UTF16);
		check_text(text, n, TSL_BYTES);
	}
}

static void ascii_needs_no_steps(void **state)
{
	(void)state;
	assert_int_equal(locator_size("plain", 5, TSL_CODEPOINTS), 0);
	assert_int_equal(locator_size("plain", 5, TSL_UTF16), 0);
	assert_int_equal(locator_size("caf\xc3\xa9", 5, TSL_BYTES), 0);
	assert_true(locator_size("caf\xc3\xa9", 5, TSL_CODEPOINTS) > 0);
}

static void half_a_code_point_is_no_place(void **state)
{
	(void)state;
	struct locator l;
	struct locate_step steps[1];
	uint32_t byte;
	const char *text = "a\xf0\x9f\x8c\xb5z";
	locator_init(&l, text, 6, TSL_UTF16, steps);
	assert_true(locator_to_bytes(&l, 1, &byte));
	assert_false(locator_to_bytes(&l, 2, &byte)); /* between the two surrogates */
	assert_true(locator_to_bytes(&l, 3, &byte));
	assert_int_equal(byte, 5);
	locator_init(&l, text, 6, TSL_BYTES, NULL);
	assert_true(locator_to_bytes(&l, 1, &byte));
	assert_false(locator_to_bytes(&l, 3, &byte));
	assert_true(locator_to_bytes(&l, 6, &byte));
}

/* ---- through a document ---- */

static void spans_of_a_file_become_bytes(void **state)
{
	struct small *s = *state;
	small_set(s, "caf\xc3\xa9 \xf0\x9f\x8c\xb5 bar");
	tsl_span spans[] = { { 0, 4 }, { 5, 6 }, { 7, 10 } };
	assert_int_equal(document_locate(&s->doc, TSL_CODEPOINTS, spans, 3), TSL_OK);
	assert_span(spans[0], 0, 5);
	assert_span(spans[1], 6, 10);
	assert_span(spans[2], 11, 14);
	tsl_span wide[] = { { 5, 7 }, { 8, 11 } };
	assert_int_equal(document_locate(&s->doc, TSL_UTF16, wide, 2), TSL_OK);
	assert_span(wide[0], 6, 10);
	assert_span(wide[1], 11, 14);
	tsl_span bytes[] = { { 6, 10 } };
	assert_int_equal(document_locate(&s->doc, TSL_BYTES, bytes, 1), TSL_OK);
	assert_span(bytes[0], 6, 10);
	assert_int_equal(document_locate(&s->doc, TSL_BYTES, NULL, 0), TSL_OK);
}

static void a_span_out_of_range_fails_the_document(void **state)
{
	struct small *s = *state;
	const struct {
		tsl_unit unit;
		tsl_span span;
		const char *says;
	} cases[] = {
		{ TSL_CODEPOINTS, { 2, 6 }, "span 2 to 6 is not in the text, which has 5 code points" },
		{ TSL_UTF16, { 7, 7 }, "span 7 to 7 is not in the text, which has 6 UTF-16 units" },
		{ TSL_BYTES, { 0, 9 }, "span 0 to 9 is not in the text, which has 8 bytes" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		tsl_span span = cases[i].span;
		small_set(s, "\xf0\x9f\x8c\xb5 bar");
		assert_int_equal(document_locate(&s->doc, cases[i].unit, &span, 1), TSL_FAILED);
		assert_string_equal(s->doc.reason, cases[i].says);
	}
}

static void rows_are_shown_in_the_unit_asked_for(void **state)
{
	struct small *s = *state;
	small_set(s, "caf\xc3\xa9 \xf0\x9f\x8c\xb5 bar");
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 5 }, { 6, 10 }, { 11, 14 } }, 3);
	tsl_rows points = document_located(&s->doc, s->words, TSL_CODEPOINTS, false);
	tsl_rows units = document_located(&s->doc, s->words, TSL_UTF16, false);
	tsl_rows bytes = document_located(&s->doc, s->words, TSL_BYTES, true);
	assert_int_equal(points.n, 3);
	assert_span(points.at[1], 5, 6);
	assert_span(points.at[2], 7, 10);
	assert_span(units.at[1], 5, 7);
	assert_span(units.at[2], 8, 11);
	assert_span(bytes.at[2], 11, 14);
	points = document_located(&s->doc, s->words, TSL_CODEPOINTS, true);
	assert_span(points.at[2], 7, 10);
}

static void the_next_document_is_counted_anew(void **state)
{
	struct small *s = *state;
	char text[] = "\xc3\xa9\xc3\xa9 bar"; /* the same memory, another text */
	for (int i = 0; i < 2; i++) {
		small_set(s, text);
		write_rows(&s->doc, s->words, &(tsl_span){ 5, 8 }, 1);
		assert_span(document_located(&s->doc, s->words, TSL_CODEPOINTS, false).at[0], 3 + 2 * i, 6 + 2 * i);
		memcpy(text, "four", 4);
	}
}

static void rows_of_a_rewritten_text_are_found_in_the_source(void **state)
{
	struct small *s = *state;
	small_set(s, "\xc3\xa9\xc3\xa9 caf\xc3\xa9 bar");
	document_edit(&s->doc, &(tsl_edit){ .old = { 0, 5 }, .reason = "accent" }, 1);
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 5 }, { 6, 9 } }, 2);
	assert_span(document_located(&s->doc, s->words, TSL_CODEPOINTS, false).at[1], 5, 8);
	assert_span(document_located(&s->doc, s->words, TSL_CODEPOINTS, true).at[1], 8, 11);
	assert_span(document_located(&s->doc, s->words, TSL_BYTES, true).at[1], 11, 14);
	tsl_layer removed = { s->shape.removed }; /* always in the source */
	assert_span(document_located(&s->doc, removed, TSL_CODEPOINTS, false).at[0], 0, 3);
	assert_span(document_located(&s->doc, removed, TSL_BYTES, true).at[0], 0, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_go_both_ways_in_texts_of_every_length),
		cmocka_unit_test(ascii_needs_no_steps),
		cmocka_unit_test(half_a_code_point_is_no_place),
		WITH_DOCUMENT(spans_of_a_file_become_bytes),
		WITH_DOCUMENT(a_span_out_of_range_fails_the_document),
		WITH_DOCUMENT(rows_are_shown_in_the_unit_asked_for),
		WITH_DOCUMENT(the_next_document_is_counted_anew),
		WITH_DOCUMENT(rows_of_a_rewritten_text_are_found_in_the_source),
	};
	return cmocka_run_group_tests_name("test_locate", tests, NULL, NULL);
}
