/* What a word of speech reports without marks: where the clause begins and where it ends. */
#include "quotes.h"

/* Words from the cue to "that", to the verb of the clause, and of a subject with its cue. */
enum { MOST_BETWEEN = 14, MOST_AHEAD = 24, MOST_SUBJECT = 14 };

/* "built", but not "a target surrounded by". */
static bool is_past(const struct words *words, uint32_t i)
{
	if (i + 1 < words->n && is_word(words, i + 1, "by"))
		return false;
	const struct word *w = &words->at[i];
	const char *end = words->text.at + w->span.end;
	return w->span.end - w->span.begin > 3 && !(w->what & WORD_CAPITAL) && end[-2] == 'e' && end[-1] == 'd';
}

/* "plans to", "needs to" */
static bool is_verb_to(const struct words *words, uint32_t i)
{
	const struct word *w = &words->at[i];
	bool s = words->text.at[w->span.end - 1] == 's' && w->after == AFTER_SPACE && !(w->what & WORD_CAPITAL);
	return s && i + 1 < words->n && is_word(words, i + 1, "to");
}

bool has_verb(const struct words *words, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last && i < words->n; i++) {
		bool past = i > first && words->at[i - 1].after == AFTER_SPACE && is_past(words, i);
		if (words->at[i].what & (WORD_FINITE | WORD_SPEECH) || past || is_verb_to(words, i))
			return !(words->at[i].what & WORD_SPEECH);
		bool relative = i < last && words->at[i].after == AFTER_COMMA && words->at[i + 1].what & WORD_RELATIVE;
		if (words->at[i].after >= AFTER_STOP || relative)
			break;
	}
	return false;
}

static bool is_any_of(const struct words *words, uint32_t i, const char *const *list, size_t n)
{
	for (size_t k = 0; i < words->n && k < n; k++)
		if (is_word(words, i, list[k]))
			return true;
	return false;
}

/* "said" takes any clause; "noted" and the like may take a noun, so the verb must be sure and stand near. */
static bool is_plain_cue(const struct words *words, uint32_t v)
{
	static const char *const all[] = { "said",  "says", "say",     "saying", "told",
					   "tells", "tell", "telling", "claim",  "claims" };
	return is_any_of(words, v, all, sizeof all / sizeof *all);
}

static bool has_sure_verb(const struct words *words, uint32_t first, uint32_t last)
{
	for (uint32_t i = first; i <= last && i < words->n; i++) {
		unsigned what = words->at[i].what;
		if (what & (WORD_CUTS | WORD_SPEECH | WORD_RELATIVE) ||
		    (i > first && words->at[i - 1].after >= AFTER_COMMA))
			return false;
		if (what & WORD_FINITE)
			return true;
	}
	return false;
}

/* Whether the clause is parted here for good. */
static bool is_parted(const struct words *words, uint32_t i)
{
	return words->at[i].after == AFTER_STOP || words->at[i].after == AFTER_COLON ||
	       words->text.at[words->at[i].span.end] == ';';
}

/* Steps over "on Monday", "in a statement", "Thursday", "repeatedly", "without proof". */
static uint32_t skip_aside(const struct words *words, uint32_t i)
{
	for (uint32_t n = 0; n < 4 && i < words->n && words->at[i].after == AFTER_SPACE; n++) {
		unsigned what = words->at[i].what;
		if (what & WORD_TIME || (what & WORD_AUXILIARY && !(what & WORD_FINITE) && !(what & WORD_PRONOUN))) {
			i++;
		} else if (is_word(words, i, "yesterday") || is_word(words, i, "today") ||
			   is_word(words, i, "tonight") || is_word(words, i, "later")) {
			i++;
		} else if (i + 1 < words->n &&
			   (is_word(words, i, "on") || is_word(words, i, "in") || is_word(words, i, "at"))) {
			tsl_span phrase = words->at[i + 1].what & WORD_TIME ? words->at[i + 1].span
									    : phrase_from(words, i + 1);
			if (phrase.begin == phrase.end)
				return i;
			while (i < words->n && words->at[i].span.end <= phrase.end)
				i++;
			if (i < words->n && !words->at[i].what &&
			    words->at[i - 1].what & WORD_CAPITAL) /* the House floor */
				i++;
		} else {
			break;
		}
	}
	return i;
}

/* Steps over the one who hears it: "told the committee". A name or noun right before a verb is the subject already. */
static uint32_t skip_hearer(const struct words *words, uint32_t i)
{
	static const char *const objects[] = { "him", "her", "them",      "us",          "me",
					       "you", "it",  "reporters", "journalists", "lawmakers" };
	if (i >= words->n)
		return i;
	if (is_any_of(words, i, objects, sizeof objects / sizeof *objects))
		return i + 1;
	tsl_span hearer = phrase_from(words, i);
	if (hearer.begin == hearer.end)
		return i;
	while (i < words->n && words->at[i].span.end <= hearer.end && words->at[i].after <= AFTER_HYPHEN) {
		i++;
		if (i < words->n && words->at[i].what & WORD_DETERMINER)
			break;
	}
	return i;
}

static bool opens_clause(const struct words *words, uint32_t i, bool plain)
{
	const struct word *w = &words->at[i];
	unsigned subject = WORD_PRONOUN | WORD_DETERMINER | WORD_CAPITAL;
	if (w->what & (WORD_SPEECH | WORD_TIME))
		return false;
	if (w->what & subject || is_word(words, i, "there") ||
	    !(w->what & ~(unsigned)(WORD_TITLE | WORD_NOUN | WORD_TITLED)))
		return true;
	bool nobody = w->what & WORD_NEGATION && i + 1 < words->n &&
		      (w[1].what & WORD_FINITE || is_word(words, i, "no"));
	return nobody || (plain && (is_word(words, i, "if") || is_word(words, i, "when")));
}

/* "she sank": behind a pronoun that can only be a subject stands its verb. */
static bool has_plain_verb(const struct words *words, uint32_t i)
{
	static const char *const subjects[] = { "i", "he", "she", "we", "they" };
	if (i + 1 >= words->n || words->at[i].after != AFTER_SPACE)
		return false;
	if (words->at[i].what & WORD_PRONOUN && is_past(words, i + 1))
		return true;
	return is_any_of(words, i, subjects, sizeof subjects / sizeof *subjects) && !words->at[i + 1].what;
}

/* Where a clause that has had no verb yet will have none: "that", "but admitted", ", and". */
static bool is_clause_joint(const struct words *words, uint32_t i)
{
	if (is_word(words, i, "that"))
		return true;
	if (words->at[i - 1].after == AFTER_COMMA && words->at[i].what & (WORD_CONJUNCTION | WORD_CUTS))
		return true;
	bool joins = is_word(words, i, "and") || is_word(words, i, "but");
	return joins && (words->at[i + 1].what & (WORD_CUE | WORD_PARTICIPLE) || is_past(words, i + 1));
}

/* A clause without "that": it begins like one, and has its verb. */
static uint32_t bare_clause(const struct words *words, uint32_t v)
{
	if (words->at[v].after != AFTER_SPACE)
		return 0;
	uint32_t i = skip_aside(words, v + 1);
	if (words->at[v].what & WORD_TELLS) {
		uint32_t behind = skip_hearer(words, i);
		if (behind == i)
			return 0;
		i = skip_aside(words, behind);
	}
	if (i + 1 >= words->n || words->at[i - 1].after != AFTER_SPACE ||
	    !opens_clause(words, i, is_plain_cue(words, v)))
		return 0;
	uint32_t last = i;
	while (last < words->n - 1 && last < i + MOST_AHEAD && !is_parted(words, last) &&
	       (last <= i || !is_clause_joint(words, last)))
		last++;
	if (has_plain_verb(words, i))
		return i;
	bool plain = is_plain_cue(words, v) || words->at[i].what & WORD_PRONOUN;
	return (plain ? has_verb(words, i + 1, last) : has_sure_verb(words, i + 1, last)) ? i : 0;
}

/* "that" behind the cue, with what may stand between: asides, and the one who hears it. */
static uint32_t behind_that(const struct words *words, uint32_t v)
{
	uint32_t first = v + 1;
	bool comma = words->at[v].after == AFTER_COMMA;
	if (first >= words->n || words->at[v].after > AFTER_COMMA)
		return 0;
	if (is_word(words, first, "that"))
		return first + 1 < words->n ? first + 1 : 0;
	unsigned aside = WORD_FUNCTION | WORD_TIME | WORD_AUXILIARY | WORD_NEGATION;
	if (!(words->at[first].what & aside) && !(words->at[v].what & WORD_TELLS) && !comma)
		return 0;
	for (uint32_t i = first; i + 1 < words->n && i < first + MOST_BETWEEN; i++) {
		if (i > first && is_word(words, i, "that") && !(words->at[i].what & WORD_CAPITAL))
			return i + 1;
		bool stray = words->at[i].after == AFTER_COMMA && !comma && !is_word(words, i + 1, "that");
		if (is_parted(words, i) || stray ||
		    words->at[i].what & (WORD_FINITE | WORD_CUE | WORD_SPEECH | WORD_RELATIVE | WORD_PARTICIPLE))
			return 0;
	}
	return 0;
}

static bool is_question_word(const struct words *words, uint32_t i)
{
	static const char *const all[] = { "whether", "if", "why", "how", "what", "when", "where", "who" };
	return is_any_of(words, i, all, sizeof all / sizeof *all);
}

static uint32_t question(const struct words *words, uint32_t v)
{
	if (words->at[v].after != AFTER_SPACE || v + 2 >= words->n)
		return 0;
	if (is_question_word(words, v + 1))
		return v + 1;
	uint32_t i = skip_hearer(words, v + 1);
	return i > v + 1 && i + 1 < words->n && is_question_word(words, i) ? i : 0;
}

static uint32_t infinitive(const struct words *words, uint32_t v)
{
	return v + 2 < words->n && words->at[v].after == AFTER_SPACE && is_word(words, v + 1, "to") ? v + 2 : 0;
}

static uint32_t gerund(const struct words *words, uint32_t v)
{
	if (v + 2 >= words->n || words->at[v].after != AFTER_SPACE || words->at[v + 1].what & WORD_CAPITAL)
		return 0;
	const char *end = words->text.at + words->at[v + 1].span.end;
	bool ing = words->at[v + 1].span.end - words->at[v + 1].span.begin > 5 && !memcmp(end - 3, "ing", 3);
	return ing ? v + 1 : 0;
}

uint32_t reported_by(const struct words *words, uint32_t v)
{
	unsigned what = words->at[v].what;
	uint32_t first = 0;
	if (what & WORD_VOWS)
		first = infinitive(words, v);
	if (!first && what & (WORD_CLAUSE | WORD_TELLS))
		first = behind_that(words, v);
	if (!first && what & (WORD_ASKS | WORD_TELLS))
		first = question(words, v);
	if (!first && what & WORD_DENIES)
		first = gerund(words, v);
	if (!first && what & WORD_CLAUSE)
		first = bare_clause(words, v);
	return first;
}

uint32_t reported_by_noun(const struct words *words, uint32_t v)
{
	bool that = v + 2 < words->n && words->at[v].after == AFTER_SPACE && is_word(words, v + 1, "that");
	return that && !(words->at[v + 2].what & (WORD_FINITE | WORD_CUE)) ? v + 2 : 0;
}

/* Whether another word of speech begins at i, with its subject or without: "and Reed said", "adding". */
static bool begins_report(const struct words *words, uint32_t i)
{
	for (uint32_t v = i; v < words->n && v < i + MOST_SUBJECT; v++) {
		const struct word *w = &words->at[v];
		if (w->what & WORD_PARTICIPLE)
			return v == i || (v == i + 1 && w[-1].what & WORD_AUXILIARY);
		if (!(w->what & WORD_CUE))
			continue;
		bool reports = reported_by(words, v) || w->after >= AFTER_COMMA || v + 1 == words->n ||
			       words->at[v + 1].what & WORD_SPEECH;
		bool own = v == i || (v == i + 1 && w[-1].what & WORD_AUXILIARY);
		return reports && (own || subject_of(words, v).begin == words->at[i].span.begin);
	}
	return false;
}

/* "but Kolb said no": behind a comma, another who speaks is one even where nothing tells what is said. */
static bool begins_speaker(const struct words *words, uint32_t i)
{
	for (uint32_t v = i + 1; v < words->n && v < i + MOST_SUBJECT; v++) {
		if (words->at[v].what & WORD_CUE && !(words->at[v].what & WORD_NEAR))
			return words->at[v].what & WORD_CLAUSE && subject_of(words, v).begin == words->at[i].span.begin;
		if (words->at[v].what & (WORD_SPEECH | WORD_PARTICIPLE))
			return false;
	}
	return false;
}

static bool ends_before(const struct words *words, uint32_t i, bool comma)
{
	const struct word *w = &words->at[i];
	if (w->what & WORD_SPEECH)
		return true;
	if (comma && w->what & WORD_CUTS && !is_word(words, i, "since"))
		return true;
	bool joint = w->what & (WORD_CONJUNCTION | WORD_CUTS);
	if (joint && (is_word(words, i, "and") || is_word(words, i, "but") || is_word(words, i, "while")))
		return i + 1 < words->n && (begins_report(words, i + 1) || (comma && begins_speaker(words, i + 1)));
	return comma && (is_according_to(words, i) || begins_report(words, i));
}

uint32_t clause_last(const struct words *words, uint32_t first)
{
	uint32_t last = first;
	while (last + 1 < words->n && !is_parted(words, last)) {
		if (ends_before(words, last + 1,
				words->at[last].after == AFTER_COMMA || words->at[last].after == AFTER_BREAK))
			break;
		last++;
	}
	return last;
}
