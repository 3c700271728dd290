/* What can be resumed, and what is said where it cannot. */
#include "resuming.h"

/* ---- what is resumed, and what is not ---- */

/* A run that was ended behind its third block or so, and what it said. */
static void stop_in_the_middle(const struct scene *s)
{
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	begin_anew(s);
	assert_int_equal(run_with_fault(s, "ENOSPC", 30, ""), 5);
	assert_true(is_there(s, "run.partial/.teasel/journal"));
}

static void assert_resume_says(const struct scene *s, int code, const char *want)
{
	assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet --resume 2>err", program), code);
	if (!strstr(output(s, "err"), want))
		fail_msg("%s\ndoes not say: %s", output(s, "err"), want);
}

static void what_is_kept_is_told(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	assert_non_null(strstr(output(s, "err"), "No space left on device\nteasel: "));
	assert_non_null(strstr(output(s, "err"), " documents are done and kept in run.partial: the same command with "
						 "--resume goes on from there\n"));
}

static void another_run_does_not_remove_it_unless_told_so(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet 2>err", program), 2);
	assert_string_equal(output(s, "err"),
			    "teasel: run.partial holds a run that was ended before its time: go on with "
			    "--resume, or begin anew with --force\n");
	assert_true(is_there(s, "run.partial/.teasel/journal"));
	assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet --force", program), 0);
	assert_whole(s);
}

static void a_changed_pipeline_is_refused(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	assert_int_equal(shell(s, "sed -i 's/sentiment/sentiment: {positive: 0.5}/' pipeline.yaml"), 0);
	assert_resume_says(s, 2,
			   "teasel: the run cannot be resumed: the pipeline `try` has changed since it was begun; "
			   "put it back as it was, or begin anew with --force\n");
	put(s, "pipeline.yaml", pipeline);
	assert_resume_says(s, 0, "");
	assert_whole(s);
}

static void a_changed_input_is_refused_by_its_name(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	put(s, "in/300.txt", "Another text.");
	assert_resume_says(s, 2, "the input `in/300.txt` has changed since it was begun");
}

static void an_input_more_is_refused(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	put(s, "in/zzz.txt", "Another text.");
	assert_resume_says(s, 2, "the input `in/zzz.txt` is new since it was begun");
}

static void a_changed_plugin_is_refused_by_its_name(void **state)
{
	struct scene *s = *state;
	assert_int_equal(shell(s, "mkdir -p -m 755 own/stages && cp %.*s/plugins/stages/tokens.so own/stages",
			       (int)(strrchr(program, '/') - program), program),
			 0);
	assert_int_equal(shell(s, "sed -i '1a plugins: [own]' pipeline.yaml"), 0);
	stop_in_the_middle(s);
	assert_int_equal(shell(s, "echo >>own/stages/tokens.so"), 0);
	assert_resume_says(s, 2, "the plugin `tokens` has changed since it was begun");
}

static void a_finished_run_has_nothing_to_resume(void **state)
{
	struct scene *s = *state;
	assert_int_equal(shell(s, "cp -r want run"), 0);
	assert_resume_says(s, 2, "teasel: the run in run is finished: there is nothing to resume\n");
	assert_whole(s);
}

static void with_nothing_to_go_on_with_it_begins(void **state)
{
	struct scene *s = *state;
	assert_resume_says(s, 0, "");
	assert_whole(s);
}

/* What the outputs lost when the machine went down is found by their sums. */
static void it_goes_on_behind_the_last_block_that_holds(void **state)
{
	struct scene *s = *state;
	stop_in_the_middle(s);
	assert_int_equal(shell(s, "truncate -s -10 run.partial/rows.csv"), 0);
	assert_resume_says(s, 0, "");
	assert_whole(s);
	stop_in_the_middle(s);
	assert_int_equal(shell(s, "printf x | dd of=run.partial/all.jsonl bs=1 seek=3 conv=notrunc 2>/dev/null"), 0);
	assert_resume_says(s, 0, "");
	assert_whole(s);
}

/* ---- interrupted while it reads a pipe ---- */

#define LINES 20000

/* Writes lines [0, n) as JSON Lines. */
static void put_lines(FILE *to, int n)
{
	for (int i = 0; i < n; i++)
		fprintf(to,
			"{\"id\": \"%d\", \"text\": \"The bridge number %d fell. Nobody was hurt, said Lund. It was "
			"awful, "
			"and nobody knew why.\"}\n",
			i, i);
	fclose(to);
}

/* Gives it the first lines, waits until a block is done, and sends the signal to all of its processes. */
static int interrupt(const struct scene *s, int number)
{
	int ends[2], status;
	char journal[128];
	struct stat st;
	snprintf(journal, sizeof(journal), "%s/run.partial/.teasel/journal", s->folder);
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		signal(SIGINT, SIG_DFL);
		dup2(ends[0], 0);
		close(ends[0]);
		close(ends[1]);
		if (chdir(s->folder) || !freopen("err", "w", stderr))
			_exit(126);
		execl(program, "teasel", "run", "lines.yaml", "--out", "run", "--quiet", "-j2", (char *)NULL);
		_exit(127);
	}
	setpgid(pid, pid);
	close(ends[0]);
	FILE *to = fdopen(dup(ends[1]), "w");
	put_lines(to, LINES / 2);
	for (int i = 0; i < 1000 && (stat(journal, &st) || !st.st_size); i++)
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	kill(-pid, number);
	waitpid(pid, &status, 0);
	close(ends[1]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void put_lines_pipeline(const struct scene *s)
{
	char path[128];
	put(s, "lines.yaml",
	    "teasel: 1\ninput:\n  - jsonl: {paths: ['-']}\nstages: [sentences, sentiment: {mode: vader}]\n"
	    "output:\n  - jsonl: {path: all.jsonl}\n");
	snprintf(path, sizeof(path), "%s/lines.jsonl", s->folder);
	put_lines(fopen(path, "w"), LINES);
	assert_int_equal(shell(s, "rm -rf want && %s run lines.yaml --out want --quiet <lines.jsonl", program), 0);
}

static void interrupted_by(struct scene *s, int number)
{
	put_lines_pipeline(s);
	assert_int_equal(interrupt(s, number), 75);
	assert_non_null(strstr(output(s, "err"), "teasel: interrupted\nteasel: "));
	assert_non_null(strstr(output(s, "err"), "with --resume goes on from there\n"));
	assert_string_equal(output(s, "run.partial/failed.jsonl"), "");
	assert_int_equal(shell(s, "%s run lines.yaml --out run --quiet --resume <lines.jsonl", program), 0);
	assert_whole(s);
}

static void ctrl_c_can_be_resumed_and_blames_no_document(void **state)
{
	interrupted_by(*state, SIGINT);
}

static void sigterm_can_be_resumed_and_blames_no_document(void **state)
{
	interrupted_by(*state, SIGTERM);
}

static void a_closed_terminal_can_be_resumed(void **state)
{
	interrupted_by(*state, SIGHUP);
}

static void a_pipe_that_brings_other_bytes_is_refused(void **state)
{
	struct scene *s = *state;
	put_lines_pipeline(s);
	assert_int_equal(interrupt(s, SIGINT), 75);
	assert_int_equal(
		shell(s, "sed 2s/fell/rose/ lines.jsonl | %s run lines.yaml --out run --quiet --resume 2>err", program),
		5);
	assert_int_equal(
		shell(s, "head -n 3 lines.jsonl | %s run lines.yaml --out run --quiet --resume 2>err", program), 5);
	assert_non_null(
		strstr(output(s, "err"), "teasel: standard input does not bring what the run has read of it before: "));
	assert_int_equal(shell(s, "%s run lines.yaml --out run --quiet --resume <lines.jsonl", program), 0);
	assert_whole(s);
}

/* ---- inputs that are cut into records ---- */

static void an_input_that_cannot_be_read_in_the_middle_is_named(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	put_lines_pipeline(s);
	assert_int_equal(
		shell(s, "LD_PRELOAD=%s TEASEL_FAULT=read:7 %s run lines.yaml --out run --quiet -j2 <lines.jsonl 2>err",
		      library, program),
		5);
	assert_non_null(strstr(output(s, "err"),
			       "teasel: cannot read the input stdin behind byte 1572864: Input/output error\n"));
	assert_false(is_there(s, "run"));
	assert_int_equal(shell(s, "%s run lines.yaml --out run --quiet --resume <lines.jsonl", program), 0);
	assert_whole(s);
}

/* A block in the middle needs the header at the front, and a packed file cannot be entered there. */
static void a_packed_table_is_gone_on_with(void **state)
{
	struct scene *s = *state;
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer wants to be loaded first */
	put(s, "pipeline.yaml",
	    "teasel: 1\ninput:\n  - csv: {paths: [rows.csv.gz]}\nstages: [sentences]\noutput:\n"
	    "  - jsonl: {path: all.jsonl}\n");
	assert_int_equal(
		shell(s, "(echo text,id; seq 200000 | sed 's/.*/\"It rained & times.\",&/') | gzip -n >rows.csv.gz"),
		0);
	assert_int_equal(shell(s, "rm -rf want && %s run pipeline.yaml --out want --quiet", program), 0);
	assert_int_equal(run_with_fault(s, "ENOSPC", 200, ""), 5);
	assert_true(is_there(s, "run.partial/.teasel/journal"));
	assert_resume_says(s, 0, "");
	assert_whole(s);
}

/* ---- no room left ---- */

/* A file system of one mebibyte, in which there is more room before the run goes on. */
static void a_full_disk_can_be_gone_on_with_once_there_is_room(void **state)
{
	struct scene *s = *state;
	if (shell(s, "unshare -rm true 2>/dev/null"))
		skip(); /* there may be no file system of one's own here */
	put_lines_pipeline(s);
	int code = shell(
		s,
		"mkdir disk && unshare -rm sh -c '"
		"mount -t tmpfs -o size=1m none disk || exit 90; "
		"%s run lines.yaml --out disk/run --quiet <lines.jsonl 2>err; [ $? = 5 ] || exit 91; "
		"[ ! -e disk/run ] || exit 92; mount -o remount,size=64m disk || exit 93; "
		"%s run lines.yaml --out disk/run --quiet --resume <lines.jsonl || exit 94; cp -r disk/run run'",
		program, program);
	if (code == 90)
		skip(); /* nor may one be mounted */
	assert_int_equal(code, 0);
	assert_non_null(strstr(output(s, "err"), "No space left on device\n"));
	assert_whole(s);
}

static void a_full_device_is_told(void **state)
{
	struct scene *s = *state;
	assert_int_equal(shell(s, "sed -i 's/path: all.jsonl/path: \"-\"/' pipeline.yaml"), 0);
	assert_int_equal(shell(s, "%s run pipeline.yaml --out run --quiet >/dev/full 2>err", program), 5);
	assert_string_equal(output(s, "err"), "teasel: cannot write standard output: No space left on device\n");
	assert_false(is_there(s, "run"));
	assert_false(is_there(s, "run.partial"));
}

static void a_reader_that_goes_away_ends_the_run(void **state)
{
	struct scene *s = *state;
	put_lines_pipeline(s);
	assert_int_equal(shell(s, "sed -i 's/path: all.jsonl/path: \"-\"/' lines.yaml"), 0);
	assert_int_equal(shell(s, "(%s run lines.yaml <lines.jsonl 2>err; echo $? >code) | head -n 1 >first", program),
			 0);
	assert_string_equal(output(s, "code"), "5\n");
	assert_string_equal(output(s, "err"), "teasel: cannot write standard output: Broken pipe\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_kept_is_told),
		TEST(another_run_does_not_remove_it_unless_told_so),
		TEST(a_changed_pipeline_is_refused),
		TEST(a_changed_input_is_refused_by_its_name),
		TEST(an_input_more_is_refused),
		TEST(a_changed_plugin_is_refused_by_its_name),
		TEST(a_finished_run_has_nothing_to_resume),
		TEST(with_nothing_to_go_on_with_it_begins),
		TEST(it_goes_on_behind_the_last_block_that_holds),
		TEST(ctrl_c_can_be_resumed_and_blames_no_document),
		TEST(sigterm_can_be_resumed_and_blames_no_document),
		TEST(a_closed_terminal_can_be_resumed),
		TEST(a_pipe_that_brings_other_bytes_is_refused),
		TEST(an_input_that_cannot_be_read_in_the_middle_is_named),
		TEST(a_packed_table_is_gone_on_with),
		TEST(a_full_disk_can_be_gone_on_with_once_there_is_room),
		TEST(a_full_device_is_told),
		TEST(a_reader_that_goes_away_ends_the_run),
	};
	return cmocka_run_group_tests_name("test_resume", tests, find_faults, NULL);
}
