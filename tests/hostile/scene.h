/* scene.h: a folder in which a test runs the program by shell commands. */
#ifndef HOSTILE_SCENE_H
#define HOSTILE_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char program[4096], library[4096];

struct scene {
	char folder[64];
};

/* The program, and one of the libraries below tests/ that are preloaded. */
static inline int find_program(const char *preloaded)
{
	const char *build = getenv("TEASEL_BUILD");
	char path[512];
	build = build ? build : "build";
	snprintf(path, sizeof(path), "%s/teasel", build);
	if (!realpath(path, program))
		return -1;
	snprintf(path, sizeof(path), "%s/tests/%s", build, preloaded);
	return realpath(path, library) ? 0 : -1;
}

static inline bool scene_open(struct scene *s)
{
	strcpy(s->folder, "/tmp/teasel-scene-XXXXXX");
	return mkdtemp(s->folder);
}

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
	char command[16384], rest[8192];
	va_list args;
	va_start(args, format);
	vsnprintf(rest, sizeof(rest), format, args);
	va_end(args);
	snprintf(command, sizeof(command), "cd %s && { %s\n}", s->folder, rest);
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

static inline int scene_close(const struct scene *s)
{
	return shell(s, "rm -rf %s", s->folder);
}

#endif
