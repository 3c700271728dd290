/*
 * What the bytes of a text are, for `mode: vader`: a bit for each byte, so that a token is judged as a whole.
 *
 * The text is taken in blocks of 64 bytes. No branch depends on where the tokens are, which is what makes this fast.
 */
#include "chars.h"
#include "vader.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Of 64 bytes. */
struct block {
	uint64_t capital, punctuation, wide, space;
};

#ifdef __SSE2__
/* Bytes from `first` to `first + n - 1`. */
static __m128i in_range(__m128i c, char first, char n)
{
	/* Moved so that the range begins at the least signed value. */
	__m128i moved = _mm_sub_epi8(c, _mm_set1_epi8((char)(first + 128)));
	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128)));
}

static uint64_t bits_of(__m128i bytes)
{
	return (uint64_t)_mm_movemask_epi8(bytes);
}

static void read_bytes(struct block *b, const char *at)
{
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
		__m128i letter = in_range(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26);
		__m128i plain = _mm_or_si128(letter, in_range(c, '0', 10));
		b->capital |= bits_of(in_range(c, 'A', 26)) << i;
		b->punctuation |= bits_of(_mm_andnot_si128(plain, in_range(c, '!', '~' - '!' + 1))) << i;
		b->wide |= bits_of(c) << i;
		b->space |= bits_of(_mm_or_si128(in_range(c, '\t', 5), in_range(c, 0x1C, 5))) << i;
	}
}
#else
static void read_bytes(struct block *b, const char *at)
{
	for (unsigned i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)at[i];
		bool letter = char_is_letter(c), graphic = c > ' ' && c < 0x7F;
		b->capital |= (uint64_t)char_is_upper(c) << i;
		b->punctuation |= (uint64_t)(graphic && !letter && !char_is_digit(c)) << i;
		b->wide |= (uint64_t)(c >= 0x80) << i;
		b->space |= (uint64_t)(char_is_space(c) || (c >= 0x1C && c <= 0x1F)) << i;
	}
}
#endif

/* The white space past ASCII among these bytes of a block; what reaches into the next goes to *rest. */
static uint64_t wide_space(const char *at, uint64_t wide, uint64_t *rest)
{
	uint64_t space = 0;
	for (; wide; wide &= wide - 1) {
		unsigned i = (unsigned)__builtin_ctzll(wide), len;
		unsigned char c = (unsigned char)at[i];
		if ((c != 0xC2 && c - 0xE1u > 2) || !point_is_space(char_decode(at + i, &len)))
			continue;
		uint64_t bits = ((uint64_t)1 << len) - 1;
		space |= bits << i;
		*rest |= i ? bits >> (64 - i) : 0;
	}
	return space;
}

static struct block read_block(const char *at, size_t n)
{
	struct block b = { 0 };
	char edge[64];
	if (n >= 64) {
		read_bytes(&b, at);
		return b;
	}
	/* What is behind the text is white space: it ends the last token. */
	memset(edge, ' ', sizeof edge);
	memcpy(edge, at, n);
	read_bytes(&b, edge);
	return b;
}

static void make_room(struct vader_scratch *scratch, struct vader_bits *bits, size_t blocks)
{
	/* One word more of each, for loads that begin in the last block. */
	size_t n = blocks + 1;
	uint64_t *at = vader_make_room(scratch, &scratch->bits, 7 * n * sizeof *at);
	*bits = (struct vader_bits){ .blocks = blocks };
	bits->odd = at;
	bits->capital = at + n;
	bits->punctuation = at + 2 * n;
	bits->wide = at + 3 * n;
	bits->begins = at + 4 * n;
	bits->ends = at + 5 * n;
	bits->before = (uint32_t *)(at + 6 * n);
	bits->odd[blocks] = bits->capital[blocks] = bits->punctuation[blocks] = bits->wide[blocks] = 0;
}

void vader_read_bits(struct vader_scratch *scratch, tsl_str text, struct vader_bits *bits)
{
	uint64_t rest = 0, spaced = 1; /* the byte before the block is white space */
	make_room(scratch, bits, text.len / 64 + 1);
	for (size_t k = 0; k < bits->blocks; k++) {
		const char *at = text.at + k * 64;
		struct block b = read_block(at, text.len - k * 64);
		b.space |= rest;
		rest = 0;
		if (b.wide)
			b.space |= wide_space(at, b.wide, &rest);
		uint64_t after = b.space << 1 | spaced;
		spaced = b.space >> 63;
		bits->odd[k] = b.capital | b.punctuation | b.wide;
		bits->capital[k] = b.capital;
		bits->punctuation[k] = b.punctuation;
		bits->wide[k] = b.wide;
		bits->begins[k] = ~b.space & after;
		bits->ends[k] = b.space & ~after;
	}
}
