/*
 * journal.h: what a run has finished, so that it can go on after it was ended before its time.
 *
 * Three files in the run's own folder (folder.h): `begun` says what it runs over what, to be refused where that has
 * changed; `journal` has a line for each block that was written, with where the next one begins, what was counted, and
 * length and sum of each output behind it; `ids` has the hashes of all ids, 16 bytes each, in order.
 *
 * Nothing is synced while the run lasts, and nothing is believed afterwards: an output is read again and compared with
 * the sums, so that the last line that holds is found after a crash of the machine, too.
 */
#ifndef RUN_JOURNAL_H
#define RUN_JOURNAL_H

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "run/block.h"
#include "run/folder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct counts {
	uint64_t in, out, failed, dropped, repaired;
	uint64_t blocks, bytes; /* bytes of input records */
};

struct journal_output {
	uint64_t bytes;
	char sum[SHA256_HEX];
};

/* The state behind a block. */
struct journal_entry {
	struct place next; /* where the next one begins */
	struct counts counts;
	uint64_t ids;    /* so many are in the file of that name */
	uint64_t behind; /* bytes of the journal up to the end of this line */
	struct journal_output *outputs;
	tsl_str note; /* on its documents, for whoever wrote it: no line end in it; read, it lies in the journal */
};

struct journal {
	int fd, ids;
	size_t n_outputs;
	str line, new_ids;
	uint64_t n_ids;
	/* While an earlier one is read: */
	str text;
	uint64_t at, ids_there;
};

/* Begins one in a new partial folder. */
bool journal_begin(struct journal *j, const struct folder *f, tsl_str identity, size_t n_outputs, tsl_error *e);
/* Opens the one that is there, to be read. False, with what has changed, where the identity is another. */
bool journal_reopen(struct journal *j, const struct folder *f, tsl_str identity, size_t n_outputs, tsl_error *e);
/* The next line that was written whole; false at the end. entry->outputs has room for all. */
bool journal_next(struct journal *j, struct journal_entry *entry);
/* Cuts off what stands behind the last entry that holds (NULL: all), and calls `each` with the ids up to it. */
bool journal_cut(struct journal *j, const struct journal_entry *last,
		 bool (*each)(void *context, hash128 id, tsl_error *e), void *context, tsl_error *e);

/* An id of the block at hand. */
void journal_id(struct journal *j, hash128 id);
/* Writes the line of a block, all outputs of which are written; sets entry->ids. */
bool journal_add(struct journal *j, struct journal_entry *entry, tsl_error *e);
void journal_release(struct journal *j);

#endif
