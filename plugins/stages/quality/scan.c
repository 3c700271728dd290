#include "scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- white space ---- */

struct filler {
	uint64_t *bits;
	tsl_str text;
	uint32_t points;
};

/* White space beyond ASCII begins with one of these bytes. */
static bool may_begin_space(unsigned char c)
{
	return c == 0xC2 || (c >= 0xE1 && c <= 0xE3);
}

static void fill_high(struct filler *f, size_t at)
{
	unsigned len;
	if (!may_begin_space((unsigned char)f->text.at[at]) || !scan_is_space(f->text.at + at, &len))
		return;
	f->points++;
	for (size_t k = at; k < at + len; k++)
		f->bits[k / 64] |= (uint64_t)1 << k % 64;
}

static void fill_bytes(struct filler *f, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (char_is_space((unsigned char)f->text.at[i])) {
			f->bits[i / 64] |= (uint64_t)1 << i % 64;
			f->points++;
		}
		fill_high(f, i);
	}
}

static uint32_t count_bits(uint64_t w)
{
	w -= w >> 1 & 0x55 * WORD_ONES;
	w = (w & 0x33 * WORD_ONES) + (w >> 2 & 0x33 * WORD_ONES);
	return (uint32_t)(((w + (w >> 4)) & 0x0F * WORD_ONES) * WORD_ONES >> 56);
}

/* 64 bytes of the text from `from` on, which is a multiple of 64. */
static void fill_block(struct filler *f, size_t from)
{
#ifdef __SSE2__
	const __m128i blank = _mm_set1_epi8(' '), tab = _mm_set1_epi8('\t'), four = _mm_set1_epi8(4);
	uint64_t spaces = 0, high = 0;
	for (unsigned k = 0; k < 64; k += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(f->text.at + from + k));
		__m128i past_tab = _mm_sub_epi8(v, tab), feed = _mm_cmpeq_epi8(_mm_min_epu8(past_tab, four), past_tab);
		__m128i space = _mm_or_si128(_mm_cmpeq_epi8(v, blank), feed);
		spaces |= (uint64_t)(unsigned)_mm_movemask_epi8(space) << k;
		high |= (uint64_t)(unsigned)_mm_movemask_epi8(v) << k;
	}
	f->bits[from / 64] |= spaces;
	f->points += count_bits(spaces);
	for (; high; high &= high - 1)
		fill_high(f, from + (size_t)__builtin_ctzll(high));
#else
	fill_bytes(f, from, from + 64);
#endif
}

struct spaces scan_spaces(const tsl_host *host, tsl_document *doc, tsl_str text)
{
	size_t n = text.len / 64, at = 0;
	struct filler f = { host->alloc(doc, (n + 2) * sizeof(*f.bits)), text, 0 };
	memset(f.bits, 0, (n + 2) * sizeof(*f.bits));
	for (; at + 64 <= text.len; at += 64)
		fill_block(&f, at);
	fill_bytes(&f, at, text.len);
	f.bits[n] |= UINT64_MAX << text.len % 64;
	return (struct spaces){ f.bits, text, f.points };
}

uint32_t scan_count_words(const struct spaces *spaces, tsl_str part)
{
	size_t from = (size_t)(part.at - spaces->text.at), to = from + part.len;
	uint64_t before = 1; /* whether white space stands before, for what comes first */
	uint32_t n = 0;
	for (size_t i = from / 64; 64 * i < to; i++) {
		uint64_t bits = spaces->bits[i];
		if (64 * i < from)
			bits |= ((uint64_t)1 << from % 64) - 1;
		if (64 * (i + 1) > to)
			bits |= UINT64_MAX << to % 64;
		n += count_bits(~bits & (bits << 1 | before));
		before = bits >> 63;
	}
	return n;
}

/* ---- characters ---- */

/* The capitals of Latin (with Latin-1 and Extended-A), Greek and Cyrillic. */
bool point_is_capital(uint32_t c)
{
	if (c < 0x80)
		return char_is_upper((unsigned char)c);
	if (c < 0x100)
		return c >= 0xC0 && c <= 0xDE && c != 0xD7;
	if (c < 0x180) {
		bool odd = (c >= 0x139 && c <= 0x148) || c >= 0x179;
		return c == 0x178 || (c & 1) == odd;
	}
	return (c >= 0x386 && c <= 0x3AB && c != 0x387 && c != 0x390) || (c >= 0x400 && c <= 0x42F);
}

bool scan_has_letter_slowly(tsl_str s)
{
	unsigned len;
	for (const char *at = s.at; at < s.at + s.len; at += len)
		if (point_is_letter(char_decode(at, &len)))
			return true;
	return false;
}
