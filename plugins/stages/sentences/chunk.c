/* Chunks of text as the features of a gap see them. Every look back or ahead is bounded. */
#include "chunk.h"

#include "chars.h"
#include "word.h"

#define MOST_BLANKS 8
#define LONGEST_CHUNK 32

/* What a byte is, as bits of a shape: sign, blank, upper, lower, digit, high. */
enum { U = 1, L = 2, D = 4, H = 8, FIRST = 16, S = 32, B = 64 };

/* clang-format off */
static const unsigned char kinds[256] = {
	S, S, S, S, S, S, S, S, S, B, B, B, B, B, S, S,
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	B, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
	D, D, D, D, D, D, D, D, D, D, S, S, S, S, S, S,
	S, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	U, U, U, U, U, U, U, U, U, U, U, S, S, S, S, S,
	S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, S, S, S, S, S,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
};
/* clang-format on */

static unsigned kind_of(const char *at)
{
	return kinds[(unsigned char)*at];
}

/* Length of a mark at `at` that is no part of a word: a byte of ASCII, or three of the general punctuation. */
static unsigned sign_after(const char *at, const char *end)
{
	unsigned kind = kind_of(at);
	if (kind == H)
		return end - at >= 3 && !memcmp(at, "\xE2\x80", 2) ? 3 : 0;
	return kind == S;
}

static unsigned sign_before(const char *begin, const char *at)
{
	unsigned kind = kind_of(at - 1);
	if (kind == H)
		return at - begin >= 3 && !memcmp(at - 3, "\xE2\x80", 2) ? 3 : 0;
	return kind == S;
}

static uint32_t last_bytes(const char *begin, const char *end)
{
	uint32_t bytes = 0;
	for (const char *at = end - begin > 4 ? end - 4 : begin; at < end; at++)
		bytes = bytes << 8 | (unsigned char)*at;
	return bytes;
}

/* The shape is a set of what occurs, the last mark within, and the length up to four. */
static uint32_t shape_of(const char *begin, const char *end)
{
	uint32_t seen = kind_of(begin) == U ? FIRST : kind_of(begin), inner = 0;
	for (const char *at = begin + 1; at < end; at++) {
		seen |= kind_of(at);
		if (kind_of(at) == S)
			inner = (unsigned char)*at;
	}
	return seen | inner << 8 | (end - begin > 3 ? 4 : (uint32_t)(end - begin)) << 16;
}

static uint32_t tail_of(const char *begin, const char *end)
{
	uint32_t tail = (unsigned char)end[-1] | 0x20u;
	if (end - begin > 1)
		tail |= ((unsigned char)end[-2] | 0x20u) << 8;
	if (end - begin > 2)
		tail |= ((unsigned char)end[-3] | 0x20u) << 16;
	return tail;
}

static struct chunk take_apart(const char *begin, const char *end)
{
	struct chunk c = { .begin = begin, .end = end };
	const char *from = begin, *to = end;
	unsigned len;
	while (to > from && (len = sign_before(from, to)))
		to -= len;
	while (from < to && (len = sign_after(from, to)))
		from += len;
	c.opens = from > begin ? last_bytes(begin, from) : 0;
	c.closes = to < end ? last_bytes(to, end) : 0;
	if (from == to)
		return c;
	c.shape = shape_of(from, to);
	c.word = c.shape & D ? c.shape : word_hash(from, (size_t)(to - from));
	c.tail = tail_of(from, to);
	return c;
}

struct chunk chunk_before(const char *begin, const char *at)
{
	for (int i = 0; i < MOST_BLANKS && at > begin && kind_of(at - 1) == B; i++)
		at--;
	const char *stop = at - begin > LONGEST_CHUNK ? at - LONGEST_CHUNK : begin, *from = at;
	while (from > stop && kind_of(from - 1) != B)
		from--;
	return take_apart(from, at);
}

struct chunk chunk_after(const char *at, const char *limit)
{
	for (int i = 0; i < MOST_BLANKS && at < limit && kind_of(at) == B; i++)
		at++;
	const char *stop = limit - at > LONGEST_CHUNK ? at + LONGEST_CHUNK : limit, *to = at;
	while (to < stop && kind_of(to) != B)
		to++;
	return take_apart(at, to);
}
