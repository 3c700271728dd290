/*
 * people.h: the words about people: pronouns, first names, titles and the small words that tell a subject
 * from an object; and which pronouns may stand for a target.
 */
#ifndef MENTIONS_PEOPLE_H
#define MENTIONS_PEOPLE_H

#include <teasel.h>

#include "targets.h"
#include "wordmap.h"

struct alias_trie;

/* What a word may be; a word can be several things. */
enum {
	WORD_HE_NAME = 1 << 0, /* a first name */
	WORD_SHE_NAME = 1 << 1,
	WORD_HE_TITLE = 1 << 2, /* Mr */
	WORD_SHE_TITLE = 1 << 3,
	WORD_TITLE = 1 << 4,      /* President: of a person of either sex */
	WORD_OFFICE = 1 << 5,     /* leader: the last word of what a person is called */
	WORD_HE_PERSON = 1 << 6,  /* spokesman: a person other than those around */
	WORD_SHE_PERSON = 1 << 7, /* wife */
	WORD_PERSON = 1 << 8,     /* lawyer */
	WORD_PEOPLE = 1 << 9,     /* officials */
	WORD_BODY = 1 << 10,      /* university: what a person's name in front of it makes no person */
	WORD_PREPOSITION = 1 << 11,
	WORD_CLAUSE = 1 << 12,   /* begins a clause: that, when, but */
	WORD_RELATIVE = 1 << 13, /* who */
	WORD_SAYS = 1 << 14,     /* a verb with a clause for its object: said */
	WORD_VERB = 1 << 15,     /* any other verb that shows the subject is complete */
	WORD_AND = 1 << 16,
	WORD_DETERMINER = 1 << 17,
	WORD_PARTICLE = 1 << 18, /* part of a name although small: al, van */
	WORD_ASKS = 1 << 20,     /* a verb that says what another is to do: asked */
	WORD_NOBODY = 1 << 21,   /* what may say something and is no person: Moscow, some */
	WORD_HONOUR = 1 << 19,   /* behind his, her and their: Majesty */
};

enum form_kind { FORM_SUBJECT, FORM_OBJECT, FORM_OWNER, FORM_HER, FORM_SELF };

struct form {
	const char *word;
	unsigned len;
	unsigned gender;
	enum form_kind kind; /* FORM_HER: object or owner, which the next word tells */
};

struct people {
	struct wordmap classes; /* the words above, as bits, by hash */
	struct wordmap forms;   /* the number of a form and one more */
	unsigned *genders;      /* of each target */
	uint32_t n_targets;
	const struct alias_trie *trie;
};

/* Words that begin an item of people: as many go to the filter. */
enum { MOST_BEGINNINGS = 1800 };

/* Fills the tables, adds pronouns, names and titles to the trie's filters where they are looked for, and gives each
 * target its genders: those it is listed under, or a guess from its aliases. */
void people_open(struct people *, const tsl_host *, tsl_setup *, struct alias_trie *, const struct targets *,
		 bool pronouns);

/* The pronoun at a token, or NULL. */
const struct form *people_form(const struct people *, uint64_t hash);

/* The bits of a word. */
static inline uint32_t word_class(const struct people *people, uint64_t hash)
{
	return wordmap_get(&people->classes, hash, 0);
}

#endif
