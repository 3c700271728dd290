/* What the process that has the plan tells the one that has not: parts, each behind its length. */
#include "run/crew.h"

#include "base/memory.h"
#include "plugin/host.h"
#include "run/identity.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void put_part(str *to, const char *at, size_t n)
{
	uint64_t len = n;
	str_add(to, (const char *)&len, sizeof(len));
	str_add(to, at ? at : "", n);
}

static bool take_part(const str *from, size_t *at, tsl_str *part)
{
	uint64_t len;
	if (from->len - *at < sizeof(len))
		return false;
	memcpy(&len, from->at + *at, sizeof(len));
	*at += sizeof(len);
	if (from->len - *at < len)
		return false;
	*part = (tsl_str){ from->at + *at, len };
	*at += len;
	return true;
}

static uint64_t input_bytes(const struct files *files)
{
	uint64_t sum = 0;
	struct stat st;
	for (size_t i = 0; i < files->n; i++) {
		const struct input_file *file = &files->list[i];
		if (file->standard_input || stat(file->path, &st) || !S_ISREG(st.st_mode))
			return UINT64_MAX;
		sum += (uint64_t)st.st_size;
	}
	return sum;
}

static void enter(const struct plan *plan, const char *label, const char *callback)
{
	if (plan->entering)
		plan->entering(plan->context, label, callback);
}

static void put_edge(const struct plan *plan, const struct bound *b, bool head, str *to)
{
	struct tsl_out out = { .bytes = STR_NEEDED };
	const tsl_plugin *plugin = &b->library->plugin;
	void (*edge)(const tsl_host *, tsl_out *, const void *) = head ? plugin->head : plugin->tail;
	if (edge) {
		enter(plan, b->step->label, head ? "head" : "tail");
		edge(&teasel_host, &out, b->config);
		enter(plan, "", "");
	}
	put_part(to, out.bytes.at, out.bytes.len);
	str_release(&out.bytes);
}

bool crew_build_plan(const struct crew_options *options, struct plan *plan, str *briefing)
{
	str text = STR_NEEDED, identity = STR_NEEDED;
	bool good = plan_build(plan, options->pipeline, options->search);
	if (!good && options->json)
		problems_json(&options->pipeline->problems, &text);
	else if (!good)
		problems_show(&options->pipeline->problems, &text);
	else if (options->describe)
		options->describe(options->context, plan, &text);
	if (good) {
		uint64_t bytes = options->waiting ? input_bytes(&plan->files) : UINT64_MAX;
		identity_of(plan, &identity);
		put_part(briefing, text.at, text.len);
		put_part(briefing, identity.at, identity.len);
		put_part(briefing, (const char *)&bytes, sizeof(bytes));
		for (size_t i = 0; i < plan->writers.n; i++) {
			put_edge(plan, &plan->writers.list[i], true, briefing);
			put_edge(plan, &plan->writers.list[i], false, briefing);
		}
	} else {
		fwrite(text.at, 1, text.len, stderr);
		fflush(stderr);
	}
	str_release(&text);
	str_release(&identity);
	return good;
}

bool briefing_read(struct briefing *b, size_t n_writers, tsl_error *e)
{
	size_t at = 0;
	b->heads = memory_get((n_writers + 1) * sizeof(*b->heads));
	b->tails = memory_get((n_writers + 1) * sizeof(*b->tails));
	tsl_str bytes;
	bool good = take_part(&b->bytes, &at, &b->plan) && take_part(&b->bytes, &at, &b->identity) &&
		    take_part(&b->bytes, &at, &bytes);
	good = good && bytes.len == sizeof(b->input_bytes);
	if (good)
		memcpy(&b->input_bytes, bytes.at, sizeof(b->input_bytes));
	for (size_t i = 0; i < n_writers && good; i++)
		good = take_part(&b->bytes, &at, &b->heads[i]) && take_part(&b->bytes, &at, &b->tails[i]);
	return good || error_set(e, "the plan could not be handed over");
}
