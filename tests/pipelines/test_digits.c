/*
 * The same text gives the same digits whoever compiled the program and for whatever processor: each build below runs
 * the ready pipelines over their samples, to the bytes in tests/pipelines/golden, and the bench text where it is there.
 *
 * The builds lie in build/variants and are made by `make`, which leaves them alone where nothing changed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define BENCH "../shared/data/bench/news-10mb.jsonl"

struct variant {
	const char *name, *make, *needs; /* `needs`: a shell command that says whether it can be built and run here */
};

static const struct variant plain = { "plain", "CC=gcc", "command -v gcc" };
static const struct variant clang = { "clang", "CC=clang", "command -v clang" };
/* A compiler that may use 256 bits at a time and fused multiply-adds, and vectorises all it can. */
static const struct variant avx2 = { "avx2", "CC=gcc OPTIMIZE='-O3 -mavx2 -mfma -ftree-vectorize'",
				     "command -v gcc && grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo" };
static const struct variant slow = { "slow", "CC=clang OPTIMIZE=-O1", "command -v clang" };

static int shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int shell(const char *format, ...)
{
	char command[2048];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	int status = system(command);
	return status < 0 ? status : WEXITSTATUS(status);
}

/* Builds it, or skips the test where that cannot be done here. */
static void build(const struct variant *v)
{
	if (shell("{ %s; } >/dev/null 2>&1", v->needs))
		skip();
	assert_int_equal(shell("env -u MAKEFLAGS -u MAKELEVEL make -s -j2 BUILD=build/variants/%s SANITIZE= %s all >&2",
			       v->name, v->make),
			 0);
}

static void ready_pipelines_give_the_golden_bytes(void **state)
{
	const struct variant *v = *state;
	build(v);
	assert_int_equal(shell("out=$(mktemp -d) && for file in pipelines/*.yaml; do name=$(basename $file .yaml); "
			       "build/variants/%s/teasel run $file --out $out/$name -j 2 --quiet && "
			       "diff -r -x manifest.json tests/pipelines/golden/$name $out/$name || bad=1; done; "
			       "rm -rf $out; test -z \"$bad\"",
			       v->name),
			 0);
}

/* Ten megabytes hold far more roundings than the samples. */
static void the_bench_text_gives_the_same_bytes(void **state)
{
	const struct variant *v = *state;
	if (access(BENCH, R_OK))
		skip();
	build(v);
	build(&plain);
	assert_int_equal(
		shell("out=$(mktemp -d) && sed 's|^ *- text:.*|  - jsonl: {paths: [\"'$PWD/" BENCH
		      "'\"]}|; s/\"\\?outlet\"\\?//' "
		      "pipelines/news.yaml >$out/p.yaml && for b in plain %s; do "
		      "build/variants/$b/teasel run $out/p.yaml --out $out/$b -j 2 --quiet || bad=1; done; "
		      "diff -r -x manifest.json $out/plain $out/%s >/dev/null || bad=1; rm -rf $out; test -z \"$bad\"",
		      v->name, v->name),
		0);
}

#define GOLDEN(v)                                                                                                     \
	{                                                                                                             \
		"ready_pipelines_built_" #v, ready_pipelines_give_the_golden_bytes, NULL, NULL, (void *)(uintptr_t)&v \
	}
#define TEXT(v)                                                                                                \
	{                                                                                                      \
		"bench_text_built_" #v, the_bench_text_gives_the_same_bytes, NULL, NULL, (void *)(uintptr_t)&v \
	}

int main(void)
{
	const struct CMUnitTest tests[] = { GOLDEN(clang), GOLDEN(avx2), GOLDEN(slow), TEXT(clang), TEXT(avx2) };
	return cmocka_run_group_tests_name("test_digits", tests, NULL, NULL);
}
