/*
 * Links pronouns. A paragraph is read only where a pronoun stands behind the name of a target that can have
 * pronouns; all that is kept of what was read is short (scene.h), so the work grows with the text and nothing else.
 */
#include "clause.h"
#include "reader.h"

enum { MOST_FRONT = 30 }; /* tokens */

/* ---- pronouns that are none ---- */

static bool is_or(const struct walk *w, uint32_t t)
{
	tsl_str token = token_text(w, t);
	return bytes_equal(token.at, token.len, "or", 2) || bytes_equal(token.at, token.len, "/", 1);
}

/* he or she, his or her */
static bool is_anybody(const struct walk *w, uint32_t t)
{
	const struct form *form;
	if (t + 2 < w->tokens.n && is_or(w, t + 1) && (form = people_form(w->people, (uint64_t)w->hash[t + 2])))
		return true;
	return t >= 2 && is_or(w, t - 1) && (form = people_form(w->people, (uint64_t)w->hash[t - 2]));
}

/* Her Majesty; He Lifeng, which is a name. */
static bool is_of_name(const struct reader *r, uint32_t t)
{
	const struct walk *w = r->w;
	if (t + 1 >= r->last || !token_is_capital(w, t + 1))
		return false;
	if (token_class(w, t + 1) & WORD_HONOUR)
		return true;
	tsl_str token = token_text(w, t);
	return bytes_equal(token.at, token.len, "He", 2) && t > r->begin &&
	       clause_role(w->text, w->tokens.at[t - 1]) == TOKEN_WORD;
}

/* "After he won, Lund …": whether a target that fits is named right behind the comma, and is another. */
static bool looks_ahead(const struct reader *r, const struct item *item, const struct actor *found)
{
	const struct walk *w = r->w;
	uint32_t t = item->last + 1, end = t + MOST_FRONT < r->last ? t + MOST_FRONT : r->last;
	if (!r->scene.fronted)
		return false;
	while (t < end && clause_role(w->text, w->tokens.at[t]) != TOKEN_COMMA)
		t++;
	for (uint32_t i = r->item + 1; i < w->n && w->items[i].first <= t + 2; i++) {
		const struct item *next = &w->items[i];
		if (next->first > t && next->kind == ITEM_NAME && t < end)
			return w->genders[next->target] & item->form->gender &&
			       found->entity != (uint64_t)next->target + 1;
	}
	return false;
}

/* ---- pronouns ---- */

/* "The charges against him": not what the clause's verb is done to, so that it may mean the subject. */
static bool is_beside_noun(const struct reader *r, uint32_t t)
{
	static const char *const words[] = { "against", "behind", "around" };
	if (t < r->begin + 3 || scene_before(&r->scene, t - 2))
		return false;
	tsl_str verb = token_text(r->w, t - 2), token = token_text(r->w, t - 1);
	if (token_class(r->w, t - 2) & (WORD_VERB | WORD_SAYS) ||
	    (verb.len > 3 && !memcmp(verb.at + verb.len - 2, "ed", 2)))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (bytes_equal(token.at, token.len, words[i], strlen(words[i])))
			return true;
	return false;
}

/* "her" by the word behind it, and "him" by those before. */
static enum form_kind kind_of(const struct reader *r, const struct item *item)
{
	const uint32_t ends = WORD_PREPOSITION | WORD_CLAUSE | WORD_RELATIVE | WORD_SAYS | WORD_VERB | WORD_AND |
			      WORD_DETERMINER;
	uint32_t next = item->last + 1;
	if (item->form->kind == FORM_OBJECT && is_beside_noun(r, item->first))
		return FORM_SELF;
	if (item->form->kind != FORM_HER)
		return item->form->kind;
	if (next >= r->last || clause_role(r->w->text, r->w->tokens.at[next]) != TOKEN_WORD ||
	    token_class(r->w, next) & ends)
		return FORM_OBJECT;
	return FORM_OWNER;
}

/* Lund and his aides; thanked Lund for his work: the one named last. */
static bool is_joined(const struct reader *r, uint32_t t)
{
	if (t == r->begin)
		return false;
	if (token_class(r->w, t - 1) & WORD_AND)
		return scene_before(&r->scene, t - 1);
	tsl_str token = token_text(r->w, t - 1);
	return bytes_equal(token.at, token.len, "for", 3) && scene_before(&r->scene, t - 1);
}

void reader_pronoun(struct reader *r, uint32_t i)
{
	struct item *item = &r->w->items[i];
	uint32_t t = item->first;
	if (is_anybody(r->w, t) || is_of_name(r, t))
		return;
	enum form_kind kind = kind_of(r, item);
	bool owns = kind == FORM_OWNER;
	const struct actor *found = scene_resolve(&r->scene, item->form, kind, owns && is_joined(r, t));
	if (found && r->scene.first_person && found->entity == r->scene.speaker)
		return;
	bool someone = found && !looks_ahead(r, item, found);
	uint64_t entity = someone ? found->entity : STRANGER | item->form->gender;
	uint32_t named = someone ? found->item : i;
	item->linked = someone && !(entity & STRANGER);
	if (item->linked) {
		item->antecedent = named;
		item->target = r->w->items[named].target;
		item->score = r->w->items[named].score;
	}
	unsigned genders = item->linked ? r->w->genders[item->target] : 0;
	if (!genders || genders == (GENDER_HE | GENDER_SHE))
		genders = item->form->gender; /* now it is known */
	if (found || !r->scene.spoken) /* who is spoken of may still be named: "I trust him," Lund said of Marsh */
		reader_name(r, t, t, entity, genders, owns)->item = named;
}

/* ---- paragraphs ---- */

void reader_remember(struct reader *r, uint32_t token, unsigned genders)
{
	uint64_t entity = reader_stranger(r->w, token);
	uint32_t i = entity % STRANGER_SLOTS;
	if (r->n_names == MOST_STRANGERS)
		return;
	for (; r->names[i] && r->names[i] != entity; i = (i + 1) % STRANGER_SLOTS)
		;
	r->n_names += !r->names[i];
	r->names[i] = entity;
	r->genders[i] = genders;
}

/* Without the layer `sentences`: a final mark, and a capital or a mark behind white space. */
static bool seems_to_begin(const struct walk *w, uint32_t t)
{
	uint32_t k = t;
	if (!t || w->tokens.at[t - 1].end == w->tokens.at[t].begin)
		return false;
	while (k > 0 && t - k < 3 && clause_role(w->text, w->tokens.at[k - 1]) == TOKEN_MARK &&
	       token_point(w, k - 1) != 0x2026)
		k--;
	uint32_t mark = k ? token_point(w, k - 1) : 0;
	if (mark != '.' && mark != '!' && mark != '?' && mark != 0x2026)
		return false;
	if (mark == '.' && k > 1 &&
	    (token_text(w, k - 2).len == 1 || token_class(w, k - 2) & (WORD_TITLE | WORD_HE_TITLE | WORD_SHE_TITLE)))
		return false;
	return point_upper(token_point(w, t)) == token_point(w, t);
}

static bool begins_sentence(struct reader *r, uint32_t t)
{
	bool begins = false;
	uint32_t at = r->w->tokens.at[t].begin;
	if (!r->w->sentences.n)
		return seems_to_begin(r->w, t);
	for (; r->sentence < r->w->sentences.n && r->w->sentences.at[r->sentence].begin <= at; r->sentence++)
		begins = true;
	return begins;
}

/* A name of a target with another's first name or title: Anna Lund, where Lund is he. */
static bool is_of_another(const struct reader *r, const struct item *item)
{
	unsigned genders = r->w->genders[item->target] & (GENDER_HE | GENDER_SHE);
	return item->genders && genders && !(item->genders & genders);
}

static void read_name(struct reader *r, const struct item *item)
{
	bool known = item->kind == ITEM_NAME && !is_of_another(r, item);
	uint64_t entity = known ? (uint64_t)item->target + 1 : reader_stranger(r->w, item->last);
	reader_name(r, item->first, item->last, entity, known ? r->w->genders[item->target] : item->genders,
		    reader_owns(r->w, item->last));
}

static void read_item(struct reader *r, const struct item *item)
{
	if (item->kind == ITEM_PRONOUN)
		reader_pronoun(r, r->item);
	else if (!item->describes)
		read_name(r, item);
	if (item->kind == ITEM_STRANGER)
		reader_remember(r, item->last, item->genders);
	r->scene.words++;
	r->scene.since++;
}

void reader_read(struct reader *r, uint32_t t)
{
	scene_init(&r->scene);
	for (r->begin = t; t < r->last; t++) {
		if (begins_sentence(r, t)) {
			scene_end_sentence(&r->scene);
			r->begin = t;
		}
		const struct item *item = r->item < r->w->n ? &r->w->items[r->item] : NULL;
		if (item && item->first == t) {
			read_item(r, item);
			t = item->last;
			r->item++;
		} else {
			reader_word(r, t);
		}
	}
}
