#include "base/pack.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define LEVEL 3 /* the program zstd's own */

#define MAGIC 4 /* bytes that a frame begins with: RFC 8878, 3.1.1 */
#define HEAD 18 /* of the longest head of a frame, with them */

struct zstd {
	ZSTD_DStream *stream;
	uint32_t magic; /* of the frame at hand, as far as it was seen */
	unsigned seen;  /* bytes of its first HEAD */
};

static void *open_zstd(void)
{
	struct zstd *z = memory_get(sizeof(*z));
	z->stream = ZSTD_createDStream();
	if (!z->stream)
		memory_out();
	return z;
}

static void close_zstd(void *state)
{
	struct zstd *z = state;
	ZSTD_freeDStream(z->stream);
	free(z);
}

/* The library also knows frames older than the specification. Those it reads, or refuses, by how they are cut. */
static bool may_begin(struct zstd *z, char next)
{
	z->magic |= (uint32_t)(unsigned char)next << 8 * z->seen;
	uint32_t known = (uint32_t)(((uint64_t)1 << 8 * (z->seen + 1)) - 1);
	return !((z->magic ^ ZSTD_MAGICNUMBER) & known) ||
	       !((z->magic ^ ZSTD_MAGIC_SKIPPABLE_START) & ZSTD_MAGIC_SKIPPABLE_MASK & known);
}

/* The head goes in byte by byte: a frame that is there in full would be read by a way that does not heed its window. */
static bool some(void *state, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made, bool *whole,
		 tsl_error *e)
{
	struct zstd *z = state;
	if (*whole)
		z->magic = z->seen = 0;
	bool head = z->seen < HEAD;
	ZSTD_inBuffer in = { at, head ? 1 : n, 0 };
	ZSTD_outBuffer out = { to, room, 0 };
	*used = *made = 0;
	if (z->seen < MAGIC && !may_begin(z, *at))
		return error_set(e, "it is no Zstandard: there is no frame where one should begin");
	size_t left = ZSTD_decompressStream(z->stream, &out, &in);
	*used = in.pos;
	*made = out.pos;
	*whole = left == 0;
	if (head)
		z->seen += (unsigned)in.pos;
	if (!ZSTD_isError(left))
		return true;
	if (ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge)
		return error_set(e, "it was packed with a window over 128 MiB: pack it again without --long");
	return error_set(e, "it is no Zstandard: %s", ZSTD_getErrorName(left));
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
