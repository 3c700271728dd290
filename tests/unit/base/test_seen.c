#include "../unit.h"

#include "base/seen.h"

static void an_id_is_new_once(void **state)
{
	(void)state;
	struct seen s = { 0 };
	assert_true(seen_add(&s, hash_bytes128("a", 1)));
	assert_true(seen_add(&s, hash_bytes128("b", 1)));
	assert_false(seen_add(&s, hash_bytes128("a", 1)));
	assert_false(seen_add(&s, hash_bytes128("b", 1)));
	seen_release(&s);
	seen_release(&s);
}

static void many_ids_are_kept_apart(void **state)
{
	(void)state;
	struct seen s = { 0 };
	for (uint64_t pass = 0; pass < 2; pass++)
		for (uint64_t i = 0; i < 100000; i++)
			assert_true(seen_add(&s, hash_bytes128(&i, sizeof(i))) == (pass == 0));
	seen_release(&s);
}

static void ids_that_share_a_half_are_different(void **state)
{
	(void)state;
	struct seen s = { 0 };
	for (uint64_t i = 0; i < 3000; i++) {
		assert_true(seen_add(&s, (hash128){ 7, i }));
		assert_true(seen_add(&s, (hash128){ (i + 1) << 20, 1 }));
	}
	seen_release(&s);
}

static void one_may_ask_without_adding(void **state)
{
	(void)state;
	struct seen s = { 0 };
	assert_false(seen_has(&s, hash_bytes128("a", 1)));
	seen_add(&s, hash_bytes128("a", 1));
	seen_add(&s, (hash128){ 0, 0 });
	assert_true(seen_has(&s, hash_bytes128("a", 1)));
	assert_true(seen_has(&s, (hash128){ 0, 0 }));
	assert_false(seen_has(&s, hash_bytes128("b", 1)));
	assert_true(seen_add(&s, hash_bytes128("b", 1)));
	seen_release(&s);
}

static void a_hash_of_nothing_but_zeros_is_an_id_too(void **state)
{
	(void)state;
	struct seen s = { 0 };
	assert_true(seen_add(&s, (hash128){ 0, 0 }));
	assert_false(seen_add(&s, (hash128){ 0, 0 }));
	seen_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_is_new_once),
		cmocka_unit_test(many_ids_are_kept_apart),
		cmocka_unit_test(ids_that_share_a_half_are_different),
		cmocka_unit_test(one_may_ask_without_adding),
		cmocka_unit_test(a_hash_of_nothing_but_zeros_is_an_id_too),
	};
	return cmocka_run_group_tests_name("test_seen", tests, NULL, NULL);
}
