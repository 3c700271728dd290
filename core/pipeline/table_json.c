#include "pipeline/table.h"

#include "base/utf8.h"
#include "common/json.h"

#include <string.h>

static tsl_str text_of(struct table *t, const struct json *value)
{
	if (!value->escaped)
		return value->raw;
	char *copy = arena_keep(t->memory, value->raw.len);
	size_t n = json_copy(value, copy);
	char *text = arena_keep(t->memory, utf8_repaired_size(copy, n));
	return (tsl_str){ text, utf8_repair(copy, n, text) };
}

/* What a member says, as a text that lives as long as the table; at == NULL where it is null. */
static bool read_value(struct table *t, const char *name, const struct json *value, const char *line, tsl_str *to)
{
	*to = (tsl_str){ 0 };
	if (value->kind >= JSON_LIST)
		return table_fail(t, line, "`%s` is %s, and a column holds a text, a number or a truth value%s", name,
				  value->kind == JSON_LIST ? "a list" : "an object",
				  t->all ? ": `keep` of `meta` lists the columns that are wanted" : "");
	if (value->kind != JSON_NULL)
		*to = text_of(t, value);
	return true;
}

static tsl_str name_of(const char *name)
{
	return (tsl_str){ name, strlen(name) };
}

static struct table_column *find_column(struct table *t, const struct json *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (json_says(name, name_of(t->columns[i].name)))
			return &t->columns[i];
	if (!t->all || json_says(name, name_of(t->key)))
		return NULL;
	tsl_str text = text_of(t, name);
	return table_add_column(t, arena_copy(t->memory, text.at, text.len));
}

static bool take_member(struct table *t, const struct json *name, const char *line)
{
	struct table_column *column = find_column(t, name);
	tsl_str text;
	if (!column)
		return true;
	column->found = true;
	return read_value(t, column->name, name + 1, line, &text) && table_put(t, column, text, line);
}

static bool take_members(struct table *t, const struct json *object, const char *line)
{
	static const struct json none = { .kind = JSON_NULL };
	const struct json *key = json_member(object, name_of(t->key)), *name = json_first(object);
	tsl_str text;
	if (!read_value(t, t->key, key ? key : &none, line, &text) || !table_add_row(t, text, line))
		return false;
	for (uint32_t i = 0; i < object->n; i++, name = json_next(name + 1))
		if (!take_member(t, name, line))
			return false;
	return true;
}

static bool take_line(struct table *t, struct json_reader *r, const char *line, size_t n)
{
	r->at = line;
	r->end = line + n;
	r->n = 0; /* the room is used again */
	const struct json *value = json_read(r);
	if (!value)
		return table_fail(t, r->at, "the line is not JSON: %s", r->wrong);
	if (value->kind != JSON_OBJECT)
		return table_fail(t, line, "the line is no object; each line of the table is one, such as {\"%s\": …}",
				  t->key);
	return take_members(t, value, line);
}

static const char *column_name(const void *list, size_t i)
{
	const struct table *t = list;
	return t->columns[i].found ? t->columns[i].name : NULL;
}

/* A column that no line has is one that was misspelt. */
static bool check_columns(struct table *t)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (!t->columns[i].found)
			return table_lacks(t, t->columns[i].name, t->n_columns, column_name, t);
	return true;
}

static size_t without_blanks(const char *line, size_t n)
{
	while (n && strchr(" \t\r", line[n - 1]) && line[n - 1])
		n--;
	return n;
}

static void *room_for_values(void *context, size_t bytes)
{
	return arena_keep(context, bytes);
}

bool table_read_json(struct table *t)
{
	struct json_reader r = { .alloc = room_for_values, .context = t->memory };
	const char *at = t->bytes.at, *end = at + t->bytes.len;
	bool good = true;
	while (good && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at)), *next = stop ? stop + 1 : end;
		size_t n = without_blanks(at, (size_t)((stop ? stop : end) - at));
		if (n)
			good = take_line(t, &r, at, n);
		at = next;
	}
	return good && check_columns(t);
}
