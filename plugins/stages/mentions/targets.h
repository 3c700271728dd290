/*
 * targets.h: who is looked for, and under which words: the targets of the pipeline and those of a file, as
 * one list of targets and one of claims. A claim is a target's hold on an alias.
 */
#ifndef MENTIONS_TARGETS_H
#define MENTIONS_TARGETS_H

#include <teasel.h>

#include "place.h"

#include "wordmap.h"

/* The pronouns that may stand for a target, as bits. */
enum { GENDER_HE = 1, GENDER_SHE = 2, GENDER_THEY = 4, GENDER_NONE = 8 };

struct target {
	tsl_str name;
	unsigned genders; /* as listed, GENDER_NONE among them; 0 where it is not listed */
};

struct claim {
	tsl_str alias;
	uint32_t target;
	uint32_t line; /* of the file, from 1; 0: it stands in the pipeline */
	struct option_place place;
	bool by_name; /* the target's own name, which gives way to an alias of the same words */
	double score;
};

struct targets {
	struct target *at;
	struct claim *claims;
	uint32_t n, n_claims;
	struct wordmap by_name; /* from a name to its number and one more */
};

tsl_str targets_trim(tsl_str);
/* Whether there is nothing to see; blanks beyond ASCII are blanks too. */
bool targets_is_blank(tsl_str);

/* Gathers what the pipeline and the file list, and the names. A message that is about a line of the file is of the
 * option `targets_file`. */
tsl_status targets_open(struct targets *, const tsl_host *, tsl_setup *, const tsl_groups *, const tsl_file *);

/* The target of a name, which is made where it is new. */
uint32_t targets_add(struct targets *, tsl_str name);
/* The same, but targets->n where there is none. */
uint32_t targets_find(const struct targets *, tsl_str name);
tsl_status targets_claim(struct targets *, const tsl_host *, tsl_setup *, const struct claim *);
/* Reads the lines of the file (file.c). */
tsl_status targets_read_file(struct targets *, const tsl_host *, tsl_setup *, tsl_str bytes);

/* The bit of he, she, they or none; 0 for another word. */
unsigned gender_of_word(tsl_str);

#endif
