/* A plugin that breaks the contract loses the document it does so on, with a sentence, and nothing else. */
#include "try.h"

#include "base/utf8.h"

#include <json-c/json.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char broken[512]; /* where the plugins of tests/plugins/broken are */

static int find_plugins(void **state)
{
	(void)state;
	return try_broken_plugins(broken) ? 0 : -1;
}

/* Three documents with a layer of one row; the stage is careless with the second. */
static struct try_run run_careless(const char *how, const char *args)
{
	struct try_file file = {
		"in.jsonl",
		"{\"id\": \"one\", \"text\": \"One text.\", \"spans\": [{\"begin\": 0, \"end\": 3}]}\n"
		"{\"id\": \"two\", \"text\": \"Two texts.\", \"spans\": [{\"begin\": 0, \"end\": 3}]}\n"
		"{\"id\": \"three\", \"text\": \"Last.\", \"spans\": [{\"begin\": 0, \"end\": 4}]}\n",
		0
	};
	char yaml[512], all[1024];
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\ninput:\n  - jsonl: {paths: [in.jsonl], layers: {spans: spans}}\n"
		 "stages:\n  - careless: {on: two, how: %s}\noutput:\n  - jsonl: {path: out.jsonl}\n",
		 how);
	snprintf(all, sizeof(all), "--plugins %s --quiet %s", broken, args);
	return try_pipeline(yaml, &file, 1, all);
}

/* A file of the run with one JSON object a line; each must be valid UTF-8. */
static struct json_object *lines_of(const struct try_run *run, const char *path)
{
	struct json_object *all = json_object_new_array();
	char *text = try_read(run, path), *save;
	if (!text)
		fail_msg("exit %d, no %s\n%s", run->exit, path, run->err);
	if (utf8_valid(text, strlen(text)) != strlen(text))
		fail_msg("%s is not UTF-8:\n%s", path, text);
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		struct json_object *one = json_tokener_parse(line);
		if (!one)
			fail_msg("%s is not JSON: %s", path, line);
		json_object_array_add(all, one);
	}
	free(text);
	return all;
}

static const char *member(struct json_object *object, const char *name)
{
	return json_object_get_string(json_object_object_get(object, name));
}

/* The second document is the only one in `failed` or `dropped`, lost at this stage, with the words in its cause. */
static void assert_lost(const struct try_run *run, const char *path, const char *const words[2])
{
	struct json_object *lost = lines_of(run, path), *kept = lines_of(run, "run/out.jsonl");
	if (json_object_array_length(lost) != 1)
		fail_msg("%zu documents in %s, %zu kept", json_object_array_length(lost), path,
			 json_object_array_length(kept));
	struct json_object *two = json_object_array_get_idx(lost, 0);
	const char *cause = member(two, "cause");
	assert_string_equal(member(two, "id"), "two");
	assert_string_equal(member(two, "stage"), "careless");
	for (size_t i = 0; i < 2 && words[i]; i++)
		if (!strstr(cause, words[i]))
			fail_msg("the cause `%s` does not say `%s`", cause, words[i]);
	assert_int_equal(json_object_array_length(kept), 2);
	assert_string_equal(member(json_object_array_get_idx(kept, 0), "id"), "one");
	assert_string_equal(member(json_object_array_get_idx(kept, 1), "id"), "three");
	json_object_put(lost);
	json_object_put(kept);
}

static void fails_with(const char *how, const char *word, const char *other)
{
	static const char *const ways[] = { "--in-process", "-j 1" };
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct try_run run = run_careless(how, ways[i]);
		if (run.exit != 3)
			fail_msg("%s, %s: exit %d\n%s", how, ways[i], run.exit, run.err);
		assert_lost(&run, "run/failed.jsonl", (const char *const[]){ word, other });
		try_release(&run);
	}
}

/* ---- layers ---- */

static void a_stage_that_keeps_the_contract_passes(void **state)
{
	(void)state;
	struct try_run run = run_careless("not", "--in-process");
	struct json_object *kept = lines_of(&run, "run/out.jsonl");
	assert_int_equal(run.exit, 0);
	assert_int_equal(json_object_array_length(kept), 3);
	json_object_put(kept);
	try_release(&run);
}

static void begin_is_for_layers_that_the_stage_writes(void **state)
{
	(void)state;
	fails_with("begin_of_others", "`spans`", "declared");
}

static void begin_is_once_a_document(void **state)
{
	(void)state;
	fails_with("begin_twice", "`oddities`", NULL);
	fails_with("begin_again", "`oddities`", NULL);
}

static void what_is_begun_must_be_ended(void **state)
{
	(void)state;
	fails_with("no_end", "end()", "`oddities`");
}

static void a_column_waits_for_its_rows(void **state)
{
	(void)state;
	fails_with("column_too_soon", "oddities", NULL);
}

/* ---- values ---- */

static void a_row_that_is_not_there_cannot_be_named(void **state)
{
	(void)state;
	fails_with("ref_past_end", "oddities.span", NULL);
}

static void a_text_that_is_not_utf8_fails_its_document(void **state)
{
	(void)state;
	fails_with("bad_cell", "documents.note", NULL);
}

static void an_infinite_number_fails_at_the_stage_that_wrote_it(void **state)
{
	(void)state;
	fails_with("infinite", "documents.weight", NULL);
}

/* The reason of an edit may be refused or repaired; lines_of() sees that it is UTF-8 either way. */
static void a_reason_that_is_not_utf8_reaches_no_output(void **state)
{
	(void)state;
	struct try_run run = run_careless("bad_reason", "--in-process");
	struct json_object *kept = lines_of(&run, "run/out.jsonl"), *failed = lines_of(&run, "run/failed.jsonl");
	size_t lost = json_object_array_length(failed);
	assert_int_equal(run.exit, lost ? 3 : 0);
	assert_int_equal(json_object_array_length(kept) + lost, 3);
	if (lost)
		assert_lost(&run, "run/failed.jsonl", (const char *const[]){ "reason", NULL });
	else
		assert_non_null(strstr(json_object_to_json_string(json_object_array_get_idx(kept, 1)), "caf"));
	json_object_put(kept);
	json_object_put(failed);
	try_release(&run);
}

/* ---- sentences ---- */

static void a_message_that_is_not_utf8_is_repaired_and_not_lost(void **state)
{
	(void)state;
	fails_with("bad_message", "caf", "closed");
	struct try_run run = run_careless("bad_drop", "--in-process");
	assert_int_equal(run.exit, 0);
	assert_lost(&run, "run/dropped.jsonl", (const char *const[]){ "caf", "closed" });
	try_release(&run);
}

/* ---- loading ---- */

static void refused_with(const char *stage, const char *file_name, const char *word, const char *other)
{
	struct try_file file = { "in/a.txt", "One text.", 0 };
	char yaml[1024], command[1200], folder[] = "/tmp/teasel-contract-XXXXXX";
	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof(command), "cp %s/%s %s/%s.so", broken, file_name, folder, stage);
	assert_int_equal(system(command), 0);
	snprintf(yaml, sizeof(yaml),
		 "teasel: 1\nplugins: [%s]\ninput:\n  - text: {paths: [in]}\nstages:\n  - %s\noutput:\n  - jsonl: "
		 "{path: out.jsonl}\n",
		 folder, stage);
	struct try_run run = try_pipeline(yaml, &file, 1, "-j 1");
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
	if (run.exit != 2 || !strstr(run.err, word) || !strstr(run.err, other))
		fail_msg("exit %d, wanted 2, `%s` and `%s`\n%s", run.exit, word, other, run.err);
	assert_null(strstr(run.err, "broke down"));
	try_release(&run);
}

static void a_plugin_says_how_large_its_struct_is(void **state)
{
	(void)state;
	refused_with("sizeless", "sizeless.so", "pipeline.yaml:6:5: the plugin ", ".config_size");
}

static void a_plugin_has_the_name_of_its_file(void **state)
{
	(void)state;
	refused_with("tidy", "careless.so", "pipeline.yaml:6:5: the plugin ", "`careless`");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stage_that_keeps_the_contract_passes),
		cmocka_unit_test(begin_is_for_layers_that_the_stage_writes),
		cmocka_unit_test(begin_is_once_a_document),
		cmocka_unit_test(what_is_begun_must_be_ended),
		cmocka_unit_test(a_column_waits_for_its_rows),
		cmocka_unit_test(a_row_that_is_not_there_cannot_be_named),
		cmocka_unit_test(a_text_that_is_not_utf8_fails_its_document),
		cmocka_unit_test(an_infinite_number_fails_at_the_stage_that_wrote_it),
		cmocka_unit_test(a_reason_that_is_not_utf8_reaches_no_output),
		cmocka_unit_test(a_message_that_is_not_utf8_is_repaired_and_not_lost),
		cmocka_unit_test(a_plugin_says_how_large_its_struct_is),
		cmocka_unit_test(a_plugin_has_the_name_of_its_file),
	};
	return cmocka_run_group_tests_name("test_contract", tests, find_plugins, NULL);
}
