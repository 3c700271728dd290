/*
 * boilerplate: takes away the lines that a site puts around an article.
 *
 * One pass over the lines finds those that go; a second makes the edits. A line goes with its line end. Blank lines
 * beside what went go as well where they would be left double, or at the beginning or end of the text, so that
 * paragraphs stay parted by one blank line.
 */
#include "judge.h"
#include "options.h"

#include "chars.h"
#include "word.h"

#include <string.h>

#define USUAL_THRESHOLD 0.5
#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)

static const tsl_option options[] = {
	TSL_OPTION(boilerplate, without, .choices = FAMILY_NAMES, .doc = "Families of lines that stay."),
	TSL_OPTION(boilerplate, lines,
		   .doc = "Further lines that go, each as a whole; the case of a-z and white space at its ends do not "
			  "matter."),
	TSL_OPTION(boilerplate, patterns,
		   .doc = "PCRE2 patterns; a line goes where one matches anywhere in its first 4096 bytes."),
	TSL_OPTION(boilerplate, model_lines, .def = "true",
		   .doc = "Asks the model about the lines that are left, on texts that look like a web page."),
	TSL_OPTION(boilerplate, threshold, .def = TEXT_OF(USUAL_THRESHOLD), .min = 0.05, .max = 0.95,
		   .doc = "How sure the model must be that a line is chrome before the line goes."),
	TSL_OPTION(boilerplate, model, .doc = "Another model, as plugins/stages/boilerplate/train.py writes it."),
	TSL_OPTION(boilerplate, features,
		   .doc = "Writes what the model sees of each line that is not blank into the private table `chrome`, "
			  "for training."),
};

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	boilerplate *self = config;
	static const tsl_field seen = { .name = "chrome",
					.type = TSL_TABLE,
					.access = TSL_WRITE,
					.flags = TSL_PRIVATE,
					.doc = "Lines of the text as the stage found it, without blank ones." };
	static const tsl_field columns[] = {
		{ .name = "chrome.at",
		  .type = TSL_INTEGER,
		  .access = TSL_WRITE,
		  .doc = "Where the line begins, in bytes of that text." },
		{ .name = "chrome.score",
		  .type = TSL_INTEGER,
		  .access = TSL_WRITE,
		  .doc = "The model's log-odds that the line is chrome, in thousandths." },
		{ .name = "chrome.features",
		  .type = TSL_TEXT,
		  .access = TSL_WRITE,
		  .doc = "The numbers that the model sees, parted by blanks." },
	};
	if (!self->features)
		return TSL_OK;
	if (host->declare(setup, "features", &seen, &self->seen.f) != TSL_OK ||
	    host->declare(setup, "features", &columns[0], &self->seen_begin.f) != TSL_OK ||
	    host->declare(setup, "features", &columns[1], &self->seen_score.f) != TSL_OK ||
	    host->declare(setup, "features", &columns[2], &self->seen_features.f) != TSL_OK)
		return TSL_FAILED;
	return TSL_OK;
}

/* ---- opening ---- */

static void choose_families(boilerplate *self)
{
	for (int f = 1; f < FAMILIES; f++)
		self->on[f] = true;
	for (size_t i = 0; i < self->without.n; i++)
		for (int f = 1; f < FAMILIES; f++)
			if (str_is(self->without.at[i], templates[f].family))
				self->on[f] = false;
	for (int f = 1; f < FAMILIES; f++)
		self->off[f] = !self->on[f];
}

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	boilerplate *self = config;
	if (options_check(self, host, setup, USUAL_THRESHOLD) != TSL_OK)
		return TSL_FAILED;
	choose_families(self);
	index_open(&self->index, host, setup, self->on);
	index_open(&self->index_off, host, setup, self->off);
	glance_open(&self->glance, host, setup);
	kinds_open(&self->kinds, host, setup);
	self->odds = trees_odds(self->threshold);
	wordmap_init(&self->own, host, setup, self->lines.n);
	for (size_t i = 0; i < self->lines.n; i++) {
		tsl_str line = line_trim(self->lines.at[i].at, self->lines.at[i].len);
		wordmap_add(&self->own, word_hash(line.at, line.len), 1);
	}
	if (!patterns_open(&self->compiled, host, setup, &self->patterns, "patterns"))
		return TSL_FAILED;
	return trees_open(&self->trees, host, setup, self->model);
}

static void close(void *config)
{
	patterns_close(&((boilerplate *)config)->compiled);
}

/* ---- the lines that go ---- */

struct gone {
	uint32_t begin, end; /* with its line end */
	uint32_t blanks_end; /* behind the blank lines that follow */
	uint32_t kept_end;   /* of the text of the last line before it that stays; UINT32_MAX: none */
	bool blank_before, heading;
	const char *reason;
};

struct scan {
	const boilerplate *self;
	const tsl_host *host;
	tsl_document *doc;
	tsl_str text;
	struct gone *gone;
	uint32_t n, room;
	uint32_t kept_end; /* as in struct gone */
	bool blank_before; /* the line before is blank */
	bool after_gone;   /* nothing but blank lines stands between this one and one that goes */
};

static void add(struct scan *s, struct gone gone)
{
	if (s->n == s->room) {
		struct gone *more = s->host->alloc(s->doc, (s->room ? 2 * s->room : 16) * sizeof(*more));
		if (s->n)
			memcpy(more, s->gone, s->n * sizeof(*more));
		s->gone = more;
		s->room = s->room ? 2 * s->room : 16;
	}
	s->gone[s->n++] = gone;
}

static bool none_goes(const struct lines *lines)
{
	for (uint32_t i = 0; i < lines->n; i++)
		if (lines->judged[i].reason)
			return false;
	return true;
}

static void pass_blank(struct scan *s, uint32_t end)
{
	if (s->after_gone)
		s->gone[s->n - 1].blanks_end = end;
	s->blank_before = true;
}

static void pass_line(struct scan *s, struct row row, const struct judgement *j)
{
	if (j->reason)
		add(s,
		    (struct gone){ row.begin, row.end, row.end, s->kept_end, s->blank_before, j->heading, j->reason });
	else
		s->kept_end = (uint32_t)(row.line.at + row.line.len - s->text.at);
	s->after_gone = j->reason;
	s->blank_before = false;
}

static void pass_all(struct scan *s, const struct lines *lines)
{
	uint32_t end = 0;
	for (uint32_t i = 0; i < lines->n; i++) {
		if (lines->at[i].begin > end)
			pass_blank(s, lines->at[i].begin);
		pass_line(s, lines->at[i], &lines->judged[i]);
		end = lines->at[i].end;
	}
	if (s->text.len > end)
		pass_blank(s, (uint32_t)s->text.len);
}

static tsl_status find_lines(struct scan *s)
{
	struct matcher *matcher = matcher_new(&s->self->compiled, s->host, s->doc);
	struct lines lines = { 0 };
	if ((s->self->model_lines || s->self->features) &&
	    judge_page(s->self, s->host, s->doc, matcher, &lines) != TSL_OK)
		return TSL_FAILED;
	if (lines.n) {
		if (!none_goes(&lines))
			pass_all(s, &lines);
		return TSL_OK;
	}
	for (struct walk walk = { .text = s->text }; walk_on(&walk);) {
		struct judgement j = { 0 };
		if (walk.line.len && judge_line(s->self, matcher, walk.line, &j) != TSL_OK)
			return TSL_FAILED;
		if (walk.line.len)
			pass_line(s, (struct row){ walk.begin, walk.end, walk.line }, &j);
		else
			pass_blank(s, walk.end);
	}
	return TSL_OK;
}

/* ---- the edits ---- */

/* Lines that go with nothing but blank lines between them are one run: from gone[from] up to the index returned. */
static uint32_t run_end(const struct gone *gone, uint32_t n, uint32_t from)
{
	uint32_t to = from + 1;
	while (to < n && gone[to].begin == gone[to - 1].blanks_end)
		to++;
	return to;
}

/* A line that may be a heading goes in company, or as the first or last line of a text that has others. */
static bool stays_after_all(const struct gone *gone, uint32_t from, uint32_t to, size_t text_len)
{
	bool first = gone[from].kept_end == UINT32_MAX, last = gone[from].blanks_end == text_len;
	return to - from == 1 && gone[from].heading && first == last;
}

/* The edits of a run. Where no blank line comes before it, the first blank lines within or behind it are left. */
static void edit_run(const struct gone *gone, uint32_t from, uint32_t to, size_t text_len, tsl_edit *edits)
{
	bool first = gone[from].kept_end == UINT32_MAX, at_end = gone[to - 1].blanks_end == text_len;
	bool parted = gone[from].blank_before || first || at_end;
	for (uint32_t i = from; i < to; i++) {
		uint32_t end = parted ? gone[i].blanks_end : gone[i].end;
		parted |= gone[i].blanks_end > gone[i].end;
		edits[i - from] = (tsl_edit){ .old = { gone[i].begin, end }, .reason = gone[i].reason };
	}
	if (first)
		edits->old.begin = 0;
	else if (at_end) /* the white space that parted it from the text goes too */
		edits->old.begin = gone[from].kept_end;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	tsl_str text = host->text(doc);
	struct scan s = { .self = config, .host = host, .doc = doc, .text = text, .kept_end = UINT32_MAX };
	if (find_lines(&s) != TSL_OK)
		return TSL_FAILED;
	if (!s.n)
		return TSL_OK;
	tsl_edit *edits = host->alloc(doc, s.n * sizeof(*edits));
	size_t n = 0;
	for (uint32_t from = 0, to; from < s.n; from = to) {
		to = run_end(s.gone, s.n, from);
		if (stays_after_all(s.gone, from, to, text.len))
			continue;
		edit_run(s.gone, from, to, text.len, edits + n);
		n += to - from;
	}
	return n ? host->edit(doc, edits, n) : TSL_OK;
}

TSL_STAGE{
	.name = "boilerplate",
	.version = "0.1.0",
	.summary = "Takes away the lines that a site puts around an article.",
	.config_size = sizeof(boilerplate),
	.options = TSL_ARRAY(options),
	.flags = TSL_REWRITES,
	.fields_of = fields_of,
	.open = open,
	.close = close,
	.process = process,
};
