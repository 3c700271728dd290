/*
 * An allocation that fails, any one, of whatever process, in the program, a plugin or a library: the run says so and
 * publishes nothing, or loses documents that failed.jsonl names, or does without. No process crashes, nothing is half
 * written, and nothing is held that a run without a failure would not hold.
 *
 * TEASEL_MEMORY=all fails every allocation in turn; without it, some twenty of each kind of process.
 */
#include "scene.h"

#include "faults/memory_mark.h"

#include <fcntl.h>
#include <sys/mman.h>

#define SOME 20 /* failures of each kind of process, unless all are wanted */

struct input {
	const char *name, *content;
};

/* One pipeline, what it reads, and how to print one line for each document that it kept, and that failed. */
struct job {
	const char *name, *pipeline, *kept, *failed;
	struct input inputs[6];
};

static const struct job jobs[] = {
	{ .name = "news",
	  .pipeline = "teasel: 1\nname: news\ninput:\n  - jsonl: {paths: [in.jsonl], keep: [outlet]}\n"
		      "stages:\n  - boilerplate\n  - sentences\n  - tokens\n"
		      "  - mentions: {targets: {Lund: [Mayor Lund], Norby: []}, pronouns: true}\n"
		      "  - quotes\n  - sentiment\n  - stance\n"
		      "output:\n  - jsonl: {path: documents.jsonl}\n"
		      "  - csv: {path: stances.csv, table: stances, with: [outlet]}\n  - report: {path: report.txt}\n",
	  .kept = "cat documents.jsonl",
	  .failed = "cat failed.jsonl",
	  .inputs = { { "in.jsonl",
			"{\"id\": \"a\", \"outlet\": \"Herald\", \"text\": \"The bridge fell on Monday. \\\"It was an "
			"awful sight,\\\" Mayor Lund said. Norby has praised her since.\\n\\nHeader Ads\\n\"}\n"
			"{\"id\": \"b\", \"outlet\": \"Post\", \"text\": \"Norby lost again. Nobody in the town hall "
			"was surprised; she called it \\u201ca disgrace\\u201d.\\n\\nNo comments:\\n\"}\n"
			"{\"id\": \"c\", \"outlet\": null, \"text\": \"\"}\n"
			"{\"id\": \"d\", \"outlet\": \"Post\", \"text\": \"Mayor Lund said the works would be done by "
			"spring. She was pleased.\"}\n" } } },
	{ .name = "comments",
	  .pipeline = "teasel: 1\nname: comments\ninput:\n"
		      "  - csv: {paths: [in.csv], keep: [rating], meta: {file: sites.jsonl, key: id}}\n"
		      "stages:\n  - sentiment: {mode: vader}\n"
		      "output:\n  - csv: {path: scores.csv, text: true, with: [site, rating]}\n",
	  .kept = "tail -n +2 scores.csv",
	  .failed = "sed '/\"byte\": 0,/d' failed.jsonl", /* a file's first row is a record, and no document */
	  .inputs = { { "in.csv", "id,text,rating\n1,\"Not bad, I liked it!\",4\n2,Awful :(,1\n"
				  "3,\"so-so, but the \"\"end\"\" was good\",3\n" },
		      { "sites.jsonl",
			"{\"id\": \"1\", \"site\": \"north\"}\n{\"id\": \"3\", \"site\": \"south\"}\n" } } },
	{ .name = "pages",
	  .pipeline = "teasel: 1\nname: pages\ninput:\n  - text: {paths: ['{site}-*.txt']}\n"
		      "stages:\n  - normalize\n  - boilerplate\n  - quality: {action: mark}\n"
		      "output:\n  - jsonl: {path: documents.jsonl.gz}\n  - csv: {path: documents.csv.zst}\n",
	  .kept = "zcat documents.jsonl.gz",
	  .failed = "cat failed.jsonl",
	  .inputs = { { "a-1.txt", "Home\nAbout\nThe ﬁrst ferry of the year left the harbour at noon.\nShare this:\n" },
		      { "a-2.txt", "It rained. It rained. It rained. It rained.\nPowered by Blogger.\n" },
		      { "b-1.txt", "" },
		      { "b-2.txt", "The café closes at ten, and the last guests leave by the garden door.\n" } } },
};

/* ---- a folder with the job, and the run as it should be ---- */

struct trial {
	struct scene in;
	const struct job *job;
	struct memory_mark *mark;
};

static bool map_mark(struct trial *t)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/mark", t->in.folder);
	int fd = open(path, O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, sizeof(*t->mark)))
		return false;
	t->mark = mmap(NULL, sizeof(*t->mark), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return t->mark != MAP_FAILED;
}

static int open_scene(void **state, const struct job *job)
{
	struct trial *t = calloc(1, sizeof(*t));
	*state = t;
	t->job = job;
	if (!scene_open(&t->in) || !map_mark(t))
		return -1;
	put(&t->in, "pipeline.yaml", job->pipeline);
	for (const struct input *i = job->inputs; i->name; i++)
		put(&t->in, i->name, i->content);
	return shell(&t->in, "%s run pipeline.yaml --out want --quiet 2>/dev/null && cd want && %s | sort >../all",
		     program, job->kept);
}

static int open_news(void **state)
{
	return open_scene(state, &jobs[0]);
}

static int open_comments(void **state)
{
	return open_scene(state, &jobs[1]);
}

static int open_pages(void **state)
{
	return open_scene(state, &jobs[2]);
}

static int close_scene(void **state)
{
	struct trial *t = *state;
	int code = scene_close(&t->in);
	munmap(t->mark, sizeof(*t->mark));
	free(t);
	return code;
}

static int find_faults(void **state)
{
	(void)state;
	return find_program("memory.so");
}

/* ---- runs in which allocations fail ---- */

/* Which process, and how the run is made so that it is there. */
struct where {
	const char *role, *flags;
	enum memory_role counted;
};

static int run_with(const struct trial *t, const struct where *w, long n, bool and_all_behind)
{
	memset(t->mark, 0, sizeof(*t->mark));
	return shell(&t->in,
		     "rm -rf run run.partial; timeout -s KILL 20 env LD_PRELOAD=%s TEASEL_MEMORY_FAULT=%s:%ld%s "
		     "TEASEL_MEMORY_MARK=mark %s run pipeline.yaml --out run --quiet %s 2>err",
		     library, w->role, n, and_all_behind ? "+" : "", program, w->flags);
}

static bool says_memory(const struct trial *t)
{
	const char *said = output(&t->in, "err");
	return strstr(said, "memory") != NULL;
}

/* Documents that failed are named with memory as the cause, the others are as they should be, and none is lost. */
static const char *judge_partial(const struct trial *t)
{
	if (shell(&t->in, "cd run && { %s; } | sort >../kept && cd .. && ! comm -23 kept all | grep -q .",
		  t->job->kept))
		return "a document that is not as it should be";
	if (shell(&t->in, "test $( (cat kept; cd run; %s) | wc -l) -eq $(wc -l <all)", t->job->failed))
		return "a document is lost or there twice";
	if (shell(&t->in, "! grep -v '\"cause\": \"[^\"]*memory' run/failed.jsonl >/dev/null"))
		return "a document failed for another cause";
	return NULL;
}

/* What is wrong with a run that ended with that code, or NULL. */
static const char *judge(const struct trial *t, int code, long live)
{
	if (code == 128 + 9)
		return "it hangs";
	if (t->mark->crashed)
		return "a process crashed";
	if (code != 0 && code != 2 && code != 3 && code != 5)
		return "an exit code for something else";
	if (t->mark->ended && t->mark->live > live)
		return "blocks are leaked";
	if (code == 3)
		return judge_partial(t);
	if (code && !says_memory(t))
		return "no word of memory";
	if (code && !shell(&t->in, "test -e run") &&
	    shell(&t->in, "diff -r -x manifest.json -x .teasel want run >/dev/null"))
		return "half a run is published";
	if (code && shell(&t->in, "rm -rf run; %s run pipeline.yaml --out run --quiet --resume 2>/dev/null", program))
		return "it cannot be resumed";
	return shell(&t->in, "diff -r -x manifest.json -x .teasel want run >/dev/null") ? "other bytes" : NULL;
}

static int fail_in_turn(const struct trial *t, const struct where *w, bool and_all_behind)
{
	const char *wanted = getenv("TEASEL_MEMORY");
	bool all = wanted && !strcmp(wanted, "all");
	int wrong = 0;
	assert_int_equal(run_with(t, w, 0, false), 0);
	long live = t->mark->live, last = t->mark->counted[w->counted], step = all ? 1 : last / SOME + 1;
	assert_true(last > 0);
	for (long n = 1 + (and_all_behind ? step / 2 : 0); n <= last; n += step) {
		int code = run_with(t, w, n, and_all_behind);
		const char *what = judge(t, code, live);
		if (!what)
			continue;
		print_error("%s, %s, allocation %ld of %ld%s: %s; exit code %d, signal %ld, %ld blocks for %ld, %s\n",
			    t->job->name, w->role, n, last, and_all_behind ? " and all behind" : "", what, code,
			    t->mark->crashed, t->mark->live, live, output(&t->in, "err"));
		wrong++;
	}
	return wrong;
}

static void fail_everywhere(const struct trial *t, const struct where *w)
{
	if (strstr(program, "sanitize"))
		skip(); /* AddressSanitizer has an allocator of its own */
	int wrong = fail_in_turn(t, w, false) + fail_in_turn(t, w, true);
	assert_int_equal(wrong, 0);
}

static void in_one_process(void **state)
{
	fail_everywhere(*state, &(struct where){ "main", "--in-process", MEMORY_MAIN });
}

static void in_the_coordinator(void **state)
{
	fail_everywhere(*state, &(struct where){ "main", "-j2", MEMORY_MAIN });
}

static void in_the_process_that_holds_the_plugins(void **state)
{
	fail_everywhere(*state, &(struct where){ "zygote", "-j2", MEMORY_ZYGOTE });
}

static void in_the_process_that_reads_the_input(void **state)
{
	fail_everywhere(*state, &(struct where){ "feeder", "-j1", MEMORY_FEEDER });
}

static void in_a_worker(void **state)
{
	fail_everywhere(*state, &(struct where){ "worker", "-j1", MEMORY_WORKER });
}

#define IN_ALL_PROCESSES(job)                                                                                       \
	{ #job "_in_one_process", in_one_process, open_##job, close_scene, NULL },                                  \
		{ #job "_in_the_coordinator", in_the_coordinator, open_##job, close_scene, NULL },                  \
		{ #job "_in_the_process_that_holds_the_plugins", in_the_process_that_holds_the_plugins, open_##job, \
		  close_scene, NULL },                                                                              \
		{ #job "_in_the_process_that_reads_the_input", in_the_process_that_reads_the_input, open_##job,     \
		  close_scene, NULL },                                                                              \
	{                                                                                                           \
#job "_in_a_worker", in_a_worker, open_##job, close_scene, NULL                                     \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ALL_PROCESSES(news),
		IN_ALL_PROCESSES(comments),
		IN_ALL_PROCESSES(pages),
	};
	return cmocka_run_group_tests(tests, find_faults, NULL);
}
