/* The rules of `mode: news`; see news.h. */
#include "scorer.h"

#include <math.h>

#include "clause.h"
#include "word.h"

/* ---- clauses and sentences ---- */

static void start_clause(struct scorer *s)
{
	s->negated = s->lacks = s->curbs = NO_WORD;
	s->level.place = s->adverb.place = s->verb.place = s->no.place = NO_WORD;
	s->boosts = s->plain_from = 0;
	s->twice = s->marked = false;
}

static void start_sentence(struct scorer *s)
{
	s->earlier = s->later = 0;
	s->words = s->signs = 0;
	s->contrast = false;
	s->mixed = -1;
	s->end = s->row < s->job->sentences.n ? s->job->sentences.at[s->row].end : (uint32_t)s->job->text.len;
	start_clause(s);
}

static double squash(double x, double alpha)
{
	return x / sqrt(x * x + alpha);
}

static double tone_of(const struct constants *c, double sum, double words)
{
	double dense = words > 0 ? c->scale * sum / sqrt(words) : 0;
	return (1 - c->density) * squash(sum, 15) + c->density * squash(dense, 15);
}

/* Makes the sums of sentences tones; returns that of the document. The fewer sentences a text has, the more it is read
 * as one. */
static double make_tones(const struct constants *c, const struct news_job *job)
{
	double weighted = 0, sum = 0;
	uint64_t all_words = 0;
	uint32_t rows = job->sentences.n ? job->sentences.n : 1, spoken = 0;
	for (uint32_t i = 0; i < rows; i++) {
		double words = job->words[i], tone = tone_of(c, job->sums[i], words);
		if (job->sentences.n)
			job->tones[i] = tone;
		weighted += tone * words;
		sum += job->sums[i];
		spoken += words > 0;
		all_words += job->words[i];
	}
	if (!all_words)
		return 0;
	double mean = weighted / (double)all_words, whole = tone_of(c, sum, (double)all_words);
	double part = 2 / (spoken + 1.0);
	return part * whole + (1 - part) * mean;
}

/* Ends the sentence and starts the next. */
static void end_sentence(struct scorer *s)
{
	const struct constants *c = &s->news->constants;
	struct trace *trace = s->job->trace;
	double signs = s->signs < MOST_SIGNS ? s->signs : MOST_SIGNS, emphasis = 1 + c->exclamation * signs;
	double sum = s->contrast ? c->before_but * s->earlier + c->after_but * s->later : s->later;
	if (trace) {
		trace->emphasis[s->row] = emphasis;
		trace->turns[s->row] = s->contrast;
	}
	s->job->sums[s->row] = sum * emphasis;
	s->job->words[s->row] = s->words;
	s->row++;
	start_sentence(s);
}

static void note(struct scorer *s, const struct lexeme *term, uint32_t first, uint32_t last, double factor)
{
	struct trace *trace = s->job->trace;
	if (trace && (trace->all || term->score != 0))
		trace->found[trace->n++] = (struct found){ term, first, last, s->row, factor, s->contrast };
}

/* What a term does to those behind it, but for strengthening them. */
static void turn_what_follows(struct scorer *s, const struct lexeme *term, uint32_t t, uint32_t words)
{
	if (term->flags & CONTRASTS && s->words) {
		s->contrast = true;
		s->earlier += s->later;
		s->later = 0;
		start_clause(s);
	}
	if (term->flags & NEGATES) {
		s->twice = s->negated && !s->twice;
		s->negated = s->words + 1;
		s->plain_from = UINT32_MAX;
	}
	if (term->flags & LACKS) {
		s->lacks = s->words + 1;
		s->plain_from = UINT32_MAX;
	}
	if (term->flags & CURBS && place_is_undone(s))
		s->negated = s->lacks = NO_WORD;
	else if (term->flags & (ABATES | CURBS) && !place_turn_level(s, term, t) && term->flags & CURBS && !s->negated)
		s->curbs = s->words + words;
}

static void take_effect(struct scorer *s, const struct lexeme *term, uint32_t t, uint32_t words)
{
	uint32_t behind = s->words + words;
	if (term->flags & (CONTRASTS | NEGATES | LACKS | ABATES | CURBS))
		turn_what_follows(s, term, t, words);
	if (term->flags & BOOSTS) {
		s->boosting[s->boosts % REACH] = term;
		s->boost_place[s->boosts++ % REACH] = behind;
		if (s->plain_from < behind + REACH)
			s->plain_from = behind + REACH;
	}
	s->marked = true;
}

/* Takes a term into the sentence, with all that its place makes of it. */
static void take_term(struct scorer *s, const struct lexeme *term, uint32_t t, uint32_t last)
{
	const struct trace *trace = s->job->trace;
	if (term->score != 0 || (trace && trace->all)) {
		place_look_back(s, term);
		double factor = place_factor(s, term, t);
		s->later += term->score * factor;
		if (term->score != 0)
			s->job->valence[t] = term->score * factor;
		note(s, term, t, last, factor);
		if (term->score != 0)
			place_leave_open(s, term, t, term->score * factor);
	}
	take_effect(s, term, t, last - t + 1);
}

static unsigned may_be_shouted(tsl_str word)
{
	unsigned first = char_is_upper((unsigned char)word.at[0]);
	unsigned last = char_is_upper((unsigned char)word.at[word.len ? word.len - 1 : 0]);
	return first & last;
}

/* Takes the term that begins at a word into the sentence; returns the first token behind it. */
static uint32_t take_word(struct scorer *s, uint32_t t, bool phrase)
{
	const struct news_job *job = s->job;
	const struct lexeme *term = lexicon_find(&s->news->lexicon, (uint64_t)job->hash[t]);
	unsigned shouted = may_be_shouted(news_token(job, t));
	unsigned ruled = (term->flags & (RULES | STARS_ON)) | (s->words < s->plain_from) | shouted;
	uint32_t last = t;
	if (ruled | (unsigned)phrase | (job->trace != NULL)) { /* one branch for all that nobody can foretell */
		if (phrase || term->flags & STARS_ON)
			term = news_find(s->news, job, s->end, t, &last);
		take_term(s, term, t, last);
	} else if (term->score != 0) {
		s->later += term->score;
		job->valence[t] = term->score;
	}
	s->words += last - t + 1;
	return last + 1;
}

/* ---- signs ---- */

/* An emoticon that begins at a sign behind a blank; returns its last token, or t where there is none. */
static uint32_t take_emoticon(struct scorer *s, uint32_t t)
{
	const struct lexicon *lexicon = &s->news->lexicon;
	tsl_str text = s->job->text;
	uint32_t begin = s->job->tokens.at[t].begin, end = begin;
	if (begin && !char_is_space((unsigned char)text.at[begin - 1]))
		return t;
	while (end < s->end && end - begin <= LONGEST_EMOTICON && !char_is_space((unsigned char)text.at[end]))
		end++;
	if (end - begin < 2 || end - begin > LONGEST_EMOTICON)
		return t;
	const struct lexeme *term = lexicon_find(lexicon, word_hash(text.at + begin, end - begin));
	if (!(term->flags & IS_TERM))
		return t;
	uint32_t last = t;
	while (last + 1 < s->job->tokens.n && s->job->tokens.at[last + 1].begin < end)
		last++;
	s->later += term->score;
	s->job->valence[t] = term->score;
	note(s, term, t, last, 1);
	s->words++;
	return last;
}

/* Counts the exclamation marks of a token. */
static void take_signs(struct scorer *s, uint32_t t)
{
	tsl_span at = s->job->tokens.at[t];
	if (s->job->text.at[at.begin] == '!')
		s->signs += at.end - at.begin < MOST_SIGNS ? at.end - at.begin : MOST_SIGNS;
}

/* Returns the first token behind what the sign begins. */
static uint32_t take_sign(struct scorer *s, uint32_t t, enum token_role role)
{
	unsigned char first = (unsigned char)s->job->text.at[s->job->tokens.at[t].begin];
	if (s->news->lexicon.mark_first[first]) {
		uint32_t last = take_emoticon(s, t);
		if (last > t || s->job->valence[t] == s->job->valence[t])
			return last + 1;
	}
	if (role == TOKEN_COMMA || role == TOKEN_BREAK)
		start_clause(s);
	if (role == TOKEN_BREAK)
		take_signs(s, t);
	return t + 1;
}

/* ---- the walk ---- */

/* Takes a token that is to be looked at into the sentence; returns the first behind what it begins. */
static uint32_t take_token(struct scorer *s, const struct block *b, unsigned i)
{
	uint32_t t = b->first + i;
	uint64_t bit = (uint64_t)1 << i;
	if (b->words & bit)
		return take_word(s, t, b->phrases & bit);
	enum token_role role = clause_role(s->job->text, s->job->tokens.at[t]);
	return role == TOKEN_WORD ? take_word(s, t, true) : take_sign(s, t, role);
}

/* There is an instruction for this, but not in every processor. */
static uint32_t count_bits(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555u;
	x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
	x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return (uint32_t)(x * 0x0101010101010101u >> 56);
}

/* Takes tokens that are not looked at. */
static void pass(struct scorer *s, const struct block *b, uint64_t tokens)
{
	if (b->stops & tokens & -(uint64_t)s->marked)
		start_clause(s);
	s->words += count_bits(b->words & tokens);
}

/* Takes those of a block's tokens [from, to), all of the sentence, that no phrase has taken yet. */
static void take_tokens(struct scorer *s, const struct block *b, unsigned from, unsigned to)
{
	if (b->first + from < s->next)
		from = s->next - b->first;
	if (from >= to)
		return;
	for (uint64_t left = b->looks & block_bits(from, to); left; left &= left - 1) {
		unsigned i = (unsigned)__builtin_ctzll(left);
		if (i < from)
			continue;
		pass(s, b, ((uint64_t)1 << i) - ((uint64_t)1 << from)); /* may be none */
		from = take_token(s, b, i) - b->first;
	}
	if (from < to)
		pass(s, b, block_bits(from, to));
	s->next = b->first + from;
}

/* How many tokens of the block begin before the end of the sentence: a binary search whose only branch is that of its
 * loop. */
static unsigned tokens_before_end(const struct scorer *s, const struct block *b)
{
	const tsl_span *at = s->job->tokens.at + b->first;
	unsigned low = 0, n = b->n;
	while (n > 1) {
		unsigned half = n / 2;
		low += half * (at[low + half - 1].begin < s->end);
		n -= half;
	}
	return low + (at[low].begin < s->end);
}

/* Scores the tokens of a block; false behind the last sentence. */
static bool take_block(struct scorer *s, const struct block *b)
{
	uint32_t rows = s->job->sentences.n;
	for (unsigned from = 0;;) {
		unsigned to = tokens_before_end(s, b);
		if (from < to)
			take_tokens(s, b, from, to);
		from = from < to ? to : from;
		if (to == b->n || s->row == rows)
			return true;
		end_sentence(s);
		if (s->row == rows)
			return false;
	}
}

double news_score(const struct news *news, const struct news_job *job)
{
	struct scorer s = { .news = news, .job = job };
	uint32_t rows = job->sentences.n ? job->sentences.n : 1;
	start_sentence(&s);
	for (uint32_t t = 0; t < job->tokens.n; t += AT_ONCE) {
		struct block b = pick_block(news, job, t);
		if (!take_block(&s, &b))
			break;
	}
	while (s.row < rows)
		end_sentence(&s);
	return make_tones(&news->constants, job);
}
