/*
 * commit.h: writes blocks in their order to the files of a run, and counts.
 */
#ifndef RUN_COMMIT_H
#define RUN_COMMIT_H

#include "base/error.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/str.h"
#include "run/block.h"
#include "run/causes.h"
#include "run/folder.h"
#include "run/journal.h"
#include "run/ids.h"
#include "run/strays.h"

#include <stdbool.h>
#include <stdint.h>

/* One file of a run. The first n_writers outputs are the writers', then failed.jsonl and dropped.jsonl. */
struct output {
	const char *name, *label; /* label of the writer; "" for the host's own */
	int fd;
	bool standard;        /* a standard stream, or nowhere: not in the folder */
	enum packing packing; /* by its name; each block is a member of its own */
	struct sha256 *sum;   /* of what is written, packed or not, as are its bytes */
	char hex[SHA256_HEX];
	uint64_t bytes;
	uint64_t begun; /* bytes that are on their way to the disk */
};

struct commit {
	struct folder *folder;
	struct output *outputs;
	size_t n_writers;
	struct ids ids;
	struct counts counts;
	struct causes causes;
	struct strays strays;
	str notes; /* on these, of the blocks of an earlier run */
	struct journal journal;
	bool journaled; /* what goes to standard output cannot be gone on with */
	struct journal_entry entry;
	struct place next; /* the block that is due */
	struct slot **waiting;
	size_t n_waiting, room;
	str scratch, plain, packed;
};

struct writer_file {
	const char *label, *path; /* path "-": standard output */
};

/* Makes all files. Without a folder (NULL) all writers write to standard output, and lines about documents that failed
 * go to standard error; those about dropped ones are only counted. `identity` is noted, for a run that goes on after
 * this one. */
bool commit_open(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		 tsl_error *e);
/* Opens the files of an earlier run where that stopped, which commit->next then says (resume.c). */
bool commit_resume(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		   tsl_error *e);

/* Only reads what an earlier run has counted, which had finished all blocks. */
bool commit_look(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		 tsl_error *e);
/* What they have in common: no file is open yet. */
void commit_init(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n);

/* Bytes that come before or after all documents of a writer. */
bool commit_put(struct commit *c, size_t writer, const void *at, size_t n, tsl_error *e);

/* Takes a finished block; writes it once all before it are written. */
bool commit_add(struct commit *c, struct slot *slot, tsl_error *e);
/* A slot that has been written and is free again, or NULL. Call it until it says NULL. */
struct slot *commit_free(struct commit *c);

/* Syncs and closes all files; their sums and sizes are then known. */
bool commit_close(struct commit *c, tsl_error *e);
void commit_release(struct commit *c);

#endif
