#include "chain.h"

#include "check.h"

#include "base/path.h"

#include <limits.h>
#include <unistd.h>

#define MOST_RECORDS 8
#define SCRIBBLE ((size_t)32 << 10) /* bytes of the document's memory that are made unlike what the first run left */

/* ---- opening ---- */

/* BUILD/plugins, beside BUILD/fuzz/NAME. */
static void add_plugins(struct search *search)
{
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	must(n > 0, "the harness knows where it is");
	program[n] = 0;
	char *folder = path_folder(program), *build = path_folder(folder), *plugins = path_join(build, "plugins");
	search_add(search, plugins);
	free(folder);
	free(build);
	free(plugins);
}

void chain_open(struct chain *c, const char *reader, const char *stages, const char *output,
		void (*entering)(void *context, const char *label, const char *callback))
{
	char path[32];
	str yaml = { 0 }, told = { 0 };
	int fd = fuzz_file(path);
	str_addf(&yaml, "teasel: 1\ninput: [%s]\nstages: [%s]\noutput: [%s]\n", reader, stages, output);
	fuzz_fill(fd, yaml.at, yaml.len);
	add_plugins(&c->search);
	c->plan.entering = entering;
	c->plan.context = &c->plan;
	bool good = pipeline_read(&c->pipeline, path, NULL, 0) && plan_build(&c->plan, &c->pipeline, &c->search);
	problems_show(&c->pipeline.problems, &told);
	must(good, told.at ? told.at : "the pipeline of the harness is sound");
	slots_init(&c->slots, 1, c->plan.writers.n);
	c->slots.list[0].head->n_records = 1;
	worker_init(&c->worker, &c->plan, &c->state, (struct stopwatch){ 0 });
	str_release(&yaml);
	close(fd);
}

/* ---- one record ---- */

static void check_writer(const struct chain *c, size_t writer, const char *at, size_t n)
{
	if (!strcmp(c->plan.writers.list[writer].step->plugin, "jsonl"))
		must(json_lines_are_sound(at, n), "each line is JSON");
	else
		must(!n || at[n - 1] == '\n', "each line ends");
}

static void check_result(const struct chain *c, const struct result *r)
{
	const char *at = c->worker.out.bytes.at + result_payload(r);
	must(result_is_sound(&c->slots.list[0], r, c->worker.out.bytes.len), "a result is sound");
	must(!c->state.damage[0], c->state.damage);
	if (r->status == TSL_FAILED && c->state.kind != PLUGIN_READER && !c->may_fail)
		must(false, c->worker.doc.reason); /* no text is a reason for a stage to fail */
	if (r->status != TSL_OK) {
		must(json_lines_are_sound(at, r->len - r->id_len - r->file_len), "the line of a failed one is JSON");
		return;
	}
	for (size_t i = 0; i < c->plan.writers.n; i++) {
		check_writer(c, i, at, r->written[i]);
		at += r->written[i];
	}
}

static bool run_once(struct chain *c, struct result **result)
{
	*result = slot_result(&c->slots.list[0], 0);
	c->worker.out.bytes.len = 0;
	return worker_record(&c->worker, &c->slots.list[0], 0, *result);
}

/* What was left in memory by a document must not show in the next one. */
static void scribble(struct chain *c)
{
	document_empty(&c->worker.doc);
	memset(document_alloc(&c->worker.doc, SCRIBBLE), 0xA5, SCRIBBLE);
}

void chain_record(struct chain *c, const char *at, size_t n)
{
	struct result *r;
	struct slot *slot = &c->slots.list[0];
	tsl_str header = c->header;
	slot->bytes.at = (char *)(uintptr_t)(header.at ? header.at : at);
	*slot_record(slot, 0) = (struct record){
		.number = 1, .at = (uint64_t)(at - slot->bytes.at), .len = n, .header_len = header.len
	};
	bool there = run_once(c, &r);
	if (there) {
		check_result(c, r);
		if (r->status == TSL_OK)
			check_document(&c->worker.doc);
	}
	str_clear(&c->first);
	str_add(&c->first, c->worker.out.bytes.at ? c->worker.out.bytes.at : "", c->worker.out.bytes.len);
	scribble(c);
	must(run_once(c, &r) == there, "a record is a document each time, or never");
	const str *second = &c->worker.out.bytes;
	must(c->first.len == second->len && !memcmp(c->first.at, second->at ? second->at : "", second->len),
	     "the same document gives the same bytes");
}

/* ---- a whole input ---- */

/* Where the record that `at` begins with ends, as the feeder finds it. */
static size_t cut(const struct bound *reader, const char *at, size_t n, bool last)
{
	const tsl_plugin *plugin = &reader->library->plugin;
	if (!(plugin->flags & TSL_LINES))
		return plugin->cut(reader->config, at, n, last);
	const char *end = n ? memchr(at, '\n', n) : NULL;
	return end ? (size_t)(end - at) + 1 : last ? n : 0;
}

/* A record that was found must be found again when more bytes have come. */
static void check_cut(const struct bound *reader, const char *at, size_t n, size_t len)
{
	size_t half = cut(reader, at, n / 2, false);
	must(half <= n / 2 && (!half || half == len), "where a record ends does not depend on what is behind it");
	half = cut(reader, at, n, false);
	must(!half || half == len, "a record that is there ends where it ends at the end of the file");
}

void chain_feed(struct chain *c, const uint8_t *data, size_t size)
{
	const struct bound *reader = &c->plan.readers.list[0];
	const tsl_plugin *plugin = &reader->library->plugin;
	const char *at = (const char *)data;
	c->header = (tsl_str){ 0 };
	if (!plugin->cut && !(plugin->flags & TSL_LINES)) {
		chain_record(c, at, size);
		return;
	}
	for (size_t i = 0; i < MOST_RECORDS && size; i++) {
		size_t len = cut(reader, at, size, true);
		must(len && len <= size, "the last record ends with the file");
		check_cut(reader, at, size, len);
		chain_record(c, at, len);
		if (!i && plugin->flags & TSL_HEADER)
			c->header = (tsl_str){ at, len };
		at += len;
		size -= len;
	}
}
