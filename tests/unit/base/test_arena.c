#include "../unit.h"

#include "base/arena.h"

static void a_zeroed_arena_is_empty_and_valid(void **state)
{
	(void)state;
	arena a = { 0 };
	arena_empty(&a, 100);
	assert_non_null(arena_get(&a, 0));
	arena_release(&a);
	arena_release(&a);
}

static void memory_is_aligned_and_apart(void **state)
{
	(void)state;
	enum { N = 4000 };
	arena a = { 0 };
	static unsigned char *got[N];
	uint32_t seed = 11;
	static size_t size[N];
	for (size_t i = 0; i < N; i++) {
		size[i] = unit_random(&seed, i % 100 ? 200 : 100000);
		got[i] = arena_get(&a, size[i]);
		assert_int_equal((uintptr_t)got[i] % _Alignof(max_align_t), 0);
		memset(got[i], (int)(i & 0xFF), size[i]);
	}
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < size[i]; k++)
			if (got[i][k] != (i & 0xFF))
				fail_msg("piece %zu was written over at %zu", i, k);
	arena_release(&a);
}

static void emptying_hands_out_the_same_memory_again(void **state)
{
	(void)state;
	arena a = { 0 };
	char *first = arena_get(&a, 100);
	arena_get(&a, 1000);
	arena_empty(&a, (size_t)1 << 20);
	assert_ptr_equal(arena_get(&a, 100), first);
	arena_release(&a);
}

static void memory_stays_sound_over_many_documents(void **state)
{
	(void)state;
	arena a = { 0 };
	uint32_t seed = 5;
	for (int doc = 0; doc < 300; doc++) {
		for (int i = 0; i < 20; i++) {
			size_t n = unit_random(&seed, doc % 10 ? 2000 : 500000);
			memset(arena_get(&a, n), doc, n);
		}
		arena_empty(&a, (size_t)1 << 20);
	}
	arena_release(&a);
}

static void more_than_can_be_had_is_null(void **state)
{
	(void)state;
	arena a = { 0 };
	assert_null(arena_get(&a, SIZE_MAX));
	assert_null(arena_get(&a, SIZE_MAX / 2));
	assert_non_null(arena_get(&a, 10));
	arena_release(&a);
}

static void what_is_kept_is_zeroed(void **state)
{
	(void)state;
	arena a = { 0 };
	static const char zeros[500];
	memset(arena_get(&a, 500), 0xFF, 500);
	arena_empty(&a, (size_t)1 << 20);
	assert_memory_equal(arena_keep(&a, 500), zeros, 500);
	arena_release(&a);
}

static void copies_and_formats_end_in_a_nul(void **state)
{
	(void)state;
	arena a = { 0 };
	assert_string_equal(arena_copy(&a, "sentences", 4), "sent");
	assert_string_equal(arena_copy(&a, NULL, 0), "");
	assert_string_equal(arena_format(&a, "%s.%d", "tone", 3), "tone.3");
	assert_string_equal(arena_format(&a, "%s", ""), "");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zeroed_arena_is_empty_and_valid),
		cmocka_unit_test(memory_is_aligned_and_apart),
		cmocka_unit_test(emptying_hands_out_the_same_memory_again),
		cmocka_unit_test(memory_stays_sound_over_many_documents),
		cmocka_unit_test(more_than_can_be_had_is_null),
		cmocka_unit_test(what_is_kept_is_zeroed),
		cmocka_unit_test(copies_and_formats_end_in_a_nul),
	};
	return cmocka_run_group_tests_name("test_arena", tests, NULL, NULL);
}
