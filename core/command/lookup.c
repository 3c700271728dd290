#include "command/lookup.h"

#include "base/str.h"
#include "plugin/host.h"
#include "plugin/option.h"
#include "run/crew.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool ask(const tsl_plugin *plugin, const void *config, const char *term, str *answer)
{
	struct tsl_out out = { 0 };
	if (!plugin->look_up)
		return false;
	plugin->look_up(&teasel_host, &out, (tsl_str){ term, strlen(term) }, config);
	*answer = out.bytes;
	return true;
}

static int tell(const char *stage, bool answered, tsl_str answer)
{
	if (!answered)
		say("`%s` holds no words that could be asked about", stage);
	else
		fwrite(answer.at ? answer.at : "", 1, answer.len, stdout);
	return answered ? EXIT_DONE : EXIT_USAGE;
}

/* ---- with its default options ---- */

static void report(void *context, const char *option, const char *sentence)
{
	(void)context;
	(void)option;
	say("%s", sentence);
}

/* There is no pipeline, and nothing is run: what the stage would read may be missing. */
static void missing(void *context, const char *option, const char *field)
{
	(void)context;
	(void)option;
	(void)field;
}

static bool fill(const tsl_plugin *plugin, arena *memory, void *config)
{
	tsl_error e;
	for (uint32_t i = 0; i < plugin->options.n; i++) {
		tsl_option o = option_at(&plugin->options, i);
		if (!option_default(&o, memory, (char *)config + o.at, &e)) {
			say("%s", e.text);
			return false;
		}
	}
	return true;
}

static int ask_opened(const tsl_plugin *plugin, struct tsl_setup *setup, const char *term)
{
	void *config = arena_keep(setup->memory, plugin->config_size ? plugin->config_size : 1);
	str answer = STR_NEEDED;
	if (!fill(plugin, setup->memory, config))
		return EXIT_USAGE;
	setup_bind(setup, config);
	bool good = !plugin->open || plugin->open(&teasel_host, setup, config) == TSL_OK;
	bool answered = good && ask(plugin, config, term, &answer);
	int code = good ? tell(plugin->name, answered, (tsl_str){ answer.at, answer.len }) : EXIT_USAGE;
	if (plugin->close)
		plugin->close(config);
	str_release(&answer);
	return code;
}

static int ask_default(const struct flags *flags, const char *name, const char *term)
{
	tsl_error e;
	struct shape shape;
	arena memory = { 0 };
	char *path = library_find(&flags->search, PLUGIN_STAGE, name);
	struct library *l = path ? library_open(&flags->search, path, PLUGIN_STAGE, &e) : NULL;
	int code = EXIT_USAGE;
	shape_init(&shape);
	if (!path)
		say("there is no stage `%s`: `teasel list` shows those there are", name);
	else if (!l)
		say("%s", e.text);
	else
		code = ask_opened(&l->plugin,
				  &(struct tsl_setup){ .shape = &shape,
						       .memory = &memory,
						       .label = name,
						       .kind = PLUGIN_STAGE,
						       .step = 1,
						       .fields = &l->plugin.fields,
						       .report = report,
						       .missing = missing },
				  term);
	library_close(l);
	free(path);
	shape_release(&shape);
	arena_release(&memory);
	return code;
}

/* ---- as it stands in a pipeline ---- */

struct question {
	const char *label, *term;
};

/* The first byte of the answer tells how it went: `+` answered, `-` no words, `?` no such stage. */
static void describe_term(const void *context, const struct plan *plan, str *to)
{
	const struct question *q = context;
	str answer = STR_NEEDED;
	for (size_t i = 0; i < plan->stages.n; i++) {
		const struct bound *b = &plan->stages.list[i];
		if (strcmp(b->step->label, q->label) != 0)
			continue;
		bool answered = ask(&b->library->plugin, b->config, q->term, &answer);
		str_putc(to, answered ? '+' : '-');
		str_add(to, answer.at ? answer.at : "", answer.len);
		str_release(&answer);
		return;
	}
	str_putc(to, '?');
}

static int tell_described(const struct pipeline *p, const char *label, tsl_str described)
{
	if (described.at[0] != '?')
		return tell(label, described.at[0] == '+', (tsl_str){ described.at + 1, described.len - 1 });
	say("%s has no stage `%s`", p->path, label);
	return EXIT_USAGE;
}

static int ask_in(const struct flags *flags, const char *label, const char *term)
{
	struct question question = { label, term };
	struct pipeline p;
	struct crew crew;
	tsl_error e = { "" };
	int code = EXIT_USAGE;
	pipeline_read(&p, flags->in, flags->set, flags->n_set);
	struct crew_options options = {
		.pipeline = &p, .search = &flags->search, .workers = 1, .describe = describe_term, .context = &question
	};
	if (crew_open(&crew, &options, &e) == CREW_GOES_ON)
		code = tell_described(&p, label, crew.briefing.plan);
	else if (e.text[0])
		say("%s", e.text);
	crew_release(&crew);
	pipeline_release(&p);
	return code;
}

int look_up(const struct flags *flags, const char *stage, const char *term)
{
	if (!term[strspn(term, " \t\n")]) {
		say("--word needs a word");
		return EXIT_USAGE;
	}
	return flags->in ? ask_in(flags, stage, term) : ask_default(flags, stage, term);
}
