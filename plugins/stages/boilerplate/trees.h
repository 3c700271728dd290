/*
 * trees.h: boosted trees over the features of a line, and how their weights lie in a model file.
 *
 * The weights are nodes of six bytes. The first `trees` of them are the roots. A node with a feature leads to node
 * `child` where the feature is at most `value`, and to the one behind that where it is above; a node without one is a
 * leaf, and `value` is what it adds to the sum, in thousandths of log-odds that the line is chrome. Children come
 * behind their parents, so that there is no way round in circles. All is whole numbers: the same everywhere.
 */
#ifndef BOILERPLATE_TREES_H
#define BOILERPLATE_TREES_H

#include "features.h"

#define TREES_LEAF 0xFFFF

struct node {
	uint16_t feature; /* or TREES_LEAF */
	int16_t value;
	uint16_t child;
};

/* A node as it is walked: a leaf leads to itself, so that each tree takes as many steps, and none of them a branch that
 * a processor would have to guess. */
struct step {
	uint16_t feature;
	int16_t value;
	uint16_t next;
	int16_t adds; /* of a leaf */
};

/* What the trees from one on may still add to a sum. */
struct reach {
	int32_t least, most;
};

#define TREES_AT_ONCE 4

struct trees {
	const struct step *steps; /* the first `n` are the roots */
	const struct reach *from; /* one more than trees */
	uint32_t n;               /* trees, a multiple of TREES_AT_ONCE: the last may add nothing */
	uint32_t depth;           /* steps from a root to the farthest leaf */
	int32_t base;             /* where the sum begins */
};

/* Takes the built-in weights, or the file's; TSL_FAILED where it was refused. */
tsl_status trees_open(struct trees *trees, const tsl_host *host, tsl_setup *setup, tsl_file file);

/* Log-odds that the line is chrome, in thousandths. */
int32_t trees_sum(const struct trees *trees, const int16_t x[FEATURES]);

/*
 * Whether that is above `odds`. Asks no more trees than it takes to be nearly sure: it ends where the trees that are
 * left could not turn the answer with a fifth of what they can add at the most. One line in a thousand comes out
 * otherwise than with all trees, and six trees in ten are never asked.
 */
bool trees_sum_above(const struct trees *trees, const int16_t x[FEATURES], int32_t odds);

/* The log-odds of a probability from .05 to .95, in thousandths. */
int32_t trees_odds(double probability);

#endif
