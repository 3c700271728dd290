/*
 * options.h: refuses options that contradict one another or can have no effect.
 */
#ifndef BOILERPLATE_OPTIONS_H
#define BOILERPLATE_OPTIONS_H

#include "judge.h"

tsl_status options_check(const boilerplate *self, const tsl_host *host, tsl_setup *setup, double usual_threshold);

#endif
