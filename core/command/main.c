/* teasel: runs text-analysis pipelines. This file is a table of the commands. */
#include "command/command.h"

#include "base/problem.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static const struct command *const commands[] = { &command_run, &command_check, &command_list, &command_show };
#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

static void help(FILE *to)
{
	fputs("usage: teasel COMMAND [ARGUMENTS]\n\nRuns text-analysis pipelines.\n\n", to);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(to, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n`teasel COMMAND --help` tells more of each; `teasel --version` tells the version.\n\n"
	      "Exit codes: 0 done; 2 usage or pipeline; 3 done, but documents failed; 5 could not read or write;\n"
	      "75 interrupted.\n",
	      to);
}

static const char *name_at(const void *list, size_t i)
{
	(void)list;
	return commands[i]->name;
}

static int unknown(const char *name)
{
	const char *close = closest_word(name, N_COMMANDS, name_at, NULL);
	if (close)
		say("there is no command `%s`: did you mean `%s`?", name, close);
	else
		say("there is no command `%s`: see `teasel --help`", name);
	return EXIT_USAGE;
}

/* A closed standard stream would be taken by the next file that is opened. Using what stands in for it fails, as it
 * should. */
static void hold_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/* Options and the pipeline name files and plugins, so that whoever starts the program decides what it does: not one to
 * be lent another's rights. */
static bool has_borrowed_rights(void)
{
	if (!getauxval(AT_SECURE))
		return false;
	say("refused to run with rights that its user does not have: take the set-user-id and set-group-id bits, and "
	    "capabilities, from the program's file (chmod ug-s; setcap -r)");
	return true;
}

/* What was printed must have arrived. */
static int finish(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	say("cannot write standard output: %s", strerror(errno));
	return EXIT_READ_WRITE;
}

int main(int argc, char **argv)
{
	hold_standard_streams();
	if (has_borrowed_rights())
		return EXIT_USAGE;
	if (argc < 2) {
		help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		help(stdout);
		return finish(EXIT_DONE);
	}
	if (!strcmp(argv[1], "--version")) {
		printf("teasel %s (%s)\n", TEASEL_VERSION, TEASEL_COMMIT);
		return finish(EXIT_DONE);
	}
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return finish(commands[i]->run(argc - 1, argv + 1));
	return unknown(argv[1]);
}
