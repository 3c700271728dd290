#include "../unit.h"

#include "base/str.h"
#include "pipeline/files.h"

/* Makes each of the files, parted by blanks, below the folder. */
static void make(const char *folder, const char *names)
{
	char copy[512], *save;
	snprintf(copy, sizeof(copy), "%s", names);
	for (char *name = strtok_r(copy, " ", &save); name; name = strtok_r(NULL, " ", &save))
		unit_write(folder, name, "x", 1);
}

struct found {
	struct files files;
	arena memory;
	struct path_pattern pattern;
	tsl_error e;
};

static bool find(struct found *f, const char *folder, const char *pattern)
{
	*f = (struct found){ .files = { 0 } };
	f->pattern.text = *folder ? arena_format(&f->memory, "%s/%s", folder, pattern) : pattern;
	f->pattern.standard_input = !*folder && !strcmp(pattern, "-");
	return pattern_parse(&f->pattern, &f->memory, &f->e) && files_add(&f->files, &f->pattern, 3, 4, &f->e);
}

static void release(struct found *f)
{
	files_release(&f->files);
	arena_release(&f->memory);
}

/* What a pattern finds: "name" or "name=capture,capture", parted by blanks. */
static void check(const char *folder, const char *pattern, const char *want)
{
	struct found f;
	str shown = { 0 };
	if (!find(&f, folder, pattern))
		str_puts(&shown, f.e.text);
	for (size_t i = 0; i < f.files.n; i++) {
		const struct input_file *file = &f.files.list[i];
		assert_int_equal(file->reader, 3);
		assert_int_equal(file->pattern, 4);
		assert_int_equal(access(file->path, R_OK), 0);
		str_addf(&shown, "%s%s", i ? " " : "", file->name);
		for (uint32_t k = 0; k < f.pattern.n_names; k++)
			str_addf(&shown, "%s%.*s", k ? "," : "=", (int)file->captures[k].len, file->captures[k].at);
	}
	assert_string_equal(shown.at, want);
	str_release(&shown);
	release(&f);
}

static void check_error(const char *folder, const char *pattern, const char *want)
{
	struct found f;
	assert_false(find(&f, folder, pattern));
	if (!strstr(f.e.text, want))
		fail_msg("%s", f.e.text);
	release(&f);
}

static void a_path_is_a_file(void **state)
{
	make(*state, "in/a.txt in/b.txt");
	check(*state, "in/a.txt", "a.txt");
}

static void a_folder_is_all_that_is_in_it_in_byte_order(void **state)
{
	make(*state, "in/b.txt in/a.txt in/B.txt in/a/z.txt in/a/deep/y.txt in/a-b.txt in/\xc3\xa9.txt");
	check(*state, "in", "B.txt a-b.txt a.txt a/deep/y.txt a/z.txt b.txt \xc3\xa9.txt");
	check(*state, "in/", "B.txt a-b.txt a.txt a/deep/y.txt a/z.txt b.txt \xc3\xa9.txt");
}

static void a_star_stays_within_one_part(void **state)
{
	make(*state, "in/a.txt in/b.md in/c/d.txt in/ab.txt");
	check(*state, "in/*.txt", "a.txt ab.txt");
	check(*state, "in/*/*.txt", "c/d.txt");
	check(*state, "*/a*b*", "in/ab.txt");
	check(*state, "in/*", "a.txt ab.txt b.md c/d.txt");
}

static void a_question_mark_is_one_code_point(void **state)
{
	make(*state, "in/a.txt in/ab.txt in/\xc3\xa9.txt in/\xe2\x82\xac\xf0\x9f\x8c\xb5.txt");
	check(*state, "in/?.txt", "a.txt \xc3\xa9.txt");
	check(*state, "in/??.txt", "ab.txt \xe2\x82\xac\xf0\x9f\x8c\xb5.txt");
}

static void two_stars_are_any_number_of_folders(void **state)
{
	make(*state, "in/a.txt in/x/a.txt in/x/y/a.txt in/x/y/b.txt");
	check(*state, "in/**/a.txt", "a.txt x/a.txt x/y/a.txt");
	check(*state, "in/**", "a.txt x/a.txt x/y/a.txt x/y/b.txt");
	check(*state, "in/**/y/*", "x/y/a.txt x/y/b.txt");
	check(*state, "in/**/x/**/b.txt", "x/y/b.txt");
}

static void a_file_that_matches_in_several_ways_comes_once(void **state)
{
	make(*state, "in/x/y/z/a.txt in/b.txt");
	check(*state, "in/**/**/a.txt", "x/y/z/a.txt");
	check(*state, "in/**/", "b.txt x/y/z/a.txt");
	check(*state, "in/**/*", "b.txt x/y/z/a.txt");
}

static void what_a_name_stands_for_is_captured(void **state)
{
	make(*state, "in/herald/2024-a.txt in/gazette/2023-b.txt in/gazette/other.md in/top.txt");
	check(*state, "in/{outlet}/{year}-*.txt", "gazette/2023-b.txt=gazette,2023 herald/2024-a.txt=herald,2024");
	check(*state, "in/{outlet}/*.md", "gazette/other.md=gazette");
}

static void a_capture_takes_at_least_one_byte_and_no_more_than_it_must(void **state)
{
	make(*state, "in/a-b-c.txt in/-x.txt in/a--b.txt");
	check(*state, "in/{first}-{rest}.txt", "a--b.txt=a,-b a-b-c.txt=a,b-c");
}

static void captures_do_not_cut_code_points(void **state)
{
	make(*state, "in/\xc3\xa9.txt in/\xc3\xa9\xc3\xa8.txt");
	check(*state, "in/{a}{b}.txt", "\xc3\xa9\xc3\xa8.txt=\xc3\xa9,\xc3\xa8");
	check(*state, "in/{a}?.txt", "\xc3\xa9\xc3\xa8.txt=\xc3\xa9");
}

static void captures_below_two_stars_are_those_of_each_file(void **state)
{
	make(*state, "in/a/2024/x.txt in/b/c/2023/y.txt");
	check(*state, "in/**/{year}/{name}.txt", "a/2024/x.txt=2024,x b/c/2023/y.txt=2023,y");
}

static void hidden_names_are_passed_over_unless_the_pattern_says_the_dot(void **state)
{
	make(*state, "in/.hidden in/a.txt in/.git/b.txt in/c/.d");
	check(*state, "in", "a.txt");
	check(*state, "in/*", "a.txt");
	check(*state, "in/**", "a.txt");
	check(*state, "in/{x}", "a.txt=a.txt");
	check(*state, "in/.*", ".git/b.txt .hidden");
	check(*state, "in/.hidden", ".hidden");
	check(*state, "in/.git/*", "b.txt");
}

static void a_minus_is_standard_input(void **state)
{
	(void)state;
	struct found f;
	assert_true(find(&f, "", "-"));
	assert_int_equal(f.files.n, 1);
	assert_true(f.files.list[0].standard_input);
	assert_string_equal(f.files.list[0].name, "stdin");
	release(&f);
}

static void several_patterns_keep_their_order(void **state)
{
	struct found f;
	make(*state, "z/a.txt b/c.txt");
	assert_true(find(&f, *state, "z/*"));
	struct path_pattern second = { .text = arena_format(&f.memory, "%s/b/*", (char *)*state) };
	assert_true(files_add(&f.files, &second, 3, 5, &f.e));
	assert_int_equal(f.files.n, 2);
	assert_string_equal(f.files.list[0].name, "a.txt");
	assert_int_equal(f.files.list[1].pattern, 5);
	release(&f);
}

/* Were each star to be tried with each other, this would never end, or fill the stack. */
static void many_stars_cost_no_more_than_few(void **state)
{
	char name[256] = "", *stars = calloc(1, 300001);
	memset(name, 'a', 250);
	make(*state, name);
	check_error(*state, "*a*a*a*a*a*a*a*a*a*a*a*a*b", "no file matches");
	check_error(*state, "{w}a{x}a*{y}a*a{z}*b", "no file matches");
	memset(stars, '*', 300000);
	check(*state, stars, name);
	free(stars);
}

static void where_nothing_matches_it_is_said(void **state)
{
	make(*state, "in/a.txt");
	check_error(*state, "in/*.md", "no file matches ");
	check_error(*state, "no/such/*", "no file matches ");
	check_error(*state, "in/a.txt/b", "no file matches ");
	check_error(*state, "in/a.txt/*", "no file matches ");
	char empty[128];
	snprintf(empty, sizeof(empty), "%s/empty", (char *)*state);
	assert_int_equal(mkdir(empty, 0777), 0);
	check_error(*state, "empty", "no file matches ");
}

static void a_folder_that_is_missing_is_named(void **state)
{
	make(*state, "in/a.txt");
	check_error(*state, "no/{outlet}/*.txt", ": there is no folder ");
	check_error(*state, "in/{outlet}/*.txt", ": `{outlet}` stands for a folder in ");
	check_error(*state, "in/*/a.txt", "in, which has none: put the files into one");
	make(*state, "in/b/a.md");
	check_error(*state, "in/{outlet}/*.txt", "/in/{outlet}/*.txt");
}

static void wrong_patterns_are_refused(void **state)
{
	check_error(*state, "{outlet/*.txt", "`{` without `}`");
	check_error(*state, "{}/*.txt", "`{}` is not a name for a column");
	check_error(*state, "{two words}/*.txt", "`{two words}` is not a name for a column");
	check_error(*state, "{a}/{a}.txt", "`{a}` stands twice in one path");
	check_error(*state, "{a}{b}{c}{d}{e}{f}{g}{h}{i}", "at most 8 `{name}`s");
}

static void a_loop_of_links_is_told_and_not_followed_for_ever(void **state)
{
	char link[128];
	make(*state, "in/a.txt");
	snprintf(link, sizeof(link), "%s/in/loop", (char *)*state);
	assert_int_equal(symlink(".", link), 0);
	check_error(*state, "in", "loop of links");
	check_error(*state, "in/**/a.txt", "loop of links");
	check(*state, "in/a.txt", "a.txt");
}

static void links_to_files_and_folders_are_followed(void **state)
{
	char link[128];
	make(*state, "else/a.txt in/b.txt");
	snprintf(link, sizeof(link), "%s/in/c", (char *)*state);
	assert_int_equal(symlink("../else", link), 0);
	check(*state, "in", "b.txt c/a.txt");
}

static void a_link_that_leads_nowhere_is_not_passed_over(void **state)
{
	char link[128];
	make(*state, "in/a.txt in/b.md");
	snprintf(link, sizeof(link), "%s/in/lost.txt", (char *)*state);
	assert_int_equal(symlink("../nothing.txt", link), 0);
	check_error(*state, "in/*.txt", "in/lost.txt: this link leads nowhere: mend it or remove it");
	check_error(*state, "in", "in/lost.txt: this link leads nowhere");
	check_error(*state, "in/**", "in/lost.txt: this link leads nowhere");
	check(*state, "in/*.md", "b.md");
	check(*state, "in/**/a.txt", "a.txt");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_path_is_a_file),
		IN_FOLDER(a_folder_is_all_that_is_in_it_in_byte_order),
		IN_FOLDER(a_star_stays_within_one_part),
		IN_FOLDER(a_question_mark_is_one_code_point),
		IN_FOLDER(two_stars_are_any_number_of_folders),
		IN_FOLDER(a_file_that_matches_in_several_ways_comes_once),
		IN_FOLDER(what_a_name_stands_for_is_captured),
		IN_FOLDER(a_capture_takes_at_least_one_byte_and_no_more_than_it_must),
		IN_FOLDER(captures_do_not_cut_code_points),
		IN_FOLDER(captures_below_two_stars_are_those_of_each_file),
		IN_FOLDER(hidden_names_are_passed_over_unless_the_pattern_says_the_dot),
		IN_FOLDER(a_minus_is_standard_input),
		IN_FOLDER(several_patterns_keep_their_order),
		IN_FOLDER(many_stars_cost_no_more_than_few),
		IN_FOLDER(where_nothing_matches_it_is_said),
		IN_FOLDER(a_folder_that_is_missing_is_named),
		IN_FOLDER(wrong_patterns_are_refused),
		IN_FOLDER(a_loop_of_links_is_told_and_not_followed_for_ever),
		IN_FOLDER(links_to_files_and_folders_are_followed),
		IN_FOLDER(a_link_that_leads_nowhere_is_not_passed_over),
	};
	return cmocka_run_group_tests_name("test_files", tests, NULL, NULL);
}
