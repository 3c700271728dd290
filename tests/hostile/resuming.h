/*
 * resuming.h: a folder with a pipeline, texts, and the run as it should be, for the tests of runs that are ended before
 * their time.
 */
#ifndef HOSTILE_RESUMING_H
#define HOSTILE_RESUMING_H

#include "scene.h"

#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#define FILES 320 /* small ones: a block ends behind about one in 64 */

static const char pipeline[] = "teasel: 1\nname: try\ninput:\n  - text: {paths: ['in/*.txt']}\nstages: [sentences, "
			       "tokens, sentiment]\noutput:\n"
			       "  - jsonl: {path: all.jsonl}\n  - csv: {path: rows.csv, table: sentences}\n";

static inline int open_scene(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	*state = s;
	if (!scene_open(s) || shell(s, "mkdir in"))
		return -1;
	put(s, "pipeline.yaml", pipeline);
	for (int i = 0; i < FILES; i++) {
		char name[32], text[256];
		snprintf(name, sizeof(name), "in/%03d.txt", i);
		snprintf(text, sizeof(text), "The bridge number %d fell. Nobody was hurt, said Lund. It was awful.\n",
			 i);
		put(s, name, i % 50 ? text : "");
	}
	return shell(s, "%s run pipeline.yaml --out want --quiet", program);
}

static inline int close_scene(void **state)
{
	int code = scene_close(*state);
	free(*state);
	return code;
}

static inline int find_faults(void **state)
{
	(void)state;
	return find_program("faults.so");
}

static inline void assert_whole(const struct scene *s)
{
	if (shell(s, "diff -r want run"))
		fail_msg("the run is not as it should be");
	assert_false(is_there(s, "run.partial"));
	assert_false(is_there(s, "run/.teasel"));
}

/* ---- runs with a fault ---- */

static inline int run_with_fault(const struct scene *s, const char *kind, int n, const char *flags)
{
	return shell(s,
		     "rm -f mark; LD_PRELOAD=%s TEASEL_FAULT=%s:%d TEASEL_FAULT_MARK=mark setsid %s run pipeline.yaml "
		     "--out run --quiet -j2 %s 2>err",
		     library, kind, n, program, flags);
}

static inline void begin_anew(const struct scene *s)
{
	assert_int_equal(shell(s, "rm -rf run run.partial"), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

#endif
