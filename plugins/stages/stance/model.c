/* Sums of weights, and the probabilities they stand for. */
#include "stance.h"

#include "exp.h"

tsl_status stance_model_open(struct stance_model *to, const tsl_host *host, tsl_setup *setup, tsl_file file)
{
	struct model m = { 0 };
	if (model_open(&m, host, setup, file, "stance", FEATURES_VERSION, 2u << TABLE_BITS) != TSL_OK)
		return TSL_FAILED;
	to->weights = (const struct stance_weight *)(const void *)m.weights;
	for (unsigned i = 0; i < 2; i++)
		if (!model_number(&m, "scale", i, &to->scale[i]) || !model_number(&m, "bias", i, &to->bias[i]))
			return host->reject(setup, "model", "this model lacks the two numbers of `scale` or of `bias`");
	return TSL_OK;
}

struct chances stance_chances(const struct stance_model *m, const struct features *f)
{
	int32_t negative = 0, positive = 0; /* at most 128 * MOST_FEATURES */
	for (unsigned i = 0; i < f->n; i++) {
		struct stance_weight weight = m->weights[f->at[i] & ((1u << TABLE_BITS) - 1)];
		negative += weight.negative;
		positive += weight.positive;
	}
	double a = exp_of(negative * m->scale[0] + m->bias[0]), b = exp_of(positive * m->scale[1] + m->bias[1]);
	double all = a + 1 + b;
	return (struct chances){ a / all, 1 / all, b / all };
}
