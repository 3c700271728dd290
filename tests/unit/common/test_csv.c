/* Rows and cells of CSV, in whatever pieces the bytes come. */
#include "../unit.h"

#include "common/csv.h"

static size_t row(const char *bytes, bool last)
{
	return csv_row(bytes, strlen(bytes), ',', last);
}

static void a_row_ends_with_its_line_and_not_within_quotes(void **state)
{
	(void)state;
	assert_int_equal(row("a,b\nc", false), 4);
	assert_int_equal(row("a,b\r\nc", false), 5);
	assert_int_equal(row("a,b\rc", false), 4);
	assert_int_equal(row("a,\"\n\"\nc", false), 6);
	assert_int_equal(row("\"\"\"\n\"\n", false), 6);
	assert_int_equal(row("a\"\n\"\n", false), 3); /* a quote within a plain cell is none */
	assert_int_equal(row("\n", false), 1);
}

static void a_row_that_may_go_on_has_no_end_yet(void **state)
{
	(void)state;
	static const char *const rows[] = { "a", "a,\"b\n", "a,\"b\"", "a\r", "a,\"b\"\r", "\"" };
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(row(rows[i], false), 0);
		assert_int_equal(row(rows[i], true), strlen(rows[i]));
	}
	assert_int_equal(row("", true), 0);
}

static void cells_are_taken_one_by_one(void **state)
{
	(void)state;
	const char *bytes = "a,\"b \"\"c\"\"\",,\"\"\r\nd", *at = bytes, *end = bytes + strlen(bytes);
	struct csv_cell cell;
	char text[16];
	assert_int_equal(csv_take(&at, end, ',', &cell), CSV_NEXT);
	assert_text(cell.raw.at, cell.raw.len, "a");
	assert_int_equal(csv_take(&at, end, ',', &cell), CSV_NEXT);
	assert_true(cell.quoted && cell.doubled);
	assert_text(text, csv_copy(&cell, text), "b \"c\"");
	assert_int_equal(csv_take(&at, end, ',', &cell), CSV_NEXT);
	assert_true(!cell.raw.len && !cell.quoted);
	assert_int_equal(csv_take(&at, end, ',', &cell), CSV_LAST);
	assert_true(!cell.raw.len && cell.quoted);
	assert_string_equal(at, "d");
}

static void what_is_wrong_with_a_cell_is_pointed_to(void **state)
{
	(void)state;
	const char *open = "\"a,b\n", *at = open, *behind = "\"a\" ,b";
	struct csv_cell cell;
	assert_int_equal(csv_take(&at, open + 5, ',', &cell), CSV_OPEN);
	assert_ptr_equal(at, open);
	at = behind;
	assert_int_equal(csv_take(&at, behind + 6, ',', &cell), CSV_BEHIND);
	assert_ptr_equal(at, behind + 3);
}

/* ---- on any bytes ---- */

static size_t random_bytes(char *to, size_t n, uint32_t *seed)
{
	static const char signs[] = "\"\"\"\",,\n\r\rab ;";
	for (size_t i = 0; i < n; i++)
		to[i] = signs[unit_random(seed, sizeof(signs) - 1)];
	return n;
}

/* Whatever is read at a time, a record is cut once and for all. */
static void a_row_ends_where_it_ends_however_its_bytes_come(void **state)
{
	(void)state;
	char bytes[64];
	uint32_t seed = 5;
	for (int round = 0; round < 20000; round++) {
		size_t n = random_bytes(bytes, unit_random(&seed, sizeof(bytes)), &seed);
		size_t end = csv_row(bytes, n, ',', true);
		for (size_t part = 0; part <= n; part++) {
			size_t early = csv_row(bytes, part, ',', false);
			assert_true(!early || early == end);
		}
	}
}

/* The cells of a row make up all of it, but for what is wrong: cutting and reading see the same row. */
static void cells_end_where_their_row_does(void **state)
{
	(void)state;
	char bytes[64];
	uint32_t seed = 6;
	for (int round = 0; round < 100000; round++) {
		size_t n = random_bytes(bytes, 1 + unit_random(&seed, sizeof(bytes) - 1), &seed);
		const char *at = bytes, *end = bytes + csv_row(bytes, n, ',', true);
		enum csv_end what = CSV_NEXT;
		struct csv_cell cell;
		while (what == CSV_NEXT)
			what = csv_take(&at, end, ',', &cell);
		assert_true(at <= end);
		if (what == CSV_LAST)
			assert_ptr_equal(at, end);
		if (what == CSV_OPEN)
			assert_ptr_equal(end, bytes + n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_ends_with_its_line_and_not_within_quotes),
		cmocka_unit_test(a_row_that_may_go_on_has_no_end_yet),
		cmocka_unit_test(cells_are_taken_one_by_one),
		cmocka_unit_test(what_is_wrong_with_a_cell_is_pointed_to),
		cmocka_unit_test(a_row_ends_where_it_ends_however_its_bytes_come),
		cmocka_unit_test(cells_end_where_their_row_does),
	};
	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
