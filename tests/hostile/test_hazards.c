/*
 * A plugin that misbehaves on a document loses that document: the others come out as if it had never been there, and
 * failed.jsonl says which it was, at which step, and why.
 */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DOCUMENTS 200
#define EVERY 97 /* one in so many is bad, and so four of them */

static char broken[512]; /* where the plugins of tests/plugins/broken are */

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) ? 0 : -1;
}

#define STEP(reader, stage, writer)                                     \
	"teasel: 1\nlimits: {seconds: 0.2, memory: 128, failures: 1}\n" \
	"input:\n  - " reader ": {paths: [in.txt]}\n"                   \
	"stages: [sentences, " stage "]\n"                              \
	"output:\n  - " writer ": {path: out}\n"

static const struct position {
	const char *kind, *label, *yaml;
} positions[] = {
	{ "stage", "hazard", STEP("hazard_reader", "hazard, tokens", "jsonl") },
	{ "reader", "hazard_reader", STEP("hazard_reader", "tokens", "jsonl") },
	{ "writer", "hazard_writer", STEP("hazard_reader", "tokens", "hazard_writer") },
};

/* Lines `id text`; the bad ones ask a kind of plugin for what `act` names, or, without one, are left out. */
static char *lines(const char *kind, const char *act)
{
	char *text = calloc(DOCUMENTS, 128), *to = text;
	assert_non_null(text);
	for (int i = 0; i < DOCUMENTS; i++) {
		bool bad = i % EVERY == EVERY / 2;
		if (!bad)
			to += sprintf(to, "d%d The bridge number %d stood. Nobody crossed it.\n", i, i);
		else if (act)
			to += sprintf(to, "d%d The bridge fell. %s hazard: %s\n", i, kind, act);
	}
	return text;
}

static struct try_run run(const struct position *at, const char *act, const char *flags)
{
	char *text = lines(at->kind, act), args[1024];
	struct try_file file = { "in.txt", text, 0 };
	snprintf(args, sizeof(args), "--plugins %s %s", broken, flags);
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
		snprintf(want, sizeof(want), "\"record\": %d,", n * EVERY + EVERY / 2 + 1);
		size_t len = strcspn(line, "\n");
		char *copy = strndup(line, len);
		if (!strstr(copy, want) || !strstr(copy, stage) || !strstr(copy, cause))
			fail_msg("%s\nis not about %s, %s, %s", copy, want, stage, cause);
		free(copy);
	}
	assert_int_equal(n, (DOCUMENTS - EVERY / 2 + EVERY - 1) / EVERY);
}

struct hazard_case {
	const char *act, *cause;
	bool only_stage;
};

static const struct hazard_case cases[] = {
	{ "null", "killed by SIGSEGV", false },
	{ "abort", "killed by SIGABRT", false },
	{ "exit", "ended with exit code 0", false },
	{ "stack", "killed by SIGSEGV", false },
	{ "loop", "over the time limit of 0.2 s", false },
	{ "raise", "killed by SIGTERM", false },
	{ "fork", "a file, a process or the network", false },
	{ "allocate", "killed by SIGSEGV", false },
	{ "open", "a file, a process or the network", false },
	{ "home", "a file, a process or the network", false },
	{ "socket", "a file, a process or the network", false },
	{ "execute", "a file, a process or the network", false },
	{ "past", "wrote past the column `hazards.x`", true },
	{ "scratch", "wrote past memory that it had asked for", true },
};

static void loses_that_document(void **state)
{
	const struct hazard_case *c = *state;
	static const char *const flags[] = { "-j 1", "-j 4" };
	if (strstr(broken, "sanitize"))
		skip(); /* AddressSanitizer ends the process in its own way, and needs files for that */
	for (size_t p = 0; p < (c->only_stage ? 1 : 3); p++) {
		struct try_run clean = run(&positions[p], NULL, "-j 2");
		char *want = try_read(&clean, "run/out");
		assert_non_null(want);
		for (size_t f = 0; f < 2; f++) {
			struct try_run r = run(&positions[p], c->act, flags[f]);
			char *got = try_read(&r, "run/out"), *failed = try_read(&r, "run/failed.jsonl");
			assert_int_equal(r.exit, 3);
			assert_string_equal(got, want);
			assert_lines_name(failed, positions[p].label, c->cause);
			free(got);
			free(failed);
			try_release(&r);
		}
		free(want);
		try_release(&clean);
	}
}

static void what_a_plugin_prints_or_closes_harms_nobody(void **state)
{
	(void)state;
	static const char *const acts[] = { "print", "close" };
	for (size_t i = 0; i < 2; i++) {
		struct try_run r = run(&positions[0], acts[i], "-j 2");
		char *failed = try_read(&r, "run/failed.jsonl"), *out = try_read(&r, "run/out");
		assert_int_equal(r.exit, 0);
		assert_string_equal(failed, "");
		assert_string_equal(r.out, "");
		assert_non_null(out);
		free(failed);
		free(out);
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
	struct CMUnitTest tests[32] = {
		cmocka_unit_test(what_a_plugin_prints_or_closes_harms_nobody),
		cmocka_unit_test(too_many_failures_end_the_run_with_their_causes),
	};
	size_t n = 2;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].act, loses_that_document, NULL, NULL,
						  (void *)(uintptr_t)&cases[i] };
	return _cmocka_run_group_tests("test_hazards", tests, n, find_plugins, NULL);
}
