/*
 * advice.h: the way out, for problems of a plan that another plugin would mend.
 */
#ifndef PIPELINE_ADVICE_H
#define PIPELINE_ADVICE_H

#include "pipeline/plan.h"

/* Reports that a step names a plugin that is nowhere. */
void advise_unknown(struct plan *plan, const struct step *step);

/* Reports that renaming i of `as:` is of a field that the plugin does not have. */
void advise_unknown_field(struct bound *bound, size_t i);

/* Reports that `bound` reads a field that nothing before it writes, and names the stage that would. */
void advise_missing(struct bound *bound, const char *option, const char *field);

/* How to bring a step before another one: by their lines, or, in a list on one line, by their names. */
const char *advise_order(struct plan *plan, const struct step *step, const struct step *before);

#endif
