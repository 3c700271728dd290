#include "json.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

#define DEEPEST 64  /* levels of nesting; json-c frees a tree by recursion */
#define LONGEST 120 /* bytes of a path */

/* Where json-c is content, the line is whole; "continue" means that it ends too early. */
static const char *what_is_wrong(struct json_tokener *parser)
{
	enum json_tokener_error error = json_tokener_get_error(parser);
	if (error == json_tokener_success)
		return NULL;
	if (error == json_tokener_continue)
		return "the line ends too early";
	return json_tokener_error_desc(error);
}

static json *parse(tsl_str line, struct json_error *e)
{
	*e = (struct json_error){ "more than 2 GiB in one line", INT_MAX };
	if (line.len > INT_MAX)
		return NULL;
	struct json_tokener *parser = json_tokener_new_ex(DEEPEST);
	*e = (struct json_error){ "out of memory", 0 };
	if (!parser)
		return NULL;
	json_tokener_set_flags(parser, JSON_TOKENER_STRICT);
	json *value = json_tokener_parse_ex(parser, line.at, (int)line.len);
	*e = (struct json_error){ what_is_wrong(parser), json_tokener_get_parse_end(parser) };
	if (!e->what && e->at < line.len)
		e->what = "something stands after the value"; /* a NUL, where json-c takes the line to end */
	json_tokener_free(parser);
	if (!e->what)
		return value;
	json_object_put(value);
	return NULL;
}

bool json_parse(struct json_line *line, tsl_str record, struct json_error *e)
{
	line->value = parse(line->lift.line, e);
	if (e->what && line->lift.line.at != record.at)
		line->value = parse(record, e); /* for the place of the error in the whole line */
	return !e->what;
}

void json_free(struct json_line *line)
{
	json_object_put(line->value);
}

void json_warm_up(void)
{
	json *object = json_object_new_object();
	json_object_object_get_ex(object, "", NULL);
	json_object_put(object);
}

const char *json_kind(json *value)
{
	switch (json_object_get_type(value)) {
	case json_type_null:
		return "null";
	case json_type_boolean:
		return "true or false";
	case json_type_double:
	case json_type_int:
		return "a number";
	case json_type_object:
		return "an object";
	case json_type_array:
		return "a list";
	default:
		return "a text";
	}
}

bool json_is_object(json *value)
{
	return json_object_is_type(value, json_type_object);
}

bool json_is_list(json *value)
{
	return json_object_is_type(value, json_type_array);
}

bool json_is_path(const char *path)
{
	size_t n = strlen(path);
	return n && n <= LONGEST;
}

/* The longest name first, so that a file whose names have dots in them can be read as well. */
static bool find(json *object, const char *path, json **value)
{
	char name[LONGEST + 1];
	while (json_is_object(object)) {
		if (json_object_object_get_ex(object, path, value))
			return true;
		size_t n = strcspn(path, ".");
		if (!path[n])
			return false;
		memcpy(name, path, n);
		name[n] = 0;
		if (!json_object_object_get_ex(object, name, value))
			return false;
		object = *value;
		path += n + 1;
	}
	return false;
}

json *json_find(json *object, const char *path)
{
	json *value;
	return find(object, path, &value) ? value : NULL;
}

bool json_is_null(json *object, const char *path)
{
	json *value;
	return find(object, path, &value) && !value;
}

size_t json_length(json *list)
{
	return json_is_list(list) ? json_object_array_length(list) : 0;
}

json *json_item(json *list, size_t i)
{
	return json_object_array_get_idx(list, i);
}

static tsl_str copied(const struct json_line *line, tsl_str text)
{
	char *to = line->host->alloc(line->doc, text.len + 1);
	memcpy(to, text.at, text.len);
	return (tsl_str){ to, text.len };
}

bool json_text(const struct json_line *line, json *value, tsl_str *to)
{
	if (!json_object_is_type(value, json_type_string))
		return false;
	tsl_str text = { json_object_get_string(value), (size_t)json_object_get_string_len(value) };
	const tsl_str *lifted = lift_find(&line->lift, text);
	*to = lifted ? lift_read(line->host, line->doc, *lifted) : copied(line, text);
	return true;
}

/*
 * json-c 0.16 takes a whole number past 64 bits for the largest or least it can hold, and says nothing. So these two
 * are no numbers to us.
 */
static bool is_cut(json *value)
{
	return json_object_get_uint64(value) == UINT64_MAX || json_object_get_int64(value) == INT64_MIN;
}

bool json_real(json *value, double *to)
{
	if (json_object_is_type(value, json_type_int) && is_cut(value))
		return false;
	if (!json_object_is_type(value, json_type_int) && !json_object_is_type(value, json_type_double))
		return false;
	*to = json_object_get_double(value);
	return *to - *to == 0; /* not of NaN and of the infinities, which json-c reads */
}

bool json_integer(json *value, int64_t *to)
{
	double real;
	if (json_object_is_type(value, json_type_int)) {
		*to = json_object_get_int64(value);
		return !is_cut(value) && (*to != INT64_MAX || json_object_get_uint64(value) == INT64_MAX);
	}
	if (!json_real(value, &real) || real < -0x1p53 || real > 0x1p53)
		return false;
	*to = (int64_t)real;
	return (double)*to == real;
}

bool json_boolean(json *value, int8_t *to)
{
	if (!json_object_is_type(value, json_type_boolean))
		return false;
	*to = json_object_get_boolean(value) ? 1 : 0;
	return true;
}

bool json_number_text(const struct json_line *line, json *value, tsl_str *to)
{
	double real;
	if (!json_real(value, &real))
		return false;
	const char *text = json_object_get_string(value);
	*to = copied(line, (tsl_str){ text, strlen(text) });
	return true;
}
