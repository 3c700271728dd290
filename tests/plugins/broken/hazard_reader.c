/* A reader of lines, `id text`, that does what the text asks for. */
#include "hazards.h"

static size_t cut(const void *config, const char *at, size_t n, bool last)
{
	(void)config;
	const char *end = n ? memchr(at, '\n', n) : NULL;
	hazard_do((tsl_str){ at, end ? (size_t)(end - at) : 0 }, "cut");
	return end ? (size_t)(end - at) + 1 : last ? n : 0;
}

static tsl_status read_line(const tsl_host *host, tsl_document *doc, tsl_str record, const void *config)
{
	(void)config;
	const char *blank = memchr(record.at, ' ', record.len);
	if (!blank)
		return TSL_NOTHING;
	hazard_do(record, "reader");
	return host->set(doc, (tsl_str){ record.at, (size_t)(blank - record.at) },
			 (tsl_str){ blank + 1, (size_t)(record.at + record.len - blank - 1) });
}

TSL_READER{
	.name = "hazard_reader",
	.version = "1",
	.summary = "Reads lines, and does what no plugin should.",
	.cut = cut,
	.read = read_line,
};
