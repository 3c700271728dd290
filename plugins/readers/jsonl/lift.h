/*
 * lift.h: takes the long texts out of a line before json-c sees it.
 *
 * json-c reads byte by byte and copies each text twice. Nearly all bytes of a line stand within texts, and to find
 * where a text ends takes no JSON but its quotes and backslashes. So a text that is long, or that escapes by number, is
 * replaced by a short one, which names it; what json-c then reads is the same object, of the same names and kinds.
 */
#ifndef JSONL_LIFT_H
#define JSONL_LIFT_H

#include <stdbool.h>
#include <stdint.h>
#include <teasel.h>

struct lift {
	tsl_str line;      /* what is left for json-c; the record itself where nothing could be taken out */
	const tsl_str *at; /* the texts, as they stand between their quotes */
	uint32_t n;
};

/* All lies in the document's memory or in the record. Nothing is lifted of a line that is not surely JSON: json-c then
 * tells what is wrong with it, and where. */
struct lift lift_texts(const tsl_host *host, tsl_document *doc, tsl_str record);

/* The lifted text that a short one names, or NULL where it stands for itself. */
const tsl_str *lift_find(const struct lift *lift, tsl_str text);

/* A lifted text without its escapes: in the record where it has none. A surrogate without its other half
 * becomes U+FFFD, as in json-c. */
tsl_str lift_read(const tsl_host *host, tsl_document *doc, tsl_str raw);

#endif
