#include "facts.h"

#include "chars.h"
#include "word.h"

#include <string.h>

void kinds_open(struct wordmap *map, const tsl_host *host, tsl_setup *setup)
{
	size_t n = 0;
	for (int k = 0; k < KINDS; k++)
		for (size_t i = 0; kinds[k][i]; i++)
			n++;
	wordmap_init(map, host, setup, n);
	for (uint32_t k = 0; k < KINDS; k++)
		for (size_t i = 0; kinds[k][i]; i++)
			wordmap_add(map, word_hash(kinds[k][i], strlen(kinds[k][i])), k);
}

/* ---- bytes ---- */

/* Other signs, words, commas, quotation marks, partings, ends of sentences, and what begins a sign beyond ASCII. */
enum class { O, W, C, Q, P, E, N };

/* clang-format off */
/* Of each byte. 0xC2 and 0xE2 begin signs more often than letters; other bytes beyond ASCII belong to words. */
static const uint8_t classes[256] = {
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	O, E, Q, O, O, O, O, O, O, O, O, O, C, O, E, P, W, W, W, W, W, W, W, W, W, W, O, O, O, O, P, E,
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, O, O, O, O, O,
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, O, P, O, O, O,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, N, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
};
/* clang-format on */

static enum mark mark_of(uint32_t c)
{
	if (c < 0x80) {
		unsigned char b = (unsigned char)c;
		if (char_is_letter(b))
			return char_is_upper(b) ? MARK_CAPITAL : MARK_LETTER;
		if (char_is_digit(b))
			return MARK_DIGIT;
	}
	switch (c) {
	case '.':
	case '?':
	case '!':
	case 0x0589: /* Armenian */
	case 0x061F: /* Arabic and Urdu */
	case 0x06D4:
	case 0x0964: /* Hindi */
	case 0x0965:
	case 0x104A: /* Burmese */
	case 0x104B:
	case 0x1362: /* Amharic */
	case 0x17D4: /* Khmer */
	case 0x3002: /* Chinese and Japanese, and the marks as wide as theirs */
	case 0xFF01:
	case 0xFF0E:
	case 0xFF1F:
	case 0xFF61:
		return MARK_STOP;
	case '"':
	case '\'':
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
		return MARK_QUOTE;
	case 0x2026:
		return MARK_ELLIPSIS;
	case ':':
	case ';':
		return MARK_COLON;
	case ',':
		return MARK_COMMA;
	case ')':
	case ']':
		return MARK_CLOSING;
	case '|':
	case '/':
	case '>':
	case 0xAB:
	case 0xB7:
	case 0xBB:
	case 0x2022:
	case 0x2039:
	case 0x203A:
	case 0x2190:
	case 0x2192:
		return MARK_PARTING;
	default:
		return c >= 0xC0 && (c < 0x2000 || c >= 0x2E80) ? MARK_LETTER : MARK_OTHER;
	}
}

/* ---- words ---- */

/* Counts of words, a byte each, that are added to at once: a line has fewer than 256. */
enum lane { WORDS, STOPS, KIND_WORDS, CAPITALS, SHOUTS, NUMBERS, BEYOND, CONTENT };

static uint64_t one(enum lane lane, bool so)
{
	return (uint64_t)so << (8 * lane);
}

static uint8_t lane_of(uint64_t counts, enum lane lane)
{
	return (uint8_t)(counts >> (8 * lane));
}

/* What is being counted. */
struct tally {
	const struct wordmap *map;
	const char *end; /* of the whole line */
	uint64_t words;  /* by lane */
	uint32_t hash;
	uint32_t *content;
};

static void count_word(struct tally *t, struct facts *f, const char *at, size_t n)
{
	uint64_t hash = word_hash_in(at, n, t->end);
	uint32_t kind = wordmap_get(t->map, hash, KINDS);
	unsigned char first = (unsigned char)*at;
	bool upper = char_is_upper(first), stop = kind == KIND_STOP, content = n >= FACTS_CONTENT && !stop;
	t->hash = (t->hash ^ (uint32_t)(hash >> 16)) * 0x9E3779B1u;
	*t->content = (uint32_t)hash | 1; /* never 0 */
	t->content += content;
	t->words += one(WORDS, true) + one(STOPS, stop) + one(KIND_WORDS, kind != KIND_STOP && kind != KINDS) +
		    one(CAPITALS, upper) + one(SHOUTS, n > 1 && upper && char_is_upper((unsigned char)at[1])) +
		    one(NUMBERS, char_is_digit(first)) + one(BEYOND, first >= 0x80) + one(CONTENT, content);
	f->kinds |= (uint16_t)(1u << kind); /* KINDS is beyond it */
}

static size_t count_sign(struct facts *f, const char *at, const char *end)
{
	unsigned n;
	if (end - at < 4) /* the piece that is looked at may end within a character */
		return (size_t)(end - at);
	enum mark mark = mark_of(char_decode(at, &n));
	f->partings = (uint8_t)(f->partings + (mark == MARK_PARTING));
	f->quotes = (uint8_t)(f->quotes + (mark == MARK_QUOTE));
	return n;
}

static size_t count_other(struct facts *f, const char *at, const char *end)
{
	switch ((enum class)classes[(unsigned char)*at]) {
	case N:
		return count_sign(f, at, end);
	case C:
		f->commas++;
		return 1;
	case Q:
		f->quotes++;
		return 1;
	case P:
		f->partings++;
		return 1;
	case E:
		f->sentences = (uint8_t)(f->sentences +
					 (end - at > 2 && at[1] == ' ' && !char_is_lower((unsigned char)at[2])));
		return 1;
	default:
		return 1;
	}
}

static void count(struct tally *t, struct facts *f, const char *at, const char *end)
{
	while (at < end) {
		const char *word = at;
		while (at < end && classes[(unsigned char)*at] == W)
			at++;
		if (at > word)
			count_word(t, f, word, (size_t)(at - word));
		if (at < end && *at == ' ')
			at++;
		else if (at < end)
			at += count_other(f, at, end);
	}
}

/* ---- the line ---- */

/* A sentence in brackets or « » ends as one, too. */
enum mark facts_last(tsl_str line)
{
	unsigned n;
	const char *last = char_before(line.at, line.at + line.len);
	enum mark mark = mark_of(char_decode(last, &n));
	if (line.len > 1 && !memcmp(line.at + line.len - 2, "..", 2))
		return MARK_ELLIPSIS;
	bool encloses = mark == MARK_CLOSING || (n == 2 && !memcmp(last, "\xC2\xBB", 2));
	return encloses && last > line.at && strchr(".?!", last[-1]) && last[-1] ? MARK_STOP : mark;
}

struct facts facts_of(const struct wordmap *map, tsl_str line, uint32_t *content)
{
	unsigned n;
	struct facts f = { .len = (uint32_t)line.len };
	struct tally t = { .map = map, .end = line.at + line.len, .hash = f.len, .content = content };
	f.first = (uint8_t)mark_of(char_decode(line.at, &n));
	f.last = (uint8_t)facts_last(line);
	count(&t, &f, line.at, line.at + (line.len < FACTS_SEEN ? line.len : FACTS_SEEN));
	f.hash = t.hash;
	f.words = lane_of(t.words, WORDS);
	f.stops = lane_of(t.words, STOPS);
	f.kind_words = lane_of(t.words, KIND_WORDS);
	f.capitals = lane_of(t.words, CAPITALS);
	f.shouts = lane_of(t.words, SHOUTS);
	f.numbers = lane_of(t.words, NUMBERS);
	f.letters_beyond = lane_of(t.words, BEYOND);
	f.content = lane_of(t.words, CONTENT);
	return f;
}

uint32_t facts_content_most(size_t len)
{
	size_t seen = len < FACTS_SEEN ? len : FACTS_SEEN;
	return (uint32_t)(seen / (FACTS_CONTENT + 1)) + 1; /* each with the sign behind it, but the last */
}

uint32_t facts_words(const struct facts *f)
{
	return f->len <= FACTS_SEEN ? f->words : (uint32_t)((uint64_t)f->words * f->len / FACTS_SEEN);
}

bool facts_end_sentence(const struct facts *f)
{
	return f->last == MARK_STOP || f->last == MARK_QUOTE;
}

bool facts_are_prose(const struct facts *f)
{
	return (facts_end_sentence(f) && (f->words >= 5 || f->len >= 60)) || (f->words >= 20 && f->stops >= 4);
}
