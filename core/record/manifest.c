#include "record/manifest.h"

#include "base/hash.h"
#include "version.h"

#include <string.h>

static void put_text(str *to, const char *key, const char *value)
{
	str_addf(to, "\"%s\": ", key);
	str_json(to, value, strlen(value));
}

static void put_sum(str *to, const char *at, size_t n)
{
	char hex[SHA256_HEX];
	sha256_of(at, n, hex);
	put_text(to, "sha256", hex);
}

static void put_steps(str *to, const struct bounds *bounds, const char **comma)
{
	for (size_t i = 0; i < bounds->n; i++) {
		const struct bound *b = &bounds->list[i];
		str_puts(to, *comma);
		*comma = ",\n";
		str_puts(to, "    {");
		put_text(to, "kind", plugin_kind_name(b->step->kind));
		str_puts(to, ", ");
		put_text(to, "label", b->step->label);
		str_puts(to, ", ");
		put_text(to, "plugin", b->library->plugin.name);
		str_puts(to, ", ");
		put_text(to, "version", b->library->plugin.version);
		str_puts(to, "}");
	}
}

static void put_files(str *to, const struct used_files *files)
{
	for (size_t i = 0; i < files->n; i++) {
		const struct used_file *f = &files->list[i];
		str_puts(to, i ? ",\n    {" : "\n    {");
		put_text(to, "step", f->label);
		str_puts(to, ", ");
		put_text(to, "option", f->option);
		str_puts(to, ", ");
		put_text(to, "path", f->path);
		str_puts(to, ", ");
		put_sum(to, f->bytes.at, f->bytes.len);
		str_puts(to, "}");
	}
}

void manifest_describe(const void *context, const struct plan *plan, str *to)
{
	(void)context;
	const char *comma = "\n";
	str_puts(to, "  \"steps\": [");
	put_steps(to, &plan->readers, &comma);
	put_steps(to, &plan->stages, &comma);
	put_steps(to, &plan->writers, &comma);
	str_puts(to, "\n  ],\n  \"files\": [");
	put_files(to, &plan->used);
	str_addf(to, "%s],\n  \"input\": {\"files\": %zu", plan->used.n ? "\n  " : "", plan->files.n);
}

static void put_params(str *to, const struct params *params)
{
	str_puts(to, "  \"params\": {");
	for (size_t i = 0; i < params->n; i++) {
		str_puts(to, i ? ", " : "");
		str_json(to, params->list[i].name, strlen(params->list[i].name));
		str_puts(to, ": ");
		str_json(to, params->list[i].value, strlen(params->list[i].value));
	}
	str_puts(to, "},\n");
}

static void put_counts(str *to, const struct counts *c)
{
	str_addf(to, ", \"bytes\": %llu, \"blocks\": %llu},\n", (unsigned long long)c->bytes,
		 (unsigned long long)c->blocks);
	str_addf(to,
		 "  \"documents\": {\"in\": %llu, \"out\": %llu, \"failed\": %llu, \"dropped\": %llu, \"repaired\": "
		 "%llu},\n",
		 (unsigned long long)c->in, (unsigned long long)c->out, (unsigned long long)c->failed,
		 (unsigned long long)c->dropped, (unsigned long long)c->repaired);
}

static void put_strays(str *to, const struct strays *s)
{
	if (!s->n)
		return;
	str_puts(to, "  \"meta\": [");
	strays_json(s, "\n    ", ",\n    ", to);
	str_puts(to, "\n  ],\n");
}

/* What workers had given up. */
static void put_sandbox(str *to, const struct crew_options *options)
{
	struct sandbox_kinds kinds = { 0 };
	if (options->sandbox && !options->in_process)
		kinds = sandbox_probe();
	str_addf(to, "  \"sandbox\": {\"landlock\": %d, \"seccomp\": %s},\n", kinds.landlock,
		 kinds.seccomp ? "true" : "false");
}

static void put_outputs(str *to, const struct commit *c)
{
	str_puts(to, "  \"outputs\": [");
	for (size_t i = 0; i < c->n_writers + 2; i++) {
		const struct output *o = &c->outputs[i];
		str_puts(to, i ? ",\n    {" : "\n    {");
		put_text(to, "path", o->name);
		str_puts(to, ", ");
		put_text(to, "writer", o->label);
		str_addf(to, ", \"bytes\": %llu, ", (unsigned long long)o->bytes);
		put_text(to, "sha256", o->hex);
		str_puts(to, "}");
	}
	str_puts(to, "\n  ]\n}\n");
}

bool manifest_write(const struct run *run, const struct pipeline *p, tsl_error *e)
{
	str text = STR_NEEDED;
	const struct briefing *briefing = &run->crew.briefing;
	str_puts(&text, "{\n  ");
	put_text(&text, "teasel", TEASEL_VERSION);
	str_puts(&text, ",\n  ");
	put_text(&text, "commit", TEASEL_COMMIT);
	str_puts(&text, ",\n  \"pipeline\": {");
	put_text(&text, "name", p->name);
	str_puts(&text, ", ");
	put_sum(&text, p->source.at, p->source.len);
	str_puts(&text, "},\n");
	put_params(&text, &p->params);
	str_add(&text, briefing->plan.at, briefing->plan.len);
	put_counts(&text, &run->commit.counts);
	put_strays(&text, &run->commit.strays);
	put_sandbox(&text, &run->crew.options);
	put_outputs(&text, &run->commit);
	bool good = folder_put(&run->folder, "manifest.json", text.at, text.len, e);
	str_release(&text);
	return good;
}
