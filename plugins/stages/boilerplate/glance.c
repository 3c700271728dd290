#include "glance.h"

#include "families.h"
#include "word.h"

#include <string.h>

/* ---- what lines of the families begin with ---- */

/* Words that shapes.c asks for. */
static const char *const shapes[] = { "we", "this", "our", "by", "copyright", "(c)", "c)", NULL };

static void add_word(struct glance *glance, const char *word, size_t len)
{
	wordmap_add(&glance->first, word_hash(word, len), 1);
}

static void add_words(struct glance *glance, const char *const *words)
{
	for (; *words; words++)
		add_word(glance, *words, strlen(*words));
}

static void add_template(struct glance *glance, const char *t)
{
	size_t len = strcspn(t, " ");
	if (len > 1 || !strchr("#@%~*\"", *t))
		add_word(glance, t, len);
	if (*t == '#')
		glance->digit = true;
	if (strchr("~*\"", *t))
		glance->last[(unsigned char)t[strlen(t) - 1]] = true;
}

static void add_months(struct glance *glance)
{
	add_words(glance, months);
	add_word(glance, "sept", 4);
	for (size_t i = 0; months[i]; i++)
		add_word(glance, months[i], 3);
}

static size_t count(const char *const *list)
{
	size_t n = 0;
	while (list && list[n])
		n++;
	return n;
}

void glance_open(struct glance *glance, const tsl_host *host, tsl_setup *setup)
{
	size_t most = count(shapes) + count(networks) + 2 * count(months) + 1;
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; c < CERTAINTIES; c++)
			most += count(templates[f].of[c]);
	wordmap_init(&glance->first, host, setup, most);
	add_words(glance, shapes);
	add_words(glance, networks);
	add_months(glance);
	for (int f = 1; f < FAMILIES; f++)
		for (int c = 0; c < CERTAINTIES; c++)
			for (size_t i = 0; i < count(templates[f].of[c]); i++)
				add_template(glance, templates[f].of[c][i]);
}

/* ---- a line ---- */

/* Whether what stands at s may be the sign of a copyright, or one that parts the pieces of a breadcrumb. */
static bool is_telling(const char *s, const char *begin, const char *end)
{
	unsigned char c = (unsigned char)*s;
	if (c == '|' || c == '>' || c == '/')
		return s == begin || !(char_is_letter((unsigned char)s[-1]) || char_is_digit((unsigned char)s[-1]));
	if (c == 0xC2 && s + 1 < end)
		return strchr("\xA9\xB7\xBB", s[1]);
	return c == 0xE2 && s + 2 < end &&
	       (!memcmp(s + 1, "\x80\xBA", 2) || !memcmp(s + 1, "\x80\xA2", 2) || !memcmp(s + 1, "\x86\x92", 2));
}

static bool has_telling(const char *at, const char *end)
{
	for (const char *piece = at; piece < end; piece += 8) {
		size_t n = end - piece < 8 ? (size_t)(end - piece) : 8;
		uint64_t w = word_load(piece, n);
		bool beyond = w & 0x80 * WORD_ONES;
		if (!beyond && !word_has(w, '|') && !word_has(w, '>') && !word_has(w, '/'))
			continue;
		for (size_t i = 0; i < n; i++)
			if (is_telling(piece + i, at, end))
				return true;
	}
	return false;
}

static bool begins_so(const struct glance *glance, const char *at, size_t len)
{
	bool marked = len > 1 && (at[len - 1] == ',' || at[len - 1] == '.');
	return wordmap_get(&glance->first, word_hash(at, len), 0) ||
	       (marked && wordmap_get(&glance->first, word_hash(at, len - 1), 0));
}

bool glance_may_match(const struct glance *glance, tsl_str line)
{
	if (line.len > LINE_LONGEST)
		return false;
	tsl_str s = line_without_edges(line);
	if (!s.len)
		return false;
	size_t len = 0;
	while (len < s.len && (unsigned char)s.at[len] < 0x80 && !char_is_space((unsigned char)s.at[len]))
		len++;
	if (len < s.len && (unsigned char)s.at[len] >= 0x80) /* the space may be of another kind */
		return true;
	if (glance->digit && char_is_digit((unsigned char)*s.at))
		return true;
	return begins_so(glance, s.at, len) || glance->last[(unsigned char)char_lower(s.at[s.len - 1])] ||
	       has_telling(s.at, s.at + s.len);
}
