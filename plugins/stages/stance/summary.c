/*
 * The rows of the table `stances`: mentions by target and kind of holder, in the order in which they first appear.
 *
 * The interval of a mean is that of the percentile bootstrap: of SAMPLES means of as many mentions, drawn with
 * replacement, the highest and the lowest 2.5 % are left out. Every row begins with the same seed, so that it depends
 * on nothing but its own mentions. Of up to three mentions the ends are known without drawing: they are the least and
 * the greatest, since more than 2.5 % of all samples hold nothing else. Of more than MOST_DRAWN only as many are drawn
 * for a sample, and the interval is narrowed by the square root of the share, as that of a mean of all would be; so the
 * work of a row is bounded.
 */
#include "stance.h"

#include <math.h>

#include "chars.h"
#include "word.h"

enum { SAMPLES = 1000, LEFT_OUT = 25, MOST_DRAWN = 100, BUCKETS = 256 };

/* ---- groups ---- */

struct group {
	uint32_t first, n; /* the first of its mentions; after gather(), of its values */
};

struct groups {
	struct group *at;
	uint32_t n;
	uint32_t *of; /* the group of each mention */
};

static bool same_text(tsl_str a, tsl_str b)
{
	return bytes_equal(a.at, a.len, b.at, b.len);
}

/* A target's hash; "quoted" and "author" differ in their first letter. */
static uint64_t key_of(const struct opinions *o, uint32_t i)
{
	return wordmap_pair(word_hash(o->target[i].at, o->target[i].len), (unsigned char)o->holder_kind[i].at[0]);
}

static bool same_group(const struct opinions *o, uint32_t a, uint32_t b)
{
	return same_text(o->target[a], o->target[b]) && same_text(o->holder_kind[a], o->holder_kind[b]);
}

static struct groups find_groups(const tsl_host *host, tsl_document *doc, const struct opinions *o)
{
	size_t slots = 8;
	while (slots < (size_t)o->n * 2)
		slots *= 2;
	uint32_t *map = host->alloc(doc, slots * sizeof *map); /* a group's number and one; 0: free */
	memset(map, 0, slots * sizeof *map);
	struct groups g = { host->alloc(doc, o->n * sizeof *g.at), 0, host->alloc(doc, o->n * sizeof *g.of) };
	for (uint32_t i = 0; i < o->n; i++) {
		size_t slot = key_of(o, i) & (slots - 1);
		while (map[slot] && !same_group(o, g.at[map[slot] - 1].first, i))
			slot = (slot + 1) & (slots - 1);
		if (!map[slot]) {
			g.at[g.n] = (struct group){ i, 0 };
			map[slot] = ++g.n;
		}
		g.of[i] = map[slot] - 1;
		g.at[g.of[i]].n++;
	}
	return g;
}

/* ---- the mean and its interval ---- */

struct value {
	double stance, weight; /* while samples are drawn, the stance is multiplied by the weight already */
};

static double mean_of(const struct value *values, uint32_t n)
{
	double sum = 0, all = 0;
	for (uint32_t i = 0; i < n; i++) {
		sum += values[i].stance * values[i].weight;
		all += values[i].weight;
	}
	return all > 0 ? sum / all : NAN;
}

/* Steele, Lea and Flood's SplitMix64 (2014). */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* One of n, by 32 bits. */
static uint32_t drawn_of(uint64_t random, uint32_t n)
{
	return (uint32_t)((random & UINT32_MAX) * n >> 32);
}

/* What is added up of a sample: two mentions for each random number. */
static double mean_of_sample(const struct value *parts, uint32_t n, uint32_t drawn, uint64_t *state)
{
	struct value sum = { 0, 0 };
	for (uint32_t left = drawn; left; left -= left > 1 ? 2 : 1) {
		uint64_t random = next_random(state);
		const struct value *a = &parts[drawn_of(random, n)], *b = &parts[drawn_of(random >> 32, n)];
		sum.stance += a->stance;
		sum.weight += a->weight;
		if (left == 1)
			break;
		sum.stance += b->stance;
		sum.weight += b->weight;
	}
	return sum.weight > 0 ? sum.stance / sum.weight : NAN;
}

/* The LEFT_OUT + 1 least of some numbers, in order. */
struct least {
	double at[LEFT_OUT + 1];
	unsigned n;
};

static void offer(struct least *to, double x)
{
	unsigned i = to->n;
	if (i > LEFT_OUT && !(x < to->at[LEFT_OUT]))
		return;
	i -= i > LEFT_OUT;
	for (; i > 0 && to->at[i - 1] > x; i--)
		to->at[i] = to->at[i - 1];
	to->at[i] = x;
	to->n += to->n <= LEFT_OUT;
}

struct interval {
	double low, high;
};

static struct interval extremes(const struct value *values, uint32_t n)
{
	struct interval all = { values[0].stance, values[0].stance };
	for (uint32_t i = 1; i < n; i++) {
		all.low = values[i].stance < all.low ? values[i].stance : all.low;
		all.high = values[i].stance > all.high ? values[i].stance : all.high;
	}
	return all;
}

/* The means of samples, sorted roughly. */
struct samples {
	double mean[SAMPLES];
	unsigned char bucket[SAMPLES];
	uint16_t in_bucket[BUCKETS];
};

/* The mean that LEFT_OUT others are below, or above: of its bucket alone are the means put in order. */
static double end_of(const struct samples *s, bool high)
{
	unsigned k = high ? BUCKETS - 1 : 0, beyond = 0;
	for (; beyond + s->in_bucket[k] <= LEFT_OUT; k += high ? -1u : 1u)
		beyond += s->in_bucket[k];
	struct least least = { .n = 0 };
	for (unsigned i = 0; i < SAMPLES; i++)
		if (s->bucket[i] == k)
			offer(&least, high ? -s->mean[i] : s->mean[i]);
	double end = least.at[LEFT_OUT - beyond];
	return high ? -end : end;
}

static void draw_samples(struct samples *s, struct value *values, uint32_t n, uint32_t drawn, double mean)
{
	struct interval all = extremes(values, n);
	double width = all.high - all.low, scale = width > 1e-6 ? (BUCKETS - 1) / width : 0;
	uint64_t state = 1;
	for (uint32_t i = 0; i < n; i++)
		values[i].stance *= values[i].weight;
	for (unsigned i = 0; i < SAMPLES; i++) {
		double x = mean_of_sample(values, n, drawn, &state);
		x = x != x ? mean : x;
		s->mean[i] = x;
		s->bucket[i] = (unsigned char)(int)((x - all.low) * scale);
		s->in_bucket[s->bucket[i]]++;
	}
}

/* `values` are changed. */
static struct interval interval_of(struct value *values, uint32_t n, double mean)
{
	if (n < 2 || mean != mean)
		return (struct interval){ NAN, NAN };
	if (n <= 3)
		return extremes(values, n);
	uint32_t drawn = n < MOST_DRAWN ? n : MOST_DRAWN;
	struct samples samples;
	memset(samples.in_bucket, 0, sizeof samples.in_bucket);
	draw_samples(&samples, values, n, drawn, mean);
	double narrower = sqrt((double)drawn / n);
	return (struct interval){ mean + (end_of(&samples, false) - mean) * narrower,
				  mean + (end_of(&samples, true) - mean) * narrower };
}

/* ---- rows ---- */

/* The values of each group in a row; a group's `first` is then the first of them. */
static struct value *gather(const tsl_host *host, tsl_document *doc, const struct opinions *o, struct groups *g)
{
	struct value *values = host->alloc(doc, o->n * sizeof *values);
	uint32_t *next = host->alloc(doc, g->n * sizeof *next), from = 0;
	for (uint32_t k = 0; k < g->n; k++) {
		g->at[k].first = next[k] = from;
		from += g->at[k].n;
	}
	for (uint32_t i = 0; i < o->n; i++) {
		double weight = o->weight && o->weight[i] >= 0 ? o->weight[i] : 1; /* NAN: 1 */
		values[next[g->of[i]]++] = (struct value){ o->stance[i], weight };
	}
	return values;
}

static void write_means(const tsl_host *host, tsl_document *doc, const struct summary_columns *c,
			const struct groups *g, struct value *values)
{
	int64_t *n = host->integers(doc, c->n);
	double *mean = host->reals(doc, c->mean), *low = host->reals(doc, c->low), *high = host->reals(doc, c->high);
	for (uint32_t k = 0; k < g->n; k++) {
		struct value *own = values + g->at[k].first;
		n[k] = g->at[k].n;
		mean[k] = mean_of(own, g->at[k].n);
		struct interval interval = interval_of(own, g->at[k].n, mean[k]);
		low[k] = interval.low;
		high[k] = interval.high;
	}
}

/* What a row is of, and how often each label stands there. */
static void write_shares(const tsl_host *host, tsl_document *doc, const struct summary_columns *c,
			 const struct opinions *o, const struct groups *g)
{
	tsl_str *target = host->texts(doc, c->target), *kind = host->texts(doc, c->holder_kind);
	double *negative = host->reals(doc, c->negative), *neutral = host->reals(doc, c->neutral);
	double *positive = host->reals(doc, c->positive);
	for (uint32_t k = 0; k < g->n; k++)
		negative[k] = neutral[k] = positive[k] = 0;
	for (uint32_t i = 0; i < o->n; i++) {
		uint32_t k = g->of[i];
		double *share = o->label[i].at[2] == 'g' ? negative : o->label[i].at[2] == 'u' ? neutral : positive;
		share[k] += 1.0 / g->at[k].n;
		target[k] = o->target[i];
		kind[k] = o->holder_kind[i];
	}
}

tsl_status write_summary(const tsl_host *host, tsl_document *doc, const struct summary_columns *c,
			 const struct opinions *o)
{
	struct groups groups = find_groups(host, doc, o);
	if (host->fill(doc, c->stances, groups.n) != TSL_OK)
		return TSL_FAILED;
	write_means(host, doc, c, &groups, gather(host, doc, o, &groups));
	write_shares(host, doc, c, o, &groups);
	return TSL_OK;
}
