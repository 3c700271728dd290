#include "../unit.h"

#include "run/block.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_region_keeps_what_it_held_while_it_grows),
		cmocka_unit_test(records_and_results_have_room_at_any_number),
		cmocka_unit_test(bytes_come_behind_those_of_the_records),
		cmocka_unit_test(slots_do_not_share_their_memory),
		cmocka_unit_test(what_another_process_wrote_is_seen_here),
	};
	return cmocka_run_group_tests_name("test_block", tests, NULL, NULL);
}
