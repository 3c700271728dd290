/* The rules of `mode: news`; see news.h. */
#include "news.h"

#include <math.h>

#include "clause.h"
#include "word.h"

enum {
	REACH = 3,       /* words before a word that strengthen or weaken it */
	NEAR = 5,        /* words behind a negation that it turns in full */
	LACKS_REACH = 6, /* words behind "lacks" */
	LONGEST_EMOTICON = 12,
	MOST_SIGNS = 4, /* "!!!!!" is no more than "!!!!" */
	NO_WORD = 0,
};

struct scorer {
	const struct news *news;
	const struct news_job *job;
	double before[REACH]; /* boosts of the words before, the nearest first */

	/* Of the clause so far: the word at which it was negated, counted from 1 in the sentence, or NO_WORD. */
	uint32_t negated, lacks;
	bool twice; /* negated again */

	/* Of the sentence so far. */
	double earlier, later; /* the tone up to the last "but", and behind it */
	uint32_t row, end;     /* which it is, and where it ends in the text */
	uint32_t words, signs;
	bool contrast;
	signed char mixed; /* has words not in capitals; -1: not looked at */

	/* Of the document so far. */
	double weighted, sum;
	uint32_t rows; /* with words */
	uint64_t all_words;
};

/* ---- finding terms ---- */

static tsl_str token_text(const struct scorer *s, uint32_t t)
{
	tsl_span at = s->job->tokens.at[t];
	return (tsl_str){ s->job->text.at + at.begin, at.end - at.begin };
}

/* The word that follows with nothing but hyphens in between; tokens.n where there is none. */
static uint32_t next_word(const struct scorer *s, uint32_t t)
{
	const tsl_rows tokens = s->job->tokens;
	for (t++; t < tokens.n && tokens.at[t].begin < s->end; t++) {
		enum token_role role = clause_role(s->job->text, tokens.at[t]);
		if (role == TOKEN_WORD)
			return t;
		if (role != TOKEN_HYPHEN)
			break;
	}
	return tokens.n;
}

/* The longest phrase that goes on from a node; its last token goes to *last. */
static const struct lexeme *find_phrase(const struct scorer *s, const struct lexeme *node, uint32_t t, uint32_t *last)
{
	const struct lexicon *lexicon = &s->news->lexicon;
	const struct lexeme *best = node;
	uint64_t key = (uint64_t)s->job->hash[t];
	while (node->flags & (GOES_ON | STARS_ON)) {
		t = next_word(s, t);
		if (t == s->job->tokens.n)
			break;
		const struct lexeme *star = &lexicon->lexemes[0];
		if (node->flags & STARS_ON)
			star = lexicon_find_star(lexicon, key, token_text(s, t));
		key = wordmap_pair(key, (uint64_t)s->job->hash[t]);
		node = lexicon_find(lexicon, key);
		const struct lexeme *here = node->flags & IS_TERM ? node : star;
		if (here->flags & IS_TERM) {
			best = here;
			*last = t;
		}
	}
	return best;
}

/* A word that is in no list as it stands: the beginning of a word, or a run of one emoji. */
static const struct lexeme *find_slowly(const struct scorer *s, uint32_t t)
{
	const struct lexicon *lexicon = &s->news->lexicon;
	tsl_str word = token_text(s, t);
	unsigned len = 0;
	if (lexicon->star_first[(unsigned char)char_lower(word.at[0])])
		return lexicon_find_star(lexicon, 0, word);
	if ((unsigned char)word.at[0] < 0xE2)
		return &lexicon->lexemes[0];
	char_decode(word.at, &len);
	return len < word.len ? lexicon_find(lexicon, word_hash(word.at, len)) : &lexicon->lexemes[0];
}

static const struct lexeme *find_term(const struct scorer *s, uint32_t t, uint32_t *last)
{
	const struct lexeme *word = lexicon_find(&s->news->lexicon, (uint64_t)s->job->hash[t]);
	if (!word->flags)
		return find_slowly(s, t);
	return word->flags & (GOES_ON | STARS_ON) ? find_phrase(s, word, t, last) : word;
}

/* ---- what the place of a term makes of its score ---- */

static bool is_shouted(tsl_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!char_is_upper((unsigned char)word.at[i]))
			return false;
	return word.len > 1;
}

/* Whether the sentence has words that are not in capitals; looked at once a sentence, and only where one is. */
static bool is_mixed(struct scorer *s)
{
	const struct news_job *job = s->job;
	if (s->mixed >= 0)
		return s->mixed;
	uint32_t begin = s->row < job->sentences.n ? job->sentences.at[s->row].begin : 0;
	size_t small = 0, capital = 0;
	for (uint32_t i = begin; i < s->end && i < begin + 1000; i++) {
		small += char_is_lower((unsigned char)job->text.at[i]);
		capital += char_is_upper((unsigned char)job->text.at[i]);
	}
	s->mixed = small > capital;
	return s->mixed;
}

static double negation(const struct scorer *s, const struct lexeme *term)
{
	const struct constants *c = &s->news->constants;
	uint32_t place = s->words + 1;
	bool good = term->score >= 0;
	double factor = 1;
	if (s->lacks && good && place - s->lacks <= LACKS_REACH)
		factor = c->lacking;
	if (!s->negated || s->twice)
		return factor;
	if (term->flags & OWED)
		return c->owed;
	double turned = good ? c->negate_good : c->negate_bad;
	return factor * (place - s->negated <= NEAR ? turned : 1 + (turned - 1) * c->negate_far);
}

static double factor_of(struct scorer *s, const struct lexeme *term, uint32_t t)
{
	static const double nearness[REACH] = { 1.0, 0.8, 0.6 };
	double factor = negation(s, term);
	for (unsigned i = 0; i < REACH; i++)
		factor *= 1 + s->before[i] * nearness[i];
	if (is_shouted(token_text(s, t)) && is_mixed(s))
		factor *= s->news->constants.capitals;
	return factor;
}

/* ---- clauses and sentences ---- */

static void start_clause(struct scorer *s)
{
	memset(s->before, 0, sizeof s->before);
	s->negated = s->lacks = NO_WORD;
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
static void take_effect(struct scorer *s, const struct lexeme *term)
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
	memmove(s->before + 1, s->before, (REACH - 1) * sizeof *s->before);
	s->before[0] = term->boost;
}

/* Takes the term that begins at a word into the sentence; returns its last token. */
static uint32_t take_word(struct scorer *s, uint32_t t)
{
	uint32_t last = t;
	const struct lexeme *term = find_term(s, t, &last);
	const struct trace *trace = s->job->trace;
	if (term->score != 0 || (trace && trace->all)) {
		double factor = factor_of(s, term, t);
		s->later += term->score * factor;
		if (term->score != 0)
			s->job->valence[t] = term->score * factor;
		note(s, term, t, last, factor);
	}
	take_effect(s, term);
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

double news_score(const struct news *news, const struct news_job *job)
{
	struct scorer s = { .news = news, .job = job };
	start_sentence(&s);
	for (uint32_t t = 0; t < job->tokens.n; t++) {
		while (s.row < job->sentences.n && s.end <= job->tokens.at[t].begin) {
			uint32_t row = s.row;
			job->tones[row] = end_sentence(&s);
		}
		enum token_role role = clause_role(job->text, job->tokens.at[t]);
		t = role == TOKEN_WORD ? take_word(&s, t) : take_sign(&s, t, role);
	}
	while (s.row < job->sentences.n) {
		uint32_t row = s.row;
		job->tones[row] = end_sentence(&s);
	}
	if (!job->sentences.n)
		end_sentence(&s);
	return document_tone(&s);
}

tsl_status constants_read(struct constants *c, const struct model *model, const tsl_host *host, tsl_setup *setup)
{
	const struct {
		const char *name;
		double *at;
	} all[] = {
		{ "negate_good", &c->negate_good },
		{ "negate_bad", &c->negate_bad },
		{ "negate_far", &c->negate_far },
		{ "lacking", &c->lacking },
		{ "owed", &c->owed },
		{ "before_but", &c->before_but },
		{ "after_but", &c->after_but },
		{ "capitals", &c->capitals },
		{ "exclamation", &c->exclamation },
		{ "density", &c->density },
		{ "scale", &c->scale },
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!model_number(model, all[i].name, 0, all[i].at))
			return host->reject(setup, "model", "the model has no number `%s`", all[i].name);
	return TSL_OK;
}
