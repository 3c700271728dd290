/* What `mode: vader` knows of a word, for people. */
#include "vader.h"
#include "word.h"

#include <string.h>

static void put(const tsl_host *host, tsl_out *out, const char *text)
{
	host->put(out, text, strlen(text));
}

/* "vader (repository): 3.1", and what is taken where no release is named. */
static void put_score(const tsl_host *host, tsl_out *out, tsl_str release, const double *score)
{
	put(host, out, "vader (");
	host->put(out, release.len ? release.at : "repository", release.len ? release.len : strlen("repository"));
	put(host, out, "): ");
	if (score)
		host->put_real(out, *score);
	put(host, out, score ? "\n" : "no score of its own\n");
}

/* Takes the next word off the front. */
static uint16_t next_word(const struct vader *v, tsl_str *rest)
{
	const char *blank = memchr(rest->at, ' ', rest->len);
	size_t n = blank ? (size_t)(blank - rest->at) : rest->len, taken = n + (blank != NULL);
	uint16_t word = vader_look_up(v, word_hash(rest->at, n));
	*rest = (tsl_str){ rest->at + taken, rest->len - taken };
	return word;
}

static bool is_phrase(const struct vader *v, const struct vader_phrase *phrase, tsl_str term)
{
	for (unsigned i = 0; i < phrase->n; i++)
		if (!term.len || next_word(v, &term) != phrase->words[i])
			return false;
	return !term.len;
}

static const struct vader_phrase *find_phrase(const struct vader *v, tsl_str term)
{
	for (unsigned i = 0; i < v->n_idioms; i++)
		if (is_phrase(v, &v->idioms[i], term))
			return &v->idioms[i];
	for (unsigned i = 0; i < VADER_HEDGES; i++)
		if (is_phrase(v, &v->hedges[i], term))
			return &v->hedges[i];
	return NULL;
}

void report_vader(const tsl_host *host, tsl_out *out, const struct vader *v, tsl_str term, tsl_str release)
{
	static const struct {
		uint8_t flag;
		const char *says;
	} effects[] = {
		{ VADER_NEGATES, "  negates the three words behind it\n" },
		{ VADER_BOOSTS, "  strengthens the three words behind it\n" },
		{ VADER_DAMPENS, "  weakens the three words behind it\n" },
		{ VADER_TURNS, "  what follows it weighs more than what came before\n" },
	};
	const struct vader_phrase *phrase = find_phrase(v, term);
	uint16_t word = vader_look_up(v, word_hash(term.at, term.len));
	const double *own = v->flags[word] & VADER_SCORED ? &v->words[word].score : NULL;
	put_score(host, out, release, phrase ? &phrase->score : own);
	for (size_t i = 0; word && i < sizeof effects / sizeof *effects; i++)
		if (v->flags[word] & effects[i].flag)
			put(host, out, effects[i].says);
	if (!word && !phrase && (unsigned char)term.at[0] >= 0x80)
		put(host, out, "  an emoji is read as the words that describe it\n");
}
