#include "document_of.h"

#include "base/utf8.h"

#include <math.h>

/* ---- text and id ---- */

static void a_text_is_set_once_and_not_copied(void **state)
{
	struct small *s = *state;
	tsl_str id = text_of("a"), text = text_of("The talks went well.");
	assert_int_equal(document_set(&s->doc, id, text), TSL_OK);
	assert_ptr_equal(document_text(&s->doc).at, text.at);
	assert_int_equal(document_text(&s->doc).len, text.len);
	assert_ptr_equal(document_id(&s->doc).at, id.at);
	assert_int_equal(document_set(&s->doc, id, text), TSL_FAILED);
	assert_non_null(strstr(s->doc.reason, "twice"));
}

static void without_an_id_the_default_is_taken(void **state)
{
	struct small *s = *state;
	s->doc.default_id = text_of("herald/a.txt");
	assert_int_equal(document_set(&s->doc, (tsl_str){ 0 }, text_of("x")), TSL_OK);
	assert_text(document_id(&s->doc).at, document_id(&s->doc).len, "herald/a.txt");
}

static void an_empty_id_fails(void **state)
{
	struct small *s = *state;
	assert_int_equal(document_set(&s->doc, text_of(""), text_of("x")), TSL_FAILED);
	assert_string_equal(s->doc.reason, "the id is empty");
}

static void an_empty_or_missing_text_is_a_text(void **state)
{
	struct small *s = *state;
	assert_int_equal(small_set(s, ""), TSL_OK);
	assert_true(document_check_read(&s->doc));
	document_empty(&s->doc);
	assert_int_equal(document_set(&s->doc, text_of("id"), (tsl_str){ NULL, 0 }), TSL_OK);
	assert_int_equal(document_text(&s->doc).len, 0);
	assert_non_null(document_text(&s->doc).at);
}

static void bad_utf8_is_repaired_by_default(void **state)
{
	struct small *s = *state;
	assert_int_equal(document_set(&s->doc, text_of("i\xff"), text_of("caf\xe9.")), TSL_OK);
	assert_text(document_text(&s->doc).at, document_text(&s->doc).len, "caf\xef\xbf\xbd.");
	assert_text(document_id(&s->doc).at, document_id(&s->doc).len, "i\xef\xbf\xbd");
	assert_true(s->doc.repaired);
	document_empty(&s->doc);
	assert_false(s->doc.repaired);
}

static void bad_utf8_is_refused_where_the_pipeline_says_so(void **state)
{
	struct small *s = *state;
	s->doc.refuse_invalid = true;
	assert_int_equal(document_set(&s->doc, text_of("a"), text_of("caf\xe9.")), TSL_FAILED);
	assert_string_equal(s->doc.reason, "the text is not UTF-8 at byte 3 (0xe9)");
	assert_false(s->doc.repaired);
}

static void text_columns_of_a_reader_are_checked_like_the_text(void **state)
{
	struct small *s = *state;
	small_set(s, "x");
	document_texts(&s->doc, s->outlet)[0] = text_of("h\xe9rald");
	assert_true(document_check_read(&s->doc));
	assert_true(s->doc.repaired);
	tsl_str outlet = document_texts(&s->doc, s->outlet)[0];
	assert_text(outlet.at, outlet.len, "h\xef\xbf\xbdrald");

	small_set(s, "x");
	s->doc.refuse_invalid = true;
	document_texts(&s->doc, s->outlet)[0] = text_of("h\xe9rald");
	assert_false(document_check_read(&s->doc));
	assert_string_equal(s->doc.reason, "documents.outlet is not UTF-8 at byte 1 (0xe9)");
}

static void a_reader_that_gives_no_text_fails_the_document(void **state)
{
	struct small *s = *state;
	assert_false(document_check_read(&s->doc));
	assert_int_equal(s->doc.status, TSL_FAILED);
	assert_string_equal(s->doc.reason, "the reader gave no text");
}

/* ---- failing ---- */

static void the_first_failure_counts(void **state)
{
	struct small *s = *state;
	assert_int_equal(document_drop(&s->doc, "an advertisement of %d words", 9), TSL_DROPPED);
	assert_int_equal(document_fail(&s->doc, "a consequence"), TSL_DROPPED);
	assert_string_equal(s->doc.reason, "an advertisement of 9 words");
	document_empty(&s->doc);
	assert_int_equal(s->doc.status, TSL_OK);
	assert_string_equal(s->doc.reason, "");
}

static void a_long_reason_is_cut_between_code_points(void **state)
{
	struct small *s = *state;
	char reason[2001];
	for (size_t i = 0; i < sizeof(reason) - 1; i += 2)
		memcpy(reason + i, "\xc3\xa9", 3);
	document_fail(&s->doc, "%s", reason);
	size_t len = strlen(s->doc.reason);
	assert_true(len > 400);
	assert_int_equal(utf8_valid(s->doc.reason, len), len);
}

static void without_memory_the_document_ends_and_the_next_goes_on(void **state)
{
	struct small *s = *state;
	jmp_buf escape;
	s->doc.escape = &escape;
	if (!setjmp(escape)) {
		document_alloc(&s->doc, SIZE_MAX / 2);
		fail_msg("alloc() came back");
	}
	assert_int_equal(s->doc.status, TSL_FAILED);
	assert_non_null(strstr(s->doc.reason, "out of memory"));
	assert_int_equal(small_set(s, "the next one"), TSL_OK);
}

/* ---- layers ---- */

static void a_layer_has_no_rows_until_it_is_ended(void **state)
{
	struct small *s = *state;
	small_set(s, "one two");
	assert_int_equal(document_rows(&s->doc, s->words).n, 0);
	tsl_span *rows = document_begin(&s->doc, s->words, 10);
	rows[0] = (tsl_span){ 0, 3 };
	rows[1] = (tsl_span){ 4, 7 };
	assert_int_equal(document_rows(&s->doc, s->words).n, 0);
	assert_int_equal(document_end(&s->doc, s->words, 2), TSL_OK);
	assert_int_equal(document_rows(&s->doc, s->words).n, 2);
	assert_span(document_rows(&s->doc, s->words).at[1], 4, 7);
	document_empty(&s->doc);
	assert_int_equal(document_rows(&s->doc, s->words).n, 0);
}

static void end_checks_what_it_is_given(void **state)
{
	struct small *s = *state;
	const struct {
		const char *says;
		bool flat;
		tsl_span a, b;
	} cases[] = {
		{ NULL, false, { 0, 0 }, { 9, 9 } },
		{ NULL, false, { 0, 5 }, { 3, 4 } },
		{ NULL, false, { 3, 5 }, { 3, 5 } },
		{ NULL, true, { 0, 3 }, { 3, 4 } },
		{ "row 0 of `words` ends before it begins", false, { 3, 0 }, { 3, 4 } },
		{ "row 1 of `words` goes past the end of the text", false, { 0, 3 }, { 4, 10 } },
		{ "row 1 of `words` goes past the end of the text", false, { 0, 3 }, { 10, 10 } },
		{ "row 0 of `words` cuts a code point", false, { 0, 2 }, { 3, 4 } },
		{ "row 0 of `words` cuts a code point", false, { 2, 3 }, { 3, 4 } },
		{ "row 1 of `words` is not in text order", false, { 3, 4 }, { 0, 1 } },
		{ "row 1 of `words` is not in text order", false, { 3, 5 }, { 3, 4 } },
		{ "row 1 of `parts` overlaps the row before", true, { 0, 4 }, { 3, 5 } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		small_set(s, "n\xc3\xa9"
			     "e tea!"); /* 9 bytes; 2 is inside a code point */
		assert_int_equal(document_text(&s->doc).len, 9);
		tsl_layer layer = cases[i].flat ? s->parts : s->words;
		tsl_status status = write_rows(&s->doc, layer, (tsl_span[]){ cases[i].a, cases[i].b }, 2);
		assert_int_equal(status, cases[i].says ? TSL_FAILED : TSL_OK);
		assert_string_equal(s->doc.reason, cases[i].says ? cases[i].says : "");
	}
}

static void end_finds_one_wrong_row_among_many(void **state)
{
	enum { ROWS = 21 };
	struct small *s = *state;
	char text[3 * ROWS + 1] = "", says[64];
	for (size_t i = 0; i < ROWS; i++)
		strcat(text, "n\xc3\xa9");
	for (uint32_t i = 0; i < ROWS; i++) {
		const struct {
			const char *says;
			tsl_span span;
		} cases[] = {
			{ "ends before it begins", { 3 * i + 1, 3 * i } },
			{ "goes past the end of the text", { 3 * i, 3 * ROWS + 1 } },
			{ "goes past the end of the text", { 3 * i, UINT32_MAX } },
			{ "cuts a code point", { 3 * i, 3 * i + 2 } },
			{ "cuts a code point", { 3 * i + 2, 3 * i + 3 } },
			{ i ? "overlaps the row before" : NULL, { i ? 3 * i - 2 : 0, 3 * i + 3 } },
			{ NULL, { 3 * i + 1, 3 * i + 1 } },
		};
		for (size_t k = 0; k < COUNT(cases); k++) {
			tsl_span rows[ROWS];
			for (uint32_t j = 0; j < ROWS; j++)
				rows[j] = (tsl_span){ 3 * j, 3 * j + 3 };
			rows[i] = cases[k].span;
			small_set(s, text);
			tsl_status status = write_rows(&s->doc, s->parts, rows, ROWS);
			snprintf(says, sizeof(says), "row %u of `parts` %s", i, cases[k].says ? cases[k].says : "");
			assert_string_equal(s->doc.reason, cases[k].says ? says : "");
			assert_int_equal(status, cases[k].says ? TSL_FAILED : TSL_OK);
		}
	}
}

static void end_refuses_more_rows_than_there_was_room_for(void **state)
{
	struct small *s = *state;
	small_set(s, "one");
	document_begin(&s->doc, s->words, 1)[0] = (tsl_span){ 0, 3 };
	assert_int_equal(document_end(&s->doc, s->words, 2), TSL_FAILED);
	assert_string_equal(s->doc.reason, "`words` was given 2 rows, but room was asked for 1");
}

static void end_needs_a_begin(void **state)
{
	struct small *s = *state;
	small_set(s, "one");
	assert_int_equal(document_end(&s->doc, s->words, 0), TSL_FAILED);
	small_set(s, "one");
	assert_int_equal(write_rows(&s->doc, s->words, NULL, 0), TSL_OK);
	assert_int_equal(document_end(&s->doc, s->words, 0), TSL_FAILED);
}

/* ---- columns ---- */

static void a_column_starts_out_missing(void **state)
{
	struct small *s = *state;
	small_set(s, "one two");
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 3 }, { 4, 7 } }, 2);
	for (int i = 0; i < 2; i++) {
		double tone = document_reals(&s->doc, s->tone)[i];
		assert_true(tone != tone);
		assert_true(document_integers(&s->doc, s->rank)[i] == TSL_NO_INTEGER);
		assert_int_equal(document_booleans(&s->doc, s->loud)[i], TSL_NO_BOOLEAN);
		assert_null(document_texts(&s->doc, s->lemma)[i].at);
		assert_true(document_refs(&s->doc, s->part)[i] == TSL_NO_ROW);
	}
}

static void an_infinite_number_is_found_in_any_row(void **state)
{
	struct small *s = *state;
	tsl_span rows[9] = { { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { 0, 1 } };
	for (uint32_t n = 1; n <= COUNT(rows); n++)
		for (uint32_t i = 0; i < n; i++) {
			small_set(s, "x");
			write_rows(&s->doc, s->words, rows, n);
			document_reals(&s->doc, s->tone)[i] = -1e308;
			assert_true(document_check_written(&s->doc));
			document_reals(&s->doc, s->tone)[i] = i % 2 ? (double)INFINITY : (double)-INFINITY;
			assert_false(document_check_written(&s->doc));
			assert_string_equal(s->doc.reason, "left an infinite number in `words.tone`");
		}
}

static void what_is_written_to_a_column_stays_until_the_next_document(void **state)
{
	struct small *s = *state;
	small_set(s, "one two");
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 3 }, { 4, 7 } }, 2);
	document_reals(&s->doc, s->tone)[1] = 0.5;
	document_booleans(&s->doc, s->loud)[0] = 1;
	assert_true(document_reals(&s->doc, s->tone)[1] == 0.5);
	assert_int_equal(document_booleans(&s->doc, s->loud)[0], 1);
	assert_int_equal(document_booleans(&s->doc, s->loud)[1], TSL_NO_BOOLEAN);
	small_set(s, "one two");
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 3 }, { 4, 7 } }, 2);
	double tone = document_reals(&s->doc, s->tone)[1];
	assert_true(tone != tone);
}

static void a_column_asked_for_too_early_grows_with_its_rows(void **state)
{
	struct small *s = *state;
	small_set(s, "one two");
	assert_non_null(document_reals(&s->doc, s->tone));
	write_rows(&s->doc, s->words, (tsl_span[]){ { 0, 3 }, { 4, 7 } }, 2);
	double *tone = document_reals(&s->doc, s->tone);
	assert_true(tone[0] != tone[0] && tone[1] != tone[1]);
}

static void a_document_has_one_value_of_its_own(void **state)
{
	struct small *s = *state;
	small_set(s, "x");
	assert_null(document_texts(&s->doc, s->outlet)[0].at);
	document_texts(&s->doc, s->outlet)[0] = text_of("herald");
	assert_text(document_texts(&s->doc, s->outlet)[0].at, document_texts(&s->doc, s->outlet)[0].len, "herald");
	assert_int_equal(document_size_of(&s->doc, (tsl_table){ SHAPE_DOCUMENTS }), 1);
}

static void an_unbound_handle_answers_with_nothing(void **state)
{
	struct small *s = *state;
	small_set(s, "x");
	assert_int_equal(document_rows(&s->doc, (tsl_layer){ 0 }).n, 0);
	assert_int_equal(document_size_of(&s->doc, (tsl_table){ 0 }), 0);
	assert_null(document_begin(&s->doc, (tsl_layer){ 0 }, 4));
	assert_int_equal(document_end(&s->doc, (tsl_layer){ 0 }, 4), TSL_OK);
	assert_int_equal(document_fill(&s->doc, (tsl_table){ 0 }, 4), TSL_OK);
	assert_int_equal(document_size_of(&s->doc, (tsl_table){ 0 }), 0);
	assert_null(document_reals(&s->doc, (tsl_reals){ 0 }));
	assert_null(document_integers(&s->doc, (tsl_integers){ 0 }));
	assert_null(document_booleans(&s->doc, (tsl_booleans){ 0 }));
	assert_null(document_texts(&s->doc, (tsl_texts){ 0 }));
	assert_null(document_refs(&s->doc, (tsl_refs){ 0 }));
	assert_int_equal(document_located(&s->doc, (tsl_layer){ 0 }, TSL_UTF16, true).n, 0);
}

/* ---- tables without spans ---- */

static void a_table_without_spans_has_the_rows_it_was_given(void **state)
{
	struct small *s = *state;
	small_set(s, "x");
	assert_int_equal(document_size_of(&s->doc, s->links), 0);
	assert_int_equal(document_fill(&s->doc, s->links, 3), TSL_OK);
	assert_int_equal(document_size_of(&s->doc, s->links), 3);
	for (int i = 0; i < 3; i++)
		assert_null(document_texts(&s->doc, s->address)[i].at);
	document_texts(&s->doc, s->address)[2] = text_of("a.example");
	assert_int_equal(document_texts(&s->doc, s->address)[2].len, 9);
	document_empty(&s->doc);
	assert_int_equal(document_size_of(&s->doc, s->links), 0);
}

static void documents_has_one_row_and_keeps_it(void **state)
{
	struct small *s = *state;
	small_set(s, "x");
	assert_int_equal(document_fill(&s->doc, (tsl_table){ SHAPE_DOCUMENTS }, 2), TSL_FAILED);
	assert_int_equal(document_size_of(&s->doc, (tsl_table){ SHAPE_DOCUMENTS }), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DOCUMENT(a_text_is_set_once_and_not_copied),
		WITH_DOCUMENT(without_an_id_the_default_is_taken),
		WITH_DOCUMENT(an_empty_id_fails),
		WITH_DOCUMENT(an_empty_or_missing_text_is_a_text),
		WITH_DOCUMENT(bad_utf8_is_repaired_by_default),
		WITH_DOCUMENT(bad_utf8_is_refused_where_the_pipeline_says_so),
		WITH_DOCUMENT(text_columns_of_a_reader_are_checked_like_the_text),
		WITH_DOCUMENT(a_reader_that_gives_no_text_fails_the_document),
		WITH_DOCUMENT(the_first_failure_counts),
		WITH_DOCUMENT(a_long_reason_is_cut_between_code_points),
		WITH_DOCUMENT(without_memory_the_document_ends_and_the_next_goes_on),
		WITH_DOCUMENT(a_layer_has_no_rows_until_it_is_ended),
		WITH_DOCUMENT(end_checks_what_it_is_given),
		WITH_DOCUMENT(end_finds_one_wrong_row_among_many),
		WITH_DOCUMENT(an_infinite_number_is_found_in_any_row),
		WITH_DOCUMENT(end_refuses_more_rows_than_there_was_room_for),
		WITH_DOCUMENT(end_needs_a_begin),
		WITH_DOCUMENT(a_column_starts_out_missing),
		WITH_DOCUMENT(what_is_written_to_a_column_stays_until_the_next_document),
		WITH_DOCUMENT(a_column_asked_for_too_early_grows_with_its_rows),
		WITH_DOCUMENT(a_document_has_one_value_of_its_own),
		WITH_DOCUMENT(an_unbound_handle_answers_with_nothing),
		WITH_DOCUMENT(a_table_without_spans_has_the_rows_it_was_given),
		WITH_DOCUMENT(documents_has_one_row_and_keeps_it),
	};
	return cmocka_run_group_tests_name("test_document", tests, NULL, NULL);
}
