#include "base/hash.h"

#include "base/memory.h"

/* The plain functions: to fetch an algorithm by name, OpenSSL reads its configuration and fills its tables, which takes
 * longer than a short run. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *at, size_t n)
{
	return XXH3_64bits(at, n);
}

hash128 hash_bytes128(const void *at, size_t n)
{
	XXH128_hash_t h = XXH3_128bits(at, n);
	return (hash128){ h.low64, h.high64 };
}

struct hash_stream *hash_stream_new(void)
{
	XXH3_state_t *state = XXH3_createState();
	if (!state)
		memory_out();
	XXH3_64bits_reset(state);
	return (struct hash_stream *)(void *)state;
}

void hash_stream_add(struct hash_stream *s, const void *at, size_t n)
{
	XXH3_64bits_update((XXH3_state_t *)(void *)s, at, n);
}

uint64_t hash_stream_value(const struct hash_stream *s)
{
	return XXH3_64bits_digest((const XXH3_state_t *)(const void *)s);
}

void hash_stream_free(struct hash_stream *s)
{
	if (s)
		XXH3_freeState((XXH3_state_t *)(void *)s);
}

struct sha256 {
	SHA256_CTX context;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *s = memory_get(sizeof(*s));
	SHA256_Init(&s->context);
	return s;
}

void sha256_add(struct sha256 *s, const void *at, size_t n)
{
	SHA256_Update(&s->context, at, n);
}

void sha256_copy(struct sha256 *to, const struct sha256 *from)
{
	*to = *from;
}

void sha256_hex(const struct sha256 *s, char hex[SHA256_HEX])
{
	static const char digit[] = "0123456789abcdef";
	unsigned char sum[32];
	SHA256_CTX context = s->context;
	SHA256_Final(sum, &context);
	for (size_t i = 0; i < sizeof(sum); i++) {
		hex[2 * i] = digit[sum[i] >> 4];
		hex[2 * i + 1] = digit[sum[i] & 15];
	}
	hex[2 * sizeof(sum)] = 0;
}

void sha256_free(struct sha256 *s)
{
	free(s);
}

void sha256_of(const void *at, size_t n, char hex[SHA256_HEX])
{
	struct sha256 *s = sha256_new();
	sha256_add(s, at, n);
	sha256_hex(s, hex);
	sha256_free(s);
}
