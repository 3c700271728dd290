/*
 * mentions: where the text names one of the given targets, or speaks of it by a pronoun.
 *
 * targets.c and file.c gather the targets, alias.c makes a trie of their aliases, walk.c finds those in the
 * text, and pronouns.c links he, she and they to them.
 */
#include <teasel.h>

#include "walk.h"

struct mentions {
	tsl_groups targets, genders;
	tsl_file targets_file;
	bool pronouns;
	tsl_layer tokens, sentences;
	tsl_integers hash;
	tsl_layer mentions;
	tsl_texts target, kind;
	tsl_reals alias_score;
	tsl_refs antecedent;
	struct targets all;
	struct alias_trie trie;
	struct people people;
};

/* ---- a document ---- */

static bool is_row(const struct item *item)
{
	return (item->kind == ITEM_NAME && item->describes != DESCRIBES_TARGET) || item->linked;
}

static tsl_status write_rows(const tsl_host *host, tsl_document *doc, const struct mentions *m, struct walk *w)
{
	uint32_t n = 0;
	tsl_span *spans = host->begin(doc, m->mentions, w->n);
	for (uint32_t i = 0; i < w->n; i++)
		if (is_row(&w->items[i])) {
			w->items[i].row = n;
			spans[n++] = w->items[i].span;
		}
	return host->end(doc, m->mentions, n);
}

static void write_columns(const tsl_host *host, tsl_document *doc, const struct mentions *m, const struct walk *w)
{
	tsl_str *target = host->texts(doc, m->target), *kind = host->texts(doc, m->kind);
	double *score = host->reals(doc, m->alias_score);
	uint32_t *antecedent = host->refs(doc, m->antecedent);
	for (uint32_t i = 0; i < w->n; i++) {
		const struct item *item = &w->items[i];
		if (!is_row(item))
			continue;
		target[item->row] = m->all.at[item->target].name;
		kind[item->row] = item->linked ? (tsl_str){ "pronoun", 7 } : (tsl_str){ "name", 4 };
		score[item->row] = item->score;
		if (item->linked)
			antecedent[item->row] = w->items[item->antecedent].row;
	}
}

static tsl_status process(const tsl_host *host, tsl_document *doc, const void *config)
{
	const struct mentions *m = config;
	struct walk w = {
		.trie = &m->trie,
		.people = &m->people,
		.pronouns = m->pronouns,
		.text = host->text(doc),
		.tokens = host->rows(doc, m->tokens),
		.sentences = host->rows(doc, m->sentences),
		.hash = host->integers(doc, m->hash),
	};
	walk_tokens(&w, host, doc);
	if (m->pronouns)
		pronouns_link(&w, host, doc);
	if (write_rows(host, doc, m, &w) != TSL_OK)
		return TSL_FAILED;
	write_columns(host, doc, m, &w);
	return TSL_OK;
}

/* ---- options ---- */

static tsl_status list_gender(struct mentions *m, const tsl_host *host, tsl_setup *setup, size_t group)
{
	tsl_str gender = m->genders.name[group];
	const tsl_list *names = &m->genders.of[group];
	unsigned bit = gender_of_word(gender);
	if (!bit)
		return host->reject(setup, place_of_item("genders", group).option,
				    "`%.*s` is no pronoun of a target: write he, she, they or none", (int)gender.len,
				    gender.at);
	tsl_status status = TSL_OK;
	for (size_t i = 0; i < names->n; i++) {
		uint32_t target = targets_find(&m->all, targets_trim(names->at[i]));
		if (target < m->all.n)
			m->all.at[target].genders |= bit;
		else
			status = host->reject(setup, place_in_groups("genders", group, i).option,
					      "there is no target \"%.*s\": `%.*s` lists targets by name",
					      (int)names->at[i].len, names->at[i].at, (int)gender.len, gender.at);
	}
	return status;
}

static tsl_status list_genders(struct mentions *m, const tsl_host *host, tsl_setup *setup)
{
	tsl_status status = TSL_OK;
	if (m->genders.n && !m->pronouns)
		return host->reject(setup, "genders",
				    "nobody asks for pronouns: write `pronouns: true`, or leave this out");
	for (size_t i = 0; i < m->genders.n; i++)
		if (list_gender(m, host, setup, i) != TSL_OK)
			status = TSL_FAILED;
	for (uint32_t i = 0; i < m->all.n; i++) {
		const struct target *target = &m->all.at[i];
		if (target->genders & GENDER_NONE && target->genders != GENDER_NONE)
			status = host->reject(setup, m->genders.n ? "genders" : "targets_file",
					      "\"%.*s\" is listed under none and under another pronoun too",
					      (int)target->name.len, target->name.at);
	}
	return status;
}

static tsl_status open_mentions(const tsl_host *host, tsl_setup *setup, void *config)
{
	struct mentions *m = config;
	tsl_status status = targets_open(&m->all, host, setup, &m->targets, &m->targets_file);
	if (!m->all.n && status == TSL_OK)
		return host->reject(setup, m->targets_file.path.at ? "targets_file" : "targets",
				    "there is no target: name one, as in `targets: {Mill: [Mill, the old mill]}`");
	if (list_genders(m, host, setup) != TSL_OK)
		status = TSL_FAILED;
	if (alias_trie_open(&m->trie, host, setup, &m->all, m->pronouns ? MOST_BEGINNINGS : 0) != TSL_OK)
		status = TSL_FAILED;
	if (status != TSL_OK)
		return TSL_FAILED;
	people_open(&m->people, host, setup, &m->trie, &m->all, m->pronouns);
	return TSL_OK;
}

static const tsl_option options[] = {
	TSL_OPTION(struct mentions, targets,
		   .doc = "What to look for: each target's name, with the words the text uses for it. The name is "
			  "one of them unless an alias already has the same words. A word in small letters matches "
			  "any case; one with a capital matches that spelling or capitals alone. An alias may have a "
			  "score of its own from 0 to 1, as in `Ukraine: [Kyiv = 0.6]`; all others have 1."),
	TSL_OPTION(struct mentions, targets_file,
		   .doc = "Further targets, or further aliases of those above: UTF-8, on each line a target, a tab and "
			  "an alias (or nothing, for the name alone), and, parted by tabs, perhaps the alias's score "
			  "and the target's pronouns (he, she, they or none, more than one parted by commas). A line "
			  "that begins with `#` is a comment. Where both give a score to an alias, `targets` counts."),
	TSL_OPTION(struct mentions, pronouns, .def = "false",
		   .doc = "Link he, she and they, in all their forms, to targets named before in the same paragraph: "
			  "to one of the nearest sentence that has a fitting one, its subject first; a pronoun that "
			  "seems to mean somebody else is left alone."),
	TSL_OPTION(
		struct mentions, genders,
		.doc = "The pronouns of targets, as in `{he: [Mill], they: [Labour], none: [York]}`. A target that "
		       "is not listed has those that its aliases, or else the text, speak for: a first name or a title "
		       "says he or she, a word such as president either, and anything else none."),
};

static const tsl_field fields[] = {
	TSL_READS(struct mentions, tokens, "tokens"),
	TSL_READS(struct mentions, hash, "tokens.hash"),
	TSL_USES(struct mentions, sentences, "sentences"),
	TSL_WRITES(struct mentions, mentions, "mentions", .flags = TSL_FLAT,
		   .doc = "Where a target is named, without a possessive ending, or meant by a pronoun."),
	TSL_WRITES(struct mentions, target, "mentions.target", .doc = "The name of the target."),
	TSL_WRITES(
		struct mentions, alias_score, "mentions.alias_score",
		.doc = "How sure it is that these words mean the target, from 0 to 1, as the alias's score says; of a "
		       "pronoun, that of the name it is linked to."),
	TSL_WRITES(struct mentions, kind, "mentions.kind", .doc = "name or pronoun."),
	TSL_WRITES(struct mentions, antecedent, "mentions.antecedent", .flags = TSL_PRIVATE, .of = "mentions",
		   .doc = "Of a pronoun: the row of the name it is linked to."),
};

TSL_STAGE{
	.name = "mentions",
	.version = "0.2.0",
	.summary = "Finds every mention of the given targets by their aliases, the longest first, and by pronouns.",
	.config_size = sizeof(struct mentions),
	.options = TSL_ARRAY(options),
	.fields = TSL_ARRAY(fields),
	.open = open_mentions,
	.process = process,
};
