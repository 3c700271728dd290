/*
 * boilerplate: takes away the lines that a site puts around an article.
 *
 * One pass over the lines finds those that go; a second makes the edits. A line goes with its line end. Blank lines
 * beside what went go as well where they would be left double, or at the beginning or end of the text, so that
 * paragraphs stay parted by one blank line.
 */
#include "families.h"
#include "patterns.h"

#include "chars.h"
#include "word.h"
#include "wordmap.h"

#include <string.h>

typedef struct {
	tsl_list without, lines, patterns;
	bool on[FAMILIES];
	struct index index;
	struct wordmap own; /* hashes of the user's lines */
	struct patterns compiled;
} boilerplate;

static const tsl_option options[] = {
	TSL_OPTION(boilerplate, without, .choices = FAMILY_NAMES, .doc = "Families of lines that stay."),
	TSL_OPTION(boilerplate, lines,
		   .doc = "Further lines that go, each as a whole; case and white space at its ends do not matter."),
	TSL_OPTION(boilerplate, patterns, .doc = "PCRE2 patterns; a line goes where one matches anywhere in it."),
};

/* ---- opening ---- */

static void choose_families(boilerplate *self)
{
	for (int f = 1; f < FAMILIES; f++)
		self->on[f] = true;
	for (size_t i = 0; i < self->without.n; i++)
		for (int f = 1; f < FAMILIES; f++) {
			const char *name = family_name((enum family)f);
			if (bytes_equal(self->without.at[i].at, self->without.at[i].len, name, strlen(name)))
				self->on[f] = false;
		}
}

static unsigned char key_of(const struct template *t)
{
	return *t->text == '#' || *t->text == '~' ? 0 : (unsigned char)*t->text;
}

static void index_templates(boilerplate *self, const tsl_host *host, tsl_setup *setup)
{
	uint16_t *room = host->keep(setup, n_templates * sizeof(*room)), *fill[256];
	for (size_t i = 0; i < n_templates; i++)
		self->index.n[key_of(&templates[i])]++;
	for (int k = 0; k < 256; k++) {
		self->index.of[k] = fill[k] = room;
		room += self->index.n[k];
	}
	for (size_t i = 0; i < n_templates; i++)
		*fill[key_of(&templates[i])]++ = (uint16_t)i;
}

/* The trimmed line within [at, at + len). */
static tsl_str trim(const char *at, size_t len)
{
	const char *end = at + len;
	while (at < end && char_is_space((unsigned char)*at))
		at++;
	while (end > at && char_is_space((unsigned char)end[-1]))
		end--;
	return (tsl_str){ at, (size_t)(end - at) };
}

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	boilerplate *self = config;
	choose_families(self);
	index_templates(self, host, setup);
	wordmap_init(&self->own, host, setup, self->lines.n);
	for (size_t i = 0; i < self->lines.n; i++) {
		tsl_str line = trim(self->lines.at[i].at, self->lines.at[i].len);
		wordmap_add(&self->own, word_hash(line.at, line.len), 1);
	}
	return patterns_open(&self->compiled, host, setup, &self->patterns, "patterns") ? TSL_OK : TSL_FAILED;
}

static void close(void *config)
{
	patterns_close(&((boilerplate *)config)->compiled);
}

/* ---- one line ---- */

/* Why a line goes, or NULL where it stays. */
static tsl_status judge(const boilerplate *self, struct matcher *matcher, tsl_str line, const char **reason)
{
	struct line folded;
	bool found = false;
	*reason = NULL;
	if (line_fold(line.at, line.len, &folded)) {
		enum family family = line_family(&folded, &self->index, self->on);
		if (family) {
			*reason = family_name(family);
			return TSL_OK;
		}
	}
	if (self->lines.n && wordmap_get(&self->own, word_hash(line.at, line.len), 0)) {
		*reason = "line";
		return TSL_OK;
	}
	tsl_status status = matcher_find(matcher, line.at, line.len, &found);
	if (found)
		*reason = "pattern";
	return status;
}

/* ---- the lines that go ---- */

struct gone {
	uint32_t begin, end; /* with its line end */
	uint32_t blanks_end; /* behind the blank lines that follow */
	uint32_t kept_end;   /* of the text of the last line before it that stays; UINT32_MAX: none */
	bool blank_before;
	const char *reason;
};

struct scan {
	const boilerplate *self;
	const tsl_host *host;
	tsl_document *doc;
	struct gone *gone;
	uint32_t n, room;
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

static tsl_status find_lines(struct scan *s, tsl_str text)
{
	struct matcher *matcher = matcher_new(&s->self->compiled, s->host, s->doc);
	uint32_t kept_end = UINT32_MAX, at = 0;
	bool blank_before = false, after_gone = false;
	while (at < text.len) {
		const char *newline = memchr(text.at + at, '\n', text.len - at);
		uint32_t end = newline ? (uint32_t)(newline - text.at) + 1 : (uint32_t)text.len;
		tsl_str line = trim(text.at + at, end - at);
		const char *reason = NULL;
		if (line.len && judge(s->self, matcher, line, &reason) != TSL_OK)
			return TSL_FAILED;
		if (reason) {
			add(s, (struct gone){ at, end, end, kept_end, blank_before, reason });
		} else if (line.len) {
			kept_end = (uint32_t)(line.at + line.len - text.at);
		} else if (after_gone) {
			s->gone[s->n - 1].blanks_end = end;
		}
		after_gone = reason || (after_gone && !line.len);
		blank_before = !line.len;
		at = end;
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

static uint32_t edit_run(const struct gone *gone, uint32_t from, uint32_t to, size_t text_len, tsl_edit *edits)
{
	bool parted = gone[from].blank_before || gone[from].kept_end == UINT32_MAX,
	     at_end = gone[to - 1].blanks_end == text_len;
	for (uint32_t i = from; i < to; i++) {
		bool last = i + 1 == to;
		uint32_t end = last && !parted && !at_end ? gone[i].end : gone[i].blanks_end;
		edits[i] = (tsl_edit){ .old = { gone[i].begin, end }, .reason = gone[i].reason };
	}
	if (at_end) /* the white space that parted it from the text goes too */
		edits[from].old.begin = gone[from].kept_end == UINT32_MAX ? 0 : gone[from].kept_end;
	else if (gone[from].kept_end == UINT32_MAX)
		edits[from].old.begin = 0;
	return to;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	struct scan s = { .self = config, .host = host, .doc = doc };
	tsl_str text = host->text(doc);
	if (find_lines(&s, text) != TSL_OK)
		return TSL_FAILED;
	if (!s.n)
		return TSL_OK;
	tsl_edit *edits = host->alloc(doc, s.n * sizeof(*edits));
	for (uint32_t i = 0; i < s.n;)
		i = edit_run(s.gone, i, run_end(s.gone, s.n, i), text.len, edits);
	return host->edit(doc, edits, s.n);
}

TSL_STAGE{
	.name = "boilerplate",
	.version = "0.1.0",
	.summary = "Takes away the lines that a site puts around an article.",
	.config_size = sizeof(boilerplate),
	.options = TSL_ARRAY(options),
	.flags = TSL_REWRITES,
	.open = open,
	.close = close,
	.process = process,
};
