/*
 * json.h: one line of JSON, as the reader asks for its values.
 *
 * NULL stands for a member that is not there or is `null`, and every function takes it.
 */
#ifndef JSONL_JSON_H
#define JSONL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#include "common/json.h"

typedef const struct json json;

/* One line, and the document that is made of it, in whose memory all of it lies. */
struct json_line {
	const tsl_host *host;
	tsl_document *doc;
	json *value;
};

/* Parses one line. NULL, or why it is not JSON, and *at, the bytes of the line before that. */
const char *json_parse(struct json_line *line, tsl_str record, size_t *at);

/* "an object", "a text", "null" …, for messages. */
const char *json_kind_name(json *value);
bool json_is_object(json *value);
bool json_is_list(json *value);

/* The member that a path names, or NULL: "meta.url" is the member of that name or else `url` within `meta`. */
bool json_is_path(const char *path);
json *json_find(json *object, const char *path);
/* Whether there is such a member, and it is null. */
bool json_is_null(json *object, const char *path);

/* The values of a list; NULL where it is none or has none. */
json *const *json_items(const struct json_line *line, json *list);
size_t json_length(json *list);

/* The value as a type: false where it is of another type, or a number that the type cannot hold. */
bool json_real(json *value, double *to);     /* finite */
bool json_integer(json *value, int64_t *to); /* also 3.0 and 3e2; never TSL_NO_INTEGER */
bool json_boolean(json *value, int8_t *to);
/* Both lie in the document's memory or in the record. */
bool json_text(const struct json_line *line, json *value, tsl_str *to);
bool json_number_text(json *value, tsl_str *to); /* a number as it was written */

#endif
