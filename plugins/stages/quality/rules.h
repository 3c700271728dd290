/*
 * rules.h: the published rules, and the values they look at.
 *
 * A rule's name is its set's, a dot, and its own. It is also the name of the option with its limit and the reason for
 * which a line or a document goes. Rules stand in the order in which they are applied: those that take lines away
 * first, then those that refuse documents, the cheap ones before those that need more passes.
 */
#ifndef QUALITY_RULES_H
#define QUALITY_RULES_H

#include <stdbool.h>

enum rule {
	/* lines, in the order in which they claim one */
	RULE_CAPITALS,
	RULE_NUMBERS,
	RULE_COUNTER,
	RULE_SINGLE_WORD,
	RULE_NAVIGATION,
	RULE_C4_FIRST,
	RULE_END_MARK = RULE_C4_FIRST,
	RULE_LINE_WORDS,
	RULE_LONG_WORD,
	RULE_JAVASCRIPT,
	RULE_POLICY,
	/* documents */
	RULE_REMOVED_WORDS,
	RULE_MEASURED_FIRST,
	RULE_LOREM_IPSUM = RULE_MEASURED_FIRST,
	RULE_BRACES,
	RULE_SENTENCES,
	RULE_MIN_WORDS,
	RULE_MAX_WORDS,
	RULE_MIN_WORD_LENGTH,
	RULE_MAX_WORD_LENGTH,
	RULE_HASHES,
	RULE_ELLIPSES,
	RULE_BULLET_LINES,
	RULE_ELLIPSIS_LINES,
	RULE_LETTER_WORDS,
	RULE_STOP_WORDS,
	RULE_END_MARKS,
	RULE_SHORT_LINES,
	RULE_LINE_BREAKS,
	RULE_REPEATS_FIRST,
	RULE_FINEWEB_DUPLICATES = RULE_REPEATS_FIRST,
	RULE_DUPLICATE_LINES,
	RULE_DUPLICATE_PARAGRAPHS,
	RULE_DUPLICATE_LINE_CHARACTERS,
	RULE_DUPLICATE_PARAGRAPH_CHARACTERS,
	RULE_GRAMS_FIRST,
	RULE_TOP_2_GRAM = RULE_GRAMS_FIRST,
	RULE_TOP_3_GRAM,
	RULE_TOP_4_GRAM,
	RULE_DUPLICATE_5_GRAMS,
	RULE_DUPLICATE_6_GRAMS,
	RULE_DUPLICATE_7_GRAMS,
	RULE_DUPLICATE_8_GRAMS,
	RULE_DUPLICATE_9_GRAMS,
	RULE_DUPLICATE_10_GRAMS,
	RULES
};

/* Columns of documents. A share of nothing is missing, and breaks no rule. */
enum value {
	VALUE_REMOVED_WORDS,
	VALUE_LOREM_IPSUM,
	VALUE_BRACES,
	VALUE_SENTENCES,
	VALUE_WORDS,
	VALUE_MEAN_WORD_LENGTH,
	VALUE_HASHES,
	VALUE_ELLIPSES,
	VALUE_BULLET_LINES,
	VALUE_ELLIPSIS_LINES,
	VALUE_LETTER_WORDS,
	VALUE_STOP_WORDS,
	VALUE_END_MARKS,
	VALUE_SHORT_LINES,
	VALUE_LINE_BREAKS,
	VALUE_DUPLICATE_LINES,
	VALUE_DUPLICATE_PARAGRAPHS,
	VALUE_DUPLICATE_LINE_CHARACTERS,
	VALUE_DUPLICATE_PARAGRAPH_CHARACTERS,
	VALUE_TOP_2_GRAM,
	VALUE_TOP_3_GRAM,
	VALUE_TOP_4_GRAM,
	VALUE_DUPLICATE_5_GRAMS,
	VALUE_DUPLICATE_6_GRAMS,
	VALUE_DUPLICATE_7_GRAMS,
	VALUE_DUPLICATE_8_GRAMS,
	VALUE_DUPLICATE_9_GRAMS,
	VALUE_DUPLICATE_10_GRAMS,
	VALUES
};

struct rule_info {
	const char *name;
	enum value value; /* of a rule about documents */
	bool over;        /* broken by a value over the limit; otherwise by one under it */
};

struct value_info {
	const char *column, *doc;
};

extern const struct rule_info rules[RULES];
extern const struct value_info values[VALUES];

#endif
