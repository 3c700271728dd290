/*
 * flat.h: lines that are objects of nothing but texts, read without json-c.
 *
 * Most corpora have an id and a text a line. To build a tree for these, and to free it, takes longer than all else that
 * is done with a short line.
 */
#ifndef JSONL_FLAT_H
#define JSONL_FLAT_H

#include "lift.h"

/* A member that is looked for: its text as it stands in the line, with its escapes; at == NULL where there is none. */
struct flat {
	tsl_str name, text;
};

/* Finds the members; of two with one name the last counts. False where the line is anything but a plain object of
 * texts: nothing is known of it then, and json-c has to judge. */
bool flat_find(const struct lift *lift, tsl_str record, struct flat *wanted, size_t n);

#endif
