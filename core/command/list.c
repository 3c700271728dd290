#include "command/command.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] = "usage: teasel list [FLAGS]\n"
			   "\n"
			   "Lists the readers, stages and writers there are; `teasel show NAME` tells all of one.\n"
			   "\n"
			   "  --plugins FOLDER  look for plugins there first; may be repeated\n"
			   "  --json            one JSON object a line\n";

static void list_one(const struct library *l, bool json)
{
	str line = STR_NEEDED;
	if (json) {
		str_addf(&line, "{\"kind\": \"%s\", \"name\": ", plugin_kind_name(l->kind));
		str_json(&line, l->plugin.name, strlen(l->plugin.name));
		str_puts(&line, ", \"version\": ");
		str_json(&line, l->plugin.version, strlen(l->plugin.version));
		str_puts(&line, ", \"summary\": ");
		str_json(&line, l->plugin.summary, strlen(l->plugin.summary));
		str_puts(&line, "}\n");
	} else {
		str_addf(&line, "  %-12s %s\n", l->plugin.name, l->plugin.summary);
	}
	fwrite(line.at, 1, line.len, stdout);
	str_release(&line);
}

static int list_kind(const struct flags *flags, enum plugin_kind kind)
{
	size_t n;
	int code = EXIT_DONE;
	char **names = library_names(&flags->search, kind, &n);
	if (!flags->json)
		printf("%ss\n", plugin_kind_name(kind));
	for (size_t i = 0; i < n; i++) {
		tsl_error e;
		char *path = library_find(&flags->search, kind, names[i]);
		struct library *l = path ? library_open(&flags->search, path, kind, &e) : NULL;
		if (l) {
			list_one(l, flags->json);
		} else if (path) {
			say("%s", e.text);
			code = EXIT_USAGE;
		}
		library_close(l);
		free(path);
		free(names[i]);
	}
	free(names);
	return code;
}

static int run(int argc, char **argv)
{
	struct flags flags;
	int code = flags_read(&flags, &command_list, "pJ", argc, argv);
	if (code == EXIT_DONE && flags.n_rest) {
		say("`teasel list` takes no arguments: `teasel show %s` tells of one plugin", flags.rest[0]);
		code = EXIT_USAGE;
	}
	for (enum plugin_kind kind = PLUGIN_READER; code != -1 && code != EXIT_USAGE && kind <= PLUGIN_WRITER; kind++)
		code = list_kind(&flags, kind);
	flags_release(&flags);
	return code < 0 ? EXIT_DONE : code;
}

const struct command command_list = { "list", "list the readers, stages and writers there are", help, run };
