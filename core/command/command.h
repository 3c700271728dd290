/*
 * command.h: what the commands share: exit codes and the flags that several of them take.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "plugin/library.h"

#include <stdbool.h>
#include <stddef.h>

enum exit_code {
	EXIT_DONE = 0,
	EXIT_EXPECTATION = 1,
	EXIT_USAGE = 2,
	EXIT_FAILED_DOCUMENTS = 3,
	EXIT_READ_WRITE = 5,
	EXIT_TOO_MANY_FAILED = 6,
	EXIT_INTERRUPTED = 75,
};

struct command {
	const char *name, *summary, *help;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command command_run, command_check, command_list, command_show;

enum progress_kind { PROGRESS_LINE, PROGRESS_JSON, PROGRESS_NONE };

/* Flags by their letters; each command says which it takes. */
struct flags {
	const char **set; /* name=value */
	size_t n_set;
	struct search search; /* --plugins DIR …, then the program's own folders */
	const char *out;
	unsigned workers;
	const char *in, *word, *files_from;
	bool force, resume, in_process, quiet, json, markdown, timings, no_sandbox;
	enum progress_kind progress;
	char **rest; /* what is left */
	int n_rest;
};

/*
 * Reads the flags of a command; `letters` are those it takes, of "s" --set, "p" --plugins, "o" --out, "f" --force, "r"
 * --resume, "j" -j, "i" --in-process, "q" --quiet, "J" --json, "m" --markdown, "t" --timings, "b" --no-sandbox, "w"
 * --word, "n" --in, "P" --progress, "F" --files-from. Returns EXIT_DONE to go on, or -1 where --help was shown, or
 * EXIT_USAGE.
 */
int flags_read(struct flags *f, const struct command *command, const char *letters, int argc, char **argv);
void flags_release(struct flags *f);

/* "teasel: SENTENCE" on stderr. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
