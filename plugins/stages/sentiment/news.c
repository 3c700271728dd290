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
	s->boosts = 0;
	s->twice = false;
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

static double tone_of(const struct constants *c, double sum, uint64_t words)
{
	double dense = words ? c->scale * sum / sqrt((double)words) : 0;
	return (1 - c->density) * squash(sum, 15) + c->density * squash(dense, 15);
}

/* The fewer sentences a text has, the more it is read as one. */
static double document_tone(const struct scorer *s)
{
	if (!s->all_words)
		return 0;
	double mean = s->weighted / (double)s->all_words, whole = tone_of(&s->news->constants, s->sum, s->all_words);
	double part = 2 / (s->rows + 1.0);
	return part * whole + (1 - part) * mean;
}

/* Ends the sentence, starts the next, and returns its tone. */
static double end_sentence(struct scorer *s)
{
	const struct constants *c = &s->news->constants;
	struct trace *trace = s->job->trace;
	double signs = s->signs < MOST_SIGNS ? s->signs : MOST_SIGNS, emphasis = 1 + c->exclamation * signs;
	double sum = s->contrast ? c->before_but * s->earlier + c->after_but * s->later : s->later;
	sum *= emphasis;
	double tone = tone_of(c, sum, s->words);
	if (trace) {
		trace->emphasis[s->row] = emphasis;
		trace->words[s->row] = s->words;
		trace->turns[s->row] = s->contrast;
	}
	s->weighted += tone * s->words;
	s->sum += sum;
	s->rows += s->words > 0;
	s->all_words += s->words;
	s->row++;
	start_sentence(s);
	return tone;
}

static void note(struct scorer *s, const struct lexeme *term, uint32_t first, uint32_t last, double factor)
{
	struct trace *trace = s->job->trace;
	if (trace && (trace->all || term->score != 0))
		trace->found[trace->n++] = (struct found){ term, first, last, s->row, factor, s->contrast };
}

/* What a term does to those behind it. */
static void take_effect(struct scorer *s, const struct lexeme *term, uint32_t t, uint32_t words)
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
	}
	if (term->flags & LACKS)
		s->lacks = s->words + 1;
	if (term->flags & CURBS && place_is_undone(s))
		s->negated = s->lacks = NO_WORD;
	else if (term->flags & (ABATES | CURBS) && !place_turn_level(s, term, t) && term->flags & CURBS && !s->negated)
		s->curbs = s->words + words;
	if (term->boost != 0) {
		s->boosting[s->boosts % REACH] = term;
		s->boost_place[s->boosts++ % REACH] = s->words + words;
	}
}

/* Takes the term that begins at a word into the sentence; returns its last token. */
static uint32_t take_word(struct scorer *s, uint32_t t)
{
	uint32_t last = t;
	const struct lexeme *term = news_find(s->news, s->job, s->end, t, &last);
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
	s->words += last - t + 1;
	return last;
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

static uint32_t take_sign(struct scorer *s, uint32_t t, enum token_role role)
{
	unsigned char first = (unsigned char)s->job->text.at[s->job->tokens.at[t].begin];
	if (s->news->lexicon.mark_first[first]) {
		uint32_t last = take_emoticon(s, t);
		if (last > t || s->job->valence[t] == s->job->valence[t])
			return last;
	}
	if (role == TOKEN_COMMA || role == TOKEN_BREAK)
		start_clause(s);
	if (role == TOKEN_BREAK)
		take_signs(s, t);
	return t;
}

/* Which of the tokens need a look: without a branch, as nobody could foretell which. What is known of those comes from
 * memory meanwhile. */
static uint32_t pick(const struct scorer *s, uint32_t t, uint32_t to, uint32_t picked[AT_ONCE])
{
	const struct lexicon *lexicon = &s->news->lexicon;
	const tsl_span *at = s->job->tokens.at;
	const int64_t *hash = s->job->hash;
	const char *text = s->job->text.at;
	uint32_t n = 0;
	for (; t < to; t++) {
		uint64_t h = (uint64_t)hash[t];
		unsigned sign = s->ways[(unsigned char)text[at[t].begin]] != WAY_WORD;
		picked[n] = t;
		n += sign | lexicon_may_act(lexicon, h) | lexicon_may_begin(lexicon, h);
	}
	for (uint32_t i = 0; i < n; i++)
		lexicon_fetch(lexicon, (uint64_t)hash[picked[i]]);
	return n;
}

/* The first token behind the sentence: most have a token for each four to eight bytes, and the rest is stepped. */
static uint32_t sentence_end(const struct scorer *s, uint32_t t)
{
	const tsl_rows tokens = s->job->tokens;
	uint32_t low = t, high = t, step = 8;
	while (high < tokens.n && tokens.at[high].begin < s->end) {
		low = high + 1;
		high = step < tokens.n - high ? high + step : tokens.n;
		step *= 2;
	}
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (tokens.at[middle].begin < s->end)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Few signs begin an emoticon, and those only at a beginning or behind a blank. */
static enum way way_at(const struct scorer *s, uint32_t t)
{
	const char *text = s->job->text.at;
	uint32_t begin = s->job->tokens.at[t].begin;
	unsigned char first = (unsigned char)text[begin];
	bool may_begin = s->news->lexicon.mark_first[first] &&
			 (!begin || char_is_space((unsigned char)text[begin - 1]));
	return may_begin ? WAY_SLOW : (enum way)s->ways[first];
}

/* Takes a token that was picked into the sentence; returns the first behind what it begins. */
static uint32_t take_token(struct scorer *s, uint32_t t)
{
	enum way way = way_at(s, t);
	uint64_t hash = (uint64_t)s->job->hash[t];
	if (way == WAY_STOP)
		start_clause(s);
	if (way > WAY_WORD)
		return t + 1;
	if (way == WAY_WORD && !lexicon_may_act(&s->news->lexicon, hash) && !news_goes_on(s->news, s->job, t)) {
		s->words++;
		return t + 1;
	}
	enum token_role role = clause_role(s->job->text, s->job->tokens.at[t]);
	return 1 + (role == TOKEN_WORD ? take_word(s, t) : take_sign(s, t, role));
}

/* Scores the tokens of a sentence from `t` on; returns the first behind it. What was not picked are words that say
 * nothing, and are only counted. */
static uint32_t take_sentence(struct scorer *s, uint32_t t)
{
	uint32_t to = sentence_end(s, t), picked[AT_ONCE];
	while (t < to) {
		uint32_t end = to - t < AT_ONCE ? to : t + AT_ONCE, n = pick(s, t, end, picked);
		for (uint32_t i = 0; i < n; i++) {
			if (picked[i] < t)
				continue;
			s->words += picked[i] - t;
			t = take_token(s, picked[i]);
		}
		s->words += end > t ? end - t : 0;
		t = end > t ? end : t;
	}
	return t;
}

double news_score(const struct news *news, const struct news_job *job)
{
	static const unsigned char look_at_all[256];
	bool all = job->trace && job->trace->all;
	struct scorer s = { .news = news, .job = job, .ways = all ? look_at_all : news->lexicon.ways };
	uint32_t t = 0;
	start_sentence(&s);
	while (s.row < job->sentences.n) {
		uint32_t row = s.row;
		t = take_sentence(&s, t);
		job->tones[row] = end_sentence(&s);
	}
	if (!job->sentences.n) {
		take_sentence(&s, t);
		end_sentence(&s);
	}
	return document_tone(&s);
}
