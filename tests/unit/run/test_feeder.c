#include "feeding.h"

#include <fcntl.h>
#include <sys/wait.h>

/* The same bytes through a pipe, written `step` bytes at a time, or, with 0, as they come. */
static struct pieces feed_pipe(const char *bytes, size_t n, size_t step)
{
	int ends[2];
	char path[32];
	uint32_t seed = 13;
	assert_int_equal(pipe(ends), 0);
	pid_t writer = fork();
	if (!writer) {
		close(ends[0]);
		for (size_t at = 0, part; at < n; at += part) {
			part = step ? step : 1 + unit_random(&seed, 60000);
			part = part < n - at ? part : n - at;
			if (write(ends[1], bytes + at, part) != (ssize_t)part)
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	struct pieces p = feed_file(path, true);
	int status;
	close(ends[0]);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	return p;
}

/* What the lines of one file must become: whole lines, one after another, each in the block its first byte is in. */
static void check_lines(const struct pieces *p, const char *bytes, size_t n)
{
	size_t at = 0, i = 0;
	for (uint64_t number = 1; at < n; number++, i++) {
		const char *end = memchr(bytes + at, '\n', n - at);
		size_t len = end ? (size_t)(end - bytes) + 1 - at : n - at;
		assert_true(i < p->n);
		assert_int_equal(p->at[i].number, number);
		assert_int_equal(p->at[i].begin, at);
		assert_int_equal(p->at[i].len, len);
		assert_true(p->at[i].hash == hash_bytes(bytes + at, len));
		if (i) /* a new block where, and only where, a multiple of BLOCK_SIZE was passed */
			assert_true((p->at[i].block != p->at[i - 1].block) ==
				    (at / BLOCK_SIZE != p->at[i - 1].begin / BLOCK_SIZE));
		at += len;
	}
	assert_int_equal(p->n, i);
}

static void check_same(const struct pieces *a, const struct pieces *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->blocks, b->blocks);
	for (size_t i = 0; i < a->n; i++)
		assert_memory_equal(&a->at[i], &b->at[i], sizeof(*a->at));
}

/* Lines of the given lengths (with their newline), over and over, up to n bytes. */
static char *make_lines(size_t n, const size_t *lengths, size_t n_lengths)
{
	char *text = malloc(n);
	for (size_t at = 0, i = 0; at < n; i++) {
		size_t len = lengths[i % n_lengths] < n - at ? lengths[i % n_lengths] : n - at;
		memset(text + at, 'a' + (int)(i % 26), len);
		at += len;
		if (len == lengths[i % n_lengths])
			text[at - 1] = '\n';
	}
	return text;
}

static void check_file_of(const char *folder, const char *text, size_t n)
{
	struct pieces p = feed_file(unit_write(folder, "in.jsonl", text, n), true);
	check_lines(&p, text, n);
	assert_string_equal(p.error, "");
	release(&p);
}

/* ---- records of one file ---- */

static void a_record_is_in_the_block_of_its_first_byte(void **state)
{
	const struct {
		size_t n, lengths[3], n_lengths;
	} cases[] = {
		{ 5 << 20, { 1000, 1, 77777 }, 3 },
		{ 3 << 20, { 1 << 10 }, 1 },                   /* lines begin exactly at the edges */
		{ (3 << 20) + 1, { 1 << 20 }, 1 },             /* each line is a block */
		{ 4 << 20, { (1 << 20) - 1 }, 1 },             /* each line ends one byte before */
		{ 4 << 20, { (1 << 20) + 1 }, 1 },             /* and one byte behind */
		{ 8 << 20, { 10, (5 << 20) + 3, 500000 }, 3 }, /* one line over several blocks */
		{ 3 << 20, { 4 << 20 }, 1 },                   /* one line without an end */
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *text = make_lines(cases[i].n, cases[i].lengths, cases[i].n_lengths);
		check_file_of(*state, text, cases[i].n);
		free(text);
	}
}

static void small_files_are_cut_into_lines(void **state)
{
	static const char *const texts[] = { "", "\n", "a", "a\n", "a\nb", "\n\n\n", "\xef\xbb", "ab\n\r\n" };
	for (size_t i = 0; i < COUNT(texts); i++)
		check_file_of(*state, texts[i], strlen(texts[i]));
}

static void a_pipe_is_cut_like_a_file(void **state)
{
	static const size_t steps[] = { 0, 4096, 65536, 1000003 };
	const size_t lengths[] = { 5000, 1, 300, 1400000 }, n = (4 << 20) + 17;
	char *text = make_lines(n, lengths, COUNT(lengths));
	struct pieces whole = feed_file(unit_write(*state, "in.jsonl", text, n), true);
	check_lines(&whole, text, n);
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct pieces p = feed_pipe(text, n, steps[i]);
		check_same(&p, &whole);
		release(&p);
	}
	release(&whole);
	free(text);
}

static void a_pipe_may_bring_single_bytes(void **state)
{
	const char *text = "\xef\xbb\xbf{}\n{}\n\nlast";
	struct pieces whole = feed_file(unit_write(*state, "in.jsonl", text, strlen(text)), true);
	struct pieces p = feed_pipe(text, strlen(text), 1);
	assert_int_equal(p.n, 4);
	check_same(&p, &whole);
	release(&p);
	release(&whole);
}

/* A record that is not all there is looked at again only when there is twice as much of it. */
static void a_long_line_is_not_scanned_over_and_over(void **state)
{
	const size_t n = 16 << 20, length = 32 << 20;
	char *text = make_lines(n, &length, 1);
	struct pieces p = feed_file(unit_write(*state, "in.jsonl", text, n), true);
	assert_int_equal(p.n, 1);
	assert_true(scanned < 4 * n);
	release(&p);
	p = feed_pipe(text, n, 65536);
	assert_int_equal(p.n, 1);
	assert_true(scanned < 4 * n);
	release(&p);
	free(text);
}

static void a_byte_order_mark_is_no_part_of_the_first_record(void **state)
{
	const char *text = "\xef\xbb\xbf"
			   "a\nb\n";
	for (int lines = 0; lines < 2; lines++) {
		struct pieces p = feed_file(unit_write(*state, "in.txt", text, strlen(text)), lines);
		assert_int_equal(p.n, lines ? 2 : 1);
		assert_int_equal(p.at[0].begin, 3);
		assert_int_equal(p.at[0].len, lines ? 2 : 4);
		assert_true(p.at[0].hash == hash_bytes("a\nb\n", lines ? 2 : 4));
		release(&p);
	}
}

static void without_cut_a_file_is_one_record(void **state)
{
	const size_t length = 70, sizes[] = { 0, 1, 1 << 20, (3 << 20) + 5 };
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *text = make_lines(sizes[i] + 1, &length, 1);
		struct pieces p = feed_file(unit_write(*state, "in.txt", text, sizes[i]), false);
		assert_int_equal(p.n, 1);
		assert_int_equal(p.at[0].len, sizes[i]);
		assert_int_equal(p.at[0].number, 1);
		assert_true(p.at[0].hash == hash_bytes(text, sizes[i]));
		release(&p);
		free(text);
	}
}

/* ---- many files ---- */

static struct pieces feed_many(const char *folder, int n, int without, bool lines, size_t size)
{
	struct input in;
	char path[128], name[32], *text = make_lines(size, &(size_t){ 10 }, 1);
	input_init(&in, lines);
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "%04d.txt", i);
		snprintf(path, sizeof(path), "%s/%s", folder, name);
		if (access(path, F_OK))
			unit_write(folder, name, text, size);
		if (i != without)
			input_add(&in, path, name);
	}
	free(text);
	return feed(&in);
}

static void records_are_numbered_within_their_file(void **state)
{
	struct pieces p = feed_many(*state, 100, -1, true, 25);
	assert_int_equal(p.n, 300);
	for (size_t i = 0; i < p.n; i++) {
		assert_int_equal(p.at[i].file, i / 3);
		assert_int_equal(p.at[i].number, i % 3 + 1);
		assert_int_equal(p.at[i].begin, i % 3 * 10);
	}
	release(&p);
}

static void small_files_share_blocks(void **state)
{
	struct pieces p = feed_many(*state, 1000, -1, false, 20);
	assert_int_equal(p.n, 1000);
	assert_true(p.blocks > 3 && p.blocks < 100);
	release(&p);
}

static void blocks_of_files_are_full_at_a_megabyte(void **state)
{
	struct pieces p = feed_many(*state, 30, -1, false, 300 << 10);
	uint64_t held = 0;
	for (size_t i = 0; i < p.n; i++) {
		held = p.at[i].first_of_block ? 0 : held;
		assert_true(held < BLOCK_SIZE); /* before this one came in */
		held += p.at[i].len;
	}
	release(&p);
}

/* Files as a block holds them, by a hash of their names: file numbers shift where one is missing. */
static size_t block_names(const struct pieces *p, int without, uint64_t names[100])
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		uint64_t name = p->at[i].file + (without >= 0 && p->at[i].file >= (uint64_t)without);
		if (p->at[i].first_of_block)
			names[n++] = 0;
		assert_true(n > 0 && n < 100);
		names[n - 1] = names[n - 1] * 1000003 + name + 1;
	}
	return n;
}

static void one_file_less_changes_one_block(void **state)
{
	struct pieces whole = feed_many(*state, 500, -1, false, 20);
	uint64_t before[100], after[100];
	size_t n = block_names(&whole, -1, before);
	for (int without = 0; without < 500; without += 41) {
		struct pieces p = feed_many(*state, 500, without, false, 20);
		size_t m = block_names(&p, without, after), new = 0;
		for (size_t i = 0; i < m; i++) {
			size_t k = 0;
			while (k < n && before[k] != after[i])
				k++;
			new += k == n;
		}
		assert_true(new <= 1);
		release(&p);
	}
	release(&whole);
}

/* ---- what cannot be read ---- */

static void a_file_that_is_gone_ends_the_input_with_a_reason(void **state)
{
	struct input in;
	input_init(&in, true);
	input_add(&in, unit_write(*state, "a.txt", "a\n", 2), "a.txt");
	input_add(&in, "/no/such/file.txt", "file.txt");
	struct pieces p = feed(&in);
	assert_string_equal(p.error, "cannot open the input /no/such/file.txt: No such file or directory");
	release(&p);
	input_init(&in, true);
	input_add(&in, *state, "folder");
	p = feed(&in);
	assert_non_null(strstr(p.error, "cannot read the input "));
	release(&p);
}

static void no_files_make_one_empty_block(void **state)
{
	(void)state;
	struct input in;
	input_init(&in, true);
	struct pieces p = feed(&in);
	assert_int_equal(p.blocks, 1);
	assert_int_equal(p.n, 0);
	release(&p);
}

/* ---- inputs that are not what they were, or too much ---- */

static void a_file_that_grows_while_it_is_read_is_named(void **state)
{
	const size_t length = 1000, n = 3 << 20;
	char *text = make_lines(n, &length, 1), want[600];
	const char *path = unit_write(*state, "in.jsonl", text, n);
	struct slots slots = { 0 };
	struct feeder feeder;
	struct input in;
	input_init(&in, true);
	input_add(&in, path, "in.jsonl");
	slots_init(&slots, 1, 1);
	feeder_init(&feeder, &in.plan, &(struct place){ 0 });
	struct slot *slot = &slots.list[0];
	feeder_fill(&feeder, slot);
	assert_string_equal(slot->head->error, "");
	FILE *more = fopen(path, "a");
	fputs("another line\n", more);
	fclose(more);
	while (!slot->head->last)
		feeder_fill(&feeder, slot);
	snprintf(want, sizeof(want), "the input %s was changed while it was read: run again when it is not written to",
		 path);
	assert_string_equal(slot->head->error, want);
	feeder_release(&feeder);
	slots_release(&slots);
	files_release(&in.plan.files);
	free(text);
}

/* The next line is read as if the long one had not been there, but for its number. */
static void a_line_over_the_limit_is_passed_over(void **state)
{
	const size_t lengths[] = { 100, 3 << 20, 50 }, n = lengths[0] + lengths[1] + lengths[2];
	char *text = make_lines(n, lengths, 3);
	struct slots slots = { 0 };
	struct feeder feeder;
	struct input in;
	input_init(&in, true);
	in.library.plugin.flags = TSL_LINES;
	in.library.plugin.cut = NULL;
	feeding_limits.limits.document = 1;
	input_add(&in, unit_write(*state, "in.jsonl", text, n), "in.jsonl");
	slots_init(&slots, 2, 1);
	feeder_init(&feeder, &in.plan, &(struct place){ 0 });
	feeder_fill(&feeder, &slots.list[0]);
	feeder_fill(&feeder, &slots.list[1]);
	struct slot_head *first = slots.list[0].head, *second = slots.list[1].head;
	assert_int_equal(first->n_records, 2);
	assert_int_equal(slot_record(&slots.list[0], 1)->flaw, FLAW_TOO_LONG);
	assert_int_equal(slot_record(&slots.list[0], 1)->begin, lengths[0]);
	assert_int_equal(first->n_bytes, lengths[0]);
	assert_int_equal(first->n_refused, lengths[1]);
	assert_int_equal(second->n_records, 1);
	assert_int_equal(slot_record(&slots.list[1], 0)->number, 3);
	assert_int_equal(slot_record(&slots.list[1], 0)->begin, lengths[0] + lengths[1]);
	assert_int_equal(second->n_bytes, lengths[2]);
	assert_true(second->last);
	feeding_limits.limits.document = 64;
	feeder_release(&feeder);
	slots_release(&slots);
	files_release(&in.plan.files);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_record_is_in_the_block_of_its_first_byte),
		IN_FOLDER(small_files_are_cut_into_lines),
		IN_FOLDER(a_pipe_is_cut_like_a_file),
		IN_FOLDER(a_pipe_may_bring_single_bytes),
		IN_FOLDER(a_long_line_is_not_scanned_over_and_over),
		IN_FOLDER(a_byte_order_mark_is_no_part_of_the_first_record),
		IN_FOLDER(without_cut_a_file_is_one_record),
		IN_FOLDER(records_are_numbered_within_their_file),
		IN_FOLDER(small_files_share_blocks),
		IN_FOLDER(blocks_of_files_are_full_at_a_megabyte),
		IN_FOLDER(one_file_less_changes_one_block),
		IN_FOLDER(a_file_that_is_gone_ends_the_input_with_a_reason),
		IN_FOLDER(no_files_make_one_empty_block),
		IN_FOLDER(a_file_that_grows_while_it_is_read_is_named),
		IN_FOLDER(a_line_over_the_limit_is_passed_over),
	};
	return cmocka_run_group_tests_name("test_feeder", tests, NULL, NULL);
}
