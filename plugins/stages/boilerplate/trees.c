#include "trees.h"

#include "model.h"

#define REACH 5 /* the trees that are left are taken to add a fifth of the most they could */

static bool is_sound(const struct node *nodes, size_t n, size_t trees)
{
	if (!trees || trees > n || n >= TREES_LEAF - TREES_AT_ONCE)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct node *node = &nodes[i];
		if (node->feature == TREES_LEAF)
			continue;
		if (node->feature >= FEATURES)
			return false;
		if (node->child <= i || node->child < trees || node->child + 1u >= n)
			return false;
	}
	return true;
}

/* The nodes behind roots whose number is a multiple of TREES_AT_ONCE. */
static void lay_out(struct trees *trees, const tsl_host *host, tsl_setup *setup, const struct node *nodes, size_t n,
		    size_t roots)
{
	size_t more = (TREES_AT_ONCE - roots % TREES_AT_ONCE) % TREES_AT_ONCE, all = n + more;
	struct step *steps = host->keep(setup, all * sizeof(*steps));
	uint16_t *depth = host->keep(setup, all * sizeof(*depth));
	for (size_t i = 0; i < all; i++)
		steps[i] = (struct step){ .value = INT16_MAX, .next = (uint16_t)i };
	for (size_t i = 0; i < n; i++) {
		const struct node *node = &nodes[i];
		size_t at = i < roots ? i : i + more;
		if (node->feature == TREES_LEAF) {
			steps[at].adds = node->value;
			continue;
		}
		size_t next = node->child + more;
		steps[at] = (struct step){ node->feature, node->value, (uint16_t)next, 0 };
		depth[next] = depth[next + 1] = (uint16_t)(depth[at] + 1);
		trees->depth = depth[next] > trees->depth ? depth[next] : trees->depth;
	}
	trees->steps = steps;
	trees->n = (uint32_t)(roots + more);
}

/* Children come behind their parents: from the last node on, each subtree's least and largest leaf are known. */
static const struct reach *reaches(const tsl_host *host, tsl_setup *setup, const struct node *nodes, size_t n,
				   size_t trees)
{
	struct reach *of = host->keep(setup, (n + TREES_AT_ONCE) * sizeof(*of)), sum = { 0, 0 };
	for (size_t i = n; i-- > 0;) {
		const struct node *node = &nodes[i];
		of[i] = (struct reach){ node->value, node->value };
		if (node->feature == TREES_LEAF)
			continue;
		const struct reach *a = &of[node->child], *b = a + 1;
		of[i].least = a->least < b->least ? a->least : b->least;
		of[i].most = a->most > b->most ? a->most : b->most;
	}
	for (size_t i = trees; i < trees + TREES_AT_ONCE; i++) /* those that lay_out() puts behind add nothing */
		of[i] = sum;
	for (size_t i = trees; i-- > 0;) {
		sum = (struct reach){ sum.least + of[i].least, sum.most + of[i].most };
		of[i] = (struct reach){ sum.least / REACH, sum.most / REACH };
	}
	return of;
}

tsl_status trees_open(struct trees *trees, const tsl_host *host, tsl_setup *setup, tsl_file file)
{
	struct model model = { 0 };
	double n, base;
	if (model_open(&model, host, setup, file, "boilerplate", FEATURES_VERSION, 0) != TSL_OK)
		return TSL_FAILED;
	const void *weights = model.weights;
	const struct node *nodes = weights;
	size_t all = model.n / sizeof(struct node);
	if (!model_number(&model, "trees", 0, &n) || !model_number(&model, "base", 0, &base) ||
	    !(n >= 1 && n < TREES_LEAF) || !(base > -1e6 && base < 1e6) || model.n % sizeof(struct node) ||
	    !is_sound(nodes, all, (size_t)n))
		return host->reject(setup, "model", "the trees of this model are damaged: write it anew with train.py");
	trees->base = (int32_t)base;
	trees->from = reaches(host, setup, nodes, all, (size_t)n);
	lay_out(trees, host, setup, nodes, all, (size_t)n);
	return TSL_OK;
}

static inline uint32_t step_on(const struct step *steps, uint32_t at, const int16_t x[FEATURES])
{
	const struct step *step = &steps[at];
	return step->next + (uint32_t)(x[step->feature] > step->value);
}

/* What the trees from `first` on add, TREES_AT_ONCE of them, side by side: none waits for another. */
static int32_t add_up(const struct trees *trees, uint32_t first, const int16_t x[FEATURES])
{
	const struct step *steps = trees->steps;
	uint32_t a = first, b = first + 1, c = first + 2, d = first + 3;
	for (uint32_t k = 0; k < trees->depth; k++) {
		a = step_on(steps, a, x);
		b = step_on(steps, b, x);
		c = step_on(steps, c, x);
		d = step_on(steps, d, x);
	}
	return steps[a].adds + steps[b].adds + steps[c].adds + steps[d].adds;
}

int32_t trees_sum(const struct trees *trees, const int16_t x[FEATURES])
{
	int32_t sum = trees->base;
	for (uint32_t i = 0; i < trees->n; i += TREES_AT_ONCE)
		sum += add_up(trees, i, x);
	return sum;
}

bool trees_sum_above(const struct trees *trees, const int16_t x[FEATURES], int32_t odds)
{
	int32_t sum = trees->base;
	for (uint32_t i = 0; i < trees->n; i += TREES_AT_ONCE) {
		if (sum + trees->from[i].most <= odds)
			return false;
		if (sum + trees->from[i].least > odds)
			return true;
		sum += add_up(trees, i, x);
	}
	return sum > odds;
}

int32_t trees_odds(double probability)
{
	/* 1000 ln(p / (1 - p)) for p = .05, .1 … .95 */
	static const int16_t odds[] = { -2944, -2197, -1735, -1386, -1099, -847, -619, -405, -201, 0,
					201,   405,   619,   847,   1099,  1386, 1735, 2197, 2944 };
	double place = probability * 20 - 1;
	int at = place < 0 ? 0 : place > 17 ? 17 : (int)place;
	return (int32_t)(odds[at] + (odds[at + 1] - odds[at]) * (place - at));
}
