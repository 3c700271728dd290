/*
 * ids.h: which ids a run has met, by their 128-bit hashes; exact however many there are, in memory that does not grow.
 *
 * The youngest are in a table. When it is full, it becomes a sorted file without a name, and two files of one size
 * become one of twice that (the log-structured merge tree of O'Neil and others, Acta Informatica 33, 1996), so that
 * there are few of them and disks only ever write from front to back. Nearly all ids are new, which a Bloom filter
 * says without a look at the files, as long as there are some tens of millions.
 */
#ifndef RUN_IDS_H
#define RUN_IDS_H

#include "base/seen.h"
#include "run/ids_run.h"

#define IDS_IN_MEMORY ((uint64_t)1 << 18)  /* 8 MiB of table */
#define IDS_FILTER_SIZE ((size_t)24 << 20) /* bytes, used once there are files */
#define IDS_MOST_RUNS 40                   /* of which each is at least twice as long as the next */

struct ids {
	const char *folder; /* where the files are made; NULL: in the system's folder for temporary files */
	uint64_t most;      /* in the table */
	struct seen seen;
	uint64_t *filter; /* of what is in files */
	struct ids_run runs[IDS_MOST_RUNS];
	size_t n_runs;
	hash128 *page;
};

/* `folder` must outlive it. */
void ids_init(struct ids *ids, const char *folder);
/* Adds one. IDS_BROKEN, with a sentence, where a file cannot be read or written. */
enum ids_answer ids_add(struct ids *ids, hash128 id, tsl_error *e);
/* Whether it was added: IDS_MET, or IDS_NEW where not. */
enum ids_answer ids_ask(struct ids *ids, hash128 id, tsl_error *e);
void ids_release(struct ids *ids);

#endif
