/*
 * manifest.h: what a run was and what came of it, as manifest.json.
 *
 * The same run gives the same manifest: no clock, no host, no number of workers.
 */
#ifndef RECORD_MANIFEST_H
#define RECORD_MANIFEST_H

#include "base/error.h"
#include "base/str.h"
#include "pipeline/plan.h"
#include "run/run.h"

#include <stdbool.h>

/* The part that only the process with the plan knows. */
void manifest_describe(const void *context, const struct plan *plan, str *to);

/* Writes manifest.json into the folder of a run that is done, but not yet published. */
bool manifest_write(const struct run *run, const struct pipeline *p, tsl_error *e);

#endif
