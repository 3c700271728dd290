#include "command/command.h"

#include "base/memory.h"
#include "base/problem.h"
#include "run/crew.h"

#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flag {
	char letter;
	const char *name;
	bool takes_value;
};

static const struct flag all_flags[] = {
	{ 's', "--set", true },        { 'p', "--plugins", true },     { 'o', "--out", true },
	{ 'j', "--jobs", true },       { 'f', "--force", false },      { 'q', "--quiet", false },
	{ 'J', "--json", false },      { 'm', "--markdown", false },   { 'i', "--in-process", false },
	{ 't', "--timings", false },   { 'b', "--no-sandbox", false }, { 'w', "--word", true },
	{ 'n', "--in", true },         { 'P', "--progress", true },    { 'r', "--resume", false },
	{ 'F', "--files-from", true }, { 'h', "--help", false },
};
#define N_FLAGS (sizeof(all_flags) / sizeof(*all_flags))

void say(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fputs("teasel: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
}

static unsigned processors(void)
{
	cpu_set_t set;
	int n = sched_getaffinity(0, sizeof(set), &set) ? 1 : CPU_COUNT(&set);
	return n < 1 ? 1 : n > CREW_MOST_WORKERS ? CREW_MOST_WORKERS : (unsigned)n;
}

static bool read_workers(struct flags *f, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);
	if (!*value || *end || n < 1 || n > CREW_MOST_WORKERS) {
		say("-j takes a number of workers from 1 to %d, not `%s`", CREW_MOST_WORKERS, value);
		return false;
	}
	f->workers = (unsigned)n;
	return true;
}

static bool read_progress(struct flags *f, const char *value)
{
	static const char *const names[] = { "line", "json", "none" };
	for (size_t i = 0; i < 3; i++)
		if (!strcmp(value, names[i])) {
			f->progress = (enum progress_kind)i;
			return true;
		}
	say("--progress takes line, json or none, not `%s`", value);
	return false;
}

static bool take(struct flags *f, char letter, const char *value)
{
	switch (letter) {
	case 's':
		f->set = memory_resize(f->set, (f->n_set + 1) * sizeof(*f->set));
		f->set[f->n_set++] = value;
		return true;
	case 'p':
		search_add(&f->search, value);
		return true;
	case 'o':
		f->out = value;
		return true;
	case 'j':
		return read_workers(f, value);
	case 'P':
		return read_progress(f, value);
	case 'f':
		return f->force = true;
	case 'r':
		return f->resume = true;
	case 'q':
		return f->quiet = true;
	case 'J':
		return f->json = true;
	case 'm':
		return f->markdown = true;
	case 'b':
		return f->no_sandbox = true;
	case 't':
		return f->timings = true;
	case 'w':
		f->word = value;
		return true;
	case 'F':
		f->files_from = value;
		return true;
	case 'n':
		f->in = value;
		return true;
	default:
		return f->in_process = true;
	}
}

static const char *flag_name(const void *list, size_t i)
{
	return strchr(list, all_flags[i].letter) ? all_flags[i].name : NULL;
}

/* Finds a flag that this command takes; `value` is what stands behind `=` or, of -jN, behind the letter. */
static const struct flag *find(const char *arg, const char *letters, const char **value)
{
	*value = NULL;
	if (!strncmp(arg, "-j", 2)) {
		*value = arg[2] ? arg + 2 : NULL;
		arg = "--jobs";
	}
	if (!strcmp(arg, "-h"))
		arg = "--help";
	size_t n = strcspn(arg, "=");
	for (size_t i = 0; i < N_FLAGS; i++) {
		const struct flag *flag = &all_flags[i];
		bool mine = flag->letter == 'h' || strchr(letters, flag->letter);
		if (!mine || strlen(flag->name) != n || strncmp(flag->name, arg, n) != 0)
			continue;
		if (arg[n] == '=')
			*value = arg + n + 1;
		return flag;
	}
	return NULL;
}

static int unknown_flag(const struct command *command, const char *arg, const char *letters)
{
	const char *close = closest_word(arg, N_FLAGS, flag_name, letters);
	if (close)
		say("`teasel %s` has no flag `%s`: did you mean `%s`?", command->name, arg, close);
	else
		say("`teasel %s` has no flag `%s`: see `teasel %s --help`", command->name, arg, command->name);
	return EXIT_USAGE;
}

int flags_read(struct flags *f, const struct command *command, const char *letters, int argc, char **argv)
{
	*f = (struct flags){ .workers = processors(), .rest = argv + 1 };
	bool only_rest = false;
	for (int i = 1; i < argc; i++) {
		const char *value;
		if (only_rest || argv[i][0] != '-' || !argv[i][1]) {
			f->rest[f->n_rest++] = argv[i];
			continue;
		}
		if (!strcmp(argv[i], "--")) {
			only_rest = true;
			continue;
		}
		const struct flag *flag = find(argv[i], letters, &value);
		if (!flag)
			return unknown_flag(command, argv[i], letters);
		if (flag->letter == 'h') {
			fputs(command->help, stdout);
			return -1;
		}
		if (flag->takes_value && !value && i + 1 < argc)
			value = argv[++i];
		if (flag->takes_value && !value) {
			say("%s takes a value: see `teasel %s --help`", flag->name, command->name);
			return EXIT_USAGE;
		}
		if (!flag->takes_value && value) {
			say("%s takes no value: leave `=%s` out", flag->name, value);
			return EXIT_USAGE;
		}
		if (!take(f, flag->letter, value))
			return EXIT_USAGE;
	}
	search_add_own(&f->search);
	return EXIT_DONE;
}

void flags_release(struct flags *f)
{
	free(f->set);
	search_release(&f->search);
}
