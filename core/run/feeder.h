/*
 * feeder.h: cuts the input into blocks of records.
 *
 * Where a block ends depends on the bytes of the input and the names of its files alone: at each multiple of BLOCK_SIZE
 * within a file, and between small files where a hash of the path says so or BLOCK_SIZE bytes are full.
 */
#ifndef RUN_FEEDER_H
#define RUN_FEEDER_H

#include "base/hash.h"
#include "base/str.h"
#include "pipeline/plan.h"
#include "run/block.h"
#include "run/source.h"

struct feeder {
	const struct plan *plan;
	uint64_t most; /* bytes of a record */
	size_t next;   /* number of the next file */
	struct source source;
	uint64_t offset, number, part;
	uint64_t before;         /* bytes of the files that are done, as they lie there */
	uint64_t passed;         /* bytes of the record at hand that were thrown away, as it has too many */
	str carry;               /* bytes read that belong to the next block */
	str header;              /* the first record of the file at hand, where its reader wants it */
	uint64_t header_at;      /* where it lies in the slot */
	struct hash_stream *sum; /* of standard input, up to `offset`; NULL: a file */
	uint64_t block;
	struct place start; /* where the first block begins */
};

/* `start`: where the first block begins, in a run that is resumed; zeroed otherwise. */
void feeder_init(struct feeder *f, const struct plan *plan, const struct place *start);
void feeder_release(struct feeder *f);

/* Fills a slot with the next block; head->last says whether it was the last one, head->error what could not be read. */
void feeder_fill(struct feeder *f, struct slot *slot);

/* ---- what feeder.c and feeder_seek.c share ---- */

bool feeder_open(struct feeder *f, struct slot *slot);
/* Reads up to `most` bytes behind what the slot holds and `pending` more. */
bool feeder_read(struct feeder *f, struct slot *slot, size_t pending, size_t most, size_t *got);
/* The end of the record at the front of `pending` bytes, or 0 where more must be read. */
size_t feeder_cut(struct feeder *f, const char *at, size_t pending);
/* Bytes of a byte-order mark at the front of a file. */
size_t feeder_mark(const char *at, size_t pending);
void feeder_keep(str *to, const char *at, size_t n);
bool feeder_error(struct slot *slot, const tsl_error *e);
const struct input_file *feeder_file(const struct feeder *f);
const tsl_plugin *feeder_reader(const struct feeder *f);

/* Goes to where a run that is resumed has stopped (feeder_seek.c). */
bool feeder_seek(struct feeder *f, struct slot *slot);

#endif
