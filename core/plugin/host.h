/*
 * host.h: the table of functions that plugins call, and what a writer writes into.
 */
#ifndef PLUGIN_HOST_H
#define PLUGIN_HOST_H

#include "base/str.h"

#include <teasel.h>

struct tsl_out {
	str bytes;
};

extern const tsl_host teasel_host;

#endif
