/*
 * Which tokens need a look: of 64 at a time, as the bits of a few words.
 *
 * Nobody could foretell which they are, so there is no branch for it here. A token's first byte and two filters for its
 * hash make a byte of flags, bit by bit of which is then gathered from all tokens.
 */
#include "scorer.h"

static void read_flags(const struct lexicon *lexicon, const struct news_job *job, const struct block *b,
		       unsigned char flags[AT_ONCE])
{
	const tsl_span *at = job->tokens.at + b->first;
	const int64_t *hash = job->hash + b->first;
	const char *text = job->text.at;
	for (unsigned i = 0; i < b->n; i++) {
		uint64_t h = (uint64_t)hash[i];
		unsigned hints = lexicon_may_act(lexicon, h) * MAY_ACT | lexicon_may_begin(lexicon, h) * MAY_BEGIN;
		flags[i] = (unsigned char)(lexicon->flags[(unsigned char)text[at[i].begin]] | hints);
	}
}

/* One bit of each byte, the first byte's lowest: eight at a time, moved to the top by a multiplication. */
static uint64_t gather(const unsigned char flags[AT_ONCE], enum token_flag flag)
{
	uint64_t bits = 0;
	for (unsigned i = 0; i < AT_ONCE; i += 8) {
		uint64_t eight;
		memcpy(&eight, flags + i, 8);
		eight = eight / flag & 0x0101010101010101u;
		bits |= (eight * 0x0102040810204080u >> 56) << i;
	}
	return bits;
}

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

/* Those of the first words that go on to a phrase, as far as filters know. */
static uint64_t going_on(const struct lexicon *lexicon, const struct news_job *job, const struct block *b,
			 uint64_t firsts)
{
	const tsl_span *at = job->tokens.at + b->first;
	const int64_t *hash = job->hash + b->first;
	const char *text = job->text.at;
	uint64_t bits = 0;
	for (uint64_t left = firsts; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		unsigned follows = lexicon_may_follow(lexicon, wordmap_pair((uint64_t)hash[i], (uint64_t)hash[i + 1]));
		bool joined = lexicon->flags[(unsigned char)text[at[i + 1].begin]] & MAY_JOIN;
		bits |= (uint64_t)(follows | joined) << i;
	}
	return bits;
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
	uint64_t look = gather(flags, NEEDS_LOOK);
	uint64_t firsts = gather(flags, MAY_BEGIN) & b.words;
	if (b.n == rest) /* nothing follows the last */
		firsts &= ~((uint64_t)1 << (b.n - 1));
	b.phrases = going_on(lexicon, job, &b, firsts);
	b.looks = (gather(flags, MAY_ACT) & b.words) | b.phrases;
	for (uint64_t left = b.looks; left; left &= left - 1) /* what is known of them comes from memory meanwhile */
		lexicon_fetch(lexicon, (uint64_t)job->hash[first + (unsigned)__builtin_ctzll(left)]);
	b.looks |= look | doubtful(job, &b, flags, block_bits(0, b.n) & ~(b.words | look));
	return b;
}
