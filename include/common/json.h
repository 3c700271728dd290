/*
 * json.h: reads JSON (RFC 8259) into an array of values that point into its bytes.
 *
 * Nothing is copied, and the array is the only allocation, made by the caller's function. A list or an object comes
 * first and then all that is in it; of a member, the name, which is a text, comes before its value.
 *
 * Two things pass that the RFC forbids, as much that is called JSON has them and they can be read in one way only:
 * control characters within a text, other than NUL, and NaN, Infinity and -Infinity, which are numbers that no
 * column can hold.
 */
#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <teasel.h>

#include "common/find.h"
#include "common/json_escape.h"

#define JSON_DEEPEST 64                /* levels of nesting */
#define JSON_LONGEST ((size_t)1 << 31) /* bytes from which nothing is read */

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json {
	tsl_str raw;   /* as it is written; of a text, what stands between its quotes */
	uint32_t size; /* values that it takes of the array: itself, and all in it */
	uint32_t n;    /* items of a list, members of an object */
	uint8_t kind;
	bool escaped; /* a text with a backslash in it */
};

struct json_reader {
	const char *at, *end; /* what is read; where reading ended */
	const char *wrong;    /* why it ended early: a sentence without its full stop */
	/* Memory that outlives the values and is never NULL; called with a context. */
	void *(*alloc)(void *context, size_t bytes);
	void *context;
	struct json *values;
	uint32_t n, room;
};

/* ---- what was read ---- */

/* The first value in a list, or name in an object, and the one behind a value, or behind a member's name. */
static inline const struct json *json_first(const struct json *in)
{
	return in + 1;
}

static inline const struct json *json_next(const struct json *value)
{
	return value + value->size;
}

/* Writes a text without its escapes; `to` has room for raw.len bytes. Returns the bytes written. A surrogate without
 * its other half becomes a byte that is not UTF-8. */
static inline size_t json_copy(const struct json *text, char *to)
{
	const char *at = text->raw.at, *end = at + text->raw.len, *escape;
	char *begin = to;
	while (at < end && (escape = memchr(at, '\\', (size_t)(end - at)))) {
		memcpy(to, at, (size_t)(escape - at));
		to += escape - at;
		at = escape;
		to = json_unescape(&at, end, to);
	}
	if (at < end)
		memcpy(to, at, (size_t)(end - at));
	return (size_t)(to - begin) + (at < end ? (size_t)(end - at) : 0);
}

/* Whether a text says that, escapes undone. */
static inline bool json_says(const struct json *text, tsl_str name)
{
	const char *at = text->raw.at, *end = at + text->raw.len, *want = name.at, *stop = want + name.len;
	if (!text->escaped)
		return text->raw.len == name.len && !memcmp(at, want, name.len);
	while (at < end) {
		char bytes[4] = { *at };
		size_t n = 1;
		if (*at == '\\')
			n = (size_t)(json_unescape(&at, end, bytes) - bytes);
		else
			at++;
		if ((size_t)(stop - want) < n || memcmp(want, bytes, n) != 0)
			return false;
		want += n;
	}
	return want == stop;
}

/* The value of the member of that name: of several the last; NULL where there is none. */
static inline const struct json *json_member(const struct json *object, tsl_str name)
{
	const struct json *found = NULL, *at = json_first(object);
	for (uint32_t i = 0; i < object->n; i++) {
		if (json_says(at, name))
			found = at + 1;
		at = json_next(at + 1);
	}
	return found;
}

/* ---- reading ---- */

static inline bool json_fail(struct json_reader *r, const char *wrong)
{
	r->wrong = r->at < r->end ? wrong : "the line ends too early";
	return false;
}

static inline void json_skip_blanks(struct json_reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
		r->at++;
}

static inline struct json *json_add(struct json_reader *r, enum json_kind kind, const char *at)
{
	if (r->n == r->room) {
		uint32_t room = r->room ? 2 * r->room : 32;
		struct json *more = r->alloc(r->context, room * sizeof(*more));
		if (r->n)
			memcpy(more, r->values, r->n * sizeof(*more));
		r->values = more;
		r->room = room;
	}
	r->values[r->n] = (struct json){ { at, 0 }, 1, 0, (uint8_t)kind, false };
	return &r->values[r->n++];
}

static inline bool json_take_text(struct json_reader *r)
{
	struct json *text = json_add(r, JSON_TEXT, r->at + 1);
	for (r->at++; (r->at = find_sign(r->at, r->end, '"', '\\', 0)) < r->end && *r->at == '\\';) {
		size_t size = json_escape_size(r->at, r->end);
		if (!size)
			return json_fail(r, "an escape that JSON does not know");
		text->escaped = true;
		r->at += size;
	}
	if (r->at == r->end || *r->at != '"')
		return json_fail(r, "a NUL within a text");
	text->raw.len = (size_t)(r->at++ - text->raw.at);
	return true;
}

static inline bool json_take_word(struct json_reader *r, enum json_kind kind, const char *word)
{
	size_t n = strlen(word), left = (size_t)(r->end - r->at), same = 0;
	while (same < n && same < left && r->at[same] == word[same])
		same++;
	if (same == n)
		json_add(r, kind, r->at)->raw.len = n;
	r->at += same;
	return same == n || json_fail(r, "unexpected character");
}

static inline bool json_skip_digits(struct json_reader *r)
{
	const char *from = r->at;
	while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
		r->at++;
	return r->at > from || json_fail(r, "a number that is none in JSON");
}

static inline bool json_skip(struct json_reader *r, char a, char b)
{
	bool there = r->at < r->end && (*r->at == a || *r->at == b);
	r->at += there;
	return there;
}

static inline bool json_take_number(struct json_reader *r)
{
	struct json *number = json_add(r, JSON_NUMBER, r->at);
	const char *from = r->at;
	json_skip(r, '-', '-');
	if (r->at < r->end && *r->at == 'I') {
		r->n--;
		r->at = from;
		return json_take_word(r, JSON_NUMBER, "-Infinity");
	}
	if (!json_skip(r, '0', '0') && !json_skip_digits(r))
		return false;
	if (json_skip(r, '.', '.') && !json_skip_digits(r))
		return false;
	if (json_skip(r, 'e', 'E')) {
		json_skip(r, '+', '-');
		if (!json_skip_digits(r))
			return false;
	}
	number->raw.len = (size_t)(r->at - from);
	return true;
}

/* One value, of a list or an object only its bracket. */
static inline bool json_take_value(struct json_reader *r)
{
	switch (r->at < r->end ? *r->at : 0) {
	case '"':
		return json_take_text(r);
	case '[':
		return json_add(r, JSON_LIST, r->at++);
	case '{':
		return json_add(r, JSON_OBJECT, r->at++);
	case 't':
		return json_take_word(r, JSON_BOOLEAN, "true");
	case 'f':
		return json_take_word(r, JSON_BOOLEAN, "false");
	case 'n':
		return json_take_word(r, JSON_NULL, "null");
	case 'N':
		return json_take_word(r, JSON_NUMBER, "NaN");
	case 'I':
		return json_take_word(r, JSON_NUMBER, "Infinity");
	default:
		if (r->at < r->end && (*r->at == '-' || (*r->at >= '0' && *r->at <= '9')))
			return json_take_number(r);
		return json_fail(r, "unexpected character");
	}
}

static inline bool json_take_name(struct json_reader *r)
{
	json_skip_blanks(r);
	if (r->at == r->end || *r->at != '"')
		return json_fail(r, "the name of a member, in double quotes, is missing");
	if (!json_take_text(r))
		return false;
	json_skip_blanks(r);
	return json_skip(r, ':', ':') || json_fail(r, "the colon behind the name of a member is missing");
}

/* Lists and objects that are not closed yet, by their numbers. */
struct json_open {
	uint32_t at[JSON_DEEPEST], n;
};

/* Goes into a list or an object that was opened; with *more it stands before its first value. */
static inline bool json_enter(struct json_reader *r, struct json_open *open, bool *more)
{
	uint32_t i = r->n - 1;
	if (open->n == JSON_DEEPEST)
		return json_fail(r, "lists and objects are nested too deep");
	open->at[open->n++] = i;
	json_skip_blanks(r);
	*more = r->at == r->end || *r->at != (r->values[i].kind == JSON_LIST ? ']' : '}');
	return !*more || r->values[i].kind == JSON_LIST || json_take_name(r);
}

/* Behind a value: closes what ends there; with *more it stands before the next value. */
static inline bool json_leave(struct json_reader *r, struct json_open *open, bool *more)
{
	for (*more = false; open->n && !*more;) {
		uint32_t i = open->at[open->n - 1];
		struct json *in = &r->values[i];
		bool list = in->kind == JSON_LIST;
		json_skip_blanks(r);
		if (json_skip(r, list ? ']' : '}', list ? ']' : '}')) {
			in->raw.len = (size_t)(r->at - in->raw.at);
			in->size = r->n - i;
			open->n--;
		} else if (json_skip(r, ',', ',')) {
			*more = true;
			if (!list && !json_take_name(r))
				return false;
		} else {
			return json_fail(r, list ? "a comma or the end of the list is missing"
						 : "a comma or the end of the object is missing");
		}
	}
	return true;
}

/* Reads all of it. NULL with r->wrong, and r->at where that is, where it is not one value of JSON. */
static inline const struct json *json_read(struct json_reader *r)
{
	struct json_open open = { .n = 0 };
	bool more = true, good = (size_t)(r->end - r->at) < JSON_LONGEST || json_fail(r, "more than 2 GiB");
	while (good && more) {
		more = false;
		if (open.n)
			r->values[open.at[open.n - 1]].n++;
		json_skip_blanks(r);
		good = json_take_value(r);
		if (good && r->values[r->n - 1].kind >= JSON_LIST)
			good = json_enter(r, &open, &more);
		if (good && !more)
			good = json_leave(r, &open, &more);
	}
	json_skip_blanks(r);
	if (good && r->at < r->end)
		good = json_fail(r, "something stands after the value");
	return good ? r->values : NULL;
}

#endif
