/* Chunks of text as the features of a gap see them. Every look back or ahead is bounded. */
#include "chunk.h"

#include "chars.h"
#include "word.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

#ifdef __SSE2__

#define WINDOW 16 /* bytes; hardly a chunk is longer */

/* Bit i tells of the byte at[i]. */
struct window {
	uint32_t blank, upper, lower, digit, high;
};

static inline __m128i within(__m128i bytes, char first, char n)
{
	__m128i from = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
	return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(n - 1))), from);
}

static inline uint32_t bits_of(__m128i bytes)
{
	return (uint32_t)_mm_movemask_epi8(bytes);
}

static inline struct window look(const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i space = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '));
	return (struct window){
		.blank = bits_of(_mm_or_si128(space, within(bytes, '\t', 5))),
		.upper = bits_of(within(bytes, 'A', 26)),
		.lower = bits_of(within(bytes, 'a', 26)),
		.digit = bits_of(within(bytes, '0', 10)),
		.high = bits_of(bytes),
	};
}

/* The four bytes before `end`, or the last n of them, as last_bytes() has them. */
static inline uint32_t load_last(const char *end, unsigned n)
{
	uint32_t bytes;
	memcpy(&bytes, end - 4, 4);
	return (uint32_t)(__builtin_bswap32(bytes) & ((UINT64_C(1) << 8 * (n < 4 ? n : 4)) - 1));
}

/* take_apart() for a chunk of 1 to 16 bytes of ASCII, the first of which is the window's first. */
static inline struct chunk take_apart_ascii(const struct page *page, const char *begin, unsigned n, struct window w)
{
	uint32_t all = (1u << n) - 1, core = (w.upper | w.lower | w.digit) & all;
	struct chunk c = { .begin = begin, .end = begin + n };
	if (!core) {
		c.closes = load_last(c.end, n);
		return c;
	}
	unsigned from = (unsigned)__builtin_ctz(core), to = 32 - (unsigned)__builtin_clz(core), len = to - from;
	if (from)
		c.opens = load_last(begin + from, from);
	if (to < n)
		c.closes = load_last(c.end, n - to);
	uint32_t first = core & -core, inner = (1u << to) - first - core;
	c.shape = (w.upper & first ? FIRST : 0) | (w.upper & core & ~first ? U : 0) | (w.lower & core ? L : 0) |
		  (w.digit & core ? D : 0) | (len > 3 ? 4 : len) << 16;
	if (inner)
		c.shape |= S | (uint32_t)(unsigned char)begin[31 - __builtin_clz(inner)] << 8;
	c.word = c.shape & D ? c.shape : word_hash_in(begin + from, len, page->end);
	c.tail = load_last(begin + to, len < 3 ? len : 3) | (0x202020u & ((1u << 8 * (len < 3 ? len : 3)) - 1));
	return c;
}

/* Whether a window before `at`, or behind it, and four bytes before that are bytes of the text. */
static inline bool is_amid(const struct page *page, const char *at)
{
	return at - page->begin >= WINDOW + 4 && page->end - at >= WINDOW;
}

/* The chunk that ends at `at`, if it is one of ASCII within a window. */
static inline bool read_before(const struct page *page, const char *begin, const char *at, struct chunk *c)
{
	if (!is_amid(page, at) || at == begin || kind_of(at - 1) == B)
		return false;
	struct window w = look(at - WINDOW);
	uint32_t blank = w.blank | (at - begin < WINDOW ? 1u << (WINDOW - 1 - (at - begin)) : 0);
	unsigned n = blank ? (unsigned)__builtin_clz(blank) - (32 - WINDOW) : 0, skip = WINDOW - n;
	if (!n || w.high >> skip)
		return false;
	w = (struct window){ 0, w.upper >> skip, w.lower >> skip, w.digit >> skip, 0 };
	*c = take_apart_ascii(page, at - n, n, w);
	return true;
}

/* The same for the chunk that begins at `at`. */
static inline bool read_after(const struct page *page, const char *at, const char *limit, struct chunk *c)
{
	if (!is_amid(page, at))
		return false;
	struct window w = look(at);
	uint32_t blank = w.blank | (limit - at < WINDOW ? 1u << (limit - at) : 0);
	unsigned n = blank ? (unsigned)__builtin_ctz(blank) : 0;
	if (!n || w.high & ((1u << n) - 1))
		return false;
	*c = take_apart_ascii(page, at, n, w);
	return true;
}

#else

static bool read_before(const struct page *page, const char *begin, const char *at, struct chunk *c)
{
	(void)page, (void)begin, (void)at, (void)c;
	return false;
}

static bool read_after(const struct page *page, const char *at, const char *limit, struct chunk *c)
{
	(void)page, (void)at, (void)limit, (void)c;
	return false;
}

#endif

struct chunk chunk_before(const struct page *page, const char *begin, const char *at)
{
	struct chunk c;
	for (int i = 0; i < MOST_BLANKS && at > begin && kind_of(at - 1) == B; i++)
		at--;
	if (read_before(page, begin, at, &c))
		return c;
	const char *stop = at - begin > LONGEST_CHUNK ? at - LONGEST_CHUNK : begin, *from = at;
	while (from > stop && kind_of(from - 1) != B)
		from--;
	return take_apart(from, at);
}

struct chunk chunk_after(const struct page *page, const char *at, const char *limit)
{
	struct chunk c;
	for (int i = 0; i < MOST_BLANKS && at < limit && kind_of(at) == B; i++)
		at++;
	if (read_after(page, at, limit, &c))
		return c;
	const char *stop = limit - at > LONGEST_CHUNK ? at + LONGEST_CHUNK : limit, *to = at;
	while (to < stop && kind_of(to) != B)
		to++;
	return take_apart(at, to);
}
