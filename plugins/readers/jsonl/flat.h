/*
 * flat.h: lines that are objects of nothing but texts, read without an array of values.
 *
 * Most corpora have an id and a text a line. Such a line is read in one pass, in which its texts are copied out of it
 * with their escapes undone; to look for its values first would be a second one.
 */
#ifndef JSONL_FLAT_H
#define JSONL_FLAT_H

#include <stdbool.h>
#include <teasel.h>

/* A member that is looked for, and its text; at == NULL where there is none. */
struct flat {
	tsl_str name, text;
};

/* Finds the members; of two with one name the last counts. Their texts lie in the document's memory. False where the
 * line is anything but a plain object of texts: nothing is known of it then, and json.h has to judge. */
bool flat_read(const tsl_host *host, tsl_document *doc, tsl_str record, struct flat *wanted, size_t n);

#endif
