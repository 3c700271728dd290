/* The sieve: a few bytes on both sides of a blank. */
#include "features.h"
#include "find.h"

enum { SIEVED = 3 }; /* weights in a step */

#define EACH(byte) (0x0101010101010101u * (byte))

/*
 * Makes eight bytes coarse: letters keep their case alone, digits become one, the marks from ! to / and the blank stay.
 * A byte is as good as a letter where bit 6 is set; a digit, or one of : ; < = > ?, where bits 4 and 5 are and it is
 * not.
 */
static inline uint64_t coarse(uint64_t w)
{
	uint64_t letter = w >> 2 & EACH(0x10), digit = w & w >> 1 & ~letter & EACH(0x10);
	uint64_t blurred = letter | digit;
	return w & ~(blurred - (blurred >> 4)) & ~letter;
}

static inline unsigned sieve_hash(uint64_t kind, uint64_t value)
{
	return (unsigned)((value + (kind << 56 | kind << 24)) * (0xD6E8FEB86659FD93u + 2 * kind) >> 51);
}

/* False too near to an end of the block, or where there is more than one blank: such gaps are rare and always pass. */
static bool sieve_reaches(const struct story *s, const char *next)
{
	return next - s->block >= 9 && s->limit - next >= 8 && next[-1] == ' ' && next[-2] != ' ';
}

/* The bytes as they are, at most four on a side. */
static inline void look(unsigned at[SIEVED], const char *next)
{
	uint32_t left, right;
	memcpy(&left, next - 5, 4); /* without the blank itself */
	memcpy(&right, next, 4);
	at[0] = sieve_hash(1, left);
	at[1] = sieve_hash(2, right);
	at[2] = sieve_hash(3, left >> 16 | (uint64_t)right << 16);
}

/* Eight on each side, made coarse. */
static inline void look_coarsely(unsigned at[SIEVED], const char *next)
{
	uint64_t left, right;
	memcpy(&left, next - 9, 8);
	memcpy(&right, next, 8);
	left = coarse(left);
	right = coarse(right);
	at[0] = sieve_hash(4, left >> 32 | right << 32);
	at[1] = sieve_hash(5, left);
	at[2] = sieve_hash(6, right * 0xBF58476D1CE4E5B9u ^ left >> 48);
}

static inline int sum(const int8_t *weights, const unsigned at[SIEVED])
{
	return weights[at[0]] + weights[at[1]] + weights[at[2]];
}

static inline bool passes(const struct classifier *c, const char *next)
{
	unsigned at[SIEVED];
	look(at, next);
	int score = sum(c->weights, at);
	if (score < c->sieve.no)
		return false;
	look_coarsely(at, next);
	return score + sum(c->weights, at) >= c->sieve.yes;
}

bool sieve_passes(const struct classifier *c, const struct story *s, const char *next)
{
	return !sieve_reaches(s, next) || passes(c, next);
}

uint64_t sieve_words(const struct classifier *c, const struct story *s, const char *at, uint64_t words)
{
	if (!words)
		return 0;
	struct classifier own = *c; /* what is read at each word stays at hand */
	uint64_t passed = 0;
	bool amid = at - s->block >= 9 && s->limit - at >= FIND_STRIDE + 8;
	for (; words; words &= words - 1) {
		unsigned i = (unsigned)__builtin_ctzll(words);
		const char *next = at + i;
		bool reaches = amid ? next[-2] != ' ' : sieve_reaches(s, next);
		passed |= (uint64_t)(!reaches || passes(&own, next)) << i;
	}
	return passed;
}

void sieve_read(struct features *f, const struct story *s, const char *next)
{
	unsigned at[2 * SIEVED];
	if (!sieve_reaches(s, next))
		return;
	look(at, next);
	look_coarsely(at + SIEVED, next);
	for (int i = 0; i < 2 * SIEVED; i++)
		f->at[f->n++] = (uint16_t)at[i];
}
