/* Subjects and clauses. */
#include "clause.h"
#include "reader.h"
#include "word.h"

/* Words: Lund's former aide; Lund of the Greens, who. */
enum { OWNED = 3, RELATED = 6, NAMES = 4 };

static bool ends_in(tsl_str token, const char *end)
{
	size_t n = strlen(end);
	return token.len > n + 1 && !memcmp(token.at + token.len - n, end, n);
}

/* The length of a token without 's, of either apostrophe. */
static size_t owner_len(tsl_str token)
{
	size_t n = token.len;
	if (n > 2 && (token.at[n - 1] | 0x20) == 's' && token.at[n - 2] == '\'')
		return n - 2;
	if (n > 4 && (token.at[n - 1] | 0x20) == 's' && !memcmp(token.at + n - 4, "\xE2\x80\x99", 3))
		return n - 4;
	return n;
}

bool reader_owns(const struct walk *w, uint32_t t)
{
	tsl_str token = token_text(w, t);
	if (owner_len(token) < token.len)
		return true;
	if (t + 1 >= w->tokens.n || w->tokens.at[t + 1].begin != w->tokens.at[t].end || !ends_in(token, "s"))
		return false;
	uint32_t mark = token_point(w, t + 1);
	return mark == '\'' || mark == 0x2019;
}

uint64_t reader_stranger(const struct walk *w, uint32_t t)
{
	tsl_str token = token_text(w, t);
	return STRANGER | word_hash(token.at, owner_len(token));
}

/* ---- names ---- */

/* Whether a name is governed by a preposition, perhaps over an article, titles and other names. */
static bool is_oblique(const struct reader *r, uint32_t t)
{
	const uint32_t between = WORD_DETERMINER | WORD_TITLE | WORD_HE_TITLE | WORD_SHE_TITLE | WORD_OFFICE;
	for (uint32_t n = 0; n < 4 && t > r->begin; n++) {
		uint32_t bits = token_class(r->w, --t);
		if (bits & WORD_PREPOSITION)
			return true;
		if (!(bits & between) && !token_is_capital(r->w, t))
			return false;
	}
	return false;
}

static enum role role_of(struct reader *r, uint32_t first, uint64_t entity, bool owns)
{
	struct scene *s = &r->scene;
	if (is_oblique(r, first) || !s->open || first > s->open_until)
		return ROLE_OTHER;
	if (owns) {
		s->open_until = first + OWNED;
		return ROLE_OWNER;
	}
	s->open = false;
	s->subject = entity;
	return s->fronted ? ROLE_FRONTED : ROLE_SUBJECT;
}

/* Two that are named together are they. */
static void add_group(struct reader *r, const struct actor *one, const struct actor *other)
{
	struct actor group = *other;
	group.entity = (one->entity ^ other->entity * 0x9E3779B97F4A7C15u) | STRANGER;
	group.genders = GENDER_THEY;
	group.role = one->role;
	scene_add(&r->scene, group);
}

struct actor *reader_name(struct reader *r, uint32_t first, uint32_t last, uint64_t entity, unsigned genders, bool owns)
{
	struct scene *s = &r->scene;
	struct actor actor = {
		.entity = entity, .genders = genders, .item = r->item, .last = last, .spoken = s->spoken
	};
	bool joined = first > r->begin && token_class(r->w, first - 1) & WORD_AND;
	const struct actor *before = joined ? scene_before(s, first - 1) : NULL;
	if (!before) {
		actor.role = role_of(r, first, entity, owns);
		return scene_add(s, actor);
	}
	struct actor one = *before;
	actor.role = one.role;
	if (!owns && one.entity != entity)
		add_group(r, &one, &actor);
	return scene_add(s, actor);
}

/* ---- words ---- */

static bool is_item(const struct reader *r, uint32_t t)
{
	return r->item < r->w->n && r->w->items[r->item].first == t;
}

/* Whether a noun stands by itself, and does not describe the one behind it: official visit. */
static bool is_whole_noun(const struct reader *r, uint32_t t)
{
	const uint32_t behind = WORD_SAYS | WORD_VERB | WORD_PREPOSITION | WORD_CLAUSE | WORD_RELATIVE | WORD_AND |
				WORD_DETERMINER;
	if (t + 1 >= r->last)
		return true;
	if (is_item(r, t + 1))
		return r->w->items[r->item].kind == ITEM_PRONOUN;
	return clause_role(r->w->text, r->w->tokens.at[t + 1]) != TOKEN_WORD || token_class(r->w, t + 1) & behind ||
	       ends_in(token_text(r->w, t + 1), "ed");
}

static unsigned person_genders(uint32_t bits)
{
	if (bits & WORD_PEOPLE)
		return GENDER_THEY;
	if (bits & (WORD_HE_PERSON | WORD_SHE_PERSON))
		return bits & WORD_HE_PERSON ? GENDER_HE : GENDER_SHE;
	return bits & WORD_PERSON ? GENDER_HE | GENDER_SHE : 0;
}

/* The last of the capitalised words behind a noun, as in "spokesman Arno Belt", or the noun's own token. */
static uint32_t last_of_name(const struct reader *r, uint32_t t)
{
	uint32_t last = t;
	while (last + 1 < r->last && last - t < NAMES && !is_item(r, last + 1) && token_is_capital(r->w, last + 1))
		last++;
	return last;
}

/* Takes a noun for somebody who is no target. */
static bool read_person(struct reader *r, uint32_t t, unsigned genders)
{
	uint32_t last = genders == GENDER_THEY ? t : last_of_name(r, t);
	bool owns = reader_owns(r->w, last);
	if (last == t && !owns && !is_whole_noun(r, t))
		return false;
	reader_name(r, t, last, reader_stranger(r->w, last), genders, owns);
	if (last > t)
		reader_remember(r, last, genders);
	return true;
}

/* Torv said; "…," said Torv: a name that nobody else's is part of, and that is no beginning such as "Officials". */
static bool is_sayer(const struct reader *r, uint32_t t, uint32_t bits)
{
	if (bits || !token_is_capital(r->w, t))
		return false;
	bool first = t == r->begin;
	if (t + 1 < r->last && token_class(r->w, t + 1) & WORD_SAYS && !is_item(r, t + 1))
		return first ? !ends_in(token_text(r->w, t), "s")
			     : !token_is_capital(r->w, t - 1) && !(token_class(r->w, t - 1) & WORD_DETERMINER);
	return t >= r->begin + 2 && token_class(r->w, t - 1) & WORD_SAYS &&
	       clause_role(r->w->text, r->w->tokens.at[t - 2]) == TOKEN_MARK;
}

/* The same for a family name that was given in full before. */
static bool read_family_name(struct reader *r, uint32_t t)
{
	if (!r->n_names || !token_is_capital(r->w, t))
		return false;
	uint64_t entity = reader_stranger(r->w, t);
	for (uint32_t i = entity % STRANGER_SLOTS; r->names[i]; i = (i + 1) % STRANGER_SLOTS) {
		if (r->names[i] != entity)
			continue;
		reader_name(r, t, t, entity, r->genders[i], reader_owns(r->w, t));
		return true;
	}
	return false;
}

static bool read_stranger(struct reader *r, uint32_t t, uint32_t bits)
{
	unsigned genders = person_genders(bits);
	if (genders)
		return read_person(r, t, genders);
	if (read_family_name(r, t))
		return true;
	if (!is_sayer(r, t, bits))
		return false;
	reader_name(r, t, t, reader_stranger(r->w, t), GENDER_HE | GENDER_SHE, false);
	return true;
}

/* "Asked him after calling", "and said": the subject goes on. */
static bool goes_on(const struct reader *r, uint32_t t, uint32_t bits)
{
	if (t + 1 >= r->last)
		return true;
	if (bits & WORD_AND)
		return !is_item(r, t + 1) || scene_before(&r->scene, t);
	return ends_in(token_text(r->w, t + 1), "ing") || bits & WORD_PREPOSITION;
}

static bool is_verb(const struct reader *r, uint32_t t, uint32_t bits)
{
	if (bits & (WORD_VERB | WORD_SAYS))
		return true;
	return ends_in(token_text(r->w, t), "ed") && !token_is_capital(r->w, t) &&
	       !(token_class(r->w, t - 1) & WORD_DETERMINER);
}

static bool is_text(const struct walk *w, uint32_t t, const char *text)
{
	tsl_str token = token_text(w, t);
	return bytes_equal(token.at, token.len, text, strlen(text));
}

/* "Asked Lund to", "accused Lund of": it is Lund who does what follows, but not in "was asked by Lund to". */
static bool hands_on(const struct reader *r, uint32_t t)
{
	const struct walk *w = r->w;
	if (!r->scene.asks || !scene_before(&r->scene, t))
		return false;
	for (uint32_t k = t, n = 0; k > r->begin && n < 4; n++)
		if (is_text(w, --k, "by"))
			return false;
	return is_text(w, t, "to") || is_text(w, t, "of") || is_text(w, t, "from");
}

/* Lund met Marsh, who said he …: Marsh, too, is a subject. */
static void read_relative(struct reader *r, uint32_t t)
{
	struct scene *s = &r->scene;
	struct actor *last = s->n_here ? &s->here[s->n_here - 1] : NULL;
	bool near = last && t - last->last < RELATED;
	tsl_str token = token_text(r->w, t);
	if (near && token.len == 3 && last->role != ROLE_FRONTED)
		last->role = ROLE_SUBJECT;
	s->subject = near ? last->entity : 0;
	s->open = false;
}

static void read_clause_word(struct reader *r, uint32_t t, uint32_t bits)
{
	struct scene *s = &r->scene;
	if (!s->words && bits & (WORD_CLAUSE | WORD_PREPOSITION))
		s->fronted = true;
	if (bits & WORD_RELATIVE) {
		read_relative(r, t);
	} else if (bits & (WORD_CLAUSE | WORD_AND) && !goes_on(r, t, bits)) {
		s->parallel = t > r->begin && token_class(r->w, t - 1) & WORD_AND;
		scene_open_clause(s);
	} else if (hands_on(r, t)) {
		s->subject = scene_before(s, t)->entity;
	} else if (s->since && is_verb(r, t, bits)) {
		scene_close_subject(s);
		s->asks = bits & WORD_ASKS;
		if (bits & WORD_SAYS)
			scene_open_clause(s);
	}
}

/* A comma ends what stands in front of the main clause; a break ends any clause. */
static void read_sign(struct reader *r, uint32_t t)
{
	struct scene *s = &r->scene;
	enum token_role role = clause_role(r->w->text, r->w->tokens.at[t]);
	reader_mark(r, t);
	if (role != TOKEN_COMMA && role != TOKEN_BREAK)
		return;
	if (s->fronted || (role == TOKEN_BREAK && token_point(r->w, t) != '.'))
		scene_open_clause(s);
	s->fronted = false;
}

/* I, I'm, I’ve */
static bool says_i(const struct walk *w, uint32_t t)
{
	tsl_str token = token_text(w, t);
	return token.at[0] == 'I' && (token.len == 1 || token.at[1] == '\'' || token.at[1] == '\xE2');
}

void reader_word(struct reader *r, uint32_t t)
{
	if (clause_role(r->w->text, r->w->tokens.at[t]) != TOKEN_WORD) {
		read_sign(r, t);
		return;
	}
	uint32_t bits = token_class(r->w, t);
	if (!r->scene.spoken && r->scene.speaker && says_i(r->w, t))
		r->scene.first_person = true;
	if (!read_stranger(r, t, bits))
		read_clause_word(r, t, bits);
	r->scene.words++;
	r->scene.since++;
}
