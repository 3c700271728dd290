/*
 * walk.h: what the walk over the tokens finds, in text order: names of targets, and, for the sake of
 * pronouns, the pronouns and the names of people who are no targets.
 */
#ifndef MENTIONS_WALK_H
#define MENTIONS_WALK_H

#include <teasel.h>

#include "alias.h"
#include "chars.h"
#include "people.h"
#include "split.h"

enum item_kind { ITEM_NAME, ITEM_PRONOUN, ITEM_STRANGER };

/* Whether a name only says where a person belongs, as in "Russian President Lund": of a target it is then no mention,
 * and no subject in any case. */
enum describes { DESCRIBES_NOBODY, DESCRIBES_STRANGER, DESCRIBES_TARGET };

struct item {
	tsl_span span;
	uint32_t first, last; /* tokens */
	enum item_kind kind;
	uint32_t target;
	double score;             /* how sure it is that the target is meant */
	const struct form *form;  /* of a pronoun */
	unsigned genders;         /* of a stranger; of a name: what stands in front of it says so */
	enum describes describes; /* of a name */
	bool linked;              /* of a pronoun: it has a target */
	uint32_t antecedent;      /* of a pronoun: the item */
	uint32_t row;             /* of the layer, where it is one */
};

/* One document. */
struct walk {
	const struct alias_trie *trie;
	const struct people *people;
	bool pronouns; /* look for them too, and for strangers */
	tsl_str text;
	tsl_rows tokens, sentences;
	const int64_t *hash;
	const unsigned *genders; /* of each target, as far as the text and the aliases tell */
	struct item *items;
	uint32_t n, room;
};

static inline tsl_str token_text(const struct walk *w, uint32_t t)
{
	tsl_span span = w->tokens.at[t];
	return (tsl_str){ w->text.at + span.begin, span.end - span.begin };
}

static inline uint32_t token_point(const struct walk *w, uint32_t t)
{
	unsigned size;
	return char_decode(w->text.at + w->tokens.at[t].begin, &size);
}

static inline bool token_is_capital(const struct walk *w, uint32_t t)
{
	uint32_t c = token_point(w, t);
	return point_lower(c) != c;
}

static inline uint32_t token_class(const struct walk *w, uint32_t t)
{
	return word_class(w->people, (uint64_t)w->hash[t]);
}

/* Finds all items (walk.c). */
void walk_tokens(struct walk *, const tsl_host *, tsl_document *);
/* Whether a name of a target begins at a token. */
bool walk_begins_name(const struct walk *, uint32_t t);
/* The pronoun or stranger that begins at a token goes to *item, which is left as it is where there is none
 * (strangers.c). */
void people_item_at(const struct walk *, uint32_t t, struct item *);
/* What a first name or a title in front of a target's name says about it (strangers.c). */
unsigned people_genders_before(const struct walk *, const struct item *);
/* Marks the item, or the one before it, where it only describes the other (describes.c). */
void people_describe(const struct walk *, struct item *);
/* Links the pronouns among the items to targets (paragraphs.c). */
void pronouns_link(struct walk *, const tsl_host *, tsl_document *);

#endif
