/*
 * Sources: c4: Raffel et al. 2020, section 2.2 (the figures of the first version of that paper). gopher_*: Rae et al.
 * 2021, appendix A.1.1 and table A1. fineweb: Penedo et al. 2024, section 3.6, and the defaults of their program.
 * refinedweb: Penedo et al. 2023, appendix G.2. docs/quality_rules.md says where they differ from each other.
 */
#include "rules.h"

#define OVER(n, v)                                  \
	{                                           \
		.name = n, .value = v, .over = true \
	}
#define UNDER(n, v)                                  \
	{                                            \
		.name = n, .value = v, .over = false \
	}

const struct rule_info rules[RULES] = {
	[RULE_CAPITALS] = { .name = "refinedweb.capitals" },
	[RULE_NUMBERS] = { .name = "refinedweb.numbers" },
	[RULE_COUNTER] = { .name = "refinedweb.counter" },
	[RULE_SINGLE_WORD] = { .name = "refinedweb.single_word" },
	[RULE_NAVIGATION] = { .name = "refinedweb.navigation" },
	[RULE_END_MARK] = { .name = "c4.end_mark" },
	[RULE_LINE_WORDS] = { .name = "c4.line_words" },
	[RULE_LONG_WORD] = { .name = "c4.long_word" },
	[RULE_JAVASCRIPT] = { .name = "c4.javascript" },
	[RULE_POLICY] = { .name = "c4.policy" },
	[RULE_REMOVED_WORDS] = OVER("refinedweb.removed_words", VALUE_REMOVED_WORDS),
	[RULE_LOREM_IPSUM] = OVER("c4.lorem_ipsum", VALUE_LOREM_IPSUM),
	[RULE_BRACES] = OVER("c4.braces", VALUE_BRACES),
	[RULE_SENTENCES] = UNDER("c4.sentences", VALUE_SENTENCES),
	[RULE_MIN_WORDS] = UNDER("gopher_quality.min_words", VALUE_WORDS),
	[RULE_MAX_WORDS] = OVER("gopher_quality.max_words", VALUE_WORDS),
	[RULE_MIN_WORD_LENGTH] = UNDER("gopher_quality.min_word_length", VALUE_MEAN_WORD_LENGTH),
	[RULE_MAX_WORD_LENGTH] = OVER("gopher_quality.max_word_length", VALUE_MEAN_WORD_LENGTH),
	[RULE_HASHES] = OVER("gopher_quality.hashes", VALUE_HASHES),
	[RULE_ELLIPSES] = OVER("gopher_quality.ellipses", VALUE_ELLIPSES),
	[RULE_BULLET_LINES] = OVER("gopher_quality.bullet_lines", VALUE_BULLET_LINES),
	[RULE_ELLIPSIS_LINES] = OVER("gopher_quality.ellipsis_lines", VALUE_ELLIPSIS_LINES),
	[RULE_LETTER_WORDS] = UNDER("gopher_quality.letter_words", VALUE_LETTER_WORDS),
	[RULE_STOP_WORDS] = UNDER("gopher_quality.stop_words", VALUE_STOP_WORDS),
	[RULE_END_MARKS] = UNDER("fineweb.end_marks", VALUE_END_MARKS),
	[RULE_SHORT_LINES] = OVER("fineweb.short_lines", VALUE_SHORT_LINES),
	[RULE_LINE_BREAKS] = OVER("fineweb.line_breaks", VALUE_LINE_BREAKS),
	[RULE_FINEWEB_DUPLICATES] = OVER("fineweb.duplicate_line_characters", VALUE_DUPLICATE_LINE_CHARACTERS),
	[RULE_DUPLICATE_LINES] = OVER("gopher_repetition.duplicate_lines", VALUE_DUPLICATE_LINES),
	[RULE_DUPLICATE_PARAGRAPHS] = OVER("gopher_repetition.duplicate_paragraphs", VALUE_DUPLICATE_PARAGRAPHS),
	[RULE_DUPLICATE_LINE_CHARACTERS] = OVER("gopher_repetition.duplicate_line_characters",
						VALUE_DUPLICATE_LINE_CHARACTERS),
	[RULE_DUPLICATE_PARAGRAPH_CHARACTERS] = OVER("gopher_repetition.duplicate_paragraph_characters",
						     VALUE_DUPLICATE_PARAGRAPH_CHARACTERS),
	[RULE_TOP_2_GRAM] = OVER("gopher_repetition.top_2_gram", VALUE_TOP_2_GRAM),
	[RULE_TOP_3_GRAM] = OVER("gopher_repetition.top_3_gram", VALUE_TOP_3_GRAM),
	[RULE_TOP_4_GRAM] = OVER("gopher_repetition.top_4_gram", VALUE_TOP_4_GRAM),
	[RULE_DUPLICATE_5_GRAMS] = OVER("gopher_repetition.duplicate_5_grams", VALUE_DUPLICATE_5_GRAMS),
	[RULE_DUPLICATE_6_GRAMS] = OVER("gopher_repetition.duplicate_6_grams", VALUE_DUPLICATE_6_GRAMS),
	[RULE_DUPLICATE_7_GRAMS] = OVER("gopher_repetition.duplicate_7_grams", VALUE_DUPLICATE_7_GRAMS),
	[RULE_DUPLICATE_8_GRAMS] = OVER("gopher_repetition.duplicate_8_grams", VALUE_DUPLICATE_8_GRAMS),
	[RULE_DUPLICATE_9_GRAMS] = OVER("gopher_repetition.duplicate_9_grams", VALUE_DUPLICATE_9_GRAMS),
	[RULE_DUPLICATE_10_GRAMS] = OVER("gopher_repetition.duplicate_10_grams", VALUE_DUPLICATE_10_GRAMS),
};

#define COLUMN(name, text)                      \
	{                                       \
		"documents.quality_" name, text \
	}

const struct value_info values[VALUES] = {
	[VALUE_REMOVED_WORDS] = COLUMN("removed_words", "Share of the words that stand in lines RefinedWeb's rules "
							"touch, before any line went."),
	[VALUE_LOREM_IPSUM] = COLUMN("lorem_ipsum", "How often `lorem ipsum` occurs, in any case."),
	[VALUE_BRACES] = COLUMN("braces", "How many { and } there are."),
	[VALUE_SENTENCES] = COLUMN("sentences", "Number of sentences."),
	[VALUE_WORDS] = COLUMN("words", "Number of words, parted by white space."),
	[VALUE_MEAN_WORD_LENGTH] = COLUMN("mean_word_length", "Mean length of the words in code points."),
	[VALUE_HASHES] = COLUMN("hashes", "Number of # for each word."),
	[VALUE_ELLIPSES] = COLUMN("ellipses", "Number of ellipses, ... or U+2026, for each word."),
	[VALUE_BULLET_LINES] = COLUMN("bullet_lines", "Share of the lines that begin with a bullet."),
	[VALUE_ELLIPSIS_LINES] = COLUMN("ellipsis_lines", "Share of the lines that end in an ellipsis."),
	[VALUE_LETTER_WORDS] = COLUMN("letter_words", "Share of the words that have a letter."),
	[VALUE_STOP_WORDS] = COLUMN("stop_words", "How many of `stop_words` occur."),
	[VALUE_END_MARKS] = COLUMN("end_marks", "Share of the lines that end in one of `end_marks`."),
	[VALUE_SHORT_LINES] = COLUMN("short_lines", "Share of the lines of at most `fineweb.short_line_length` code "
						    "points."),
	[VALUE_LINE_BREAKS] = COLUMN("line_breaks", "Number of line feeds for each word."),
	[VALUE_DUPLICATE_LINES] = COLUMN("duplicate_lines", "Share of the lines that stood in the text before."),
	[VALUE_DUPLICATE_PARAGRAPHS] = COLUMN("duplicate_paragraphs",
					      "Share of the paragraphs that stood in the text before."),
	[VALUE_DUPLICATE_LINE_CHARACTERS] = COLUMN("duplicate_line_characters",
						   "Share of the lines' characters in lines that stood before."),
	[VALUE_DUPLICATE_PARAGRAPH_CHARACTERS] = COLUMN(
		"duplicate_paragraph_characters", "Share of the lines' characters in paragraphs that stood before."),
	[VALUE_TOP_2_GRAM] = COLUMN("top_2_gram", "Share of the words' characters in the most frequent 2 words in a "
						  "row; 0 where none occur twice."),
	[VALUE_TOP_3_GRAM] = COLUMN("top_3_gram", "The same for 3 words in a row."),
	[VALUE_TOP_4_GRAM] = COLUMN("top_4_gram", "The same for 4 words in a row."),
	[VALUE_DUPLICATE_5_GRAMS] = COLUMN("duplicate_5_grams", "Share of the words' characters in any 5 words in a "
								"row that stood before, each counted once."),
	[VALUE_DUPLICATE_6_GRAMS] = COLUMN("duplicate_6_grams", "The same for 6 words in a row."),
	[VALUE_DUPLICATE_7_GRAMS] = COLUMN("duplicate_7_grams", "The same for 7 words in a row."),
	[VALUE_DUPLICATE_8_GRAMS] = COLUMN("duplicate_8_grams", "The same for 8 words in a row."),
	[VALUE_DUPLICATE_9_GRAMS] = COLUMN("duplicate_9_grams", "The same for 9 words in a row."),
	[VALUE_DUPLICATE_10_GRAMS] = COLUMN("duplicate_10_grams", "The same for 10 words in a row."),
};
