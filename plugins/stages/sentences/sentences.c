/*
 * sentences: where each sentence of a text begins and ends.
 *
 * A blank line always ends a sentence, so a text falls into blocks that know nothing of each other. A block is scanned
 * once (scan.c) for the gaps in which a sentence could end; what stands beside a gap is read (gap.c), the rules say
 * what is certain (decide.c), and a classifier decides the rest from left to right (features.c).
 */
#include "model.h"
#include "place.h"
#include "scan.h"

#include <stdio.h>

typedef struct {
	tsl_list abbreviations;
	tsl_str newline;
	tsl_file model;
	bool features;

	tsl_layer sentences, gold, gaps;
	tsl_texts gap_features;
	tsl_booleans gap_plain;

	enum newline newlines;
	struct wordmap words;
	struct endings endings;
	struct classifier classifier;
} sentences;

static const tsl_option options[] = {
	TSL_OPTION(sentences, abbreviations,
		   .doc = "Further abbreviations that never end a sentence, with or without their final dot (Abt., "
			  "Dipl.-Ing, w/o.)."),
	TSL_OPTION(sentences, newline, .def = "paragraph", .choices = "paragraph sentence ignore",
		   .doc = "What a single newline does: `paragraph` ends a sentence where the line is finished (after a "
			  "final mark, a heading, an item of a list), `sentence` always does (each line is then split "
			  "on its own), `ignore` never; a blank "
			  "line always ends one."),
	TSL_OPTION(sentences, model, .doc = "Weights to take in place of the built-in ones, as train.py writes them."),
	TSL_OPTION(sentences, features, .def = "false",
		   .doc = "For training: writes the layer `gaps`, each place where the classifier was asked, with the "
			  "numbers of its features; where a layer `gold` has the true sentences, it follows them."),
};

static const tsl_field fields[] = {
	TSL_WRITES(sentences, sentences, "sentences", .flags = TSL_FLAT,
		   .doc = "The sentences of the text, without the white space around them."),
};

static const tsl_field training_fields[] = {
	TSL_USES(sentences, gold, "gold"),
	TSL_WRITES(sentences, gaps, "gaps", .flags = TSL_PRIVATE,
		   .doc = "The places where a sentence could end and no rule was certain."),
	TSL_WRITES(sentences, gap_features, "gaps.features", .flags = TSL_PRIVATE,
		   .doc = "The numbers of the place's features, parted by blanks."),
	TSL_WRITES(sentences, gap_plain, "gaps.plain", .flags = TSL_PRIVATE,
		   .doc = "Whether there is white space alone, without a mark before it."),
};

/* Where the line ends that `at` is in. */
static const char *line_end(const char *at, const char *end)
{
	for (; at < end; at++) {
		unsigned char c = (unsigned char)*at;
		if (c == '\n' || (c == 0xC2 && (unsigned char)at[1] == 0x85) ||
		    (c == 0xE2 && (unsigned char)at[1] == 0x80 && ((unsigned char)at[2] | 1) == 0xA9))
			break;
	}
	return at;
}

/* Where the block ends that begins at `at`: before a line of nothing but white space. Measures its lines, too. Where
 * every newline ends a sentence, each line is a block. */
static const char *block_end(struct scan *s, const char *at, const char *end)
{
	if (s->newlines == NEWLINE_SENTENCE)
		return line_end(at, end);
	s->width = 0;
	for (;;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		if ((size_t)(stop - at) > s->width)
			s->width = (size_t)(stop - at);
		if (!newline)
			return end;
		const char *line = newline + 1;
		const char *next = skip_space(line, end, &line);
		if (line > newline + 1 || next == end)
			return newline;
		at = line;
	}
}

static tsl_str numbers_of(const tsl_host *host, tsl_document *doc, const struct features *f)
{
	char *text = host->alloc(doc, MOST_FEATURES * 6 + 1), *to = text;
	for (unsigned i = 0; i < f->n; i++)
		to += sprintf(to, i ? " %u" : "%u", (unsigned)f->at[i]);
	return (tsl_str){ text, (size_t)(to - text) };
}

static tsl_status write_gaps(const struct scan *s, const sentences *self)
{
	tsl_span *spans = s->host->begin(s->doc, self->gaps, s->n_asked);
	for (uint32_t i = 0; i < s->n_asked; i++)
		spans[i] = s->asked[i].gap;
	if (s->host->end(s->doc, self->gaps, s->n_asked) != TSL_OK)
		return TSL_FAILED;
	tsl_str *features = s->host->texts(s->doc, self->gap_features);
	int8_t *plain = s->host->booleans(s->doc, self->gap_plain);
	for (uint32_t i = 0; i < s->n_asked; i++) {
		features[i] = numbers_of(s->host, s->doc, &s->asked[i].features);
		plain[i] = s->asked[i].plain;
	}
	return TSL_OK;
}

/* Where lines end in CR alone, as on old Macs, a text of the same length whose lines end in LF. */
static tsl_str with_newlines(const tsl_host *host, tsl_document *doc, tsl_str text)
{
	if (!text.len || memchr(text.at, '\n', text.len) || !memchr(text.at, '\r', text.len))
		return text;
	char *to = host->alloc(doc, text.len);
	for (size_t i = 0; i < text.len; i++)
		to[i] = text.at[i] == '\r' ? '\n' : text.at[i];
	return (tsl_str){ to, text.len };
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const sentences *self = config;
	tsl_str text = with_newlines(host, doc, host->text(doc));
	tsl_rows gold = host->rows(doc, self->gold);
	struct scan s = {
		.host = host,
		.doc = doc,
		.text = text.at,
		.page = { text.at, text.at + text.len },
		.words = &self->words,
		.endings = &self->endings,
		.classifier = &self->classifier,
		.newlines = self->newlines,
		.note = self->features,
		.gold = self->gold.f ? &gold : NULL,
	};
	const char *end = text.at + text.len, *line = text.at;
	for (const char *at = skip_space(text.at, end, &line); at < end;) {
		const char *stop = block_end(&s, at, end);
		scan_block(&s, at, trim_end(at, stop));
		at = skip_space(stop, end, &line);
	}
	if (self->features && write_gaps(&s, self) != TSL_OK)
		return TSL_FAILED;
	tsl_span *out = host->begin(doc, self->sentences, s.n);
	if (s.n)
		memcpy(out, s.spans, s.n * sizeof(*out));
	return host->end(doc, self->sentences, s.n);
}

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	sentences *self = config;
	uint32_t *const handles[] = { &self->gold.f, &self->gaps.f, &self->gap_features.f, &self->gap_plain.f };
	for (size_t i = 0; self->features && i < sizeof(handles) / sizeof(*handles); i++)
		if (host->declare(setup, "features", &training_fields[i], handles[i]) != TSL_OK)
			return TSL_FAILED;
	return TSL_OK;
}

/* Whether a full stop behind the word would have all of it for the word before. */
static bool is_found(tsl_str word)
{
	word.len -= word.len > 1 && word.at[word.len - 1] == '.';
	return word.len && word.at[word.len - 1] != '.' && words_before(word.at, word.at + word.len).len == word.len;
}

static tsl_status check_abbreviations(const tsl_host *host, tsl_setup *setup, const sentences *self)
{
	for (size_t i = 0; i < self->abbreviations.n; i++) {
		tsl_str word = self->abbreviations.at[i];
		if (!is_found(word))
			return host->reject(setup, place_of_item("abbreviations", i).option,
					    "`%.*s` is not one word of at most 40 bytes: give each abbreviation on its "
					    "own, without quotation marks or commas; inside it . - / & _ and ' may "
					    "stand, as in Dipl.-Ing.",
					    (int)word.len, word.at);
	}
	return TSL_OK;
}

static tsl_status open_model(const tsl_host *host, tsl_setup *setup, sentences *self)
{
	struct model m = { 0 };
	if (model_open(&m, host, setup, self->model, "sentences", FEATURES_VERSION, N_WEIGHTS) != TSL_OK)
		return TSL_FAILED;
	struct classifier *c = &self->classifier;
	const struct {
		const char *key;
		size_t i;
		int *to;
	} numbers[] = {
		{ "sieve", 0, &c->sieve.no },  { "sieve", 1, &c->sieve.yes },  { "plain", 0, &c->plain.no },
		{ "plain", 1, &c->plain.yes }, { "marked", 0, &c->marked.no }, { "marked", 1, &c->marked.yes },
	};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		double number;
		if (!model_number(&m, numbers[i].key, numbers[i].i, &number) || number < -30000 || number > 30000)
			return host->reject(setup, "model", "this model has no bounds in its header: train it anew");
		*numbers[i].to = (int)number;
	}
	c->weights = (const int8_t *)m.weights;
	return TSL_OK;
}

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	sentences *self = config;
	if (check_abbreviations(host, setup, self) != TSL_OK)
		return TSL_FAILED;
	words_prepare(&self->words, &self->endings, host, setup, self->abbreviations);
	self->newlines = bytes_equal(self->newline.at, self->newline.len, "sentence", 8) ? NEWLINE_SENTENCE
			 : bytes_equal(self->newline.at, self->newline.len, "ignore", 6) ? NEWLINE_IGNORE
											 : NEWLINE_PARAGRAPH;
	return open_model(host, setup, self);
}

TSL_STAGE{
	.name = "sentences",
	.version = "0.2.0",
	.summary = "Splits the text into sentences.",
	.config_size = sizeof(sentences),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.fields_of = fields_of,
	.open = open,
	.process = process,
};
