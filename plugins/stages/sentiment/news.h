/*
 * news.h: `mode: news` of the stage `sentiment`, in one pass over the tokens of a document.
 *
 * The tone of a term is its score in the lexicon, times what the words before it in its clause make of it. A sentence
 * adds up its terms to a sum S. Its tone is a blend of the compound, S / sqrt(S^2 + 15) as in Hutto and Gilbert (2014),
 * which grows with the number of terms, and the same of S by the square root of the number of words, which does not.
 * That of a document is the mean over its sentences, each weighed by its words; of a text of one or a few sentences,
 * what they come to together has a part of 2 / (sentences + 1), which is next to nothing in an article.
 */
#ifndef SENTIMENT_NEWS_H
#define SENTIMENT_NEWS_H

#include "lexicon.h"

/* What the rules weigh; in the header of the model. */
struct constants {
	double negate_good, negate_bad; /* by "not", within NEAR words */
	double negate_far;              /* further on: a part of the above is left */
	double lacking;                 /* good behind "lacks" */
	double owed;                    /* "not mourn" */
	double relieved;                /* what is bad where there is less of it: "crime fell" */
	double before_but, after_but;
	double capitals;
	double exclamation; /* for each "!", up to four */
	double density;     /* the second part of the blend, from 0 to 1 */
	double scale;       /* of that part */
};

tsl_status constants_read(struct constants *, const struct model *, const tsl_host *, tsl_setup *);

struct news {
	struct lexicon lexicon;
	struct constants constants;
};

/* A term found in the text. */
struct found {
	const struct lexeme *lexeme;
	uint32_t first, last; /* tokens */
	uint32_t sentence;
	double factor; /* what its place makes of its score */
	bool late;     /* behind a "but" */
};

/* Asked for where people or the training script want to see what was found; room for as many as there are tokens. */
struct trace {
	struct found *found;
	uint32_t n;
	bool all;         /* also words without a tone */
	double *emphasis; /* by sentence: what its exclamation marks multiply it by */
	bool *turns;      /* by sentence: there is a "but" */
};

struct news_job {
	tsl_str text;
	tsl_rows tokens, sentences;
	const int64_t *hash;
	double *sums;        /* of the terms of each sentence; one of all tokens where there are no sentences */
	uint32_t *words;     /* of each sentence, likewise */
	double *tones;       /* of the sentences; NULL where there are none */
	double *valence;     /* of the tokens */
	struct trace *trace; /* or NULL */
};

static inline tsl_str news_token(const struct news_job *job, uint32_t t)
{
	tsl_span at = job->tokens.at[t];
	return (tsl_str){ job->text.at + at.begin, at.end - at.begin };
}

/* The longest term that begins at a word of a sentence that ends at `end`; its last token goes to *last where it is
 * not the first. The lexeme of none where there is none. */
const struct lexeme *news_find(const struct news *, const struct news_job *, uint32_t end, uint32_t t, uint32_t *last);

/* Scores the sentences and tokens; returns the tone of the document. */
double news_score(const struct news *, const struct news_job *);

/* ---- report.c ---- */

/* The terms of each sentence with their scores, as the column for people shows them. */
void report_terms(const tsl_host *, tsl_document *, const struct news *, const struct news_job *, tsl_str *cells);
/* What train.py learns from: a line a sentence. */
tsl_str report_features(const tsl_host *, tsl_document *, const struct news *, const struct news_job *);
/* What is known of a term. */
void report_lexeme(const tsl_host *, tsl_out *, const struct news *, tsl_str term);

#endif
