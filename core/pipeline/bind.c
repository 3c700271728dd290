#include "pipeline/bind.h"

#include "base/memory.h"
#include "base/path.h"
#include "plugin/option.h"

#include <string.h>
#include <sys/mman.h>

#define LARGEST_FILE ((size_t)1 << 30)
#define MOST_NAMES 128

struct bind {
	struct pipeline *p;
	const struct step *step;
	struct used_files *files;
};

static bool wrong_kind(struct bind *b, const tsl_option *o, const struct node *value)
{
	problem_add(&b->p->problems, value->at, "`%s` takes %s, not %s", o->name, option_wants(o->type),
		    node_kind_name(value));
	return false;
}

static bool bind_scalar(struct bind *b, const tsl_option *o, tsl_type type, const struct node *value, void *to)
{
	tsl_error e;
	if (value->kind != NODE_SCALAR)
		return wrong_kind(b, o, value);
	if (option_read(o, type, (tsl_str){ value->text, value->len }, value->plain, to, &e))
		return true;
	problem_add(&b->p->problems, value->at, "%s", e.text);
	return false;
}

static bool check_length(struct bind *b, const tsl_option *o, const struct node *value, size_t n)
{
	char range[64];
	if (!(o->min < o->max) || ((double)n >= o->min && (double)n <= o->max))
		return true;
	problem_add(&b->p->problems, value->at, "`%s` takes %s items, not %zu", o->name, option_range(o, range), n);
	return false;
}

static bool bind_item(struct bind *b, const tsl_option *o, const struct node *item, tsl_str *to)
{
	if (item->kind == NODE_SCALAR)
		return bind_scalar(b, o, TSL_TEXT, item, to);
	problem_add(&b->p->problems, item->at, "each item of `%s` is a text, and this is %s", o->name,
		    node_kind_name(item));
	return false;
}

/* A single text is a list of one. */
static bool bind_list(struct bind *b, const tsl_option *o, const struct node *value, tsl_list *to)
{
	size_t n = value->kind == NODE_LIST ? value->n : 1;
	if (value->kind == NODE_MAP && o->type == TSL_GROUPS) {
		problem_add(&b->p->problems, value->at, "each name in `%s` has a list of texts, and this is a mapping",
			    o->name);
		return false;
	}
	if (value->kind == NODE_MAP)
		return wrong_kind(b, o, value);
	tsl_str *items = arena_keep(&b->p->memory, (n + 1) * sizeof(*items));
	bool good = true;
	for (size_t i = 0; i < n; i++)
		good &= bind_item(b, o, value->kind == NODE_LIST ? value->items[i] : value, &items[i]);
	*to = (tsl_list){ items, n };
	return good;
}

/* A mapping of names to lists; or a list of mere names. */
static bool bind_groups(struct bind *b, const tsl_option *o, const struct node *value, tsl_groups *to)
{
	bool map = value->kind == NODE_MAP, good = true;
	size_t n = map ? value->n / 2 : value->n;
	if (value->kind == NODE_SCALAR)
		return wrong_kind(b, o, value);
	tsl_str *names = arena_keep(&b->p->memory, (n + 1) * sizeof(*names));
	tsl_list *lists = arena_keep(&b->p->memory, (n + 1) * sizeof(*lists));
	tsl_option items = *o;
	items.min = items.max = 0; /* the range is of the number of groups */
	for (size_t i = 0; i < n; i++) {
		const struct node *name = value->items[map ? 2 * i : i], *list = map ? value->items[2 * i + 1] : NULL;
		good &= bind_scalar(b, &items, TSL_TEXT, name, &names[i]);
		if (list && !node_is_empty(list))
			good &= bind_list(b, &items, list, &lists[i]);
	}
	*to = (tsl_groups){ names, lists, n };
	return good && check_length(b, o, value, n);
}

static bool bind_file(struct bind *b, const tsl_option *o, const struct node *value, tsl_file *to)
{
	tsl_str text;
	tsl_error e;
	if (!bind_scalar(b, o, TSL_TEXT, value, &text))
		return false;
	if (!value->len) {
		problem_add(&b->p->problems, value->at, "`%s` takes the path of a file, and this is empty", o->name);
		return false;
	}
	const char *path = pipeline_path(b->p, value);
	str bytes = STR_NEEDED;
	if (!path_read(path, LARGEST_FILE, &bytes, &e)) {
		problem_add(&b->p->problems, value->at, "`%s`: %s", o->name, e.text);
		str_release(&bytes);
		return false;
	}
	to->bytes = (tsl_str){ arena_copy(&b->p->memory, bytes.at ? bytes.at : "", bytes.len), bytes.len };
	to->path = (tsl_str){ path, strlen(path) };
	str_release(&bytes);
	b->files->list = memory_room(b->files->list, b->files->n, &b->files->room, sizeof(*b->files->list));
	b->files->list[b->files->n++] = (struct used_file){ b->step->label, o->name, value->text, path, to->bytes };
	return true;
}

static bool bind_value(struct bind *b, const tsl_option *o, const struct node *value, void *to)
{
	switch (o->type) {
	case TSL_LIST:
		return bind_list(b, o, value, to) && check_length(b, o, value, ((const tsl_list *)to)->n);
	case TSL_GROUPS:
		return bind_groups(b, o, value, to);
	case TSL_FILE:
		return bind_file(b, o, value, to);
	default:
		return bind_scalar(b, o, o->type, value, to);
	}
}

/* ---- names ---- */

static const char *name_at(const void *list, size_t i)
{
	return ((const char *const *)list)[i];
}

/* Of what is no plugin, and so cannot be shown. */
static void list_options(struct bind *b, const struct node *key, const struct binding *binding)
{
	const char *list = "";
	for (uint32_t i = 0; i < binding->options->n; i++)
		list = arena_format(&b->p->memory, "%s%s%s", list, i ? ", " : "", option_at(binding->options, i).name);
	problem_add(&b->p->problems, key->at, "`%s` has no `%s`: it has %s", b->step->plugin, key->text, list);
}

static void unknown_option(struct bind *b, const struct node *key, const struct binding *bindings, size_t n)
{
	const char *names[MOST_NAMES] = { "label", "as" };
	size_t used = 2;
	for (size_t k = 0; k < n; k++)
		for (uint32_t i = 0; i < bindings[k].options->n && used < MOST_NAMES; i++)
			names[used++] = option_at(bindings[k].options, i).name;
	if (!b->step->kind) {
		list_options(b, key, bindings);
		return;
	}
	const char *close = closest_word(key->text, used, name_at, names);
	if (close)
		problem_add(&b->p->problems, key->at, "`%s` has no option `%s`: did you mean `%s`?", b->step->plugin,
			    key->text, close);
	else
		problem_add(&b->p->problems, key->at, "`%s` has no option `%s`: `teasel show %s` lists those it has",
			    b->step->plugin, key->text, b->step->plugin);
}

/* What was read with the pipeline. */
static bool is_read_already(const struct bind *b, const char *key)
{
	if (b->step->kind == PLUGIN_READER && !strcmp(key, "meta"))
		return true;
	return b->step->kind && (!strcmp(key, "label") || !strcmp(key, "as"));
}

static bool bind_key(struct bind *b, const struct node *key, const struct node *value, const struct binding *bindings,
		     size_t n)
{
	tsl_option o;
	if (is_read_already(b, key->text))
		return true;
	for (size_t k = 0; k < n; k++)
		if (option_find(bindings[k].options, key->text, &o))
			return bind_value(b, &o, value, (char *)bindings[k].config + o.at);
	unknown_option(b, key, bindings, n);
	return false;
}

static bool bind_missing(struct bind *b, const struct binding *binding)
{
	tsl_error e;
	bool good = true;
	for (uint32_t i = 0; i < binding->options->n; i++) {
		tsl_option o = option_at(binding->options, i);
		if (node_get(b->step->options, o.name))
			continue;
		if (o.required) {
			problem_add(&b->p->problems, b->step->at, "`%s` needs the option `%s`: %s", b->step->plugin,
				    o.name, option_wants(o.type));
			good = false;
		} else if (!option_default(&o, &b->p->memory, (char *)binding->config + o.at, &e)) {
			problem_add(&b->p->problems, b->step->at, "the plugin `%s` has a broken default: %s",
				    b->step->plugin, e.text);
			good = false;
		}
	}
	return good;
}

bool bind_options(struct pipeline *p, const struct step *step, const struct binding *bindings, size_t n,
		  struct used_files *files)
{
	struct bind b = { p, step, files };
	bool good = true;
	for (size_t k = 0; k < n; k++)
		good &= bind_missing(&b, &bindings[k]);
	for (size_t i = 0; step->options && i + 1 < step->options->n; i += 2)
		good &= bind_key(&b, step->options->items[i], step->options->items[i + 1], bindings, n);
	return good;
}

/* ---- a plugin's struct ---- */

void *config_get(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (at == MAP_FAILED)
		memory_out();
	return at;
}

void config_protect(void *config, size_t size, bool read_only)
{
	mprotect(config, size, read_only ? PROT_READ : PROT_READ | PROT_WRITE);
}

void config_release(void *config, size_t size)
{
	munmap(config, size);
}
