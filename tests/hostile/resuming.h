/*
 * resuming.h: a folder with a pipeline, texts, and the run as it should be, for the tests of runs that are ended before
 * their time.
 */
#ifndef HOSTILE_RESUMING_H
#define HOSTILE_RESUMING_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define FILES 320 /* small ones: a block ends behind about one in 64 */

static char program[4096], faults[4096];

struct scene {
	char folder[64];
};

static const char pipeline[] = "teasel: 1\nname: try\ninput:\n  - text: {paths: ['in/*.txt']}\nstages: [sentences, "
			       "tokens, sentiment]\noutput:\n"
			       "  - jsonl: {path: all.jsonl}\n  - csv: {path: rows.csv, table: sentences}\n";

/* ---- a folder with a pipeline, texts, and the run as it should be ---- */

static inline void put(const struct scene *s, const char *name, const char *content)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", s->folder, name);
	FILE *to = fopen(path, "w");
	if (!to || fputs(content, to) < 0 || fclose(to))
		fail_msg("cannot write %s", path);
}

/* A shell command in the folder; returns its exit code, or 128 and the signal that ended it. */
static inline int shell(const struct scene *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline int shell(const struct scene *s, const char *format, ...)
{
	char command[8192], rest[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(rest, sizeof(rest), format, args);
	va_end(args);
	snprintf(command, sizeof(command), "cd %s && %s", s->folder, rest);
	int status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline char *output(const struct scene *s, const char *name)
{
	static char text[1 << 16];
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", s->folder, name);
	FILE *from = fopen(path, "r");
	text[from ? fread(text, 1, sizeof(text) - 1, from) : 0] = 0;
	if (from)
		fclose(from);
	return text;
}

static inline bool is_there(const struct scene *s, const char *name)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", s->folder, name);
	return !access(path, F_OK);
}

static inline int open_scene(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	*state = s;
	strcpy(s->folder, "/tmp/teasel-resume-XXXXXX");
	if (!mkdtemp(s->folder) || shell(s, "mkdir in"))
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
	struct scene *s = *state;
	char command[128];
	snprintf(command, sizeof(command), "rm -rf %s", s->folder);
	int code = system(command);
	free(s);
	return code;
}

static inline int find_program(void **state)
{
	(void)state;
	const char *build = getenv("TEASEL_BUILD");
	char path[512];
	build = build ? build : "build";
	snprintf(path, sizeof(path), "%s/teasel", build);
	if (!realpath(path, program))
		return -1;
	snprintf(path, sizeof(path), "%s/tests/faults.so", build);
	return realpath(path, faults) ? 0 : -1;
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
		     faults, kind, n, program, flags);
}

static inline void begin_anew(const struct scene *s)
{
	assert_int_equal(shell(s, "rm -rf run run.partial"), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

#endif
