/* Pronouns, and people who are no targets: a title or a first name, and names behind it. */
#include "clause.h"
#include "walk.h"
#include "word.h"

enum { MOST_NAMES = 5 };

static bool is_dot(const struct walk *w, uint32_t t)
{
	return t < w->tokens.n && token_text(w, t).at[0] == '.' && token_text(w, t).len == 1;
}

/* Whether a token with a dot behind it is short for something: Dr. or J. */
static bool is_short(const struct walk *w, uint32_t t)
{
	tsl_str token = token_text(w, t);
	return token.len == 1 || (token.len <= 4 && word_class(w->people, (uint64_t)w->hash[t]) &
							    (WORD_TITLE | WORD_HE_TITLE | WORD_SHE_TITLE));
}

/* The next word of a name, or 0. */
static uint32_t next_name(const struct walk *w, uint32_t t)
{
	uint32_t next = t + 1;
	if (is_dot(w, next) && is_short(w, t))
		next++;
	if (next < w->tokens.n && token_text(w, next).at[0] == '-')
		next++;
	uint32_t word = next;
	while (word < w->tokens.n && word < next + 2 &&
	       word_class(w->people, (uint64_t)w->hash[word]) & WORD_PARTICLE && !token_is_capital(w, word))
		word++;
	return word < w->tokens.n && token_is_capital(w, word) ? word : 0;
}

/* The genders of a name's first word, where that is one of these. */
static unsigned genders_of(uint32_t bits, unsigned before)
{
	if (bits & (WORD_HE_NAME | WORD_HE_TITLE))
		return GENDER_HE;
	if (bits & (WORD_SHE_NAME | WORD_SHE_TITLE))
		return GENDER_SHE;
	return before ? before : GENDER_HE | GENDER_SHE;
}

/* A name that holds one of a target is left to that; one word is none. */
static void stranger_at(const struct walk *w, uint32_t t, uint32_t bits, struct item *item)
{
	uint32_t last = t;
	unsigned genders = genders_of(bits, 0);
	for (uint32_t n = 0, next; n < MOST_NAMES && (next = next_name(w, last)); n++) {
		if (filter_may_hold(&w->trie->first, (uint64_t)w->hash[next]) && walk_begins_name(w, next))
			return;
		uint32_t more = word_class(w->people, (uint64_t)w->hash[next]);
		if (more & WORD_BODY)
			return;
		if (genders == (GENDER_HE | GENDER_SHE))
			genders = genders_of(more, genders);
		last = next;
	}
	if (last == t)
		return;
	*item = (struct item){ .span = { w->tokens.at[t].begin, w->tokens.at[last].end },
			       .first = t,
			       .last = last,
			       .kind = ITEM_STRANGER,
			       .genders = genders };
}

/* Donald J. Lund, Mr. Lund; but not Peter Lund Street. */
unsigned people_genders_before(const struct walk *w, const struct item *item)
{
	const uint32_t begins = WORD_HE_NAME | WORD_SHE_NAME | WORD_HE_TITLE | WORD_SHE_TITLE | WORD_TITLE;
	uint32_t t = item->first, next = item->last + 1;
	bool owns = item->span.end < w->tokens.at[item->last].end;
	if (!owns && next < w->tokens.n && token_is_capital(w, next))
		return 0;
	for (unsigned n = 0; n < 2 && t > 0; n++) {
		t--;
		if (is_dot(w, t) && t > 0 && is_short(w, t - 1))
			t--;
		if (!token_is_capital(w, t))
			return 0;
		if (token_class(w, t) & begins)
			return genders_of(token_class(w, t), 0);
		if (token_text(w, t).len > 1)
			return 0;
	}
	return 0;
}

void people_item_at(const struct walk *w, uint32_t t, struct item *item)
{
	const struct form *form = people_form(w->people, (uint64_t)w->hash[t]);
	uint32_t bits = form ? 0 : word_class(w->people, (uint64_t)w->hash[t]);
	const uint32_t begins = WORD_HE_NAME | WORD_SHE_NAME | WORD_HE_TITLE | WORD_SHE_TITLE | WORD_TITLE;
	uint32_t begin = w->tokens.at[t].begin;
	if (form)
		*item = (struct item){
			.span = { begin, begin + form->len }, .first = t, .last = t, .kind = ITEM_PRONOUN, .form = form
		};
	else if (bits & begins && token_is_capital(w, t))
		stranger_at(w, t, bits, item);
}
