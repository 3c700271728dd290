/* Finding terms in the tokens, and the numbers of the model's header; see news.h. */
#include "clause.h"
#include "news.h"
#include "word.h"

/* The word that follows with nothing but hyphens in between; tokens.n where there is none. */
static uint32_t next_word(const struct news_job *job, uint32_t end, uint32_t t)
{
	const tsl_rows tokens = job->tokens;
	for (t++; t < tokens.n && tokens.at[t].begin < end; t++) {
		enum token_role role = clause_role(job->text, tokens.at[t]);
		if (role == TOKEN_WORD)
			return t;
		if (role != TOKEN_HYPHEN)
			break;
	}
	return tokens.n;
}

/* What stands in the way of the user's terms: nothing of the built-in ones. */
static bool goes_before(const struct lexeme *a, const struct lexeme *b)
{
	return a->flags & IS_TERM && (a->flags & IS_OWN || !(b->flags & IS_OWN));
}

/* The longest phrase that goes on from a node; its last token goes to *last. */
static const struct lexeme *find_phrase(const struct news *news, const struct news_job *job, uint32_t end,
					const struct lexeme *node, uint32_t t, uint32_t *last)
{
	const struct lexicon *lexicon = &news->lexicon;
	const struct lexeme *best = node;
	uint64_t key = (uint64_t)job->hash[t];
	while (node->flags & (GOES_ON | STARS_ON)) {
		t = next_word(job, end, t);
		if (t == job->tokens.n)
			break;
		const struct lexeme *here = &lexicon->lexemes[0];
		if (node->flags & STARS_ON)
			here = lexicon_find_star(lexicon, key, news_token(job, t));
		key = wordmap_pair(key, (uint64_t)job->hash[t]);
		node = lexicon_may_follow(lexicon, key) ? lexicon_find(lexicon, key) : &lexicon->lexemes[0];
		if (goes_before(node, here))
			here = node;
		if (goes_before(here, best)) {
			best = here;
			*last = t;
		}
	}
	return best;
}

/* A word that is in no list as it stands: the beginning of a word, or a run of one emoji. */
static const struct lexeme *find_slowly(const struct lexicon *lexicon, tsl_str word)
{
	unsigned len = 0;
	if (lexicon->star_first[(unsigned char)char_lower(word.at[0])])
		return lexicon_find_star(lexicon, 0, word);
	if ((unsigned char)word.at[0] < 0xE2)
		return &lexicon->lexemes[0];
	char_decode(word.at, &len);
	return len < word.len ? lexicon_find(lexicon, word_hash(word.at, len)) : &lexicon->lexemes[0];
}

const struct lexeme *news_find(const struct news *news, const struct news_job *job, uint32_t end, uint32_t t,
			       uint32_t *last)
{
	const struct lexeme *word = lexicon_find(&news->lexicon, (uint64_t)job->hash[t]);
	if (!word->flags)
		return find_slowly(&news->lexicon, news_token(job, t));
	return word->flags & (GOES_ON | STARS_ON) ? find_phrase(news, job, end, word, t, last) : word;
}

/* Whether no line of the learnt terms was lost. */
static bool whole(const struct model *model)
{
	double terms;
	size_t lines = 0;
	const char *at = model->weights, *end = at + model->n;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		lines++;
	}
	return model_number(model, "terms", 0, &terms) && (double)lines == terms && at == end;
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
		{ "relieved", &c->relieved },
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
	if (!(c->scale > 0) || !(c->density >= 0 && c->density <= 1))
		return host->reject(setup, "model", "`scale` must be above 0, and `density` from 0 to 1");
	return whole(model)
		       ? TSL_OK
		       : host->reject(
				 setup, "model",
				 "the model does not have as many terms as it says: it was cut, or is of an earlier "
				 "version; write it anew with train.py");
}
