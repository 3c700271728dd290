#include "pipeline/inputs.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const struct node *path_node(const struct bound *b, size_t i)
{
	const struct node *paths = node_get(b->step->options, "paths");
	return paths->kind == NODE_LIST ? paths->items[i] : paths;
}

static void declare_captures(struct plan *plan, struct bound *b, struct path_pattern *pattern, const char *option)
{
	for (uint32_t i = 0; i < pattern->n_names; i++) {
		const char *name = arena_format(&plan->memory, "documents.%s", pattern->names[i]);
		uint32_t f = shape_find(&plan->shape, name);
		if (f && plan->shape.fields[f].step == 0 && plan->shape.fields[f].type == TSL_TEXT)
			pattern->columns[i].f = f; /* several paths may give the same column */
		else
			setup_declare(&b->setup, option,
				      &(tsl_field){ .name = name,
						    .type = TSL_TEXT,
						    .access = TSL_WRITE,
						    .doc = "From the path of the file." },
				      &pattern->columns[i].f);
	}
}

static bool reads_standard_input(const struct plan *plan)
{
	for (size_t i = 0; i < plan->n_patterns; i++)
		if (plan->patterns[i].standard_input)
			return true;
	return false;
}

static void keep_pattern(struct plan *plan, const struct path_pattern *pattern)
{
	plan->patterns = memory_resize(plan->patterns, (plan->n_patterns + 1) * sizeof(*plan->patterns));
	plan->patterns[plan->n_patterns++] = *pattern;
}

static void add_pattern(struct plan *plan, struct bound *b, uint32_t reader, size_t i, const struct node *node)
{
	struct problems *problems = &plan->pipeline->problems;
	struct path_pattern pattern = { .standard_input = !strcmp(node->text, "-") };
	bool listed = plan->pipeline->files_from;
	tsl_error e;
	if (!node->len) {
		problem_add(problems, node->at,
			    "an empty path names nothing: write `.` for the folder of the pipeline");
		return;
	}
	if (pattern.standard_input && !listed && reads_standard_input(plan)) {
		problem_add(problems, node->at, "standard input can be read once, and an earlier path is `-` already");
		return;
	}
	pattern.text = pipeline_path(plan->pipeline, node);
	pattern.literal = pipeline_path_folder(plan->pipeline, node);
	bool good = pattern_parse(&pattern, &plan->memory, &e);
	if (good)
		declare_captures(plan, b, &pattern, arena_format(&plan->memory, "paths[%zu]", i));
	if (good && !listed)
		good = files_add(&plan->files, &pattern, reader, (uint32_t)plan->n_patterns, &e);
	if (!good)
		problem_add(problems, node->at, "%s", e.text);
	keep_pattern(plan, &pattern);
}

/* ---- a list of files, which a person or another program has made ---- */

struct list {
	const char *path;
	str bytes;
	struct mark option; /* of `paths`, in whose place it stands */
	uint32_t line;
};

/* What is wrong with a line of the list. */
static void report_line(struct plan *plan, const struct list *list, const char *sentence)
{
	struct elsewhere in = { list->path, list->bytes.at, list->bytes.len, { list->line, 1 } };
	problem_add_in(&plan->pipeline->problems, list->option, in, sentence);
}

static void add_listed(struct plan *plan, const struct list *list, uint32_t reader, const char *path)
{
	struct stat st;
	bool standard = !strcmp(path, "-");
	if (standard && files_have_standard_input(&plan->files))
		report_line(plan, list, "standard input can be read once, and an earlier line is `-` already");
	else if (!standard && stat(path, &st))
		report_line(plan, list, arena_format(&plan->memory, "cannot read %s: %s", path, strerror(errno)));
	else if (!standard && S_ISDIR(st.st_mode))
		report_line(plan, list, arena_format(&plan->memory, "%s is a folder: name its files", path));
	else
		files_add_one(&plan->files, path, standard, reader, (uint32_t)plan->n_patterns - 1);
}

/* Paths, one a line, or parted by NUL where there is one. */
static void add_list(struct plan *plan, struct list *list, uint32_t reader)
{
	const char *at = list->bytes.at ? list->bytes.at : "", *end = at + list->bytes.len;
	char parted_by = memchr(at, 0, list->bytes.len) ? 0 : '\n';
	size_t before = plan->files.n;
	for (const char *next; at < end; at = next + 1) {
		next = memchr(at, parted_by, (size_t)(end - at));
		next = next ? next : end;
		size_t len = (size_t)(next - at);
		if (parted_by && len && at[len - 1] == '\r')
			len--;
		list->line += parted_by != 0 || !list->line;
		if (len)
			add_listed(plan, list, reader, arena_copy(&plan->memory, at, len));
	}
	if (plan->files.n == before && !plan->pipeline->problems.n)
		problem_add(&plan->pipeline->problems, list->option,
			    "the list %s, which stands in for `paths`, names no file", list->path);
}

static void replace_paths(struct plan *plan, struct bound *b, uint32_t reader)
{
	struct pipeline *p = plan->pipeline;
	struct list list = { .path = p->files_from, .bytes = STR_NEEDED, .option = step_mark(b->step, "paths") };
	tsl_error e;
	bool standard = !strcmp(p->files_from, "-");
	if (p->input.n > 1)
		problem_add(&p->problems, list.option,
			    "--files-from stands in for the paths of one input, and this pipeline has %zu", p->input.n);
	else if (!path_read(standard ? "/dev/stdin" : p->files_from, SIZE_MAX - 1, &list.bytes, &e))
		problem_add(&p->problems, list.option, "%s", e.text);
	else
		add_list(plan, &list, reader);
	plan->list = list.bytes; /* what problems point to */
}

void inputs_add(struct plan *plan, struct bound *b, uint32_t reader)
{
	static const tsl_array none = { 0 };
	b->setup.may_declare = true;
	b->setup.fields = &none;
	for (size_t i = 0; i < b->reader.paths.n; i++) {
		const struct node *node = path_node(b, i);
		if (!node->broken)
			add_pattern(plan, b, reader, i, node);
	}
	if (plan->pipeline->files_from && plan->n_patterns)
		replace_paths(plan, b, reader);
	b->setup.may_declare = false;
}
