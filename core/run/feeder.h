/*
 * feeder.h: cuts the input into blocks of records.
 *
 * Where a block ends depends on the bytes of the input and the names of its files alone: at each multiple of BLOCK_SIZE
 * within a file, and between small files where a hash of the path says so or BLOCK_SIZE bytes are full.
 */
#ifndef RUN_FEEDER_H
#define RUN_FEEDER_H

#include "base/str.h"
#include "pipeline/plan.h"
#include "run/block.h"

struct feeder {
	const struct plan *plan;
	size_t next; /* number of the next file */
	int fd;      /* of the file at hand; -1: none */
	bool ended;  /* all its bytes have been read */
	uint64_t offset, number, part;
	str carry;          /* bytes read that belong to the next block */
	str header;         /* the first record of the file at hand, where its reader wants it */
	uint64_t header_at; /* where it lies in the slot */
	uint64_t block;
	struct place start; /* where the first block begins */
};

/* `start`: where the first block begins, in a run that is resumed; zeroed otherwise. */
void feeder_init(struct feeder *f, const struct plan *plan, const struct place *start);
void feeder_release(struct feeder *f);

/* Fills a slot with the next block; head->last says whether it was the last one, head->error what could not be read. */
void feeder_fill(struct feeder *f, struct slot *slot);

#endif
