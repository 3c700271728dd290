/*
 * split.h: the words of an alias, and the ways in which a text may write them.
 *
 * word.h makes ASCII capitals small; what is here knows the capitals of the Latin, Greek and Cyrillic letters
 * that have two bytes in both cases, for headlines in capitals and for aliases in small letters.
 */
#ifndef MENTIONS_SPLIT_H
#define MENTIONS_SPLIT_H

#include <teasel.h>

/* Takes the first word or sign off the front of `rest`; one of no length says that there is none. */
tsl_str alias_next_word(tsl_str *rest, bool *is_sign);

uint32_t point_upper(uint32_t c);
uint32_t point_lower(uint32_t c);

/* Whether a word has a capital. */
bool is_cased(tsl_str word);
/* Writes the word with its first letter, or all, in capitals; returns whether letters beyond ASCII have changed. `out`
 * has room for as many bytes. */
bool write_capitals(tsl_str word, bool all, char *out);

#endif
