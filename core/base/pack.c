#include "base/pack.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum packing pack_of_bytes(const char *at, size_t n)
{
	if (n >= 2 && !memcmp(at, "\x1f\x8b", 2))
		return PACK_GZIP;
	if (n >= 4 && !memcmp(at, "\x28\xb5\x2f\xfd", 4))
		return PACK_ZSTD;
	/* Streams made by several threads may begin with a frame to be skipped: RFC 8878, 3.1.2. */
	return n >= 4 && (at[0] & 0xf0) == 0x50 && !memcmp(at + 1, "\x2a\x4d\x18", 3) ? PACK_ZSTD : PACK_NONE;
}

static bool ends_with(const char *name, size_t n, const char *end)
{
	size_t len = strlen(end);
	return n > len && !memcmp(name + n - len, end, len);
}

enum packing pack_of_name(const char *name)
{
	size_t n = strlen(name);
	if (ends_with(name, n, ".gz"))
		return PACK_GZIP;
	return ends_with(name, n, ".zst") ? PACK_ZSTD : PACK_NONE;
}

size_t pack_name_length(const char *name)
{
	size_t n = strlen(name);
	switch (pack_of_name(name)) {
	case PACK_GZIP:
		return n - 3;
	case PACK_ZSTD:
		return n - 4;
	default:
		return n;
	}
}

void pack_add(enum packing kind, const char *at, size_t n, str *to)
{
	if (!n)
		return;
	if (kind == PACK_GZIP)
		gzip_add(at, n, to);
	else if (kind == PACK_ZSTD)
		zstd_add(at, n, to);
	else
		str_add(to, at, n);
}

struct unpack {
	const struct unpacker *by;
	void *state;
	bool whole;
};

struct unpack *unpack_new(enum packing kind)
{
	struct unpack *u = memory_get(sizeof(*u));
	u->by = kind == PACK_GZIP ? &gzip_unpacker : &zstd_unpacker;
	u->state = u->by->open();
	return u;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	u->by->close(u->state);
	free(u);
}

bool unpack_some(struct unpack *u, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made,
		 tsl_error *e)
{
	return u->by->some(u->state, at, n, used, to, room, made, &u->whole, e);
}

bool unpack_is_whole(const struct unpack *u)
{
	return u->whole;
}
