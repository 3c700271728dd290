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
		unsigned known = lexicon_may_know(lexicon, (uint64_t)hash[i]) * MAY_SAY;
		flags[i] = (unsigned char)(lexicon->flags[(unsigned char)text[at[i].begin]] | known);
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

/* Which words may have a tone or an effect, and which may begin a phrase, of those that may be known. */
static void sort_known(const struct lexicon *lexicon, const struct news_job *job, struct block *b, uint64_t known)
{
	const tsl_span *at = job->tokens.at + b->first;
	const int64_t *hash = job->hash + b->first;
	const char *text = job->text.at;
	for (uint64_t left = known; left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left), next = b->first + i + 1 < job->tokens.n ? i + 1 : i;
		uint64_t h = (uint64_t)hash[i];
		unsigned follows = lexicon_may_follow(lexicon, wordmap_pair(h, (uint64_t)hash[next]));
		unsigned joined = (lexicon->flags[(unsigned char)text[at[next].begin]] & MAY_JOIN) != 0;
		unsigned phrase = lexicon_may_begin(lexicon, h) & (follows | joined);
		b->phrases |= (uint64_t)phrase << i;
		b->looks |= (uint64_t)(phrase | lexicon_may_act(lexicon, h)) << i;
		lexicon_fetch(lexicon, h);
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
	sort_known(lexicon, job, &b, gather(flags, MAY_SAY) & b.words);
	uint64_t other = gather(flags, NEEDS_LOOK), signs = block_bits(0, b.n) & ~(b.words | other);
	b.looks |= other | doubtful(job, &b, flags, signs);
	return b;
}
