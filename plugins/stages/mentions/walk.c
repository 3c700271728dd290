/*
 * Walks over the tokens once. From a token that begins an alias the longest way through the trie is taken,
 * and the walk goes on behind it, so that the longest alias wins and mentions never overlap. A hyphen in the
 * text that joins two words is stepped over, so `al-Assad` and `al Assad` are the same alias.
 */
#include "walk.h"

#include "clause.h"
#include "word.h"

/* The longest alias that begins at a token: `claim` is NULL where there is none. */
struct match {
	const struct claim *claim;
	uint32_t last, end; /* its last token, and where its text ends */
};

static const struct claim *claim_at(const struct walk *w, uint32_t node, const uint32_t *path)
{
	for (const struct alias *alias = w->trie->nodes[node].ends; alias; alias = alias->next) {
		uint32_t i = 0;
		while (i < alias->n && alias_capitals_fit(&alias->words[i], token_text(w, path[i])))
			i++;
		if (i == alias->n)
			return alias->claim;
	}
	return NULL;
}

/* The end of a token without its 's, of either apostrophe. */
static uint32_t without_possessive(const struct walk *w, uint32_t t)
{
	uint32_t end = w->tokens.at[t].end;
	return end - (w->text.at[end - 2] == '\'' ? 2 : 4);
}

/* Puts into `best` the alias that ends at a node, with its last word at a token, if there is one. */
static void try_node(const struct walk *w, uint32_t node, const uint32_t *path, uint32_t t, struct match *best)
{
	const struct alias_node *at = &w->trie->nodes[node];
	const struct claim *claim = at->ends ? claim_at(w, node, path) : NULL;
	if (claim) {
		*best = (struct match){ claim, t, w->tokens.at[t].end };
		return;
	}
	claim = at->owner ? claim_at(w, at->owner, path) : NULL;
	if (claim)
		*best = (struct match){ claim, t, without_possessive(w, t) };
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

static struct match match_at(const struct walk *w, uint32_t t)
{
	struct match best = { NULL, t, 0 };
	uint32_t path[MOST_WORDS], node = 0;
	for (uint32_t n = 0; n < MOST_WORDS; n++) {
		node = alias_step(w->trie, node, (uint64_t)w->hash[t]);
		if (!node)
			break;
		path[n] = t;
		try_node(w, node, path, t, &best);
		uint32_t next = next_word(w, t);
		if (next >= w->tokens.n || parted(w, t, next))
			break;
		t = next;
	}
	return best;
}

bool walk_begins_name(const struct walk *w, uint32_t t)
{
	return match_at(w, t).claim != NULL;
}

static void push(const tsl_host *host, tsl_document *doc, struct walk *w, struct item item)
{
	if (w->n == w->room) {
		uint32_t room = w->room ? w->room * 2 : 64;
		struct item *larger = host->alloc(doc, room * sizeof *larger);
		if (w->n)
			memcpy(larger, w->items, w->n * sizeof *larger);
		w->items = larger;
		w->room = room;
	}
	w->items[w->n++] = item;
}

static struct item name_of(const struct walk *w, uint32_t t, const struct match *match)
{
	struct item item = {
		.span = { w->tokens.at[t].begin, match->end },
		.first = t,
		.last = match->last,
		.kind = ITEM_NAME,
		.target = match->claim->target,
		.score = match->claim->score,
	};
	if (item.score == 1)
		item.genders = people_genders_before(w, &item);
	return item;
}

/* The item that begins at a token that is worth a look; `last` is the token before it where there is none. */
static struct item item_at(const struct walk *w, uint32_t t)
{
	struct match match = match_at(w, t);
	struct item item = { .first = t, .last = t - 1 };
	if (match.claim)
		return name_of(w, t, &match);
	if (w->pronouns)
		people_item_at(w, t, &item);
	return item;
}

/* Which of up to 64 tokens are worth a look, as bits: without a branch, as nobody could foretell them. */
static uint64_t worth_a_look(const struct walk *w, uint32_t first)
{
	const struct filter filter = w->trie->first;
	const int64_t *hash = w->hash + first;
	unsigned n = w->tokens.n - first < 64 ? w->tokens.n - first : 64;
	uint64_t looks = 0;
	for (unsigned i = 0; i < n; i++)
		looks |= (uint64_t)filter_may_hold(&filter, (uint64_t)hash[i]) << i;
	return looks;
}

/* Many words that are worth a look only lead on, as "the" of "the mayor" does: the next tells of most that they do not.
 * Where a hyphen may stand between the two, it tells nothing. */
static bool may_begin(const struct walk *w, uint32_t t)
{
	const tsl_span *at = w->tokens.at;
	if (filter_may_hold(&w->trie->alone, (uint64_t)w->hash[t]))
		return true;
	return t + 1 < w->tokens.n &&
	       (at[t].end == at[t + 1].begin || filter_may_hold(&w->trie->later, (uint64_t)w->hash[t + 1]));
}

void walk_tokens(struct walk *w, const tsl_host *host, tsl_document *doc)
{
	uint32_t next = 0; /* behind the last item */
	for (uint32_t first = 0; first < w->tokens.n; first += 64) {
		for (uint64_t left = worth_a_look(w, first); left; left &= left - 1) {
			uint32_t t = first + (unsigned)__builtin_ctzll(left);
			if (t < next || !may_begin(w, t))
				continue;
			struct item item = item_at(w, t);
			if (item.last + 1 == t)
				continue;
			people_describe(w, &item);
			push(host, doc, w, item);
			next = item.last + 1;
		}
	}
}
