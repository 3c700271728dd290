#include "../unit.h"

#include "run/ids.h"

/* The i-th of many different ids. */
static hash128 id_of(uint64_t i)
{
	return hash_bytes128(&i, sizeof(i));
}

static enum ids_answer add(struct ids *ids, hash128 id)
{
	tsl_error e;
	enum ids_answer answer = ids_add(ids, id, &e);
	if (answer == IDS_BROKEN)
		fail_msg("%s", e.text);
	return answer;
}

static void an_id_is_new_once(void **state)
{
	struct ids ids;
	ids_init(&ids, *state);
	assert_int_equal(add(&ids, id_of(1)), IDS_NEW);
	assert_int_equal(add(&ids, id_of(2)), IDS_NEW);
	assert_int_equal(add(&ids, id_of(1)), IDS_MET);
	assert_int_equal(add(&ids, (hash128){ 0, 0 }), IDS_NEW);
	assert_int_equal(add(&ids, (hash128){ 0, 0 }), IDS_MET);
	ids_release(&ids);
}

/* The same answers, whether they fit into memory or not, and while files are merged. */
static void many_go_to_files(void **state)
{
	enum { MANY = 60000 };
	struct ids ids;
	ids_init(&ids, *state);
	ids.most = 1000;
	for (uint64_t i = 0; i < MANY; i++) {
		assert_int_equal(add(&ids, id_of(i)), IDS_NEW);
		assert_int_equal(add(&ids, id_of(i / 2)), IDS_MET);
	}
	for (uint64_t i = 0; i < MANY; i++)
		assert_int_equal(add(&ids, id_of(i)), IDS_MET);
	assert_true(ids.seen.room < 4096); /* what memory holds */
	ids_release(&ids);
	assert_true(path_is_empty_folder(*state)); /* files have no names */
}

/* As few as a binary number has digits. */
static void files_are_few(void **state)
{
	struct ids ids;
	ids_init(&ids, *state);
	ids.most = 10;
	for (uint64_t i = 0; i < 10 * 1023 + 1; i++) {
		assert_int_equal(add(&ids, id_of(i)), IDS_NEW);
		assert_in_range(ids.n_runs, 0, 10);
	}
	assert_int_equal(ids.n_runs, 10);
	assert_int_equal(ids.runs[0].n, 5120);
	ids_release(&ids);
}

/* Hashes that nobody would get by chance: all alike but for the last bits, or thousands of them at one end. */
static void made_up_hashes_are_found_too(void **state)
{
	struct ids ids;
	ids_init(&ids, *state);
	ids.most = 3000;
	for (uint64_t i = 1; i < 20000; i++) {
		hash128 close = { 2 * i, 7 }, at_end = { i, UINT64_MAX - 3 * i };
		assert_int_equal(add(&ids, close), IDS_NEW);
		assert_int_equal(add(&ids, at_end), IDS_NEW);
	}
	for (uint64_t i = 1; i < 20000; i++) {
		tsl_error e;
		assert_int_equal(ids_ask(&ids, (hash128){ 2 * i, 7 }, &e), IDS_MET);
		assert_int_equal(ids_ask(&ids, (hash128){ 2 * i + 1, 7 }, &e), IDS_NEW);
		assert_int_equal(ids_ask(&ids, (hash128){ i, UINT64_MAX - 3 * i }, &e), IDS_MET);
		assert_int_equal(ids_ask(&ids, (hash128){ i, UINT64_MAX - 3 * i - 1 }, &e), IDS_NEW);
	}
	ids_release(&ids);
}

static void one_may_ask_without_adding(void **state)
{
	struct ids ids;
	tsl_error e;
	ids_init(&ids, *state);
	ids.most = 1000;
	for (uint64_t n = 0; n < 3000; n += 500) {
		for (uint64_t i = 0; i < 3000; i += 7)
			assert_int_equal(ids_ask(&ids, id_of(i), &e), i < n ? IDS_MET : IDS_NEW);
		for (uint64_t i = n; i < n + 500; i++)
			assert_int_equal(add(&ids, id_of(i)), IDS_NEW);
	}
	assert_true(ids.n_runs > 0);
	ids_release(&ids);
}

static void a_file_that_cannot_be_made_is_told(void **state)
{
	(void)state;
	struct ids ids;
	tsl_error e;
	ids_init(&ids, "/nowhere");
	ids.most = 1;
	assert_int_equal(ids_add(&ids, id_of(1), &e), IDS_NEW);
	assert_int_equal(ids_add(&ids, id_of(2), &e), IDS_BROKEN);
	assert_string_equal(e.text, "cannot make the file that remembers ids: No such file or directory");
	ids_release(&ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(an_id_is_new_once),
		IN_FOLDER(many_go_to_files),
		IN_FOLDER(files_are_few),
		IN_FOLDER(made_up_hashes_are_found_too),
		IN_FOLDER(one_may_ask_without_adding),
		IN_FOLDER(a_file_that_cannot_be_made_is_told),
	};
	return cmocka_run_group_tests_name("test_ids", tests, NULL, NULL);
}
