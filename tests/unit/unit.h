/*
 * unit.h: what the tests of core/ share: cmocka, a temporary folder, and numbers that are the same in every run.
 */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/path.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A small generator (Marsaglia's xorshift), so that what a test tries does not depend on the library. */
static inline uint32_t unit_random(uint32_t *state, uint32_t below)
{
	uint32_t x = *state;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	*state = x;
	return x % below;
}

/* ---- a temporary folder: for cmocka_unit_test_setup_teardown(), which hands its path to the test ---- */

static inline int unit_make_folder(void **state)
{
	char *folder = memory_copy("/tmp/teasel-unit-XXXXXX", 23);
	*state = folder;
	return mkdtemp(folder) ? 0 : -1;
}

static inline int unit_remove_folder(void **state)
{
	tsl_error e;
	bool good = path_remove_tree(*state, &e);
	free(*state);
	return good ? 0 : -1;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, unit_make_folder, unit_remove_folder)

/* Writes a file below a folder and makes the folders on the way; the path lives until the next call. */
static inline const char *unit_write(const char *folder, const char *name, const char *bytes, size_t n)
{
	static char path[512];
	tsl_error e;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	char *parent = path_folder(path);
	if (!path_make_folders(parent, &e))
		fail_msg("%s", e.text);
	free(parent);
	FILE *f = fopen(path, "w");
	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f))
		fail_msg("cannot write %s", path);
	return path;
}

static inline bool unit_exists(const char *folder, const char *name)
{
	char path[512];
	struct stat st;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return !lstat(path, &st);
}

#define assert_text(got, n, want)                             \
	do {                                                  \
		assert_int_equal(n, strlen(want));            \
		assert_memory_equal(got, want, strlen(want)); \
	} while (0)

#endif
