#include "pipeline/plan.h"

#include "base/memory.h"
#include "base/path.h"
#include "pipeline/advice.h"
#include "pipeline/inputs.h"
#include "pipeline/meta.h"
#include "plugin/host.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 255 /* bytes: what Linux allows */

static const tsl_option reader_options[] = {
	TSL_OPTION(
		struct reader_options, paths, .required = true, .min = 1, .max = 10000,
		.doc = "Files, folders and patterns with `*`, `?`, `**` and `{name}`, which becomes documents.name; "
		       "`-` is standard input. What begins with a dot, links that lead nowhere, pipes and devices are "
		       "passed over, unless a path names them."),
	TSL_OPTION(
		struct reader_options, invalid, .def = "repair", .choices = "repair fail",
		.doc = "What to do with bytes that are not UTF-8, and with half a surrogate pair: put U+FFFD in their "
		       "place, or fail the document."),
	/* Read with the pipeline, by meta.c. */
	{ .name = "meta",
	  .type = TSL_GROUPS,
	  .doc = "`{file: outlets.csv, key: id}` joins the columns of a table (.csv, .tsv, .jsonl) to the documents "
		 "whose ids stand in its column `key` (without it: `id`). `keep: [outlet, \"score:real\"]` in it takes "
		 "just these columns, with types; else they are texts." },
};
static const tsl_option writer_options[] = {
	TSL_OPTION(struct writer_options, path, .required = true,
		   .doc = "Name of the file in the run's folder; `-` is standard output."),
};
const tsl_array plan_reader_options = TSL_ARRAY(reader_options);
const tsl_array plan_writer_options = TSL_ARRAY(writer_options);
const tsl_array plan_stage_options = { reader_options, 0, sizeof(*reader_options) };

/* ---- what plugins report ---- */

/* The file that an option of the step names, or NULL. */
static const struct used_file *file_of(const struct bound *b, const char *option, size_t len)
{
	for (size_t i = 0; i < b->plan->used.n; i++) {
		const struct used_file *file = &b->plan->used.list[i];
		if (!strcmp(file->label, b->step->label) && strlen(file->option) == len &&
		    !memcmp(file->option, option, len))
			return file;
	}
	return NULL;
}

/* "lexicon:3:7" is a place in the file of the option `lexicon`. */
static struct elsewhere place_in_file(const struct bound *b, const char *option)
{
	size_t len = option ? strcspn(option, ":") : 0;
	const struct used_file *file = len && option[len] ? file_of(b, option, len) : NULL;
	if (!file)
		return (struct elsewhere){ 0 };
	char *end;
	struct mark at = { (uint32_t)strtoul(option + len + 1, &end, 10), 1 };
	if (*end == ':')
		at.column = (uint32_t)strtoul(end + 1, NULL, 10);
	return (struct elsewhere){ file->found, file->bytes.at, file->bytes.len, at };
}

static void report(void *context, const char *option, const char *sentence)
{
	const struct bound *b = context;
	problem_add_in(&b->plan->pipeline->problems, step_mark(b->step, option), place_in_file(b, option), sentence);
}

static void missing(void *context, const char *option, const char *field)
{
	advise_missing(context, option, field);
}

static void enter(struct plan *plan, const struct bound *b, const char *callback)
{
	if (plan->entering)
		plan->entering(plan->context, b->step->label, callback);
}

static void leave(struct plan *plan)
{
	if (plan->entering)
		plan->entering(plan->context, "", "");
}

/* ---- one step ---- */

static bool load(struct plan *plan, struct bound *b)
{
	tsl_error e;
	char *path = library_find(&plan->search, b->step->kind, b->step->plugin);
	if (!path) {
		advise_unknown(plan, b->step);
		return false;
	}
	enter(plan, b, "loading");
	b->library = library_open(&plan->search, path, b->step->kind, &e);
	if (!b->library)
		problem_add(&plan->pipeline->problems, b->step->at, "%s", e.text);
	free(path);
	return b->library;
}

static size_t config_size(const struct bound *b)
{
	return b->library->plugin.config_size ? b->library->plugin.config_size : 1;
}

static bool fill_options(struct plan *plan, struct bound *b)
{
	enum plugin_kind kind = b->step->kind;
	const tsl_plugin *plugin = &b->library->plugin;
	b->config = config_get(config_size(b));
	struct binding bindings[] = {
		{ kind == PLUGIN_READER   ? &plan_reader_options
		  : kind == PLUGIN_WRITER ? &plan_writer_options
					  : &plan_stage_options,
		  kind == PLUGIN_READER ? (void *)&b->reader : (void *)&b->writer },
		{ &plugin->options, b->config },
	};
	return bind_options(plan->pipeline, b->step, bindings, 2, &plan->used);
}

static bool bind_fields(struct plan *plan, struct bound *b)
{
	const tsl_plugin *plugin = &b->library->plugin;
	bool good = setup_bind(&b->setup, b->config);
	if (plugin->fields_of) {
		enter(plan, b, "fields_of");
		b->setup.may_declare = true;
		good &= plugin->fields_of(&teasel_host, &b->setup, b->config) == TSL_OK;
		b->setup.may_declare = false;
	}
	for (size_t i = 0; good && i < b->step->n_as; i++)
		if (!b->step->as[i].used)
			advise_unknown_field(b, i);
	return good && !b->setup.failed;
}

/* A stage that rewrites moves text under the spans of layers before it. */
static void check_rewriting(struct plan *plan, const struct bound *b)
{
	if (!(b->library->plugin.flags & TSL_REWRITES))
		return;
	for (uint32_t f = 1; f < plan->shape.n; f++) {
		const struct field *field = &plan->shape.fields[f];
		if (field->type != TSL_LAYER || !field->step || (field->flags & TSL_SOURCE))
			continue;
		const struct step *writer = plan->stages.list[field->step - 1].step;
		problem_add(&plan->pipeline->problems, b->step->at,
			    "`%s` rewrites the text, but `%s` has already marked spans of it in `%s`: %s",
			    b->step->label, field->writer, field->name, advise_order(plan, b->step, writer));
		return;
	}
	uint32_t taken = plan->shape.removed ? 0 : shape_find(&plan->shape, "removed");
	if (!taken)
		taken = shape_find(&plan->shape, "documents.removed");
	if (taken)
		problem_add(&plan->pipeline->problems, b->step->at,
			    "`%s` records what it takes away in the table `removed`, but `%s` brings `%s`: give that "
			    "another name with `as:` or `prefix:`",
			    b->step->label, plan->shape.fields[taken].writer, plan->shape.fields[taken].name);
	else
		shape_add_removed(&plan->shape);
}

static void open_plugin(struct plan *plan, struct bound *b)
{
	const tsl_plugin *plugin = &b->library->plugin;
	if (!plugin->open) {
		b->opened = true;
		return;
	}
	enter(plan, b, "open");
	size_t before = plan->pipeline->problems.n;
	b->opened = true; /* close() is due even where open() fails */
	if (plugin->open(&teasel_host, &b->setup, b->config) != TSL_OK && plan->pipeline->problems.n == before)
		problem_add(&plan->pipeline->problems, b->step->at, "`%s` could not be opened, and gave no reason",
			    b->step->label);
}

static void bind_step(struct plan *plan, struct bound *b, uint32_t reader)
{
	bool good = load(plan, b) && fill_options(plan, b);
	if (good && b->step->kind == PLUGIN_READER) {
		inputs_add(plan, b, reader);
		meta_join(plan, b);
	}
	if (good) {
		check_rewriting(plan, b);
		b->setup.fields = &b->library->plugin.fields;
		good = bind_fields(plan, b);
	}
	if (good)
		open_plugin(plan, b);
	else
		plan->broken |= b->step->kind != PLUGIN_WRITER; /* nobody reads what a writer has */
}

static void bind_steps(struct plan *plan, const struct steps *steps, struct bounds *bounds)
{
	bounds->list = arena_keep(&plan->memory, (steps->n + 1) * sizeof(*bounds->list));
	bounds->n = steps->n;
	for (uint32_t i = 0; i < steps->n; i++) {
		struct bound *b = &bounds->list[i];
		const struct step *step = &steps->list[i];
		*b = (struct bound){ .plan = plan, .step = step };
		b->setup = (struct tsl_setup){ .shape = &plan->shape,
					       .memory = &plan->memory,
					       .as = step->as,
					       .n_as = step->n_as,
					       .label = step->label,
					       .kind = step->kind,
					       .report = report,
					       .missing = missing,
					       .context = b };
		b->setup.step = step->kind == PLUGIN_READER ? 0 : step->kind == PLUGIN_STAGE ? i + 1 : UINT32_MAX;
		bind_step(plan, b, i);
	}
}

/* ---- output ---- */

static bool is_reserved(tsl_str path)
{
	static const char *const names[] = { "manifest.json", "failed.jsonl", "dropped.jsonl", ".teasel" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == path.len && !memcmp(names[i], path.at, path.len))
			return true;
	return false;
}

static void check_output(struct plan *plan, const struct bound *b, size_t i)
{
	struct problems *problems = &plan->pipeline->problems;
	struct mark at = step_mark(b->step, "path");
	tsl_str path = b->writer.path;
	if (!path.at)
		return;
	if (is_reserved(path))
		problem_add(problems, at, "`%s` is the name of a file that every run writes: choose another", path.at);
	else if (path.len > LONGEST_NAME)
		problem_add(problems, at, "`path` has %zu bytes, and the name of a file has at most %d", path.len,
			    LONGEST_NAME);
	else if (!path.len || memchr(path.at, '/', path.len) || !strcmp(path.at, ".") || !strcmp(path.at, ".."))
		problem_add(
			problems, at,
			"`path` is the name of a file in the run's folder, without `/`: give the folder with --out");
	for (size_t j = 0; j < i; j++)
		if (plan->writers.list[j].writer.path.at && !strcmp(plan->writers.list[j].writer.path.at, path.at))
			problem_add(problems, at,
				    "the output at line %u writes to `%s` too: give each a path of its own",
				    plan->writers.list[j].step->at.line, path.at);
}

/* ---- the whole ---- */

static void add_search_folder(struct plan *plan, const struct node *node)
{
	if (node->kind != NODE_SCALAR) {
		problem_add(&plan->pipeline->problems, node->at, "`plugins` is a list of folders, and this is %s",
			    node_kind_name(node));
		return;
	}
	const char *folder = pipeline_path(plan->pipeline, node);
	if (path_is_folder(folder))
		search_add(&plan->search, folder);
	else
		problem_add(&plan->pipeline->problems, node->at, "there is no folder %s", folder);
}

static void add_search(struct plan *plan, const struct search *search)
{
	const struct node *list = plan->pipeline->plugins;
	for (size_t i = 0; list && list->kind == NODE_LIST && i < list->n; i++)
		add_search_folder(plan, list->items[i]);
	if (list && list->kind != NODE_LIST)
		problem_add(&plan->pipeline->problems, list->at, "`plugins` is a list of folders, not %s",
			    node_kind_name(list));
	for (size_t i = 0; i < search->n; i++)
		search_add(&plan->search, search->folders[i]);
}

static void protect_all(struct bounds *bounds)
{
	for (size_t i = 0; i < bounds->n; i++)
		config_protect(bounds->list[i].config, config_size(&bounds->list[i]), true);
}

bool plan_build(struct plan *plan, struct pipeline *p, const struct search *search)
{
	plan->pipeline = p;
	shape_init(&plan->shape);
	add_search(plan, search);
	bind_steps(plan, &p->input, &plan->readers);
	bind_steps(plan, &p->stages, &plan->stages);
	bind_steps(plan, &p->output, &plan->writers);
	for (size_t i = 0; i < plan->writers.n; i++)
		check_output(plan, &plan->writers.list[i], i);
	leave(plan);
	if (p->problems.n)
		return false;
	protect_all(&plan->readers);
	protect_all(&plan->stages);
	protect_all(&plan->writers);
	return true;
}

static void close_all(struct plan *plan, struct bounds *bounds)
{
	for (size_t i = bounds->n; i--;) {
		struct bound *b = &bounds->list[i];
		if (b->config)
			config_protect(b->config, config_size(b), false);
		if (b->opened && b->library->plugin.close) {
			enter(plan, b, "close");
			b->library->plugin.close(b->config);
			leave(plan);
		}
		if (b->config)
			config_release(b->config, config_size(b));
		library_close(b->library);
	}
}

void plan_release(struct plan *plan)
{
	close_all(plan, &plan->writers);
	close_all(plan, &plan->stages);
	close_all(plan, &plan->readers);
	free(plan->patterns);
	free(plan->used.list);
	files_release(&plan->files);
	str_release(&plan->list);
	shape_release(&plan->shape);
	search_release(&plan->search);
	arena_release(&plan->memory);
	*plan = (struct plan){ 0 };
}
