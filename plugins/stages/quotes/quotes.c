/* quotes: what is said in quotation marks, and by whom. */
#include "quotes.h"

struct quotes {
	tsl_layer sentences;
	tsl_layer quotes;
	tsl_texts speaker;
	struct wordmap words;
};

static tsl_status open_quotes(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct quotes *quotes = config;
	fill_word_classes(host, setup, &quotes->words);
	return TSL_OK;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct quotes *quotes = config;
	tsl_str text = host->text(doc);
	struct quotations all = pair_marks(host, doc, text, find_marks(host, doc, text));
	name_speakers(&quotes->words, text, host->rows(doc, quotes->sentences), all);

	tsl_span *spans = host->begin(doc, quotes->quotes, all.n);
	for (uint32_t i = 0; i < all.n; i++)
		spans[i] = all.at[i].inside;
	if (host->end(doc, quotes->quotes, all.n) != TSL_OK)
		return TSL_FAILED;
	tsl_str *speaker = host->texts(doc, quotes->speaker);
	for (uint32_t i = 0; i < all.n; i++)
		speaker[i] = all.at[i].speaker;
	return TSL_OK;
}

static const tsl_field fields[] = {
	TSL_USES(struct quotes, sentences, "sentences"),
	TSL_WRITES(struct quotes, quotes, "quotes", .flags = TSL_FLAT,
		   .doc = "What stands inside quotation marks; marks inside of marks are not looked at."),
	TSL_WRITES(struct quotes, speaker, "quotes.speaker",
		   .doc = "Who says it, in the words of the text; missing where the text names nobody."),
};

TSL_STAGE{
	.name = "quotes",
	.version = "0.1.0",
	.summary = "Finds quotations and names their speakers.",
	.config_size = sizeof(struct quotes),
	.fields = TSL_ARRAY(fields),
	.open = open_quotes,
	.process = process,
};
