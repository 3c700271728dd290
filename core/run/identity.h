/*
 * identity.h: what a run is of, as lines of text: to be compared before it is resumed.
 *
 * A line is `KIND NAME: DIGEST`: the program, the pipeline, its parameters, each plugin, each file that an option
 * names, and the input files by size and time of change, one line each where they are not too many, and one for all.
 */
#ifndef RUN_IDENTITY_H
#define RUN_IDENTITY_H

#include "base/error.h"
#include "base/str.h"
#include "pipeline/plan.h"

#include <stdbool.h>
#include <teasel.h>

void identity_of(const struct plan *plan, str *to);

/* False, with a sentence that names the first difference. */
bool identity_is_same(tsl_str begun, tsl_str now, tsl_error *e);

#endif
