#include "document/shape.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

bool shape_is_table(tsl_type type)
{
	return type == TSL_LAYER || type == TSL_TABLE;
}

const char *shape_type_name(tsl_type type)
{
	static const char *const names[] = {
		[TSL_ANY] = "any",     [TSL_REAL] = "real",   [TSL_INTEGER] = "integer", [TSL_BOOLEAN] = "boolean",
		[TSL_TEXT] = "text",   [TSL_LIST] = "list",   [TSL_GROUPS] = "groups",   [TSL_FILE] = "file",
		[TSL_LAYER] = "layer", [TSL_TABLE] = "table", [TSL_REF] = "row",
	};
	return (size_t)type < sizeof(names) / sizeof(*names) ? names[type] : "unknown";
}

size_t shape_value_size(tsl_type type)
{
	switch (type) {
	case TSL_REAL:
		return sizeof(double);
	case TSL_INTEGER:
		return sizeof(int64_t);
	case TSL_BOOLEAN:
		return sizeof(int8_t);
	case TSL_TEXT:
		return sizeof(tsl_str);
	case TSL_REF:
		return sizeof(uint32_t);
	default:
		return sizeof(tsl_span);
	}
}

uint32_t shape_find(const struct shape *s, const char *name)
{
	for (uint32_t f = 1; f < s->n; f++)
		if (!strcmp(s->fields[f].name, name))
			return f;
	return 0;
}

uint32_t shape_first(const struct shape *s, uint32_t step)
{
	return step < s->n_steps ? s->first[step] : 0;
}

static void link_to_step(struct shape *s, uint32_t f)
{
	uint32_t step = s->fields[f].step;
	while (s->n_steps <= step) {
		s->first = memory_room(s->first, s->n_steps, &s->room_steps, sizeof(*s->first));
		s->first[s->n_steps++] = 0;
	}
	uint32_t *link = &s->first[step];
	while (*link)
		link = &s->fields[*link].next;
	*link = f;
}

static char *keep_text(struct shape *s, const char *text)
{
	return text ? arena_copy(&s->names, text, strlen(text)) : NULL;
}

uint32_t shape_add(struct shape *s, const struct field *field)
{
	uint32_t f = (uint32_t)s->n;
	s->fields = memory_room(s->fields, s->n, &s->room, sizeof(*s->fields));
	struct field *to = &s->fields[s->n++];
	*to = *field;
	to->name = keep_text(s, field->name);
	to->doc = keep_text(s, field->doc);
	to->of = keep_text(s, field->of);
	to->writer = keep_text(s, field->writer);
	to->column = NULL;
	to->table = f;
	to->next = 0;
	link_to_step(s, f);
	if (shape_is_table(field->type))
		return f;
	const char *dot = strchr(to->name, '.');
	char *table = arena_copy(&s->names, to->name, (size_t)(dot - to->name));
	to->table = shape_find(s, table);
	to->column = dot + 1;
	return f;
}

void shape_init(struct shape *s)
{
	*s = (struct shape){ 0 };
	s->fields = memory_room(s->fields, 0, &s->room, sizeof(*s->fields));
	s->fields[s->n++] = (struct field){ .name = "" };
	shape_add(s, &(struct field){ .name = "documents",
				      .type = TSL_TABLE,
				      .doc = "One row a document.",
				      .writer = "every reader" });
}

void shape_release(struct shape *s)
{
	free(s->fields);
	free(s->first);
	arena_release(&s->names);
	*s = (struct shape){ 0 };
}

void shape_add_removed(struct shape *s)
{
	if (s->removed)
		return;
	s->removed = shape_add(s,
			       &(struct field){ .name = "removed",
						.type = TSL_LAYER,
						.writer = "every stage that rewrites",
						.flags = TSL_SOURCE,
						.doc = "What was removed or replaced, in the text as it was read." });
	s->removed_stage = shape_add(s, &(struct field){ .name = "removed.stage",
							 .type = TSL_TEXT,
							 .writer = "every stage that rewrites",
							 .doc = "Label of the stage that removed it." });
	s->removed_reason = shape_add(
		s,
		&(struct field){ .name = "removed.reason", .type = TSL_TEXT, .doc = "Why, in the stage's own words." });
}
