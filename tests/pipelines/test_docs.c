/* What the documentation shows is true: the stage in docs/plugins.md builds with the header alone and runs;
 * docs/reference.md is current. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *build_folder(void)
{
	const char *build = getenv("TEASEL_BUILD");
	return build ? build : "build";
}

/* Copies the first ```c block of docs/plugins.md that ends in a descriptor; returns its lines. */
static int extract_stage(const char *to_path)
{
	FILE *from = fopen("docs/plugins.md", "r"), *to = fopen(to_path, "w");
	char line[1024];
	int lines = 0, inside = 0;
	assert_non_null(from);
	assert_non_null(to);
	while (fgets(line, sizeof(line), from)) {
		if (!inside && !lines && !strcmp(line, "```c\n")) {
			inside = 1;
			continue;
		}
		if (inside && !strcmp(line, "```\n"))
			inside = 0;
		if (inside) {
			fputs(line, to);
			lines++;
		}
	}
	fclose(from);
	fclose(to);
	return lines;
}

static void the_stage_of_the_guide_builds_and_runs_from_outside_the_tree(void **state)
{
	(void)state;
	char folder[] = "/tmp/teasel-docs-XXXXXX", path[256], command[4096];
	const char *cc = getenv("CC");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/shout.c", folder);
	int lines = extract_stage(path);
	assert_in_range(lines, 1, 24);
	char program[512];
	snprintf(program, sizeof(program), "%s/teasel", build_folder());
	char *exe = realpath(program, NULL);
	snprintf(command, sizeof(command),
		 "set -e; cp include/teasel.h %s/; cd %s; %s -std=c11 -Wall -Wextra -Werror -shared -fPIC -I. -o "
		 "shout.so shout.c;"
		 "mkdir in; printf 'It was quiet. THEN IT WAS NOT.' >in/a.txt;"
		 "printf 'teasel: 1\\nname: loud\\nplugins: [.]\\ninput:\\n  - text: {paths: [in]}\\nstages:\\n  - "
		 "sentences\\n  - shout\\n"
		 "output:\\n  - csv: {path: out.csv, table: sentences}\\n' >loud.yaml;"
		 "%s run loud.yaml --quiet; cat out/loud/out.csv >got; printf 'id,row,begin,end,text,shout\\n"
		 "\"a.txt\",0,0,13,\"It was quiet.\",0\\n\"a.txt\",1,14,30,\"THEN IT WAS NOT.\",1\\n' | diff - got",
		 folder, folder, cc && *cc ? cc : "cc", exe);
	int status = system(command);
	free(exe);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
	assert_int_equal(status, 0);
}

static void the_reference_is_current(void **state)
{
	(void)state;
	char command[512];
	snprintf(command, sizeof(command), "tests/reference %s/teasel | diff docs/reference.md -", build_folder());
	assert_int_equal(system(command), 0); /* else: make reference */
}

static void the_header_can_be_included_from_cpp(void **state)
{
	(void)state;
	if (system("command -v g++ >/dev/null 2>&1"))
		skip();
	assert_int_equal(
		system("echo '#include <teasel.h>' | g++ -std=c++11 -Wall -Werror -Iinclude -x c++ -fsyntax-only -"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_stage_of_the_guide_builds_and_runs_from_outside_the_tree),
		cmocka_unit_test(the_reference_is_current),
		cmocka_unit_test(the_header_can_be_included_from_cpp),
	};
	return cmocka_run_group_tests_name("test_docs", tests, NULL, NULL);
}
