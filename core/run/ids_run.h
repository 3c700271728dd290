/*
 * ids_run.h: hashes of ids in their order, in a file without a name: a run of a log-structured merge tree.
 *
 * It is written once from front to back, so that a disk that is slow at anything else will do, and what does not fit
 * into memory is left to the system's page cache. Hashes lie evenly, so where one has to be is a matter of proportion
 * (interpolation search; Knuth, The Art of Computer Programming 3, 6.2.1): two or three pages of 4 KiB are read.
 */
#ifndef RUN_IDS_RUN_H
#define RUN_IDS_RUN_H

#include "base/error.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDS_PAGE ((size_t)256) /* hashes */

enum ids_answer { IDS_NEW, IDS_MET, IDS_BROKEN };

struct ids_run {
	int fd;
	uint64_t n;
};

/* By `high`, then by `low`; for qsort(). */
int ids_order(const void *a, const void *b);

/* Of n sorted hashes, no two alike. The file is made in `folder`, or in the system's for temporary files where that is
 * NULL. False, with a sentence and nothing to be closed, where it cannot be made or written. */
bool ids_run_write(struct ids_run *run, const char *folder, const hash128 *at, size_t n, tsl_error *e);
/* Of two that have none in common; they stay open. */
bool ids_run_merge(struct ids_run *run, const char *folder, const struct ids_run *a, const struct ids_run *b,
		   tsl_error *e);
/* `page` has room for IDS_PAGE hashes. */
enum ids_answer ids_run_find(const struct ids_run *run, hash128 id, hash128 *page, tsl_error *e);
void ids_run_close(struct ids_run *run);

#endif
