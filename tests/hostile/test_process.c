/* What signals, and standard streams of an unusual kind, do to the processes of a run. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define PATIENCE 10.0 /* seconds for what has no limit of its own */

/* A folder, and the program started in it as the first of a process group of its own. */
struct scene {
	char folder[32];
	pid_t pid;
	int feed; /* standard input, to which nothing is ever written */
};

static char program[4096], broken[4096];
static double at_once = 2; /* seconds in which a signal must have ended the program */

static int find_program(void **state)
{
	(void)state;
	const char *build = getenv("TEASEL_BUILD");
	char path[512];
	snprintf(path, sizeof(path), "%s/teasel", build ? build : "build");
	if (!realpath(path, program))
		return -1;
	snprintf(path, sizeof(path), "%s/test-plugins/broken", build ? build : "build");
	if (strstr(path, "sanitize"))
		at_once = 6;
	/* What the program leaves behind becomes a child of this process, which can tell that way. */
	return realpath(path, broken) && !prctl(PR_SET_CHILD_SUBREAPER, 1) ? 0 : -1;
}

/* ---- time ---- */

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_a_little(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
}

/* ---- files ---- */

static const char *in(const struct scene *s, const char *name, char path[64])
{
	snprintf(path, 64, "%s/%s", s->folder, name);
	return path;
}

static bool is_there(const struct scene *s, const char *name)
{
	char path[64];
	return !access(in(s, name, path), F_OK);
}

static void put(const struct scene *s, const char *name, const char *content, size_t size)
{
	char path[64];
	FILE *to = fopen(in(s, name, path), "w");
	if (!to || fwrite(content, 1, size, to) != size || fclose(to))
		fail_msg("cannot write %s", path);
}

static void put_pipeline(const struct scene *s, const char *input, const char *stages, const char *output)
{
	char yaml[512];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\ninput:\n  - text: {paths: ['%s']}\nstages: [%s]\noutput:\n  - jsonl: {path: '%s'}\n",
		 input, stages, output);
	put(s, "pipeline.yaml", yaml, strlen(yaml));
}

static int open_scene(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	char path[64];
	*state = s;
	strcpy(s->folder, "/tmp/teasel-process-XXXXXX");
	if (!mkdtemp(s->folder) || mkfifo(in(s, "never", path), 0600))
		return -1;
	s->feed = open(path, O_RDWR | O_CLOEXEC); /* holding both ends, it neither waits nor comes to an end */
	return s->feed < 0;
}

/* ---- processes ---- */

/* Waits for this process, or for any (-1), until there is none of the kind or the time is up. */
static bool ends_within(pid_t which, double seconds, int *status)
{
	for (double until = now() + seconds;;) {
		pid_t got = waitpid(which, status, WNOHANG);
		if (got > 0 && which > 0)
			return true;
		if (got < 0 && errno == ECHILD)
			return true;
		if (got == 0 && now() > until)
			return false;
		if (got == 0)
			pause_a_little();
	}
}

static int close_scene(void **state)
{
	struct scene *s = *state;
	char command[64];
	int status;
	if (s->pid > 0) {
		kill(-s->pid, SIGKILL); /* where a test has failed, its processes may be there still */
		ends_within(-1, PATIENCE, &status);
	}
	close(s->feed);
	snprintf(command, sizeof(command), "rm -rf %s", s->folder);
	free(s);
	return system(command);
}

static void become_program(const struct scene *s, int out, const char *const *args)
{
	sigset_t none;
	int err = -1;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGINT, SIG_DFL); /* a shell starts what runs in its background with SIGINT ignored */
	setpgid(0, 0);
	if (!chdir(s->folder))
		err = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (err < 0 || dup2(s->feed, 0) < 0 || dup2(out < 0 ? err : out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	execv(program, (char *const *)(uintptr_t)args);
	_exit(127);
}

/* Starts `teasel` with these words behind it; `out` is its standard output, or -1. */
static void start(struct scene *s, int out, const char *const *args)
{
	s->pid = fork();
	if (s->pid == 0)
		become_program(s, out, args);
	setpgid(s->pid, s->pid); /* both do it, so that it holds for both */
}

static void wait_for_file(const struct scene *s, const char *name)
{
	int status;
	for (double until = now() + PATIENCE; !is_there(s, name); pause_a_little())
		if (now() > until || waitpid(s->pid, &status, WNOHANG) > 0)
			fail_msg("%s did not come", name);
}

/* The program ends at once and says 75; none of its processes and nothing in the run's place is left. */
static void assert_interrupted(const struct scene *s)
{
	int status = 0;
	if (!ends_within(s->pid, at_once, &status))
		fail_msg("it goes on %g seconds after the signal", at_once);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 75)
		fail_msg("status 0x%x, not exit code 75", (unsigned)status);
	if (!ends_within(-1, PATIENCE, &status))
		fail_msg("a process of it is left");
	assert_false(is_there(s, "run.partial"));
	assert_false(is_there(s, "run"));
}

/* ---- signals ---- */

static void assert_wait_ends(struct scene *s, const char *how, int number, bool whole_group)
{
	const char *const args[] = { "teasel", "run", "pipeline.yaml", "--out", "run", how, NULL };
	put_pipeline(s, "-", "sentences", "out.jsonl");
	start(s, -1, args);
	wait_for_file(s, "run.partial/dropped.jsonl"); /* the last of its files */
	for (int i = 0; i < 10; i++) /* now it comes to read; if it is slow, the signal comes before that */
		pause_a_little();
	assert_int_equal(kill(whole_group ? -s->pid : s->pid, number), 0);
	assert_interrupted(s);
}

static void sigint_ends_the_wait_for_input(void **state)
{
	assert_wait_ends(*state, "-j2", SIGINT, false);
}

static void sigterm_ends_the_wait_for_input(void **state)
{
	assert_wait_ends(*state, "-j2", SIGTERM, false);
}

static void ctrl_c_reaches_all_processes_and_ends_the_wait(void **state)
{
	assert_wait_ends(*state, "-j2", SIGINT, true);
}

static void sigint_ends_the_wait_of_a_single_process(void **state)
{
	assert_wait_ends(*state, "--in-process", SIGINT, false);
}

static void sigterm_ends_the_wait_of_a_single_process(void **state)
{
	assert_wait_ends(*state, "--in-process", SIGTERM, false);
}

static void assert_open_ends(struct scene *s, const char *const *args)
{
	put_pipeline(s, "pipeline.yaml", "careless: {how: sleep_in_open}", "out.jsonl");
	start(s, -1, args);
	wait_for_file(s, "opening");
	assert_int_equal(kill(s->pid, SIGINT), 0);
	assert_interrupted(s);
}

static void sigint_ends_a_check_while_a_plugin_is_being_opened(void **state)
{
	assert_open_ends(*state,
			 (const char *const[]){ "teasel", "check", "pipeline.yaml", "--plugins", broken, NULL });
}

static void sigint_ends_a_run_while_a_plugin_is_being_opened(void **state)
{
	assert_open_ends(*state, (const char *const[]){ "teasel", "run", "pipeline.yaml", "--plugins", broken, "--out",
							"run", NULL });
}

/* ---- standard output ---- */

#define LONG ((size_t)1 << 20)

/* Waits until the pipe holds so much that the writer must have met its end. */
static void wait_until_full(const struct scene *s, int pipe_end, int capacity)
{
	int held = 0;
	for (double until = now() + PATIENCE; held < capacity; pause_a_little()) {
		if (ioctl(pipe_end, FIONREAD, &held) || now() > until || kill(s->pid, 0))
			fail_msg("the pipe holds %d bytes of %d", held, capacity);
	}
}

static size_t read_to_end(int from, char *to, size_t room)
{
	size_t n = 0;
	for (double until = now() + PATIENCE; n < room && now() < until;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		if (poll(&p, 1, 100) <= 0)
			continue;
		ssize_t got = read(from, to + n, room - n);
		if (got <= 0)
			return n;
		n += (size_t)got;
	}
	return n;
}

static void a_pipe_that_does_not_block_loses_nothing(void **state)
{
	struct scene *s = *state;
	int ends[2], status = 0;
	const char *const args[] = { "teasel", "run", "pipeline.yaml", "--out", "run", "--quiet", NULL };
	char *text = malloc(LONG), *got = malloc(2 * LONG), want[64];
	memset(text, 'x', LONG);
	put(s, "long.txt", text, LONG);
	put_pipeline(s, "long.txt", "", "-");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	int capacity = fcntl(ends[1], F_GETPIPE_SZ);
	start(s, ends[1], args);
	close(ends[1]);
	wait_until_full(s, ends[0], capacity);
	size_t n = read_to_end(ends[0], got, 2 * LONG), head;
	close(ends[0]);
	assert_true(ends_within(s->pid, PATIENCE, &status));
	assert_int_equal(status, 0);
	snprintf(want, sizeof(want), "{\"id\": \"long.txt\", \"text\": \"");
	head = strlen(want);
	assert_int_equal(n, head + LONG + strlen("\"}\n"));
	assert_memory_equal(got, want, head);
	assert_memory_equal(got + head, text, LONG);
	assert_memory_equal(got + head + LONG, "\"}\n", 3);
	free(text);
	free(got);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sigint_ends_the_wait_for_input),
		TEST(sigterm_ends_the_wait_for_input),
		TEST(ctrl_c_reaches_all_processes_and_ends_the_wait),
		TEST(sigint_ends_the_wait_of_a_single_process),
		TEST(sigterm_ends_the_wait_of_a_single_process),
		TEST(sigint_ends_a_check_while_a_plugin_is_being_opened),
		TEST(sigint_ends_a_run_while_a_plugin_is_being_opened),
		TEST(a_pipe_that_does_not_block_loses_nothing),
	};
	return cmocka_run_group_tests_name("test_process", tests, find_program, NULL);
}
