/*
 * block.h: a run of input records, and the shared memory in which it travels.
 *
 * A slot carries one block: the feeder puts records in, a worker puts results in, the coordinator writes them out and
 * hands the slot back. The memory is shared by all processes (memfd), grows as one of them needs it, and belongs to the
 * process that was sent the slot's number last; there are no locks. Workers may only read the records, so that a block
 * can be run again after one of them broke down.
 */
#ifndef RUN_BLOCK_H
#define RUN_BLOCK_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teasel.h>

#define BLOCK_SIZE ((uint64_t)1 << 20) /* a record belongs to block floor(first byte / BLOCK_SIZE) of its file */

/* Memory shared through a file descriptor. Each process has its own mapping, renewed when another has made it larger.
 */
struct region {
	int fd;
	char *at;
	size_t mapped;
	bool read_only; /* in this process */
};

#define REGION_KEPT ((size_t)8 << 20) /* bytes; a block without a long record has less */

/* Why a record is refused before it is read. */
enum record_flaw {
	FLAW_NONE,
	FLAW_TOO_LONG, /* more bytes than the pipeline allows */
	FLAW_NO_END,   /* the same; what follows in its file was not read, as where it ends is not known */
};

/* One record: where it came from and where it lies in the slot. */
struct record {
	uint32_t file;                  /* number in plan->files */
	uint64_t number;                /* in its file, from 1 */
	uint64_t begin;                 /* first byte in its file */
	uint64_t at, len;               /* in the slot's bytes */
	uint64_t header_at, header_len; /* there, the first record of the file, where the reader wants it; else 0 */
	enum record_flaw flaw;          /* then len is 0 */
};

/* Where a block begins: with which byte of which file, as record `number` of it. */
struct place {
	uint64_t block;
	uint64_t file; /* number in plan->files */
	uint64_t offset, number, part;
	uint64_t sum; /* of standard input, up to there */
	/* Bytes as they lie in the files, packed or not: of those that are done, and of the one at hand. */
	uint64_t before, within;
	bool open; /* false: at the beginning of the file */
	bool end;  /* there is none: the input is done */
};

/* What became of one document. Its bytes lie in the slot's output: its id, the name of its file, then what each writer
 * wrote, or, where it was not kept, its line for failed.jsonl or dropped.jsonl. */
struct result {
	uint32_t record;
	uint8_t status;                   /* tsl_status */
	uint8_t has_id, repaired, no_row; /* 0 or 1; no bool, which may not hold what a damaged process leaves here;
					     no_row: the reader's table has none for the id */
	uint32_t reader;                  /* number of its input */
	uint32_t id_len, file_len;
	uint64_t at, len;
	hash128 id;
	uint64_t written[]; /* bytes of each writer */
};

struct slot_head {
	uint64_t block;
	struct place next; /* where the one behind it begins */
	uint64_t n_records, n_bytes;
	uint64_t n_refused;  /* bytes of records with a flaw, which are not in the slot */
	uint64_t n_repeated; /* of n_bytes: headers of files that began in an earlier block */
	uint64_t n_results, n_out;
	bool last;       /* the feeder has nothing after this */
	char error[512]; /* the feeder could not read on */
};

struct slot {
	struct slot_head *head;
	struct region bytes, records, results, out;
	size_t n_writers, result_size; /* bytes of one struct result, with n_writers numbers */
};

/* All the slots of a run, made before any fork. */
struct slots {
	struct slot *list;
	struct slot_head *heads;
	size_t n;
};

void slots_init(struct slots *s, size_t n, size_t n_writers);
void slots_release(struct slots *s);
/* Of a slot that was handed back: a huge record leaves nothing behind. */
void slot_trim(struct slot *s);

/* Makes an empty one, for this process and all that it forks. Ends the program where there is no memory. */
void region_init(struct region *r);
void region_release(struct region *r);
/* A region of at least `size` bytes, mapped here; what it held stays. Ends the program where there is no memory. */
void *region_room(struct region *r, size_t size);
/* The same, but NULL where there is no memory for it. */
void *region_try(struct region *r, size_t size);
/* Gives memory behind the first REGION_KEPT bytes back to the system. What was there is lost, in all processes. */
void region_trim(struct region *r);

/* Maps what another process may have made larger, all of it. */
void region_renew(struct region *r);

/* Whether a result, as another process left it, lies within n bytes of output. */
bool result_is_sound(const struct slot *s, const struct result *r, uint64_t n);
/* The same of all results of a slot, and of their number: nothing that the head says is believed. */
bool slot_is_sound(struct slot *s);

/* Where what was written begins. */
static inline uint64_t result_payload(const struct result *r)
{
	return r->at + r->id_len + r->file_len;
}

static inline size_t result_size(size_t n_writers)
{
	return sizeof(struct result) + n_writers * sizeof(uint64_t);
}
struct record *slot_record(struct slot *s, uint64_t i); /* with room for it */
struct result *slot_result(struct slot *s, uint64_t i);
/* Room for `most` bytes behind the records' n_bytes. */
char *slot_bytes(struct slot *s, size_t most);

#endif
