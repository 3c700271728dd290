/*
 * "Russian President Lund": what says only where a person belongs. The name of a target that is no person is not a
 * mention where it stands in front of the office of somebody who is one, or of another's in apposition to him.
 *
 * Everything is told by the few tokens between the two names.
 */
#include "clause.h"
#include "walk.h"

enum { MOST_BETWEEN = 9 }; /* tokens */

/* An office, and not what somebody is to a person: in "Lund adviser Reed", Lund is spoken of too. */
static bool is_office(const struct walk *w, uint32_t t)
{
	const uint32_t offices = WORD_TITLE | WORD_OFFICE, persons = WORD_HE_PERSON | WORD_SHE_PERSON;
	uint32_t bits = token_class(w, t);
	return bits & offices || (bits & (WORD_HE_TITLE | WORD_SHE_TITLE) && !(bits & persons));
}

/* What may stand in front of an office although it is small. */
static bool is_adjective(tsl_str token)
{
	static const char *const words[] = { "former", "then",     "ex",      "acting", "interim",    "new",
					     "late",   "current",  "foreign", "prime",  "opposition", "incoming",
					     "party",  "outgoing", "defence", "elect",  "defense",    "interior" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (bytes_equal(token.at, token.len, words[i], strlen(words[i])))
			return true;
	return false;
}

/* A capital that belongs to a verb belongs to a headline. */
static bool is_part(const struct walk *w, uint32_t t)
{
	const uint32_t never = WORD_VERB | WORD_SAYS | WORD_ASKS | WORD_AND | WORD_PREPOSITION | WORD_CLAUSE |
			       WORD_RELATIVE | WORD_DETERMINER | WORD_BODY | WORD_PEOPLE;
	if (clause_role(w->text, w->tokens.at[t]) == TOKEN_HYPHEN || is_adjective(token_text(w, t)))
		return true;
	return !(token_class(w, t) & never) && token_is_capital(w, t);
}

/* President; Secretary of State; first names and initials behind that. Returns the token behind them, or `t` where
 * there is no office. */
static uint32_t office_at(const struct walk *w, uint32_t t, uint32_t stop)
{
	uint32_t begin = t, head = 0;
	for (; t < stop && t - begin < MOST_BETWEEN; t++) {
		tsl_str token = token_text(w, t);
		if (is_office(w, t))
			head = t + 1;
		else if (head == t && t + 1 < stop && bytes_equal(token.at, token.len, "of", 2) &&
			 token_is_capital(w, t + 1))
			t++;
		else if (!(head && token.len == 1 && token.at[0] == '.') && !is_part(w, t))
			break;
	}
	return head ? t : begin;
}

static bool is_comma(const struct walk *w, uint32_t t)
{
	return clause_role(w->text, w->tokens.at[t]) == TOKEN_COMMA && token_text(w, t).at[0] == ',';
}

static bool is_person(const struct walk *w, const struct item *item)
{
	if (item->kind != ITEM_NAME)
		return item->kind == ITEM_STRANGER;
	return (w->people->genders[item->target] | item->genders) & (GENDER_HE | GENDER_SHE);
}

/* Who has an office and is not known to be no person is one. */
static bool may_be_person(const struct walk *w, const struct item *item)
{
	return is_person(w, item) || (item->kind == ITEM_NAME && !w->people->genders[item->target]);
}

static bool is_place(const struct walk *w, const struct item *item)
{
	return item->kind == ITEM_NAME && !is_person(w, item);
}

/* Whether all between the two is the person's office: "Norland's president, Lund". */
static bool leads_to(const struct walk *w, const struct item *place, const struct item *person)
{
	uint32_t t = place->last + 1;
	if (person->first == t)
		return is_office(w, t); /* the name has the office in it */
	uint32_t behind = office_at(w, t, person->first);
	return behind > t && behind + (behind < person->first && is_comma(w, behind)) == person->first;
}

/* "Lund, the Norlandish president". */
static bool is_apposition(const struct walk *w, const struct item *person, const struct item *place)
{
	uint32_t t = person->last + 1, office = place->last + 1;
	if (t >= place->first || !is_comma(w, t))
		return false;
	for (t++; t < place->first; t++)
		if (!(token_class(w, t) & WORD_DETERMINER) && !is_adjective(token_text(w, t)))
			return false;
	return office_at(w, office, w->tokens.n) > office;
}

static void describe(const struct walk *w, struct item *before, struct item *item)
{
	enum describes person = item->kind == ITEM_NAME ? DESCRIBES_TARGET : DESCRIBES_STRANGER;
	if (item->first - before->last > MOST_BETWEEN)
		return;
	if (is_place(w, before) && may_be_person(w, item) && leads_to(w, before, item))
		before->describes = before->describes > person ? before->describes : person;
	else if (is_person(w, before) && is_place(w, item) && is_apposition(w, before, item))
		item->describes = before->kind == ITEM_NAME ? DESCRIBES_TARGET : DESCRIBES_STRANGER;
}

/* Strangers are no mentions, so that what is one may not depend on whether they are looked for: names are held against
 * the name before them, over what seems to be a stranger, such as "Prime Minister". */
void people_describe(const struct walk *w, struct item *item)
{
	uint32_t i = w->n;
	if (item->kind == ITEM_PRONOUN || !i)
		return;
	describe(w, &w->items[i - 1], item);
	while (i-- > 0 && w->items[i].kind != ITEM_NAME && item->first - w->items[i].last <= MOST_BETWEEN)
		;
	if (i < w->n - 1 && item->kind == ITEM_NAME)
		describe(w, &w->items[i], item);
}
