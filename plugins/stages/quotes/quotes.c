/* quotes: what is said, with quotation marks and without, of what kind it is, and by whom. */
#include "clause.h"
#include "quotes.h"

struct quotes {
	tsl_layer sentences, tokens, mentions;
	tsl_integers hash;
	tsl_texts mention_target;
	tsl_layer quotes;
	tsl_texts kind, speaker, speaker_target, cue;
	struct lexicon words;
};

static tsl_status open_quotes(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct quotes *quotes = config;
	fill_lexicon(host, setup, &quotes->words);
	return TSL_OK;
}

static struct quotations find_all(const tsl_host *host, tsl_document *doc, const struct quotes *self)
{
	tsl_str text = host->text(doc);
	struct layers layers = { host->rows(doc, self->sentences), host->rows(doc, self->tokens),
				 host->integers(doc, self->hash) };
	struct quotations all = pair_marks(host, doc, text, find_marks(host, doc, text));
	name_speakers(&self->words, text, &layers, all);
	all = tell_kinds(&self->words, text, &layers, all);
	struct quotations reports = find_reports(host, doc, &self->words, text, &layers, all);
	all = merge_quotations(host, doc, all, reports);
	hand_on_speakers(text, all);
	struct quotations run_on = find_run_on(host, doc, &self->words, text, &layers, all);
	return merge_quotations(host, doc, all, run_on);
}

/* ---- columns ---- */

static tsl_str kind_name(uint8_t kind)
{
	switch (kind) {
	case QUOTE_DIRECT:
		return (tsl_str){ "direct", 6 };
	case QUOTE_PARTIAL:
		return (tsl_str){ "partial", 7 };
	case QUOTE_INDIRECT:
		return (tsl_str){ "indirect", 8 };
	case QUOTE_UNMARKED:
		return (tsl_str){ "unmarked", 8 };
	default:
		return (tsl_str){ "scare", 5 };
	}
}

static tsl_str text_of(tsl_str text, tsl_span span)
{
	return span_is_empty(span) ? (tsl_str){ NULL, 0 } : (tsl_str){ text.at + span.begin, span.end - span.begin };
}

static bool is_of(tsl_str text, uint32_t at)
{
	static const char *const links[] = { " of ",     " for ",    " in ",     " from ",    ", ",      " to ",
					     " on ",     " near ",   " at ",     " with ",    " by ",    " against ",
					     " about ",  " that ",   " who ",    " which ",   " whose ", " under ",
					     " behind ", " inside ", " around ", " between ", " and " };
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		size_t n = strlen(links[i]);
		if (at + n <= text.len && !memcmp(text.at + at, links[i], n))
			return true;
	}
	return false;
}

/* Whether the mention is the one who speaks: not "Kolb" in "Kolb's lawyer" or "a friend of Kolb". */
static bool is_head(tsl_str text, tsl_span speaker, tsl_span mention)
{
	for (uint32_t at = speaker.begin; at < mention.begin; at++)
		if (text.at[at] == ' ' && is_of(text, at))
			return false;
	bool possessive = mention.end < text.len &&
			  (text.at[mention.end] == '\'' || (unsigned char)text.at[mention.end] == 0xE2);
	return !possessive && (mention.end >= speaker.end || is_of(text, mention.end));
}

static tsl_str target_of(tsl_str text, tsl_span speaker, tsl_rows mentions, const tsl_str *targets)
{
	if (span_is_empty(speaker) || !targets)
		return (tsl_str){ NULL, 0 };
	for (uint32_t i = rows_from(mentions, speaker.begin); i < mentions.n && mentions.at[i].begin < speaker.end; i++)
		if (is_head(text, speaker, mentions.at[i]))
			return targets[i];
	return (tsl_str){ NULL, 0 };
}

static void write_columns(const tsl_host *host, tsl_document *doc, const struct quotes *self, struct quotations all)
{
	tsl_str text = host->text(doc);
	tsl_rows mentions = host->rows(doc, self->mentions);
	const tsl_str *targets = host->texts(doc, self->mention_target);
	tsl_str *kind = host->texts(doc, self->kind), *speaker = host->texts(doc, self->speaker);
	tsl_str *target = host->texts(doc, self->speaker_target), *cue = host->texts(doc, self->cue);
	for (uint32_t i = 0; i < all.n; i++) {
		const struct quotation *q = &all.at[i];
		kind[i] = kind_name(q->kind);
		speaker[i] = text_of(text, q->speaker);
		target[i] = target_of(text, q->speaker, mentions, targets);
		cue[i] = text_of(text, q->cue);
	}
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct quotes *quotes = config;
	struct quotations all = find_all(host, doc, quotes);
	tsl_span *spans = host->begin(doc, quotes->quotes, all.n);
	for (uint32_t i = 0; i < all.n; i++)
		spans[i] = all.at[i].inside;
	if (host->end(doc, quotes->quotes, all.n) != TSL_OK)
		return TSL_FAILED;
	write_columns(host, doc, quotes, all);
	return TSL_OK;
}

static const tsl_field fields[] = {
	TSL_USES(struct quotes, sentences, "sentences"),
	TSL_USES(struct quotes, tokens, "tokens"),
	TSL_USES(struct quotes, hash, "tokens.hash"),
	TSL_USES(struct quotes, mentions, "mentions"),
	TSL_USES(struct quotes, mention_target, "mentions.target"),
	TSL_WRITES(
		struct quotes, quotes, "quotes",
		.doc = "What somebody says: the text inside quotation marks, or the clause that reports it; a report "
		       "may hold quotations in marks, which are rows of their own."),
	TSL_WRITES(struct quotes, kind, "quotes.kind",
		   .doc = "`direct`, `partial` (a phrase in marks), `indirect` (reported without marks), `unmarked` "
			  "(speech "
			  "that runs on behind the marks) or `scare` (marks that nobody is quoted with)."),
	TSL_WRITES(struct quotes, speaker, "quotes.speaker",
		   .doc = "Who says it, in the words of the text; missing where the text names nobody."),
	TSL_WRITES(struct quotes, speaker_target, "quotes.speaker_target",
		   .doc = "The target of the mention that is the speaker, where `mentions` ran before."),
	TSL_WRITES(struct quotes, cue, "quotes.cue",
		   .doc = "The word or words that tell of the speech, as they stand: `said`, `according to`."),
};

TSL_STAGE{
	.name = "quotes",
	.version = "0.2.0",
	.summary = "Finds what is said, in quotation marks and without, and who says it.",
	.config_size = sizeof(struct quotes),
	.fields = TSL_ARRAY(fields),
	.open = open_quotes,
	.process = process,
};
