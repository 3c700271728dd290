/*
 * json.h: JSON as the reader asks for it; json.c is the only file that sees json-c.
 *
 * A value lives until json_free() of the line it belongs to, and so does every text that points into it. NULL stands
 * for `null`, and every function takes it.
 */
#ifndef JSONL_JSON_H
#define JSONL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

typedef struct json_object json;

struct json_error {
	const char *what; /* "unexpected character" */
	size_t at;        /* bytes before it in the line */
};

/*
 * Parses one line. NULL and *e where it is not JSON; a line that is `null` counts as such.
 *
 * What json-c lets pass although RFC 8259 does not, and so do we, because it can be read in one way only: raw control
 * characters within a string, names of members in single quotes, numbers such as 1. and 00. Of two members of one
 * name the last counts.
 */
json *json_parse(tsl_str line, struct json_error *e);
void json_free(json *line);

/* json-c draws the seed of its hash tables when it first looks a name up: this makes it do so. */
void json_warm_up(void);

/* "an object", "a text", "null" …, for messages. */
const char *json_kind(json *value);
bool json_is_object(json *value);
bool json_is_list(json *value);

/* The member that a path names, or NULL: "meta.url" is the member of that name or else `url` within `meta`. */
bool json_is_path(const char *path);
json *json_find(json *object, const char *path);

size_t json_length(json *list);
json *json_item(json *list, size_t i);

/* The value as a type: false where it is of another type, or a number that the type cannot hold. */
bool json_text(json *value, tsl_str *to);
bool json_real(json *value, double *to);     /* finite */
bool json_integer(json *value, int64_t *to); /* also 3.0 and 3e2; never TSL_NO_INTEGER */
bool json_boolean(json *value, int8_t *to);
/* A number as it was written. */
bool json_number_text(json *value, tsl_str *to);

#endif
