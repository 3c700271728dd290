#include "../unit.h"

#include "run/block.h"

#include <sys/stat.h>
#include <sys/wait.h>

static void a_region_keeps_what_it_held_while_it_grows(void **state)
{
	(void)state;
	struct slots slots = { 0 };
	slots_init(&slots, 1, 0);
	struct region *r = &slots.list[0].bytes;
	size_t size = 100;
	for (unsigned char i = 1; i < 18; i++, size *= 2) {
		char *at = region_room(r, size);
		at[size - 1] = (char)i;
		for (unsigned char k = 1; k <= i; k++)
			assert_int_equal(at[((size_t)100 << (k - 1)) - 1], k);
	}
	slots_release(&slots);
}

static long kept_bytes(const struct region *r)
{
	struct stat st;
	assert_int_equal(fstat(r->fd, &st), 0);
	return (long)st.st_blocks * 512;
}

static void memory_for_a_huge_record_goes_back_to_the_system(void **state)
{
	(void)state;
	struct region r;
	region_init(&r);
	memset(region_room(&r, 4 * REGION_KEPT), 'x', 4 * REGION_KEPT);
	assert_true(kept_bytes(&r) >= (long)(4 * REGION_KEPT));
	region_trim(&r);
	assert_true(kept_bytes(&r) <= (long)REGION_KEPT);
	memset(region_room(&r, 4 * REGION_KEPT), 'y', 4 * REGION_KEPT);
	assert_int_equal(r.at[4 * REGION_KEPT - 1], 'y');
	region_release(&r);
}

static void records_and_results_have_room_at_any_number(void **state)
{
	(void)state;
	struct slots slots = { 0 };
	slots_init(&slots, 2, 3);
	struct slot *slot = &slots.list[1];
	for (uint64_t i = 0; i < 20000; i++) {
		*slot_record(slot, i) = (struct record){ .number = i + 1 };
		struct result *result = slot_result(slot, i);
		result->len = i;
		result->written[2] = 3 * i; /* its last number does not reach into the next */
	}
	for (uint64_t i = 0; i < 20000; i++) {
		assert_int_equal(slot_record(slot, i)->number, i + 1);
		assert_int_equal(slot_result(slot, i)->len, i);
		assert_int_equal(slot_result(slot, i)->written[2], 3 * i);
	}
	slots_release(&slots);
}

static void bytes_come_behind_those_of_the_records(void **state)
{
	(void)state;
	struct slots slots = { 0 };
	slots_init(&slots, 1, 1);
	struct slot *slot = &slots.list[0];
	memcpy(slot_bytes(slot, 3), "abc", 3);
	slot->head->n_bytes = 3;
	memcpy(slot_bytes(slot, 1 << 20), "def", 3);
	assert_memory_equal(slot->bytes.at, "abcdef", 6);
	slots_release(&slots);
}

static void slots_do_not_share_their_memory(void **state)
{
	(void)state;
	struct slots slots = { 0 };
	slots_init(&slots, 3, 1);
	for (size_t i = 0; i < 3; i++) {
		slots.list[i].head->block = i;
		*slot_bytes(&slots.list[i], 1) = (char)('a' + i);
	}
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(slots.list[i].head->block, i);
		assert_int_equal(*slot_bytes(&slots.list[i], 1), 'a' + i);
	}
	slots_release(&slots);
}

/* A worker makes a region larger than the coordinator has mapped it. */
static void what_another_process_wrote_is_seen_here(void **state)
{
	(void)state;
	enum { FAR = 5 << 20 };
	struct slots slots = { 0 };
	slots_init(&slots, 1, 1);
	struct slot *slot = &slots.list[0];
	memcpy(region_room(&slot->out, 10), "before", 6);
	pid_t child = fork();
	if (!child) {
		char *at = region_room(&slot->out, FAR + 10);
		memcpy(at + FAR, "behind", 6);
		slot->head->n_out = FAR + 6;
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(slot->head->n_out, FAR + 6);
	const char *at = region_room(&slot->out, slot->head->n_out);
	assert_memory_equal(at, "before", 6);
	assert_memory_equal(at + FAR, "behind", 6);
	slots_release(&slots);
}

/* A worker that was damaged may say anything; believing it would have the coordinator make room for it. */
static void a_head_that_names_more_than_the_memory_holds_is_not_sound(void **state)
{
	(void)state;
	static const uint64_t numbers[] = { (uint64_t)1 << 32, (uint64_t)1 << 40, (uint64_t)1 << 63, UINT64_MAX };
	struct slots slots = { 0 };
	slots_init(&slots, 1, 2);
	struct slot *slot = &slots.list[0];
	slot_record(slot, 0);
	slot_result(slot, 0);
	region_room(&slot->out, 1);
	*slot->head = (struct slot_head){ .n_records = 1, .n_results = 1, .n_out = 1 };
	assert_true(slot_is_sound(slot));
	for (size_t i = 0; i < COUNT(numbers); i++) {
		*slot->head = (struct slot_head){ .n_records = 1, .n_results = 1, .n_out = numbers[i] };
		assert_false(slot_is_sound(slot));
		*slot->head = (struct slot_head){ .n_records = numbers[i], .n_results = 1, .n_out = 1 };
		assert_false(slot_is_sound(slot));
		*slot->head = (struct slot_head){ .n_records = numbers[i], .n_results = numbers[i], .n_out = 1 };
		assert_false(slot_is_sound(slot));
	}
	slots_release(&slots);
}

static void a_result_holds_no_other_truth_value_than_true_and_false(void **state)
{
	(void)state;
	struct slots slots = { 0 };
	slots_init(&slots, 1, 0);
	struct slot *slot = &slots.list[0];
	slot->head->n_records = 1;
	struct result *r = slot_result(slot, 0);
	*r = (struct result){ .status = TSL_OK, .has_id = 1, .repaired = 1 };
	assert_true(result_is_sound(slot, r, 0));
	r->repaired = 31; /* it is added to a count */
	assert_false(result_is_sound(slot, r, 0));
	*r = (struct result){ .status = TSL_OK, .has_id = 2 };
	assert_false(result_is_sound(slot, r, 0));
	slots_release(&slots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_region_keeps_what_it_held_while_it_grows),
		cmocka_unit_test(memory_for_a_huge_record_goes_back_to_the_system),
		cmocka_unit_test(records_and_results_have_room_at_any_number),
		cmocka_unit_test(bytes_come_behind_those_of_the_records),
		cmocka_unit_test(slots_do_not_share_their_memory),
		cmocka_unit_test(what_another_process_wrote_is_seen_here),
		cmocka_unit_test(a_result_holds_no_other_truth_value_than_true_and_false),
		cmocka_unit_test(a_head_that_names_more_than_the_memory_holds_is_not_sound),
	};
	return cmocka_run_group_tests_name("test_block", tests, NULL, NULL);
}
