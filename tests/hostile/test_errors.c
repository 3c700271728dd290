/*
 * What a user reads when a pipeline is wrong. Each errors/NAME.yaml is checked, and what `teasel check` prints must be
 * errors/NAME.expected, to the byte: file, line, column, sentence, and the line with its caret.
 */
#include "try.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define FOLDER "tests/hostile/errors"
#define MOST 128

static char *program(void)
{
	const char *build = getenv("TEASEL_BUILD");
	char path[512];
	snprintf(path, sizeof(path), "%s/teasel", build ? build : "build");
	return realpath(path, NULL);
}

static char *output_of(const char *command, int *code)
{
	FILE *from = popen(command, "r");
	char *text = calloc(1, 65536);
	size_t n = fread(text, 1, 65535, from);
	text[n] = 0;
	int status = pclose(from);
	*code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	return text;
}

static char *expected_of(const char *name)
{
	char path[512];
	snprintf(path, sizeof(path), FOLDER "/%s.expected", name);
	FILE *from = fopen(path, "r");
	if (!from)
		fail_msg("there is no %s", path);
	char *text = calloc(1, 65536);
	text[fread(text, 1, 65535, from)] = 0;
	fclose(from);
	return text;
}

static void prints_exactly_this(void **state)
{
	const char *name = *state;
	char command[1024], *exe = program();
	int code;
	snprintf(command, sizeof(command), "cd " FOLDER " && %s check %s.yaml 2>&1", exe, name);
	char *got = output_of(command, &code), *want = expected_of(name);
	assert_string_equal(got, want);
	assert_int_equal(code, 2);
	free(got);
	free(want);
	free(exe);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
	struct CMUnitTest tests[MOST];
	size_t n = 0;
	DIR *folder = opendir(FOLDER);
	for (struct dirent *entry; folder && n < MOST && (entry = readdir(folder));) {
		size_t len = strlen(entry->d_name);
		if (len < 6 || strcmp(entry->d_name + len - 5, ".yaml") != 0)
			continue;
		char *name = strndup(entry->d_name, len - 5);
		tests[n++] = (struct CMUnitTest){ name, prints_exactly_this, NULL, NULL, name };
	}
	if (!folder || !n) {
		fprintf(stderr, "run from the project's top folder\n");
		return 1;
	}
	closedir(folder);
	qsort(tests, n, sizeof(*tests), by_name);
	int failed = _cmocka_run_group_tests("test_errors", tests, n, NULL, NULL);
	for (size_t i = 0; i < n; i++)
		free(tests[i].initial_state);
	return failed;
}
