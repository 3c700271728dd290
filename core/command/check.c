#include "command/command.h"

#include "run/crew.h"

#include <stdio.h>

static const char help[] =
	"usage: teasel check PIPELINE.yaml [FLAGS]\n"
	"\n"
	"Tells whether a pipeline can run, and everything that is wrong with it, without reading a document: the file, "
	"the\n"
	"plugins it names, their options, the fields they hand to each other, and whether its input is there.\n"
	"\n"
	"  --set NAME=VALUE  give a parameter of the pipeline another value; may be repeated\n"
	"  --plugins FOLDER  look for plugins there first; may be repeated\n"
	"  --quiet           say nothing where all is well\n"
	"  --json            print the problems as JSON, one a line\n"
	"\n"
	"Exit codes: 0 it can run; 2 it cannot.\n";

static void add_count(str *to, size_t n, const char *noun, const char *end)
{
	str_addf(to, "%zu %s%s%s", n, noun, n == 1 ? "" : "s", end);
}

static void describe(const void *context, const struct plan *plan, str *to)
{
	(void)context;
	add_count(to, plan->files.n, "file", ", ");
	add_count(to, plan->stages.n, "stage", ", ");
	add_count(to, plan->writers.n, "output", ": no problems\n");
}

static int check_pipeline(struct pipeline *p, const struct flags *flags)
{
	struct crew_options options = {
		.pipeline = p, .search = &flags->search, .workers = 1, .json = flags->json, .describe = describe
	};
	struct crew crew;
	tsl_error e = { "" };
	enum crew_end end = crew_open(&crew, &options, &e);
	if (end == CREW_GOES_ON && !flags->quiet && !flags->json)
		printf("%s: %.*s", p->path, (int)crew.briefing.plan.len, crew.briefing.plan.at);
	else if (end != CREW_GOES_ON && e.text[0])
		say("%s", e.text);
	crew_release(&crew);
	if (end == CREW_INTERRUPTED)
		return EXIT_INTERRUPTED;
	return end == CREW_GOES_ON ? EXIT_DONE : end == CREW_PROBLEMS ? EXIT_USAGE : EXIT_READ_WRITE;
}

static int run(int argc, char **argv)
{
	struct flags flags;
	int code = flags_read(&flags, &command_check, "spqJ", argc, argv);
	if (code == EXIT_DONE && flags.n_rest != 1) {
		say("`teasel check` takes one pipeline file: see `teasel check --help`");
		code = EXIT_USAGE;
	}
	if (code == EXIT_DONE) {
		struct pipeline p;
		pipeline_read(&p, flags.rest[0], flags.set, flags.n_set);
		code = check_pipeline(&p, &flags);
		pipeline_release(&p);
	}
	flags_release(&flags);
	return code < 0 ? EXIT_DONE : code;
}

const struct command command_check = { "check", "tell whether a pipeline can run, and all that is wrong with it", help,
				       run };
