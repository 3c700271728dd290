#include "command/command.h"
#include "command/lookup.h"

#include "base/str.h"
#include "document/shape.h"
#include "pipeline/plan.h"
#include "plugin/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: teasel show [NAME …] [FLAGS]\n"
	"\n"
	"Tells all of a plugin: what it does, its options with type, range and default, and the fields it reads and\n"
	"writes. It is taken from the plugin itself. Without a name, all plugins are shown.\n"
	"\n"
	"  --word TERM       ask a stage that holds words what it knows about this one, such as its score and origin\n"
	"  --in PIPELINE     with --word: ask the stage of that name in a pipeline, with its options there\n"
	"  --set NAME=VALUE  with --in: give a parameter of the pipeline another value; may be repeated\n"
	"  --plugins FOLDER  look for plugins there first; may be repeated\n"
	"  --markdown        as Markdown; docs/reference.md is made this way\n";

/* ---- one plugin's tables ---- */

static const char *access_name(tsl_access access)
{
	return access == TSL_READ ? "reads" : access == TSL_USE ? "uses" : "writes";
}

/* "number, 0 to 1, default 0.3" */
static void put_kind_of_option(str *to, const tsl_option *o)
{
	char range[64];
	str_puts(to, shape_type_name(o->type));
	option_range(o, range);
	if (*range)
		str_addf(to, ", %s%s", range,
			 o->type == TSL_LIST || o->type == TSL_GROUPS ? " items"
			 : o->type == TSL_TEXT                        ? " bytes"
								      : "");
	if (o->choices) {
		str_puts(to, ", one of ");
		for (const char *c = o->choices; *c; c++)
			str_add(to, *c == ' ' ? ", " : c, *c == ' ' ? 2 : 1);
	}
	if (o->required)
		str_puts(to, ", required");
	else if (o->def)
		str_addf(to, ", default %s", *o->def ? o->def : "\"\"");
	else
		str_puts(to, ", optional");
}

#define WIDEST 100 /* columns of the terminal form */

/* Text in lines of at most WIDEST bytes, each behind `indent` blanks. */
static void put_wrapped(str *to, const char *text, size_t indent)
{
	while (*text) {
		size_t len = strlen(text), room = WIDEST - indent;
		if (len > room) {
			len = room;
			while (len && text[len] != ' ')
				len--;
			len = len ? len : strcspn(text, " ");
		}
		str_addf(to, "%*s%.*s\n", (int)indent, "", (int)len, text);
		text += len + (text[len] == ' ');
	}
}

static void put_option(str *to, const tsl_option *o, bool markdown)
{
	str kind = STR_NEEDED;
	put_kind_of_option(&kind, o);
	if (markdown)
		str_addf(to, "| `%s` | %s | %s |\n", o->name, kind.at, o->doc ? o->doc : "");
	else {
		str_addf(to, "  %-14s %s\n", o->name, kind.at);
		put_wrapped(to, o->doc ? o->doc : "", 17);
	}
	str_release(&kind);
}

static void put_options(str *to, const tsl_array *options, const char *heading, bool markdown)
{
	if (!options->n)
		return;
	str_addf(to, markdown ? "\n| %s | type | |\n| --- | --- | --- |\n" : "\n%s\n", heading);
	for (uint32_t i = 0; i < options->n; i++) {
		tsl_option o = option_at(options, i);
		put_option(to, &o, markdown);
	}
}

static void put_field(str *to, const tsl_field *f, bool markdown)
{
	const char *private = f->flags & TSL_PRIVATE ? ", private" : "", *flat = f->flags & TSL_FLAT ? ", flat" : "";
	if (markdown)
		str_addf(to, "| %s `%s` | %s%s%s | %s |\n", access_name(f->access), f->name, shape_type_name(f->type),
			 private, flat, f->doc ? f->doc : "");
	else
		str_addf(to, "  %-6s %-24s %s%s%s%s%s\n", access_name(f->access), f->name, shape_type_name(f->type),
			 private, flat, f->doc ? ": " : "", f->doc ? f->doc : "");
}

static void put_fields(str *to, const tsl_plugin *plugin, bool markdown)
{
	if (plugin->fields.n)
		str_puts(to, markdown ? "\n| field | type | |\n| --- | --- | --- |\n" : "\nfields\n");
	for (uint32_t i = 0; i < plugin->fields.n; i++) {
		tsl_field f = field_at(&plugin->fields, i);
		put_field(to, &f, markdown);
	}
	if (plugin->fields_of)
		str_puts(to, markdown ? "\nFurther fields depend on its options.\n"
				      : "\nFurther fields depend on its options.\n");
	if (plugin->flags & TSL_REWRITES)
		str_puts(to, markdown
				     ? "\nIt rewrites the text, and so comes before the stages that mark spans in it.\n"
				     : "It rewrites the text, and so comes before the stages that mark spans in it.\n");
}

static void put_plugin(str *to, const struct library *l, bool markdown)
{
	const tsl_plugin *p = &l->plugin;
	if (markdown)
		str_addf(to, "\n### %s `%s`\n\n%s Version %s.\n", plugin_kind_name(l->kind), p->name, p->summary,
			 p->version);
	else
		str_addf(to, "%s (%s, version %s)\n%s\n", p->name, plugin_kind_name(l->kind), p->version, p->summary);
	put_options(to, &p->options, "options", markdown);
	if (!markdown && l->kind == PLUGIN_READER)
		put_options(to, &plan_reader_options, "options of every reader", markdown);
	if (!markdown && l->kind == PLUGIN_WRITER)
		put_options(to, &plan_writer_options, "options of every writer", markdown);
	put_fields(to, p, markdown);
}

/* ---- which plugins ---- */

/* 1 where it was shown, 0 where there is none, -1 where it could not be loaded. */
static int show_one(const struct flags *flags, enum plugin_kind kind, const char *name)
{
	tsl_error e;
	char *path = library_find(&flags->search, kind, name);
	if (!path)
		return 0;
	struct library *l = library_open(&flags->search, path, kind, &e);
	str text = STR_NEEDED;
	if (l)
		put_plugin(&text, l, flags->markdown);
	else
		say("%s", e.text);
	if (text.at)
		fwrite(text.at, 1, text.len, stdout);
	str_release(&text);
	free(path);
	library_close(l);
	return l ? 1 : -1;
}

struct names {
	char **at;
	size_t n;
};

static const char *name_at(const void *list, size_t i)
{
	return ((const struct names *)list)->at[i];
}

static void say_unknown(const struct flags *flags, const char *name)
{
	const char *found = NULL;
	for (enum plugin_kind kind = PLUGIN_READER; kind <= PLUGIN_WRITER; kind++) {
		struct names names = { 0 };
		names.at = library_names(&flags->search, kind, &names.n);
		const char *close = found ? NULL : closest_word(name, names.n, name_at, &names);
		if (close) {
			found = close;
			say("there is no plugin `%s`: did you mean `%s`?", name, close);
		}
		for (size_t i = 0; i < names.n; i++)
			free(names.at[i]);
		free(names.at);
	}
	if (!found)
		say("there is no plugin `%s`: `teasel list` shows those there are", name);
}

/* A name may be that of a reader and of a writer: both are shown. */
static int show_named(const struct flags *flags, const char *name)
{
	int shown = 0;
	for (enum plugin_kind kind = PLUGIN_READER; kind <= PLUGIN_WRITER; kind++) {
		int one = show_one(flags, kind, name);
		if (one < 0)
			return EXIT_USAGE;
		if (one && !flags->markdown)
			putchar('\n');
		shown += one;
	}
	if (!shown)
		say_unknown(flags, name);
	return shown ? EXIT_DONE : EXIT_USAGE;
}

static int show_all(const struct flags *flags)
{
	static const tsl_array *const common[] = { NULL, &plan_reader_options, NULL, &plan_writer_options };
	int code = EXIT_DONE;
	for (enum plugin_kind kind = PLUGIN_READER; kind <= PLUGIN_WRITER; kind++) {
		size_t n;
		char **names = library_names(&flags->search, kind, &n);
		str text = STR_NEEDED;
		if (flags->markdown)
			str_addf(&text, "\n## %ss\n", plugin_kind_name(kind));
		if (flags->markdown && common[kind]) {
			str_addf(&text, "\nEvery %s takes these:\n", plugin_kind_name(kind));
			put_options(&text, common[kind], "option", true);
		}
		if (text.at)
			fwrite(text.at, 1, text.len, stdout);
		str_release(&text);
		for (size_t i = 0; i < n; i++) {
			if (show_one(flags, kind, names[i]) < 0)
				code = EXIT_USAGE;
			if (!flags->markdown)
				putchar('\n');
			free(names[i]);
		}
		free(names);
	}
	return code;
}

static int show_word(const struct flags *flags)
{
	if (flags->word && flags->n_rest == 1)
		return look_up(flags, flags->rest[0], flags->word);
	say("asking about a word takes a stage and the word: `teasel show sentiment --word war`");
	return EXIT_USAGE;
}

static int run(int argc, char **argv)
{
	struct flags flags;
	int code = flags_read(&flags, &command_show, "pmwns", argc, argv);
	if (code == EXIT_DONE && (flags.word || flags.in))
		code = show_word(&flags);
	else if (code == EXIT_DONE && !flags.n_rest)
		code = show_all(&flags);
	else
		for (int i = 0; code == EXIT_DONE && i < flags.n_rest; i++)
			code = show_named(&flags, flags.rest[i]);
	flags_release(&flags);
	return code < 0 ? EXIT_DONE : code;
}

const struct command command_show = { "show", "tell all of a plugin: options, defaults, fields", help, run };
