/*
 * sentiment: the tone of each sentence and of the document. `mode: news` is in news.c, `mode: vader` in vader.c.
 */
#include <teasel.h>

#include "news.h"
#include "vader.h"

#define FEATURES 1 /* a model file's; raised where the rules change what a weight means */

struct sentiment {
	tsl_str mode, release;
	tsl_file lexicon, model;
	double positive, negative;
	bool explain, features;
	tsl_layer tokens, sentences;
	tsl_integers hash;
	tsl_reals document, sentence, valence;
	tsl_texts document_label, sentence_label, terms, learnable;
	struct news news;
	struct vader *vader; /* NULL in `mode: news` */
};

/* Each text on its own: that of the document, and that of each sentence. */
static void process_vader(const tsl_host *host, tsl_document *doc, const struct sentiment *c)
{
	double *tones = host->reals(doc, c->sentence);
	*host->reals(doc, c->document) = vader_score(c->vader, host, doc, host->rows(doc, c->sentences), tones);
}

static struct trace *make_trace(const tsl_host *host, tsl_document *doc, const struct news_job *job, bool all)
{
	size_t rows = (size_t)job->sentences.n + 1;
	struct trace *trace = host->alloc(doc, sizeof *trace);
	*trace = (struct trace){ .found = host->alloc(doc, (job->tokens.n + 1) * sizeof *trace->found),
				 .all = all,
				 .emphasis = host->alloc(doc, rows * sizeof *trace->emphasis),
				 .turns = host->alloc(doc, rows * sizeof *trace->turns) };
	return trace;
}

static void process_news(const tsl_host *host, tsl_document *doc, const struct sentiment *c)
{
	struct news_job job = { .text = host->text(doc),
				.tokens = host->rows(doc, c->tokens),
				.sentences = host->rows(doc, c->sentences),
				.hash = host->integers(doc, c->hash),
				.tones = host->reals(doc, c->sentence),
				.valence = host->reals(doc, c->valence) };
	job.sums = host->alloc(doc, ((size_t)job.sentences.n + 1) * sizeof *job.sums);
	job.words = host->alloc(doc, ((size_t)job.sentences.n + 1) * sizeof *job.words);
	if (c->explain || c->features)
		job.trace = make_trace(host, doc, &job, c->features);
	*host->reals(doc, c->document) = news_score(&c->news, &job);
	if (c->features)
		*host->texts(doc, c->learnable) = report_features(host, doc, &c->news, &job);
	else if (c->explain)
		report_terms(host, doc, &c->news, &job, host->texts(doc, c->terms));
}

/* Without a branch: nobody could foretell it. */
static tsl_str label_of(const struct sentiment *c, double tone)
{
	static const tsl_str labels[] = { { "negative", 8 }, { "neutral", 7 }, { "positive", 8 }, { "positive", 8 } };
	return labels[1 + 2 * (tone >= c->positive) - (tone <= c->negative)];
}

static void write_labels(const tsl_host *host, tsl_document *doc, const struct sentiment *c)
{
	uint32_t n = host->rows(doc, c->sentences).n;
	const double *tones = host->reals(doc, c->sentence);
	tsl_str *labels = host->texts(doc, c->sentence_label);
	for (uint32_t i = 0; i < n; i++)
		labels[i] = label_of(c, tones[i]);
	*host->texts(doc, c->document_label) = label_of(c, *host->reals(doc, c->document));
}

/* Where there are tokens, they get their tone in either mode, since later stages read it; VADER's scores then replace
 * those of the document and its sentences. */
static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct sentiment *c = config;
	if (c->tokens.f)
		process_news(host, doc, c);
	if (c->vader)
		process_vader(host, doc, c);
	write_labels(host, doc, c);
	return TSL_OK;
}

static bool is_vader(const struct sentiment *c)
{
	return bytes_equal(c->mode.at, c->mode.len, "vader", 5);
}

/* Columns that are there only where they were asked for. */
static tsl_status declare_columns(const tsl_host *host, tsl_setup *setup, struct sentiment *c)
{
	static const tsl_field terms = {
		.name = "sentences.sentiment_terms",
		.type = TSL_TEXT,
		.access = TSL_WRITE,
		.doc = "The terms that gave the sentence its tone, with what each adds to its sum "
		       "and, in brackets, its score in the lexicon where its place changed it."
	};
	static const tsl_field features = { .name = "documents.sentiment_features",
					    .type = TSL_TEXT,
					    .access = TSL_WRITE,
					    .flags = TSL_PRIVATE,
					    .doc = "What train.py learns from: a line a sentence." };
	if (c->explain && host->declare(setup, "explain", &terms, &c->terms.f) != TSL_OK)
		return TSL_FAILED;
	return c->features ? host->declare(setup, "features", &features, &c->learnable.f) : TSL_OK;
}

/* Only `mode: news` needs tokens. */
static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	static const tsl_field tokens = { .name = "tokens", .type = TSL_LAYER, .access = TSL_READ };
	static const tsl_field hash = { .name = "tokens.hash", .type = TSL_INTEGER, .access = TSL_READ };
	static const tsl_field sentences = { .name = "sentences", .type = TSL_LAYER, .access = TSL_READ };
	struct sentiment *c = config;
	if (is_vader(c))
		return TSL_OK;
	if (host->declare(setup, NULL, &tokens, &c->tokens.f) != TSL_OK ||
	    host->declare(setup, NULL, &hash, &c->hash.f) != TSL_OK)
		return TSL_FAILED;
	if (c->explain && host->declare(setup, "explain", &sentences, &c->sentences.f) != TSL_OK)
		return TSL_FAILED;
	return declare_columns(host, setup, c);
}

/* Options that say something about `mode: news` only. */
static tsl_status refuse_for_vader(const tsl_host *host, tsl_setup *setup, const struct sentiment *c)
{
	const char *option = c->lexicon.path.len ? "lexicon"
			     : c->model.path.len ? "model"
			     : c->explain        ? "explain"
			     : c->features       ? "features"
						 : NULL;
	if (!option)
		return TSL_OK;
	return host->reject(setup, option,
			    "`mode: vader` scores with VADER's own words only: take `%s` out, or set "
			    "`mode: news`",
			    option);
}

static tsl_status open_sentiment(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct sentiment *c = config;
	struct model model;
	if (is_vader(c)) {
		if (refuse_for_vader(host, setup, c) != TSL_OK)
			return TSL_FAILED;
		c->vader = host->keep(setup, sizeof *c->vader);
		vader_open(c->vader, host, setup, !bytes_equal(c->release.at, c->release.len, "3.3.2", 5));
	} else if (c->release.len) {
		return host->reject(setup, "release",
				    "`mode: news` has no releases: take `release` out, or set `mode: vader`");
	}
	if (c->negative > c->positive)
		return host->reject(setup, "negative", "`negative` must not be above `positive`");
	if (c->vader && !c->tokens.f) /* there is nothing that the news mode could look at */
		return TSL_OK;
	if (model_open(&model, host, setup, c->model, "sentiment", FEATURES, 0) != TSL_OK ||
	    constants_read(&c->news.constants, &model, host, setup) != TSL_OK)
		return TSL_FAILED;
	return lexicon_open(&c->news.lexicon, host, setup, &model, &c->lexicon);
}

static void look_up(const tsl_host *host, tsl_out *out, tsl_str term, const void *config)
{
	const struct sentiment *c = config;
	if (c->vader)
		report_vader(host, out, c->vader, term, c->release);
	else
		report_lexeme(host, out, &c->news, term);
}

static const tsl_option options[] = {
	TSL_OPTION(struct sentiment, mode, .def = "news", .choices = "news vader",
		   .doc = "`news`: the tone of words in their clauses, and of a document as the mean of its sentences; "
			  "needs tokens. `vader`: the compound of the Python package vaderSentiment, to the last "
			  "digit, of the whole text and of each sentence."),
	TSL_OPTION(struct sentiment, release, .choices = "repository 3.3.2",
		   .doc = "Of `mode: vader` only: `repository`, which is taken where nothing is said, scores as "
			  "vaderSentiment's repository on GitHub, where "
			  "\"beating heart\" has 3.1 and \"broken heart\" -2.9; `3.3.2` as the release on PyPI, where "
			  "they have 3.5 "
			  "and no score of their own."),
	TSL_OPTION(
		struct sentiment, lexicon,
		.doc = "Terms of your own for `mode: news`: one a line, a tab, and a score from -4 to 4. A term is a "
		       "word, a phrase of up to eight words, an emoji or an emoticon; a `*` at its end stands for the "
		       "rest of a word. They go before the built-in ones, also before longer ones that hold them, and "
		       "a "
		       "score of 0 takes a term out."),
	TSL_OPTION(struct sentiment, model,
		   .doc = "Scores and weights of `mode: news` from a file that train.py wrote, instead of the built-in "
			  "ones."),
	TSL_OPTION(struct sentiment, positive, .def = "0.05", .min = -1, .max = 1,
		   .doc = "From this tone on, a sentence or document is labelled positive."),
	TSL_OPTION(
		struct sentiment, negative, .def = "-0.05", .min = -1, .max = 1,
		.doc = "From this tone down, a sentence or document is labelled negative; in between, it is neutral."),
	TSL_OPTION(struct sentiment, explain, .def = "false",
		   .doc = "Adds the column `sentences.sentiment_terms`, with the terms found in `mode: news` and what "
			  "each "
			  "adds to the sum of its sentence."),
	TSL_OPTION(
		struct sentiment, features, .def = "false",
		.doc = "For training only: adds the private column `documents.sentiment_features`, the words of each "
		       "sentence with what their place makes of a score."),
};

static const tsl_field fields[] = {
	TSL_USES(struct sentiment, tokens, "tokens"),
	TSL_USES(struct sentiment, hash, "tokens.hash"),
	TSL_USES(struct sentiment, sentences, "sentences"),
	TSL_WRITES(struct sentiment, document, "documents.sentiment",
		   .doc = "The tone of the document, from -1 (bad) to 1 (good)."),
	TSL_WRITES(struct sentiment, sentence, "sentences.sentiment",
		   .doc = "The tone of the sentence, from -1 (bad) to 1 (good); 0 where no word has one."),
	TSL_WRITES(struct sentiment, document_label, "documents.sentiment_label",
		   .doc = "`positive`, `neutral` or `negative`, by the options of these names."),
	TSL_WRITES(struct sentiment, sentence_label, "sentences.sentiment_label",
		   .doc = "`positive`, `neutral` or `negative`, by the options of these names."),
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
	.look_up = look_up,
};
