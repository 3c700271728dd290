/*
 * stance: how the text speaks of each mention, and whose view that is.
 *
 * A mention costs the same however long its sentence or the text is: at most REACH tokens on each side are looked at,
 * and the sums of their features' weights give the probabilities.
 */
#include "stance.h"

#include "chars.h"

enum { MOST_TARGET = 200 };

struct stance {
	double threshold;
	tsl_file model;
	bool features;
	tsl_layer mentions, tokens, sentences, quotes;
	tsl_texts target, quote_kind, speaker, speaker_target;
	tsl_integers hash;
	tsl_reals valence, alias_score;
	tsl_reals stance, negative, neutral, positive;
	tsl_texts label, holder, holder_kind, list; /* list: of features, for train.py */
	struct summary_columns summary;

	struct words words;
	struct lots lots;
	struct stance_model weights;
};

static tsl_str label_of(struct chances p, double threshold)
{
	double least = p.neutral > threshold ? p.neutral : threshold;
	if (p.negative > p.positive && p.negative > least)
		return (tsl_str){ "negative", 8 };
	if (p.positive > p.negative && p.positive > least)
		return (tsl_str){ "positive", 8 };
	return (tsl_str){ "neutral", 7 };
}

/* The numbers of the features, parted by blanks. */
static tsl_str written(const tsl_host *host, tsl_document *doc, const struct features *f)
{
	char *to = host->alloc(doc, f->n * 11 + 1), *at = to;
	for (unsigned i = 0; i < f->n; i++) {
		char digits[10];
		unsigned n = 0;
		for (uint32_t x = f->at[i]; x || !n; x /= 10)
			digits[n++] = (char)('0' + x % 10);
		while (n)
			*at++ = digits[--n];
		*at++ = ' ';
	}
	return (tsl_str){ to, (size_t)(at - to) };
}

/* What is kept from one mention to the next. */
struct scratch {
	struct word_cache cache;
	struct window window;
	struct features features;
};

static struct chances score(const struct stance *c, const struct view *v, uint32_t mention, struct scratch *s)
{
	window_read(&s->window, v, mention);
	features_of(&s->window, &s->features);
	return stance_chances(&c->weights, &s->features);
}

static void score_mentions(const tsl_host *host, tsl_document *doc, const struct stance *c, struct view *v)
{
	double *stance = host->reals(doc, c->stance), *negative = host->reals(doc, c->negative);
	double *neutral = host->reals(doc, c->neutral), *positive = host->reals(doc, c->positive);
	tsl_str *label = host->texts(doc, c->label), *list = host->texts(doc, c->list);
	struct scratch *s = host->alloc(doc, sizeof *s);
	memset(s->cache.of, 0, sizeof s->cache.of);
	v->cache = &s->cache;
	s->features.weights = c->weights.weights;
	for (uint32_t i = 0; i < v->mentions.n; i++) {
		struct chances p = score(c, v, i, s);
		negative[i] = p.negative;
		neutral[i] = p.neutral;
		positive[i] = p.positive;
		stance[i] = p.positive - p.negative;
		label[i] = label_of(p, c->threshold);
		if (list)
			list[i] = written(host, doc, &s->features);
	}
}

static void name_holders(const tsl_host *host, tsl_document *doc, const struct stance *c, const struct view *v)
{
	struct quotes quotes = {
		.at = host->rows(doc, c->quotes),
		.kind = host->texts(doc, c->quote_kind),
		.speaker = host->texts(doc, c->speaker),
		.speaker_target = host->texts(doc, c->speaker_target),
	};
	const struct holder *holders = holders_of(host, doc, v->mentions, &quotes);
	tsl_str *holder = host->texts(doc, c->holder), *kind = host->texts(doc, c->holder_kind);
	for (uint32_t i = 0; i < v->mentions.n; i++) {
		holder[i] = holders[i].name;
		kind[i] = holders[i].quoted ? (tsl_str){ "quoted", 6 } : (tsl_str){ "author", 6 };
	}
}

/* A mention's own words, at most MOST_TARGET bytes of them. */
static tsl_str own_words(tsl_str text, tsl_span span)
{
	size_t len = span.end - span.begin;
	if (len > MOST_TARGET)
		len = (size_t)(char_before(text.at, text.at + span.begin + MOST_TARGET) - (text.at + span.begin));
	return (tsl_str){ text.at + span.begin, len };
}

/* Where the mentions have no column of targets, their own words are the targets. */
static const tsl_str *targets_of(const tsl_host *host, tsl_document *doc, const struct stance *c, const struct view *v)
{
	const tsl_str *given = host->texts(doc, c->target);
	tsl_str *target = host->alloc(doc, v->mentions.n * sizeof *target);
	for (uint32_t i = 0; i < v->mentions.n; i++)
		target[i] = given && given[i].at ? given[i] : own_words(v->text, v->mentions.at[i]);
	return target;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct stance *c = config;
	struct view v = {
		.words = &c->words,
		.text = host->text(doc),
		.tokens = host->rows(doc, c->tokens),
		.mentions = host->rows(doc, c->mentions),
		.sentences = host->rows(doc, c->sentences),
		.hash = host->integers(doc, c->hash),
		.valence = host->reals(doc, c->valence),
	};
	if (!v.mentions.n)
		return host->fill(doc, c->summary.stances, 0);
	score_mentions(host, doc, c, &v);
	name_holders(host, doc, c, &v);
	struct opinions opinions = {
		.target = targets_of(host, doc, c, &v),
		.holder_kind = host->texts(doc, c->holder_kind),
		.label = host->texts(doc, c->label),
		.stance = host->reals(doc, c->stance),
		.weight = host->reals(doc, c->alias_score),
		.n = v.mentions.n,
	};
	return write_summary(host, doc, &c->summary, &c->lots, &opinions);
}

static tsl_status fields_of(const tsl_host *host, tsl_setup *setup, void *config)
{
	static const tsl_field list = {
		.name = "mentions.stance_features",
		.type = TSL_TEXT,
		.access = TSL_WRITE,
		.flags = TSL_PRIVATE,
		.doc = "The numbers of the features that were found, parted by blanks.",
	};
	struct stance *c = config;
	return c->features ? host->declare(setup, "features", &list, &c->list.f) : TSL_OK;
}

static tsl_status open_stance(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct stance *c = config;
	words_open(&c->words, host, setup);
	lots_open(&c->lots, host, setup);
	return stance_model_open(&c->weights, host, setup, c->model);
}

static const tsl_option options[] = {
	TSL_OPTION(struct stance, threshold, .def = "0", .min = 0, .max = 1,
		   .doc = "A mention is labelled negative or positive where that is the likeliest and likelier than "
			  "this, and neutral otherwise."),
	TSL_OPTION(struct stance, model,
		   .doc = "Weights that train.py of this stage wrote, in place of the built-in ones."),
	TSL_OPTION(struct stance, features, .def = "false",
		   .doc = "Writes the private column mentions.stance_features, from which the weights are trained."),
};

static const tsl_field fields[] = {
	TSL_READS(struct stance, mentions, "mentions"),
	TSL_USES(struct stance, target, "mentions.target"),
	TSL_USES(struct stance, alias_score, "mentions.alias_score"),
	TSL_READS(struct stance, tokens, "tokens"),
	TSL_READS(struct stance, hash, "tokens.hash"),
	TSL_READS(struct stance, valence, "tokens.valence"),
	TSL_USES(struct stance, sentences, "sentences"),
	TSL_USES(struct stance, quotes, "quotes"),
	TSL_USES(struct stance, quote_kind, "quotes.kind"),
	TSL_USES(struct stance, speaker, "quotes.speaker"),
	TSL_USES(struct stance, speaker_target, "quotes.speaker_target"),
	TSL_WRITES(struct stance, stance, "mentions.stance",
		   .doc = "How the text speaks of the target there, from -1 (against) to 1 (for): the probability of "
			  "positive less that of negative."),
	TSL_WRITES(struct stance, label, "mentions.stance_label", .doc = "positive, neutral or negative."),
	TSL_WRITES(struct stance, negative, "mentions.stance_negative", .doc = "The probability that it is negative."),
	TSL_WRITES(struct stance, neutral, "mentions.stance_neutral", .doc = "The probability that it is neutral."),
	TSL_WRITES(struct stance, positive, "mentions.stance_positive", .doc = "The probability that it is positive."),
	TSL_WRITES(struct stance, holder, "mentions.holder",
		   .doc = "Who speaks there: the target that the speaker is, or the speaker in the words of the text; "
			  "missing where it is the author, or nobody is named."),
	TSL_WRITES(struct stance, holder_kind, "mentions.holder_kind",
		   .doc = "quoted inside of somebody's speech, author elsewhere."),
	TSL_WRITES(struct stance, summary.stances, "stances",
		   .doc = "The stance towards each target, for the author and for those who are quoted."),
	TSL_WRITES(struct stance, summary.target, "stances.target",
		   .doc = "The target; the mention's own words where it has none."),
	TSL_WRITES(struct stance, summary.holder_kind, "stances.holder_kind", .doc = "author or quoted."),
	TSL_WRITES(struct stance, summary.n, "stances.n", .doc = "Mentions."),
	TSL_WRITES(struct stance, summary.mean, "stances.mean",
		   .doc = "Their mean stance, weighed by mentions.alias_score where there is one."),
	TSL_WRITES(struct stance, summary.low, "stances.low",
		   .doc = "Lower end of the 95 % interval of the mean, from 1000 bootstrap samples; missing below two "
			  "mentions."),
	TSL_WRITES(struct stance, summary.high, "stances.high", .doc = "Its upper end."),
	TSL_WRITES(struct stance, summary.negative, "stances.negative", .doc = "The share that is labelled negative."),
	TSL_WRITES(struct stance, summary.neutral, "stances.neutral", .doc = "The share that is labelled neutral."),
	TSL_WRITES(struct stance, summary.positive, "stances.positive", .doc = "The share that is labelled positive."),
};

TSL_STAGE{
	.name = "stance",
	.version = "0.2.0",
	.summary = "Scores how the text speaks of each mention and whose view that is, and sums it up by target.",
	.config_size = sizeof(struct stance),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.fields_of = fields_of,
	.open = open_stance,
	.process = process,
};
