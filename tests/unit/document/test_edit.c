#include "editing.h"

#include "base/str.h"

static tsl_span source_of(struct small *s, uint32_t begin, uint32_t end)
{
	return document_source_span(&s->doc, (tsl_span){ begin, end });
}

/* The rows of `removed` as "begin-end stage reason; …". */
static void check_removed(struct small *s, const char *want)
{
	str shown = { 0 };
	tsl_rows rows = document_rows(&s->doc, (tsl_layer){ s->shape.removed });
	tsl_str *stage = document_texts(&s->doc, (tsl_texts){ s->shape.removed_stage });
	tsl_str *reason = document_texts(&s->doc, (tsl_texts){ s->shape.removed_reason });
	for (uint32_t i = 0; i < rows.n; i++)
		str_addf(&shown, "%s%u-%u %.*s %.*s", i ? "; " : "", rows.at[i].begin, rows.at[i].end,
			 (int)stage[i].len, stage[i].at, (int)reason[i].len, reason[i].at ? reason[i].at : "");
	assert_string_equal(shown.at ? shown.at : "", want);
	str_release(&shown);
}

/* ---- one rewrite ---- */

static void a_removal_closes_the_gap(void **state)
{
	struct small *s = *state;
	small_set(s, "Header Ads The talks went well. No comments");
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 11, ""), replace(31, 43, "") }, 2), TSL_OK);
	check_text(s, "The talks went well.");
	assert_span(source_of(s, 0, 20), 11, 31);
	assert_span(source_of(s, 4, 9), 15, 20);
	check_removed(s, "0-11 cleaner why; 31-43 cleaner why");
}

static void a_replacement_stands_for_what_it_replaced(void **state)
{
	struct small *s = *state;
	small_set(s, "colour is fine");
	edit(s, (tsl_edit[]){ replace(3, 6, "or") }, 1);
	check_text(s, "color is fine");
	assert_span(source_of(s, 3, 5), 3, 6);
	assert_span(source_of(s, 4, 5), 3, 6); /* a part of it stands for the whole */
	assert_span(source_of(s, 0, 5), 0, 6);
	assert_span(source_of(s, 6, 8), 7, 9);
	check_removed(s, "3-6 cleaner why");
}

static void an_insertion_takes_nothing_away(void **state)
{
	struct small *s = *state;
	small_set(s, "well.The end");
	edit(s, (tsl_edit[]){ replace(5, 5, " ") }, 1);
	check_text(s, "well. The end");
	assert_span(source_of(s, 0, 13), 0, 12);
	assert_span(source_of(s, 6, 9), 5, 8);
	assert_span(source_of(s, 5, 6), 5, 5);
	check_removed(s, "");
}

static void edits_may_touch_and_stand_at_both_ends(void **state)
{
	struct small *s = *state;
	small_set(s, "abcdef");
	edit(s, (tsl_edit[]){ replace(0, 0, "<"), replace(0, 2, "X"), replace(2, 4, ""), replace(6, 6, ">") }, 4);
	check_text(s, "<Xef>");
	assert_span(source_of(s, 0, 5), 0, 6);
	assert_span(source_of(s, 2, 4), 4, 6);
	check_removed(s, "0-2 cleaner why; 2-4 cleaner why");
}

static void no_edits_change_nothing(void **state)
{
	struct small *s = *state;
	small_set(s, "abc");
	assert_int_equal(edit(s, NULL, 0), TSL_OK);
	check_text(s, "abc");
	check_removed(s, "");
	assert_span(source_of(s, 1, 3), 1, 3);
}

static void all_may_go_and_come_back(void **state)
{
	struct small *s = *state;
	small_set(s, "abc");
	edit(s, (tsl_edit[]){ replace(0, 3, "") }, 1);
	check_text(s, "");
	check_removed(s, "0-3 cleaner why");
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 0, "new") }, 1), TSL_OK);
	check_text(s, "new");
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 3, "") }, 1), TSL_OK);
	check_text(s, "");
}

static void an_empty_text_may_be_added_to(void **state)
{
	struct small *s = *state;
	small_set(s, "");
	write_rows(&s->doc, s->words, &(tsl_span){ 0, 0 }, 1);
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 0, "") }, 1), TSL_OK);
	check_text(s, "");
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 0, "new") }, 1), TSL_OK);
	check_text(s, "new");
	assert_span(source_of(s, 0, 3), 0, 0);
	check_removed(s, "");
}

/* ---- several rewrites ---- */

static void removals_of_several_stages_stand_in_the_order_of_the_source(void **state)
{
	struct small *s = *state;
	small_set(s, "0123456789");
	edit(s, (tsl_edit[]){ replace(2, 4, ""), replace(8, 9, "") }, 2); /* 0145679 */
	check_text(s, "0145679");
	s->doc.label = "second";
	edit(s, (tsl_edit[]){ replace(0, 1, ""), replace(3, 5, ""), replace(6, 7, "") }, 3);
	check_text(s, "147");
	check_removed(s, "0-1 second why; 2-4 cleaner why; 5-7 second why; 8-9 cleaner why; 9-10 second why");
	assert_span(source_of(s, 0, 3), 1, 8);
	assert_span(source_of(s, 1, 2), 4, 5);
}

static void a_removal_across_an_earlier_one_covers_it(void **state)
{
	struct small *s = *state;
	small_set(s, "0123456789");
	edit(s, (tsl_edit[]){ replace(4, 6, "") }, 1);
	edit(s, (tsl_edit[]){ replace(3, 5, "") }, 1);
	check_text(s, "012789");
	check_removed(s, "3-7 cleaner why; 4-6 cleaner why");
}

static void a_replacement_that_is_replaced_keeps_its_origin(void **state)
{
	struct small *s = *state;
	small_set(s, "a colour b");
	edit(s, (tsl_edit[]){ replace(2, 8, "hue") }, 1);
	edit(s, (tsl_edit[]){ replace(2, 5, "tint") }, 1);
	check_text(s, "a tint b");
	assert_span(source_of(s, 2, 6), 2, 8);
	edit(s, (tsl_edit[]){ replace(3, 4, "") }, 1); /* a letter within it */
	check_text(s, "a tnt b");
	assert_span(source_of(s, 0, 7), 0, 10);
	assert_span(source_of(s, 4, 5), 2, 8);
}

static void what_follows_a_replacement_at_the_end_does_not_hide_it(void **state)
{
	struct small *s = *state;
	small_set(s, "ab");
	edit(s, (tsl_edit[]){ replace(1, 2, "XY") }, 1);
	edit(s, (tsl_edit[]){ replace(3, 3, "Z") }, 1);
	check_text(s, "aXYZ");
	assert_span(source_of(s, 1, 4), 1, 2);
	edit(s, (tsl_edit[]){ replace(1, 4, "") }, 1);
	check_removed(s, "1-2 cleaner why; 1-2 cleaner why");
}

static void an_insertion_within_a_replacement_does_not_hide_it(void **state)
{
	struct small *s = *state;
	small_set(s, "abcdef");
	edit(s, (tsl_edit[]){ replace(2, 4, "XY") }, 1);
	edit(s, (tsl_edit[]){ replace(3, 3, "-") }, 1);
	check_text(s, "abX-Yef");
	assert_span(source_of(s, 0, 4), 0, 4);
	assert_span(source_of(s, 3, 7), 2, 6);
}

/* Each byte of the text remembers the bytes of the source it came from, first to last. */
struct model {
	char text[400];
	uint32_t begin[400], end[400];
	size_t n;
};

static void add_byte(struct model *m, char byte, uint32_t begin, uint32_t end)
{
	m->text[m->n] = byte;
	m->begin[m->n] = begin;
	m->end[m->n++] = end;
}

/* What is inserted comes from no byte, but stands at the place of the next one; within a replacement, which stands for
 * its source as a whole, it is a part of that. */
static void place_of_insertion(const struct model *m, size_t at, uint32_t source_len, uint32_t *begin, uint32_t *end)
{
	uint32_t before = at ? m->end[at - 1] : 0;
	*begin = at < m->n ? m->begin[at] : m->n ? before : source_len;
	*end = before > *begin ? before : *begin;
}

static void apply(struct model *m, const tsl_edit *edits, size_t n, uint32_t source_len)
{
	struct model new = { .n = 0 };
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t begin = UINT32_MAX, end = 0;
		for (; at < edits[i].old.begin; at++)
			add_byte(&new, m->text[at], m->begin[at], m->end[at]);
		if (edits[i].old.begin == edits[i].old.end)
			place_of_insertion(m, at, source_len, &begin, &end);
		for (; at < edits[i].old.end; at++) {
			begin = m->begin[at] < begin ? m->begin[at] : begin;
			end = m->end[at] > end ? m->end[at] : end;
		}
		for (size_t k = 0; k < edits[i].with.len; k++)
			add_byte(&new, edits[i].with.at[k], begin, end);
	}
	for (; at < m->n; at++)
		add_byte(&new, m->text[at], m->begin[at], m->end[at]);
	*m = new;
}

static void check_origins(struct small *s, const struct model *m)
{
	for (uint32_t a = 0; a < m->n; a++) {
		uint32_t begin = UINT32_MAX, end = 0;
		for (uint32_t b = a; b < m->n; b++) {
			begin = m->begin[b] < begin ? m->begin[b] : begin;
			end = m->end[b] > end ? m->end[b] : end;
			assert_span(source_of(s, a, b + 1), begin, end);
		}
	}
}

static void check_order_of_removed(struct small *s)
{
	tsl_rows rows = document_rows(&s->doc, (tsl_layer){ s->shape.removed });
	for (uint32_t i = 0; i < rows.n; i++) {
		assert_true(rows.at[i].begin <= rows.at[i].end && rows.at[i].end <= s->doc.source.len);
		assert_true(!i || rows.at[i - 1].begin < rows.at[i].begin ||
			    (rows.at[i - 1].begin == rows.at[i].begin && rows.at[i - 1].end <= rows.at[i].end));
	}
}

static void origins_hold_through_many_random_rewrites(void **state)
{
	struct small *s = *state;
	uint32_t seed = 1;
	for (int round = 0; round < 1500; round++) {
		char source[64];
		uint32_t len = unit_random(&seed, 60);
		struct model m = { .n = 0 };
		for (uint32_t i = 0; i < len; i++) {
			source[i] = (char)('a' + i % 26);
			add_byte(&m, source[i], i, i + 1);
		}
		document_empty(&s->doc);
		document_set(&s->doc, text_of("id"), (tsl_str){ source, len });
		for (int pass = 0; pass < 4; pass++) {
			tsl_edit edits[5];
			size_t n = random_edits(&seed, m.n, edits);
			apply(&m, edits, n, len);
			assert_int_equal(edit(s, edits, n), TSL_OK);
			assert_int_equal(document_text(&s->doc).len, m.n);
			assert_memory_equal(document_text(&s->doc).at, m.text, m.n);
			check_order_of_removed(s);
		}
		check_origins(s, &m);
	}
}

/* ---- what is refused ---- */

static void wrong_edits_are_refused_and_change_nothing(void **state)
{
	struct small *s = *state;
	const struct {
		tsl_edit edits[2];
		size_t n;
	} cases[] = {
		{ { replace(0, 99, "") }, 1 },                   /* past the end */
		{ { replace(3, 1, "") }, 1 },                    /* backwards */
		{ { replace(4, 6, ""), replace(5, 7, "") }, 2 }, /* overlapping */
		{ { replace(4, 6, ""), replace(0, 1, "") }, 2 }, /* out of order */
		{ { replace(0, 2, "") }, 1 },                    /* half of a code point */
		{ { replace(2, 3, "") }, 1 },                    /* the other half */
		{ { replace(3, 3, "\xff") }, 1 },                /* not UTF-8 */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		small_set(s, "n\xc3\xa9"
			     "e tea!");
		assert_int_equal(edit(s, cases[i].edits, cases[i].n), TSL_FAILED);
		assert_int_equal(s->doc.status, TSL_FAILED);
		assert_non_null(s->doc.reason);
		check_text(s, "n\xc3\xa9"
			      "e tea!");
		check_removed(s, "");
	}
}

static void only_a_stage_that_says_so_may_rewrite(void **state)
{
	struct small *s = *state;
	small_set(s, "abc");
	s->doc.may_rewrite = false;
	assert_int_equal(edit(s, (tsl_edit[]){ replace(0, 1, "") }, 1), TSL_FAILED);
	assert_non_null(strstr(s->doc.reason, "TSL_REWRITES"));
	check_text(s, "abc");
}

/* Ten thousand edits in a text of a megabyte, and as many pieces for each span to be found in. */
static void many_edits_take_no_time(void **state)
{
	struct small *s = *state;
	enum { N = 10000, LEN = 1000000 };
	char *text = malloc(LEN);
	tsl_edit *edits = calloc(N, sizeof(*edits));
	memset(text, '.', LEN);
	document_set(&s->doc, text_of("id"), (tsl_str){ text, LEN });
	for (uint32_t pass = 0; pass < 3; pass++) {
		for (uint32_t i = 0; i < N; i++)
			edits[i] = replace(80 * i + pass, 80 * i + pass + 2, i % 2 ? "" : "and");
		assert_int_equal(edit(s, edits, N), TSL_OK);
	}
	assert_int_equal(document_rows(&s->doc, (tsl_layer){ s->shape.removed }).n, 3 * N);
	free(edits);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DOCUMENT(a_removal_closes_the_gap),
		WITH_DOCUMENT(a_replacement_stands_for_what_it_replaced),
		WITH_DOCUMENT(an_insertion_takes_nothing_away),
		WITH_DOCUMENT(edits_may_touch_and_stand_at_both_ends),
		WITH_DOCUMENT(no_edits_change_nothing),
		WITH_DOCUMENT(all_may_go_and_come_back),
		WITH_DOCUMENT(an_empty_text_may_be_added_to),
		WITH_DOCUMENT(removals_of_several_stages_stand_in_the_order_of_the_source),
		WITH_DOCUMENT(a_removal_across_an_earlier_one_covers_it),
		WITH_DOCUMENT(a_replacement_that_is_replaced_keeps_its_origin),
		WITH_DOCUMENT(what_follows_a_replacement_at_the_end_does_not_hide_it),
		WITH_DOCUMENT(an_insertion_within_a_replacement_does_not_hide_it),
		WITH_DOCUMENT(origins_hold_through_many_random_rewrites),
		WITH_DOCUMENT(wrong_edits_are_refused_and_change_nothing),
		WITH_DOCUMENT(only_a_stage_that_says_so_may_rewrite),
		WITH_DOCUMENT(many_edits_take_no_time),
	};
	return cmocka_run_group_tests_name("test_edit", tests, NULL, NULL);
}
