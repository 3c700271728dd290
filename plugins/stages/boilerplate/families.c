#include "families.h"

#include "chars.h"
#include "word.h"

#include <string.h>

/* ---- the index ---- */

/*
 * The bytes that a line may begin with where the template matches: a digit for `#`, a letter of a place's or month's
 * name for `@` and `%`. A template that may begin with anything is kept under 0.
 */
static void keys_of(const char *t, bool keys[256])
{
	memset(keys, 0, 256 * sizeof(*keys));
	if (*t == '#')
		memset(keys + '0', true, 10 * sizeof(*keys));
	else if (*t == '@')
		for (size_t i = 0; networks[i]; i++)
			keys[(unsigned char)*networks[i]] = true;
	else if (*t == '%')
		for (size_t i = 0; months[i]; i++)
			keys[(unsigned char)*months[i]] = true;
	else
		keys[strchr("~*\"", *t) ? 0 : (unsigned char)*t] = true;
}

static void count_list(struct index *index, const char *const *list)
{
	bool keys[256];
	for (; list && *list; list++) {
		keys_of(*list, keys);
		for (int k = 0; k < 256; k++)
			index->n[k] += keys[k];
	}
}

/* Of the word at t, or 0 where a placeholder stands there, or nothing. */
static uint64_t hash_of(const char *t)
{
	size_t len = strcspn(t, " ");
	bool placeholder = len && (strchr("@%~*\"", *t) || t[len - 1] == '#');
	return len && !placeholder ? word_hash(t, len) : 0;
}

static struct template template_of(const char *t, enum family family, enum certainty certainty)
{
	size_t len = strcspn(t, " ");
	bool one = *t != '~' && t[len] == ' '; /* the first stands for one word, so that the second is the line's */
	return (struct template){ t, hash_of(t), one ? hash_of(t + len + 1) : 0, family, certainty };
}

static void index_list(struct index *index, const char *const *list, enum family family, enum certainty certainty)
{
	bool keys[256];
	for (; list && *list; list++) {
		keys_of(*list, keys);
		for (int k = 0; k < 256; k++)
			if (keys[k])
				index->of[k][index->n[k]++] = template_of(*list, family, certainty);
	}
}

void index_open(struct index *index, const tsl_host *host, tsl_setup *setup, const bool on[FAMILIES])
{
	size_t all = 0, n = 0;
	while (networks[n])
		n++;
	wordmap_init(&index->networks, host, setup, n);
	for (size_t i = 0; i < n; i++)
		wordmap_add(&index->networks, word_hash(networks[i], strlen(networks[i])), 1);
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; on[f] && c < CERTAINTIES; c++)
			count_list(index, templates[f].of[c]);
	for (int k = 0; k < 256; k++)
		all += index->n[k];
	struct template *room = host->keep(setup, (all + 1) * sizeof(*room));
	for (int k = 0; k < 256; k++) {
		index->of[k] = room;
		room += index->n[k];
		index->n[k] = 0;
	}
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; on[f] && c < CERTAINTIES; c++)
			index_list(index, templates[f].of[c], (enum family)f, (enum certainty)c);
}

/* ---- one word against one of a template ---- */

static tsl_str without_mark(tsl_str s)
{
	if (s.len && (s.at[s.len - 1] == ',' || s.at[s.len - 1] == '.'))
		s.len--;
	return s;
}

/* A month's name, whole or as its first three letters. */
static bool is_month(tsl_str word)
{
	for (size_t i = 0; months[i]; i++)
		if (str_is(word, months[i]) || (word.len == 3 && !memcmp(word.at, months[i], 3)))
			return true;
	return str_is(word, "sept");
}

static bool is_network(const struct index *index, tsl_str word)
{
	return wordmap_get(&index->networks, word_hash(word.at, word.len), 0);
}

static bool word_fits(const struct index *index, tsl_str word, const char *t, size_t len)
{
	if (t[len - 1] == '#')
		return word.len >= len && !memcmp(word.at, t, len - 1) &&
		       char_is_digit((unsigned char)word.at[len - 1]);
	if (*t == '@')
		return len == 1 ? is_network(index, word)
				: word.at[word.len - 1] == ',' && is_network(index, without_mark(word));
	if (len == 1 && *t == '%')
		return is_month(without_mark(word));
	return bytes_equal(word.at, word.len, t, len);
}

/* ---- a line against a template ---- */

static bool is_quoted(const struct line *line, uint32_t from)
{
	tsl_str rest = { line->text + line->begin[from], line->len - line->begin[from] };
	return (str_starts(rest, "\"") && str_ends(rest, "\"")) ||
	       (str_starts(rest, "\xE2\x80\x9C") && str_ends(rest, "\xE2\x80\x9D"));
}

static bool match(const struct index *index, const struct line *line, uint32_t i, const char *t);

static bool match_some(const struct index *index, const struct line *line, uint32_t i, const char *rest)
{
	if (!*rest && line->sentence)
		return false;
	for (uint32_t k = 1; k <= 4 && i + k <= line->n; k++)
		if (match(index, line, i + k, rest))
			return true;
	return false;
}

/* The template from its word at `t` against the line from word `i`. No template has more than two `~`, so that this
 * tries a handful of ways. */
static bool match(const struct index *index, const struct line *line, uint32_t i, const char *t)
{
	if (!*t)
		return i == line->n;
	size_t len = strcspn(t, " ");
	const char *rest = t + len + (t[len] == ' ');
	if (len == 1 && *t == '*')
		return !line->sentence && line->n - i <= 12;
	if (i == line->n)
		return false;
	if (len == 1 && *t == '"')
		return is_quoted(line, i);
	if (len == 1 && *t == '~')
		return match_some(index, line, i, rest);
	return word_fits(index, line_word(line, i), t, len) && match(index, line, i + 1, rest);
}

/* ---- the answer ---- */

/* Most templates are told from the line by one of the first two words. */
static bool template_fits(const struct index *index, const struct template *t, const struct line *line)
{
	if ((t->first && t->first != line->first) || (t->second && t->second != line->second))
		return false;
	return (t->certainty == CERTAIN || !line->sentence) && match(index, line, 0, t->text);
}

static struct verdict among(const struct line *line, const struct index *index, unsigned char key)
{
	for (size_t i = 0; i < index->n[key]; i++) {
		const struct template *t = &index->of[key][i];
		if (template_fits(index, t, line))
			return (struct verdict){ t->family, t->certainty };
	}
	return (struct verdict){ FAMILY_NONE, CERTAIN };
}

struct verdict line_judge(const struct line *line, const struct index *index, const bool on[FAMILIES])
{
	struct verdict verdict = among(line, index, (unsigned char)line->text[0]);
	if (!verdict.family)
		verdict = among(line, index, 0);
	if (verdict.family)
		return verdict;
	if (on[FAMILY_COOKIES] && is_cookie_banner(line))
		verdict.family = FAMILY_COOKIES;
	else if (on[FAMILY_COPYRIGHT] && is_copyright(line))
		verdict.family = FAMILY_COPYRIGHT;
	else if (on[FAMILY_NAVIGATION] && is_breadcrumb(line))
		verdict.family = FAMILY_NAVIGATION;
	return verdict;
}
