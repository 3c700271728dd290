/* A stage that does, on a document whose text says "stage hazard: WHAT", what no plugin should. */
#include "hazards.h"

typedef struct {
	tsl_reals x;
	tsl_layer rows;
	tsl_str closing;
} hazard;

static const tsl_option options[] = {
	TSL_OPTION(hazard, closing, .def = "", .doc = "What close() does: \"close hazard: WHAT\"."),
};

static const tsl_field fields[] = {
	TSL_WRITES(hazard, rows, "hazards", .doc = "The text as one row."),
	TSL_WRITES(hazard, x, "hazards.x", .doc = "One."),
};

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const hazard *self = config;
	tsl_str text = host->text(doc);
	const char *what = hazard_wanted(text, "stage");
	tsl_span *rows = host->begin(doc, self->rows, 1);
	rows[0] = (tsl_span){ 0, (uint32_t)text.len };
	if (host->end(doc, self->rows, 1) != TSL_OK)
		return TSL_FAILED;
	double *x = host->reals(doc, self->x);
	x[0] = 1;
	hazard_do(text, "stage");
	if (what && !strncmp(what, "past", 4))
		x[1] = 2;
	if (what && !strncmp(what, "config", 6))
		*(volatile tsl_layer *)(uintptr_t)&self->rows = self->rows;
	if (what && !strncmp(what, "scratch", 7))
		memset(host->alloc(doc, 32), 1, 40);
	return TSL_OK;
}

static void close_it(void *config)
{
	const hazard *self = config;
	hazard_do(self->closing, "close");
}

TSL_STAGE{
	.name = "hazard",
	.version = "1",
	.summary = "Does what no plugin should.",
	.config_size = sizeof(hazard),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.close = close_it,
	.process = process,
};
