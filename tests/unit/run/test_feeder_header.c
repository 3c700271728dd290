/* Files whose first record tells of the others: each block of them can be read by itself. */
#include "feeding.h"

#include "base/pack.h"
#include "base/path.h"

#define HEADER "name,place\n"

static void init_with_header(struct input *in)
{
	input_init(in, true);
	in->library.plugin.flags = TSL_HEADER;
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

/* The same, packed. */
static const char *write_packed(const char *folder, enum packing kind, size_t n)
{
	str plain = STR_NEEDED, packed = STR_NEEDED;
	tsl_error e;
	if (!path_read(write_file(folder, "plain.csv", HEADER, n), SIZE_MAX - 1, &plain, &e))
		fail_msg("%s", e.text);
	pack_add(kind, plain.at, plain.len, &packed);
	const char *path = unit_write(folder, "packed.csv", packed.at, packed.len);
	str_release(&plain);
	str_release(&packed);
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
	bool same = r->number > 2 && r->begin % 64; /* records of a block share it: it is enough to look now and then */
	if (!same)
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
	struct input in;
	init_with_header(&in);
	uint64_t blocks;
	input_add(&in, write_file(*state, "large.csv", HEADER, (3 << 20) + 5), "large.csv");
	assert_in_range(check_all(&in, headers, &blocks), (3 << 20) + 5, (3 << 20) + 100);
	assert_int_equal(blocks, 4);
}

static void files_in_one_block_have_their_own(void **state)
{
	static const char *const headers[] = { HEADER, "other\n", "\n" };
	struct input in;
	init_with_header(&in);
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
	struct input in;
	init_with_header(&in);
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
	struct input in;
	init_with_header(&in);
	uint64_t blocks;
	input_add(&in, write_file(*state, "long.csv", header, 2 << 20), "long.csv");
	header[TSL_HEADER_MOST] = 0;
	check_all(&in, (const char *const[]){ header }, &blocks);
	free(header);
}

/* ---- runs that go on ---- */

#define MOST_BLOCKS 16

/* The hash of all that a worker sees of each block, from `start` on; places[i] is where block i begins. */
static size_t feed_from(struct input *in, struct place start, uint64_t *hashes, struct place *places)
{
	struct slots slots = { 0 };
	struct feeder feeder;
	size_t n = 0;
	slots_init(&slots, 1, 1);
	feeder_init(&feeder, &in->plan, &start);
	for (struct place next = start; !next.end; n++) {
		struct slot *slot = &slots.list[0];
		assert_true(n < MOST_BLOCKS);
		places[n] = next;
		feeder_fill(&feeder, slot);
		assert_string_equal(slot->head->error, "");
		region_room(&slot->bytes, slot->head->n_bytes);
		hashes[n] = slot->head->n_repeated;
		for (uint64_t i = 0; i < slot->head->n_records; i++) {
			const struct record *r = slot_record(slot, i);
			hashes[n] = 31 * hashes[n] + hash_bytes(slot->bytes.at + r->at, r->len) + r->number + r->begin;
			hashes[n] = 31 * hashes[n] + r->header_at + r->header_len;
			if (i < 2)
				hashes[n] += hash_bytes(slot->bytes.at + r->header_at, r->header_len);
		}
		next = slot->head->next;
		uint64_t before = places[n].before + places[n].within;
		assert_in_range(next.before + next.within, before, in->size);
		assert_true(!next.end || (next.before == in->size && !next.within));
	}
	feeder_release(&feeder);
	slots_release(&slots);
	return n;
}

/* Feeds a file from the beginning, and from each block of it. */
static void check_going_on(const char *path)
{
	struct input in;
	uint64_t hashes[MOST_BLOCKS], again[MOST_BLOCKS];
	struct place places[MOST_BLOCKS], ignored[MOST_BLOCKS];
	init_with_header(&in);
	input_add(&in, path, "name");
	size_t n = feed_from(&in, (struct place){ 0 }, hashes, places);
	assert_true(n > 3);
	for (size_t from = 0; from < n; from++) {
		assert_int_equal(feed_from(&in, places[from], again, ignored), n - from);
		assert_memory_equal(again, hashes + from, (n - from) * sizeof(*again));
	}
	files_release(&in.plan.files);
}

static void a_run_may_go_on_with_any_block(void **state)
{
	check_going_on(write_file(*state, "plain.csv", HEADER, (4 << 20) + 5));
	check_going_on(write_packed(*state, PACK_GZIP, (4 << 20) + 5));
	check_going_on(write_packed(*state, PACK_ZSTD, (4 << 20) + 5));
	check_going_on(write_file(*state, "marked.csv", "\xEF\xBB\xBF" HEADER, (4 << 20) + 5));
}

/* It is read in full to find its end, and with it bytes that come behind the place to go on from. */
static void a_header_may_go_past_the_place(void **state)
{
	size_t n = (2 << 20) - 60;
	char *header = malloc(n + 2);
	memset(header, 'x', n);
	strcpy(header + n, "\n");
	check_going_on(write_file(*state, "long.csv", header, 5 << 20));
	free(header);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_but_the_first_has_its_header_in_its_block),
		cmocka_unit_test(files_in_one_block_have_their_own),
		cmocka_unit_test(a_header_changes_no_cut),
		cmocka_unit_test(of_a_long_header_the_front_is_handed_on),
		cmocka_unit_test(a_run_may_go_on_with_any_block),
		cmocka_unit_test(a_header_may_go_past_the_place),
	};
	return cmocka_run_group_tests_name("feeder_header", tests, unit_make_folder, unit_remove_folder);
}
