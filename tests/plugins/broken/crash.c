/* For tests: does to a document what a careless plugin might. */
#include <stdio.h>
#include <string.h>
#include <teasel.h>
#include <unistd.h>

typedef struct {
	tsl_str on, how;
} crash;

static const tsl_option options[] = {
	TSL_OPTION(crash, on, .def = "", .doc = "id of the document to crash on"),
	TSL_OPTION(crash, how, .def = "null", .choices = "null exit open fail drop", .doc = "what to do"),
};

static bool is(tsl_str s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.at, word, s.len);
}

static void dereference(volatile const char *nowhere)
{
	(void)*nowhere;
}

static tsl_status open_it(const tsl_host *host, tsl_setup *setup, void *config)
{
	(void)host, (void)setup;
	const crash *self = config;
	if (is(self->how, "open"))
		dereference(NULL);
	return TSL_OK;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const crash *self = config;
	tsl_str id = host->id(doc);
	if (id.len != self->on.len || memcmp(id.at, self->on.at, id.len) != 0)
		return TSL_OK;
	if (is(self->how, "null"))
		dereference(NULL);
	if (is(self->how, "exit"))
		_exit(7);
	if (is(self->how, "drop"))
		return host->drop(doc, "not wanted: %.*s", (int)id.len, id.at);
	return host->fail(doc, "cannot bear %.*s", (int)id.len, id.at);
}

TSL_STAGE{
	.name = "crash",
	.version = "1.0.0",
	.summary = "Breaks down on one document.",
	.config_size = sizeof(crash),
	.options = TSL_ARRAY(options),
	.open = open_it,
	.process = process,
};
