/*
 * shape.h: which tables and columns the documents of a pipeline have.
 *
 * A field is reached by its handle f, an index into `fields`. fields[0] is never used, so that a zero handle means
 * "not in this pipeline"; fields[SHAPE_DOCUMENTS] is the table `documents`, of which each document has one row.
 * The shape is built while the plan is made and read-only afterwards; names belong to its arena.
 */
#ifndef DOCUMENT_SHAPE_H
#define DOCUMENT_SHAPE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#define SHAPE_DOCUMENTS 1

struct field {
	const char *name;   /* as this pipeline knows it: "sentences", "sentences.tone" */
	const char *column; /* "tone"; NULL for a table */
	tsl_type type;
	uint32_t table; /* the table a column belongs to; its own handle for a table */
	uint32_t flags; /* TSL_PRIVATE … */
	const char *doc;
	const char *of;
	const char *writer; /* label of the stage that writes it, for messages */
	uint32_t step;      /* number of that stage; 0: a reader */
	uint32_t next;      /* field of the same step, or 0; set by shape_add() */
};

struct shape {
	struct field *fields;
	size_t n, room;
	uint32_t *first; /* the first field of each step */
	size_t n_steps, room_steps;
	uint32_t removed, removed_stage, removed_reason; /* handles; 0 where no stage rewrites */
	arena names;
};

void shape_init(struct shape *s);
void shape_release(struct shape *s);

/* The handle of a name, or 0. */
uint32_t shape_find(const struct shape *s, const char *name);

/* The first field that a step writes, or 0; `next` of each leads to the others. */
uint32_t shape_first(const struct shape *s, uint32_t step);

/* Adds a field that is not there yet and returns its handle. For a column, its table is there already. */
uint32_t shape_add(struct shape *s, const struct field *field);

/* Adds `removed` with its columns, once. */
void shape_add_removed(struct shape *s);

bool shape_is_table(tsl_type type);
/* "real", "layer" …, as messages and `teasel show` name a type. */
const char *shape_type_name(tsl_type type);
size_t shape_value_size(tsl_type type);

#endif
