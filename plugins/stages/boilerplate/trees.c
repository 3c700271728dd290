#include "trees.h"

#include "model.h"

#define REACH 5 /* the trees that are left are taken to add a fifth of the most they could */

static bool is_sound(const struct node *nodes, size_t n, size_t trees)
{
	if (!trees || trees > n || n >= TREES_LEAF)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct node *node = &nodes[i];
		if (node->feature == TREES_LEAF)
			continue;
		if (node->feature >= FEATURES)
			return false;
		if (node->child <= i || node->child + 1u >= n)
			return false;
	}
	return true;
}

/* Children come behind their parents: from the last node on, each subtree's least and largest leaf are known. */
static const struct reach *reaches(const tsl_host *host, tsl_setup *setup, const struct node *nodes, size_t n,
				   size_t trees)
{
	struct reach *of = host->keep(setup, (n + 1) * sizeof(*of)), sum = { 0, 0 };
	for (size_t i = n; i-- > 0;) {
		const struct node *node = &nodes[i];
		of[i] = (struct reach){ node->value, node->value };
		if (node->feature == TREES_LEAF)
			continue;
		const struct reach *a = &of[node->child], *b = a + 1;
		of[i].least = a->least < b->least ? a->least : b->least;
		of[i].most = a->most > b->most ? a->most : b->most;
	}
	of[trees] = sum;
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
	trees->nodes = weights;
	if (!model_number(&model, "trees", 0, &n) || !model_number(&model, "base", 0, &base) ||
	    !(n >= 1 && n < TREES_LEAF) || !(base > -1e6 && base < 1e6) || model.n % sizeof(struct node) ||
	    !is_sound(trees->nodes, model.n / sizeof(struct node), (size_t)n))
		return host->reject(setup, "model", "the trees of this model are damaged: write it anew with train.py");
	trees->n = (uint32_t)n;
	trees->base = (int32_t)base;
	trees->from = reaches(host, setup, trees->nodes, model.n / sizeof(struct node), trees->n);
	return TSL_OK;
}

static int32_t leaf_of(const struct node *nodes, uint32_t root, const int16_t x[FEATURES])
{
	const struct node *node = &nodes[root];
	while (node->feature != TREES_LEAF)
		node = &nodes[node->child + (x[node->feature] > node->value)];
	return node->value;
}

int32_t trees_sum(const struct trees *trees, const int16_t x[FEATURES])
{
	int32_t sum = trees->base;
	for (uint32_t i = 0; i < trees->n; i++)
		sum += leaf_of(trees->nodes, i, x);
	return sum;
}

bool trees_sum_above(const struct trees *trees, const int16_t x[FEATURES], int32_t odds)
{
	int32_t sum = trees->base;
	for (uint32_t i = 0; i < trees->n; i++) {
		if (sum + trees->from[i].most <= odds)
			return false;
		if (sum + trees->from[i].least > odds)
			return true;
		sum += leaf_of(trees->nodes, i, x);
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
