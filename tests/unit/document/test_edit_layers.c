#include "editing.h"

static void check_moved(struct small *s, tsl_span row, const tsl_edit *edits, size_t n, uint32_t begin, uint32_t end)
{
	small_set(s, "0123456789");
	write_rows(&s->doc, s->words, &row, 1);
	assert_int_equal(edit(s, edits, n), TSL_OK);
	assert_span(document_rows(&s->doc, s->words).at[0], begin, end);
}

static void spans_move_with_their_text(void **state)
{
	struct small *s = *state;
	const tsl_edit cut[] = { replace(2, 5, "") };
	check_moved(s, (tsl_span){ 0, 2 }, cut, 1, 0, 2); /* before it */
	check_moved(s, (tsl_span){ 6, 9 }, cut, 1, 3, 6); /* behind it */
	check_moved(s, (tsl_span){ 5, 9 }, cut, 1, 2, 6); /* right behind it */
	check_moved(s, (tsl_span){ 1, 7 }, cut, 1, 1, 4); /* around it */
	check_moved(s, (tsl_span){ 1, 4 }, cut, 1, 1, 2); /* its end is in it */
	check_moved(s, (tsl_span){ 3, 8 }, cut, 1, 2, 5); /* its begin is in it */
	check_moved(s, (tsl_span){ 2, 5 }, cut, 1, 2, 2); /* it is all that goes */
	check_moved(s, (tsl_span){ 3, 4 }, cut, 1, 2, 2); /* within what goes */
	check_moved(s, (tsl_span){ 4, 4 }, cut, 1, 2, 2); /* empty, within */
	check_moved(s, (tsl_span){ 0, 0 }, cut, 1, 0, 0);
	check_moved(s, (tsl_span){ 10, 10 }, cut, 1, 7, 7);
}

static void a_span_in_replaced_text_covers_the_replacement(void **state)
{
	struct small *s = *state;
	const tsl_edit swap[] = { replace(2, 5, "wxyz") };
	check_moved(s, (tsl_span){ 2, 5 }, swap, 1, 2, 6);
	check_moved(s, (tsl_span){ 3, 4 }, swap, 1, 2, 6);
	check_moved(s, (tsl_span){ 0, 4 }, swap, 1, 0, 6);
	check_moved(s, (tsl_span){ 4, 9 }, swap, 1, 2, 10);
	check_moved(s, (tsl_span){ 0, 2 }, swap, 1, 0, 2);
	check_moved(s, (tsl_span){ 5, 9 }, swap, 1, 6, 10);
}

static void text_inserted_at_the_edge_of_a_span_stays_outside(void **state)
{
	struct small *s = *state;
	check_moved(s, (tsl_span){ 3, 5 }, (tsl_edit[]){ replace(5, 5, "++") }, 1, 3, 5);
	check_moved(s, (tsl_span){ 3, 5 }, (tsl_edit[]){ replace(3, 3, "++") }, 1, 5, 7);
	check_moved(s, (tsl_span){ 3, 5 }, (tsl_edit[]){ replace(4, 4, "++") }, 1, 3, 7);
	check_moved(s, (tsl_span){ 3, 3 }, (tsl_edit[]){ replace(3, 3, "++") }, 1, 5, 5);
}

static void spans_move_past_several_edits(void **state)
{
	struct small *s = *state;
	const tsl_edit edits[] = { replace(0, 2, ""), replace(3, 3, "++"), replace(5, 6, "wide"), replace(8, 9, "") };
	check_moved(s, (tsl_span){ 2, 3 }, edits, 4, 0, 1);
	check_moved(s, (tsl_span){ 4, 7 }, edits, 4, 4, 10);
	check_moved(s, (tsl_span){ 7, 10 }, edits, 4, 10, 12);
}

static void moved_spans_are_still_in_the_text_and_apart(void **state)
{
	struct small *s = *state;
	uint32_t seed = 17;
	for (int round = 0; round < 3000; round++) {
		tsl_span rows[8];
		uint32_t n = 0;
		for (uint32_t at = 0; n < 8 && at < 40;) {
			uint32_t begin = at + unit_random(&seed, 6), end = begin + unit_random(&seed, 8);
			rows[n++] = (tsl_span){ begin, end };
			at = end;
		}
		small_set(s, "a text of no less than sixty letters, so that all the spans are in it");
		assert_int_equal(write_rows(&s->doc, s->parts, rows, n), TSL_OK);
		for (int pass = 0; pass < 3; pass++) {
			tsl_edit edits[5];
			edit(s, edits, random_edits(&seed, document_text(&s->doc).len, edits));
		}
		tsl_rows moved = document_rows(&s->doc, s->parts);
		assert_int_equal(moved.n, n);
		for (uint32_t i = 0; i < n; i++) {
			assert_true(moved.at[i].begin <= moved.at[i].end);
			assert_true(moved.at[i].end <= document_text(&s->doc).len);
			assert_true(!i || moved.at[i - 1].end <= moved.at[i].begin);
		}
	}
}

static void columns_of_a_moved_layer_stay(void **state)
{
	struct small *s = *state;
	small_set(s, "0123456789");
	write_rows(&s->doc, s->words, (tsl_span[]){ { 2, 4 }, { 6, 8 } }, 2);
	document_reals(&s->doc, s->tone)[1] = 0.25;
	edit(s, (tsl_edit[]){ replace(0, 5, "") }, 1);
	assert_true(document_reals(&s->doc, s->tone)[1] == 0.25);
	assert_span(document_rows(&s->doc, s->words).at[1], 1, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DOCUMENT(spans_move_with_their_text),
		WITH_DOCUMENT(a_span_in_replaced_text_covers_the_replacement),
		WITH_DOCUMENT(text_inserted_at_the_edge_of_a_span_stays_outside),
		WITH_DOCUMENT(spans_move_past_several_edits),
		WITH_DOCUMENT(moved_spans_are_still_in_the_text_and_apart),
		WITH_DOCUMENT(columns_of_a_moved_layer_stay),
	};
	return cmocka_run_group_tests_name("test_edit_layers", tests, NULL, NULL);
}
