/*
 * What is loaded as a plugin: a file that only the user and root can have put where the pipeline names it. Some tests
 * need root, as they give files to somebody else.
 */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char broken[512]; /* where the plugins of tests/plugins/broken are */
static char home[] = "/tmp/teasel-loading-XXXXXX";

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) && mkdtemp(home) ? 0 : -1;
}

static int shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static int shell(const char *format, ...)
{
	char all[4096];
	va_list args;
	int n = snprintf(all, sizeof(all), "set -e; cd %s; ", home);
	va_start(args, format);
	vsnprintf(all + n, sizeof(all) - (size_t)n, format, args);
	va_end(args);
	return system(all);
}

/* The folder `mine` holds the stage `crash`, which passes everything on. */
static int put_plugin(void **state)
{
	(void)state;
	return shell("umask 022; rm -rf ./*; mkdir -p mine/stages other; cp %s/crash.so mine/stages/", broken);
}

static int remove_home(void **state)
{
	(void)state;
	return shell("rm -rf %s", home);
}

/* Runs a pipeline with the stage; what is printed names the folder as ~. */
static struct try_run run_with(const char *plugins)
{
	char args[256];
	struct try_file file = { "in.txt", "A text.", 0 };
	snprintf(args, sizeof(args), "%s%s%s%s --quiet -j 1", *plugins ? "--plugins " : "",
		 *plugins && *plugins != '/' ? home : "", *plugins && *plugins != '/' ? "/" : "", plugins);
	struct try_run run = try_pipeline("teasel: 1\ninput:\n  - text: {paths: [in.txt]}\nstages:\n  - crash\n"
					  "output:\n  - jsonl: {path: out.jsonl}\n",
					  &file, 1, args);
	for (char *at = run.err; (at = strstr(at, home));) {
		*at++ = '~';
		memmove(at, at + strlen(home) - 1, strlen(at + strlen(home) - 1) + 1);
	}
	return run;
}

static void assert_says(const char *plugins, const char *sentence)
{
	char want[2048];
	struct try_run run = run_with(plugins);
	snprintf(want, sizeof(want), "pipeline.yaml:5:5: %s\n     5 |   - crash\n       |     ^\n", sentence);
	assert_string_equal(run.err, want);
	assert_int_equal(run.exit, 2);
	try_release(&run);
}

static void assert_loads(const char *plugins)
{
	struct try_run run = run_with(plugins);
	assert_string_equal(run.err, "");
	assert_int_equal(run.exit, 0);
	try_release(&run);
}

#define REFUSED "the plugin ~/mine/stages/crash.so is refused: "

/* ---- who may write ---- */

static void a_folder_of_ones_own_is_well(void **state)
{
	(void)state;
	assert_loads("mine");
}

static void a_file_that_others_may_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("chmod o+w mine/stages/crash.so"), 0);
	assert_says("mine", REFUSED "others may write ~/mine/stages/crash.so (chmod o-w ~/mine/stages/crash.so)");
}

static void a_folder_that_others_may_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("chmod o+w mine/stages"), 0);
	assert_says("mine", REFUSED "others may write ~/mine/stages (chmod o-w ~/mine/stages)");
}

static void a_folder_of_the_search_path_that_others_may_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("chmod o+w mine"), 0);
	assert_says("mine", REFUSED "others may write ~/mine (chmod o-w ~/mine)");
}

static void a_folder_above_it_that_others_may_write_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("mkdir -p up/deep; mv mine up/deep; chmod o+w up"), 0);
	assert_says("up/deep/mine", "the plugin ~/up/deep/mine/stages/crash.so is refused: others may write ~/up "
				    "(chmod o-w ~/up)");
}

/* As /tmp is, where nobody can take away what is another's. */
static void a_sticky_folder_above_it_is_well(void **state)
{
	(void)state;
	assert_int_equal(shell("mkdir up; mv mine up; chmod 1777 up"), 0);
	assert_loads("up/mine");
}

static void a_sticky_folder_that_holds_it_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("chmod 1777 mine/stages"), 0);
	assert_says("mine", REFUSED "others may write ~/mine/stages (chmod o-w ~/mine/stages)");
}

static void a_sticky_folder_of_the_search_path_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("chmod 1777 mine"), 0);
	assert_says("mine", REFUSED "others may write ~/mine (chmod o-w ~/mine)");
}

/* As where everybody has a group of their own, and the umask is 002. */
static void a_group_of_ones_own_may_write(void **state)
{
	(void)state;
	if (shell("test \"$(id -gn)\" = \"$(id -un)\""))
		skip();
	assert_int_equal(shell("chmod -R g+w mine"), 0);
	assert_loads("mine");
}

static void a_group_with_others_in_it_may_not(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	assert_int_equal(shell("chgrp daemon mine/stages; chmod g+w mine/stages"), 0);
	assert_says("mine", REFUSED "the group `daemon`, in which others are than you, may write ~/mine/stages (chmod "
				    "g-w ~/mine/stages)");
}

static void a_group_without_a_name_may_not(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	assert_int_equal(shell("chgrp 54321 mine/stages/crash.so; chmod g+w mine/stages/crash.so"), 0);
	assert_says("mine", REFUSED "group 54321 may write ~/mine/stages/crash.so (chmod g-w ~/mine/stages/crash.so)");
}

static void a_file_of_another_is_refused(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	assert_int_equal(shell("chown 65534 mine/stages/crash.so"), 0);
	assert_says("mine", REFUSED "~/mine/stages/crash.so belongs to `nobody`, and neither to you nor to root");
}

static void a_folder_of_another_is_refused(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	assert_int_equal(shell("mkdir up; mv mine up; chown 54321 up"), 0);
	assert_says("up/mine", "the plugin ~/up/mine/stages/crash.so is refused: ~/up belongs to user 54321, and "
			       "neither to you nor to root");
}

/* ---- links ---- */

static void a_link_within_the_search_path_is_well(void **state)
{
	(void)state;
	assert_int_equal(shell("mkdir mine/all; mv mine/stages/crash.so mine/all; "
			       "ln -s ../all/crash.so mine/stages/crash.so"),
			 0);
	assert_loads("mine");
}

static void a_link_out_of_the_search_path_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("mv mine/stages/crash.so other; ln -s ../../other/crash.so mine/stages/crash.so"), 0);
	assert_says("mine", REFUSED "it is a symbolic link out of ~/mine, to ~/other/crash.so");
}

static void a_linked_folder_out_of_the_search_path_is_refused(void **state)
{
	(void)state;
	assert_int_equal(shell("mv mine/stages other; ln -s %s/other/stages mine/stages", home), 0);
	assert_says("mine", REFUSED "it is a symbolic link out of ~/mine, to ~/other/stages/crash.so");
}

static void the_search_path_may_be_named_by_a_link(void **state)
{
	(void)state;
	assert_int_equal(shell("ln -s ../mine other/link"), 0);
	assert_loads("other/link");
}

static void a_link_of_another_to_the_search_path_is_refused(void **state)
{
	(void)state;
	if (geteuid())
		skip();
	assert_int_equal(shell("ln -s ../mine other/link; chown -h 65534 other/link"), 0);
	assert_says("other/link", "the plugin ~/other/link/stages/crash.so is refused: ~/other/link belongs to "
				  "`nobody`, and neither to you nor to root");
}

static void links_in_a_circle_end(void **state)
{
	(void)state;
	assert_int_equal(shell("ln -s b a; ln -s a b"), 0);
	struct try_run run = run_with("a");
	assert_non_null(strstr(run.err, "there is no stage `crash`"));
	try_release(&run);
}

/* ---- what names no plugin ---- */

static void assert_unknown(const struct try_run *run)
{
	const char *start = "pipeline.yaml:5:5: there is no stage `crash`";
	if (strncmp(run->err, start, strlen(start)) != 0)
		fail_msg("%s", run->err);
	assert_int_equal(run->exit, 2);
}

static void variables_of_the_loader_name_no_plugin(void **state)
{
	(void)state;
	static const char *const names[] = { "LD_LIBRARY_PATH", "TEASEL_PLUGINS", "PATH", "LD_PRELOAD" };
	char folder[256], file[256];
	if (strstr(broken, "sanitize"))
		skip(); /* AddressSanitizer must be the first to be loaded */
	snprintf(folder, sizeof(folder), "%s/mine/stages:%s/mine", home, home);
	snprintf(file, sizeof(file), "%s/mine/stages/crash.so", home);
	for (size_t i = 0; i < 4; i++) {
		const char *was = getenv(names[i]);
		char *old = was ? strdup(was) : NULL, all[8192];
		snprintf(all, sizeof(all), "%s%s%s", i == 3 ? file : folder, i == 2 ? ":" : "",
			 i == 2 && old ? old : "");
		setenv(names[i], all, 1);
		struct try_run run = run_with("");
		old ? setenv(names[i], old, 1) : unsetenv(names[i]);
		free(old);
		assert_unknown(&run);
		try_release(&run);
	}
}

static void the_current_folder_names_no_plugin(void **state)
{
	(void)state;
	char path[600], *bytes = calloc(1, 1 << 20);
	snprintf(path, sizeof(path), "%s/crash.so", broken);
	FILE *from = fopen(path, "r");
	assert_non_null(from);
	size_t n = fread(bytes, 1, 1 << 20, from);
	fclose(from);
	struct try_file files[] = { { "crash.so", bytes, n },
				    { "stages/crash.so", bytes, n },
				    { "plugins/stages/crash.so", bytes, n },
				    { "in.txt", "A text.", 0 } };
	struct try_run run = try_pipeline("teasel: 1\ninput:\n  - text: {paths: [in.txt]}\nstages:\n  - crash\n"
					  "output:\n  - jsonl: {path: out.jsonl}\n",
					  files, 4, "-j 1");
	assert_unknown(&run);
	try_release(&run);
	free(bytes);
}

/* ---- rights that are lent ---- */

static void assert_refuses_lent_rights(const char *how)
{
	const char *build = getenv("TEASEL_BUILD");
	char *program, said[256] = "";
	if (strstr(broken, "sanitize"))
		skip(); /* LeakSanitizer fails in such a process */
	if (geteuid() || !shell("findmnt -no OPTIONS -T . | grep -q nosuid"))
		skip();
	program = realpath(build ? build : "build", NULL);
	assert_int_equal(shell("cp %s/teasel lent; %s", program, how), 0);
	free(program);
	int status = shell("./lent --version 2>said");
	assert_int_equal(WEXITSTATUS(status), 2);
	char path[64];
	snprintf(path, sizeof(path), "%s/said", home);
	FILE *from = fopen(path, "r");
	assert_non_null(from);
	said[fread(said, 1, sizeof(said) - 1, from)] = 0;
	fclose(from);
	assert_string_equal(said,
			    "teasel: refused to run with rights that its user does not have: take the set-user-id "
			    "and set-group-id bits, and capabilities, from the program's file (chmod ug-s; "
			    "setcap -r)\n");
}

static void set_user_id_is_refused(void **state)
{
	(void)state;
	assert_refuses_lent_rights("chown 65534 lent; chmod 4755 lent");
}

static void set_group_id_is_refused(void **state)
{
	(void)state;
	assert_refuses_lent_rights("chgrp 65534 lent; chmod 2755 lent");
}

#define TEST(f) cmocka_unit_test_setup(f, put_plugin)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_of_ones_own_is_well),
		TEST(a_file_that_others_may_write_is_refused),
		TEST(a_folder_that_others_may_write_is_refused),
		TEST(a_folder_of_the_search_path_that_others_may_write_is_refused),
		TEST(a_folder_above_it_that_others_may_write_is_refused),
		TEST(a_sticky_folder_above_it_is_well),
		TEST(a_sticky_folder_that_holds_it_is_refused),
		TEST(a_sticky_folder_of_the_search_path_is_refused),
		TEST(a_group_of_ones_own_may_write),
		TEST(a_group_with_others_in_it_may_not),
		TEST(a_group_without_a_name_may_not),
		TEST(a_file_of_another_is_refused),
		TEST(a_folder_of_another_is_refused),
		TEST(a_link_within_the_search_path_is_well),
		TEST(a_link_out_of_the_search_path_is_refused),
		TEST(a_linked_folder_out_of_the_search_path_is_refused),
		TEST(the_search_path_may_be_named_by_a_link),
		TEST(a_link_of_another_to_the_search_path_is_refused),
		TEST(links_in_a_circle_end),
		TEST(variables_of_the_loader_name_no_plugin),
		TEST(the_current_folder_names_no_plugin),
		TEST(set_user_id_is_refused),
		TEST(set_group_id_is_refused),
	};
	return cmocka_run_group_tests_name("test_loading", tests, find_plugins, remove_home);
}
