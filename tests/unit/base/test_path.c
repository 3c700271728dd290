#include "../unit.h"

static void check_join(const char *folder, const char *path, const char *want)
{
	char *joined = path_join(folder, path);
	assert_string_equal(joined, want);
	free(joined);
}

static void paths_are_joined(void **state)
{
	(void)state;
	check_join("a", "b/c", "a/b/c");
	check_join("a/", "b", "a/b");
	check_join("/", "b", "/b");
	check_join(".", "b", "b");
	check_join("a", "/b", "/b");
}

static void check_folder(const char *path, const char *want)
{
	char *folder = path_folder(path);
	assert_string_equal(folder, want);
	free(folder);
}

static void a_path_has_a_folder_and_a_base(void **state)
{
	(void)state;
	check_folder("a/b/c.txt", "a/b");
	check_folder("c.txt", ".");
	check_folder("/c.txt", "/");
	assert_string_equal(path_base("a/b/c.txt"), "c.txt");
	assert_string_equal(path_base("c.txt"), "c.txt");
}

static void needless_parts_go(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "a/b", "a/b" },       { "a//b", "a/b" },
		{ "./a", "a" },         { "a/./b", "a/b" },
		{ "/a/./b", "/a/b" },   { ".", "." },
		{ "a/../b", "a/../b" }, { ".hidden/x", ".hidden/x" },
		{ "a/.b", "a/.b" },     { "..", ".." },
		{ "a/././/b", "a/b" },  { "/", "/" },
		{ "a/b...", "a/b..." }, { "./*/x.txt", "*/x.txt" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char path[64];
		snprintf(path, sizeof(path), "%s", cases[i][0]);
		path_clean(path);
		assert_string_equal(path, cases[i][1]);
	}
}

static void cleaning_never_makes_a_relative_path_absolute_or_empty(void **state)
{
	(void)state;
	static const char *const cases[] = { ".//a", ".///", "././/a/b", "./", "./." };
	for (size_t i = 0; i < COUNT(cases); i++) {
		char path[64];
		snprintf(path, sizeof(path), "%s", cases[i]);
		path_clean(path);
		if (!path[0] || path[0] == '/')
			fail_msg("%s became `%s`", cases[i], path);
	}
}

static void a_file_is_read_whole_or_refused(void **state)
{
	tsl_error e;
	str bytes = { 0 };
	const char *path = unit_write(*state, "file",
				      "12345\0"
				      "7",
				      7);
	assert_true(path_read(path, 7, &bytes, &e));
	assert_int_equal(bytes.len, 7);
	assert_memory_equal(bytes.at,
			    "12345\0"
			    "7",
			    8);
	str_release(&bytes);
	assert_false(path_read(path, 6, &bytes, &e));
	assert_non_null(strstr(e.text, "larger than 6 bytes"));
	str_release(&bytes);
	assert_false(path_read("/no/such/file", 6, &bytes, &e));
	assert_string_equal(e.text, "cannot open /no/such/file: No such file or directory");
	assert_false(path_read(*state, 6, &bytes, &e));
	assert_non_null(strstr(e.text, "cannot read"));
	str_release(&bytes);
}

static void an_empty_file_is_read(void **state)
{
	tsl_error e;
	str bytes = { 0 };
	assert_true(path_read(unit_write(*state, "empty", "", 0), 10, &bytes, &e));
	assert_int_equal(bytes.len, 0);
	str_release(&bytes);
}

static void folders_are_made_down_to_the_last(void **state)
{
	tsl_error e;
	char path[128];
	snprintf(path, sizeof(path), "%s/a/b/c", (char *)*state);
	assert_true(path_make_folders(path, &e));
	assert_true(path_make_folders(path, &e));
	assert_true(path_is_empty_folder(path));
	assert_true(path_sync_folder(path, &e));
	assert_false(path_is_empty_folder(*state));
	assert_false(path_is_empty_folder("/no/such/folder"));
	unit_write(*state, "file", "", 0);
	snprintf(path, sizeof(path), "%s/file/c", (char *)*state);
	assert_false(path_make_folders(path, &e));
	assert_non_null(strstr(e.text, "cannot make the folder"));
}

static void removing_a_tree_does_not_follow_links(void **state)
{
	tsl_error e;
	char tree[128], link[160], target[128];
	snprintf(tree, sizeof(tree), "%s/tree", (char *)*state);
	snprintf(target, sizeof(target), "%s/kept", (char *)*state);
	snprintf(link, sizeof(link), "%s/deep/link", tree);
	unit_write(*state, "kept/file", "x", 1);
	unit_write(*state, "tree/deep/file", "x", 1);
	assert_int_equal(symlink(target, link), 0);
	assert_true(path_remove_tree(tree, &e));
	assert_false(unit_exists(*state, "tree"));
	assert_true(unit_exists(*state, "kept/file"));
	assert_true(path_remove_tree(tree, &e)); /* nothing there is nothing to remove */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_joined),
		cmocka_unit_test(a_path_has_a_folder_and_a_base),
		cmocka_unit_test(needless_parts_go),
		cmocka_unit_test(cleaning_never_makes_a_relative_path_absolute_or_empty),
		IN_FOLDER(a_file_is_read_whole_or_refused),
		IN_FOLDER(an_empty_file_is_read),
		IN_FOLDER(folders_are_made_down_to_the_last),
		IN_FOLDER(removing_a_tree_does_not_follow_links),
	};
	return cmocka_run_group_tests_name("test_path", tests, NULL, NULL);
}
