#include "pipeline/advice.h"

#include "base/str.h"
#include "plugin/option.h"

#include <stdlib.h>
#include <string.h>

struct names {
	char **at;
	size_t n;
};

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->at[i]);
	free(names->at);
}

static const char *name_at(const void *list, size_t i)
{
	return ((const struct names *)list)->at[i];
}

/* "reader", "reader and a writer": what a plugin is, or NULL; lies in the plan's memory. */
static const char *kinds_of(struct plan *plan, const char *plugin)
{
	const char *kinds = NULL;
	for (enum plugin_kind kind = PLUGIN_READER; kind <= PLUGIN_WRITER; kind++) {
		char *path = library_find(&plan->search, kind, plugin);
		if (path)
			kinds = arena_format(&plan->memory, "%s%s%s", kinds ? kinds : "", kinds ? " and a " : "",
					     plugin_kind_name(kind));
		free(path);
	}
	return kinds;
}

void advise_unknown(struct plan *plan, const struct step *step)
{
	struct problems *problems = &plan->pipeline->problems;
	const char *what = plugin_kind_name(step->kind), *kinds = kinds_of(plan, step->plugin);
	if (kinds) {
		problem_add(problems, step->at, "`%s` is a %s, and a %s stands here", step->plugin, kinds, what);
		return;
	}
	struct names names = { 0 };
	names.at = library_names(&plan->search, step->kind, &names.n);
	const char *close = closest_word(step->plugin, names.n, name_at, &names);
	if (close)
		problem_add(problems, step->at, "there is no %s `%s`: did you mean `%s`?", what, step->plugin, close);
	else
		problem_add(problems, step->at, "there is no %s `%s`: `teasel list` shows those there are", what,
			    step->plugin);
	names_release(&names);
}

static bool writes(const struct library *library, const char *field)
{
	for (uint32_t i = 0; i < library->plugin.fields.n; i++) {
		tsl_field f = field_at(&library->plugin.fields, i);
		if (f.access == TSL_WRITE && !strcmp(f.name, field))
			return true;
	}
	return false;
}

/* The name of a stage, of all that are installed, that writes a field; lies in the plan's memory. */
static const char *stage_that_writes(struct plan *plan, const char *field)
{
	struct names names = { 0 };
	const char *found = NULL;
	names.at = library_names(&plan->search, PLUGIN_STAGE, &names.n);
	for (size_t i = 0; i < names.n && !found; i++) {
		tsl_error e;
		char *path = library_find(&plan->search, PLUGIN_STAGE, names.at[i]);
		struct library *library = path ? library_open(&plan->search, path, PLUGIN_STAGE, &e) : NULL;
		if (library && writes(library, field))
			found = arena_copy(&plan->memory, names.at[i], strlen(names.at[i]));
		library_close(library);
		free(path);
	}
	names_release(&names);
	return found;
}

static const char *declared_name(const void *list, size_t i)
{
	const tsl_array *fields = list;
	return field_at(fields, (uint32_t)i).name;
}

void advise_unknown_field(struct bound *bound, size_t i)
{
	const struct step *step = bound->step;
	const tsl_array *fields = &bound->library->plugin.fields;
	const char *name = step->as[i].from, *close = closest_word(name, fields->n, declared_name, fields);
	struct mark at = step_mark(step, arena_format(&bound->plan->memory, "as[%zu]", i));
	if (close)
		problem_add(&bound->plan->pipeline->problems, at, "`%s` has no field `%s`: did you mean `%s`?",
			    step->plugin, name, close);
	else
		problem_add(&bound->plan->pipeline->problems, at,
			    "`%s` has no field `%s` here: `teasel show %s` lists those it has", step->plugin, name,
			    step->plugin);
}

/* Whether an item of a list stands on a line of its own, so that lines can be moved. */
static bool is_line_of_its_own(const struct plan *plan, const struct step *step)
{
	const struct problems *p = &plan->pipeline->problems;
	const char *at = p->source, *end = at + p->source_len;
	for (uint32_t line = 1; at && line < step->at.line; line++) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	while (at && at < end && *at == ' ')
		at++;
	return at && at < end && *at == '-';
}

const char *advise_order(struct plan *plan, const struct step *step, const struct step *before)
{
	if (is_line_of_its_own(plan, step) && is_line_of_its_own(plan, before) && step->at.line != before->at.line)
		return arena_format(&plan->memory, "move line %u up, before line %u", step->at.line, before->at.line);
	return arena_format(&plan->memory, "put `%s` before `%s`", step->label, before->label);
}

static const char *field_name(const void *list, size_t i)
{
	const struct shape *shape = list;
	return i > SHAPE_DOCUMENTS ? shape->fields[i].name : NULL;
}

static const struct step *step_of(const struct plan *plan, const char *plugin)
{
	const struct steps *stages = &plan->pipeline->stages;
	for (size_t i = 0; i < stages->n; i++)
		if (!strcmp(stages->list[i].plugin, plugin))
			return &stages->list[i];
	return NULL;
}

/* The stage that writes the table of a column, or NULL. */
static const struct step *writer_of_table(struct plan *plan, const char *field)
{
	uint32_t f = shape_find(&plan->shape, arena_copy(&plan->memory, field, strcspn(field, ".")));
	uint32_t step = f ? plan->shape.fields[f].step : 0;
	return step ? &plan->pipeline->stages.list[step - 1] : NULL;
}

void advise_missing(struct bound *bound, const char *option, const char *field)
{
	struct plan *plan = bound->plan;
	struct problems *problems = &plan->pipeline->problems;
	const struct step *step = bound->step;
	struct mark at = step_mark(step, option);
	if (plan->broken)
		return; /* the step that would have written it may be the one that could not be loaded */
	const char *table = arena_copy(&plan->memory, field, strcspn(field, "."));
	if (!shape_find(&plan->shape, table))
		field = table; /* said once, and not for each of its columns */
	const char *stage = stage_that_writes(plan, field);
	const struct step *there = stage ? step_of(plan, stage) : NULL;
	const char *close = stage ? NULL : closest_word(field, plan->shape.n, field_name, &plan->shape);
	if (close)
		problem_add(problems, at, "`%s` reads `%s`, which nothing before it writes: did you mean `%s`?",
			    step->label, field, close);
	else if (there && there > step && step->kind == PLUGIN_STAGE) /* both in the list of stages */
		problem_add(problems, at, "`%s` reads `%s`, and the stage `%s` writes it only later: %s", step->label,
			    field, stage, advise_order(plan, there, step));
	else if (there && there < step && step->kind == PLUGIN_STAGE && writer_of_table(plan, field) > there)
		problem_add(problems, at, "`%s` reads `%s`, which `%s` writes only behind `%s`: %s", step->label, field,
			    there->label, writer_of_table(plan, field)->label,
			    advise_order(plan, writer_of_table(plan, field), there));
	else if (stage && !there && step->kind == PLUGIN_STAGE)
		problem_add(problems, at,
			    "`%s` reads `%s`, which nothing before it writes. The stage `%s` writes it: add `%s%s` "
			    "before %s",
			    step->label, field, stage, is_line_of_its_own(plan, step) ? "- " : "", stage,
			    is_line_of_its_own(plan, step) ? arena_format(&plan->memory, "line %u", step->at.line)
							   : arena_format(&plan->memory, "`%s`", step->label));
	else if (stage && !there)
		problem_add(problems, at,
			    "`%s` reads `%s`, which nothing in this pipeline writes. The stage `%s` writes it: add it "
			    "to `stages:`",
			    step->label, field, stage);
	else
		problem_add(problems, at, "`%s` reads `%s`, which nothing before it writes", step->label, field);
}
