#include "../unit.h"

#include "run/folder.h"

static const char *run_path(const char *folder)
{
	static char path[128];
	snprintf(path, sizeof(path), "%s/out/news", folder);
	return path;
}

static void write_to(const struct folder *f, const char *name)
{
	static const char content[] = "{\"teasel\": \"0.1.0\"}\n"; /* what tells a manifest of a run from others */
	tsl_error e;
	int fd = folder_create(f, name, &e);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, sizeof(content) - 1), sizeof(content) - 1);
	close(fd);
}

/* A whole run with a manifest and one file more. */
static void make_run(const char *folder, bool replace, const char *name)
{
	struct folder f = { 0 };
	tsl_error e;
	if (!folder_open(&f, run_path(folder), replace, &e))
		fail_msg("%s", e.text);
	write_to(&f, "manifest.json");
	write_to(&f, name);
	assert_true(folder_publish(&f, &e));
	folder_release(&f);
}

static void it_appears_whole_at_the_end(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	assert_true(folder_open(&f, run_path(*state), false, &e));
	write_to(&f, "documents.jsonl");
	assert_true(unit_exists(*state, "out/news.partial/documents.jsonl"));
	assert_false(unit_exists(*state, "out/news"));
	assert_true(folder_publish(&f, &e));
	assert_true(unit_exists(*state, "out/news/documents.jsonl"));
	assert_false(unit_exists(*state, "out/news.partial"));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/documents.jsonl"));
}

static void what_was_not_published_goes(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	assert_true(folder_open(&f, run_path(*state), false, &e));
	write_to(&f, "documents.jsonl");
	folder_release(&f);
	assert_false(unit_exists(*state, "out/news.partial"));
	assert_false(unit_exists(*state, "out/news"));
	folder_release(&f);
}

static void a_trailing_slash_makes_no_difference(void **state)
{
	char path[160];
	struct folder f = { 0 };
	tsl_error e;
	snprintf(path, sizeof(path), "%s//", run_path(*state));
	assert_true(folder_open(&f, path, false, &e));
	assert_true(unit_exists(*state, "out/news.partial"));
	assert_true(folder_publish(&f, &e));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news"));
}

static void an_empty_folder_is_taken(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	assert_true(path_make_folders(run_path(*state), &e));
	assert_true(folder_open(&f, run_path(*state), false, &e));
	write_to(&f, "documents.jsonl");
	assert_true(folder_publish(&f, &e));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/documents.jsonl"));
}

static void a_folder_with_other_things_is_refused_even_to_be_replaced(void **state)
{
	tsl_error e;
	unit_write(*state, "out/news/mine.txt", "x", 1);
	for (int replace = 0; replace < 2; replace++) {
		struct folder f = { 0 };
		assert_false(folder_check(run_path(*state), replace, &e));
		assert_false(folder_open(&f, run_path(*state), replace, &e));
		assert_non_null(strstr(e.text, "is not empty, and holds no earlier run: give another with --out"));
		folder_release(&f);
	}
	assert_true(unit_exists(*state, "out/news/mine.txt"));
	assert_false(unit_exists(*state, "out/news.partial"));
}

static void a_file_in_its_place_is_refused(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	unit_write(*state, "out/news", "x", 1);
	assert_false(folder_open(&f, run_path(*state), true, &e));
	assert_non_null(strstr(e.text, "is not a folder: give another with --out"));
	folder_release(&f);
}

static void an_earlier_run_is_replaced_only_when_told_so(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	make_run(*state, false, "first.csv");
	assert_false(folder_open(&f, run_path(*state), false, &e));
	assert_non_null(strstr(e.text, "holds an earlier run: give another with --out, or --force to replace it"));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/first.csv"));

	make_run(*state, true, "second.csv");
	assert_true(unit_exists(*state, "out/news/second.csv"));
	assert_false(unit_exists(*state, "out/news/first.csv"));
	assert_false(unit_exists(*state, "out/news.partial"));
}

static void an_earlier_run_stays_where_the_new_one_does_not_end(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	make_run(*state, false, "first.csv");
	assert_true(folder_open(&f, run_path(*state), true, &e));
	write_to(&f, "second.csv");
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/first.csv"));
	assert_false(unit_exists(*state, "out/news.partial"));
}

static void what_a_killed_run_left_is_removed(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	unit_write(*state, "out/news.partial/.teasel", "", 0);
	unit_write(*state, "out/news.partial/deep/old.csv", "x", 1);
	assert_true(folder_open(&f, run_path(*state), false, &e));
	assert_false(unit_exists(*state, "out/news.partial/deep"));
	write_to(&f, "new.csv");
	assert_true(folder_publish(&f, &e));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/new.csv"));
	assert_false(unit_exists(*state, "out/news/deep"));
}

static void a_second_run_is_refused_and_leaves_the_first_alone(void **state)
{
	struct folder first = { 0 }, second = { 0 };
	tsl_error e;
	assert_true(folder_open(&first, run_path(*state), false, &e));
	write_to(&first, "documents.jsonl");
	unit_write(*state, "out/news.partial/" FOLDER_JOURNAL, "x", 1); /* not one to be resumed while it goes on */
	assert_false(folder_open(&second, run_path(*state), false, &e));
	assert_non_null(strstr(e.text, "another run is writing to "));
	folder_release(&second);
	assert_true(unit_exists(*state, "out/news.partial/documents.jsonl"));
	assert_true(folder_publish(&first, &e));
	folder_release(&first);
	assert_true(unit_exists(*state, "out/news/documents.jsonl"));
}

static void a_run_that_lost_its_place_stays_in_its_partial_folder(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	assert_true(folder_open(&f, run_path(*state), true, &e));
	write_to(&f, "documents.jsonl");
	unit_write(*state, "out/news/mine.txt", "x", 1);
	assert_false(folder_publish(&f, &e));
	assert_non_null(strstr(e.text, "is no longer empty: the run stays in "));
	folder_release(&f);
	assert_true(unit_exists(*state, "out/news/mine.txt"));
	assert_true(unit_exists(*state, "out/news.partial/documents.jsonl"));
}

static void a_file_is_made_once(void **state)
{
	struct folder f = { 0 };
	tsl_error e;
	assert_true(folder_open(&f, run_path(*state), false, &e));
	write_to(&f, "a.csv");
	assert_int_equal(folder_create(&f, "a.csv", &e), -1);
	assert_non_null(strstr(e.text, "cannot make the file "));
	folder_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(it_appears_whole_at_the_end),
		IN_FOLDER(what_was_not_published_goes),
		IN_FOLDER(a_trailing_slash_makes_no_difference),
		IN_FOLDER(an_empty_folder_is_taken),
		IN_FOLDER(a_folder_with_other_things_is_refused_even_to_be_replaced),
		IN_FOLDER(a_file_in_its_place_is_refused),
		IN_FOLDER(an_earlier_run_is_replaced_only_when_told_so),
		IN_FOLDER(an_earlier_run_stays_where_the_new_one_does_not_end),
		IN_FOLDER(what_a_killed_run_left_is_removed),
		IN_FOLDER(a_second_run_is_refused_and_leaves_the_first_alone),
		IN_FOLDER(a_run_that_lost_its_place_stays_in_its_partial_folder),
		IN_FOLDER(a_file_is_made_once),
	};
	return cmocka_run_group_tests_name("test_folder", tests, NULL, NULL);
}
