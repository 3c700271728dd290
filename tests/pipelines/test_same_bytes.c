/* The number of workers, and whether there are any, changes no byte of a run: not of the manifest either,
 * but for the line that says what workers had given up, which one process has not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[] = "/tmp/teasel-same-XXXXXX";

static const char *const pipeline = "teasel: 1\n"
				    "name: same\n"
				    "params: {lines: lines.jsonl}\n"
				    "input:\n"
				    "  - jsonl: {paths: [\"${lines}\"], keep: [\"n:integer\"], prefix: at_}\n"
				    "  - text: {paths: [\"files/{group}/*.txt\"]}\n"
				    "stages:\n"
				    "  - normalize: {quotes: true}\n"
				    "  - boilerplate\n"
				    "  - sentences\n"
				    "  - tokens\n"
				    "  - quotes\n"
				    "  - mentions: {targets: {Mayor: [the mayor], Council: [council, councillors]}}\n"
				    "  - sentiment\n"
				    "  - stance\n"
				    "output:\n"
				    "  - jsonl: {path: documents.jsonl}\n"
				    "  - csv: {path: sentences.csv, table: sentences, with: [at_n, group]}\n";

static const char *const sentences[] = {
	"The mayor praised the council for its brave decision. ",
	"\"We failed them,\" said Dr. A. B. Lund, \\u201cand badly.\\u201d ",
	"No. 4 pier collapsed at 5 p.m. on Monday! ",
	"Councillors denied it\xE2\x80\xA6 Nobody believed them.\\n\\n",
	"Advertisement\\n\\n",
	"The caf\xC3\xA9 on the quay, which had cost 1,200 crowns, burned down. ",
};

static void put_text(FILE *to, unsigned *seed, bool json)
{
	for (int i = 0; i < 12; i++) {
		*seed = *seed * 1103515245u + 12345u;
		for (const char *s = sentences[*seed / 65536u % (sizeof(sentences) / sizeof(*sentences))]; *s; s++) {
			if (json && *s == '"')
				fputc('\\', to);
			if (!json && !strncmp(s, "\\n", 2)) {
				fputc('\n', to);
				s++;
			} else {
				fputc(*s, to);
			}
		}
	}
}

static FILE *open_in(const char *name)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	return to;
}

/* Over three blocks of lines, one line longer than a block, repeated ids and broken lines among them; and 300 small
 * files. */
static int make_input(void **state)
{
	(void)state;
	unsigned seed = 7;
	char command[256], name[64];
	if (!mkdtemp(folder))
		return -1;
	snprintf(command, sizeof(command), "mkdir -p %s/files/a %s/files/b", folder, folder);
	if (system(command))
		return -1;
	FILE *to = open_in("same.yaml");
	fputs(pipeline, to);
	fclose(to);
	to = open_in("lines.jsonl");
	for (int i = 0; i < 3000; i++) {
		fprintf(to, "{\"id\": \"%d\", \"n\": %d, \"text\": \"", i % 2900, i);
		put_text(to, &seed, true);
		for (int k = 0; i == 1000 && k < 2000; k++)
			put_text(to, &seed, true);
		fputs(i % 701 ? "\"}\n" : "}\n", to);
	}
	fclose(to);
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "files/%c/%03d.txt", "ab"[i % 2], i);
		to = open_in(name);
		put_text(to, &seed, false);
		fclose(to);
	}
	return 0;
}

static int remove_input(void **state)
{
	(void)state;
	char command[256];
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

static void run_on(const char *input, const char *out, const char *flags)
{
	char command[2048], program[512];
	const char *build = getenv("TEASEL_BUILD");
	snprintf(program, sizeof(program), "%s/teasel", build ? build : "build");
	char *exe = realpath(program, NULL);
	snprintf(command, sizeof(command), "cd %s && %s %s run same.yaml --out %s %s --quiet", folder, input, exe, out,
		 flags);
	free(exe);
	assert_int_equal(WEXITSTATUS(system(command)), 3); /* some documents fail, on purpose */
}

static void run_as(const char *out, const char *flags)
{
	run_on("", out, flags);
}

static void same_as_in_process(void **state)
{
	const char *flags = *state;
	char command[512];
	run_as("other", flags);
	snprintf(command, sizeof(command), "cd %s && diff -r -I '\"sandbox\"' one other && rm -r other", folder);
	assert_int_equal(system(command), 0);
}

static void in_process(void **state)
{
	(void)state;
	run_as("one", "--in-process");
}

/* The name of the file is told, and the hash of what tells it. */
static void from_a_pipe(void **state)
{
	(void)state;
	char command[1024];
	run_on("cat lines.jsonl |", "other", "--set lines=- -j 2");
	snprintf(command, sizeof(command),
		 "cd %s && cp -r one this && sed -i 's/\"file\": \"lines.jsonl\"/\"file\": \"stdin\"/' "
		 "this/failed.jsonl && "
		 "sed -i 's/lines.jsonl\"/-\"/' this/manifest.json && "
		 "diff -r -I '\"sandbox\"' -I '\"path\": \"failed.jsonl\"' this other && rm -r this other",
		 folder);
	assert_int_equal(system(command), 0);
}

static void in_another_locale_and_time_zone(void **state)
{
	(void)state;
	setenv("LC_ALL", "tr_TR.UTF-8", 1);
	setenv("TZ", "Asia/Kathmandu", 1);
	run_as("other", "-j 2");
	char command[512];
	snprintf(command, sizeof(command), "cd %s && diff -r -I '\"sandbox\"' one other && rm -r other", folder);
	assert_int_equal(system(command), 0);
}

/* Five lines are broken, and 99 repeat an id: the hundredth would repeat that of a broken line, which had none. */
static void every_document_is_somewhere(void **state)
{
	(void)state;
	char command[1024];
	snprintf(command, sizeof(command),
		 "cd %s && test $(cat one/documents.jsonl one/failed.jsonl one/dropped.jsonl | wc -l) = 3300 && "
		 "grep -q '\"documents\": {\"in\": 3300, \"out\": 3196, \"failed\": 104, \"dropped\": 0, \"repaired\": "
		 "0}' one/manifest.json",
		 folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_process),
		{ "with_1_worker", same_as_in_process, NULL, NULL, (void *)(uintptr_t) "-j 1" },
		{ "with_2_workers", same_as_in_process, NULL, NULL, (void *)(uintptr_t) "-j 2" },
		{ "with_3_workers", same_as_in_process, NULL, NULL, (void *)(uintptr_t) "-j 3" },
		{ "with_8_workers", same_as_in_process, NULL, NULL, (void *)(uintptr_t) "-j 8" },
		{ "with_16_workers", same_as_in_process, NULL, NULL, (void *)(uintptr_t) "-j 16" },
		cmocka_unit_test(from_a_pipe),
		cmocka_unit_test(in_another_locale_and_time_zone),
		cmocka_unit_test(every_document_is_somewhere),
	};
	return cmocka_run_group_tests_name("test_same_bytes", tests, make_input, remove_input);
}
