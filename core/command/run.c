#include "command/progress.h"
#include "command/report.h"

#include "base/memory.h"
#include "record/manifest.h"
#include "run/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: teasel run PIPELINE.yaml [FLAGS]\n"
	"\n"
	"Runs all documents of a pipeline. The outputs, manifest.json, failed.jsonl and dropped.jsonl appear together "
	"in one\n"
	"folder when the run is done; until then they are in FOLDER.partial. Where all outputs are `-` and no --out is "
	"given, a "
	"run is\n"
	"a filter: it makes no folder, and tells what failed on standard error.\n"
	"\n"
	"  --out FOLDER      the run's folder (default: out/NAME, NAME being the pipeline's name)\n"
	"  --force           replace an earlier run in that folder, finished or not\n"
	"  --resume          go on with a run that was ended before its time; its outputs come out as if it had not "
	"been\n"
	"  --set NAME=VALUE  give a parameter of the pipeline another value; may be repeated\n"
	"  --files-from LIST read the files named in LIST, one a line, instead of those of `paths`; - is standard "
	"input\n"
	"  -j N              number of workers (default: one a processor); the output does not depend on it\n"
	"  --no-sandbox      let stages reach files, processes and the network, which they have no need to\n"
	"  --in-process      do all in one process, for a debugger\n"
	"  --plugins FOLDER  look for plugins there first; may be repeated\n"
	"  --timings         tell what share of the CPU time each step took\n"
	"  --progress HOW    line: a line that is written over, where standard error is a terminal (the default);\n"
	"                    json: a line of JSON a second on standard error, and one at the end; none\n"
	"  --quiet           say nothing but errors\n"
	"  --json            print the counts, or the pipeline's problems, as JSON on standard error\n"
	"\n"
	"Exit codes: 0 done; 2 the usage or the pipeline is wrong; 3 done, but documents failed (see failed.jsonl); 5 "
	"could not\n"
	"read or write; 6 too many documents failed; 75 interrupted (--in-process: ended by the signal itself). After "
	"5, 6 "
	"and 75\n"
	"the run can be resumed if it says so.\n";

/* ---- what is told ---- */

/* Documents without a row in the table of `meta`, and rows without a document. */
static void tell_strays(const struct strays *s)
{
	str text = STR_NEEDED;
	strays_tell(s, &text);
	fputs(text.at ? text.at : "", stderr);
	str_release(&text);
}

static void tell_json(const struct counts *c, const struct strays *s)
{
	str text = STR_NEEDED;
	str_addf(&text, "{\"in\": %llu, \"out\": %llu, \"failed\": %llu, \"dropped\": %llu, \"repaired\": %llu",
		 (unsigned long long)c->in, (unsigned long long)c->out, (unsigned long long)c->failed,
		 (unsigned long long)c->dropped, (unsigned long long)c->repaired);
	if (s->n) {
		str_puts(&text, ", \"meta\": [");
		strays_json(s, "", ", ", &text);
		str_puts(&text, "]");
	}
	fprintf(stderr, "%s}\n", text.at ? text.at : "");
	str_release(&text);
}

static void tell_counts(const struct counts *c, const char *folder)
{
	unsigned long long in = c->in, out = c->out, failed = c->failed, dropped = c->dropped, repaired = c->repaired;
	fprintf(stderr, "%llu documents in = %llu out + %llu failed + %llu dropped\n", in, out, failed, dropped);
	if (c->repaired)
		fprintf(stderr, "%llu had bytes that are not UTF-8: each broken sequence became U+FFFD\n", repaired);
	if (c->failed && folder)
		fprintf(stderr, "what failed, and why: %s/failed.jsonl\n", folder);
	if (folder)
		fprintf(stderr, "the run is in %s\n", folder);
}

/* ---- the run ---- */

/* What is left of a run that did not come to its end. */
static void tell_rest(const struct run *r)
{
	if (r->folder.keep && r->commit.counts.blocks)
		say("%llu documents are done and kept in %s: the same command with --resume goes on from there",
		    (unsigned long long)r->commit.counts.in, r->folder.partial);
}

static int finish(struct run *r, const struct pipeline *p, const char *folder, const struct flags *flags)
{
	tsl_error e;
	if (folder && ((!r->finished && !manifest_write(r, p, &e)) || !folder_publish(&r->folder, &e))) {
		say("%s", e.text);
		tell_rest(r);
		return EXIT_READ_WRITE;
	}
	if (!flags->quiet && flags->json)
		tell_json(&r->commit.counts, &r->commit.strays);
	if (!flags->quiet && !flags->json) {
		tell_strays(&r->commit.strays);
		tell_counts(&r->commit.counts, folder);
	}
	if (flags->timings)
		report_timings(r, flags->json, stderr);
	return r->commit.counts.failed ? EXIT_FAILED_DOCUMENTS : EXIT_DONE;
}

static int exit_code(const struct run *r, enum crew_end end, const tsl_error *e)
{
	if (end == CREW_INTERRUPTED)
		say(r->commit.counts.blocks ? "interrupted" : "interrupted: nothing was written");
	else if (e->text[0])
		say("%s", e->text);
	if (end == CREW_TOO_MANY_FAILED && r->folder.keep)
		say("what failed, and why: %s/failed.jsonl", r->folder.partial);
	else
		tell_rest(r);
	if (end == CREW_INTERRUPTED)
		return EXIT_INTERRUPTED;
	return end == CREW_PROBLEMS ? EXIT_USAGE : end == CREW_TOO_MANY_FAILED ? EXIT_TOO_MANY_FAILED : EXIT_READ_WRITE;
}

static int run_pipeline(struct pipeline *p, const char *folder, const struct flags *flags)
{
	struct progress progress;
	bool silent = flags->progress == PROGRESS_LINE && (flags->quiet || flags->json);
	progress_init(&progress, silent ? PROGRESS_NONE : flags->progress);
	struct run_options options = {
		.crew = { .pipeline = p,
			  .search = &flags->search,
			  .workers = flags->workers,
			  .in_process = flags->in_process,
			  .timings = flags->timings,
			  .sandbox = !flags->no_sandbox,
			  .json = flags->json,
			  .describe = manifest_describe,
			  .waiting = progress.kind == PROGRESS_NONE ? NULL : progress_tick,
			  .waiter = &progress },
		.out = folder,
		.wish = flags->resume  ? FOLDER_RESUME
			: flags->force ? FOLDER_REPLACE
				       : FOLDER_NEW,
		.progress = progress.kind == PROGRESS_NONE ? NULL : progress_block,
		.context = &progress,
	};
	struct run r;
	tsl_error e = { "" };
	enum crew_end end = run_documents(&r, &options, &e);
	progress_end(&progress, &r.commit.counts);
	int code = end == CREW_DONE ? finish(&r, p, folder, flags) : exit_code(&r, end, &e);
	run_release(&r);
	return code;
}

/* With nothing to put into a folder, and none asked for, a run is a filter. */
static bool is_filter(const struct pipeline *p, const struct flags *flags)
{
	if (flags->out || flags->resume || !p->output.n)
		return false;
	for (size_t i = 0; i < p->output.n; i++) {
		const struct node *path = node_get(p->output.list[i].options, "path");
		if (!path || !path->text || strcmp(path->text, "-") != 0)
			return false;
	}
	return true;
}

static int run(int argc, char **argv)
{
	struct flags flags;
	int code = flags_read(&flags, &command_run, "sopjfriqJtbPF", argc, argv);
	if (code == EXIT_DONE && flags.n_rest != 1) {
		say("`teasel run` takes one pipeline file: see `teasel run --help`");
		code = EXIT_USAGE;
	}
	if (code == EXIT_DONE && flags.resume && flags.force) {
		say("--resume goes on with a run and --force removes it: give one of them");
		code = EXIT_USAGE;
	}
	if (code == EXIT_DONE) {
		struct pipeline p;
		pipeline_read(&p, flags.rest[0], flags.set,
			      flags.n_set); /* its problems are shown with those of the plan */
		p.files_from = flags.files_from;
		char *folder = is_filter(&p, &flags) ? NULL
			       : flags.out           ? memory_format("%s", flags.out)
						     : memory_format("out/%s", p.name);
		code = run_pipeline(&p, folder, &flags);
		free(folder);
		pipeline_release(&p);
	}
	flags_release(&flags);
	return code < 0 ? EXIT_DONE : code;
}

const struct command command_run = { "run", "run the documents of a pipeline", help, run };
