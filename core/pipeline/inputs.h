/*
 * inputs.h: the files that a reader of a pipeline reads: those that its `paths` name, or a list that stands in for
 * them.
 */
#ifndef PIPELINE_INPUTS_H
#define PIPELINE_INPUTS_H

#include "pipeline/plan.h"

/* Adds the files of the reader that is input `reader` of the plan, and declares the columns of `{name}`s. What is wrong
 * is reported. */
void inputs_add(struct plan *plan, struct bound *b, uint32_t reader);

#endif
