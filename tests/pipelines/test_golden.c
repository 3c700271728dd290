/*
 * Each pipeline in pipelines/ over its samples gives the bytes in tests/pipelines/golden/NAME/. The manifest is left
 * out: it names the commit. `make accept` writes the golden files anew; look at what changed before committing them.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST 32

static const char *build_folder(void)
{
	const char *build = getenv("TEASEL_BUILD");
	return build ? build : "build";
}

static void gives_the_golden_bytes(void **state)
{
	const char *name = *state;
	char command[1024], folder[] = "/tmp/teasel-golden-XXXXXX";
	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof(command),
		 "%s/teasel run pipelines/%s.yaml --out %s/run -j 2 --quiet && "
		 "diff -r -x manifest.json tests/pipelines/golden/%s %s/run",
		 build_folder(), name, folder, name, folder);
	int status = system(command);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
	assert_int_equal(status, 0);
}

int main(void)
{
	struct CMUnitTest tests[MOST];
	size_t n = 0;
	DIR *folder = opendir("pipelines");
	for (struct dirent *entry; folder && n < MOST && (entry = readdir(folder));) {
		size_t len = strlen(entry->d_name);
		if (len < 6 || strcmp(entry->d_name + len - 5, ".yaml") != 0)
			continue;
		char *name = strndup(entry->d_name, len - 5);
		tests[n++] = (struct CMUnitTest){ name, gives_the_golden_bytes, NULL, NULL, name };
	}
	if (!folder || !n) {
		fprintf(stderr, "run from the project's top folder\n");
		return 1;
	}
	closedir(folder);
	int failed = _cmocka_run_group_tests("test_golden", tests, n, NULL, NULL);
	for (size_t i = 0; i < n; i++)
		free(tests[i].initial_state);
	return failed;
}
