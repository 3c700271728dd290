#include "../unit.h"

#include "run/commit.h"

#define WRITERS 2

/* A run's folder with two writers, and slots that are filled as a worker would. */
struct job {
	char *home;
	struct folder folder;
	struct commit commit;
	struct slots slots;
};

static int make_job(void **state)
{
	static const struct writer_file files[WRITERS] = { { "json", "documents.jsonl" }, { "csv", "rows.csv" } };
	struct job *j = calloc(1, sizeof(*j));
	void *home;
	char path[128];
	tsl_error e;
	if (unit_make_folder(&home))
		return -1;
	j->home = home;
	snprintf(path, sizeof(path), "%s/run", j->home);
	slots_init(&j->slots, 6, WRITERS);
	*state = j;
	return folder_open(&j->folder, path, false, &e) &&
			       commit_open(&j->commit, &j->folder, files, WRITERS, (tsl_str){ "", 0 }, &e)
		       ? 0
		       : -1;
}

static int release_job(void **state)
{
	struct job *j = *state;
	void *home = j->home;
	commit_release(&j->commit);
	folder_release(&j->folder);
	slots_release(&j->slots);
	free(j);
	return unit_remove_folder(&home);
}

#define WITH_JOB(test) cmocka_unit_test_setup_teardown(test, make_job, release_job)

static struct slot *begin_block(struct job *j, size_t slot, uint64_t block)
{
	*j->slots.list[slot].head = (struct slot_head){ .block = block };
	return &j->slots.list[slot];
}

static void put_out(struct slot *slot, const char *text)
{
	size_t n = strlen(text);
	char *out = region_room(&slot->out, slot->head->n_out + n + 1);
	memcpy(out + slot->head->n_out, text, n);
	slot->head->n_out += n;
}

/* A result with what each writer wrote, or, where it was not kept, its line. */
static void add_result(struct slot *slot, tsl_status status, const char *id, const char *first, const char *second)
{
	uint64_t i = slot->head->n_results++;
	uint64_t begin = slot->head->n_out;
	*slot_record(slot, i) = (struct record){ .number = i + 1, .begin = 10 * i };
	slot->head->n_records = i + 1;
	slot->head->n_bytes += 10;
	put_out(slot, id);
	put_out(slot, "in.txt");
	put_out(slot, first);
	put_out(slot, second);
	struct result *r = slot_result(slot, i);
	memset(r, 0, slot->result_size);
	r->record = (uint32_t)i;
	r->status = (uint8_t)status;
	r->has_id = *id;
	r->id_len = (uint32_t)strlen(id);
	r->file_len = 6;
	r->id = hash_bytes128(id, strlen(id));
	r->at = begin;
	r->len = slot->head->n_out - begin;
	r->written[0] = strlen(first);
	r->written[1] = strlen(second);
}

static void add_block(struct job *j, struct slot *slot)
{
	tsl_error e;
	if (!commit_add(&j->commit, slot, &e))
		fail_msg("%s", e.text);
}

static void check_file(struct job *j, const char *name, const char *want)
{
	char path[160];
	str bytes = { 0 };
	tsl_error e;
	snprintf(path, sizeof(path), "%s/run.partial/%s", j->home, name);
	assert_true(path_read(path, 1 << 20, &bytes, &e));
	assert_string_equal(bytes.at, want);
	str_release(&bytes);
}

static void what_each_writer_wrote_goes_to_its_file(void **state)
{
	struct job *j = *state;
	tsl_error e;
	struct slot *slot = begin_block(j, 0, 0);
	assert_true(commit_put(&j->commit, 1, "head\n", 5, &e));
	add_result(slot, TSL_OK, "a", "{a}\n", "1,a\n");
	add_result(slot, TSL_OK, "b", "", "2,b\n3,b\n");
	add_result(slot, TSL_OK, "c", "{c}\n", "");
	add_block(j, slot);
	assert_true(commit_put(&j->commit, 1, "tail\n", 5, &e));
	check_file(j, "documents.jsonl", "{a}\n{c}\n");
	check_file(j, "rows.csv", "head\n1,a\n2,b\n3,b\ntail\n");
	check_file(j, "failed.jsonl", "");
	check_file(j, "dropped.jsonl", "");
	assert_int_equal(j->commit.counts.in, 3);
	assert_int_equal(j->commit.counts.out, 3);
	assert_int_equal(j->commit.counts.bytes, 30);
}

static void blocks_that_arrive_out_of_order_are_written_in_order(void **state)
{
	struct job *j = *state;
	static const uint64_t arrive[] = { 3, 1, 4, 0, 2 };
	static const char *const ids[] = { "a", "b", "c", "d", "e" };
	for (size_t i = 0; i < COUNT(arrive); i++) {
		struct slot *slot = begin_block(j, i, arrive[i]);
		add_result(slot, TSL_OK, ids[arrive[i]], ids[arrive[i]], "");
		add_block(j, slot);
		if (arrive[i] == 4) {
			check_file(j, "documents.jsonl", "");
			assert_null(commit_free(&j->commit));
		}
	}
	check_file(j, "documents.jsonl", "abcde");
	assert_int_equal(j->commit.counts.blocks, 5);
}

static void each_slot_comes_back_once_it_is_written(void **state)
{
	struct job *j = *state;
	add_block(j, begin_block(j, 1, 1));
	assert_null(commit_free(&j->commit));
	add_block(j, begin_block(j, 0, 0));
	struct slot *a = commit_free(&j->commit), *b = commit_free(&j->commit);
	assert_non_null(a);
	assert_non_null(b);
	assert_ptr_not_equal(a, b);
	assert_null(commit_free(&j->commit));
	add_block(j, begin_block(j, 0, 2)); /* the slot serves again */
	assert_ptr_equal(commit_free(&j->commit), &j->slots.list[0]);
}

static void who_comes_first_is_decided_by_the_input_and_not_by_the_arrival(void **state)
{
	struct job *j = *state;
	struct slot *late = begin_block(j, 0, 1), *early = begin_block(j, 1, 0);
	add_result(late, TSL_OK, "same", "late", "");
	add_result(early, TSL_OK, "same", "early", "");
	add_block(j, late);
	add_block(j, early);
	check_file(j, "documents.jsonl", "early");
	check_file(
		j, "failed.jsonl",
		"{\"id\": \"same\", \"file\": \"in.txt\", \"record\": 1, \"byte\": 0, \"stage\": \"input\", \"cause\": "
		"\"an earlier document has the same id\"}\n");
	assert_int_equal(j->commit.counts.failed, 1);
}

static void a_repeated_id_within_a_block_fails_too(void **state)
{
	struct job *j = *state;
	struct slot *slot = begin_block(j, 0, 0);
	add_result(slot, TSL_OK, "say \"a\"", "1", "x");
	add_result(slot, TSL_OK, "b", "2", "y");
	add_result(slot, TSL_OK, "say \"a\"", "3", "z");
	add_result(slot, TSL_OK, "c", "4", "w");
	add_block(j, slot);
	check_file(j, "documents.jsonl", "124");
	check_file(j, "rows.csv", "xyw");
	check_file(
		j, "failed.jsonl",
		"{\"id\": \"say \\\"a\\\"\", \"file\": \"in.txt\", \"record\": 3, \"byte\": 20, \"stage\": \"input\", "
		"\"cause\": \"an earlier document has the same id\"}\n");
}

static void documents_that_were_not_kept_are_named_and_counted(void **state)
{
	struct job *j = *state;
	struct slot *slot = begin_block(j, 0, 0);
	add_result(slot, TSL_FAILED, "a", "{a failed}\n", "");
	add_result(slot, TSL_DROPPED, "b", "{b dropped}\n", "");
	add_result(slot, TSL_OK, "c", "{c}\n", "c\n");
	add_result(slot, TSL_FAILED, "", "{no id}\n", "");
	add_result(slot, TSL_FAILED, "", "{no id either}\n", "");
	slot_result(slot, 2)->repaired = true;
	add_block(j, slot);
	check_file(j, "failed.jsonl", "{a failed}\n{no id}\n{no id either}\n");
	check_file(j, "dropped.jsonl", "{b dropped}\n");
	check_file(j, "documents.jsonl", "{c}\n");
	const struct counts *n = &j->commit.counts;
	assert_int_equal(n->in, 5);
	assert_int_equal(n->in, n->out + n->failed + n->dropped);
	assert_int_equal(n->out, 1);
	assert_int_equal(n->dropped, 1);
	assert_int_equal(n->repaired, 1);
}

static void a_block_may_be_empty(void **state)
{
	struct job *j = *state;
	add_block(j, begin_block(j, 0, 0));
	add_block(j, begin_block(j, 1, 1));
	assert_int_equal(j->commit.counts.blocks, 2);
	assert_int_equal(j->commit.counts.in, 0);
}

/* More pieces than one writev() takes. */
static void a_block_of_many_documents_is_written_whole(void **state)
{
	struct job *j = *state;
	struct slot *slot = begin_block(j, 0, 0);
	str want = { 0 };
	for (int i = 0; i < 3000; i++) {
		char id[16], line[32];
		snprintf(id, sizeof(id), "%d", i);
		snprintf(line, sizeof(line), "{%d}\n", i);
		add_result(slot, TSL_OK, id, line, "x");
		str_puts(&want, line);
	}
	add_block(j, slot);
	check_file(j, "documents.jsonl", want.at);
	assert_int_equal(j->commit.outputs[1].bytes, 3000);
	str_release(&want);
}

static void sums_and_sizes_are_those_of_the_files(void **state)
{
	struct job *j = *state;
	char hex[SHA256_HEX];
	tsl_error e;
	struct slot *slot = begin_block(j, 0, 0);
	add_result(slot, TSL_OK, "a", "{a}\n", "");
	add_result(slot, TSL_OK, "b", "{b}\n", "");
	add_block(j, slot);
	assert_true(commit_close(&j->commit, &e));
	sha256_of("{a}\n{b}\n", 8, hex);
	assert_string_equal(j->commit.outputs[0].hex, hex);
	assert_int_equal(j->commit.outputs[0].bytes, 8);
	sha256_of("", 0, hex);
	assert_string_equal(j->commit.outputs[1].hex, hex);
}

static void two_outputs_of_one_name_are_refused(void **state)
{
	struct job *j = *state;
	static const struct writer_file files[] = { { "a", "failed.jsonl" } };
	struct commit second = { 0 };
	struct folder other = { 0 };
	char path[128];
	tsl_error e;
	snprintf(path, sizeof(path), "%s/other", j->home);
	assert_true(folder_open(&other, path, FOLDER_NEW, &e));
	assert_false(commit_open(&second, &other, files, 1, (tsl_str){ "", 0 }, &e));
	assert_non_null(strstr(e.text, "failed.jsonl: File exists"));
	commit_release(&second);
	folder_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_JOB(what_each_writer_wrote_goes_to_its_file),
		WITH_JOB(blocks_that_arrive_out_of_order_are_written_in_order),
		WITH_JOB(each_slot_comes_back_once_it_is_written),
		WITH_JOB(who_comes_first_is_decided_by_the_input_and_not_by_the_arrival),
		WITH_JOB(a_repeated_id_within_a_block_fails_too),
		WITH_JOB(documents_that_were_not_kept_are_named_and_counted),
		WITH_JOB(a_block_may_be_empty),
		WITH_JOB(a_block_of_many_documents_is_written_whole),
		WITH_JOB(sums_and_sizes_are_those_of_the_files),
		WITH_JOB(two_outputs_of_one_name_are_refused),
	};
	return cmocka_run_group_tests_name("test_commit", tests, NULL, NULL);
}
