/*
 * A run that is ended before its time, by whatever and at whatever moment, loses nothing: `--resume` goes on and ends
 * with the same bytes, and until it has ended nothing of it is in the place of the run.
 *
 * TEASEL_KILLS sets how many random kills there are (default 20).
 */
#include "resuming.h"

/* ---- killed at random ---- */

/* Runs it in a process group of its own and kills all of that after a time; true where it had ended by itself. */
static bool run_and_kill(const struct scene *s, const char *flags, long nanoseconds)
{
	char command[8192];
	int status;
	snprintf(command, sizeof(command), "cd %s && exec %s run pipeline.yaml --out run --quiet %s 2>err", s->folder,
		 program, flags);
	pid_t pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	setpgid(pid, pid);
	nanosleep(&(struct timespec){ nanoseconds / 1000000000, nanoseconds % 1000000000 }, NULL);
	kill(-pid, SIGKILL);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static double seconds_of_a_run(const struct scene *s)
{
	struct timespec a, b;
	clock_gettime(CLOCK_MONOTONIC, &a);
	assert_int_equal(shell(s, "%s run pipeline.yaml --out timed --quiet", program), 0);
	clock_gettime(CLOCK_MONOTONIC, &b);
	return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static void killed_at_random_moments_it_ends_with_the_same_bytes(void **state)
{
	struct scene *s = *state;
	const char *wanted = getenv("TEASEL_KILLS");
	double longest = 1.2 * seconds_of_a_run(s);
	int kills = wanted ? atoi(wanted) : 20, runs = 0;
	srand(11);
	for (int done = 0; done < kills; runs++) {
		bool ended = false;
		shell(s, "rm -rf run run.partial");
		for (const char *flags = runs % 2 ? "-j1" : "-j4"; !ended && done < kills; done++) {
			char both[64];
			snprintf(both, sizeof(both), "%s --resume", flags);
			ended = run_and_kill(s, both, (long)(longest * 1e9 * rand() / RAND_MAX));
			if (!ended && is_there(s, "run")) /* killed behind its last step */
				break;
		}
		if (!is_there(s, "run"))
			assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet --resume", program), 0);
		shell(s, "rm -rf run/.teasel run.partial");
		assert_whole(s);
	}
}

/* ---- a fault at every call ---- */

/* Lets the n-th call fail, for every n there is; then the run is whole or not there, and can be resumed. */
static void fail_at_every_call(struct scene *s, const char *kind)
{
	int n = 1;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	for (;; n++) {
		begin_anew(s);
		int code = run_with_fault(s, kind, n, "");
		if (!is_there(s, "mark"))
			break;
		if (!is_there(s, "run")) {
			if (code != 128 + SIGKILL && code != 5)
				fail_msg("%s at call %d: exit code %d, %s", kind, n, code, output(s, "err"));
			if (code == 5 && strncmp(output(s, "err"), "teasel: cannot ", 15) != 0)
				fail_msg("%s at call %d: %s", kind, n, output(s, "err"));
			code = shell(s, "%s run pipeline.yaml --out run --quiet --resume 2>err", program);
			if (code)
				fail_msg("%s at call %d: resumed, exit code %d, %s", kind, n, code, output(s, "err"));
		}
		if (shell(s, "diff -r -x .teasel want run"))
			fail_msg("%s at call %d: other bytes", kind, n);
	}
	begin_anew(s);
	assert_true(n > 30); /* blocks, outputs, journal, manifest, folder */
}

static void killed_at_every_call_it_ends_with_the_same_bytes(void **state)
{
	fail_at_every_call(*state, "kill");
}

static void an_io_error_at_any_call_loses_nothing(void **state)
{
	fail_at_every_call(*state, "EIO");
}

static void a_full_disk_at_any_call_loses_nothing(void **state)
{
	fail_at_every_call(*state, "ENOSPC");
}

static void short_writes_are_gone_on_with(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	for (int n = 1;; n++) {
		begin_anew(s);
		assert_int_equal(run_with_fault(s, "short", n, ""), 0);
		assert_whole(s);
		if (!is_there(s, "mark"))
			break;
	}
}

/* The earlier run stays whole until the new one is; then it is gone. */
static void killed_at_every_call_an_earlier_run_is_whole(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	assert_int_equal(shell(s, "cp -r want old && echo old >old/all.jsonl"), 0);
	for (int n = 1;; n++) {
		begin_anew(s);
		assert_int_equal(shell(s, "cp -r old run"), 0);
		run_with_fault(s, "kill", n, "--force");
		if (!is_there(s, "mark"))
			break;
		bool new = !shell(s, "diff -r -x .teasel want run >/dev/null");
		if (!new &&shell(s, "diff -r -x .teasel old run"))
			fail_msg("call %d: neither the old run nor the new one", n);
		if (!new)
			assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet --%s 2>err", program,
					       is_there(s, "run.partial/.teasel/replace") ? "resume" : "force"),
					 0);
		if (shell(s, "diff -r -x .teasel want run"))
			fail_msg("call %d: other bytes", n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(killed_at_random_moments_it_ends_with_the_same_bytes),
		TEST(killed_at_every_call_it_ends_with_the_same_bytes),
		TEST(an_io_error_at_any_call_loses_nothing),
		TEST(a_full_disk_at_any_call_loses_nothing),
		TEST(short_writes_are_gone_on_with),
		TEST(killed_at_every_call_an_earlier_run_is_whole),
	};
	return cmocka_run_group_tests_name("test_kills", tests, find_faults, NULL);
}
