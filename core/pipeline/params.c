#include "pipeline/params.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *name_at(const void *list, size_t i)
{
	return ((const struct params *)list)->list[i].name;
}

static struct param *find(const struct params *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->list[i].name, name))
			return &p->list[i];
	return NULL;
}

static void unknown(const struct params *p, struct mark at, const char *name, struct problems *problems)
{
	const char *close = closest_word(name, p->n, name_at, p);
	if (close)
		problem_add(problems, at, "there is no parameter `%s`: did you mean `%s`?", name, close);
	else
		problem_add(problems, at, "there is no parameter `%s`: write it under `params:`", name);
}

static bool expand(const struct params *p, struct node *node, arena *memory, struct problems *problems);

/* A setting counts from here on, so that the defaults below it see it too. */
static void take_setting(struct param *param, const char *const *set, size_t n)
{
	size_t len = strlen(param->name);
	for (size_t i = 0; i < n; i++) {
		if (strncmp(set[i], param->name, len) != 0 || set[i][len] != '=')
			continue;
		param->value = set[i] + len + 1;
		param->from_command = true;
	}
}

static void read_defaults(struct params *p, const struct node *map, const char *const *set, size_t n, arena *memory,
			  struct problems *problems)
{
	for (size_t i = 0; i + 1 < map->n; i += 2) {
		struct node *value = map->items[i + 1];
		if (value->kind != NODE_SCALAR) {
			problem_add(problems, value->at, "the parameter `%s` takes a text or number, not %s",
				    map->items[i]->text, node_kind_name(value));
			continue;
		}
		expand(p, value, memory, problems); /* sees the parameters above it */
		p->list = memory_room(p->list, p->n, &p->room, sizeof(*p->list));
		p->list[p->n++] = (struct param){ map->items[i]->text, value->text, value->from_command };
		take_setting(&p->list[p->n - 1], set, n);
	}
}

static void check_setting(const struct params *p, const char *setting, arena *memory, struct problems *problems)
{
	const char *equals = strchr(setting, '=');
	if (!equals || equals == setting) {
		problem_add(problems, (struct mark){ 0 }, "--set takes name=value, not `%s`", setting);
		return;
	}
	if (utf8_valid(setting, strlen(setting)) != strlen(setting)) {
		problem_add(problems, (struct mark){ 0 }, "--set takes UTF-8, and the value of `%.*s` is not",
			    (int)(equals - setting), setting);
		return;
	}
	const char *name = arena_copy(memory, setting, (size_t)(equals - setting));
	if (!find(p, name))
		unknown(p, (struct mark){ 0 }, name, problems);
}

bool params_read(struct params *p, const struct node *map, const char *const *set, size_t n, arena *memory,
		 struct problems *problems)
{
	size_t before = problems->n;
	if (map && map->kind == NODE_MAP)
		read_defaults(p, map, set, n, memory, problems);
	else if (map && !node_is_empty(map))
		problem_add(problems, map->at, "`params` is a mapping of names to values, not %s", node_kind_name(map));
	for (size_t i = 0; i < n; i++)
		check_setting(p, set[i], memory, problems);
	return problems->n == before;
}

void params_release(struct params *p)
{
	free(p->list);
	*p = (struct params){ 0 };
}

/* The value of what stands between ${ and }, or NULL where it was reported. */
static const char *value_of(const struct params *p, const char *name, const struct node *node, bool *from_command,
			    struct problems *problems)
{
	*from_command = false;
	if (!strncmp(name, "env:", 4)) {
		const char *value = getenv(name + 4);
		if (!value)
			problem_add(problems, node->at, "the environment has no variable `%s`", name + 4);
		return value;
	}
	const struct param *param = find(p, name);
	if (!param) {
		unknown(p, node->at, name, problems);
		return NULL;
	}
	*from_command = param->from_command;
	return param->value;
}

static bool expand_into(const struct params *p, struct node *node, str *to, arena *memory, struct problems *problems)
{
	for (const char *s = node->text, *end = s + node->len; s < end;) {
		if (!strncmp(s, "$${", 3)) {
			str_puts(to, "${");
			s += 3;
			continue;
		}
		if (strncmp(s, "${", 2) != 0) {
			str_putc(to, *s++);
			continue;
		}
		const char *close = strchr(s, '}');
		if (!close) {
			problem_add(problems, node->at,
				    "`${` without `}`: write `$${` where you mean the two signs themselves");
			return false;
		}
		bool from_command;
		const char *name = arena_copy(memory, s + 2, (size_t)(close - s - 2));
		const char *value = value_of(p, name, node, &from_command, problems);
		if (!value)
			return false;
		if (s == node->text)
			node->from_command = from_command;
		str_puts(to, value);
		s = close + 1;
	}
	return true;
}

static bool expand(const struct params *p, struct node *node, arena *memory, struct problems *problems)
{
	if (node->replaced || !strchr(node->text, '$'))
		return true;
	node->replaced = true;
	str text = STR_NEEDED;
	bool good = expand_into(p, node, &text, memory, problems);
	node->broken = !good;
	if (good && (text.len != node->len || memcmp(text.at, node->text, text.len) != 0)) {
		node->text = arena_copy(memory, text.at ? text.at : "", text.len);
		node->len = text.len;
		node->plain = false;
	}
	str_release(&text);
	return good;
}

void params_replace(const struct params *p, struct node *node, arena *memory, struct problems *problems)
{
	if (node->kind == NODE_SCALAR) {
		expand(p, node, memory, problems);
		return;
	}
	if (node->replaced)
		return;
	node->replaced = true;
	size_t step = node->kind == NODE_MAP ? 2 : 1; /* keys stay as they are */
	for (size_t i = step - 1; i < node->n; i += step)
		params_replace(p, node->items[i], memory, problems);
}
