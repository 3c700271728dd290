/*
 * meta.h: what a table knows about documents, by their ids: `meta: {file: outlets.csv, key: id}` of a reader.
 *
 * The table is read with the pipeline, before any process is forked: so that all share it, and the coordinator, which
 * has no plan, can name at the end the rows that no document had.
 */
#ifndef PIPELINE_META_H
#define PIPELINE_META_H

#include "pipeline/plan.h"
#include "pipeline/table.h"

#define META_NO_ROW UINT32_MAX

struct meta {
	const char *path; /* as it is written */
	tsl_file file;
	const char **fields; /* names of the table's columns: "documents.outlet" */
	struct table table;
	uint32_t *slots; /* open addressing by the keys' hashes: row + 1, 0 is free */
	size_t n_slots;
};

/* Reads the option `meta` of a reader, and the table. NULL where that cannot be done, which was reported. */
struct meta *meta_read(struct pipeline *p, const struct step *reader, const struct node *map);
void meta_release(struct meta *m);

/* While a reader is bound: declares a column of `documents` for each of its table, if it has one. */
void meta_join(struct plan *plan, struct bound *b);

/* The row of an id, or META_NO_ROW. */
uint32_t meta_find(const struct meta *m, tsl_str id);

#endif
