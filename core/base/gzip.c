#include "base/pack.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST /* what is only read is const */
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* the largest, with gzip's head and tail: zlib.h */
#define MOST_AT_ONCE ((size_t)1 << 30)

static void *open_gzip(void)
{
	z_stream *z = memory_get(sizeof(*z));
	if (inflateInit2(z, GZIP_WINDOW) != Z_OK)
		memory_out();
	return z;
}

static void close_gzip(void *state)
{
	inflateEnd(state);
	free(state);
}

static unsigned at_most(size_t n)
{
	return (unsigned)(n < MOST_AT_ONCE ? n : MOST_AT_ONCE);
}

static bool some(void *state, const char *at, size_t n, size_t *used, char *to, size_t room, size_t *made, bool *whole,
		 tsl_error *e)
{
	z_stream *z = state;
	if (*whole)
		inflateReset(z);
	z->next_in = (const Bytef *)at;
	z->avail_in = at_most(n);
	z->next_out = (Bytef *)to;
	z->avail_out = at_most(room);
	int code = inflate(z, Z_NO_FLUSH);
	if (code == Z_MEM_ERROR)
		memory_out();
	*used = at_most(n) - z->avail_in;
	*made = at_most(room) - z->avail_out;
	*whole = code == Z_STREAM_END;
	return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR ||
	       error_set(e, "it is no gzip: %s", z->msg ? z->msg : "its bytes make no sense");
}

const struct unpacker gzip_unpacker = { open_gzip, close_gzip, some };

void gzip_add(const char *at, size_t n, str *to)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		memory_out();
	for (int code = Z_OK; code != Z_STREAM_END;) {
		if (!z.avail_in) {
			z.next_in = (const Bytef *)at;
			z.avail_in = at_most(n);
			at += z.avail_in;
			n -= z.avail_in;
		}
		char *room = str_room(to, 1 << 16);
		z.next_out = (Bytef *)room;
		z.avail_out = 1 << 16;
		code = deflate(&z, n ? Z_NO_FLUSH : Z_FINISH);
		to->len += (1 << 16) - z.avail_out;
	}
	deflateEnd(&z);
}
