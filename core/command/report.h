/* report.h: what `teasel run --timings` prints. */
#ifndef COMMAND_REPORT_H
#define COMMAND_REPORT_H

#include "run/run.h"

#include <stdio.h>

/* The CPU time of each step, its share, and its cost a byte of input. */
void report_timings(const struct run *run, bool json, FILE *to);

#endif
