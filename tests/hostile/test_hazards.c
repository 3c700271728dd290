/*
 * A plugin that misbehaves on a document loses that document: the others come out as if it had never been there, and
 * failed.jsonl says which it was, at which step, and why. And no process is left.
 *
 * TEASEL_HAZARDS=10000 tries each hazard on one in a hundred of so many documents (`make hazards`).
 */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "processes.h"

static char broken[512];                /* where the plugins of tests/plugins/broken are */
static int documents = 200, every = 97; /* one in so many is bad, and so two of them */
static bool tell;                       /* what each took */

static int find_plugins(void **state)
{
	(void)state;
	const char *many = getenv("TEASEL_HAZARDS");
	if (many) {
		documents = atoi(many);
		every = 100;
		tell = true;
	}
	return try_broken_plugins(broken) && adopt_processes() ? 0 : -1;
}

/* So that ten thousand documents make several blocks. */
#define LONG                                                                                                         \
	"Nobody crossed it. The mayor had said so in spring, and again when the leaves fell: the stones would bear " \
	"no cart before the river had gone down."

#define STEP(reader, stage, writer)                                    \
	"teasel: 1\nlimits: {seconds: 0.1, memory: 32, failures: 1}\n" \
	"input:\n  - " reader ": {paths: [in.txt]}\n"                  \
	"stages: [sentences, " stage "]\n"                             \
	"output:\n  - " writer ": {path: out}\n"

static const struct position {
	const char *kind, *label, *yaml;
} positions[] = {
	{ "stage", "hazard", STEP("hazard_reader", "hazard, tokens", "jsonl") },
	{ "reader", "hazard_reader", STEP("hazard_reader", "tokens", "jsonl") },
	{ "writer", "hazard_writer", STEP("hazard_reader", "tokens", "hazard_writer") },
};

#define WIDTH 10 /* of what is asked for, so that texts differ in nothing else */
#define FILLER "__________"

/* Lines `id text`; the bad ones ask a kind of plugin for what `act` names, or, without one, are left out. */
static char *lines(const char *kind, const char *act)
{
	char *text = calloc((size_t)documents, 256), *to = text;
	assert_non_null(text);
	for (int i = 0; i < documents; i++) {
		bool bad = i % every == every / 2;
		if (!bad)
			to += sprintf(to, "d%d The bridge number %d stood. %s\n", i, i,
				      tell ? LONG : "Nobody crossed it.");
		else if (act)
			to += sprintf(to, "d%d The bridge fell. %s hazard: %s%.*s\n", i, kind, act,
				      WIDTH - (int)strlen(act), FILLER);
	}
	return text;
}

static struct try_run run(const struct position *at, const char *act, const char *flags)
{
	char *text = lines(at->kind, act), args[1024];
	struct try_file file = { "in.txt", text, 0 };
	snprintf(args, sizeof(args), "--plugins %s %s <in.txt", broken, flags);
	struct try_run r = try_pipeline(at->yaml, &file, 1, args);
	free(text);
	return r;
}

static void assert_lines_name(const char *failed, const char *label, const char *cause)
{
	char stage[64];
	int n = 0;
	snprintf(stage, sizeof(stage), "\"stage\": \"%s\"", label);
	for (const char *line = failed; *line; line = strchr(line, '\n') + 1, n++) {
		char want[32];
		snprintf(want, sizeof(want), "\"record\": %d,", n * every + every / 2 + 1);
		size_t len = strcspn(line, "\n");
		char *copy = strndup(line, len);
		if (!strstr(copy, want) || !strstr(copy, stage) || !strstr(copy, cause))
			fail_msg("%s\nis not about %s, %s, %s", copy, want, stage, cause);
		free(copy);
	}
	assert_int_equal(n, (documents - every / 2 + every - 1) / every);
}

struct hazard_case {
	const char *act, *cause;
	bool only_stage;
};

static const struct hazard_case cases[] = {
	{ "null", "killed by SIGSEGV", false },
	{ "abort", "killed by SIGABRT", false },
	{ "exit", "ended with exit code 0", false },
	{ "leave", "ended with exit code 0", false },
	{ "stack", "killed by SIGSEGV", false },
	{ "twice", "killed by SIGSEGV", false },
	{ "loop", "over the time limit of 0.1 s", false },
	{ "wait", "over the time limit of 0.1 s", false },
	{ "stop", "over the time limit of 0.1 s", false },
	{ "swallow", "over the time limit of 0.1 s", false },
	{ "raise", "killed by SIGTERM", false },
	{ "kill", "killed by SIGKILL", false },
	{ "fork", "a file, a process or the network", false },
	{ "daemon", "a file, a process or the network", false },
	{ "allocate", "killed by SIGSEGV", false },
	{ "open", "a file, a process or the network", false },
	{ "home", "a file, a process or the network", false },
	{ "socket", "a file, a process or the network", false },
	{ "execute", "a file, a process or the network", false },
	{ "past", "wrote past the column `hazards.x`", true },
	{ "scratch", "wrote past memory that it had asked for", true },
	{ "config", "killed by SIGSEGV", true },
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void lose_it(const struct position *at, const struct hazard_case *c, const char *flags, const char *want)
{
	double begun = now();
	struct try_run r = run(at, c->act, flags);
	char *got = try_read(&r, "run/out"), *failed = try_read(&r, "run/failed.jsonl");
	if (r.exit != 3)
		fail_msg("%s in a %s, %s: exit code %d: %s", c->act, at->kind, flags, r.exit, r.err);
	assert_string_equal(got, want);
	assert_lines_name(failed, at->label, c->cause);
	assert_nobody_is_left();
	if (tell)
		print_message("%-10s %-7s %s  %6d documents, %3d lost, %6.1f s\n", c->act, at->kind, flags, documents,
			      (documents - every / 2 + every - 1) / every, now() - begun);
	free(got);
	free(failed);
	try_release(&r);
}

static void loses_that_document(void **state)
{
	const struct hazard_case *c = *state;
	if (strstr(broken, "sanitize"))
		skip(); /* AddressSanitizer ends the process in its own way, and needs files for that */
	bool once = !tell && (!strcmp(c->act, "wait") || !strcmp(c->act, "stop")); /* a second for each document */
	for (size_t p = 0; p < (c->only_stage || once ? 1 : 3); p++) {
		struct try_run clean = run(&positions[p], NULL, "-j 2");
		char *want = try_read(&clean, "run/out");
		assert_non_null(want);
		if (!once)
			lose_it(&positions[p], c, "-j 1", want);
		lose_it(&positions[p], c, "-j 4", want);
		free(want);
		try_release(&clean);
	}
}

/* What it did to the memory of its process shows at a later step, or not at all, but in no other document. */
static void a_broken_heap_harms_no_other_document(void **state)
{
	(void)state;
	if (strstr(broken, "sanitize"))
		skip(); /* AddressSanitizer sees it at once */
	struct try_run clean = run(&positions[0], NULL, "-j 2"), r = run(&positions[0], "heap", "-j 2");
	char *want = try_read(&clean, "run/out"), *got = try_read(&r, "run/out"), *to = got;
	assert_true(r.exit == 0 || r.exit == 3);
	for (char *line = got, *end; (end = strchr(line, '\n')); line = end + 1)
		if (!memmem(line, (size_t)(end - line), "hazard: heap", 12)) {
			memmove(to, line, (size_t)(end + 1 - line));
			to += end + 1 - line;
		}
	*to = 0;
	assert_string_equal(got, want);
	assert_nobody_is_left();
	free(want);
	free(got);
	try_release(&clean);
	try_release(&r);
}

static const char *const harmless[] = { "print", "close",    "complain", "steal",   "move",
					"limit", "truncate", "shut",     "scribble" };
#define N_HARMLESS (sizeof(harmless) / sizeof(*harmless))

/* What was written, with another act in the place of the one that the texts name. */
static char *written(const struct try_run *r, const char *act, const char *in_its_place)
{
	char *out = try_read(r, "run/out"), was[32], is[32];
	assert_non_null(out);
	snprintf(was, sizeof(was), "%s%.*s", act, WIDTH - (int)strlen(act), FILLER);
	snprintf(is, sizeof(is), "%s%.*s", in_its_place, WIDTH - (int)strlen(in_its_place), FILLER);
	for (char *at = out; (at = strstr(at, was)); at += WIDTH)
		memcpy(at, is, WIDTH);
	return out;
}

static void harms_nobody(void **state)
{
	const char *act = *state;
	static const char *const flags[] = { "-j 1", "-j 4" };
	if (strstr(broken, "sanitize") && !strcmp(act, "limit"))
		skip(); /* there is no sandbox to stop it */
	for (size_t p = 0; p < 3; p++) {
		struct try_run clean = run(&positions[p], "nothing", "-j 2");
		char *want = written(&clean, "nothing", "nothing");
		for (size_t f = 0; f < 2; f++) {
			struct try_run r = run(&positions[p], act, flags[f]);
			char *got = written(&r, act, "nothing");
			assert_int_equal(r.exit, 0);
			assert_string_equal(r.out, "");
			assert_string_equal(got, want);
			assert_nobody_is_left();
			free(got);
			try_release(&r);
		}
		free(want);
		try_release(&clean);
	}
}

/* Without a sandbox a plugin may start what it likes; it does not outlive the run. */
static void processes_of_a_plugin_end_with_the_run(void **state)
{
	(void)state;
	static const char *const acts[] = { "fork", "daemon" };
	for (size_t i = 0; i < 2; i++)
		for (size_t p = 0; p < 3; p++) {
			struct try_run r = run(&positions[p], acts[i], "-j 2 --no-sandbox");
			assert_int_equal(r.exit, 0);
			assert_nobody_is_left();
			try_release(&r);
		}
}

static void too_many_failures_end_the_run_with_their_causes(void **state)
{
	(void)state;
	char args[600], *text = calloc(1200, 64), *to = text;
	assert_non_null(text);
	for (int i = 0; i < 1200; i++)
		to += sprintf(to, "d%d A line. %s\n", i,
			      i % 4   ? ""
			      : i % 8 ? "stage hazard: past"
				      : "stage hazard: scratch");
	struct try_file file = { "in.txt", text, 0 };
	snprintf(args, sizeof(args), "--plugins %s -j 2", broken);
	struct try_run r = try_pipeline("teasel: 1\ninput:\n  - hazard_reader: {paths: [in.txt]}\nstages: [hazard]\n"
					"output:\n  - jsonl: {path: out}\n",
					&file, 1, args);
	assert_string_equal(r.err,
			    "teasel: 300 of 1200 documents failed, more than `limits: {failures: 0.1}` allows; the "
			    "commonest causes:\n"
			    "  150 times  hazard: wrote past memory that it had asked for\n"
			    "  150 times  hazard: wrote past the column `hazards.x`\n"
			    "teasel: what failed, and why: run.partial/failed.jsonl\n");
	assert_int_equal(r.exit, 6);
	assert_null(try_read(&r, "run/out"));
	try_release(&r);
	free(text);
}

int main(void)
{
	struct CMUnitTest tests[64] = {
		cmocka_unit_test(a_broken_heap_harms_no_other_document),
		cmocka_unit_test(processes_of_a_plugin_end_with_the_run),
		cmocka_unit_test(too_many_failures_end_the_run_with_their_causes),
	};
	size_t n = 3;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].act, loses_that_document, NULL, NULL,
						  (void *)(uintptr_t)&cases[i] };
	for (size_t i = 0; i < N_HARMLESS; i++)
		tests[n++] = (struct CMUnitTest){ harmless[i], harms_nobody, NULL, NULL,
						  (void *)(uintptr_t)harmless[i] };
	return _cmocka_run_group_tests("test_hazards", tests, n, find_plugins, NULL);
}
