#include "plugin/setup.h"

#include "base/str.h"
#include "plugin/option.h"

#include <stdarg.h>
#include <string.h>

#define LONGEST 128 /* bytes of a field's name */

void setup_report(struct tsl_setup *s, const char *option, const char *format, ...)
{
	str sentence = STR_NEEDED;
	va_list args;
	va_start(args, format);
	str_addv(&sentence, format, args);
	va_end(args);
	s->failed = true;
	s->report(s->context, option, sentence.at);
	str_release(&sentence);
}

/* ---- names ---- */

static const char *renamed(struct tsl_setup *s, const char *name)
{
	for (size_t i = 0; i < s->n_as; i++)
		if (!strcmp(s->as[i].from, name)) {
			s->as[i].used = true;
			return s->as[i].to;
		}
	return NULL;
}

/* The name a field has in this pipeline. `as:` may name its table and, apart from that, the column within it. */
static const char *name_here(struct tsl_setup *s, const char *name)
{
	const char *dot = strchr(name, '.'), *column = dot ? renamed(s, name) : NULL;
	const char *old = arena_copy(s->memory, name, dot ? (size_t)(dot - name) : strlen(name));
	const char *table = renamed(s, old);
	if (!dot)
		return table ? table : name;
	return arena_format(s->memory, "%s.%s", table ? table : old, column ? column : dot + 1);
}

static bool is_name(const char *name, bool column)
{
	const char *dot = strchr(name, '.');
	size_t table = dot ? (size_t)(dot - name) : strlen(name);
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	if (strlen(name) > LONGEST || !table || strspn(name, letters) != table || !dot == column)
		return false;
	return !dot || (dot[1] && strspn(dot + 1, letters) == strlen(dot + 1));
}

static const char *table_of(struct tsl_setup *s, const char *name)
{
	return arena_copy(s->memory, name, strcspn(name, "."));
}

/* Keys that every output has: a column of that name would stand beside it. */
static bool is_key(const char *name)
{
	static const char *const keys[] = { "id", "row", "begin", "end", "text", "source_begin", "source_end" };
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!strcmp(keys[i], name))
			return true;
	return false;
}

static bool is_taken(const struct shape *shape, const char *table, const char *column)
{
	if (is_key(column))
		return true;
	uint32_t same = shape_find(shape, column);
	return !strcmp(table, "documents") && same && shape_is_table(shape->fields[same].type);
}

/* ---- reading ---- */

static bool bind_read(struct tsl_setup *s, const char *option, const tsl_field *field, const char *name,
		      uint32_t *handle)
{
	uint32_t f = shape_find(s->shape, name);
	*handle = 0;
	if (!f && field->access == TSL_USE)
		return true;
	if (!f) {
		s->failed = true;
		s->missing(s->context, option, name);
		return false;
	}
	const struct field *there = &s->shape->fields[f];
	if (field->type != TSL_ANY && field->type != there->type) {
		setup_report(s, option, "`%s` reads `%s` as %s, but `%s` writes it as %s", s->label, name,
			     shape_type_name(field->type), there->writer, shape_type_name(there->type));
		return false;
	}
	*handle = f;
	return true;
}

/* ---- writing ---- */

static bool declares_use(const struct tsl_setup *s, const char *table)
{
	for (uint32_t i = 0; i < s->fields->n; i++) {
		tsl_field f = field_at(s->fields, i);
		if (f.access == TSL_USE && !strcmp(f.name, table))
			return true;
	}
	return false;
}

/* Whether a column comes from a path, where `prefix:` does not reach. */
static bool is_path(const char *option)
{
	return option && !strncmp(option, "paths", 5);
}

static bool is_meta(const char *option)
{
	return option && !strcmp(option, "meta");
}

static bool check_new_column(struct tsl_setup *s, const char *option, const tsl_field *field, const char *name)
{
	const char *table = table_of(s, name), *column = strchr(name, '.') + 1;
	if (!shape_find(s->shape, table)) {
		if (!s->failed) /* else it reads that table too, and was told so */
			setup_report(s, option, "`%s` writes `%s`, but no stage before it writes `%s`", s->label, name,
				     table);
		return false;
	}
	if (is_taken(s->shape, table, column)) {
		setup_report(s, option,
			     "`%s` cannot write `%s`: an output has something else under `%s`. Give it another name "
			     "with `as: {%s: …}`%s",
			     s->label, name, column, field->name,
			     s->kind != PLUGIN_READER ? ""
			     : is_path(option)        ? ", or in the braces"
			     : is_meta(option)        ? ", or leave it out with `keep` in `meta`"
						      : " or `prefix:`");
		return false;
	}
	return true;
}

/* In a nested output the rows of a table stand under its name, beside the columns of `documents`. */
static bool check_new_table(struct tsl_setup *s, const char *option, const tsl_field *field, const char *name)
{
	uint32_t f = shape_find(s->shape, arena_format(s->memory, "documents.%s", name));
	if (!strcmp(name, "removed")) {
		setup_report(s, option,
			     "`removed` is the name of the table of what stages take out of the text: give the table "
			     "of `%s` another",
			     s->label);
		return false;
	}
	if (!f && !is_key(name))
		return true;
	setup_report(s, option,
		     "`%s` cannot write the table `%s`: an output has %s under that name. Give it another with `as: "
		     "{%s: …}`%s",
		     s->label, name, f ? s->shape->fields[f].name : "something else", field->name,
		     f && !s->shape->fields[f].step ? ", or the reader's column with `prefix:`" : "");
	return false;
}

/* `prefix:` stands before the names of columns only. */
static bool clash(struct tsl_setup *s, const char *option, const tsl_field *field, const struct field *there)
{
	if (!strcmp(there->name, "documents"))
		setup_report(s, option,
			     "`documents` is the name of the table with one row a document: give the table of `%s` "
			     "another",
			     s->label);
	else if (s->step == 0 && there->step == 0)
		setup_report(s, option,
			     "`%s` is brought twice, by `%s` and `%s`, as %s and %s: give one of the two another name "
			     "with `as: {%s: …}`%s",
			     there->name, there->writer, s->label, shape_type_name(there->type),
			     shape_type_name(field->type), field->name,
			     shape_is_table(field->type) ? "" : " or `prefix:`");
	else
		setup_report(s, option,
			     "`%s` writes `%s`, which `%s` already writes: give one of the two another name with `as: "
			     "{%s: …}`%s",
			     s->label, there->name, there->writer, field->name,
			     there->step || shape_is_table(field->type) ? "" : ", or the reader's with `prefix:`");
	return false;
}

static bool bind_write(struct tsl_setup *s, const char *option, const tsl_field *field, const char *name,
		       uint32_t *handle)
{
	uint32_t f = shape_find(s->shape, name);
	*handle = f;
	if (f) {
		const struct field *there = &s->shape->fields[f];
		/* Each document has one reader: several may bring the same column. */
		if (s->step == 0 && there->step == 0 && there->type == field->type &&
		    strcmp(there->writer, s->label) != 0)
			return true;
		return clash(s, option, field, there);
	}
	if (shape_is_table(field->type)) {
		if (!check_new_table(s, option, field, name))
			return false;
	} else {
		if (s->kind != PLUGIN_READER && !shape_find(s->shape, table_of(s, name)) &&
		    declares_use(s, table_of(s, field->name)))
			return true; /* a column of a layer that this pipeline does not have */
		if (!check_new_column(s, option, field, name))
			return false;
	}
	struct field new = { .name = name,
			     .type = field->type,
			     .flags = field->flags,
			     .doc = field->doc,
			     .of = field->of ? name_here(s, field->of) : NULL,
			     .writer = s->label,
			     .step = s->step };
	if (s->kind == PLUGIN_READER)
		new.flags |= TSL_READER_FIELD;
	*handle = shape_add(s->shape, &new);
	return true;
}

static bool bind(struct tsl_setup *s, const char *option, const tsl_field *field, uint32_t *handle)
{
	const char *name = name_here(s, field->name);
	if (!is_name(name, !shape_is_table(field->type) && strchr(field->name, '.'))) {
		setup_report(s, option,
			     "`%s` is not a name for a %s: use letters, digits, `_` and `-`, and one dot between table "
			     "and column",
			     name, shape_is_table(field->type) ? "table" : "column");
		return false;
	}
	if (field->access == TSL_WRITE)
		return bind_write(s, option, field, name, handle);
	return bind_read(s, option, field, name, handle);
}

bool setup_bind(struct tsl_setup *s, void *config)
{
	bool good = true;
	for (int columns = 0; columns < 2; columns++) /* a column may be declared before its table */
		for (uint32_t i = 0; i < s->fields->n; i++) {
			tsl_field field = field_at(s->fields, i);
			uint32_t handle = 0;
			if (shape_is_table(field.type) == columns)
				continue;
			good &= bind(s, NULL, &field, &handle);
			memcpy((char *)config + field.at, &handle, sizeof(handle));
		}
	return good;
}

/* ---- fields known from options ---- */

static void want(struct tsl_setup *s, uint32_t f)
{
	if (!s->wanted || s->n_wanted < s->shape->n) {
		s->n_wanted = s->shape->n; /* a writer is bound when the shape is complete */
		s->wanted = arena_keep(s->memory, s->n_wanted);
	}
	s->wanted[f] = 1;
}

static bool is_private(const struct shape *shape, uint32_t f)
{
	return (shape->fields[f].flags | shape->fields[shape->fields[f].table].flags) & TSL_PRIVATE;
}

static tsl_status declare_all(struct tsl_setup *s, const char *name)
{
	size_t n = strlen(name) - 1;
	for (uint32_t f = 1; f < s->shape->n; f++) {
		bool match = n ? !strncmp(s->shape->fields[f].name, name, n) : !is_private(s->shape, f);
		if (match && f != SHAPE_DOCUMENTS)
			want(s, f);
	}
	return TSL_OK;
}

tsl_status setup_declare(struct tsl_setup *s, const char *option, const tsl_field *field, uint32_t *handle)
{
	uint32_t f = 0;
	if (!s->may_declare) {
		setup_report(s, option, "`%s` calls declare() outside of fields_of()", s->label);
		return TSL_FAILED;
	}
	size_t n = strlen(field->name);
	if (s->kind == PLUGIN_WRITER && n && field->name[n - 1] == '*')
		return declare_all(s, field->name);
	if (!bind(s, option, field, &f))
		return TSL_FAILED;
	if (s->kind == PLUGIN_WRITER && f)
		want(s, f);
	if (handle)
		*handle = f;
	return TSL_OK;
}

const tsl_field *setup_wanted(struct tsl_setup *s, uint32_t i, uint32_t *handle)
{
	for (uint32_t f = 1; f < s->n_wanted; f++) {
		if (!s->wanted[f] || i--)
			continue;
		const struct field *there = &s->shape->fields[f];
		tsl_field *answer = arena_keep(s->memory, sizeof(*answer));
		*answer = (tsl_field){ .name = there->name,
				       .type = there->type,
				       .doc = there->doc,
				       .access = TSL_READ,
				       .flags = there->flags,
				       .of = there->of };
		if (handle)
			*handle = f;
		return answer;
	}
	return NULL;
}
