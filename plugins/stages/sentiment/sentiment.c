/*
 * sentiment: the tone of each sentence and of the document. `mode: vader` is in vader.c; this file has `mode: news`.
 *
 * The tone of a word is its score in the lexicon, turned or changed by the three words before it in its
 * clause. The tone of a sentence is the sum of its words' s, brought into -1 to 1 by s / sqrt(s^2 + 15),
 * as in Hutto and Gilbert's VADER (2014). That of a document is the mean over its sentences, each weighed by its words.
 */
#include <math.h>
#include <teasel.h>

#include "clause.h"
#include "lexicon.h"
#include "vader.h"

enum { REACH = 3 }; /* words before a word that change its tone */

struct sentiment {
	tsl_str mode, release;
	tsl_file lexicon;
	tsl_layer tokens, sentences;
	tsl_integers hash;
	tsl_reals document, sentence, valence;
	struct lexicon words;
	struct vader *vader; /* NULL in `mode: news` */
};

struct scorer {
	const struct lexicon *lexicon;
	tsl_rows tokens;
	const int64_t *hash;
	const struct lexeme *before[REACH]; /* the nearest first; NULL for words without a meaning here */

	/* Of the sentence so far. */
	double earlier, later; /* the tone up to the last "but", and behind it */
	uint32_t words;
	bool contrast;

	/* Of the document so far. */
	double weighted;
	uint64_t all_words;
};

static void start_clause(struct scorer *s)
{
	memset(s->before, 0, sizeof s->before);
}

static double change_by_context(const struct scorer *s, double score)
{
	static const double nearness[REACH] = { 1.0, 0.8, 0.6 };
	for (unsigned i = 0; i < REACH; i++) {
		const struct lexeme *word = s->before[i];
		if (!word)
			continue;
		score *= 1 + word->boost * nearness[i];
		/* "Not good" is milder than "bad". */
		score *= word->negates ? -0.75 : 1;
	}
	return score;
}

static bool is_in_pair(const struct scorer *s, uint32_t t)
{
	uint64_t word = (uint64_t)s->hash[t];
	return (t > 0 && lexicon_is_pair(s->lexicon, (uint64_t)s->hash[t - 1], word)) ||
	       (t + 1 < s->tokens.n && lexicon_is_pair(s->lexicon, word, (uint64_t)s->hash[t + 1]));
}

/* Takes a word into the sentence; returns its tone, or NAN where it has none. */
static double take_word(struct scorer *s, uint32_t t)
{
	const struct lexeme *word = lexicon_find(s->lexicon, (uint64_t)s->hash[t]);
	double tone = NAN;
	if (word && is_in_pair(s, t))
		word = NULL;
	if (word && word->score != 0) {
		tone = change_by_context(s, word->score);
		s->later += tone;
	}
	if (word && word->contrasts && s->words) {
		s->contrast = true;
		s->earlier += s->later;
		s->later = 0;
		start_clause(s);
	}
	memmove(s->before + 1, s->before, (REACH - 1) * sizeof *s->before);
	s->before[0] = word;
	s->words++;
	return tone;
}

/* Ends the sentence and returns its tone. */
static double end_sentence(struct scorer *s)
{
	double sum = s->contrast ? 0.5 * s->earlier + 1.5 * s->later : s->earlier + s->later;
	double tone = sum / sqrt(sum * sum + 15);
	s->weighted += tone * s->words;
	s->all_words += s->words;
	s->earlier = s->later = 0;
	s->words = 0;
	s->contrast = false;
	start_clause(s);
	return tone;
}

static void take_token(struct scorer *s, tsl_str text, uint32_t t, double *valence)
{
	switch (clause_role(text, s->tokens.at[t])) {
	case TOKEN_WORD:
		valence[t] = take_word(s, t);
		break;
	case TOKEN_COMMA:
	case TOKEN_BREAK:
		start_clause(s);
		break;
	default:
		break;
	}
}

static void score_text(struct scorer *s, tsl_str text, tsl_rows sentences, double *tones, double *valence)
{
	uint32_t row = 0;
	for (uint32_t t = 0; t < s->tokens.n; t++) {
		for (; row < sentences.n && sentences.at[row].end <= s->tokens.at[t].begin; row++)
			tones[row] = end_sentence(s);
		take_token(s, text, t, valence);
	}
	for (; row < sentences.n; row++)
		tones[row] = end_sentence(s);
}

/* Each text on its own: that of the document, and that of each sentence. */
static tsl_status process_vader(const tsl_host *host, tsl_document *doc, const struct sentiment *c)
{
	double *tones = host->reals(doc, c->sentence);
	*host->reals(doc, c->document) = vader_score(c->vader, host, doc, host->rows(doc, c->sentences), tones);
	return TSL_OK;
}

static void process_news(const tsl_host *host, tsl_document *doc, const struct sentiment *c)
{
	tsl_str text = host->text(doc);
	struct scorer s = { .lexicon = &c->words,
			    .tokens = host->rows(doc, c->tokens),
			    .hash = host->integers(doc, c->hash) };
	tsl_rows sentences = host->rows(doc, c->sentences);
	double *tones = host->reals(doc, c->sentence);
	score_text(&s, text, sentences, tones, host->reals(doc, c->valence));
	if (!sentences.n)
		end_sentence(&s);
	*host->reals(doc, c->document) = s.all_words ? s.weighted / (double)s.all_words : 0;
}

/* Where there are tokens, they get their tone in either mode, since later stages read it; VADER's scores then replace
 * those of the document and its sentences. */
static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct sentiment *c = config;
	if (c->tokens.f)
		process_news(host, doc, c);
	return c->vader ? process_vader(host, doc, c) : TSL_OK;
}

static bool is_vader(const struct sentiment *c)
{
	return bytes_equal(c->mode.at, c->mode.len, "vader", 5);
}

/* Only `mode: news` needs tokens. */
static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	static const tsl_field tokens = { .name = "tokens", .type = TSL_LAYER, .access = TSL_READ };
	static const tsl_field hash = { .name = "tokens.hash", .type = TSL_INTEGER, .access = TSL_READ };
	struct sentiment *c = config;
	if (is_vader(c))
		return TSL_OK;
	if (host->declare(setup, NULL, &tokens, &c->tokens.f) != TSL_OK)
		return TSL_FAILED;
	return host->declare(setup, NULL, &hash, &c->hash.f);
}

static tsl_status open_sentiment(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct sentiment *c = config;
	if (is_vader(c)) {
		if (c->lexicon.path.len)
			return host->reject(setup, "lexicon",
					    "`mode: vader` scores with VADER's own words only: take `lexicon` out, or "
					    "set `mode: news`");
		c->vader = host->keep(setup, sizeof *c->vader);
		vader_open(c->vader, host, setup, bytes_equal(c->release.at, c->release.len, "repository", 10));
	}
	return lexicon_open(&c->words, host, setup, &c->lexicon);
}

static const tsl_option options[] = {
	TSL_OPTION(struct sentiment, mode, .def = "news", .choices = "news vader",
		   .doc = "`news`: the tone of words in their clauses, and of a document as the mean of its sentences; "
			  "needs tokens. `vader`: the compound of the Python package vaderSentiment, to the last "
			  "digit, of the whole text and of each sentence."),
	TSL_OPTION(
		struct sentiment, release, .def = "repository", .choices = "repository 3.3.2",
		.doc = "Of `mode: vader`: `repository` scores as vaderSentiment's repository on GitHub, where "
		       "\"beating "
		       "heart\" has 3.1 and \"broken heart\" -2.9; `3.3.2` as the release on PyPI, where they have 3.5 "
		       "and no score of their own."),
	TSL_OPTION(struct sentiment, lexicon,
		   .doc = "Words of your own: one a line, a tab, and a score from -5 to 5; they go before the built-in "
			  "ones, and a score of 0 takes a word out."),
};

static const tsl_field fields[] = {
	TSL_USES(struct sentiment, tokens, "tokens"),
	TSL_USES(struct sentiment, hash, "tokens.hash"),
	TSL_USES(struct sentiment, sentences, "sentences"),
	TSL_WRITES(struct sentiment, document, "documents.sentiment",
		   .doc = "The tone of the document, from -1 (bad) to 1 (good)."),
	TSL_WRITES(struct sentiment, sentence, "sentences.sentiment",
		   .doc = "The tone of the sentence, from -1 (bad) to 1 (good); 0 where no word has one."),
	TSL_WRITES(struct sentiment, valence, "tokens.valence", .flags = TSL_PRIVATE,
		   .doc = "The tone of a word in its clause; missing where it has none."),
};

TSL_STAGE{
	.name = "sentiment",
	.version = "0.1.0",
	.summary = "Scores the tone of sentences and documents with a lexicon, negation and emphasis.",
	.config_size = sizeof(struct sentiment),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.fields_of = fields_of,
	.open = open_sentiment,
	.process = process,
};
