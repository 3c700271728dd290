#include "pipeline/pipeline.h"

#include "base/memory.h"
#include "base/path.h"
#include "pipeline/bind.h"
#include "pipeline/meta.h"
#include "plugin/option.h"

#include <stdlib.h>
#include <string.h>

static const char *const top_keys[] = { "teasel", "name",  "about",  "params", "plugins",
					"limits", "input", "stages", "output" };
#define N_TOP (sizeof(top_keys) / sizeof(*top_keys))

static const char *top_key(const void *list, size_t i)
{
	(void)list;
	return top_keys[i];
}

static void check_keys(struct pipeline *p, const struct node *root)
{
	for (size_t i = 0; i + 1 < root->n; i += 2) {
		const struct node *key = root->items[i];
		bool known = false;
		for (size_t k = 0; k < N_TOP; k++)
			known |= !strcmp(top_keys[k], key->text);
		if (known)
			continue;
		const char *close = closest_word(key->text, N_TOP, top_key, NULL);
		if (close)
			problem_add(&p->problems, key->at, "a pipeline has no key `%s`: did you mean `%s`?", key->text,
				    close);
		else
			problem_add(&p->problems, key->at,
				    "a pipeline has no key `%s`: it has teasel, name, about, params, plugins, input, "
				    "stages and output",
				    key->text);
	}
}

/* A scalar that is meant as a text; false where it was reported. */
static bool is_text(struct pipeline *p, const struct node *node, const char *what)
{
	if (node->kind != NODE_SCALAR || node_is_empty(node))
		problem_add(&p->problems, node->at, "`%s` takes a text, not %s", what, node_kind_name(node));
	else if (node->plain && option_is_ambiguous((tsl_str){ node->text, node->len }))
		problem_add(
			&p->problems, node->at,
			"`%s` takes a text, and `%s` without quotes is a truth value or nothing in YAML: write \"%s\"",
			what, node->text, node->text);
	else
		return true;
	return false;
}

static const char *read_text(struct pipeline *p, const struct node *root, const char *key)
{
	const struct node *node = node_get(root, key);
	return node && is_text(p, node, key) ? node->text : NULL;
}

static void check_version(struct pipeline *p, const struct node *root)
{
	const struct node *node = node_get(root, "teasel");
	if (!node)
		problem_add(&p->problems, root->at,
			    "a pipeline says which version of the format it is written in: begin with `teasel: 1`");
	else if (node->kind != NODE_SCALAR || strcmp(node->text, "1") != 0)
		problem_add(&p->problems, node->at, "this teasel reads pipelines of version 1: write `teasel: 1`");
}

static bool is_name(const char *name)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	return *name && strspn(name, good) == strlen(name);
}

static void check_name(struct pipeline *p, const struct node *root)
{
	p->name = read_text(p, root, "name");
	if (p->name && !is_name(p->name)) { /* it is also the name of a folder */
		problem_add(&p->problems, node_get(root, "name")->at,
			    "a pipeline's name has letters, digits, `_` and `-` only");
		p->name = NULL;
	}
	if (!p->name)
		p->name = "pipeline";
}

/* ---- steps ---- */

/* Every stage may count on the rows of these two; under another name they would be taken for something else. */
static bool is_free_name(struct pipeline *p, const struct node *from, const struct node *to)
{
	if (!strcmp(from->text, "documents"))
		problem_add(&p->problems, from->at,
			    "the table `documents` keeps its name: rename its columns, as in {documents.sentiment: "
			    "tone}");
	else if (!strchr(from->text, '.') && !strcmp(to->text, "documents"))
		problem_add(&p->problems, to->at,
			    "`documents` is the name of the table with one row a document: choose another");
	else if (!strchr(from->text, '.') && !strcmp(to->text, "removed"))
		problem_add(&p->problems, to->at,
			    "`removed` is the name of the table of what stages take out of the text: choose another");
	else
		return true;
	return false;
}

static void read_renamings(struct pipeline *p, struct step *step, const struct node *as)
{
	if (as->kind != NODE_MAP) {
		problem_add(&p->problems, as->at, "`as` is a mapping such as {sentences: lines}, not %s",
			    node_kind_name(as));
		return;
	}
	step->as = arena_keep(&p->memory, (as->n / 2 + 1) * sizeof(*step->as));
	for (size_t i = 0; i + 1 < as->n; i += 2) {
		const struct node *from = as->items[i], *to = as->items[i + 1];
		if (!is_text(p, to, from->text) || !is_free_name(p, from, to))
			continue;
		const char *dot = strchr(from->text, '.'), *new = to->text;
		size_t table = dot ? (size_t)(dot - from->text) + 1 : 0;
		if (dot && !strncmp(from->text, new, table))
			new += table;
		if (strchr(new, '.')) {
			problem_add(&p->problems, to->at,
				    "`as` leaves a column in its table, and takes its new name alone, not `%s`: a "
				    "table is renamed as a whole",
				    to->text);
			continue;
		}
		step->as[step->n_as++] = (struct renaming){ .from = from->text, .to = new };
	}
}

static void read_options(struct pipeline *p, struct step *step, const struct node *options)
{
	if (node_is_empty(options))
		return;
	if (options->kind != NODE_MAP) {
		problem_add(&p->problems, options->at,
			    "the options of `%s` are a mapping such as {name: value}, not %s", step->plugin,
			    node_kind_name(options));
		return;
	}
	step->options = options;
	const struct node *label = node_get(options, "label"), *as = node_get(options, "as");
	bool named = label && is_text(p, label, "label");
	if (named && !is_name(label->text))
		problem_add(&p->problems, label->at, "a label has letters, digits, `_` and `-` only");
	else if (named)
		step->label = label->text;
	if (as)
		read_renamings(p, step, as);
}

static bool read_step(struct pipeline *p, struct step *step, const struct node *node)
{
	const char *what = plugin_kind_name(step->kind);
	const struct node *name = node->kind == NODE_MAP && node->n ? node->items[0] : node;
	step->at = name->at;
	if (name->kind != NODE_SCALAR || !name->len) {
		problem_add(&p->problems, node->at, "a %s is written `- name` or `- name: {options}`", what);
		return false;
	}
	step->plugin = step->label = name->text;
	if (node->kind == NODE_MAP && node->n > 2) {
		problem_add(&p->problems, node->items[2]->at,
			    "one %s stands in each item: indent `%s` further if it is an option of `%s`, or put `- ` "
			    "before it",
			    what, node->items[2]->text, name->text);
		return false;
	}
	if (node->kind == NODE_MAP)
		read_options(p, step, node->items[1]);
	return true;
}

static const struct step *same_label(const struct steps *steps, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (!strcmp(steps->list[i].label, steps->list[j].label))
			return &steps->list[j];
	return NULL;
}

/* Outputs of one plugin are told apart by their paths, unless they have labels of their own. */
static void label_by_path(struct steps *steps)
{
	for (size_t i = 1; i < steps->n; i++)
		for (struct step *s = &steps->list[i]; same_label(steps, i) && s->label == s->plugin;) {
			const struct node *path = node_get(s->options, "path");
			if (!path || path->kind != NODE_SCALAR || !path->len)
				return;
			s->label = path->text;
		}
}

/* Two outputs with one path are reported as that. */
static bool has_label_of_path(const struct step *step)
{
	const struct node *path = node_get(step->options, "path");
	return step->kind == PLUGIN_WRITER && path && path->text == step->label;
}

static void check_labels(struct pipeline *p, struct steps *steps, enum plugin_kind kind)
{
	if (kind == PLUGIN_WRITER)
		label_by_path(steps);
	for (size_t i = 1; i < steps->n; i++) {
		const struct step *other = same_label(steps, i);
		if (other && !has_label_of_path(&steps->list[i]))
			problem_add(&p->problems, steps->list[i].at,
				    "there are two steps `%s` here (the other is at line %u): give one a `label:`",
				    steps->list[i].label, other->at.line);
	}
}

static void read_steps(struct pipeline *p, const struct node *root, const char *key, enum plugin_kind kind,
		       struct steps *steps)
{
	const struct node *list = node_get(root, key);
	bool needed = kind != PLUGIN_STAGE;
	if (!list && needed)
		problem_add(&p->problems, root->at, "the pipeline has no `%s:`: it needs at least one %s", key,
			    plugin_kind_name(kind));
	if (!list || (node_is_empty(list) && !needed))
		return;
	if (list->kind != NODE_LIST || (!list->n && needed)) {
		problem_add(&p->problems, list->at, "`%s` is a list of %ss, one a line that begins with `- `, not %s",
			    key, plugin_kind_name(kind),
			    list->kind == NODE_LIST ? "an empty one" : node_kind_name(list));
		return;
	}
	for (size_t i = 0; i < list->n; i++) {
		struct step step = { .kind = kind };
		if (!read_step(p, &step, list->items[i]))
			continue;
		steps->list = memory_room(steps->list, steps->n, &steps->room, sizeof(*steps->list));
		steps->list[steps->n++] = step;
	}
	check_labels(p, steps, kind);
}

/* ---- limits ---- */

/* Bound like the options of a step, and with the same errors. */
static void read_limits(struct pipeline *p, const struct node *root)
{
	const struct node *map = node_get(root, "limits");
	struct binding binding = { &limits_options, &p->limits };
	struct step step = { .plugin = "limits", .label = "limits", .at = map ? map->at : root->at, .options = map };
	if (map && map->kind != NODE_MAP)
		problem_add(&p->problems, map->at, "`limits` is a mapping such as {seconds: 10}, not %s",
			    node_kind_name(map));
	else
		bind_options(p, &step, &binding, 1, NULL);
}

/* ---- the whole ---- */

static void read_root(struct pipeline *p, const char *const *set, size_t n_set)
{
	struct node *root = p->yaml.root;
	if (root->kind != NODE_MAP) {
		problem_add(&p->problems, root->at, "a pipeline is a mapping that begins with `teasel: 1`, not %s",
			    node_kind_name(root));
		return;
	}
	check_keys(p, root);
	check_version(p, root);
	params_read(&p->params, node_get(root, "params"), set, n_set, &p->memory, &p->problems);
	for (size_t i = 0; i + 1 < root->n; i += 2)
		if (strcmp(root->items[i]->text, "params") != 0)
			params_replace(&p->params, root->items[i + 1], &p->memory, &p->problems);
	check_name(p, root);
	p->about = read_text(p, root, "about");
	p->plugins = node_get(root, "plugins");
	read_limits(p, root);
	read_steps(p, root, "input", PLUGIN_READER, &p->input);
	read_steps(p, root, "stages", PLUGIN_STAGE, &p->stages);
	read_steps(p, root, "output", PLUGIN_WRITER, &p->output);
	for (size_t i = 0; i < p->input.n; i++) {
		const struct node *meta = node_get(p->input.list[i].options, "meta");
		p->input.list[i].meta = meta ? meta_read(p, &p->input.list[i], meta) : NULL;
	}
}

bool pipeline_read(struct pipeline *p, const char *path, const char *const *set, size_t n_set)
{
	tsl_error e;
	*p = (struct pipeline){ .path = memory_copy(path, strlen(path)),
				.folder = path_folder(path),
				.source = STR_NEEDED,
				.name = "pipeline" };
	p->problems.path = p->path;
	if (!path_read(path, YAML_LARGEST, &p->source, &e) && p->source.len <= YAML_LARGEST) {
		const char *why = strrchr(e.text, ':');
		problem_add(&p->problems, (struct mark){ 0 }, "cannot read the pipeline%s", why ? why : "");
		return false;
	}
	size_t mark = p->source.len >= 3 && !memcmp(p->source.at, "\xEF\xBB\xBF", 3) ? 3 : 0; /* a byte-order mark */
	p->problems.source = p->source.at + mark;
	p->problems.source_len = p->source.len - mark;
	if (yaml_parse(&p->yaml, &p->problems))
		read_root(p, set, n_set);
	return !p->problems.n;
}

void pipeline_release(struct pipeline *p)
{
	free(p->path);
	free(p->folder);
	for (size_t i = 0; i < p->input.n; i++)
		meta_release(p->input.list[i].meta);
	free(p->input.list);
	free(p->stages.list);
	free(p->output.list);
	str_release(&p->source);
	problems_release(&p->problems);
	yaml_release(&p->yaml);
	params_release(&p->params);
	arena_release(&p->memory);
	*p = (struct pipeline){ 0 };
}

const char *pipeline_path(struct pipeline *p, const struct node *scalar)
{
	char *joined = path_join(scalar->from_command ? "." : p->folder, scalar->text);
	path_clean(joined);
	const char *kept = arena_copy(&p->memory, joined, strlen(joined));
	free(joined);
	return kept;
}

size_t pipeline_path_folder(struct pipeline *p, const struct node *scalar)
{
	if (scalar->from_command || scalar->text[0] == '/')
		return 0;
	char *folder = path_join(p->folder, "");
	path_clean(folder);
	size_t n = strcmp(p->folder, ".") ? strlen(folder) : 0;
	free(folder);
	return n;
}

/* The place of item "[2]" of a list, or of name "[2]" of a mapping and item "[0]" of what stands there. */
static struct mark item_mark(const struct node *value, const char *item)
{
	while (*item == '[') {
		char *end;
		unsigned long i = strtoul(item + 1, &end, 10);
		item = *end == ']' ? end + 1 : end;
		if (value->kind == NODE_LIST && i < value->n)
			value = value->items[i];
		else if (value->kind == NODE_MAP && i < value->n / 2)
			value = value->items[*item == '[' ? 2 * i + 1 : 2 * i];
		else
			break;
	}
	return value->at;
}

struct mark step_mark(const struct step *step, const char *option)
{
	size_t n = option ? strcspn(option, "[:") : 0;
	for (size_t i = 0; n && step->options && i + 1 < step->options->n; i += 2) {
		const struct node *key = step->options->items[i], *value = step->options->items[i + 1];
		if (key->len == n && !memcmp(key->text, option, n))
			return item_mark(value, option + n);
	}
	return step->at;
}
