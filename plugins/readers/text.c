/* text: each file is one document. The host has opened the file, and set() gives the document the file's path as id. */
#include <teasel.h>

#include "utf16.h"

static tsl_status read_file(const tsl_host *host, tsl_document *doc, tsl_str record, const void *config)
{
	(void)config;
	if (utf16_is_marked(record))
		return host->fail(doc, UTF16_SENTENCE);
	return host->set(doc, (tsl_str){ 0 }, record);
}

TSL_READER{
	.name = "text",
	.version = "0.1.0",
	.summary = "Reads plain text: each file is one document.",
	.read = read_file,
};
