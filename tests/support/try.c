#include "try.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- files ---- */

static void write_file(const char *folder, const char *name, const char *content, size_t size)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = 0;
		if (mkdir(path, 0777) && errno != EEXIST)
			fail_msg("cannot make %s", path);
		*slash = '/';
	}
	FILE *f = fopen(path, "w");
	if (!f || fwrite(content, 1, size, f) != size || fclose(f))
		fail_msg("cannot write %s: %s", path, strerror(errno));
}

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "r");
	if (!f)
		return NULL;
	size_t n = 0, room = 1 << 16;
	char *text = malloc(room);
	for (size_t got; (got = fread(text + n, 1, room - n - 1, f)) > 0;) {
		n += got;
		if (room - n < 2)
			text = realloc(text, room *= 2);
	}
	text[n] = 0;
	fclose(f);
	return text;
}

/* ---- running ---- */

static const char *build_folder(void)
{
	const char *build = getenv("TEASEL_BUILD");
	return build ? build : "build";
}

static int run_command(const char *command)
{
	int status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct try_run try_pipeline(const char *yaml, const struct try_file *files, size_t n, const char *args)
{
	char command[1600];
	snprintf(command, sizeof(command), "$TEASEL run pipeline.yaml --out run %s", args ? args : "");
	return try_shell(yaml, files, n, command);
}

struct try_run try_shell(const char *yaml, const struct try_file *files, size_t n, const char *line)
{
	struct try_run run = { .folder = "/tmp/teasel-test-XXXXXX" };
	char program[512], command[2600];
	if (!mkdtemp(run.folder) || !realpath(build_folder(), program))
		fail_msg("cannot make a temporary folder, or there is no %s", build_folder());
	write_file(run.folder, "pipeline.yaml", yaml, strlen(yaml));
	for (size_t i = 0; i < n; i++)
		write_file(run.folder, files[i].name, files[i].content,
			   files[i].size ? files[i].size : strlen(files[i].content));
	snprintf(command, sizeof(command), "cd %s && TEASEL=%s/teasel && { %s\n} >stdout.txt 2>stderr.txt", run.folder,
		 program, line);
	run.exit = run_command(command);
	run.out = try_read(&run, "stdout.txt");
	run.err = try_read(&run, "stderr.txt");
	return run;
}

char *try_read(const struct try_run *run, const char *path)
{
	char whole[512];
	snprintf(whole, sizeof(whole), "%s/%s", run->folder, path);
	return slurp(whole);
}

void try_release(struct try_run *run)
{
	char command[256];
	snprintf(command, sizeof(command), "rm -rf '%s'", run->folder);
	run_command(command);
	free(run->out);
	free(run->err);
	*run = (struct try_run){ 0 };
}

/* ---- texts through stages ---- */

/* Indents a YAML list, so that it can stand below `stages:`. */
static void put_indented(FILE *to, const char *stages)
{
	bool start = true;
	for (const char *s = stages; *s; s++) {
		if (start)
			fputs("  ", to);
		start = *s == '\n';
		fputc(*s, to);
	}
	fputc('\n', to);
}

static char *make_yaml(const char *stages, const char *also)
{
	char *yaml;
	size_t size;
	FILE *to = open_memstream(&yaml, &size);
	fputs("teasel: 1\nname: try\ninput:\n  - jsonl: {paths: [in.jsonl]}\nstages:\n", to);
	put_indented(to, stages);
	fputs("output:\n  - jsonl: {path: out.jsonl", to);
	if (also)
		fprintf(to, ", with: [%s]", also);
	fputs("}\n", to);
	fclose(to);
	return yaml;
}

static char *make_input(const char *const *texts, size_t n)
{
	char *input;
	size_t size;
	FILE *to = open_memstream(&input, &size);
	for (size_t i = 0; i < n; i++) {
		struct json_object *line = json_object_new_object();
		json_object_object_add(line, "id", json_object_new_int64((int64_t)i));
		json_object_object_add(line, "text", json_object_new_string(texts[i]));
		fprintf(to, "%s\n", json_object_to_json_string_ext(line, JSON_C_TO_STRING_PLAIN));
		json_object_put(line);
	}
	fclose(to);
	return input;
}

static struct json_object *parse_lines(char *lines)
{
	struct json_object *all = json_object_new_array();
	for (char *save, *line = strtok_r(lines, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		struct json_object *one = json_tokener_parse(line);
		if (!one)
			fail_msg("not JSON: %s", line);
		json_object_array_add(all, one);
	}
	return all;
}

struct json_object *try_texts(const char *stages, const char *also, const char *const *texts, size_t n)
{
	char *yaml = make_yaml(stages, also), *input = make_input(texts, n);
	struct try_file file = { "in.jsonl", input, 0 };
	struct try_run run = try_pipeline(yaml, &file, 1, "--in-process --quiet");
	if (run.exit != 0) {
		char *failed = try_read(&run, "run/failed.jsonl");
		fail_msg("exit %d\n%s\n%s", run.exit, run.err, failed ? failed : "");
	}
	char *lines = try_read(&run, "run/out.jsonl");
	struct json_object *all = parse_lines(lines);
	if (json_object_array_length(all) != n)
		fail_msg("%zu documents came out of %zu", json_object_array_length(all), n);
	free(lines);
	free(yaml);
	free(input);
	try_release(&run);
	return all;
}

struct json_object *try_text(const char *stages, const char *also, const char *text)
{
	struct json_object *all = try_texts(stages, also, &text, 1);
	struct json_object *one = json_object_get(json_object_array_get_idx(all, 0));
	json_object_put(all);
	return one;
}

/* The byte at which code point n of a text begins. */
static size_t byte_of(const char *text, int64_t n)
{
	size_t i = 0;
	for (; text[i] && n > 0; n--)
		do
			i++;
		while (((unsigned char)text[i] & 0xC0) == 0x80);
	return i;
}

static int64_t member(struct json_object *row, const char *name)
{
	return json_object_get_int64(json_object_object_get(row, name));
}

char *try_row_text(struct json_object *document, const char *layer, size_t row)
{
	struct json_object *rows = json_object_object_get(document, layer);
	struct json_object *one = rows ? json_object_array_get_idx(rows, row) : NULL;
	const char *text = json_object_get_string(json_object_object_get(document, "text"));
	if (!one)
		fail_msg("no row %zu in `%s`", row, layer);
	size_t begin = byte_of(text, member(one, "begin")), end = byte_of(text, member(one, "end"));
	return strndup(text + begin, end - begin);
}

bool try_broken_plugins(char folder[512])
{
	char path[512], *real;
	snprintf(path, sizeof(path), "%s/test-plugins/broken", build_folder());
	real = realpath(path, NULL);
	snprintf(folder, 512, "%s", real ? real : "");
	free(real);
	return *folder;
}
