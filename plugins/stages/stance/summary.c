/* The rows of the table `stances`: mentions by target and kind of holder, in the order in which they first appear. */
#include "stance.h"

#include "chars.h"
#include "word.h"

#include <math.h>

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

/* ---- rows ---- */

static double mean_of(const struct value *values, uint32_t n)
{
	double sum = 0, all = 0;
	for (uint32_t i = 0; i < n; i++) {
		sum += values[i].stance * values[i].weight;
		all += values[i].weight;
	}
	return all > 0 ? sum / all : NAN;
}

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
			const struct lots *lots, const struct groups *g, struct value *values)
{
	int64_t *n = host->integers(doc, c->n);
	double *mean = host->reals(doc, c->mean), *low = host->reals(doc, c->low), *high = host->reals(doc, c->high);
	for (uint32_t k = 0; k < g->n; k++) {
		struct value *own = values + g->at[k].first;
		n[k] = g->at[k].n;
		mean[k] = mean_of(own, g->at[k].n);
		struct interval interval = interval_of(lots, own, g->at[k].n, mean[k]);
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
			 const struct lots *lots, const struct opinions *o)
{
	struct groups groups = find_groups(host, doc, o);
	if (host->fill(doc, c->stances, groups.n) != TSL_OK)
		return TSL_FAILED;
	write_means(host, doc, c, lots, &groups, gather(host, doc, o, &groups));
	write_shares(host, doc, c, o, &groups);
	return TSL_OK;
}
