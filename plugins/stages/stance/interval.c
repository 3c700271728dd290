/*
 * The interval of a mean: that of the percentile bootstrap.
 *
 * Of SAMPLES means of as many mentions, drawn with replacement, the highest and the lowest 2.5 % are left out. Every
 * row begins with the same seed, so that it depends on nothing but its own mentions, and rows of as many mentions draw
 * the same ones: for those of a few they are drawn before the run. Of up to three mentions the ends are known without
 * drawing: they are the least and the greatest, since more than 2.5 % of all samples hold nothing else. Of more than
 * MOST_DRAWN only as many are drawn for a sample, and the interval is narrowed by the square root of the share, as that
 * of a mean of all would be; so the work of a row is bounded.
 */
#include "stance.h"

#include <math.h>
#include <string.h>

enum { LEFT_OUT = 25, MOST_DRAWN = 100, BUCKETS = 256, SEED = 1 };

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

/* The same of a few mentions, whose numbers are drawn already. */
static double mean_of_lots(const struct value *parts, uint32_t n, const unsigned char *lots)
{
	struct value sum = { 0, 0 };
	for (uint32_t i = 0; i < n; i++) {
		sum.stance += parts[lots[i]].stance;
		sum.weight += parts[lots[i]].weight;
	}
	return sum.weight > 0 ? sum.stance / sum.weight : NAN;
}

static void draw_samples(const struct lots *lots, struct samples *s, struct value *values, uint32_t n, double mean)
{
	struct interval all = extremes(values, n);
	double width = all.high - all.low, scale = width > 1e-6 ? (BUCKETS - 1) / width : 0;
	uint32_t drawn = n < MOST_DRAWN ? n : MOST_DRAWN;
	uint64_t state = SEED;
	for (uint32_t i = 0; i < n; i++)
		values[i].stance *= values[i].weight;
	for (unsigned i = 0; i < SAMPLES; i++) {
		double x = n <= MOST_LOTS ? mean_of_lots(values, n, lots->of[n] + (size_t)i * n)
					  : mean_of_sample(values, n, drawn, &state);
		x = x != x ? mean : x;
		s->mean[i] = x;
		s->bucket[i] = (unsigned char)(int)((x - all.low) * scale);
		s->in_bucket[s->bucket[i]]++;
	}
}

struct interval interval_of(const struct lots *lots, struct value *values, uint32_t n, double mean)
{
	if (n < 2 || mean != mean)
		return (struct interval){ NAN, NAN };
	if (n < LEAST_LOTS)
		return extremes(values, n);
	struct samples samples;
	memset(samples.in_bucket, 0, sizeof samples.in_bucket);
	draw_samples(lots, &samples, values, n, mean);
	double narrower = n > MOST_DRAWN ? sqrt((double)MOST_DRAWN / n) : 1;
	return (struct interval){ mean + (end_of(&samples, false) - mean) * narrower,
				  mean + (end_of(&samples, true) - mean) * narrower };
}

/* The first of two is of the lower half of a random number, as in mean_of_sample(). */
static void draw_lots(unsigned char *to, uint32_t n)
{
	uint64_t state = SEED, random = 0;
	for (unsigned i = 0; i < SAMPLES * n; i++) {
		random = i % n % 2 ? random >> 32 : next_random(&state);
		to[i] = (unsigned char)drawn_of(random, n);
	}
}

void lots_open(struct lots *lots, const tsl_host *host, tsl_setup *setup)
{
	for (uint32_t n = LEAST_LOTS; n <= MOST_LOTS; n++) {
		lots->of[n] = host->keep(setup, (size_t)SAMPLES * n);
		draw_lots(lots->of[n], n);
	}
}
