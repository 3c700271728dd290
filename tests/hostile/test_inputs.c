/* Documents that are not as one would wish: each is kept or recorded, and in = out + failed + dropped. */
#include "try.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define TEXT_PIPELINE                                     \
	"teasel: 1\n"                                     \
	"input:\n"                                        \
	"  - text: {paths: [in]}\n"                       \
	"stages:\n"                                       \
	"  - boilerplate\n"                               \
	"  - sentences\n"                                 \
	"  - tokens\n"                                    \
	"  - quotes\n"                                    \
	"  - mentions: {targets: {Mayor: [the mayor]}}\n" \
	"  - sentiment\n"                                 \
	"  - stance\n"                                    \
	"output:\n"                                       \
	"  - jsonl: {path: out.jsonl}\n"

#define LINES_PIPELINE                     \
	"teasel: 1\n"                      \
	"input:\n"                         \
	"  - jsonl: {paths: [in.jsonl]}\n" \
	"output:\n"                        \
	"  - jsonl: {path: out.jsonl}\n"

static void assert_file(const struct try_run *run, const char *path, const char *want)
{
	char *got = try_read(run, path);
	assert_non_null(got);
	assert_string_equal(got, want);
	free(got);
}

static void a_document_that_is_not_utf8_is_repaired(void **state)
{
	(void)state;
	struct try_file file = { "in/a.txt", "Caf\xE9 is \xE2\x82 open.", 0 };
	struct try_run run = try_pipeline(
		"teasel: 1\ninput:\n  - text: {paths: [in]}\noutput:\n  - jsonl: {path: out.jsonl}\n", &file, 1,
		"-j 1");
	assert_int_equal(run.exit, 0);
	assert_file(&run, "run/out.jsonl",
		    "{\"id\": \"a.txt\", \"text\": \"Caf\xEF\xBF\xBD is \xEF\xBF\xBD open.\"}\n");
	assert_string_equal(run.err, "1 documents in = 1 out + 0 failed + 0 dropped\n"
				     "1 had bytes that are not UTF-8: each broken sequence became U+FFFD\n"
				     "the run is in run\n");
	try_release(&run);
}

static void by_option_it_fails_instead(void **state)
{
	(void)state;
	struct try_file files[] = { { "in/a.txt", "Caf\xE9", 0 }, { "in/b.txt", "Cafe", 0 } };
	struct try_run run = try_pipeline(
		"teasel: 1\ninput:\n  - text: {paths: [in], invalid: fail}\noutput:\n  - jsonl: {path: out.jsonl}\n",
		files, 2, "-j 1");
	assert_int_equal(run.exit, 3);
	assert_file(&run, "run/out.jsonl", "{\"id\": \"b.txt\", \"text\": \"Cafe\"}\n");
	assert_file(&run, "run/failed.jsonl",
		    "{\"id\": null, \"file\": \"a.txt\", \"record\": 1, \"byte\": 0, \"stage\": \"text\", "
		    "\"cause\": \"the text is not UTF-8 at byte 3 (0xe9)\"}\n");
	assert_string_equal(run.err, "2 documents in = 1 out + 1 failed + 0 dropped\n"
				     "what failed, and why: run/failed.jsonl\n"
				     "the run is in run\n");
	try_release(&run);
}

static void a_second_document_with_an_id_fails(void **state)
{
	(void)state;
	struct try_file file = { "in.jsonl",
				 "{\"id\": \"x\", \"text\": \"first\"}\n"
				 "{\"id\": \"y\", \"text\": \"other\"}\n"
				 "{\"id\": \"x\", \"text\": \"second\"}\n",
				 0 };
	struct try_run run = try_pipeline(LINES_PIPELINE, &file, 1, "-j 2");
	assert_int_equal(run.exit, 3);
	assert_file(&run, "run/out.jsonl",
		    "{\"id\": \"x\", \"text\": \"first\"}\n{\"id\": \"y\", \"text\": \"other\"}\n");
	assert_file(&run, "run/failed.jsonl",
		    "{\"id\": \"x\", \"file\": \"in.jsonl\", \"record\": 3, \"byte\": 58, \"stage\": \"input\", "
		    "\"cause\": \"an earlier document has the same id\"}\n");
	try_release(&run);
}

static void a_line_that_is_not_json_fails_and_the_run_goes_on(void **state)
{
	(void)state;
	struct try_file file = { "in.jsonl", "{\"id\": \"x\", \"text\": }\n\n{\"id\": \"y\", \"text\": \"good\"}\n",
				 0 };
	struct try_run run = try_pipeline(LINES_PIPELINE, &file, 1, "-j 1");
	assert_int_equal(run.exit, 3);
	assert_file(&run, "run/out.jsonl", "{\"id\": \"y\", \"text\": \"good\"}\n");
	char *failed = try_read(&run, "run/failed.jsonl");
	assert_non_null(strstr(failed, "{\"id\": null, \"file\": \"in.jsonl\", \"record\": 1, \"byte\": 0, \"stage\": "
				       "\"jsonl\", \"cause\": \""));
	assert_non_null(strstr(run.err, "2 documents in = 1 out + 1 failed + 0 dropped\n"));
	free(failed);
	try_release(&run);
}

/* Runs one text file through all stages and returns the document's text as it came out, with what was escaped in JSON.
 */
static void expect_text(const char *content, size_t size, const char *json_text)
{
	struct try_file file = { "in/a.txt", content, size };
	struct try_run run = try_pipeline(TEXT_PIPELINE, &file, 1, "-j 1");
	char want[256];
	assert_int_equal(run.exit, 0);
	char *got = try_read(&run, "run/out.jsonl");
	snprintf(want, sizeof(want), "{\"id\": \"a.txt\", \"text\": %s, ", json_text);
	if (strncmp(got, want, strlen(want)) != 0)
		fail_msg("%s\nis not\n%s", got, want);
	free(got);
	try_release(&run);
}

static void an_empty_document_is_a_document(void **state)
{
	(void)state;
	struct try_file files[] = { { "in/a.txt", "", 0 }, { "in/b.txt", " \n\n", 0 } };
	struct try_run run = try_pipeline(TEXT_PIPELINE, files, 2, "-j 1");
	assert_int_equal(run.exit, 0);
	char *got = try_read(&run, "run/out.jsonl");
	assert_non_null(strstr(got, "{\"id\": \"a.txt\", \"text\": \"\", \"sentiment\": 0, \"sentiment_label\": "
				    "\"neutral\", \"sentences\": [], \"quotes\": [], "
				    "\"mentions\": [], \"stances\": [], \"removed\": []}\n"));
	free(got);
	try_release(&run);
}

static void crlf_is_kept(void **state)
{
	(void)state;
	expect_text("One line.\r\nTwo lines.\r\n", 0, "\"One line.\\r\\nTwo lines.\\r\\n\"");
}

static void a_byte_order_mark_is_no_part_of_the_text(void **state)
{
	(void)state;
	expect_text("\xEF\xBB\xBFOne line.", 0, "\"One line.\"");
}

static void nul_bytes_are_text(void **state)
{
	(void)state;
	expect_text("One\0two. Three\0.", 16, "\"One\\u0000two. Three\\u0000.\"");
}

static void twenty_mebibytes_on_one_line_are_one_document(void **state)
{
	(void)state;
	size_t size = (size_t)20 << 20;
	char *text = malloc(size + 1);
	for (size_t i = 0; i < size; i++)
		text[i] = "the mayor said no and went on and on "[i % 37];
	text[size] = 0;
	struct try_file file = { "in/a.txt", text, size };
	struct try_run run = try_pipeline(TEXT_PIPELINE, &file, 1, "-j 1");
	assert_int_equal(run.exit, 0);
	assert_non_null(strstr(run.err, "1 documents in = 1 out + 0 failed + 0 dropped\n"));
	try_release(&run);
	free(text);
}

#define STDIN_PIPELINE               \
	"teasel: 1\n"                \
	"input:\n"                   \
	"  - text: {paths: ['-']}\n" \
	"output:\n"                  \
	"  - jsonl: {path: out.jsonl}\n"

static void a_closed_standard_input_is_no_empty_document(void **state)
{
	(void)state;
	struct try_run run = try_pipeline(STDIN_PIPELINE, NULL, 0, "-j 1 <&-");
	assert_int_equal(run.exit, 5);
	assert_string_equal(run.err, "teasel: cannot read the input stdin behind byte 0: Bad file descriptor\n");
	try_release(&run);
}

/* As some runners of CI jobs hand it on. */
static void a_standard_input_that_does_not_block_is_waited_for(void **state)
{
	(void)state;
	int ends[2];
	char args[32];
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	pid_t writer = fork();
	if (writer == 0) {
		usleep(200000);
		_exit(write(ends[1], "Late.", 5) != 5);
	}
	close(ends[1]);
	snprintf(args, sizeof(args), "-j 1 <&%d", ends[0]);
	struct try_run run = try_pipeline(STDIN_PIPELINE, NULL, 0, args);
	close(ends[0]);
	waitpid(writer, NULL, 0);
	assert_int_equal(run.exit, 0);
	assert_file(&run, "run/out.jsonl", "{\"id\": \"stdin\", \"text\": \"Late.\"}\n");
	try_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_that_is_not_utf8_is_repaired),
		cmocka_unit_test(by_option_it_fails_instead),
		cmocka_unit_test(a_second_document_with_an_id_fails),
		cmocka_unit_test(a_line_that_is_not_json_fails_and_the_run_goes_on),
		cmocka_unit_test(an_empty_document_is_a_document),
		cmocka_unit_test(crlf_is_kept),
		cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_text),
		cmocka_unit_test(nul_bytes_are_text),
		cmocka_unit_test(twenty_mebibytes_on_one_line_are_one_document),
		cmocka_unit_test(a_closed_standard_input_is_no_empty_document),
		cmocka_unit_test(a_standard_input_that_does_not_block_is_waited_for),
	};
	return cmocka_run_group_tests_name("test_inputs", tests, NULL, NULL);
}
