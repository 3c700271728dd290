/* Noun phrases, told from capitals and from the small words that can not stand in one. */
#include "quotes.h"

enum { MOST_ASIDE = 20 }; /* words that may stand between a name and its verb */

/* A capital at the front of a sentence does not make a name of "But" or "When". */
static bool is_name(const struct word *w)
{
	const unsigned not_name = WORD_TIME | WORD_FUNCTION | WORD_DETERMINER | WORD_PRONOUN | WORD_AUXILIARY;
	return w->what & WORD_CAPITAL && !(w->what & not_name);
}

static bool is_noun(const struct word *w)
{
	const unsigned not_noun = WORD_FUNCTION | WORD_DETERMINER | WORD_PRONOUN | WORD_AUXILIARY | WORD_CUE |
				  WORD_PARTICIPLE | WORD_TIME | WORD_LINK;
	return !(w->what & not_noun);
}

static bool touches_next(const struct word *w)
{
	return w->after <= AFTER_HYPHEN;
}

static tsl_span span_of(const struct words *words, uint32_t first, uint32_t last)
{
	return (tsl_span){ words->at[first].span.begin, words->at[last].span.end };
}

/* ---- to the left ---- */

/* The first word of the common noun phrase whose noun stands at i: back to its determiner, or three words. */
static uint32_t noun_begin(const struct words *words, uint32_t i)
{
	uint32_t first = i;
	for (uint32_t n = 0; n < 5 && first > 0; n++) {
		const struct word *w = &words->at[first - 1];
		if (!touches_next(w))
			break;
		if (w->what & WORD_DETERMINER)
			return first - 1;
		if (!is_noun(w))
			break;
		first--;
	}
	return i - first > 2 ? i - 2 : first;
}

/* The first word of the name that ends at i. */
static uint32_t name_begin(const struct words *words, uint32_t i)
{
	uint32_t first = i;
	bool titled = false;
	while (first > 0 && touches_next(&words->at[first - 1])) {
		const struct word *w = &words->at[first - 1];
		/* "Ahmed al-Masri", "White House press secretary Jo Lund" */
		bool inside = w->what & WORD_PARTICLE || (titled && is_noun(w));
		bool between = inside && first > 1 && is_name(w - 1) && touches_next(w - 1);
		if (!is_name(w) && !between && !(w->what & WORD_TITLE))
			break;
		titled = titled || w->what & WORD_TITLE;
		first--;
	}
	if (first > 0 && words->at[first - 1].what & WORD_DETERMINER && touches_next(&words->at[first - 1]))
		first--;
	return first;
}

/* "a spokesman" of "a spokesman for the ministry", whose last part begins at `first`. */
static uint32_t owner_begin(const struct words *words, uint32_t first)
{
	if (first < 2)
		return first;
	const struct word *link = &words->at[first - 1], *owner = link - 1;
	if (!(link->what & WORD_LINK) || !touches_next(link) || !touches_next(owner))
		return first;
	if (is_name(owner))
		return name_begin(words, first - 2);
	if (owner->what & WORD_DETERMINER) /* "two of the men" */
		return first - 2;
	return owner->what & WORD_TITLE ? noun_begin(words, first - 2) : first;
}

/* "a source" of "a source in the palace", whose last part begins at `first`, where it opens the clause. */
static uint32_t far_owner_begin(const struct words *words, uint32_t first)
{
	static const char *const links[] = { "in",     "on",     "at", "from", "with",   "near",
					     "inside", "behind", "of", "to",   "against" };
	if (first < 2 || !touches_next(&words->at[first - 1]) || words->at[first - 2].after != AFTER_SPACE)
		return first;
	bool linked = false;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		linked |= is_word(words, first - 1, links[i]);
	if (!linked || !is_noun(&words->at[first - 2]) || words->at[first - 2].what & WORD_TIME)
		return first;
	uint32_t begin = owner_begin(words, noun_begin(words, first - 2));
	bool opens = !begin || words->at[begin - 1].after >= AFTER_COMMA ||
		     words->at[begin - 1].what & WORD_CONJUNCTION;
	return opens ? begin : first;
}

/* "the court" of "the court that freed Lund", "the man" of "the man accused of robbing Lund", whose last part begins at
 * `first`: what Lund is told to have met with is no title of his. */
static uint32_t verb_owner_begin(const struct words *words, uint32_t first)
{
	if (first < 3 || !touches_next(&words->at[first - 1]) || !touches_next(&words->at[first - 2]))
		return first;
	const struct word *verb = &words->at[first - 1], *before = verb - 1;
	const char *end = words->text.at + verb->span.end;
	bool form = verb->span.end - verb->span.begin > 4 && (!memcmp(end - 2, "ed", 2) || !memcmp(end - 3, "ing", 3));
	bool linked = before->what & (WORD_RELATIVE | WORD_LINK) || is_word(words, first - 2, "that");
	if (!form || verb->what & WORD_CAPITAL || !linked)
		return first;
	uint32_t begin = first - 2;
	while (begin > 0 && touches_next(&words->at[begin - 1]) && !(words->at[begin - 1].what & WORD_CONJUNCTION))
		begin--;
	return words->at[begin].what & (WORD_DETERMINER | WORD_CAPITAL) || is_noun(&words->at[begin]) ? begin : first;
}

/* "Hill" of "Hill and Stone", whose last name begins at `first`, where the two open the clause. */
static uint32_t joint_begin(const struct words *words, uint32_t first)
{
	if (first < 2 || !is_word(words, first - 1, "and") || !touches_next(&words->at[first - 1]))
		return first;
	if (!is_name(&words->at[first - 2]) || !touches_next(&words->at[first - 2]))
		return first;
	uint32_t begin = name_begin(words, first - 2);
	bool opens = !begin || words->at[begin - 1].after >= AFTER_COMMA ||
		     words->at[begin - 1].what & WORD_CONJUNCTION;
	return opens ? begin : first;
}

/* "some" and "several" that stand for those who did. */
static bool is_quantity(const struct words *words, uint32_t i)
{
	static const char *const all[] = { "some",    "several", "many", "most",  "both",
					   "another", "one",     "two",  "three", "those" };
	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (is_word(words, i, all[k]))
			return true;
	return false;
}

static tsl_span phrase_to(const struct words *words, uint32_t i)
{
	const struct word *head = &words->at[i];
	if (head->what & WORD_PRONOUN)
		return head->span;
	if (is_name(head)) {
		uint32_t name = name_begin(words, i), owner = owner_begin(words, name);
		uint32_t far = owner == name ? joint_begin(words, name) : owner;
		far = far == name ? verb_owner_begin(words, name) : far;
		return span_of(words, far_owner_begin(words, far), i);
	}
	if (is_quantity(words, i))
		return head->span;
	if (is_noun(head))
		return span_of(words, far_owner_begin(words, owner_begin(words, noun_begin(words, i))), i);
	return (tsl_span){ 0, 0 };
}

/* "Lund, 54" and "Lund (54)": the word before the age at k; or k, where no age stands there. */
static uint32_t before_age(const struct words *words, uint32_t k)
{
	bool number = char_is_digit((unsigned char)words->text.at[words->at[k].span.begin]);
	if (number && k > 1 && is_word(words, k - 1, "aged"))
		k--;
	bool apart = k > 0 && (words->at[k - 1].after == AFTER_COMMA || words->at[k - 1].after == AFTER_BREAK);
	return number && apart ? k - 1 : k;
}

static bool is_relative(const struct words *words, uint32_t i)
{
	return words->at[i].what & WORD_RELATIVE || is_word(words, i, "whose") || is_word(words, i, "whom");
}

/*
 * The one whom words [k + 1, i], which commas, dashes or brackets part from the rest, tell more about: "Anna Marsh" of
 * "Anna Marsh, the mayor," of "the mayor, Anna Marsh," and of "Anna Marsh, 54, who lives here,". Only a name is trusted
 * that far off, but before "who" and at the front of the sentence.
 */
static tsl_span around_aside(const struct words *words, uint32_t k, uint32_t i)
{
	uint32_t head = before_age(words, k);
	bool who = is_relative(words, k + 1);
	if (is_name(&words->at[head]))
		return phrase_to(words, head);
	tsl_span named = is_name(&words->at[i]) ? phrase_to(words, i) : (tsl_span){ 0, 0 };
	if (named.begin == words->at[k + 1].span.begin && !(words->at[k + 1].what & WORD_DETERMINER))
		return named;
	tsl_span phrase = phrase_to(words, head);
	bool opens = phrase.begin == words->at[0].span.begin && words->at[0].what & WORD_DETERMINER;
	return who || opens ? phrase : named;
}

/* The subject before an apposition or a relative clause whose last word is at i. Commas, brackets and dashes come in
 * pairs. */
static tsl_span around_apposition(const struct words *words, uint32_t i)
{
	enum word_after mark = words->at[i].after;
	if (before_age(words, i) < i)
		return phrase_to(words, before_age(words, i));
	for (uint32_t n = 0, k = i; n < MOST_ASIDE && k > 0; n++) {
		k--;
		if (words->at[k].after == mark || before_age(words, k) < k)
			return around_aside(words, k, i);
		if (!touches_next(&words->at[k]))
			break;
	}
	return (tsl_span){ 0, 0 };
}

/* Steps left over "on Thursday". */
static uint32_t skip_time(const struct words *words, uint32_t i)
{
	while (i > 1 && words->at[i - 1].what & WORD_TIME && words->at[i - 1].after == AFTER_SPACE) {
		i--;
		if (words->at[i - 1].what & WORD_FUNCTION)
			i--;
	}
	return i;
}

tsl_span subject_of(const struct words *words, uint32_t verb)
{
	uint32_t i = verb;
	bool passive = false;
	while (i > 0 && words->at[i - 1].what & WORD_AUXILIARY && words->at[i - 1].after == AFTER_SPACE)
		passive |= !!(words->at[--i].what & WORD_PASSIVE);
	i = skip_time(words, i);
	if (!i || passive)
		return (tsl_span){ 0, 0 };
	const struct word *head = &words->at[i - 1];
	if (head->what & WORD_NEGATION) /* nobody */
		return (tsl_span){ 0, 0 };
	if (head->what & WORD_RELATIVE)
		return i > 1 && words->at[i - 2].after <= AFTER_COMMA ? phrase_to(words, i - 2) : (tsl_span){ 0, 0 };
	if (head->after == AFTER_COMMA || head->after == AFTER_BREAK)
		return around_apposition(words, i - 1);
	return head->after == AFTER_SPACE ? phrase_to(words, i - 1) : (tsl_span){ 0, 0 };
}

tsl_span phrase_before(const struct words *words, uint32_t i)
{
	return i ? phrase_to(words, i - 1) : (tsl_span){ 0, 0 };
}

/* ---- to the right ---- */

static bool is_past_form(const struct words *words, const struct word *w)
{
	const char *end = words->text.at + w->span.end;
	return w->span.end - w->span.begin > 4 && !(w->what & WORD_CAPITAL) && end[-2] == 'e' && end[-1] == 'd';
}

/* Whether "to" behind the word tells whose it is, and not who is told: "an aide to Lund", "sources close to Lund". */
static bool is_tied(const struct words *words, uint32_t i)
{
	static const char *const tied[] = { "aide",     "aides",     "adviser", "advisers", "advisor",
					    "advisors", "assistant", "envoy",   "deputy",   "ambassador",
					    "counsel",  "heir",      "close",   "loyal",    "secretary" };
	for (size_t k = 0; k < sizeof tied / sizeof *tied; k++)
		if (is_word(words, i, tied[k]))
			return true;
	return false;
}

/* Whether the phrase that has come as far as `i` goes on with the word behind it. */
static bool goes_on(const struct words *words, uint32_t first, uint32_t i)
{
	const struct word *now = &words->at[i], *next = now + 1;
	if (i + 1 == words->n || !touches_next(now))
		return false;
	if (is_word(words, i + 1, "to") && i + 2 < words->n && touches_next(next) && is_tied(words, i))
		return is_name(next + 1) || (next + 1)->what & WORD_DETERMINER;
	if (is_word(words, i, "to") && i > first)
		return true;
	if (next->what & WORD_LINK)
		return i + 2 < words->n && touches_next(next) &&
		       (is_name(next + 1) || (!is_name(now) && (next + 1)->what & WORD_DETERMINER));
	if (now->what & WORD_LINK)
		return true;
	if (is_name(next) || (next->what & WORD_PARTICLE && is_name(now)))
		return true;
	return !is_name(now) && is_noun(next) && !(i > first && is_past_form(words, next));
}

tsl_span phrase_from(const struct words *words, uint32_t i)
{
	if (i >= words->n)
		return (tsl_span){ 0, 0 };
	const struct word *w = &words->at[i];
	if (w->what & WORD_PRONOUN)
		return w->span;
	if (!(w->what & WORD_DETERMINER) && !is_noun(w))
		return (tsl_span){ 0, 0 };
	uint32_t last = i;
	while (last < i + 10 && goes_on(words, i, last))
		last++;
	/* A determiner alone is no phrase. */
	if (last == i && w->what & WORD_DETERMINER)
		return (tsl_span){ 0, 0 };
	return span_of(words, i, last);
}

tsl_span phrase_or_name(const struct words *words, uint32_t i)
{
	tsl_span phrase = phrase_from(words, i);
	uint32_t last = i;
	while (last + 1 < words->n && words->at[last + 1].span.end <= phrase.end)
		last++;
	if (i >= words->n || is_name(&words->at[last]) || words->at[last].after != AFTER_COMMA || last + 1 >= words->n)
		return phrase;
	uint32_t end = last + 1;
	tsl_span name = is_name(&words->at[end]) ? phrase_from(words, end) : phrase;
	while (end + 1 < words->n && words->at[end + 1].span.end <= name.end)
		end++;
	bool apart = is_name(&words->at[end]) && (end + 1 == words->n || words->at[end].after >= AFTER_COMMA);
	return apart ? name : phrase;
}

/* Whether the sentence opens with something other than its subject: "In May,", "Speaking to reporters,". */
static bool is_opening(const struct words *words, const struct word *w)
{
	size_t len = w->span.end - w->span.begin;
	const char *end = words->text.at + w->span.end;
	bool ing = len > 4 && !memcmp(end - 3, "ing", 3), ed = len > 4 && !memcmp(end - 2, "ed", 2);
	return ing || ed || w->what & WORD_FUNCTION || w->after == AFTER_COMMA;
}

tsl_span first_phrase(const struct words *words)
{
	uint32_t i = 0;
	while (i < words->n && words->at[i].what & WORD_CONJUNCTION)
		i++;
	tsl_span opening = i < words->n ? phrase_from(words, i) : (tsl_span){ 0, 0 };
	for (uint32_t k = i; k + 1 < words->n && words->at[k].span.end <= opening.end; k++)
		if (is_according_to(words, k + 1)) /* "Brandt, according to Reed, wept" */
			return opening;
	if (i < words->n && is_opening(words, &words->at[i])) {
		while (i < words->n && words->at[i].after != AFTER_COMMA)
			i++;
		i++;
	}
	return phrase_from(words, i);
}
