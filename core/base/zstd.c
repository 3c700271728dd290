#include "base/pack.h"

#include "base/memory.h"

#include <zstd.h>

#define LEVEL 3 /* the program zstd's own */

static void *open_zstd(void)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	if (!z)
		memory_out();
	return z;
}

static void close_zstd(void *state)
{
	ZSTD_freeDStream(state);
}

static bool some(void *state, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made, bool *whole,
		 tsl_error *e)
{
	ZSTD_inBuffer in = { at, n, 0 };
	ZSTD_outBuffer out = { to, room, 0 };
	size_t left = ZSTD_decompressStream(state, &out, &in);
	*used = in.pos;
	*made = out.pos;
	*whole = left == 0;
	return !ZSTD_isError(left) || error_set(e, "it is no Zstandard: %s", ZSTD_getErrorName(left));
}

const struct unpacker zstd_unpacker = { open_zstd, close_zstd, some };

void zstd_add(const char *at, size_t n, str *to)
{
	size_t room = ZSTD_compressBound(n);
	char *out = str_room(to, room);
	size_t made = out ? ZSTD_compress(out, room, at, n, LEVEL) : 0;
	if (!out || ZSTD_isError(made))
		memory_out();
	to->len += made;
}
