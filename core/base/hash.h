/*
 * hash.h: XXH3 for what stays in memory, SHA-256 for what is written down and checked later by others.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
	uint64_t low, high;
} hash128;

uint64_t hash_bytes(const void *at, size_t n);
hash128 hash_bytes128(const void *at, size_t n);

/* The same of bytes that come in pieces, however they are cut. */
struct hash_stream;
struct hash_stream *hash_stream_new(void);
void hash_stream_add(struct hash_stream *, const void *at, size_t n);
uint64_t hash_stream_value(const struct hash_stream *); /* so far; it may go on */
void hash_stream_free(struct hash_stream *);

#define SHA256_HEX 65

struct sha256;
struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *, const void *at, size_t n);
void sha256_hex(const struct sha256 *, char hex[SHA256_HEX]); /* the sum so far, which may go on */
void sha256_copy(struct sha256 *to, const struct sha256 *from);
void sha256_free(struct sha256 *);
void sha256_of(const void *at, size_t n, char hex[SHA256_HEX]);

#endif
