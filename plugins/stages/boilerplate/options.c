#include "options.h"

#include "chars.h"
#include "line.h"
#include "place.h"
#include "word.h"
#include "wordmap.h"

/* What the checks below have in common. */
struct check {
	const tsl_host *host;
	tsl_setup *setup;
	tsl_status status;
};

static void refuse_repeated(struct check *c, const char *option, size_t i, tsl_str text)
{
	c->status = c->host->reject(c->setup, place_of_item(option, i).option,
				    "`%.*s` stands twice in `%s`: take one away", (int)text.len, text.at, option);
}

/* Short lists: each item is compared with those before it. */
static void check_repeated(struct check *c, const char *option, const tsl_list *list)
{
	for (size_t i = 1; i < list->n; i++)
		for (size_t j = 0; j < i; j++)
			if (bytes_equal(list->at[i].at, list->at[i].len, list->at[j].at, list->at[j].len)) {
				refuse_repeated(c, option, i, list->at[i]);
				break;
			}
}

static void check_lines(struct check *c, const tsl_list *lines)
{
	struct wordmap seen;
	wordmap_init(&seen, c->host, c->setup, lines->n);
	for (size_t i = 0; i < lines->n; i++) {
		tsl_str line = line_trim(lines->at[i].at, lines->at[i].len);
		if (!line.len)
			c->status = c->host->reject(c->setup, place_of_item("lines", i).option,
						    "an empty line is found nowhere: take it away");
		else if (memchr(line.at, '\n', line.len))
			c->status = c->host->reject(c->setup, place_of_item("lines", i).option,
						    "this has a line end within, and is found in no line: write its "
						    "lines one by one");
		else if (*wordmap_add(&seen, word_hash(line.at, line.len), (uint32_t)i) != i)
			refuse_repeated(c, "lines", i, line);
	}
}

static void check_model(struct check *c, const boilerplate *self, double usual_threshold)
{
	static const char sentence[] = "this has no effect, for `model_lines` is off: turn that on, or take this away";
	if (self->model_lines)
		return;
	if (self->threshold != usual_threshold)
		c->status = c->host->reject(c->setup, "threshold", sentence);
	if (self->model.path.at && !self->features)
		c->status = c->host->reject(c->setup, "model", sentence);
}

tsl_status options_check(const boilerplate *self, const tsl_host *host, tsl_setup *setup, double usual_threshold)
{
	struct check c = { host, setup, TSL_OK };
	check_repeated(&c, "without", &self->without);
	check_repeated(&c, "patterns", &self->patterns);
	check_lines(&c, &self->lines);
	check_model(&c, self, usual_threshold);
	return c.status;
}
