#include "trees.h"

#include "model.h"

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
		for (int k = 0; k < 2; k++)
			if (node->child[k] <= i || node->child[k] >= n)
				return false;
	}
	return true;
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
	return TSL_OK;
}

int32_t trees_sum(const struct trees *trees, const int16_t x[FEATURES])
{
	int32_t sum = trees->base;
	for (uint32_t i = 0; i < trees->n; i++) {
		const struct node *node = &trees->nodes[i];
		while (node->feature != TREES_LEAF)
			node = &trees->nodes[node->child[x[node->feature] > node->value]];
		sum += node->value;
	}
	return sum;
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
