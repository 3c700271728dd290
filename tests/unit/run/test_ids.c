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

/* The same answers, whether they fit into memory or not, and while the file grows. */
static void many_go_to_a_file(void **state)
{
	enum { MANY = 60000 };
	struct ids ids;
	ids_init(&ids, *state);
	ids.most = 1000;
	for (uint64_t i = 0; i < MANY; i++) {
		assert_int_equal(add(&ids, id_of(i)), IDS_NEW);
		assert_int_equal(add(&ids, id_of(i / 2)), IDS_MET);
	}
	assert_true(ids.fd >= 0);
	assert_int_equal(ids.seen.room, 0);
	for (uint64_t i = 0; i < MANY; i++)
		assert_int_equal(add(&ids, id_of(i)), IDS_MET);
	assert_int_equal(ids.n, MANY);
	ids_release(&ids);
	assert_true(path_is_empty_folder(*state)); /* the file has no name */
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
	assert_true(ids.fd >= 0);
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
		IN_FOLDER(many_go_to_a_file),
		IN_FOLDER(one_may_ask_without_adding),
		IN_FOLDER(a_file_that_cannot_be_made_is_told),
	};
	return cmocka_run_group_tests_name("test_ids", tests, NULL, NULL);
}
