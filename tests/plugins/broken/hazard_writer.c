/* A writer of ids that does what the text asks for. */
#include "hazards.h"

static tsl_status encode(const tsl_host *host, tsl_document *doc, tsl_out *out, const void *config)
{
	(void)config;
	host->put_json(out, host->id(doc));
	host->put(out, "\n", 1);
	hazard_do(host->text(doc), "writer");
	return TSL_OK;
}

TSL_WRITER{
	.name = "hazard_writer",
	.version = "1",
	.summary = "Writes ids, and does what no plugin should.",
	.encode = encode,
};
