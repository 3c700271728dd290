#include "command/report.h"

#include "base/str.h"

#include <string.h>

struct line {
	const char *kind, *name;
	uint64_t time; /* nanoseconds */
};

static void put_line(FILE *to, const struct line *line, uint64_t whole, uint64_t bytes)
{
	fprintf(to, "%-8s %-20s %9.4f %6.1f %%", line->kind, line->name, (double)line->time / 1e9,
		100.0 * (double)line->time / (double)(whole ? whole : 1));
	if (bytes)
		fprintf(to, " %8.2f\n", (double)line->time / (double)bytes);
	else
		fprintf(to, " %8s\n", "-");
}

static void put_json(FILE *to, const struct line *line, bool first)
{
	str name = STR_NEEDED;
	str_json(&name, line->name, strlen(line->name));
	fprintf(to, "%s{\"kind\": \"%s\", \"name\": %s, \"seconds\": %.6f}", first ? "" : ", ", line->kind,
		name.at ? name.at : "null", (double)line->time / 1e9);
	str_release(&name);
}

/* Outputs are known by their paths. */
static const char *name_of(const struct step *step)
{
	const struct node *path = step->kind == PLUGIN_WRITER ? node_get(step->options, "path") : NULL;
	return path && step->label == step->plugin ? path->text : step->label;
}

/* The i-th line: readers, stages and writers in their order, then what the host does itself. */
static bool line_at(const struct run *run, size_t i, uint64_t coordinator, struct line *line)
{
	const struct timings *t = &run->crew.timings;
	const struct pipeline *p = run->crew.options.pipeline;
	const struct steps *groups[] = { &p->input, &p->stages, &p->output };
	static const char *const kinds[] = { "reader", "stage", "writer" };
	size_t before = 0;
	for (size_t g = 0; g < 3; before += groups[g]->n, g++)
		if (i < before + groups[g]->n) {
			*line = (struct line){ kinds[g], name_of(&groups[g]->list[i - before]), timings_sum(t, 1 + i) };
			return true;
		}
	uint64_t cutting = t->at[(t->rows - 2) * t->steps], zygote = t->at[(t->rows - 1) * t->steps];
	switch (i - before) {
	case 0:
		*line = (struct line){ "host", "starting", zygote + run->started };
		return true;
	case 1:
		*line = (struct line){ "host", "cutting the input", cutting };
		return true;
	case 2:
		*line = (struct line){ "host", "between the steps", timings_sum(t, 0) - cutting - zygote };
		return true;
	case 3:
		*line = (struct line){ "host", "writing in order", coordinator - run->started };
		return true;
	default:
		return false;
	}
}

void report_timings(const struct run *run, bool json, FILE *to)
{
	const struct timings *t = &run->crew.timings;
	uint64_t steps = 0, bytes = run->commit.counts.bytes, coordinator = stopwatch_now();
	for (size_t i = 0; i < t->steps; i++)
		steps += timings_sum(t, i);
	if (run->crew.options.in_process)
		coordinator -= coordinator - run->started > steps ? steps : coordinator - run->started;
	struct line line;
	if (json)
		fputs("{\"timings\": [", to);
	else
		fprintf(to, "%-29s %9s %8s %8s\n", "", "CPU s", "share", "ns/byte");
	for (size_t i = 0; line_at(run, i, coordinator, &line); i++)
		if (json)
			put_json(to, &line, !i);
		else
			put_line(to, &line, steps + coordinator, bytes);
	if (json)
		fprintf(to, "], \"bytes\": %llu}\n", (unsigned long long)bytes);
	else
		put_line(to, &(struct line){ "all", "", steps + coordinator }, steps + coordinator, bytes);
}
