#include "families.h"

#include "chars.h"

#include <string.h>

const char *family_name(enum family family)
{
	static const char *const names[FAMILIES] = { "",        "blogger",     "wordpress", "sharing",    "newsletter",
						     "cookies", "advertising", "comments",  "navigation", "copyright" };
	return names[family];
}

/* ---- folding ---- */

/* Signs that decorate a line of chrome, or close it: bullets, arrows, bars, dots. */
static bool is_edge(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case ':':
	case '|':
	case '-':
	case '*':
	case '>':
	case '<':
	case '+':
	case ')':
	case '(':
	case 0x00AB:
	case 0x00B7:
	case 0x00BB:
	case 0x2013:
	case 0x2014:
	case 0x2022:
	case 0x2026:
	case 0x2039:
	case 0x203A:
	case 0x2190:
	case 0x2191:
	case 0x2192:
	case 0x2193:
	case 0x25B2:
	case 0x25BA:
	case 0x25BC:
	case 0x25CF:
		return true;
	default:
		return point_is_space(c);
	}
}

static void trim_edges(const char **at, size_t *len)
{
	const char *begin = *at, *end = begin + *len;
	unsigned n;
	while (begin < end && is_edge(char_decode(begin, &n)))
		begin += n;
	while (end > begin) {
		const char *last = char_before(begin, end);
		if (!is_edge(char_decode(last, &n)))
			break;
		end = last;
	}
	*at = begin;
	*len = (size_t)(end - begin);
}

static bool ends_as_sentence(const char *at, size_t len)
{
	if (!len)
		return false;
	if (strchr(".?!\"'", at[len - 1]))
		return true;
	return len >= 3 && (!memcmp(at + len - 3, "\xE2\x80\x9D", 3) || !memcmp(at + len - 3, "\xE2\x80\x99", 3));
}

static bool add_word(struct line *line, const char *at, size_t len)
{
	if (line->n == LINE_WORDS)
		return false;
	if (line->n)
		line->text[line->len++] = ' ';
	line->begin[line->n] = (uint8_t)line->len;
	for (size_t i = 0; i < len; i++) {
		if (len - i >= 3 && !memcmp(at + i, "\xE2\x80\x99", 3)) {
			line->text[line->len++] = '\'';
			i += 2;
		} else {
			line->text[line->len++] = char_lower(at[i]);
		}
	}
	line->end[line->n++] = (uint8_t)line->len;
	return true;
}

bool line_fold(const char *at, size_t len, struct line *line)
{
	line->len = line->n = 0;
	if (len > LINE_LONGEST)
		return false;
	line->sentence = ends_as_sentence(at, len);
	trim_edges(&at, &len);
	const char *end = at + len;
	while (at < end) {
		const char *word = at;
		unsigned n;
		while (at < end && !point_is_space(char_decode(at, &n)))
			at += n;
		if (at > word && !add_word(line, word, (size_t)(at - word)))
			return false;
		while (at < end && point_is_space(char_decode(at, &n)))
			at += n;
	}
	line->text[line->len] = 0;
	return line->n > 0;
}

/* ---- templates ---- */

static bool word_is(const struct line *line, uint32_t i, const char *word, size_t len)
{
	return (size_t)(line->end[i] - line->begin[i]) == len && !memcmp(line->text + line->begin[i], word, len);
}

/* `template` is matched from its word at `t` against the line from word `i`. At most two `~` stand in a template, so
 * that this tries a handful of ways. */
static bool match(const struct line *line, uint32_t i, const char *t)
{
	if (!*t)
		return i == line->n;
	size_t len = strcspn(t, " ");
	const char *rest = t + len + (t[len] == ' ');
	if (len == 1 && *t == '*')
		return !line->sentence && line->n - i <= 12;
	if (len == 1 && *t == '~') {
		for (uint32_t k = 1; k <= 4 && i + k <= line->n; k++)
			if (match(line, i + k, rest))
				return true;
		return false;
	}
	if (i == line->n)
		return false;
	bool number = t[len - 1] == '#';
	size_t fixed = number ? len - 1 : len;
	const char *word = line->text + line->begin[i];
	size_t have = (size_t)(line->end[i] - line->begin[i]);
	if (number ? have <= fixed || memcmp(word, t, fixed) != 0 || !char_is_digit((unsigned char)word[fixed])
		   : !word_is(line, i, t, len))
		return false;
	return match(line, i + 1, rest);
}

/* ---- shapes that are more than words ---- */

static bool has_word(const struct line *line, const char *word)
{
	size_t len = strlen(word);
	for (uint32_t i = 0; i < line->n; i++) {
		size_t have = (size_t)(line->end[i] - line->begin[i]);
		if (have >= len && !memcmp(line->text + line->begin[i], word, len) &&
		    (have == len || !char_is_letter((unsigned char)line->text[line->begin[i] + len])))
			return true;
	}
	return false;
}

static bool starts_with(const struct line *line, const char *words)
{
	size_t len = strlen(words);
	return line->len >= len && !memcmp(line->text, words, len) && (line->len == len || line->text[len] == ' ');
}

/* A banner speaks of itself ("we use cookies", "this site uses cookies") and says what for. */
static bool is_cookie_banner(const struct line *line)
{
	static const char *const starts[] = {
		"we use cookies",        "this site uses cookies",   "this website uses cookies",
		"our site uses cookies", "our website uses cookies", "we and our partners use cookies",
		"by continuing to use",  "by continuing to browse",  "by using this site",
		"by using this website"
	};
	static const char *const subjects[] = { "experience", "consent", "settings", "policy",      "traffic",
						"website",    "site",    "browsing", "advertising", "analytics" };
	bool starts_so = false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		starts_so |= starts_with(line, starts[i]);
	if (!starts_so || !(has_word(line, "cookies") || has_word(line, "cookie")))
		return false;
	for (size_t i = 0; i < sizeof(subjects) / sizeof(*subjects); i++)
		if (has_word(line, subjects[i]))
			return true;
	return false;
}

static bool is_year(const struct line *line, uint32_t i)
{
	const char *w = line->text + line->begin[i];
	return i < line->n && line->end[i] - line->begin[i] >= 4 && (!memcmp(w, "19", 2) || !memcmp(w, "20", 2)) &&
	       char_is_digit((unsigned char)w[2]) && char_is_digit((unsigned char)w[3]);
}

/* "© 2024 …", "copyright © …", "(c) 2024 …", "copyright 2024 …", "… all rights reserved". */
static bool is_copyright(const struct line *line)
{
	bool sign = !memcmp(line->text, "\xC2\xA9", 2), word = starts_with(line, "copyright");
	bool second = line->n > 1 && (!memcmp(line->text + line->begin[1], "\xC2\xA9", 2) || is_year(line, 1) ||
				      word_is(line, 1, "(c)", 3));
	if (sign || (word && second) || (word_is(line, 0, "c)", 2) && is_year(line, 1)))
		return true;
	static const char end[] = "all rights reserved";
	return line->len > sizeof(end) && !memcmp(line->text + line->len - (sizeof(end) - 1), end, sizeof(end) - 1) &&
	       (strstr(line->text, "\xC2\xA9") || word);
}

static bool is_parting(const struct line *line, uint32_t i)
{
	static const char *const signs[] = { "\xE2\x80\xBA", "\xC2\xBB", ">",           "|", "/",
					     "\xE2\x80\xA2", "\xC2\xB7", "\xE2\x86\x92" };
	for (size_t k = 0; k < sizeof(signs) / sizeof(*signs); k++)
		if (word_is(line, i, signs[k], strlen(signs[k])))
			return true;
	return false;
}

/* "Home › World › Europe", "News | Sport | Weather": short pieces with the same kind of sign between them. */
static bool is_breadcrumb(const struct line *line)
{
	uint32_t partings = 0, piece = 0;
	for (uint32_t i = 0; i < line->n; i++) {
		if (!is_parting(line, i)) {
			if (++piece > 4)
				return false;
			continue;
		}
		if (!piece)
			return false;
		piece = 0;
		partings++;
	}
	return piece && !line->sentence && (partings >= 2 || (partings == 1 && word_is(line, 0, "home", 4)));
}

/* ---- the answer ---- */

static enum family among(const struct line *line, const struct index *index, unsigned char key, const bool on[FAMILIES])
{
	for (uint16_t i = 0; i < index->n[key]; i++) {
		const struct template *t = &templates[index->of[key][i]];
		if (on[t->family] && match(line, 0, t->text))
			return t->family;
	}
	return FAMILY_NONE;
}

enum family line_family(const struct line *line, const struct index *index, const bool on[FAMILIES])
{
	enum family family = among(line, index, (unsigned char)line->text[0], on);
	if (!family)
		family = among(line, index, 0, on);
	if (family)
		return family;
	if (on[FAMILY_COOKIES] && is_cookie_banner(line))
		return FAMILY_COOKIES;
	if (on[FAMILY_COPYRIGHT] && is_copyright(line))
		return FAMILY_COPYRIGHT;
	if (on[FAMILY_NAVIGATION] && is_breadcrumb(line))
		return FAMILY_NAVIGATION;
	return FAMILY_NONE;
}
