/* A pipeline file: its YAML, its parameters, its steps, and the options of those; and the problems that are told. */
#include "fuzz.h"

#include "pipeline/bind.h"
#include "pipeline/pipeline.h"

struct config {
	tsl_str text, word;
	double real;
	int64_t integer;
	bool boolean;
	tsl_list list;
	tsl_groups groups;
};

static const tsl_option options[] = {
	TSL_OPTION(struct config, text, .min = 1, .max = 8, .doc = "Any."),
	TSL_OPTION(struct config, word, .def = "one", .choices = "one two three", .doc = "Any."),
	TSL_OPTION(struct config, real, .def = "0.5", .min = -1, .max = 1, .doc = "Any."),
	TSL_OPTION(struct config, integer, .def = "3", .min = 0, .max = 1000, .doc = "Any."),
	TSL_OPTION(struct config, boolean, .def = "false", .doc = "Any."),
	TSL_OPTION(struct config, list, .def = "a, b", .doc = "Any."),
	TSL_OPTION(struct config, groups, .min = 1, .max = 3, .doc = "Any."),
};
static const tsl_array table = TSL_ARRAY(options);

static void bind_all(struct pipeline *p, const struct steps *steps)
{
	struct used_files files = { 0 };
	for (size_t i = 0; i < steps->n; i++) {
		struct config config = { 0 };
		struct binding binding = { &table, &config };
		size_t before = p->problems.n;
		bool good = bind_options(p, &steps->list[i], &binding, 1, &files);
		must(good || p->problems.n > before || before, "what is wrong is said");
		if (good) {
			must(config.real >= -1 && config.real <= 1, "a number is in its range");
			must(config.integer >= 0 && config.integer <= 1000, "a whole number is in its range");
			must(config.word.len == 3 || config.word.len == 5, "a word is one of the choices");
			must(config.groups.n <= 3, "there are as many as there may be");
		}
	}
}

static char path[32];
static int fd;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fd = fuzz_file(path);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const set[] = { "folder=x", "n=7" };
	static str shown, json;
	struct pipeline p;
	fuzz_fill(fd, data, size);
	bool good = pipeline_read(&p, path, set, 2);
	must(good == !p.problems.n, "a pipeline is good or has problems");
	bind_all(&p, &p.input);
	bind_all(&p, &p.stages);
	bind_all(&p, &p.output);
	str_clear(&shown);
	str_clear(&json);
	problems_show(&p.problems, &shown);
	problems_json(&p.problems, &json);
	must(!p.problems.n || shown.len, "problems are shown");
	must(json_lines_are_sound(json.at ? json.at : "", json.len), "problems are JSON");
	pipeline_release(&p);
	return 0;
}
