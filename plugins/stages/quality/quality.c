/*
 * quality: refuses documents, and takes away lines, by the published rules for text from the web.
 *
 * First the rules about lines; then those about documents, on what remains. The cheap values come first, and where one
 * refuses the document the others are not measured.
 */
#include "quality.h"

#include <math.h>
#include <stdio.h>

#define SHARE(r, n, d, text)                                                                         \
	{                                                                                            \
		.name = n, TSL_MEMBER(quality, limits[r]), .def = d, .min = 0, .max = 1, .doc = text \
	}
#define COUNT(r, n, d, text)                                                                                \
	{                                                                                                   \
		.name = n, TSL_MEMBER(quality, limits[r]), .def = d, .min = 0, .max = INFINITY, .doc = text \
	}

static const tsl_option options[] = {
	TSL_OPTION(quality, sets, .def = "gopher_quality,gopher_repetition,fineweb",
		   .choices = "c4 gopher_quality gopher_repetition fineweb refinedweb",
		   .doc = "Whose rules are applied; c4 and refinedweb also take lines away."),
	TSL_OPTION(quality, without, .min = 0, .max = RULES,
		   .doc = "Rules that are left out and not measured, by the names of their limits below; and, of those "
			  "about lines without a limit, c4.end_mark, c4.javascript, c4.policy, refinedweb.numbers, "
			  "refinedweb.counter and refinedweb.single_word."),
	TSL_OPTION(
		quality, action, .def = "drop", .choices = "drop mark",
		.doc = "`drop` leaves a document out at the first rule it breaks, with the rule and the value as the "
		       "reason; `mark` keeps it and writes all broken rules to documents.quality_reason. Lines go in "
		       "both."),
	TSL_OPTION(quality, end_marks, .def = ".,?,!,\",'", .min = 1, .max = 100,
		   .doc = "What a line has to end in, for c4.end_mark and fineweb.end_marks."),
	TSL_OPTION(quality, stop_words, .def = "the,be,to,of,and,that,have,with", .min = 1, .max = 64,
		   .doc = "The words that gopher_quality.stop_words looks for, in any case of a-z; each begins and "
			  "ends in a "
			  "letter."),
	COUNT(RULE_LINE_WORDS, "c4.line_words", "3", "A line of fewer words goes."),
	COUNT(RULE_LONG_WORD, "c4.long_word", "1000", "A line with a word of more code points goes."),
	COUNT(RULE_LOREM_IPSUM, "c4.lorem_ipsum", "0", "Most occurrences of `lorem ipsum`, in any case."),
	COUNT(RULE_BRACES, "c4.braces", "0", "Most braces, { and }."),
	COUNT(RULE_SENTENCES, "c4.sentences", "5", "Fewest sentences."),
	COUNT(RULE_MIN_WORDS, "gopher_quality.min_words", "50", "Fewest words."),
	COUNT(RULE_MAX_WORDS, "gopher_quality.max_words", "100000", "Most words."),
	COUNT(RULE_MIN_WORD_LENGTH, "gopher_quality.min_word_length", "3", "Least mean length of words."),
	COUNT(RULE_MAX_WORD_LENGTH, "gopher_quality.max_word_length", "10", "Greatest mean length of words."),
	COUNT(RULE_HASHES, "gopher_quality.hashes", "0.1", "Most # for each word."),
	COUNT(RULE_ELLIPSES, "gopher_quality.ellipses", "0.1", "Most ellipses for each word."),
	SHARE(RULE_BULLET_LINES, "gopher_quality.bullet_lines", "0.9", "Greatest share of lines with a bullet."),
	SHARE(RULE_ELLIPSIS_LINES, "gopher_quality.ellipsis_lines", "0.3",
	      "Greatest share of lines that end in an ellipsis."),
	SHARE(RULE_LETTER_WORDS, "gopher_quality.letter_words", "0.8", "Least share of words that have a letter."),
	COUNT(RULE_STOP_WORDS, "gopher_quality.stop_words", "2", "Fewest different words of `stop_words`."),
	SHARE(RULE_DUPLICATE_LINES, "gopher_repetition.duplicate_lines", "0.3",
	      "Greatest share of lines that stood before."),
	SHARE(RULE_DUPLICATE_PARAGRAPHS, "gopher_repetition.duplicate_paragraphs", "0.3",
	      "Greatest share of paragraphs that stood before."),
	SHARE(RULE_DUPLICATE_LINE_CHARACTERS, "gopher_repetition.duplicate_line_characters", "0.2",
	      "Greatest share of characters in such lines."),
	SHARE(RULE_DUPLICATE_PARAGRAPH_CHARACTERS, "gopher_repetition.duplicate_paragraph_characters", "0.2",
	      "Greatest share of characters in such paragraphs."),
	SHARE(RULE_TOP_2_GRAM, "gopher_repetition.top_2_gram", "0.2",
	      "Greatest share of characters in the most frequent 2 words in a row."),
	SHARE(RULE_TOP_3_GRAM, "gopher_repetition.top_3_gram", "0.18", "The same for 3 words."),
	SHARE(RULE_TOP_4_GRAM, "gopher_repetition.top_4_gram", "0.16", "The same for 4 words."),
	SHARE(RULE_DUPLICATE_5_GRAMS, "gopher_repetition.duplicate_5_grams", "0.15",
	      "Greatest share of characters in 5 words in a row that stood before."),
	SHARE(RULE_DUPLICATE_6_GRAMS, "gopher_repetition.duplicate_6_grams", "0.14", "The same for 6 words."),
	SHARE(RULE_DUPLICATE_7_GRAMS, "gopher_repetition.duplicate_7_grams", "0.13", "The same for 7 words."),
	SHARE(RULE_DUPLICATE_8_GRAMS, "gopher_repetition.duplicate_8_grams", "0.12", "The same for 8 words."),
	SHARE(RULE_DUPLICATE_9_GRAMS, "gopher_repetition.duplicate_9_grams", "0.11", "The same for 9 words."),
	SHARE(RULE_DUPLICATE_10_GRAMS, "gopher_repetition.duplicate_10_grams", "0.1", "The same for 10 words."),
	SHARE(RULE_END_MARKS, "fineweb.end_marks", "0.12", "Least share of lines that end in one of `end_marks`."),
	SHARE(RULE_SHORT_LINES, "fineweb.short_lines", "0.67", "Greatest share of short lines."),
	{ .name = "fineweb.short_line_length",
	  TSL_MEMBER(quality, short_line_length),
	  .def = "30",
	  .min = 0,
	  .max = INFINITY,
	  .doc = "Most code points of a short line." },
	COUNT(RULE_LINE_BREAKS, "fineweb.line_breaks", "0.3", "Most line feeds for each word."),
	SHARE(RULE_FINEWEB_DUPLICATES, "fineweb.duplicate_line_characters", "0.01",
	      "Greatest share of characters in lines that stood before."),
	SHARE(RULE_CAPITALS, "refinedweb.capitals", "0.6",
	      "A line goes where more than this share of its characters, white space aside, are capitals."),
	COUNT(RULE_NAVIGATION, "refinedweb.navigation", "10",
	      "Most words of a line that loses a phrase of navigation, such as `Read more ...`."),
	SHARE(RULE_REMOVED_WORDS, "refinedweb.removed_words", "0.05",
	      "Greatest share of words in lines that the rules of refinedweb touch."),
};

/* ---- opening ---- */

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	quality *self = config;
	tsl_status status = choose_rules(self, host, setup, options, sizeof(options) / sizeof(*options));
	self->mark = bytes_equal(self->action.at, self->action.len, "mark", 4);
	for (int v = 0; v < VALUES; v++) {
		tsl_field column = {
			.name = values[v].column, .type = TSL_REAL, .doc = values[v].doc, .access = TSL_WRITE
		};
		if (self->wants[v] && host->declare(setup, NULL, &column, &self->columns[v]) != TSL_OK)
			status = TSL_FAILED;
	}
	tsl_field reason = {
		.name = "documents.quality_reason",
		.type = TSL_TEXT,
		.doc = "The rules that the document breaks, with the values, parted by semicolons; missing "
		       "where it breaks none.",
		.access = TSL_WRITE
	};
	if (self->mark && host->declare(setup, NULL, &reason, &self->reason.f) != TSL_OK)
		status = TSL_FAILED;
	return status;
}

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	quality *self = config;
	stops_open(&self->stops, host, setup, &self->stop_words);
	return TSL_OK;
}

/* ---- verdicts ---- */

/* A value with at most four decimals, unless it would then look like the limit. */
static double shortened(double value, double limit)
{
	if (value > 1e12)
		return value;
	double rounded = (double)(int64_t)(value * 10000 + 0.5) / 10000;
	return rounded == limit ? value : rounded;
}

static bool breaks(const struct task *task, enum rule rule)
{
	double value = task->values[rules[rule].value], limit = task->self->limits[rule];
	return task->self->on[rule] && (rules[rule].over ? value > limit : value < limit);
}

#define LONGEST_REASON 160

static int describe(const struct task *task, enum rule rule, char to[LONGEST_REASON])
{
	double limit = task->self->limits[rule];
	return snprintf(to, LONGEST_REASON, "%s: %.10g is %s %.10g", rules[rule].name,
			shortened(task->values[rules[rule].value], limit), rules[rule].over ? "over" : "under", limit);
}

/* Drops the document where it breaks one of the rules from `from` up to `to`. */
static tsl_status apply(struct task *task, enum rule from, enum rule to)
{
	char reason[LONGEST_REASON];
	if (task->self->mark)
		return TSL_OK;
	for (enum rule r = from; r < to; r++)
		if (breaks(task, r)) {
			describe(task, r, reason);
			return task->host->drop(task->doc, "%s", reason);
		}
	return TSL_OK;
}

static void write_columns(struct task *task)
{
	for (int v = 0; v < VALUES; v++)
		if (task->self->wants[v])
			*task->host->reals(task->doc, (tsl_reals){ task->self->columns[v] }) = task->values[v];
}

static void write_reasons(struct task *task)
{
	char *all = task->host->alloc(task->doc, (size_t)RULES * (LONGEST_REASON + 2));
	size_t used = 0;
	for (enum rule r = RULE_REMOVED_WORDS; r < RULES; r++)
		if (breaks(task, r)) {
			memcpy(all + used, "; ", 2);
			used += used ? 2 : 0;
			used += (size_t)describe(task, r, all + used);
		}
	if (used)
		*task->host->texts(task->doc, task->self->reason) = (tsl_str){ all, used };
}

/* ---- a document ---- */

static bool wants_any(const quality *self, enum value from, enum value to)
{
	for (enum value v = from; v <= to; v++)
		if (self->wants[v])
			return true;
	return false;
}

static tsl_status apply_to_lines(struct task *task)
{
	struct line_edits edits = { 0 };
	if (!task->self->judges_lines)
		return TSL_OK;
	lines_judge(task, &edits);
	tsl_status status = apply(task, RULE_REMOVED_WORDS, RULE_MEASURED_FIRST);
	if (status != TSL_OK || !edits.n)
		return status;
	if (task->host->edit(task->doc, edits.at, edits.n) != TSL_OK)
		return TSL_FAILED;
	task->spaces = scan_spaces(task->host, task->doc, task->host->text(task->doc));
	return TSL_OK;
}

static tsl_status apply_to_document(struct task *task)
{
	const quality *self = task->self;
	measure(task);
	tsl_status status = apply(task, RULE_MEASURED_FIRST, RULE_REPEATS_FIRST);
	if (status != TSL_OK)
		return status;
	if (wants_any(self, VALUE_DUPLICATE_LINES, VALUE_DUPLICATE_PARAGRAPH_CHARACTERS))
		measure_repeats(task);
	status = apply(task, RULE_REPEATS_FIRST, RULE_GRAMS_FIRST);
	if (status != TSL_OK)
		return status;
	measure_grams(task);
	return apply(task, RULE_GRAMS_FIRST, RULES);
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	struct task task = { .self = config, .host = host, .doc = doc };
	for (int v = 0; v < VALUES; v++)
		task.values[v] = NAN;
	task.spaces = scan_spaces(host, doc, host->text(doc));
	tsl_status status = apply_to_lines(&task);
	if (status == TSL_OK)
		status = apply_to_document(&task);
	if (status != TSL_OK)
		return status;
	write_columns(&task);
	if (task.self->mark)
		write_reasons(&task);
	return TSL_OK;
}

static const tsl_field fields[] = {
	TSL_USES(quality, sentences, "sentences"),
};

TSL_STAGE{
	.name = "quality",
	.version = "0.1.0",
	.summary = "Refuses documents, and takes away lines, by the published rules for text from the web.",
	.config_size = sizeof(quality),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.flags = TSL_REWRITES,
	.fields_of = fields_of,
	.open = open,
	.process = process,
};
