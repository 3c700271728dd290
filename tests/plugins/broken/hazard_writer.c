/* A writer of ids that does what the text asks for. */
#include "hazards.h"

typedef struct {
	tsl_str head, tail;
} hazard_writer;

static const tsl_option options[] = {
	TSL_OPTION(hazard_writer, head, .def = "", .doc = "what to do before all documents"),
	TSL_OPTION(hazard_writer, tail, .def = "", .doc = "what to do after them"),
};

static void head(const tsl_host *host, tsl_out *out, const void *config)
{
	(void)host, (void)out;
	hazard_do(((const hazard_writer *)config)->head, "head");
}

static void tail(const tsl_host *host, tsl_out *out, const void *config)
{
	(void)host, (void)out;
	hazard_do(((const hazard_writer *)config)->tail, "tail");
}

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
	.config_size = sizeof(hazard_writer),
	.options = TSL_ARRAY(options),
	.head = head,
	.encode = encode,
	.tail = tail,
};
