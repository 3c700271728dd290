/*
 * mentions: where the text names one of the pipeline's targets.
 *
 * The text is walked once. From each token the longest way through the trie of aliases is taken, and the
 * walk goes on behind it, so that the longest alias wins and mentions never overlap. A hyphen in the text
 * that joins two words is stepped over, so `al-Assad` and `al Assad` are the same alias.
 */
#include <teasel.h>

#include "alias.h"
#include "clause.h"
#include "word.h"

struct mentions {
	tsl_groups targets;
	tsl_layer tokens;
	tsl_integers hash;
	tsl_layer mentions;
	tsl_texts target;
	struct alias_trie trie;
};

struct found {
	tsl_span span;
	const tsl_str *target;
};

struct walk {
	const struct mentions *m;
	tsl_str text;
	tsl_rows tokens;
	const int64_t *hash;
	struct found *found;
	uint32_t n, room;
};

/* The longest alias that begins at a token: `target` is NULL where there is none. */
struct match {
	const tsl_str *target;
	uint32_t last, end; /* its last token, and where its text ends */
};

/* The length of a token without its 's or the ' of a plural, or 0 where it has neither. */
static size_t without_possessive(tsl_str token)
{
	size_t n = token.len;
	if (n && (token.at[n - 1] == 's' || token.at[n - 1] == 'S'))
		n--;
	if (n > 1 && token.at[n - 1] == '\'')
		return n - 1;
	if (n > 3 && !memcmp(token.at + n - 3, "\xE2\x80\x99", 3))
		return n - 3;
	return 0;
}

static tsl_str token_text(const struct walk *w, uint32_t t)
{
	tsl_span span = w->tokens.at[t];
	return (tsl_str){ w->text.at + span.begin, span.end - span.begin };
}

/* Whether a token that is the same word but for capitals has those of the alias, or capitals alone. */
static bool capitals_fit(const struct alias_word *word, tsl_str token)
{
	bool all_capitals = true, same = true;
	for (size_t i = 0, k = 0; i < word->spelling.len && k < token.len; i++, k++) {
		unsigned char a = (unsigned char)word->spelling.at[i], t = (unsigned char)token.at[k];
		/* One side may have the curly apostrophe and the other the straight one. */
		if (a != t && (a == 0xE2 || t == 0xE2)) {
			i += a == 0xE2 ? 2 : 0;
			k += t == 0xE2 ? 2 : 0;
			continue;
		}
		same = same && a == t;
		all_capitals = all_capitals && !char_is_lower(t);
	}
	return !word->cased || same || all_capitals;
}

static const tsl_str *target_at(const struct walk *w, uint32_t node, const uint32_t *path)
{
	for (const struct alias *alias = w->m->trie.ends[node]; alias; alias = alias->next) {
		uint32_t i = 0;
		while (i < alias->n && capitals_fit(&alias->words[i], token_text(w, path[i])))
			i++;
		if (i == alias->n)
			return alias->target;
	}
	return NULL;
}

/* Words of one name may be parted by a line end, not by a blank line. */
static bool parted(const struct walk *w, uint32_t a, uint32_t b)
{
	unsigned lines = 0;
	for (uint32_t i = w->tokens.at[a].end; i < w->tokens.at[b].begin; i++)
		lines += w->text.at[i] == '\n';
	return lines > 1;
}

/* The next word of a possible alias: a hyphen that touches both its neighbours is stepped over. */
static uint32_t next_word(const struct walk *w, uint32_t t)
{
	const tsl_span *at = w->tokens.at;
	if (t + 2 < w->tokens.n && at[t].end == at[t + 1].begin && at[t + 1].end == at[t + 2].begin &&
	    clause_role(w->text, at[t + 1]) == TOKEN_HYPHEN)
		return t + 2;
	return t + 1;
}

/* Puts into `best` the alias whose last word is this token without its possessive ending, if there is one. */
static void try_possessive(const struct walk *w, uint32_t node, const uint32_t *path, uint32_t t, struct match *best)
{
	tsl_str token = token_text(w, t);
	size_t len = without_possessive(token);
	if (!len)
		return;
	uint32_t end = alias_step(&w->m->trie, node, word_hash(token.at, len));
	const tsl_str *target = end ? target_at(w, end, path) : NULL;
	if (target)
		*best = (struct match){ target, t, w->tokens.at[t].begin + (uint32_t)len };
}

static struct match match_at(const struct walk *w, uint32_t t)
{
	struct match best = { NULL, t, 0 };
	uint32_t path[MOST_WORDS], node = 0;
	for (uint32_t n = 0; n < MOST_WORDS; n++) {
		path[n] = t;
		try_possessive(w, node, path, t, &best);
		node = alias_step(&w->m->trie, node, (uint64_t)w->hash[t]);
		if (!node)
			break;
		const tsl_str *target = target_at(w, node, path);
		if (target)
			best = (struct match){ target, t, w->tokens.at[t].end };
		uint32_t next = next_word(w, t);
		if (next >= w->tokens.n || parted(w, t, next))
			break;
		t = next;
	}
	return best;
}

static void push(const tsl_host *host, tsl_document *doc, struct walk *w, struct found found)
{
	if (w->n == w->room) {
		uint32_t room = w->room ? w->room * 2 : 64;
		struct found *larger = host->alloc(doc, room * sizeof *larger);
		if (w->n)
			memcpy(larger, w->found, w->n * sizeof *larger);
		w->found = larger;
		w->room = room;
	}
	w->found[w->n++] = found;
}

static tsl_status write_mentions(const tsl_host *host, tsl_document *doc, const struct walk *w)
{
	tsl_span *spans = host->begin(doc, w->m->mentions, w->n);
	for (uint32_t i = 0; i < w->n; i++)
		spans[i] = w->found[i].span;
	if (host->end(doc, w->m->mentions, w->n) != TSL_OK)
		return TSL_FAILED;
	tsl_str *target = host->texts(doc, w->m->target);
	for (uint32_t i = 0; i < w->n; i++)
		target[i] = *w->found[i].target;
	return TSL_OK;
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct mentions *m = config;
	struct walk w = { m, host->text(doc), host->rows(doc, m->tokens), host->integers(doc, m->hash), NULL, 0, 0 };
	for (uint32_t t = 0; t < w.tokens.n; t++) {
		struct match match = match_at(&w, t);
		if (!match.target)
			continue;
		push(host, doc, &w, (struct found){ { w.tokens.at[t].begin, match.end }, match.target });
		t = match.last;
	}
	return write_mentions(host, doc, &w);
}

static tsl_status open_mentions(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct mentions *m = config;
	if (!m->targets.n)
		return host->reject(setup, "targets",
				    "there is no target: name one, as in `Mill: [Mill, the old mill]`");
	return alias_trie_open(&m->trie, host, setup, &m->targets);
}

static const tsl_option options[] = {
	TSL_OPTION(struct mentions, targets, .required = true,
		   .doc = "What to look for: each target's name, with the words the text uses for it. The name is "
			  "one of them unless an alias already has the same words. A word in small letters matches "
			  "any case; one with a capital matches that spelling or capitals alone."),
};

static const tsl_field fields[] = {
	TSL_READS(struct mentions, tokens, "tokens"),
	TSL_READS(struct mentions, hash, "tokens.hash"),
	TSL_WRITES(struct mentions, mentions, "mentions", .flags = TSL_FLAT,
		   .doc = "Where a target is named, without a possessive ending."),
	TSL_WRITES(struct mentions, target, "mentions.target", .doc = "The name of the target."),
};

TSL_STAGE{
	.name = "mentions",
	.version = "0.1.0",
	.summary = "Finds every mention of the given targets by their aliases, the longest first.",
	.config_size = sizeof(struct mentions),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.open = open_mentions,
	.process = process,
};
