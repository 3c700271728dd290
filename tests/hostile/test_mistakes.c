/* Mistakes that people make in pipelines, flags and folders: each is told, and nothing of theirs is lost by it. */
#include "scene.h"

/* ---- a folder of one's own, and a shell in it ---- */

/* Scripts run in FOLDER/here, with $TEASEL (ended after 20 seconds), $PROGRAM (without that) and $PLUGINS. */
struct mistake {
	struct scene in;
	int exit;
	char out[8192], err[8192];
};

static void read_into(const struct mistake *s, const char *name, char *to, size_t size)
{
	snprintf(to, size, "%s", output(&s->in, name));
}

static void try(struct mistake *s, const char *script)
{
	s->exit = shell(&s->in, "cd here && {\n%s\n} </dev/null >../out 2>../err", script);
	read_into(s, "out", s->out, sizeof(s->out));
	read_into(s, "err", s->err, sizeof(s->err));
}

static void put_here(const struct mistake *s, const char *name, const char *content)
{
	char path[128];
	snprintf(path, sizeof(path), "here/%s", name);
	put(&s->in, path, content);
}

static void put_pipeline(const struct mistake *s, const char *input, const char *stages, const char *output)
{
	char yaml[2048];
	snprintf(yaml, sizeof(yaml), "teasel: 1\ninput:\n  - %s\nstages: %s\noutput:\n  - %s\n", input, stages, output);
	put_here(s, "pipeline.yaml", yaml);
}

#define TEXTS "text: {paths: [in]}"
#define LINES "jsonl: {path: out.jsonl}"

static int open_scene(void **state)
{
	struct mistake *s = calloc(1, sizeof(*s));
	*state = s;
	if (!scene_open(&s->in) || shell(&s->in, "mkdir -p here/in && printf 'One text.' >here/in/a.txt"))
		return -1;
	put_pipeline(s, TEXTS, "[]", LINES);
	return 0;
}

static int close_scene(void **state)
{
	struct mistake *s = *state;
	int code = scene_close(&s->in);
	free(s);
	return code;
}

static int find_folders(void **state)
{
	(void)state;
	const char *build = getenv("TEASEL_BUILD");
	char *folder = realpath(build ? build : "build", NULL), value[4200];
	if (!folder)
		return -1;
	snprintf(value, sizeof(value), "%s/teasel", folder);
	setenv("PROGRAM", value, 1);
	snprintf(value, sizeof(value), "timeout 20 %s/teasel", folder);
	setenv("TEASEL", value, 1);
	snprintf(value, sizeof(value), "%s/test-plugins/broken", folder);
	setenv("PLUGINS", value, 1);
	free(folder);
	return 0;
}

static void assert_says(const struct mistake *s, const char *words)
{
	if (!strstr(s->err, words))
		fail_msg("exit %d\n%s%s\ndoes not say\n%s", s->exit, s->out, s->err, words);
}

static void assert_never_says(const struct mistake *s, const char *words)
{
	if (strstr(s->err, words))
		fail_msg("exit %d\n%s\nsays\n%s", s->exit, s->err, words);
}

static void assert_exit(const struct mistake *s, int code)
{
	if (s->exit != code)
		fail_msg("exit %d, not %d\n%s%s", s->exit, code, s->out, s->err);
}

/* The pipeline with these stages is refused by `check`, and the message has these words. */
static void assert_refused(struct mistake *s, const char *stages, const char *words)
{
	put_pipeline(s, TEXTS, stages, LINES);
	try(s, "$TEASEL check pipeline.yaml");
	assert_exit(s, 2);
	assert_says(s, words);
	assert_never_says(s, "(null)");
}

/* ---- as ---- */

static void a_renamed_column_stays_in_its_table(void **state)
{
	struct mistake *s = *state;
	assert_refused(s, "[sentences, sentiment: {as: {sentences.sentiment: documents.tone}}]",
		       "leaves a column in its table");
	assert_says(s, "documents.tone");
}

static void a_renamed_field_must_be_one_of_the_stage(void **state)
{
	struct mistake *s = *state;
	assert_refused(s, "[sentences: {as: {sentense: lines}}]", "did you mean `sentences`?");
	assert_says(s, "`sentense`");
	assert_refused(s, "[sentences: {as: {zebra: lines}}]", "`zebra`");
	assert_never_says(s, "did you mean");
}

static void a_table_cannot_be_renamed_to_documents(void **state)
{
	assert_refused(*state, "[tokens: {as: {tokens: documents}}]", "documents");
}

static void what_is_renamed_rightly_passes(void **state)
{
	struct mistake *s = *state;
	put_pipeline(s, TEXTS,
		     "\n  - tokens\n  - sentences: {as: {sentences: lines}}\n"
		     "  - sentiment: {as: {sentences: lines, sentences.sentiment: tone, documents.sentiment: mood}}",
		     "jsonl: {path: '-'}");
	try(s, "$TEASEL run pipeline.yaml --quiet");
	assert_exit(s, 0);
	assert_non_null(strstr(s->out, "\"mood\": "));
	assert_non_null(strstr(s->out, "\"lines\": [{\"begin\": 0, \"end\": 9, \"tone\": "));
}

/* ---- fields ---- */

static void a_type_that_keep_does_not_know_is_told(void **state)
{
	struct mistake *s = *state;
	put_here(s, "in.jsonl", "{\"id\": \"a\", \"text\": \"One text.\", \"n\": 1, \"o\": 2}\n");
	put_pipeline(s, "jsonl: {paths: [in.jsonl], keep: [\"n:bogus\", o]}", "[]", LINES);
	try(s, "$TEASEL check pipeline.yaml");
	assert_exit(s, 2);
	assert_says(s, "bogus");
	assert_never_says(s, "broke down");
}

static void the_table_of_what_was_removed_is_not_to_be_brought(void **state)
{
	static const char *const brought[] = { "keep: [removed]", "layers: {removed: removed}" };
	struct mistake *s = *state;
	put_here(s, "in.jsonl", "{\"id\": \"a\", \"text\": \"One text.\", \"removed\": []}\n");
	for (size_t i = 0; i < sizeof(brought) / sizeof(*brought); i++) {
		char input[128];
		snprintf(input, sizeof(input), "jsonl: {paths: [in.jsonl], %s}", brought[i]);
		put_pipeline(s, input, "[boilerplate]", LINES);
		try(s, "$TEASEL check pipeline.yaml");
		assert_exit(s, 2);
		assert_says(s, "removed");
		assert_never_says(s, "broke down");
	}
}

/* ---- advice ---- */

static void advice_on_a_list_in_one_line_names_the_steps(void **state)
{
	struct mistake *s = *state;
	assert_refused(s, "[sentences, boilerplate]", "put `boilerplate` before `sentences`");
	assert_never_says(s, "line 4");
	assert_refused(s, "[sentences, tokens, stance, mentions: {targets: [A]}]", "put `mentions` before `stance`");
	assert_never_says(s, "line 4");
	assert_refused(s, "[stance]", "`mentions`");
	assert_never_says(s, "line 4");
}

/* ---- flags ---- */

static void a_flag_that_is_on_or_off_takes_no_value(void **state)
{
	struct mistake *s = *state;
	static const char *const scripts[] = { "$TEASEL run pipeline.yaml --force=no",
					       "$TEASEL run pipeline.yaml --quiet=no",
					       "$TEASEL check --quiet=no pipeline.yaml" };
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		try(s, scripts[i]);
		assert_exit(s, 2);
		assert_says(s, "takes no value");
	}
	try(s, "ls out");
	assert_exit(s, 2); /* nothing ran */
}

static void a_run_needs_a_folder_with_a_name(void **state)
{
	struct mistake *s = *state;
	static const char *const scripts[] = { "$TEASEL run ../pipeline.yaml --out ''",
					       "$TEASEL run ../pipeline.yaml --out .",
					       "$TEASEL run ../pipeline.yaml --out ./",
					       "$TEASEL run ../pipeline.yaml --out sub/.." };
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
		char script[256];
		snprintf(script, sizeof(script), "mkdir -p empty; cd empty; %s; code=$?; ls -A . ..; exit $code",
			 scripts[i]);
		try(s, script);
		assert_exit(s, 2);
		assert_string_equal(s->out, ".:\n\n..:\nempty\nin\npipeline.yaml\n"); /* nothing came to be */
	}
}

/* ---- what is the user's own stays ---- */

static void a_partial_folder_of_the_users_own_stays(void **state)
{
	struct mistake *s = *state;
	try(s, "mkdir thesis.partial; echo Mine. >thesis.partial/draft.txt; $TEASEL run pipeline.yaml --out thesis");
	if (s->exit != 2 && s->exit != 5)
		fail_msg("exit %d\n%s", s->exit, s->err);
	assert_says(s, "thesis.partial");
	try(s, "cat thesis.partial/draft.txt; ls");
	assert_string_equal(s->out, "Mine.\nin\npipeline.yaml\nthesis.partial\n");
}

static void what_a_killed_run_left_is_replaced(void **state)
{
	struct mistake *s = *state;
	put_here(s, "waits.yaml", "teasel: 1\ninput:\n  - text: {paths: ['-']}\noutput:\n  - " LINES "\n");
	try(s, "mkfifo never; exec 3<>never\n"
	       "$PROGRAM run waits.yaml --out thesis -j 1 <never & run=$!\n"
	       "for i in $(seq 400); do [ -e thesis.partial/dropped.jsonl ] && break; sleep 0.025; done\n"
	       "kill -9 $run; wait $run; ls thesis.partial; exit $?");
	assert_exit(s, 0);
	assert_string_equal(s->out, "dropped.jsonl\nfailed.jsonl\nout.jsonl\n");
	try(s, "$TEASEL run pipeline.yaml --out thesis --quiet; code=$?; ls -d thesis*; ls -A thesis; exit $code");
	assert_exit(s, 0);
	assert_string_equal(s->out, "thesis\ndropped.jsonl\nfailed.jsonl\nmanifest.json\nout.jsonl\n");
}

static void force_replaces_a_run_but_nothing_that_only_looks_like_one(void **state)
{
	struct mistake *s = *state;
	try(s, "$TEASEL run pipeline.yaml --out run --quiet && touch run/old &&\n"
	       "$TEASEL run pipeline.yaml --out run --quiet --force && ls run");
	assert_exit(s, 0);
	assert_string_equal(s->out, "dropped.jsonl\nfailed.jsonl\nmanifest.json\nout.jsonl\n");
	try(s, "mkdir addon; echo '{\"name\": \"extension\"}' >addon/manifest.json; echo code >addon/back.js\n"
	       "$TEASEL run pipeline.yaml --out addon --force");
	assert_exit(s, 2);
	assert_says(s, "addon");
	try(s, "cat addon/*");
	assert_string_equal(s->out, "code\n{\"name\": \"extension\"}\n");
}

/* ---- plugins ---- */

static void a_stage_does_not_hide_a_reader_of_its_name(void **state)
{
	struct mistake *s = *state;
	put_here(s, "pipeline.yaml",
		 "teasel: 1\nplugins: [.]\ninput:\n  - " TEXTS "\noutput:\n  - jsonl: {path: '-'}\n");
	try(s, "cp $PLUGINS/careless.so text.so && $TEASEL run pipeline.yaml --quiet");
	assert_exit(s, 0);
	assert_string_equal(s->out, "{\"id\": \"a.txt\", \"text\": \"One text.\"}\n");
}

static void a_stage_in_a_mixed_folder_is_shown(void **state)
{
	struct mistake *s = *state;
	try(s, "$TEASEL show careless --plugins $PLUGINS");
	assert_exit(s, 0);
	assert_non_null(strstr(s->out, "Breaks the contract"));
	assert_string_equal(s->err, "");
}

static void a_link_does_not_make_a_plugin_safe(void **state)
{
	struct mistake *s = *state;
	put_here(s, "pipeline.yaml",
		 "teasel: 1\nplugins: [safe]\ninput:\n  - " TEXTS "\nstages: [careless]\noutput:\n  - " LINES "\n");
	try(s, "mkdir -p safe/open; cp $PLUGINS/careless.so safe/open && ln -s open/careless.so safe &&\n"
	       "$TEASEL check pipeline.yaml");
	assert_exit(s, 0);
	try(s, "chmod o+w safe/open; $TEASEL check pipeline.yaml");
	assert_exit(s, 2);
	assert_says(s, "others may write");
}

/* ---- names of files ---- */

static void a_fifo_among_the_files_is_passed_over(void **state)
{
	struct mistake *s = *state;
	put_pipeline(s, "text: {paths: ['ff/*.txt']}", "[]", "jsonl: {path: '-'}");
	try(s, "mkdir ff; mkfifo ff/pipe.txt; printf 'A file.' >ff/a.txt; timeout 10 $PROGRAM run pipeline.yaml "
	       "--quiet");
	assert_exit(s, 0);
	assert_string_equal(s->out, "{\"id\": \"a.txt\", \"text\": \"A file.\"}\n");
}

static void signs_of_patterns_in_the_pipelines_own_folder_are_plain(void **state)
{
	static const char *const folders[] = { "run{1}", "a*b", "wh?t", "a{b" };
	struct mistake *s = *state;
	put_pipeline(s, "text: {paths: ['in/{outlet}/*.txt']}", "[]", "jsonl: {path: '-'}");
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char script[512];
		snprintf(script, sizeof(script),
			 "for f in run7 axb what; do mkdir -p $f/in/other; echo no >$f/in/other/no.txt; done\n"
			 "mkdir -p '%s/in/herald'; printf 'Own.' >'%s/in/herald/own.txt'; cp pipeline.yaml '%s'\n"
			 "$TEASEL run '%s/pipeline.yaml' --quiet --out 'run of %zu'",
			 folders[i], folders[i], folders[i], folders[i], i);
		try(s, script);
		assert_exit(s, 0);
		assert_string_equal(s->out,
				    "{\"id\": \"herald/own.txt\", \"outlet\": \"herald\", \"text\": \"Own.\"}\n");
	}
}

static void a_file_named_dash_is_a_file(void **state)
{
	static const char *const paths[] = { "?", "./-", "-*" };
	struct mistake *s = *state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		char input[64];
		snprintf(input, sizeof(input), "text: {paths: ['%s']}", paths[i]);
		put_pipeline(s, input, "[]", "jsonl: {path: '-'}");
		try(s, "printf 'A dash.' >-; echo standard input | $TEASEL run pipeline.yaml --quiet --force");
		assert_exit(s, 0);
		assert_string_equal(s->out, "{\"id\": \"-\", \"text\": \"A dash.\"}\n");
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_renamed_column_stays_in_its_table),
		TEST(a_renamed_field_must_be_one_of_the_stage),
		TEST(a_table_cannot_be_renamed_to_documents),
		TEST(what_is_renamed_rightly_passes),
		TEST(a_type_that_keep_does_not_know_is_told),
		TEST(the_table_of_what_was_removed_is_not_to_be_brought),
		TEST(advice_on_a_list_in_one_line_names_the_steps),
		TEST(a_flag_that_is_on_or_off_takes_no_value),
		TEST(a_run_needs_a_folder_with_a_name),
		TEST(a_partial_folder_of_the_users_own_stays),
		TEST(what_a_killed_run_left_is_replaced),
		TEST(force_replaces_a_run_but_nothing_that_only_looks_like_one),
		TEST(a_stage_does_not_hide_a_reader_of_its_name),
		TEST(a_stage_in_a_mixed_folder_is_shown),
		TEST(a_link_does_not_make_a_plugin_safe),
		TEST(a_fifo_among_the_files_is_passed_over),
		TEST(signs_of_patterns_in_the_pipelines_own_folder_are_plain),
		TEST(a_file_named_dash_is_a_file),
	};
	return cmocka_run_group_tests_name("test_mistakes", tests, find_folders, NULL);
}
