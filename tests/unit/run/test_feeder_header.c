/* Files whose first record tells of the others: each block of them can be read by itself. */
#include "feeding.h"

#define HEADER "name,place\n"

static struct input input_with_header(void)
{
	struct input in;
	input_init(&in, true);
	in.library.plugin.flags = TSL_HEADER;
	return in;
}

/* A header and lines, over n bytes. */
static const char *write_file(const char *folder, const char *name, const char *header, size_t n)
{
	size_t size = strlen(header), room = n + 100;
	char *text = malloc(room);
	memcpy(text, header, size);
	for (size_t i = 0; size < n; i++)
		size += (size_t)snprintf(text + size, room - size, "%zu\n", i);
	const char *path = unit_write(folder, name, text, size);
	free(text);
	return path;
}

static void check_header(const struct slot *slot, const struct record *r, const char *header)
{
	if (r->number == 1) {
		assert_int_equal(r->header_len, 0);
		return;
	}
	assert_int_equal(r->header_len, strlen(header));
	assert_true(r->header_at + r->header_len <= slot->head->n_bytes);
	assert_memory_equal(slot->bytes.at + r->header_at, header, strlen(header));
}

/* Checks all records, of files that have these headers in turn; returns the bytes that were not repeated. */
static uint64_t check_all(struct input *in, const char *const *headers, uint64_t *blocks)
{
	struct slots slots = { 0 };
	struct feeder feeder;
	uint64_t bytes = 0;
	slots_init(&slots, 2, 1);
	feeder_init(&feeder, &in->plan, &(struct place){ 0 });
	*blocks = 0;
	for (bool last = false; !last;) {
		struct slot *slot = &slots.list[(*blocks)++ % 2];
		feeder_fill(&feeder, slot);
		region_room(&slot->bytes, slot->head->n_bytes);
		for (uint64_t i = 0; i < slot->head->n_records; i++)
			check_header(slot, slot_record(slot, i), headers[slot_record(slot, i)->file]);
		bytes += slot->head->n_bytes - slot->head->n_repeated;
		last = slot->head->last;
	}
	feeder_release(&feeder);
	slots_release(&slots);
	files_release(&in->plan.files);
	return bytes;
}

static void every_record_but_the_first_has_its_header_in_its_block(void **state)
{
	static const char *const headers[] = { HEADER };
	struct input in = input_with_header();
	uint64_t blocks;
	input_add(&in, write_file(*state, "large.csv", HEADER, (3 << 20) + 5), "large.csv");
	assert_in_range(check_all(&in, headers, &blocks), (3 << 20) + 5, (3 << 20) + 100);
	assert_int_equal(blocks, 4);
}

static void files_in_one_block_have_their_own(void **state)
{
	static const char *const headers[] = { HEADER, "other\n", "\n" };
	struct input in = input_with_header();
	uint64_t blocks;
	for (int i = 0; i < 3; i++) {
		char name[16];
		snprintf(name, sizeof(name), "small%d.csv", i);
		input_add(&in, write_file(*state, name, headers[i], 50), name);
	}
	check_all(&in, headers, &blocks);
	assert_int_equal(blocks, 1);
}

/* Where blocks end, and which bytes are records, is the same with and without. */
static void a_header_changes_no_cut(void **state)
{
	const char *path = write_file(*state, "large.csv", HEADER, (3 << 20) + 5);
	struct input in = input_with_header();
	input_add(&in, path, "name");
	struct pieces with = feed(&in), without = feed_file(path, true);
	assert_int_equal(with.n, without.n);
	assert_int_equal(with.blocks, without.blocks);
	for (size_t i = 0; i < with.n; i++)
		assert_memory_equal(&with.at[i], &without.at[i], sizeof(*with.at));
	release(&with);
	release(&without);
}

/* Else a file that is one long line and many short ones would be copied over and over. */
static void of_a_long_header_the_front_is_handed_on(void **state)
{
	char *header = malloc(3 * TSL_HEADER_MOST);
	memset(header, 'x', 3 * TSL_HEADER_MOST);
	strcpy(header + 3 * TSL_HEADER_MOST - 2, "\n");
	struct input in = input_with_header();
	uint64_t blocks;
	input_add(&in, write_file(*state, "long.csv", header, 2 << 20), "long.csv");
	header[TSL_HEADER_MOST] = 0;
	check_all(&in, (const char *const[]){ header }, &blocks);
	free(header);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_but_the_first_has_its_header_in_its_block),
		cmocka_unit_test(files_in_one_block_have_their_own),
		cmocka_unit_test(a_header_changes_no_cut),
		cmocka_unit_test(of_a_long_header_the_front_is_handed_on),
	};
	return cmocka_run_group_tests_name("feeder_header", tests, unit_make_folder, unit_remove_folder);
}
