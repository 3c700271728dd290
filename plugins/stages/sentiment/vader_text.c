/*
 * From a text to tokens, for `mode: vader`, as the package's SentiText does it with Python's str.split(), strip(),
 * lower() and isupper().
 *
 * Most tokens are plain: ASCII letters, perhaps a full stop or a comma, and then a blank. They are found, made small
 * and hashed eight bytes at a time; all others are read byte by byte.
 */
#include "chars.h"
#include "vader.h"
#include "word.h"

enum { LONGEST = 32 }; /* bytes that a token may have and still be a known word */

/* What is in a token: kinds of bytes, joined by `or`. */
enum { SMALL = 1, CAPITAL = 2, PUNCTUATION = 4, MARK = 8, APOSTROPHE = 16, WIDE = 32 };

static uint8_t kind_of(unsigned char b)
{
	if (b >= 0x80)
		return WIDE;
	if (char_is_letter(b))
		return char_is_upper(b) ? CAPITAL : SMALL;
	if (b <= ' ' || b == 0x7F || char_is_digit(b))
		return 0;
	if (b == '!' || b == '?')
		return PUNCTUATION | MARK;
	return b == '\'' ? PUNCTUATION | APOSTROPHE : PUNCTUATION;
}

void vader_open_text(struct vader *v)
{
	for (unsigned b = 0; b < 256; b++)
		v->kinds[b] = kind_of((unsigned char)b);
}

/* Of ASCII, and neither a blank nor a control. */
static bool is_graphic(char c)
{
	return c > ' ' && (unsigned char)c < 0x7F;
}

/* Unicode's white space, and the four separators that Python counts in. */
static bool is_space(uint32_t point)
{
	return point == ' ' || point_is_space(point) || (point >= 0x1C && point <= 0x1F);
}

/* ---- words ---- */

/* Makes the token small as far as a known word may go; returns its length, or 0 where it is too long to be one. */
static size_t lower(tsl_str token, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < token.len; i++) {
		if (n == LONGEST)
			return 0;
		/* The sign of kelvin is the one letter past ASCII whose small form is in ASCII. */
		if (token.len - i >= 3 && !memcmp(token.at + i, "\xE2\x84\xAA", 3)) {
			out[n++] = 'k';
			i += 2;
		} else {
			out[n++] = char_lower(token.at[i]);
		}
	}
	return n;
}

/* The hash makes ASCII letters small by itself; only a token with others has to be made small before it. It takes a
 * curly apostrophe for a straight one, which VADER does not. */
static uint16_t find_word(const struct vader *v, tsl_str token, bool wide)
{
	char small[LONGEST];
	if (wide)
		token = (tsl_str){ small, lower(token, small) };
	if (token.len > LONGEST)
		return VADER_UNKNOWN;
	uint16_t found = vader_look_up(v, word_hash(token.at, token.len));
	return !wide || bytes_equal(token.at, token.len, v->words[found].text.at, v->words[found].text.len)
		       ? found
		       : VADER_UNKNOWN;
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
	token->word = find_word(v, s, kinds & WIDE);
	token->flags = v->flags[token->word];
	if (kinds & APOSTROPHE && has_not(s))
		token->flags |= VADER_NEGATES;
	if (kinds & MARK)
		token->flags |= VADER_MARKED;
	if (kinds & WIDE)
		kinds = wide_kinds(v, s, kinds);
	if (kinds & CAPITAL && !(kinds & SMALL))
		token->flags |= VADER_UPPER;
}

/* ---- eight bytes at a time ---- */

/* The high bit of each byte that is a small ASCII letter. */
static uint64_t small_letters(uint64_t w)
{
	uint64_t low = w & 0x7f * WORD_ONES;
	uint64_t past_z = low + (0x7f - 'z') * WORD_ONES, from_a = low + (0x80 - 'a') * WORD_ONES;
	return (from_a ^ past_z) & ~w & 0x80 * WORD_ONES;
}

/* The high bit of each byte that is a blank, a control or past ASCII. */
static uint64_t stops(uint64_t w)
{
	uint64_t above = (w & 0x7f * WORD_ONES) + (0x7f - ' ') * WORD_ONES;
	return (~above | w) & 0x80 * WORD_ONES;
}

/* Where the token goes on to, past the eight bytes that begin at `at` or at a stop within them. */
static const char *find_end(const char *at, const char *end)
{
	unsigned len = 1;
	for (uint64_t stop; end - at >= 8; at += 8)
		if ((stop = stops(word_load(at, 8)))) {
			at += __builtin_ctzll(stop) / 8;
			break;
		}
	for (; at < end; at += len)
		if (is_space(char_decode(at, &len)))
			break;
	return at;
}

/* Whether the last of the bytes that `before` covers is a full stop or a comma. */
static bool is_stopped(uint64_t w, uint64_t before)
{
	uint64_t last = before ^ before >> 8;
	return (w & last) == ('.' * WORD_ONES & last) || (w & last) == (',' * WORD_ONES & last);
}

/*
 * Reads a token of ASCII letters, which may have a full stop or a comma behind it, and returns where it ends; NULL
 * where the token is another. The hash is word_hash() of the letters.
 */
static inline const char *read_plain(const struct vader *v, const char *at, const char *end, struct vader_token *token)
{
	const uint64_t high = 0x80 * WORD_ONES;
	uint64_t hash = 0, capitals = 0, smalls = 0, w, small, stop;
	const char *begin = at;
	for (; !(stop = stops(w = word_load(at, (size_t)(end - at)))); at += 8) {
		small = word_lower(w);
		if (small_letters(small) != high)
			return NULL;
		hash = word_mix(hash, small);
		capitals |= small ^ w;
		smalls |= small_letters(w);
	}
	/* All bits of the bytes before the blank. */
	uint64_t before = ((stop & -stop) - 1) >> 7;
	size_t last = (size_t)__builtin_ctzll(stop) / 8, len = (size_t)(at - begin) + last;
	const char *to = at + last;
	if (to < end && *to != ' ')
		return NULL;
	small = word_lower(w);
	uint64_t others = (small_letters(small) ^ high) & before;
	if (others) {
		/* Next to nothing before the stop may be an emoticon. */
		if (others & before >> 8 || len < 4 || !is_stopped(w, before))
			return NULL;
		before >>= 8;
		len--;
	}
	hash = before ? word_mix(hash, small & before) : hash;
	capitals |= (small ^ w) & before;
	token->word = vader_look_up(v, word_finish(hash, len));
	token->flags = v->flags[token->word];
	if (capitals && !(smalls | (small_letters(w) & before)))
		token->flags |= VADER_UPPER;
	return to;
}

/* Reads the token at `at`, which is no space, and returns where it ends. */
static inline const char *next_token(const struct vader *v, const char *at, const char *end, struct vader_token *token)
{
	const char *to = (unsigned char)*at < 0x80 ? read_plain(v, at, end, token) : NULL;
	if (to)
		return to;
	to = find_end(at, end);
	read_token(v, (tsl_str){ at, (size_t)(to - at) }, token);
	return to;
}

static void cut(const struct vader *v, struct vader_scratch *scratch, struct vader_text *text)
{
	const char *at = text->bytes.at, *begin = at, *end = at + text->bytes.len;
	unsigned len = 1;
	text->tokens = vader_make_room(scratch, &scratch->tokens, (text->bytes.len / 2 + 1) * sizeof *text->tokens);
	struct vader_token *token = text->tokens;
	while (at < end) {
		if (!is_graphic(*at) && is_space(char_decode(at, &len))) {
			at += len;
			continue;
		}
		token->begin = (uint32_t)(at - begin);
		at = next_token(v, at, end, token);
		token->end = (uint32_t)(at - begin);
		token++;
		at += at < end && *at == ' ';
	}
	text->n = (uint32_t)(token - text->tokens);
}

struct vader_text vader_read(const struct vader *v, struct vader_scratch *scratch, tsl_str bytes)
{
	struct vader_text text = { .bytes = vader_describe_emoji(v, scratch, bytes) };
	cut(v, scratch, &text);
	return text;
}
