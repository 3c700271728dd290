/*
 * tokens: the words and punctuation marks of a text, with a hash of each.
 *
 * A word is a run of letters, digits and combining marks. An apostrophe between two of them belongs to the word
 * ("don't", "Putin's"), and so does a dot or comma between two digits (3.5, 1,200). A hyphen does not: "full-scale" is
 * three tokens. Any other sign is a token of its own, and a run of the same sign is one token ("...", "!!!"). White
 * space and characters that cannot be seen are no tokens. Where a script does not part its words, a run is one word.
 */
#include <teasel.h>

#include "kind.h"
#include "word.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef struct {
	tsl_layer tokens;
	tsl_integers hash;
} tokens;

static const tsl_field fields[] = {
	TSL_WRITES(tokens, tokens, "tokens", .flags = TSL_PRIVATE | TSL_FLAT,
		   .doc = "Words, numbers and punctuation marks in text order: \"don't\" is one token, \"full-scale\" "
			  "three."),
	TSL_WRITES(tokens, hash, "tokens.hash", .flags = TSL_PRIVATE,
		   .doc = "A number for the token's spelling, the same for small and capital ASCII letters."),
};

/* ---- where tokens begin and end ---- */

/* Without an instruction for it, which not all machines have. */
static inline unsigned count_bits(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555u;
	x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
	x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return (unsigned)(x * 0x0101010101010101u >> 56);
}

/*
 * The text is taken in blocks of 64 bytes, and what is known of a block's bytes are the bits of a few words. Tokens
 * come out as bits, too: one where a token begins and one behind its last byte. No branch depends on where they are,
 * which is what makes this fast. The bits are kept until the number of tokens is known.
 */
struct marks {
	uint64_t begins, ends;
};

struct block {
	uint64_t word, sign; /* kinds; all bytes of a code point have the same */
	uint64_t same;       /* of signs: belongs to the token of the byte before */
	uint64_t joint;      /* ASCII signs that can hold a word together */
	uint64_t high;       /* not ASCII */
};

struct finder {
	const char *text, *end;
	struct block rest;          /* of a code point that began in the block before */
	uint64_t in_word, in_token; /* 1: the byte before the block is */
};

/* Whether the character of `len` bytes at `at` holds a word together. */
static bool joins(const struct finder *f, const char *at, unsigned len)
{
	const char *next = at + len;
	if (at == f->text || next >= f->end)
		return false;
	if (*at == '.' || *at == ',')
		return char_is_digit((unsigned char)at[-1]) && char_is_digit((unsigned char)*next);
	return kind_at(char_before(f->text, at), &len) == WORD && kind_at(next, &len) == WORD;
}

static bool is_apostrophe(const char *at, unsigned len)
{
	return len == 3 && !memcmp(at, "\xE2\x80\x99", 3);
}

/* Sets `bits` from bit i on; what does not fit goes to the block that follows. */
static void put(uint64_t *here, uint64_t *rest, uint64_t bits, unsigned i)
{
	*here |= bits << i;
	*rest |= i ? bits >> (64 - i) : 0;
}

/* Adds the code point beyond ASCII that begins at byte i of the block, which is at `at`. */
static void add_point(struct finder *f, struct block *b, const char *at, unsigned i)
{
	unsigned len;
	enum kind kind = kind_at(at, &len);
	if (kind == JOINER || is_apostrophe(at, len))
		kind = joins(f, at, len) ? WORD : kind;
	uint64_t bits = ((uint64_t)1 << len) - 1;
	if (kind == WORD) {
		put(&b->word, &f->rest.word, bits, i);
	} else if (kind == SIGN) {
		bool repeats = at - f->text >= (ptrdiff_t)len && !memcmp(at - len, at, len);
		put(&b->sign, &f->rest.sign, bits, i);
		put(&b->same, &f->rest.same, repeats ? bits : bits - 1, i);
	}
}

#ifdef __SSE2__
static uint64_t bits_of(__m128i bytes)
{
	return (uint64_t)_mm_movemask_epi8(bytes);
}

/* Bytes from `first` to `first + n - 1`. */
static __m128i in_range(__m128i c, char first, char n)
{
	/* Moved so that the range begins at the least signed value. */
	__m128i moved = _mm_sub_epi8(c, _mm_set1_epi8((char)(first + 128)));
	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128)));
}

/* Reads the kinds of 64 bytes; at[-1] is readable. */
static void read_bytes(struct block *b, const char *at)
{
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
		__m128i before = _mm_loadu_si128((const __m128i *)(const void *)(at + i - 1));
		__m128i letter = in_range(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26);
		__m128i word = _mm_or_si128(letter, in_range(c, '0', 10));
		__m128i joint = _mm_or_si128(
			_mm_cmpeq_epi8(c, _mm_set1_epi8('\'')),
			_mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('.')), _mm_cmpeq_epi8(c, _mm_set1_epi8(','))));
		b->word |= bits_of(word) << i;
		b->sign |= bits_of(_mm_andnot_si128(word, in_range(c, '!', '~' - '!' + 1))) << i;
		b->same |= bits_of(_mm_cmpeq_epi8(c, before)) << i;
		b->joint |= bits_of(joint) << i;
		b->high |= bits_of(c) << i;
	}
}
#else
static void read_bytes(struct block *b, const char *at)
{
	for (unsigned i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)at[i], kind = byte_kind[c];
		b->word |= (uint64_t)(kind == WORD) << i;
		b->sign |= (uint64_t)(kind == SIGN) << i;
		b->same |= (uint64_t)(at[i] == at[(ptrdiff_t)i - 1]) << i;
		b->joint |= (uint64_t)(c == '\'' || c == '.' || c == ',') << i;
		b->high |= (uint64_t)(kind == HIGH) << i;
	}
}
#endif

static struct block read_block(struct finder *f, const char *at)
{
	struct block b = f->rest;
	f->rest = (struct block){ 0 };
	size_t n = (size_t)(f->end - at);
	char edge[65] = { 0 };
	if (at > f->text && n >= 64) {
		read_bytes(&b, at);
	} else {
		edge[0] = at > f->text ? at[-1] : 0;
		memcpy(edge + 1, at, n < 64 ? n : 64);
		read_bytes(&b, edge + 1);
	}
	for (uint64_t left = b.high; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		if ((unsigned char)at[i] >= 0xC0)
			add_point(f, &b, at + i, i);
	}
	return b;
}

static struct marks find_marks(struct finder *f, const char *at)
{
	struct block b = read_block(f, at);
	/* A word on both sides; whether one begins the next block is left to joins(). */
	uint64_t maybe = b.joint & (b.word << 1 | f->in_word) & (b.word >> 1 | (uint64_t)1 << 63);
	for (; maybe; maybe &= maybe - 1) {
		unsigned i = (unsigned)__builtin_ctzll(maybe);
		uint64_t bit = joins(f, at + i, 1) ? (uint64_t)1 << i : 0;
		b.word |= bit;
		b.sign &= ~bit;
	}
	uint64_t token = b.word | b.sign;
	struct marks m = { .begins = (b.word & ~(b.word << 1 | f->in_word)) | (b.sign & ~b.same) };
	m.ends = (token << 1 | f->in_token) & (~token | m.begins);
	f->in_word = b.word >> 63;
	f->in_token = token >> 63;
	return m;
}

/* ---- writing them down ---- */

enum { MOST_AT_ONCE = 16 }; /* begins or ends of most blocks */

/* Of the first bit that is set; anything where none is. */
static inline uint32_t first_bit(uint64_t bits)
{
	return (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
}

/*
 * Writes the tokens of n blocks. The k-th begin and the k-th end are of the same token. How many a block has can not be
 * foreseen, so as many as most have are written of each, and those too many are written over by the next block; `out`
 * has room for MOST_AT_ONCE more than there are.
 */
static void write_spans(const struct marks *marks, size_t n, tsl_span *out)
{
	tsl_span *begin = out, *end = out;
	for (size_t k = 0; k < n; k++) {
		uint64_t begins = marks[k].begins, ends = marks[k].ends;
		uint32_t at = (uint32_t)k * 64;
		unsigned n_begins = count_bits(begins), n_ends = count_bits(ends);
		for (unsigned i = 0; i < MOST_AT_ONCE; i++, begins &= begins - 1, ends &= ends - 1) {
			begin[i].begin = at + first_bit(begins);
			end[i].end = at + first_bit(ends);
		}
		for (unsigned i = MOST_AT_ONCE; begins; i++, begins &= begins - 1)
			begin[i].begin = at + first_bit(begins);
		for (unsigned i = MOST_AT_ONCE; ends; i++, ends &= ends - 1)
			end[i].end = at + first_bit(ends);
		begin += n_begins;
		end += n_ends;
	}
}

enum { HASHED_AT_ONCE = 128 };

/*
 * Writes the hashes of n tokens, of which eight bytes each can be read. Whether a word is longer or has other letters
 * can not be foreseen: all are hashed as if they were short and of ASCII, and then the others a second time.
 */
static void hash_words(const char *text, const char *end, const tsl_span *at, uint32_t n, int64_t *hash)
{
	uint8_t others[HASHED_AT_ONCE];
	uint32_t n_others = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint64_t other;
		hash[i] = (int64_t)word_hash_short(text + at[i].begin, at[i].end - at[i].begin, &other);
		others[n_others] = (uint8_t)i;
		n_others += other != 0;
	}
	for (uint32_t k = 0; k < n_others; k++) {
		tsl_span s = at[others[k]];
		hash[others[k]] = (int64_t)word_hash_in(text + s.begin, s.end - s.begin, end);
	}
}

static void write_hashes(tsl_str text, const tsl_span *at, uint32_t n, int64_t *hash)
{
	const char *end = text.at + text.len;
	uint32_t sure = n;
	while (sure && at[sure - 1].begin + 8 > text.len)
		sure--;
	for (uint32_t i = 0; i < sure; i += HASHED_AT_ONCE) {
		uint32_t left = sure - i;
		hash_words(text.at, end, at + i, left < HASHED_AT_ONCE ? left : HASHED_AT_ONCE, hash + i);
	}
	for (uint32_t i = sure; i < n; i++)
		hash[i] = (int64_t)word_hash(text.at + at[i].begin, at[i].end - at[i].begin);
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const tokens *self = config;
	tsl_str text = host->text(doc);
	size_t blocks = text.len / 64 + 1; /* the last has room for the end of the last token */
	struct marks *marks = host->alloc(doc, blocks * sizeof(*marks));
	struct finder f = { .text = text.at, .end = text.at + text.len };
	uint32_t n = 0;
	for (size_t k = 0; k < blocks; k++) {
		marks[k] = find_marks(&f, text.at + k * 64);
		n += count_bits(marks[k].begins);
	}
	tsl_span *rows = host->begin(doc, self->tokens, n + MOST_AT_ONCE);
	write_spans(marks, blocks, rows);
	tsl_status status = host->end(doc, self->tokens, n);
	if (status == TSL_OK)
		write_hashes(text, rows, n, host->integers(doc, self->hash));
	return status;
}

TSL_STAGE{
	.name = "tokens",
	.version = "0.1.0",
	.summary = "Finds the words and punctuation marks of the text.",
	.config_size = sizeof(tokens),
	.fields = TSL_ARRAY(fields),
	.process = process,
};
