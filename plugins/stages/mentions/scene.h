/*
 * scene.h: who a paragraph has spoken of so far, and which of them a pronoun takes up.
 *
 * An actor is one place where somebody is named, whether a target or not. The sentence at hand has its actors
 * in order; those of earlier sentences are in the focus: the latest sentence first, and in each the subject
 * before its owner ("Lund's aide"), that of a clause in front ("When Lund left, …"), and all others. Both lists
 * are short, whatever the text, so that a pronoun costs the same everywhere.
 */
#ifndef MENTIONS_SCENE_H
#define MENTIONS_SCENE_H

#include "people.h"

enum role { ROLE_SUBJECT, ROLE_OWNER, ROLE_FRONTED, ROLE_OTHER, ROLES };

/* An entity is a target's number and one more, or a hash of what a stranger is called, with this bit. 0 is nobody. */
#define STRANGER ((uint64_t)1 << 63)

struct actor {
	uint64_t entity;
	unsigned genders;
	uint32_t item; /* of a target: where it is named */
	uint32_t last; /* token */
	enum role role;
	bool spoken; /* inside quotation marks */
};

enum { MOST_HERE = 16, MOST_FOCUS = 12 };

struct scene {
	struct actor here[MOST_HERE], focus[MOST_FOCUS];
	uint32_t n_here, n_focus;
	/* The clause. */
	uint64_t subject;    /* 0: nobody that is known */
	bool open;           /* it has no subject yet */
	uint32_t open_until; /* a token: behind "Lund's", a name further off is no subject */
	uint32_t since;      /* words since it began */
	bool asks;           /* it has a verb such as asked, behind which another is "to" do something */
	/* The sentence. */
	bool fronted;  /* the words before its first comma are not its main clause */
	bool parallel; /* "and that": the main clause's subject goes on */
	uint32_t words;
	/* Speech. */
	bool spoken;
	uint64_t speaker;  /* 0: not known */
	bool first_person; /* "I" stands outside of marks behind speech: the speaker may still speak, or the author */
};

/* A new paragraph. */
void scene_init(struct scene *);
/* The end of a sentence: its actors come into the focus. */
void scene_end_sentence(struct scene *);
/* Begins a clause, which awaits its subject. */
void scene_open_clause(struct scene *);
/* A verb shows that the clause's subject has gone by, and was nobody that counts. */
void scene_close_subject(struct scene *);
struct actor *scene_add(struct scene *, struct actor);

/* The actor that ends at the token before `token`, or NULL. */
const struct actor *scene_before(const struct scene *, uint32_t token);

/* Whom a pronoun takes up, or NULL. `joined`: it follows "and" or "for", and owns something. */
const struct actor *scene_resolve(const struct scene *, const struct form *, enum form_kind, bool joined);

#endif
