/*
 * ids.h: which ids a run has met, by their 128-bit hashes; exact however many there are.
 *
 * A table in memory as long as it is small. Then one in a file without a name, in pages of 4 KiB: the first bits of a
 * hash say in which page it is, so that one read finds it, and making the file twice as large copies it from front to
 * back (linear hashing by doubling; Knuth, The Art of Computer Programming 3, 6.4). What does not fit into memory is
 * left to the system's page cache.
 */
#ifndef RUN_IDS_H
#define RUN_IDS_H

#include "base/error.h"
#include "base/hash.h"
#include "base/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDS_IN_MEMORY ((uint64_t)1 << 18) /* 8 MiB of table */

enum ids_answer { IDS_NEW, IDS_MET, IDS_BROKEN };

struct ids {
	const char *folder; /* where the file is made; NULL: in the system's folder for temporary files */
	uint64_t most;      /* in memory */
	struct seen seen;
	int fd; /* of the file; -1: all is in memory */
	unsigned bits;
	uint64_t n;
	hash128 *page;
};

/* `folder` must outlive it. */
void ids_init(struct ids *ids, const char *folder);
/* Adds one. IDS_BROKEN, with a sentence, where the file cannot be read or written. */
enum ids_answer ids_add(struct ids *ids, hash128 id, tsl_error *e);
/* Whether it was added: IDS_MET, or IDS_NEW where not. */
enum ids_answer ids_ask(struct ids *ids, hash128 id, tsl_error *e);
void ids_release(struct ids *ids);

#endif
