/* Streams of gzip and of Zstandard: what comes out of one is the same, by whatever steps it is taken. */
#include "fuzz.h"

#include "base/pack.h"

#define MOST ((size_t)1 << 20) /* bytes that are taken out */

/* All of it, at most `step` bytes of input and of output at a time; false where it is no such stream. */
static bool unpack(enum packing kind, const char *at, size_t n, size_t step, str *to, bool *whole)
{
	struct unpack *u = unpack_new(kind);
	bool good = true;
	tsl_error e = { "" };
	for (size_t used = 0, made; good && n && to->len < MOST; at += used, n -= used) {
		char *room = str_room(to, step);
		good = unpack_some(u, at, n < step ? n : step, &used, room, step, &made, &e);
		must(used <= n && made <= step, "it takes and makes what is there");
		must(!good || used || made, "it goes on");
		must(good || e.text[0], "what is wrong is said");
		to->len += made;
	}
	*whole = good && unpack_is_whole(u);
	unpack_free(u);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	enum packing kind = feed_below(&f, 2) ? PACK_GZIP : PACK_ZSTD;
	size_t step = 1 + feed_byte(&f);
	str one = STR_NEEDED, other = STR_NEEDED;
	bool whole = false, again = false;
	bool good = unpack(kind, (const char *)f.at, f.left, 4096, &one, &whole);
	if (good && one.len < MOST / 16) {
		must(unpack(kind, (const char *)f.at, f.left, step, &other, &again), "it can be read in other steps");
		must(whole == again, "and ends as it did");
		size_t same = one.len < other.len ? one.len : other.len;
		must(one.len == other.len || !whole,
		     "with as many bytes, unless it was cut off"); /* some may be held back then */
		must(!same || !memcmp(one.at, other.at, same), "which are the same");
	}
	str_release(&one);
	str_release(&other);
	return 0;
}
