/*
 * nested.h: a whole document with its tables as one JSON object.
 */
#ifndef JSONL_NESTED_H
#define JSONL_NESTED_H

#include "out_table.h"

#include <teasel.h>

struct nested {
	tsl_list with;
	tsl_unit unit;
	bool source, text;

	uint32_t *named;                /* handles of what `with` names */
	struct out_table read, written; /* columns of `documents`: the reader's, and the stages' */
	struct out_table *tables;       /* in the order they are put out */
	uint32_t n;
};

/* The bytes before a column's value: `, "name": `. */
void json_set_keys(const tsl_host *host, tsl_setup *setup, struct out_table *t);

tsl_status nested_declare(const tsl_host *host, tsl_setup *setup, struct nested *self);
tsl_status nested_plan(const tsl_host *host, tsl_setup *setup, struct nested *self);
tsl_status nested_encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const struct nested *self);

#endif
