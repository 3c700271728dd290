#include "glance.h"

#include "families.h"
#include "word.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define PIECE 16 /* bytes of a line that are looked at in one go */

/* ---- what lines of the families begin with ---- */

enum { BEGINS = 1, BEGINS_WITH_ANY = 2 }; /* whether the second word tells more */

/* The first two words of lines that shapes.c knows, or the one that is enough. */
static const char *const shapes[] = { "we use",      "we and",      "this site",     "this website",
				      "our site",    "our website", "by continuing", "by using",
				      "copyright ~", "(c) ~",       "c) ~",          NULL };

static size_t length_of(const char *word)
{
	return strcspn(word, " ");
}

static const char *after(const char *word)
{
	word += length_of(word);
	return word + (*word == ' ');
}

static uint64_t hash_of(const char *word)
{
	return word_hash(word, length_of(word));
}

static unsigned key_of(const char *word, size_t len)
{
	return (word[0] & 31u) << 5 | (len > 1 ? word[1] & 31u : 0);
}

static void add_first(struct glance *glance, const char *word, unsigned begins)
{
	size_t len = length_of(word);
	*wordmap_add(&glance->first, hash_of(word), 0) |= begins;
	glance->lengths[key_of(word, len)] |= (uint16_t)(1 << (len & 15));
	if (memchr(word, '\'', len)) /* a curly one makes the word longer */
		memset(glance->lengths, 0xFF, sizeof(glance->lengths));
}

static void add_any(struct glance *glance, const char *const *words)
{
	for (; *words; words++)
		add_first(glance, *words, BEGINS_WITH_ANY);
}

/* What stands for the first word where that begins with a digit. */
#define DIGIT 0

static bool is_placeholder(const char *word)
{
	size_t len = length_of(word);
	return len && (strchr("@%~*\"", *word) || word[len - 1] == '#');
}

static void add_words(struct glance *glance, const char *first)
{
	const char *second = after(first);
	bool any = is_placeholder(second);
	uint64_t hash = *first == '#' ? DIGIT : hash_of(first);
	if (hash != DIGIT)
		add_first(glance, first, any ? BEGINS_WITH_ANY : BEGINS);
	else
		glance->digit |= any ? BEGINS_WITH_ANY : BEGINS;
	if (!any)
		wordmap_add(&glance->pairs, wordmap_pair(hash, *second ? hash_of(second) : 0), 1);
}

/* A template that may begin with anything is known by its last word. */
static void add_last(struct glance *glance, const char *t)
{
	while (*after(t))
		t = after(t);
	glance->last[(unsigned char)t[strlen(t) - 1]] = true;
	wordmap_add(&glance->ends, hash_of(t), 1);
}

/* No template begins with a month, or with a sign behind which a placeholder stands. */
static void add_template(struct glance *glance, const char *t)
{
	if (*t == '@')
		add_any(glance, networks);
	else if (strchr("~*\"", *t))
		add_last(glance, t);
	else
		add_words(glance, t);
}

static size_t count(const char *const *list)
{
	size_t n = 0;
	while (list && list[n])
		n++;
	return n;
}

void glance_open(struct glance *glance, const tsl_host *host, tsl_setup *setup)
{
	size_t most = count(shapes) + count(networks);
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; c < CERTAINTIES; c++)
			most += count(templates[f].of[c]);
	wordmap_init(&glance->first, host, setup, most);
	wordmap_init(&glance->pairs, host, setup, most);
	wordmap_init(&glance->ends, host, setup, most);
	for (size_t i = 0; i < count(shapes); i++)
		add_words(glance, shapes[i]);
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; c < CERTAINTIES; c++)
			for (size_t i = 0; i < count(templates[f].of[c]); i++)
				add_template(glance, templates[f].of[c][i]);
}

/* ---- a line ---- */

/* Whether what stands at s may be the sign of a copyright, or one that parts the pieces of a breadcrumb. */
static bool is_telling(const char *s, const char *begin, const char *end)
{
	unsigned char c = (unsigned char)*s;
	if (c == '|' || c == '>' || c == '/')
		return s == begin || !(char_is_letter((unsigned char)s[-1]) || char_is_digit((unsigned char)s[-1]));
	if (c == 0xC2 && s + 1 < end)
		return strchr("\xA9\xB7\xBB", s[1]);
	return c == 0xE2 && s + 2 < end &&
	       (!memcmp(s + 1, "\x80\xBA", 2) || !memcmp(s + 1, "\x80\xA2", 2) || !memcmp(s + 1, "\x86\x92", 2));
}

#ifdef __SSE2__

static __m128i is(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

/* Bit i is set where one of the signs may begin at at[i]. */
static unsigned may_be_telling(const char *at)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i ascii = _mm_or_si128(_mm_or_si128(is(bytes, '|'), is(bytes, '>')), is(bytes, '/'));
	__m128i beyond = _mm_or_si128(is(bytes, (char)0xC2), is(bytes, (char)0xE2));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(ascii, beyond));
}

#else

static unsigned may_be_telling(const char *at)
{
	unsigned found = 0;
	for (unsigned i = 0; i < PIECE; i++)
		found |= (at[i] && strchr("|>/\xC2\xE2", at[i]) ? 1u : 0u) << i;
	return found;
}

#endif

static bool has_telling(const char *at, const char *end)
{
	char last[PIECE] = { 0 };
	for (const char *piece = at; piece < end; piece += PIECE) {
		size_t n = (size_t)(end - piece);
		if (n < PIECE)
			memcpy(last, piece, n);
		for (unsigned left = may_be_telling(n < PIECE ? last : piece); left; left &= left - 1)
			if (is_telling(piece + __builtin_ctz(left), at, end))
				return true;
	}
	return false;
}

static unsigned find_first(const struct glance *glance, const char *word, size_t len)
{
	bool may = glance->lengths[key_of(word, len)] >> (len & 15) & 1;
	return may ? wordmap_get(&glance->first, word_hash(word, len), 0) : 0;
}

/* A place may have a comma or a dot behind it. */
static unsigned begins_so(const struct glance *glance, tsl_str word)
{
	bool marked = word.len > 1 && (word.at[word.len - 1] == ',' || word.at[word.len - 1] == '.');
	bool digit = char_is_digit((unsigned char)*word.at);
	return find_first(glance, word.at, word.len) | (digit ? glance->digit : 0) |
	       (marked ? find_first(glance, word.at, word.len - 1) & BEGINS_WITH_ANY : 0);
}

static bool begins_as_line(const struct glance *glance, tsl_str line)
{
	const char *end = line.at + line.len;
	tsl_str first = line_word_at(line.at, end);
	unsigned begins = begins_so(glance, first);
	if (begins != BEGINS)
		return begins;
	tsl_str second = line_word_at(first.at + first.len, end);
	uint64_t hash = word_hash(first.at, first.len), next = second.len ? word_hash(second.at, second.len) : 0;
	return wordmap_get(&glance->pairs, wordmap_pair(hash, next), 0) ||
	       (char_is_digit((unsigned char)*first.at) && wordmap_get(&glance->pairs, wordmap_pair(DIGIT, next), 0));
}

/* A word with a sign beyond ASCII passes: it may be more than one. */
static bool ends_as_line(const struct glance *glance, tsl_str line)
{
	const char *end = line.at + line.len, *at = end;
	if (!glance->last[(unsigned char)char_lower(end[-1])])
		return false;
	while (at > line.at && !char_is_space((unsigned char)at[-1]) && (unsigned char)at[-1] < 0x80)
		at--;
	return (at > line.at && (unsigned char)at[-1] >= 0x80) ||
	       wordmap_get(&glance->ends, word_hash(at, (size_t)(end - at)), 0);
}

bool glance_may_match(const struct glance *glance, tsl_str line)
{
	if (line.len > LINE_LONGEST)
		return false;
	tsl_str s = line_without_edges(line);
	return s.len && (begins_as_line(glance, s) || ends_as_line(glance, s) || has_telling(s.at, s.at + s.len));
}
