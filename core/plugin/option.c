#include "plugin/option.h"

#include "base/problem.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER 64 /* a longer number is not one */

static void item_at(const tsl_array *a, uint32_t i, void *to, size_t size)
{
	memset(to, 0, size);
	memcpy(to, (const char *)a->at + (size_t)i * a->stride, a->stride < size ? a->stride : size);
}

tsl_option option_at(const tsl_array *options, uint32_t i)
{
	tsl_option o;
	item_at(options, i, &o, sizeof(o));
	return o;
}

tsl_field field_at(const tsl_array *fields, uint32_t i)
{
	tsl_field f;
	item_at(fields, i, &f, sizeof(f));
	return f;
}

bool option_find(const tsl_array *options, const char *name, tsl_option *found)
{
	for (uint32_t i = 0; i < options->n; i++) {
		*found = option_at(options, i);
		if (!strcmp(found->name, name))
			return true;
	}
	return false;
}

const char *option_wants(tsl_type type)
{
	switch (type) {
	case TSL_REAL:
		return "a number";
	case TSL_INTEGER:
		return "a whole number";
	case TSL_BOOLEAN:
		return "true or false";
	case TSL_TEXT:
		return "a text";
	case TSL_LIST:
		return "a list of texts";
	case TSL_GROUPS:
		return "a mapping of names to lists of texts";
	case TSL_FILE:
		return "the path of a file";
	default:
		return "a value";
	}
}

const char *option_range(const tsl_option *o, char to[64])
{
	to[0] = 0;
	if (o->min < o->max && isinf(o->max))
		snprintf(to, 64, "at least %.10g", o->min);
	else if (o->min < o->max && isinf(o->min))
		snprintf(to, 64, "at most %.10g", o->max);
	else if (o->min < o->max)
		snprintf(to, 64, "%.10g to %.10g", o->min, o->max);
	return to;
}

static bool check_range(const tsl_option *o, double x, const char *what, tsl_error *e)
{
	char range[64];
	if (!(o->min < o->max) || (x >= o->min && x <= o->max))
		return true;
	return error_set(e, "%s%.10g is out of range: `%s` takes %s", what, x, o->name, option_range(o, range));
}

/* strtod and strtoll follow the locale and accept too much ("0x1p3", "nan", leading blanks): the spelling is checked
 * first. */
static bool is_number(tsl_str s, bool whole, char copy[NUMBER])
{
	size_t i = 0, digits = 0;
	bool dot = false;
	if (s.len == 0 || s.len >= NUMBER)
		return false;
	if (s.at[0] == '-' || s.at[0] == '+')
		i++;
	for (; i < s.len; i++) {
		if (s.at[i] >= '0' && s.at[i] <= '9')
			digits++;
		else if (s.at[i] == '.' && !dot && !whole)
			dot = true;
		else
			break;
	}
	if (i < s.len && !whole && digits && (s.at[i] | 0x20) == 'e') {
		i++;
		if (i < s.len && (s.at[i] == '-' || s.at[i] == '+'))
			i++;
		size_t from = i;
		while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
			i++;
		digits = i > from ? digits : 0;
	}
	memcpy(copy, s.at, s.len);
	copy[s.len] = 0;
	return digits && i == s.len;
}

/* The length of a value as a message shows it: at most `most` bytes, and whole code points. */
static int shown(tsl_str s, size_t most)
{
	if (s.len <= most)
		return (int)s.len;
	while (most && ((unsigned char)s.at[most] & 0xC0) == 0x80)
		most--;
	return (int)most;
}

static bool wrong_type(const tsl_option *o, tsl_type type, tsl_str s, tsl_error *e)
{
	return error_set(e, "`%s` takes %s, not `%.*s`", o->name, option_wants(type), shown(s, 40), s.at);
}

static bool read_real(const tsl_option *o, tsl_str s, double *to, tsl_error *e)
{
	char copy[NUMBER];
	if (!is_number(s, false, copy))
		return wrong_type(o, TSL_REAL, s, e);
	*to = strtod(copy, NULL);
	if (isinf(*to))
		return error_set(e, "%s is too large a number", copy);
	return check_range(o, *to, "", e);
}

static bool read_integer(const tsl_option *o, tsl_str s, int64_t *to, tsl_error *e)
{
	char copy[NUMBER];
	if (!is_number(s, true, copy))
		return wrong_type(o, TSL_INTEGER, s, e);
	errno = 0;
	*to = strtoll(copy, NULL, 10);
	if (errno)
		return error_set(e, "%s is too large a number", copy);
	return check_range(o, (double)*to, "", e);
}

static bool is_word(tsl_str s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.at, word, s.len);
}

static bool read_boolean(const tsl_option *o, tsl_str s, bool *to, tsl_error *e)
{
	*to = is_word(s, "true");
	if (*to || is_word(s, "false"))
		return true;
	return wrong_type(o, TSL_BOOLEAN, s, e);
}

/* YAML 1.1 reads these as truth values or as nothing, others as texts: a user who means the text has to say so. */
bool option_is_ambiguous(tsl_str s)
{
	static const char *const words[] = { "y",  "Y",    "yes",  "Yes",  "YES",   "n",     "N",     "no", "No",
					     "NO", "true", "True", "TRUE", "false", "False", "FALSE", "on", "On",
					     "ON", "off",  "Off",  "OFF",  "null",  "Null",  "NULL",  "~" };
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(s, words[i]))
			return true;
	return s.len == 0;
}

struct words {
	char text[512];
	const char *at[64];
	size_t n;
};

static void split_choices(const char *choices, struct words *w)
{
	snprintf(w->text, sizeof(w->text), "%s", choices);
	w->n = 0;
	for (char *save, *word = strtok_r(w->text, " ", &save); word && w->n < 64; word = strtok_r(NULL, " ", &save))
		w->at[w->n++] = word;
}

static const char *word_at(const void *list, size_t i)
{
	return ((const struct words *)list)->at[i];
}

static bool check_choice(const tsl_option *o, tsl_str s, tsl_error *e)
{
	struct words w;
	char copy[NUMBER];
	split_choices(o->choices, &w);
	for (size_t i = 0; i < w.n; i++)
		if (is_word(s, w.at[i]))
			return true;
	snprintf(copy, sizeof(copy), "%.*s", shown(s, 60), s.at);
	const char *close = closest_word(copy, w.n, word_at, &w);
	if (close)
		return error_set(e, "`%s` is not a choice of `%s`: did you mean `%s`?", copy, o->name, close);
	error_set(e, "`%s` is not a choice of `%s`: it takes", copy, o->name);
	for (size_t i = 0; i < w.n; i++) {
		size_t used = strlen(e->text);
		snprintf(e->text + used, sizeof(e->text) - used, "%s %s", i ? i + 1 < w.n ? "," : " or" : "", w.at[i]);
	}
	return false;
}

static bool read_text(const tsl_option *o, tsl_str s, bool plain, tsl_str *to, tsl_error *e)
{
	*to = s;
	if (o->choices)
		return check_choice(o, s, e);
	if (plain && s.len == 0)
		return error_set(
			e, "`%s` takes a text, but nothing stands here: take it away, or write \"\" for an empty one",
			o->name);
	if (plain && option_is_ambiguous(s))
		return error_set(e,
				 "`%s` takes a text, and `%.*s` without quotes is a truth value or nothing in YAML: "
				 "write \"%.*s\"",
				 o->name, (int)s.len, s.at, (int)s.len, s.at);
	if (o->type == TSL_TEXT)
		return check_range(o, (double)s.len, "a length of ", e);
	return true;
}

bool option_read(const tsl_option *o, tsl_type type, tsl_str text, bool plain, void *to, tsl_error *e)
{
	switch (type) {
	case TSL_REAL:
		return read_real(o, text, to, e);
	case TSL_INTEGER:
		return read_integer(o, text, to, e);
	case TSL_BOOLEAN:
		return read_boolean(o, text, to, e);
	case TSL_TEXT:
		return read_text(o, text, plain, to, e);
	default:
		return wrong_type(o, type, text, e);
	}
}

static bool default_list(const tsl_option *o, arena *memory, tsl_list *to, tsl_error *e)
{
	size_t n = 1, used = 0;
	for (const char *s = o->def; *s; s++)
		n += *s == ',';
	tsl_str *items = arena_keep(memory, n * sizeof(*items));
	for (const char *s = o->def; *s;) {
		s += strspn(s, ", ");
		size_t len = strcspn(s, ",");
		if (len && !option_read(o, TSL_TEXT, (tsl_str){ s, len }, false, &items[used++], e))
			return false;
		s += len;
	}
	*to = (tsl_list){ items, used };
	return true;
}

bool option_default(const tsl_option *o, arena *memory, void *to, tsl_error *e)
{
	if (!o->def)
		return true;
	if (o->type == TSL_LIST)
		return default_list(o, memory, to, e);
	return option_read(o, o->type, (tsl_str){ o->def, strlen(o->def) }, false, to, e);
}
