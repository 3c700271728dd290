#include "run/run.h"

#include "base/memory.h"

#include <stdlib.h>

static bool put_edges(struct run *r, const tsl_str *edges, tsl_error *e)
{
	for (size_t i = 0; i < r->commit.n_writers; i++)
		if (!commit_put(&r->commit, i, edges[i].at, edges[i].len, e))
			return false;
	return true;
}

static bool begin(struct run *r, struct folder *folder, const struct writer_file *files, size_t n, tsl_error *e)
{
	tsl_str identity = r->crew.briefing.identity;
	if (r->folder.state == FOLDER_EMPTY)
		return commit_open(&r->commit, folder, files, n, identity, e);
	r->finished = r->folder.state == FOLDER_FINISHED;
	return r->finished ? commit_look(&r->commit, folder, files, n, identity, e)
			   : commit_resume(&r->commit, folder, files, n, identity, e);
}

/* Where each writer's bytes go, as the pipeline says; its options are already proved. */
static bool open_outputs(struct run *r, const struct run_options *options, tsl_error *e)
{
	const struct steps *output = &options->crew.pipeline->output;
	struct writer_file *files = memory_get((output->n + 1) * sizeof(*files));
	for (size_t i = 0; i < output->n; i++)
		files[i] = (struct writer_file){ output->list[i].label,
						 node_get(output->list[i].options, "path")->text };
	bool good = !options->out || folder_open(&r->folder, options->out, options->wish, e);
	good = good && begin(r, options->out ? &r->folder : NULL, files, output->n, e);
	free(files);
	return good;
}

static bool too_many_failed(const struct run *r, tsl_error *e)
{
	const struct counts *counts = &r->commit.counts;
	double share = r->crew.options.pipeline->limits.failures;
	if (counts->in < LIMITS_FIRST || (double)counts->failed <= share * (double)counts->in)
		return false;
	str text = STR_NEEDED;
	causes_tell(&r->commit.causes, 3, &text);
	error_set(
		e,
		"%llu of %llu documents failed, more than `limits: {failures: %g}` allows; the commonest causes:\n%.*s",
		(unsigned long long)counts->failed, (unsigned long long)counts->in, share,
		text.len ? (int)text.len - 1 : 0, text.at ? text.at : "");
	str_release(&text);
	return true;
}

static void tell(const struct run *r, const struct run_options *options)
{
	if (options->progress)
		options->progress(options->context, &r->commit.counts, r->commit.next.before + r->commit.next.within,
				  r->crew.briefing.input_bytes);
}

/* All blocks that are not done yet, in any order, to be written in theirs. */
static enum crew_end work(struct run *r, const struct run_options *options, tsl_error *e)
{
	struct slot *slot;
	tell(r, options);
	enum crew_end end = crew_start(&r->crew, &r->commit.next, e);
	r->started = stopwatch_now();
	while (end == CREW_GOES_ON && (end = crew_next(&r->crew, &slot, e)) == CREW_GOES_ON) {
		if (!commit_add(&r->commit, slot, e))
			return CREW_BROKEN;
		if (too_many_failed(r, e))
			return CREW_TOO_MANY_FAILED;
		while ((slot = commit_free(&r->commit)))
			crew_give_back(&r->crew, slot);
		tell(r, options);
	}
	return end;
}

enum crew_end run_documents(struct run *r, const struct run_options *options, tsl_error *e)
{
	*r = (struct run){ .folder = { .lock = -1 } };
	enum crew_end end = crew_open(&r->crew, &options->crew, e);
	if (end != CREW_GOES_ON)
		return end;
	if (options->out && !folder_check(options->out, options->wish, e))
		return CREW_PROBLEMS;
	if (!open_outputs(r, options, e))
		return r->folder.state == FOLDER_EMPTY ? CREW_BROKEN : CREW_PROBLEMS;
	if (r->finished)
		return CREW_DONE;
	strays_init(&r->commit.strays, &options->crew.pipeline->input, &r->commit.notes);
	if (!r->commit.next.block && !put_edges(r, r->crew.briefing.heads, e))
		return CREW_BROKEN;
	if (!r->commit.next.end && (end = work(r, options, e)) != CREW_DONE)
		return end;
	if (!strays_end(&r->commit.strays, &r->commit.ids, e))
		return CREW_BROKEN;
	return put_edges(r, r->crew.briefing.tails, e) && commit_close(&r->commit, e) ? CREW_DONE : CREW_BROKEN;
}

void run_release(struct run *r)
{
	crew_release(&r->crew);
	commit_release(&r->commit);
	folder_release(&r->folder);
}
