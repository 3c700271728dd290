/*
 * From a text to tokens, for `mode: vader`, as the package's SentiText does it with Python's str.split(), strip(),
 * lower() and isupper().
 *
 * Most tokens are short and of ASCII. They are judged by the bits of their bytes and hashed eight bytes at a time; all
 * others are read byte by byte.
 */
#include "chars.h"
#include "vader.h"
#include "word.h"

enum { LONGEST = 32 }; /* bytes that a token may have and still be a known word */

/* What is in a token: kinds of bytes, joined by `or`. */
enum { SMALL = 1, CAPITAL = 2, PUNCTUATION = 4, APOSTROPHE = 8, WIDE = 16 };

static uint8_t kind_of(unsigned char b)
{
	if (b >= 0x80)
		return WIDE;
	if (char_is_letter(b))
		return char_is_upper(b) ? CAPITAL : SMALL;
	if (b <= ' ' || b == 0x7F || char_is_digit(b))
		return 0;
	return b == '\'' ? PUNCTUATION | APOSTROPHE : PUNCTUATION;
}

void vader_open_text(struct vader *v)
{
	for (unsigned b = 0; b < 256; b++)
		v->kinds[b] = kind_of((unsigned char)b);
}

/* ---- words ---- */

/* Makes a token small that may be a known word: those are of ASCII, and not long. Returns its length, 0 for another. */
static size_t lower(tsl_str token, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < token.len; i++) {
		/* The sign of kelvin is the one letter past ASCII whose small form is in ASCII. */
		bool kelvin = token.len - i >= 3 && !memcmp(token.at + i, "\xE2\x84\xAA", 3);
		if (n == LONGEST || ((unsigned char)token.at[i] >= 0x80 && !kelvin))
			return 0;
		out[n++] = kelvin ? 'k' : char_lower(token.at[i]);
		i += kelvin ? 2 : 0;
	}
	return n;
}

static uint16_t find_word(const struct vader *v, tsl_str token)
{
	char small[LONGEST];
	size_t len = lower(token, small);
	return len ? vader_look_up(v, word_hash(small, len)) : VADER_UNKNOWN;
}

/* ---- a token of any bytes ---- */

/* Three code points or more. */
static bool is_long(tsl_str s)
{
	size_t points = 0;
	for (size_t i = 0; i < s.len && points < 3; i++)
		points += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return points >= 3;
}

static bool is_punctuation(const struct vader *v, char c)
{
	return v->kinds[(unsigned char)c] & PUNCTUATION;
}

/* Without punctuation around it, unless next to nothing is left, as in _strip_punc_if_word(): then it may be an
 * emoticon. */
static tsl_str strip(const struct vader *v, tsl_str token)
{
	tsl_str s = token;
	for (; s.len && is_punctuation(v, s.at[0]); s.len--)
		s.at++;
	while (s.len && is_punctuation(v, s.at[s.len - 1]))
		s.len--;
	return is_long(s) ? s : token;
}

/* "n't" somewhere in it, as in negated(). */
static bool has_not(tsl_str token)
{
	const char *end = token.at + token.len, *at = token.at;
	while ((at = memchr(at, '\'', (size_t)(end - at)))) {
		if (at > token.at && at + 1 < end && char_lower(at[-1]) == 'n' && char_lower(at[1]) == 't')
			return true;
		at++;
	}
	return false;
}

/* The kinds of letters past ASCII, as far as they matter: a small letter settles what isupper() says. */
static unsigned wide_kinds(const struct vader *v, tsl_str token, unsigned kinds)
{
	unsigned len = 1;
	for (size_t i = 0; i < token.len && !(kinds & SMALL); i += len) {
		uint32_t point = char_decode(token.at + i, &len);
		enum vader_case kind = point < 0x80 ? VADER_NO_CASE : vader_case_of(v, point);
		kinds |= kind == VADER_SMALL ? SMALL : kind == VADER_CAPITAL ? CAPITAL : 0;
	}
	return kinds;
}

static void read_token(const struct vader *v, tsl_str bytes, struct vader_token *token)
{
	unsigned kinds = 0;
	for (size_t i = 0; i < bytes.len; i++)
		kinds |= v->kinds[(unsigned char)bytes.at[i]];
	/* Punctuation that is taken off holds no letter, so that the kinds are those of what is left. */
	tsl_str s = kinds & PUNCTUATION ? strip(v, bytes) : bytes;
	token->word = find_word(v, s);
	token->flags = v->flags[token->word];
	if (kinds & APOSTROPHE && has_not(s))
		token->flags |= VADER_NEGATES;
	if (kinds & WIDE)
		kinds = wide_kinds(v, s, kinds);
	if (kinds & CAPITAL && !(kinds & SMALL))
		token->flags |= VADER_UPPER;
}

/* ---- a short token of ASCII ---- */

enum { SHORT = 56 }; /* bits that one load has at any place */

/* The bits from bit i on, in the order of the bytes: little-endian machines only, as in word.h. */
static uint64_t bits_at(const uint64_t *bits, uint32_t i)
{
	return word_load((const char *)bits + i / 8, 8) >> i % 8;
}

/* The first eight bytes of a word, or all it has, with zeros behind; eight bytes can be read. No branch: how long a
 * word is cannot be foretold. */
static inline uint64_t load_head(const char *at, size_t len)
{
	static const uint64_t masks[] = { 0,          0xFF,         0xFFFF,         0xFFFFFF,
					  0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
					  UINT64_MAX };
	return word_load(at, 8) & masks[len < 8 ? len : 8];
}

/* The word of bytes that are all ASCII, with this head, which may be known. */
static inline uint16_t find_ascii(const struct vader *v, tsl_str s, uint64_t head)
{
	if (s.len > LONGEST)
		return VADER_UNKNOWN;
	/* word_hash() of a word this short, without its tests. */
	return vader_look_up(v,
			     s.len <= 8 ? word_finish(word_mix(0, word_lower(head)), s.len) : word_hash(s.at, s.len));
}

/* Whether no letter of a token of ASCII is small. */
static bool has_no_small(tsl_str token)
{
	for (size_t i = 0; i < token.len; i++)
		if (char_is_lower((unsigned char)token.at[i]))
			return false;
	return true;
}

/* As read_token(), for a token of ASCII that has capitals or punctuation; `all` has a bit for each byte. */
static void read_ascii(const struct vader *v, const struct vader_text *text, tsl_str s, uint64_t all,
		       struct vader_token *token)
{
	const char *end = text->bytes.at + text->bytes.len;
	uint64_t inner = all & ~bits_at(text->bits.punctuation, token->begin);
	bool parted = inner != all; /* punctuation in what is left */
	if (inner && parted) {
		unsigned first = (unsigned)__builtin_ctzll(inner), n = 64 - (unsigned)__builtin_clzll(inner) - first;
		if (n >= 3) {
			s = (tsl_str){ s.at + first, n };
			parted = inner >> first & ((inner >> first) + 1);
		}
	}
	bool near_end = end - s.at < 8;
	uint64_t head = near_end ? word_load(s.at, s.len) : load_head(s.at, s.len);
	token->word = vader_may_know(v, head) ? find_ascii(v, s, head) : VADER_UNKNOWN;
	token->flags = v->flags[token->word];
	if (parted && has_not(s))
		token->flags |= VADER_NEGATES;
	if (bits_at(text->bits.capital, token->begin) & all && has_no_small(s))
		token->flags |= VADER_UPPER;
}

/* ---- the text ---- */

/* The k-th begin and the k-th end are of the same token. */
static void cut(struct vader_text *text)
{
	struct vader_token *begin = text->tokens, *end = text->tokens;
	for (size_t k = 0; k < text->bits.blocks; k++) {
		text->bits.before[k] = (uint32_t)(begin - text->tokens);
		for (uint64_t left = text->bits.begins[k]; left; left &= left - 1)
			begin++->begin = (uint32_t)(k * 64 + (unsigned)__builtin_ctzll(left));
		for (uint64_t left = text->bits.ends[k]; left; left &= left - 1)
			end++->end = (uint32_t)(k * 64 + (unsigned)__builtin_ctzll(left));
	}
	text->n = (uint32_t)(begin - text->tokens);
}

static void read_other(const struct vader *v, const struct vader_text *text, struct vader_token *token)
{
	tsl_str s = { text->bytes.at + token->begin, token->end - token->begin };
	uint64_t all = ((uint64_t)1 << s.len % 64) - 1;
	if (s.len <= SHORT && !(bits_at(text->bits.wide, token->begin) & all))
		read_ascii(v, text, s, all, token);
	else
		read_token(v, s, token);
}

/*
 * Most tokens are small ASCII letters and digits, and no known word. What a token is cannot be foretold, so the others
 * are put on two lists without a branch: plain ones that may be known, from the front of the room, and those that are
 * not plain, from its back.
 */
struct lists {
	uint32_t *room;
	uint32_t plain, other;
};

static void sort_out(const struct vader *v, const struct vader_text *text, struct lists *lists)
{
	const char *at = text->bytes.at;
	uint32_t *front = lists->room, *back = lists->room + text->n, k = 0;
	/* Eight bytes can be read from the first of a token on. */
	for (; k < text->n && text->tokens[k].begin + 8 <= text->bytes.len; k++) {
		struct vader_token *token = &text->tokens[k];
		uint32_t len = token->end - token->begin;
		bool odd = (len > SHORT) | (bits_at(text->bits.odd, token->begin) << (64 - len) % 64 != 0);
		bool may = vader_may_know(v, load_head(at + token->begin, len));
		token->word = VADER_UNKNOWN;
		token->flags = 0;
		*front = back[-1] = k; /* of one of them, or of none */
		front += !odd & may;
		back -= odd;
	}
	for (; k < text->n; k++)
		*--back = k;
	lists->plain = (uint32_t)(front - lists->room);
	lists->other = (uint32_t)(lists->room + text->n - back);
}

static uint32_t list_hits(const struct vader_text *text)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < text->n; i++) {
		text->hits[n] = i;
		n += (text->tokens[i].flags & VADER_HITS) != 0;
	}
	return n;
}

static uint32_t read_tokens(const struct vader *v, struct vader_text *text)
{
	struct lists lists = { .room = text->hits };
	sort_out(v, text, &lists);
	for (uint32_t i = 0; i < lists.plain; i++) {
		struct vader_token *token = &text->tokens[lists.room[i]];
		tsl_str s = { text->bytes.at + token->begin, token->end - token->begin };
		token->word = find_ascii(v, s, load_head(s.at, s.len));
		token->flags = v->flags[token->word];
	}
	for (uint32_t i = text->n - lists.other; i < text->n; i++)
		read_other(v, text, &text->tokens[lists.room[i]]);
	return list_hits(text);
}

struct vader_text vader_read(const struct vader *v, struct vader_scratch *scratch, tsl_str bytes)
{
	struct vader_text text = { .bytes = bytes };
	vader_describe_emoji(v, scratch, &text);
	size_t most = text.bytes.len / 2 + 1;
	vader_read_bits(scratch, text.bytes, &text.bits);
	text.tokens = vader_make_room(scratch, &scratch->tokens, most * sizeof *text.tokens);
	cut(&text);
	text.hits = vader_make_room(scratch, &scratch->hits, text.n * sizeof *text.hits);
	text.n_hits = read_tokens(v, &text);
	return text;
}
