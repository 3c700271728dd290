#include "pipeline/limits.h"

#include <stdio.h>

static const tsl_option options[] = {
	TSL_OPTION(struct limits, seconds, .def = "10", .min = 0.1, .max = 86400,
		   .doc = "CPU time that one document may take; by the clock it is ten times as long."),
	TSL_OPTION(struct limits, memory, .def = "1024", .min = 16, .max = 1048576,
		   .doc = "MiB of memory that a worker may take for a document."),
	TSL_OPTION(struct limits, document, .def = "64", .min = 1, .max = 2047,
		   .doc = "MiB that one record of the input may have, unpacked."),
	TSL_OPTION(struct limits, failures, .def = "0.1", .min = 0, .max = 1,
		   .doc = "Share of the documents that may fail before the run is given up; looked at after the first "
			  "thousand."),
};

const tsl_array limits_options = TSL_ARRAY(options);

bool limits_are_over(const struct limits *l, uint64_t cpu, uint64_t waited)
{
	return (double)cpu > l->seconds * 1e9 || (double)waited > l->seconds * 1e4;
}

const char *limits_say_over(const struct limits *l, char *to, size_t size)
{
	snprintf(to, size, "over the time limit of %g s", l->seconds);
	return to;
}
