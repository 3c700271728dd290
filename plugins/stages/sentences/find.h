/*
 * find.h: the bytes of a block at which the scan stops: marks, brackets, quotation marks, newlines, the first bytes of
 * signs beyond ASCII, and the first bytes of words that could begin a sentence though no mark stands before them.
 */
#ifndef SENTENCES_FIND_H
#define SENTENCES_FIND_H

#include <stdint.h>

#define FIND_STRIDE 32 /* bytes that are looked at in one go */

/* Bit i is set where the scan stops at at[i]; bits at or past `end` are clear. */
uint32_t find_stops(const char *begin, const char *at, const char *end);

#endif
