/* What a word of speech is in its sentence: negated, passive, a noun and whose. */
#include "quotes.h"
#include "word.h"

bool is_negated(const struct words *words, uint32_t v)
{
	for (uint32_t n = 0; n < 4 && v > 0 && words->at[v - 1].after == AFTER_SPACE; n++) {
		v--;
		if (words->at[v].what & WORD_NEGATION)
			return true;
		if (!(words->at[v].what & (WORD_AUXILIARY | WORD_FUNCTION)))
			return false;
	}
	return false;
}

bool is_passive(const struct words *words, uint32_t v)
{
	while (v > 0 && words->at[v - 1].what & WORD_AUXILIARY && words->at[v - 1].after == AFTER_SPACE)
		if (words->at[--v].what & WORD_PASSIVE)
			return true;
	return false;
}

/* "to say" reports only where somebody did ("went on to say"), and "could say" not at all. */
bool is_unsaid(const struct words *words, uint32_t v)
{
	static const char *const may[] = { "may", "might", "could", "should", "must", "can" };
	bool to = v > 0 && is_word(words, v - 1, "to");
	if (v > 1 && words->at[v - 1].what & WORD_PASSIVE)
		v--;
	bool modal = v > 0 && words->at[v - 1].what & WORD_AUXILIARY;
	for (size_t k = 0; modal && k < sizeof may / sizeof *may; k++)
		if (is_word(words, v - 1, may[k]))
			return true;
	return to && !(v > 1 && is_word(words, v - 2, "on"));
}

/* ---- nouns ---- */

static bool is_possessive(const struct words *words, uint32_t i)
{
	const char *end = words->text.at + words->at[i].span.end;
	size_t len = words->at[i].span.end - words->at[i].span.begin;
	return (len > 2 && end[-1] == 's' && end[-2] == '\'') ||
	       (len > 4 && end[-1] == 's' && !memcmp(end - 4, "\xE2\x80\x99", 3));
}

/* The owner of "Renn's claim", "the ministry's own claim"; or none. */
tsl_span owner_of(const struct words *words, uint32_t v)
{
	for (uint32_t i = v, n = 0; i-- > 0 && n < 3; n++) {
		tsl_span span = words->at[i].span;
		const char *end = words->text.at + span.end;
		if (words->at[i].after != AFTER_SPACE)
			break;
		if (!is_possessive(words, i))
			continue;
		uint32_t cut = end[-2] == '\'' ? 2 : 4;
		uint32_t first = i;
		while (first > 0 && words->at[first - 1].after == AFTER_SPACE &&
		       words->at[first - 1].what & (WORD_CAPITAL | WORD_TITLE | WORD_DETERMINER) &&
		       !(words->at[first - 1].what & (WORD_TIME | WORD_FUNCTION)))
			first--;
		return (tsl_span){ words->at[first].span.begin, span.end - cut };
	}
	return (tsl_span){ 0, 0 };
}

/* Whether a word such as "claims" is a noun here, to judge by the word before. */
bool is_noun_of_speech(const struct words *words, uint32_t v)
{
	static const char *const adjectives[] = { "false",    "unfounded", "baseless", "new",    "earlier",
						  "previous", "wild",      "repeated", "public", "recent" };
	if (!(words->at[v].what & WORD_NOUN))
		return false;
	if (!v || words->at[v - 1].after != AFTER_SPACE || is_possessive(words, v - 1))
		return true;
	for (size_t k = 0; k < sizeof adjectives / sizeof *adjectives; k++)
		if (is_word(words, v - 1, adjectives[k]))
			return true;
	unsigned before = words->at[v - 1].what;
	return before & (WORD_DETERMINER | WORD_FUNCTION | WORD_CUE | WORD_LINK) && !(before & WORD_RELATIVE);
}

/* "Renn's claim that the vote was stolen was rejected": the second verb, or what a comma parts, is no longer the
 * claim's. */
uint32_t before_second_verb(const struct words *words, uint32_t first, uint32_t last)
{
	uint32_t verbs = 0;
	for (uint32_t i = first; i < last; i++) {
		if (verbs && words->at[i].after == AFTER_COMMA)
			return i;
		unsigned what = words->at[i + 1].what, before = words->at[i].what;
		bool verb = what & WORD_FINITE && !(before & (WORD_FINITE | WORD_NEGATION | WORD_RELATIVE));
		verbs += verb;
		if (verb && verbs == 2 && !(before & WORD_FUNCTION))
			return i;
	}
	return last;
}

bool reads_according_to(const struct words *words, uint32_t i)
{
	return i + 2 < words->n && is_word(words, i, "according") && is_word(words, i + 1, "to");
}

bool reads_words_of(const struct words *words, uint32_t i)
{
	return is_word(words, i, "in") && is_word(words, i + 1, "the") && is_word(words, i + 2, "words") &&
	       is_word(words, i + 3, "of");
}

/* According to plan: nobody says it. */
bool names_no_source(const struct words *words, uint32_t i)
{
	static const char *const things[] = {
		"plan", "schedule", "taste", "need", "size", "age", "custom", "tradition"
	};
	for (size_t k = 0; k < sizeof things / sizeof *things; k++)
		if (i < words->n && is_word(words, i, things[k]))
			return true;
	return false;
}

/* At the end of the words. */
bool is_so_called(const struct words *words)
{
	static const char *const styled[] = {
		"styled", "proclaimed", "described", "declared", "appointed", "professed"
	};
	uint32_t n = words->n;
	if (n < 2)
		return false;
	bool self = false;
	for (size_t k = 0; k < sizeof styled / sizeof *styled && is_word(words, n - 2, "self"); k++)
		self |= is_word(words, n - 1, styled[k]);
	return self || (is_word(words, n - 1, "called") && is_word(words, n - 2, "so"));
}

/* "a guide, who asked not to be named, said": the first verb is an aside. */
bool is_of_relative(const struct words *words, uint32_t v)
{
	while (v > 0 && words->at[v - 1].what & WORD_AUXILIARY)
		v--;
	return v > 0 && words->at[v - 1].what & WORD_RELATIVE;
}

uint32_t source_words(const struct words *words, uint32_t i)
{
	if (is_according_to(words, i))
		return names_no_source(words, i + 2) ? 0 : 2;
	if (is_words_of(words, i))
		return 4;
	bool apart = !i || words->at[i - 1].after == AFTER_COMMA;
	return apart && i + 1 < words->n && is_word(words, i, "per") &&
			       words->at[i + 1].what & (WORD_CAPITAL | WORD_TITLE | WORD_DETERMINER)
		       ? 1
		       : 0;
}

/* ---- tokens ---- */

/* Whether the token t, which is of these classes, can bring in a report: a noun only with "that" behind it. */
static bool is_telling(const struct layers *layers, uint32_t t, unsigned what)
{
	if (what & (WORD_CUE | WORD_PARTICIPLE | WORD_SOURCE) || !(what & WORD_NOUN))
		return may_tell(what);
	return t + 1 < layers->tokens.n && (uint64_t)layers->hash[t + 1] == word_hash("that", 4);
}

/* The first token from t on that may tell of speech, or the number of tokens. Most are passed over by fours. */
uint32_t next_telling_token(const struct lexicon *lexicon, const struct layers *layers, uint32_t t)
{
	const uint64_t *hash = (const uint64_t *)layers->hash;
	uint32_t n = layers->tokens.n;
	while (t < n) {
		if (t + 4 <= n && !(seems_to_tell(lexicon, hash[t]) | seems_to_tell(lexicon, hash[t + 1]) |
				    seems_to_tell(lexicon, hash[t + 2]) | seems_to_tell(lexicon, hash[t + 3]))) {
			t += 4;
			continue;
		}
		if (seems_to_tell(lexicon, hash[t]) && is_telling(layers, t, classes_of(lexicon, hash[t])))
			break;
		t++;
	}
	return t;
}
