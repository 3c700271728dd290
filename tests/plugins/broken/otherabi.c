/* For tests: a plugin of a later version of the contract, which this host must refuse without running it. */
#include <stdlib.h>
#include <teasel.h>

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	(void)host, (void)doc, (void)config;
	return TSL_OK;
}

__attribute__((constructor)) static void must_not_run(void)
{
	abort();
}

#undef TSL_ABI
#define TSL_ABI 2
TSL_STAGE{
	.name = "otherabi",
	.version = "1.0.0",
	.summary = "Cannot be loaded.",
	.process = process,
};
