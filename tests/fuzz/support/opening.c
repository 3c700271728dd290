#include "opening.h"

#include "base/memory.h"
#include "base/path.h"
#include "plugin/option.h"

#include <unistd.h>

static const char text[] = "Irena Kolb said: \"This is a great day, not a terrible one.\" Mr. Renn wasn't happy, but "
			   "Renn smiled :-) at Varland.\n\nShare this article\nThe U.S. team lost 3.5 per cent. It was "
			   "VERY bad!!!\n";

/* Keeps what the stage's options are, and what open() has not yet seen. */
static void keep_config(void *context, const char *label, const char *callback)
{
	struct plan *plan = context;
	struct opening *o = (struct opening *)(void *)((char *)plan - offsetof(struct opening, chain.plan));
	for (size_t i = 0; i < plan->stages.n; i++) {
		struct bound *b = &plan->stages.list[i];
		if (!b->step || strcmp(b->step->label, label) || strcmp(callback, "open"))
			continue;
		o->stage = b;
		free(o->config);
		o->config = memory_copy(b->config, b->library->plugin.config_size);
	}
}

static void count(void *context, const char *option, const char *sentence)
{
	struct opening *o = context;
	(void)option;
	must(sentence[0], "what is wrong is said");
	o->told++;
}

/* The project's folder lies two above BUILD/fuzz. */
static void read_model(struct opening *o, const char *name)
{
	str bytes = { 0 };
	tsl_error e;
	char *path = memory_format("%s/../../../%s", o->chain.search.folders[0], name);
	char *near = memory_format("%s/../../%s", o->chain.search.folders[0], name);
	must(path_read(near, (size_t)1 << 24, &bytes, &e) || path_read(path, (size_t)1 << 24, &bytes, &e), e.text);
	o->model = bytes.at;
	o->n_model = bytes.len;
	free(path);
	free(near);
}

/* Opens the stage anew with the file, and runs a text through it. */
static tsl_status open_with(struct opening *o, tsl_str bytes)
{
	struct bound *b = o->stage;
	const tsl_plugin *plugin = &b->library->plugin;
	tsl_file file = { bytes, { "file", 4 } };
	struct tsl_setup setup = b->setup;
	void *config = memory_copy(o->config, plugin->config_size), *before = b->config;
	memcpy((char *)config + o->option, &file, sizeof(file));
	setup.memory = &o->memory;
	setup.report = count;
	setup.context = o;
	o->told = 0;
	tsl_status status = plugin->open(&teasel_host, &setup, config);
	must((status == TSL_OK) == !o->told, "a file is taken, or refused with a sentence");
	b->config = config;
	if (status == TSL_OK)
		chain_record(&o->chain, text, sizeof(text) - 1);
	b->config = before;
	if (plugin->close)
		plugin->close(config);
	arena_empty(&o->memory, (size_t)8 << 20);
	free(config);
	return status;
}

void opening_open(struct opening *o, const char *stages, const char *stage, const char *option, const char *model,
		  const char *sound)
{
	tsl_option found;
	chain_open(&o->chain, TEXT, stages, JSONL, keep_config);
	o->chain.may_fail = true;
	must(o->stage && !strcmp(o->stage->step->label, stage), "the last stage is the one that is opened");
	must(option_find(&o->stage->library->plugin.options, option, &found) && found.type == TSL_FILE,
	     "the option names a file");
	o->option = found.at;
	if (model)
		read_model(o, model);
	tsl_str bytes = model ? (tsl_str){ o->model, o->n_model } : (tsl_str){ sound, strlen(sound) };
	must(open_with(o, bytes) == TSL_OK, "a sound file is taken");
}

/* A sound model with some bytes changed, as the input says. */
static tsl_str spoil(const struct opening *o, struct feed *f)
{
	size_t n = feed_below(f, 4) ? o->n_model : (size_t)feed_byte(f) * o->n_model / 255;
	char *at = memory_copy(o->model, o->n_model);
	while (f->left) {
		size_t to = (size_t)feed_byte(f) << 16;
		to |= (size_t)feed_byte(f) << 8;
		to = (to | feed_byte(f)) % o->n_model;
		at[to] = (char)feed_byte(f);
	}
	return (tsl_str){ realloc(at, n ? n : 1), n };
}

void opening_feed(struct opening *o, const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	bool spoilt = o->model && feed_byte(&f) % 4;
	tsl_str bytes = spoilt ? spoil(o, &f) : (tsl_str){ (const char *)f.at, f.left };
	open_with(o, bytes);
	if (spoilt)
		free((char *)(uintptr_t)bytes.at);
}
