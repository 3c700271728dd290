/*
 * stance: how the text speaks of each mention.
 *
 * The tones of the words around a mention are added up, each weighed by its distance. Words in another
 * clause weigh less, and so do words that stand nearer to another target. Only REACH tokens on each side
 * are looked at, so the work grows with the mentions and not with the length of a sentence.
 */
#include <math.h>
#include <teasel.h>

#include "clause.h"
#include "word.h"
#include "wordmap.h"

enum { REACH = 30 };

/* What a word does to the tones behind it. */
enum { NOTHING, CONTRAST, JUDGES, PASSIVE };

struct stance {
	double threshold;
	tsl_layer mentions, tokens, sentences;
	tsl_texts target, label;
	tsl_integers hash;
	tsl_reals valence, stance;
	struct wordmap words; /* the listed words, by hash */
};

static const struct {
	uint32_t meaning;
	const char *words;
} lists[] = {
	{ CONTRAST, "but while whereas although though however yet unless" },
	{ PASSIVE, "is are was were be been being got" },
	{ JUDGES, "condemn condemns condemned condemning denounce denounces denounced denouncing criticise criticises "
		  "criticised criticising criticize criticizes criticized criticizing slam slams slammed blame blames "
		  "blamed blaming accuse accuses accused accusing reject rejects rejected rejecting dismiss dismisses "
		  "dismissed dismissing rebuke rebukes rebuked mock mocks mocked mocking deny denies denied denying "
		  "oppose opposes opposed opposing doubt doubts doubted fear fears feared mourn mourns mourned regret "
		  "regrets regretted praise praises praised praising applaud applauds applauded hail hails hailed "
		  "welcome welcomes welcomed welcoming commend commends commended thank thanks thanked thanking "
		  "congratulate congratulates congratulated admire admires admired support supports supported "
		  "supporting warn warns warned warning" },
};

/* Tokens [first, last). */
struct range {
	uint32_t first, last;
};

struct view {
	const struct stance *config;
	tsl_str text;
	tsl_rows tokens, mentions, sentences;
	const int64_t *hash;
	const double *valence;
	const tsl_str *target;
	struct range *range; /* of each mention */
};

static struct range tokens_of(const struct view *v, tsl_span span)
{
	struct range r = { rows_from(v->tokens, span.begin), 0 };
	r.last = r.first;
	while (r.last < v->tokens.n && r.last - r.first < REACH && v->tokens.at[r.last].begin < span.end)
		r.last++;
	return r;
}

/* The tokens that may bear on a mention. */
static struct range surroundings(const struct view *v, uint32_t mention, struct range own)
{
	struct range r = { own.first > REACH ? own.first - REACH : 0, v->tokens.n };
	if (v->tokens.n - own.last > REACH)
		r.last = own.last + REACH;
	uint32_t at = v->mentions.at[mention].begin, row = rows_from(v->sentences, at);
	if (row == v->sentences.n || v->sentences.at[row].begin > at)
		return r;
	while (r.first < own.first && v->tokens.at[r.first].begin < v->sentences.at[row].begin)
		r.first++;
	while (r.last > own.last && v->tokens.at[r.last - 1].begin >= v->sentences.at[row].end)
		r.last--;
	return r;
}

static uint32_t listed(const struct view *v, uint32_t t)
{
	return wordmap_get(&v->config->words, (uint64_t)v->hash[t], NOTHING);
}

/*
 * Whether a verb at this token, to the right of a mention, speaks of what follows it and not of the one
 * who judges: "Marsh condemned the attack", but not "Marsh was condemned".
 */
static bool judges_another(const struct view *v, uint32_t t)
{
	return listed(v, t) == JUDGES && !(t > 0 && listed(v, t - 1) == PASSIVE);
}

/* What remains of a word's weight when this token stands between it and the mention. */
static double passage(const struct view *v, uint32_t t)
{
	switch (clause_role(v->text, v->tokens.at[t])) {
	case TOKEN_COMMA:
		return 0.7;
	case TOKEN_BREAK:
		return 0.4;
	case TOKEN_WORD:
		return listed(v, t) == CONTRAST ? 0.4 : 1;
	default:
		return 1;
	}
}

static bool same_target(const struct view *v, uint32_t a, uint32_t b)
{
	tsl_str x = v->target[a], y = v->target[b];
	return x.at && y.at && bytes_equal(x.at, x.len, y.at, y.len);
}

static double weight(uint32_t distance)
{
	return 1 / (1 + distance / 6.0);
}

/* A walk from a mention away to one side, and the mention that comes next on it. */
struct side {
	int step; /* 1 to the right, -1 to the left */
	uint32_t mention;
	int64_t next;      /* the next mention, if has_next */
	struct range near; /* its tokens */
	bool has_next, next_is_other;
	bool passed; /* a mention of another target lies behind */
	unsigned left;
};

static void find_next(const struct view *v, struct side *side)
{
	side->has_next = side->left-- > 0 && side->next >= 0 && side->next < v->mentions.n;
	if (!side->has_next)
		return;
	side->near = v->range[side->next];
	side->next_is_other = !same_target(v, side->mention, (uint32_t)side->next);
}

static struct side start_side(const struct view *v, uint32_t mention, int step)
{
	struct side side = { .step = step, .mention = mention, .next = (int64_t)mention + step, .left = REACH };
	find_next(v, &side);
	return side;
}

/* Takes the walk to a token; says whether that is part of a mention. */
static bool step_to(const struct view *v, struct side *side, uint32_t t)
{
	while (side->has_next && (side->step > 0 ? side->near.last <= t : side->near.first > t)) {
		side->passed |= side->next_is_other;
		side->next += side->step;
		find_next(v, side);
	}
	return side->has_next && side->near.first <= t && t < side->near.last;
}

/* Whether another target stands nearer to the token than the mention at this distance. */
static bool belongs_elsewhere(const struct side *side, uint32_t t, uint32_t distance)
{
	if (side->passed || !side->has_next || !side->next_is_other)
		return side->passed;
	return (side->step > 0 ? side->near.first - t : t - side->near.last + 1) < distance;
}

/* The tone of n tokens, from the one at `first` outwards. */
static double tone_of_side(const struct view *v, struct side side, uint32_t first, uint32_t n)
{
	double sum = 0, share = 1;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t t = side.step > 0 ? first + i : first - i;
		if (step_to(v, &side, t))
			continue;
		share *= passage(v, t);
		if (side.step > 0 && judges_another(v, t)) {
			share *= 0.4;
			continue;
		}
		double tone = v->valence[t];
		if (tone == tone)
			sum += tone * share * weight(i + 1) * (belongs_elsewhere(&side, t, i + 1) ? 0.5 : 1);
	}
	return sum;
}

static double stance_of(const struct view *v, uint32_t mention)
{
	struct range own = v->range[mention];
	struct range all = surroundings(v, mention, own);
	double sum = tone_of_side(v, start_side(v, mention, 1), own.last, all.last - own.last);
	if (own.first > all.first)
		sum += tone_of_side(v, start_side(v, mention, -1), own.first - 1, own.first - all.first);
	return sum / sqrt(sum * sum + 15);
}

static tsl_str label_of(double stance, double threshold)
{
	if (stance > threshold)
		return (tsl_str){ "positive", 8 };
	if (stance < -threshold)
		return (tsl_str){ "negative", 8 };
	return (tsl_str){ "neutral", 7 };
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct stance *c = config;
	struct view v = {
		.config = c,
		.text = host->text(doc),
		.tokens = host->rows(doc, c->tokens),
		.mentions = host->rows(doc, c->mentions),
		.sentences = host->rows(doc, c->sentences),
		.hash = host->integers(doc, c->hash),
		.valence = host->reals(doc, c->valence),
		.target = host->texts(doc, c->target),
	};
	v.range = host->alloc(doc, v.mentions.n * sizeof *v.range);
	for (uint32_t i = 0; i < v.mentions.n; i++)
		v.range[i] = tokens_of(&v, v.mentions.at[i]);
	double *stance = host->reals(doc, c->stance);
	tsl_str *label = host->texts(doc, c->label);
	for (uint32_t i = 0; i < v.mentions.n; i++) {
		stance[i] = stance_of(&v, i);
		label[i] = label_of(stance[i], c->threshold);
	}
	return TSL_OK;
}

static tsl_status open_stance(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct stance *c = config;
	size_t n = sizeof lists / sizeof *lists, most = 0;
	for (size_t i = 0; i < n; i++)
		most += strlen(lists[i].words); /* more than enough */
	wordmap_init(&c->words, host, setup, most);
	for (size_t i = 0; i < n; i++) {
		for (const char *at = lists[i].words; *at; at += *at == ' ') {
			size_t len = strcspn(at, " ");
			*wordmap_add(&c->words, word_hash(at, len), NOTHING) = lists[i].meaning;
			at += len;
		}
	}
	return TSL_OK;
}

static const tsl_option options[] = {
	TSL_OPTION(struct stance, threshold, .def = "0.1", .min = 0, .max = 1,
		   .doc = "A stance further from 0 than this is labelled positive or negative."),
};

static const tsl_field fields[] = {
	TSL_READS(struct stance, mentions, "mentions"),
	TSL_READS(struct stance, target, "mentions.target"),
	TSL_READS(struct stance, tokens, "tokens"),
	TSL_READS(struct stance, hash, "tokens.hash"),
	TSL_READS(struct stance, valence, "tokens.valence"),
	TSL_USES(struct stance, sentences, "sentences"),
	TSL_WRITES(struct stance, stance, "mentions.stance",
		   .doc = "How the text speaks of the target there, from -1 (against) to 1 (for)."),
	TSL_WRITES(struct stance, label, "mentions.stance_label", .doc = "positive, neutral or negative."),
};

TSL_STAGE{
	.name = "stance",
	.version = "0.1.0",
	.summary = "Scores how the text speaks of each mention, from the tone of the words around it.",
	.config_size = sizeof(struct stance),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.open = open_stance,
	.process = process,
};
