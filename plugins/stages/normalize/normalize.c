/*
 * normalize: brings a text's characters into one form, so that what looks the same is the same.
 *
 * Single characters first, since a composition may wait behind an invisible one; then NFC on what is left.
 */
#include "normalize.h"

static const tsl_option options[] = {
	TSL_OPTION(normalize, nfc, .def = "true",
		   .doc = "Letters and their marks are composed (Unicode's form NFC); reason `nfc`."),
	TSL_OPTION(normalize, line_ends, .def = "true", .doc = "CRLF and CR become LF; reason `line end`."),
	TSL_OPTION(normalize, invisible, .def = "true",
		   .doc = "Zero-width spaces, word joiners, byte-order marks, invisible operators and marks of writing "
			  "direction go; U+200C and U+200D stay behind a virama, and between two letters, marks or "
			  "emoji beyond Latin, Greek and Cyrillic, where they show; reason `invisible`."),
	TSL_OPTION(normalize, soft_hyphens, .def = "true", .doc = "U+00AD goes; reason `soft hyphen`."),
	TSL_OPTION(normalize, controls, .def = "true",
		   .doc = "Control characters but tab, LF and CR go (U+0000 to U+001F, U+007F to U+009F); U+000B, "
			  "U+000C and U+0085 become a space where no white space stands beside them; reason "
			  "`control`."),
	TSL_OPTION(normalize, quotes, .def = "false",
		   .doc = "Curly quotation marks and apostrophes (U+2018 to U+201F) become straight; reason `quotes`."),
	TSL_OPTION(normalize, dashes, .def = "false",
		   .doc = "Typographic hyphens and dashes (U+2010 to U+2015) become `-`; reason `dashes`."),
};

static tsl_status open(const tsl_host *host, tsl_setup *setup, void *config)
{
	(void)host;
	(void)setup;
	clean_open(config);
	return TSL_OK;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const normalize *self = config;
	struct edits edits = { .host = host, .doc = doc };
	clean_find(self, host->text(doc), &edits);
	if (edits.n && host->edit(doc, edits.at, edits.n) != TSL_OK)
		return TSL_FAILED;
	if (!self->nfc)
		return TSL_OK;
	edits.n = 0;
	nfc_find(host->text(doc), &edits);
	return edits.n ? host->edit(doc, edits.at, edits.n) : TSL_OK;
}

TSL_STAGE{
	.name = "normalize",
	.version = "0.1.0",
	.summary = "Brings characters into one form: composed letters, LF, nothing invisible.",
	.config_size = sizeof(normalize),
	.options = TSL_ARRAY(options),
	.flags = TSL_REWRITES,
	.open = open,
	.process = process,
};
