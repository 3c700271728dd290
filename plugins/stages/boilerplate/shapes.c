/* Lines of chrome whose words vary: they are known by how they begin, what they speak of and how they are parted. */
#include "families.h"

#include "chars.h"

#include <string.h>

static tsl_str whole(const struct line *line)
{
	return (tsl_str){ line->text, line->len };
}

/* Whether one of the words is in the list, whatever mark follows it. */
static bool has_word(const struct line *line, const char *const *list)
{
	for (uint32_t i = 0; i < line->n; i++) {
		tsl_str word = line_word(line, i);
		while (word.len && strchr(".,:;!?)", word.at[word.len - 1]))
			word.len--;
		if (str_in(word, list))
			return true;
	}
	return false;
}

/* ---- cookies ---- */

static bool starts_as_banner(tsl_str line)
{
	static const char *const starts[] = { "we use cookies ",
					      "we and our partners use cookies ",
					      "this site uses cookies ",
					      "this website uses cookies ",
					      "our site uses cookies ",
					      "our website uses cookies ",
					      "by continuing to ",
					      "by using this ",
					      NULL };
	for (size_t i = 0; starts[i]; i++)
		if (*line.at == *starts[i] && str_starts(line, starts[i]))
			return true;
	return false;
}

/* A banner says what cookies are for, or that the reader agrees. What somebody said about cookies is no banner. */
bool is_cookie_banner(const struct line *line)
{
	static const char *const cookies[] = { "cookie", "cookies", NULL };
	static const char *const readers[] = { "you", "your", NULL };
	static const char *const purposes[] = { "experience", "consent",   "settings",    "policy",      "traffic",
						"website",    "site",      "browsing",    "advertising", "ads",
						"content",    "analytics", "personalise", "personalize", NULL };
	static const char *const speech[] = { "said",    "says",   "told",    "asked",    "admitted", "added",
					      "wrote",   "argued", "claimed", "insisted", "joked",    "warned",
					      "replied", "stated", "noted",   "boasted",  NULL };
	if (!starts_as_banner(whole(line)) || !has_word(line, cookies) || !has_word(line, purposes))
		return false;
	if (strpbrk(line->text, "\"") || strstr(line->text, "\xE2\x80\x9D") || has_word(line, speech))
		return false;
	return !str_starts(whole(line), "by ") || has_word(line, readers);
}

/* ---- copyright ---- */

static bool is_year(tsl_str word)
{
	return word.len >= 4 && (str_starts(word, "19") || str_starts(word, "20")) &&
	       char_is_digit((unsigned char)word.at[2]) && char_is_digit((unsigned char)word.at[3]);
}

static bool has_year(const struct line *line)
{
	for (uint32_t i = 0; i < line->n && i < 3; i++) {
		tsl_str word = line_word(line, i);
		size_t sign = str_starts(word, "\xC2\xA9") ? 2 : 0;
		if (is_year((tsl_str){ word.at + sign, word.len - sign }))
			return true;
	}
	return false;
}

/*
 * "© 2024 …", "© The Herald", "copyright © …", "(c) 2024 …", "copyright 2024 …", "… © … all rights reserved". Behind
 * the bare word, a line that ends as a sentence may be prose about the law, unless it is very short or says that all
 * rights are reserved.
 */
bool is_copyright(const struct line *line)
{
	bool word = str_is(line_word(line, 0), "copyright");
	if (!word && line->text[0] != '(' && line->text[0] != 'c' && !memchr(line->text, 0xC2, line->len))
		return false;
	if ((word || strstr(line->text, "\xC2\xA9")) && strstr(line->text, "all rights reserved"))
		return true;
	tsl_str first = line_word(line, word && line->n > 1);
	if (str_starts(first, "\xC2\xA9"))
		return has_year(line) || line->n <= 6;
	if (str_is(first, "(c)") || str_is(first, "c)"))
		return has_year(line);
	return word && is_year(first) && (!line->sentence || line->n <= 4);
}

/* ---- navigation ---- */

static bool is_parting(tsl_str word)
{
	static const char *const signs[] = { "\xE2\x80\xBA", "\xC2\xBB",     ">", "|", "/", "\xE2\x80\xA2",
					     "\xC2\xB7",     "\xE2\x86\x92", NULL };
	return str_in(word, signs);
}

/* The piece of a line from word `from` up to word `to`. */
static tsl_str piece(const struct line *line, uint32_t from, uint32_t to)
{
	return (tsl_str){ line->text + line->begin[from], (size_t)(line->end[to - 1] - line->begin[from]) };
}

/* "Home › World › Europe", "News | Sport | Weather": pieces with one kind of sign between them, of which the first is
 * `home` or two at least are names that a site gives its sections. Other lists stay: a recipe's, a table's. */
bool is_breadcrumb(const struct line *line)
{
	uint32_t known = 0, from = 0;
	tsl_str sign = { 0 };
	if (line->sentence || !line->parted)
		return false;
	for (uint32_t i = 0; i <= line->n; i++) {
		tsl_str word = { 0 };
		if (i < line->n)
			word = line_word(line, i);
		if (i < line->n && !is_parting(word))
			continue;
		if (i == from || i - from > 4)
			return false;
		known += str_in(piece(line, from, i), sections);
		from = i + 1;
		if (word.at && sign.at && !bytes_equal(word.at, word.len, sign.at, sign.len))
			return false;
		if (word.at)
			sign = word;
	}
	return sign.at && (known >= 2 || str_is(line_word(line, 0), "home"));
}
