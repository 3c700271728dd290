/* The only place of core that sees json-c. */
#include "pipeline/table.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

#define DEEPEST 32 /* levels of nesting; json-c frees a tree by recursion */

/* json-c 0.16 takes a whole number past 64 bits for the largest or least it can hold, and says nothing. */
static bool is_cut(struct json_object *value)
{
	return json_object_get_uint64(value) == UINT64_MAX || json_object_get_int64(value) == INT64_MIN;
}

/* What a member says, as a text in the table's memory; at == NULL where it is null. */
static bool read_value(struct table *t, const char *name, struct json_object *value, const char *line, tsl_str *to)
{
	enum json_type type = json_object_get_type(value);
	*to = (tsl_str){ 0 };
	if (type == json_type_object || type == json_type_array)
		return table_fail(t, line, "`%s` is %s, and a column holds a text, a number or a truth value%s", name,
				  type == json_type_array ? "a list" : "an object",
				  t->all ? ": `keep` of `meta` lists the columns that are wanted" : "");
	if (type == json_type_int && is_cut(value))
		return table_fail(t, line, "`%s` is a number that 64 bits cannot hold: write it as a text", name);
	if (type == json_type_null)
		return true;
	const char *text = json_object_get_string(value);
	size_t n = type == json_type_string ? (size_t)json_object_get_string_len(value) : strlen(text);
	*to = (tsl_str){ arena_copy(t->memory, text, n), n };
	return true;
}

static struct table_column *find_column(struct table *t, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (!strcmp(t->columns[i].name, name))
			return &t->columns[i];
	if (!t->all)
		return NULL;
	return table_add_column(t, arena_copy(t->memory, name, strlen(name)));
}

static bool take_members(struct table *t, struct json_object *object, const char *line)
{
	struct json_object *key = NULL;
	tsl_str text;
	json_object_object_get_ex(object, t->key, &key);
	if (!read_value(t, t->key, key, line, &text) || !table_add_row(t, text, line))
		return false;
	json_object_object_foreach(object, name, value)
	{
		bool is_key = t->all && !strcmp(name, t->key);
		struct table_column *column = is_key ? NULL : find_column(t, name);
		if (!column)
			continue;
		column->found = true;
		if (!read_value(t, name, value, line, &text) || !table_put(t, column, text, line))
			return false;
	}
	return true;
}

static bool take_line(struct table *t, struct json_tokener *parser, const char *line, size_t n)
{
	json_tokener_reset(parser);
	struct json_object *value = json_tokener_parse_ex(parser, line, (int)n);
	enum json_tokener_error error = json_tokener_get_error(parser);
	size_t at = json_tokener_get_parse_end(parser);
	bool good = false;
	if (error == json_tokener_continue)
		table_fail(t, line + n, "the line is not JSON: it ends too early");
	else if (error != json_tokener_success || at < n)
		table_fail(t, line + at, "the line is not JSON: %s",
			   error == json_tokener_success ? "something stands after the value"
							 : json_tokener_error_desc(error));
	else if (!json_object_is_type(value, json_type_object))
		table_fail(t, line, "the line is no object; each line of the table is one, such as {\"%s\": …}",
			   t->key);
	else
		good = take_members(t, value, line);
	json_object_put(value);
	return good;
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

bool table_read_json(struct table *t)
{
	struct json_tokener *parser = json_tokener_new_ex(DEEPEST);
	const char *at = t->bytes.at, *end = at + t->bytes.len;
	if (!parser)
		return table_fail(t, at, "out of memory");
	json_tokener_set_flags(parser, JSON_TOKENER_STRICT);
	bool good = true;
	while (good && at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at)), *next = stop ? stop + 1 : end;
		size_t n = without_blanks(at, (size_t)((stop ? stop : end) - at));
		if (n)
			good = take_line(t, parser, at, n);
		at = next;
	}
	json_tokener_free(parser);
	return good && check_columns(t);
}
