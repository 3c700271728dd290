/* What signals do to the processes of a run, and what becomes of it where a standard stream is of an unusual kind. */
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
	int streams[3]; /* what it gets as its standard ones, or -1 for a closed one */
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
	/* Holding both ends, standard input neither brings anything nor comes to an end. */
	s->streams[0] = open(path, O_RDWR | O_CLOEXEC);
	s->streams[1] = open(in(s, "out", path), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	s->streams[2] = open(in(s, "err", path), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	put(s, "one.txt", "One text.", 9);
	return s->streams[0] < 0 || s->streams[1] < 0 || s->streams[2] < 0;
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

static void replace_stream(struct scene *s, int which, int by)
{
	if (s->streams[which] >= 0)
		close(s->streams[which]);
	s->streams[which] = by;
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
	for (int i = 0; i < 3; i++)
		replace_stream(s, i, -1);
	snprintf(command, sizeof(command), "rm -rf %s", s->folder);
	free(s);
	return system(command);
}

static void become_program(const struct scene *s, const char *const *args)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGINT, SIG_DFL); /* a shell starts what runs in its background with SIGINT ignored */
	setpgid(0, 0);
	for (int i = 0; i < 3; i++)
		if (s->streams[i] < 0)
			close(i);
		else if (dup2(s->streams[i], i) < 0)
			_exit(126);
	if (!chdir(s->folder))
		execv(program, (char *const *)(uintptr_t)args);
	_exit(127);
}

static void start(struct scene *s, const char *const *args)
{
	s->pid = fork();
	if (s->pid == 0)
		become_program(s, args);
	setpgid(s->pid, s->pid); /* both do it, so that it holds for both */
}

/* It ends in time, and so do all of its processes; returns its exit code, or -N for signal N. */
static int exit_within(struct scene *s, double seconds)
{
	int status = 0;
	if (!ends_within(s->pid, seconds, &status))
		fail_msg("it still goes on after %g seconds", seconds);
	if (!ends_within(-1, PATIENCE, &(int){ 0 }))
		fail_msg("a process of it is left");
	s->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void wait_for_file(const struct scene *s, const char *name)
{
	int status;
	for (double until = now() + PATIENCE; !is_there(s, name); pause_a_little())
		if (now() > until || waitpid(s->pid, &status, WNOHANG) > 0)
			fail_msg("%s did not come", name);
}

static void assert_interrupted(struct scene *s)
{
	assert_int_equal(exit_within(s, at_once), 75);
	assert_false(is_there(s, "run.partial"));
	assert_false(is_there(s, "run"));
}

/* ---- signals ---- */

static const char *const run_it[] = { "teasel", "run", "pipeline.yaml", "--out", "run", "--quiet", NULL };

/* Sends a signal to a run that waits for its input; to all its processes, or the first. */
static void interrupt_wait(struct scene *s, const char *how, int number, bool all)
{
	const char *const args[] = { "teasel", "run", "pipeline.yaml", "--out", "run", how, NULL };
	put_pipeline(s, "-", "sentences", "out.jsonl");
	start(s, args);
	wait_for_file(s, "run.partial/dropped.jsonl"); /* the last of its files */
	for (int i = 0; i < 10; i++) /* now it comes to read; if it is slow, the signal comes before that */
		pause_a_little();
	assert_int_equal(kill(all ? -s->pid : s->pid, number), 0);
}

static void sigint_ends_the_wait_for_input(void **state)
{
	interrupt_wait(*state, "-j2", SIGINT, false);
	assert_interrupted(*state);
}

static void sigterm_ends_the_wait_for_input(void **state)
{
	interrupt_wait(*state, "-j2", SIGTERM, false);
	assert_interrupted(*state);
}

static void ctrl_c_reaches_all_processes_and_ends_the_wait(void **state)
{
	interrupt_wait(*state, "-j2", SIGINT, true);
	assert_interrupted(*state);
}

/* What it leaves is cleared up by the next run. */
static void a_single_process_is_left_to_the_signal_as_any_program(void **state)
{
	struct scene *s = *state;
	interrupt_wait(s, "--in-process", SIGINT, false);
	assert_int_equal(exit_within(s, at_once), -SIGINT);
	assert_false(is_there(s, "run"));
	put_pipeline(s, "one.txt", "sentences", "out.jsonl");
	start(s, run_it);
	assert_int_equal(exit_within(s, PATIENCE), 0);
	assert_true(is_there(s, "run/manifest.json"));
	assert_false(is_there(s, "run.partial"));
}

static void assert_open_ends(struct scene *s, const char *const *args)
{
	put_pipeline(s, "one.txt", "careless: {how: sleep_in_open}", "out.jsonl");
	start(s, args);
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

#define TWO_OUTPUTS \
	"teasel: 1\ninput:\n  - text: {paths: [one.txt]}\noutput:\n  - jsonl: {path: '-'}\n  - csv: {path: all.csv}\n"
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
	int ends[2];
	char *text = malloc(LONG), *got = malloc(2 * LONG), want[64];
	memset(text, 'x', LONG);
	put(s, "long.txt", text, LONG);
	put_pipeline(s, "long.txt", "", "-");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	int capacity = fcntl(ends[1], F_GETPIPE_SZ);
	replace_stream(s, 1, ends[1]);
	start(s, run_it);
	replace_stream(s, 1, -1);
	wait_until_full(s, ends[0], capacity);
	size_t n = read_to_end(ends[0], got, 2 * LONG), head;
	close(ends[0]);
	assert_int_equal(exit_within(s, PATIENCE), 0);
	snprintf(want, sizeof(want), "{\"id\": \"long.txt\", \"text\": \"");
	head = strlen(want);
	assert_int_equal(n, head + LONG + strlen("\"}\n"));
	assert_memory_equal(got, want, head);
	assert_memory_equal(got + head, text, LONG);
	assert_memory_equal(got + head + LONG, "\"}\n", 3);
	free(text);
	free(got);
}

static void assert_holds(const struct scene *s, const char *name, const char *content)
{
	char path[64], got[512];
	FILE *from = fopen(in(s, name, path), "r");
	if (!from)
		fail_msg("there is no %s", name);
	got[fread(got, 1, sizeof(got) - 1, from)] = 0;
	fclose(from);
	assert_string_equal(got, content);
}

static void nothing_takes_the_place_of_a_closed_standard_output(void **state)
{
	struct scene *s = *state;
	put(s, "pipeline.yaml", TWO_OUTPUTS, strlen(TWO_OUTPUTS));
	replace_stream(s, 1, -1);
	start(s, run_it);
	assert_int_equal(exit_within(s, PATIENCE), 5);
	assert_false(is_there(s, "run"));
	assert_false(is_there(s, "run.partial"));
	assert_holds(s, "one.txt", "One text.");
	assert_holds(s, "err", "teasel: cannot write standard output: Bad file descriptor\n");
}

static void no_message_goes_into_an_output_where_all_streams_are_closed(void **state)
{
	struct scene *s = *state;
	put_pipeline(s, "one.txt", "", "out.jsonl");
	for (int i = 0; i < 3; i++)
		replace_stream(s, i, -1);
	start(s, (const char *const[]){ "teasel", "run", "pipeline.yaml", "--out", "run", NULL });
	assert_int_equal(exit_within(s, PATIENCE), 0);
	assert_holds(s, "run/out.jsonl", "{\"id\": \"one.txt\", \"text\": \"One text.\"}\n");
	assert_holds(s, "run/failed.jsonl", "");
	assert_holds(s, "run/dropped.jsonl", "");
}

/* The device takes nothing; that is told. */
static void a_list_that_cannot_be_printed_is_no_success(void **state)
{
	struct scene *s = *state;
	replace_stream(s, 1, open("/dev/full", O_WRONLY | O_CLOEXEC));
	start(s, (const char *const[]){ "teasel", "list", NULL });
	assert_int_equal(exit_within(s, PATIENCE), 5);
	assert_holds(s, "err", "teasel: cannot write standard output: No space left on device\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sigint_ends_the_wait_for_input),
		TEST(sigterm_ends_the_wait_for_input),
		TEST(ctrl_c_reaches_all_processes_and_ends_the_wait),
		TEST(a_single_process_is_left_to_the_signal_as_any_program),
		TEST(sigint_ends_a_check_while_a_plugin_is_being_opened),
		TEST(sigint_ends_a_run_while_a_plugin_is_being_opened),
		TEST(a_pipe_that_does_not_block_loses_nothing),
		TEST(nothing_takes_the_place_of_a_closed_standard_output),
		TEST(no_message_goes_into_an_output_where_all_streams_are_closed),
		TEST(a_list_that_cannot_be_printed_is_no_success),
	};
	return cmocka_run_group_tests_name("test_process", tests, find_program, NULL);
}
