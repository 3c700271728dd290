/* What the place of a term makes of its tone, and of the tones before it. */
#include "scorer.h"

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
	if (s->curbs && term->flags & LEVEL && place - s->curbs <= CURBS_REACH)
		factor = good ? c->lacking : c->relieved;
	if (!s->negated || s->twice)
		return factor;
	if (term->flags & OWED)
		return c->owed;
	double turned = good ? c->negate_good : c->negate_bad;
	return factor * (place - s->negated <= NEAR ? turned : 1 + (turned - 1) * c->negate_far);
}

double place_factor(struct scorer *s, const struct lexeme *term, uint32_t t)
{
	static const double nearness[REACH] = { 1.0, 0.8, 0.6 };
	double factor = negation(s, term);
	for (uint32_t i = 0; i < s->boosts && i < REACH; i++) {
		uint32_t gap = s->words - s->boost_place[i];
		if (gap < REACH)
			factor *= 1 + s->boosting[i]->boost * nearness[gap];
	}
	if (is_shouted(news_token(s->job, t)) && is_mixed(s))
		factor *= s->news->constants.capitals;
	return factor;
}

/* ---- words that turn those before them ---- */

/* Makes what a term has added so many times what it was. */
static void turn(struct scorer *s, struct open_term *term, double factor)
{
	struct trace *trace = s->job->trace;
	s->later += (factor - 1) * term->sum;
	s->job->valence[term->token] *= factor;
	if (trace)
		trace->found[term->found].factor *= factor;
	term->place = NO_WORD;
}

/* That a bad thing ends is not bad: the verb's own tone goes. */
static void clear_verb(struct scorer *s)
{
	if (s->verb.place && s->verb.sum < 0)
		turn(s, &s->verb, 0);
}

/* Whether a verb stands behind "was" and the like. */
static bool is_passive(const struct scorer *s, uint32_t t)
{
	static const char *const forms[] = { "was", "were", "been", "be", "is", "are", "being", "got" };
	tsl_str before = t ? news_token(s->job, t - 1) : (tsl_str){ "", 0 };
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (bytes_equal(before.at, before.len, forms[i], strlen(forms[i])))
			return true;
	return false;
}

/* "Crime fell", "the siege was lifted", "Siege lifted"; but not "aid workers averted". Whether there was something to
 * turn. */
bool place_turn_level(struct scorer *s, const struct lexeme *verb, uint32_t t)
{
	const struct constants *c = &s->news->constants;
	if (!s->level.place || s->negated || s->words + 1 - s->level.place > CURBS_REACH)
		return false;
	if (s->level.sum > 0 && !(verb->flags & ABATES) && !is_passive(s, t))
		return false;
	if (s->level.sum < 0)
		clear_verb(s);
	turn(s, &s->level, s->level.sum < 0 ? c->relieved : c->lacking);
	return true;
}

/* "Failed to prevent", "did not stop": what follows goes on, whether it is good or bad. */
bool place_is_undone(const struct scorer *s)
{
	uint32_t place = s->words + 1;
	bool negated = s->negated && !s->twice && place - s->negated <= UNDO_REACH;
	return negated || (s->lacks && place - s->lacks <= UNDO_REACH);
}

/* "Terribly good" is good, and "cut crime" and "no casualties" too. */
void place_look_back(struct scorer *s, const struct lexeme *term)
{
	if (s->no.place && term->score < 0 && s->words - s->no.place < NO_REACH)
		turn(s, &s->no, 0);
	if (s->adverb.place && s->adverb.place == s->words && term->score > 0)
		turn(s, &s->adverb, 0);
	if (s->curbs && term->flags & LEVEL && term->score < 0 && s->words + 1 - s->curbs <= CURBS_REACH)
		clear_verb(s);
}

/* Keeps a term open that has added `sum`. */
void place_leave_open(struct scorer *s, const struct lexeme *term, uint32_t t, double sum)
{
	struct open_term open = { s->words + 1, t, s->job->trace ? s->job->trace->n - 1 : 0, sum };
	if (term->flags & LEVEL && !s->curbs)
		s->level = open;
	if (term->boost > 0 && sum < 0)
		s->adverb = open;
	if (term->flags & (ABATES | CURBS))
		s->verb = open;
	if (term->flags & NEGATES && sum < 0)
		s->no = open;
}
