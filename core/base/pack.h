/*
 * pack.h: compressed streams: gzip (RFC 1952, by zlib) and Zstandard (RFC 8878, by libzstd).
 *
 * A stream is any number of members, or frames, one behind another; each call of pack_add() makes one, so that streams
 * may be cut and continued between calls. The same bytes make the same member.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum packing { PACK_NONE, PACK_GZIP, PACK_ZSTD };

#define PACK_MAGIC 4 /* bytes that tell a packing */

enum packing pack_of_bytes(const char *at, size_t n);
enum packing pack_of_name(const char *name); /* by its end: `.gz`, `.zst` */
size_t pack_name_length(const char *name);   /* of the name without that end */

/* Adds a member that holds n bytes; none where n is 0. Running out of memory ends the program; `to` is STR_NEEDED. */
void pack_add(enum packing kind, const char *at, size_t n, str *to);

struct unpack;
struct unpack *unpack_new(enum packing kind); /* not PACK_NONE */
void unpack_free(struct unpack *u);
/* Takes bytes from `at`, *used of them, and puts at most `room` bytes at `to`, *made of them. Neither may be 0. False,
 * with what is wrong, where they are no such stream. */
bool unpack_some(struct unpack *u, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made,
		 tsl_error *e);
/* Whether all members that were begun have ended. */
bool unpack_is_whole(const struct unpack *u);

/* ---- one file for each library ---- */

struct unpacker {
	void *(*open)(void);
	void (*close)(void *state);
	/* As unpack_some(); *whole says whether a member has just ended. */
	bool (*some)(void *state, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made,
		     bool *whole, tsl_error *e);
};

extern const struct unpacker gzip_unpacker, zstd_unpacker;
void gzip_add(const char *at, size_t n, str *to);
void zstd_add(const char *at, size_t n, str *to);

#endif
