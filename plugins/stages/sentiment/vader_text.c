/* From a text to tokens, for `mode: vader`, as Python's str.split(), strip(), lower() and isupper() do it. */
#include "chars.h"
#include "vader.h"
#include "word.h"

enum { LONGEST = 32 }; /* bytes that a token may have and still be a known word */

/* ---- emoji ---- */

/* In the order of code points. */
static const struct emoji {
	const char *description;
	size_t len;
	uint32_t point;
} emoji[] = {
#include "sentiment_vader_emoji.inc"
};

static const struct emoji *find_emoji(uint32_t point)
{
	size_t low = 0, high = sizeof emoji / sizeof *emoji;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (emoji[middle].point == point)
			return &emoji[middle];
		if (emoji[middle].point < point)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The next emoji at or after `at`, whose length in bytes goes to *len; NULL where there is none. */
static const struct emoji *next_emoji(const char **at, const char *end, unsigned *len)
{
	for (; *at < end; *at += *len) {
		uint32_t point = char_decode(*at, len);
		const struct emoji *found = point < 0x80 ? NULL : find_emoji(point);
		if (found)
			return found;
	}
	return NULL;
}

static char *put(char *out, const char *at, size_t n)
{
	memcpy(out, at, n);
	return out + n;
}

tsl_str vader_describe_emoji(struct vader_scratch *scratch, tsl_str text)
{
	const char *end = text.at + text.len, *at = text.at, *done = text.at;
	size_t size = text.len;
	unsigned len;
	for (const struct emoji *found; (found = next_emoji(&at, end, &len)); at += len)
		size += 1 + found->len;
	if (size == text.len)
		return text;
	char *start = vader_make_room(scratch, &scratch->text, size), *out = start;
	bool space = true;
	at = text.at;
	for (const struct emoji *found; (found = next_emoji(&at, end, &len)); done = at) {
		out = put(out, done, (size_t)(at - done));
		/* A blank before the description, but none behind it: "\U0001F600fine" becomes "grinning facefine". */
		if (at > done)
			space = at[-1] == ' ';
		if (!space)
			*out++ = ' ';
		out = put(out, found->description, found->len);
		space = false;
		at += len;
	}
	out = put(out, done, (size_t)(end - done));
	return (tsl_str){ start, (size_t)(out - start) };
}

/* ---- tokens ---- */

/* Unicode's white space, and the four separators that Python counts in. */
static bool is_space(uint32_t point)
{
	return point_is_space(point) || (point >= 0x1C && point <= 0x1F);
}

static bool is_punctuation(char c)
{
	unsigned char b = (unsigned char)c;
	return b > ' ' && b < 0x7F && !char_is_letter(b) && !char_is_digit(b);
}

/* Three code points or more. */
static bool is_long(tsl_str s)
{
	size_t points = 0;
	for (size_t i = 0; i < s.len && points < 3; i++)
		points += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return points >= 3;
}

/* Without punctuation around it, unless next to nothing is left: then it may be an emoticon. */
static tsl_str strip(tsl_str token)
{
	tsl_str s = token;
	for (; s.len && is_punctuation(s.at[0]); s.len--)
		s.at++;
	while (s.len && is_punctuation(s.at[s.len - 1]))
		s.len--;
	return is_long(s) ? s : token;
}

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

/* The hash makes ASCII letters small by itself; only a token with others has to be made small before it. */
static uint16_t find_word(const struct vader *v, tsl_str token, bool ascii)
{
	char small[LONGEST];
	size_t n = 0;
	uint64_t hash;
	if (ascii) {
		if (token.len > LONGEST)
			return VADER_UNKNOWN;
		hash = word_hash(token.at, token.len);
	} else {
		n = lower(token, small);
		hash = word_hash(small, n);
	}
	uint32_t word = wordmap_get(&v->map, hash, VADER_UNKNOWN);
	if (word == VADER_UNKNOWN)
		return VADER_UNKNOWN;
	if (ascii)
		n = lower(token, small);
	/* The hash takes a curly apostrophe for a straight one; VADER does not. */
	return bytes_equal(small, n, v->words[word].text.at, v->words[word].text.len) ? (uint16_t)word : VADER_UNKNOWN;
}

/* "n't" somewhere in it. */
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

/* What is in a token. */
struct contents {
	bool capital, small, apostrophe, wide;
};

static struct contents look_at(tsl_str token)
{
	struct contents c = { 0 };
	for (size_t i = 0; i < token.len; i++) {
		unsigned char b = (unsigned char)token.at[i];
		c.capital |= char_is_upper(b);
		c.small |= char_is_lower(b);
		c.apostrophe |= b == '\'';
		c.wide |= b >= 0x80;
	}
	return c;
}

/* Adds the letters past ASCII. */
static void look_at_wide(struct contents *c, tsl_str token)
{
	unsigned len = 1;
	for (size_t i = 0; i < token.len && !c->small; i += len) {
		uint32_t point = char_decode(token.at + i, &len);
		enum vader_case kind = point < 0x80 ? VADER_NO_CASE : vader_case_of(point);
		c->small |= kind == VADER_SMALL;
		c->capital |= kind == VADER_CAPITAL;
	}
}

static struct vader_token read_token(const struct vader *v, tsl_str bytes)
{
	tsl_str s = strip(bytes);
	struct contents c = look_at(s);
	struct vader_token token = { .word = find_word(v, s, !c.wide) };
	if (c.wide)
		look_at_wide(&c, s);
	/* At least one capital, and no small letter. */
	token.upper = c.capital && !c.small;
	token.negates = v->words[token.word].negates || (c.apostrophe && has_not(s));
	return token;
}

struct vader_token *vader_cut(const struct vader *v, struct vader_scratch *scratch, tsl_str text, uint32_t *n)
{
	struct vader_token *tokens = vader_make_room(scratch, &scratch->tokens,
						     (text.len / 2 + 1) * sizeof(struct vader_token));
	const char *at = text.at, *end = at + text.len, *begin = at;
	unsigned len = 1;
	*n = 0;
	for (; at < end; at += len) {
		if (!is_space(char_decode(at, &len)))
			continue;
		if (at > begin)
			tokens[(*n)++] = read_token(v, (tsl_str){ begin, (size_t)(at - begin) });
		begin = at + len;
	}
	if (end > begin)
		tokens[(*n)++] = read_token(v, (tsl_str){ begin, (size_t)(end - begin) });
	return tokens;
}
