/* For tests: has an option, but does not say how large the struct is that the host is to put it into. */
#include <teasel.h>

typedef struct {
	int64_t most;
} sizeless;

static const tsl_option options[] = {
	TSL_OPTION(sizeless, most, .def = "1", .doc = "A number."),
};

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	(void)host, (void)doc, (void)config;
	return TSL_OK;
}

TSL_STAGE{
	.name = "sizeless",
	.version = "1.0.0",
	.summary = "Cannot be loaded.",
	.options = TSL_ARRAY(options),
	.process = process,
};
