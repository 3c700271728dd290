#include "json.h"

#include <string.h>

#include "kept.h"
#include "common/value.h"

#define LONGEST 120 /* bytes of a path */

static void *room_for_values(void *context, size_t bytes)
{
	const struct json_line *line = context;
	return line->host->alloc(line->doc, bytes);
}

const char *json_parse(struct json_line *line, tsl_str record, size_t *at)
{
	struct json_reader r = {
		.at = record.at, .end = record.at + record.len, .alloc = room_for_values, .context = line
	};
	line->value = json_read(&r);
	*at = (size_t)(r.at - record.at);
	return r.wrong;
}

const char *json_kind_name(json *value)
{
	static const char *const names[] = { "null", "true or false", "a number", "a text", "a list", "an object" };
	return names[value ? value->kind : JSON_NULL];
}

static bool is_kind(json *value, enum json_kind kind)
{
	return value && value->kind == kind;
}

bool json_is_object(json *value)
{
	return is_kind(value, JSON_OBJECT);
}

bool json_is_list(json *value)
{
	return is_kind(value, JSON_LIST);
}

bool json_is_path(const char *path)
{
	size_t n = strlen(path);
	return n && n <= LONGEST;
}

/* The longest name first, so that a file whose names have dots in them can be read as well. */
static json *find(json *object, const char *path)
{
	while (json_is_object(object)) {
		json *whole = json_member(object, text_of(path));
		size_t n = strcspn(path, ".");
		if (whole || !path[n])
			return whole;
		object = json_member(object, (tsl_str){ path, n });
		path += n + 1;
	}
	return NULL;
}

json *json_find(json *object, const char *path)
{
	json *value = find(object, path);
	return is_kind(value, JSON_NULL) ? NULL : value;
}

bool json_is_null(json *object, const char *path)
{
	return is_kind(find(object, path), JSON_NULL);
}

size_t json_length(json *list)
{
	return json_is_list(list) ? list->n : 0;
}

json *const *json_items(const struct json_line *line, json *list)
{
	size_t n = json_length(list);
	json **items = n ? line->host->alloc(line->doc, n * sizeof(*items)) : NULL, *at = n ? json_first(list) : NULL;
	for (size_t i = 0; i < n; i++, at = json_next(at))
		items[i] = at;
	return items;
}

bool json_text(const struct json_line *line, json *value, tsl_str *to)
{
	if (!is_kind(value, JSON_TEXT))
		return false;
	*to = value->raw;
	if (value->escaped) {
		char *text = line->host->alloc(line->doc, value->raw.len);
		*to = (tsl_str){ text, json_copy(value, text) };
	}
	return true;
}

bool json_real(json *value, double *to)
{
	return is_kind(value, JSON_NUMBER) && value_real(value->raw, to);
}

bool json_integer(json *value, int64_t *to)
{
	return is_kind(value, JSON_NUMBER) && value_integer(value->raw, to);
}

bool json_boolean(json *value, int8_t *to)
{
	if (!is_kind(value, JSON_BOOLEAN))
		return false;
	*to = value->raw.at[0] == 't';
	return true;
}

bool json_number_text(json *value, tsl_str *to)
{
	if (!is_kind(value, JSON_NUMBER) || !value_is_number(value->raw))
		return false;
	*to = value->raw;
	return true;
}
