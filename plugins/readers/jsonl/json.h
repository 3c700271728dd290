/*
 * json.h: JSON as the reader asks for it; json.c is the only file that sees json-c.
 *
 * A value lives until json_free() of the line it belongs to. NULL stands for `null`, and every function takes it.
 */
#ifndef JSONL_JSON_H
#define JSONL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#include "lift.h"

typedef struct json_object json;

struct json_error {
	const char *what; /* "unexpected character" */
	size_t at;        /* bytes before it in the line */
};

/* One line, and the document that is made of it. */
struct json_line {
	const tsl_host *host;
	tsl_document *doc;
	json *value;
	struct lift lift;
};

/*
 * Parses one line, whose texts are lifted. False and *e where it is not JSON.
 *
 * What json-c lets pass although RFC 8259 does not, and so do we, because it can be read in one way only: raw control
 * characters within a string, names of members in single quotes, numbers such as 1. and 00. Of two members of one
 * name the last counts.
 */
bool json_parse(struct json_line *line, tsl_str record, struct json_error *e);
void json_free(struct json_line *line);

/* json-c draws the seed of its hash tables when it first looks a name up: this makes it do so. */
void json_warm_up(void);

/* "an object", "a text", "null" …, for messages. */
const char *json_kind(json *value);
bool json_is_object(json *value);
bool json_is_list(json *value);

/* The member that a path names, or NULL: "meta.url" is the member of that name or else `url` within `meta`. */
bool json_is_path(const char *path);
json *json_find(json *object, const char *path);
/* Whether there is such a member, and it is null. */
bool json_is_null(json *object, const char *path);

size_t json_length(json *list);
json *json_item(json *list, size_t i);

/* The value as a type: false where it is of another type, or a number that the type cannot hold. */
bool json_real(json *value, double *to);     /* finite */
bool json_integer(json *value, int64_t *to); /* also 3.0 and 3e2; never TSL_NO_INTEGER */
bool json_boolean(json *value, int8_t *to);
/* Both lie in the document's memory or in the record. */
bool json_text(const struct json_line *line, json *value, tsl_str *to);
bool json_number_text(const struct json_line *line, json *value, tsl_str *to); /* a number as it was written */

#endif
