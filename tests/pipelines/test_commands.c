/* What the commands tell besides their main work: where a run's time went, and what a stage knows about a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "try.h"

/* What the program prints with these arguments, to be read by a shell. The caller frees it. */
static char *output_of(const char *args, int *code)
{
	const char *build = getenv("TEASEL_BUILD");
	char program[512], command[2048], *text = calloc(1, 65536);
	snprintf(program, sizeof(program), "%s/teasel", build ? build : "build");
	snprintf(command, sizeof(command), "%s %s", program, args);
	FILE *from = popen(command, "r");
	assert_non_null(from);
	assert_non_null(text);
	size_t n = fread(text, 1, 65535, from);
	text[n] = 0;
	*code = WEXITSTATUS(pclose(from));
	return text;
}

static void a_run_tells_the_time_of_each_step(void **state)
{
	(void)state;
	static const char *const steps[] = {
		"reader   text",          "stage    boilerplate", "stage    sentiment",         "writer   report.txt",
		"writer   sentences.csv", "host     starting",    "host     cutting the input", "all"
	};
	int code;
	char *text = output_of("run pipelines/news.yaml --out /tmp/teasel-timings-$$ --timings 2>&1; "
			       "rm -rf /tmp/teasel-timings-$$",
			       &code);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		assert_non_null(strstr(text, steps[i]));
	assert_non_null(strstr(text, "ns/byte"));
	free(text);
}

static void timings_as_json_are_one_line(void **state)
{
	(void)state;
	int code;
	char *text = output_of(
		"run pipelines/news.yaml --out /tmp/teasel-timings-$$ -j 1 --in-process --timings --json "
		"2>&1 | tail -n 1; rm -rf /tmp/teasel-timings-$$",
		&code);
	struct json_object *line = json_tokener_parse(text), *timings = NULL, *seconds = NULL;
	assert_true(json_object_object_get_ex(line, "timings", &timings));
	struct json_object *first = json_object_array_get_idx(timings, 0);
	assert_true(json_object_object_get_ex(first, "seconds", &seconds));
	assert_true(json_object_get_double(seconds) >= 0);
	json_object_put(line);
	free(text);
}

static void a_stage_without_words_says_so(void **state)
{
	(void)state;
	int code;
	char *text = output_of("show tokens --word war 2>&1", &code);
	assert_string_equal(text, "teasel: `tokens` holds no words that could be asked about\n");
	assert_int_equal(code, 2);
	free(text);
}

static void a_word_needs_one_stage(void **state)
{
	(void)state;
	int code;
	char *text = output_of("show --word war 2>&1", &code);
	assert_non_null(strstr(text, "takes a stage and the word"));
	assert_int_equal(code, 2);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_run_tells_the_time_of_each_step),
		cmocka_unit_test(timings_as_json_are_one_line),
		cmocka_unit_test(a_stage_without_words_says_so),
		cmocka_unit_test(a_word_needs_one_stage),
	};
	return cmocka_run_group_tests_name("test_commands", tests, NULL, NULL);
}
