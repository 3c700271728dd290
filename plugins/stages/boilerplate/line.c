#include "line.h"

#include "chars.h"
#include "word.h"

#include <string.h>

/* A sign of ASCII that is seen. */
static bool is_graphic(char c)
{
	return (unsigned char)(c - '!') <= '~' - '!';
}

tsl_str line_trim(const char *at, size_t len)
{
	const char *end = at + len;
	unsigned n;
	end -= end > at && end[-1] == '\n';
	if (end > at && is_graphic(*at) && is_graphic(end[-1])) /* as nearly all lines */
		return (tsl_str){ at, (size_t)(end - at) };
	while (at < end && point_is_space(char_decode(at, &n)))
		at += n;
	while (end > at) {
		const char *last = char_before(at, end);
		if (!point_is_space(char_decode(last, &n)))
			break;
		end = last;
	}
	return (tsl_str){ at, (size_t)(end - at) };
}

/* ---- folding ---- */

/* Signs that decorate a line of chrome, or close it: bullets, arrows, bars, dots. */
static const bool edges[0x80] = {
	['.'] = 1, ['!'] = 1, [':'] = 1, ['|'] = 1,  ['-'] = 1,  ['*'] = 1,  ['>'] = 1,  ['<'] = 1, ['+'] = 1,
	[')'] = 1, ['('] = 1, [' '] = 1, ['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1
};

static bool is_edge_beyond(uint32_t c)
{
	static const uint16_t beyond_ascii[] = { 0x00AB, 0x00B7, 0x00BB, 0x2013, 0x2014, 0x2022, 0x2026, 0x2039, 0x203A,
						 0x2190, 0x2191, 0x2192, 0x2193, 0x25B2, 0x25BA, 0x25BC, 0x25CF };
	for (size_t i = 0; i < sizeof(beyond_ascii) / sizeof(*beyond_ascii); i++)
		if (c == beyond_ascii[i])
			return true;
	return point_is_space(c);
}

static inline bool is_edge_at(const char *at, unsigned *n)
{
	*n = 1;
	return (unsigned char)*at < 0x80 ? edges[(unsigned char)*at] : is_edge_beyond(char_decode(at, n));
}

tsl_str line_without_edges(tsl_str line)
{
	const char *begin = line.at, *end = begin + line.len;
	unsigned n;
	while (begin < end && is_edge_at(begin, &n))
		begin += n;
	while (end > begin) {
		const char *last = char_before(begin, end);
		if (!is_edge_at(last, &n))
			break;
		end = last;
	}
	return (tsl_str){ begin, (size_t)(end - begin) };
}

/* Three dots close a button ("Read more...") as often as a sentence, and do not count. */
static bool ends_as_sentence(tsl_str s)
{
	static const char *const marks[] = { ".", "?", "!", "\"", "'", "\xE2\x80\x9D", "\xE2\x80\x99" };
	if (str_ends(s, ".."))
		return false;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ends(s, marks[i]))
			return true;
	return false;
}

static bool is_space_at(const char *at, unsigned *n)
{
	*n = 1;
	return (unsigned char)*at < 0x80 ? char_is_space((unsigned char)*at) : point_is_space(char_decode(at, n));
}

tsl_str line_word_at(const char *at, const char *end)
{
	const char *from = at;
	unsigned n;
	while (from < end && is_space_at(from, &n))
		from += n;
	for (at = from; at < end;) {
		bool seen = is_graphic(*at);
		if (!seen && is_space_at(at, &n))
			break;
		at += seen ? 1 : n;
	}
	return (tsl_str){ from, (size_t)(at - from) };
}

/* Folds the word at `at` into `to`, and says where both have got to. */
static const char *fold_word(const char *at, const char *end, char **to)
{
	char *out = *to;
	unsigned n;
	while (at < end && !is_space_at(at, &n)) {
		if (n == 1) {
			*out++ = char_lower(*at++);
			continue;
		}
		out += word_fold(at, n, out);
		at += n;
	}
	*to = out;
	return at;
}

static bool is_sign(const char *at, const char *end)
{
	return end - at <= 3 && !char_is_lower((unsigned char)*at) && !char_is_digit((unsigned char)*at);
}

static uint64_t hash_of(const struct line *line, uint32_t i)
{
	return i < line->n ? word_hash(line->text + line->begin[i], (size_t)(line->end[i] - line->begin[i])) : 0;
}

bool line_fold(const char *at, size_t len, struct line *line)
{
	line->n = 0;
	line->parted = false;
	if (len > LINE_LONGEST)
		return false;
	line->sentence = ends_as_sentence((tsl_str){ at, len });
	tsl_str s = line_without_edges((tsl_str){ at, len });
	const char *end = s.at + s.len;
	at = s.at;
	char *to = line->text;
	while (at < end) {
		unsigned n;
		if (is_space_at(at, &n)) {
			at += n;
			continue;
		}
		if (line->n == LINE_WORDS)
			return false;
		if (line->n)
			*to++ = ' ';
		line->begin[line->n] = (uint8_t)(to - line->text);
		at = fold_word(at, end, &to);
		line->end[line->n++] = (uint8_t)(to - line->text);
		line->parted |= is_sign(line->text + line->begin[line->n - 1], to);
	}
	line->len = (size_t)(to - line->text);
	*to = 0;
	line->first = hash_of(line, 0);
	line->second = hash_of(line, 1);
	return line->n > 0;
}

/* ---- comparing ---- */

tsl_str line_word(const struct line *line, uint32_t i)
{
	return (tsl_str){ line->text + line->begin[i], (size_t)(line->end[i] - line->begin[i]) };
}

bool str_is(tsl_str s, const char *words)
{
	return bytes_equal(s.at, s.len, words, strlen(words));
}

bool str_starts(tsl_str s, const char *words)
{
	size_t n = strlen(words);
	return s.len >= n && !memcmp(s.at, words, n);
}

bool str_ends(tsl_str s, const char *words)
{
	size_t n = strlen(words);
	return s.len >= n && !memcmp(s.at + s.len - n, words, n);
}

bool str_in(tsl_str s, const char *const *list)
{
	if (!s.len)
		return false;
	while (*list && !(**list == *s.at && str_is(s, *list)))
		list++;
	return *list;
}
