/*
 * advice.h: the way out, for problems of a plan that another plugin would mend.
 */
#ifndef PIPELINE_ADVICE_H
#define PIPELINE_ADVICE_H

#include "pipeline/plan.h"

/* Reports that a step names a plugin that is nowhere. */
void advise_unknown(struct plan *plan, const struct step *step);

/* Reports that `bound` reads a field that nothing before it writes, and names the stage that would. */
void advise_missing(struct bound *bound, const char *option, const char *field);

#endif
