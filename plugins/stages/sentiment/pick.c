/*
 * Which tokens need a look: of 64 at a time, as the bits of a few words.
 *
 * Nobody could foretell which they are, so there is no branch for it here. A token's first byte and two filters for its
 * hash make a byte of flags, bit by bit of which is then gathered from all tokens.
 */
#include "scorer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static void read_flags(const struct lexicon *lexicon, const struct news_job *job, const struct block *b,
		       unsigned char flags[AT_ONCE])
{
	const tsl_span *at = job->tokens.at + b->first;
	const int64_t *hash = job->hash + b->first;
	const char *text = job->text.at;
	for (unsigned i = 0; i < b->n; i++) {
		unsigned known = lexicon_may_know(lexicon, (uint64_t)hash[i]) * MAY_SAY;
		flags[i] = (unsigned char)(lexicon->flags[(unsigned char)text[at[i].begin]] | known);
	}
}

/* Which of the tokens have a flag. */
#ifdef __SSE2__
static uint64_t gather(const unsigned char flags[AT_ONCE], enum token_flag flag)
{
	const __m128i wanted = _mm_set1_epi8((char)flag);
	uint64_t bits = 0;
	for (unsigned i = 0; i < AT_ONCE; i += 16) {
		__m128i here = _mm_loadu_si128((const __m128i *)(const void *)(flags + i));
		__m128i has = _mm_cmpeq_epi8(_mm_and_si128(here, wanted), wanted);
		bits |= (uint64_t)_mm_movemask_epi8(has) << i;
	}
	return bits;
}
#else
static uint64_t gather(const unsigned char flags[AT_ONCE], enum token_flag flag)
{
	uint64_t bits = 0;
	for (unsigned i = 0; i < AT_ONCE; i++)
		bits |= (uint64_t)((flags[i] & flag) != 0) << i;
	return bits;
}
#endif

/* The signs among the tokens that may be more than they are by their first byte. */
static uint64_t doubtful(const struct news_job *job, const struct block *b, const unsigned char flags[AT_ONCE],
			 uint64_t signs)
{
	const tsl_span *at = job->tokens.at + b->first;
	const char *text = job->text.at;
	uint64_t bits = 0;
	for (uint64_t left = signs; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		bool blank = !at[i].begin || char_is_space((unsigned char)text[at[i].begin - 1]);
		bool several = at[i].end - at[i].begin > 1;
		unsigned in_doubt = flags[i] & (blank * IF_BEHIND | several * IF_SHORT);
		bits |= (uint64_t)(in_doubt != 0) << i;
	}
	return bits;
}

/* Those of some first words of phrases that may go on to one: the word behind them can be its second, or a hyphen may
 * stand between the two. */
static uint64_t going_on(const struct lexicon *lexicon, const struct news_job *job, uint32_t first, uint64_t begins,
			 uint64_t hyphens)
{
	const int64_t *hash = job->hash + first;
	if (job->tokens.n - first <= AT_ONCE) /* nothing follows the last */
		begins &= ~((uint64_t)1 << (job->tokens.n - first - 1));
	uint64_t bits = begins &
			(hyphens >> 1 | (uint64_t)1 << (AT_ONCE - 1)); /* what follows the block is not known */
	for (uint64_t left = begins & ~bits; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		uint64_t key = wordmap_pair((uint64_t)hash[i], (uint64_t)hash[i + 1]);
		bits |= (uint64_t)lexicon_may_follow(lexicon, key) << i;
	}
	return bits;
}

/* Tells the words that may be known apart: those that may have a tone or an effect, and those that may begin a phrase.
 */
static void sort_known(const struct lexicon *lexicon, const int64_t *hash, uint64_t known, uint64_t *acts,
		       uint64_t *begins)
{
	for (uint64_t left = known; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		*acts |= (uint64_t)lexicon_may_act(lexicon, (uint64_t)hash[i]) << i;
		*begins |= (uint64_t)lexicon_may_begin(lexicon, (uint64_t)hash[i]) << i;
		lexicon_fetch(lexicon, (uint64_t)hash[i]); /* comes from memory meanwhile */
	}
}

struct block pick_block(const struct news *news, const struct news_job *job, uint32_t first)
{
	const struct lexicon *lexicon = &news->lexicon;
	uint32_t rest = job->tokens.n - first;
	struct block b = { .first = first, .n = rest < AT_ONCE ? rest : AT_ONCE };
	unsigned char flags[AT_ONCE] = { 0 };
	if (job->trace && job->trace->all) {
		b.looks = block_bits(0, b.n);
		return b;
	}
	read_flags(lexicon, job, &b, flags);
	b.words = gather(flags, IS_WORD);
	b.stops = gather(flags, IS_STOP);
	uint64_t acts = 0, begins = 0, other = gather(flags, NEEDS_LOOK);
	sort_known(lexicon, job->hash + first, gather(flags, MAY_SAY) & b.words, &acts, &begins);
	b.phrases = going_on(lexicon, job, first, begins, gather(flags, MAY_JOIN));
	b.looks = acts | b.phrases | other | doubtful(job, &b, flags, block_bits(0, b.n) & ~(b.words | other));
	return b;
}
