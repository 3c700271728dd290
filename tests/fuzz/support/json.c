/* A check of JSON that takes nothing but what RFC 8259 has, and no memory. */
#include "fuzz.h"

#include "base/utf8.h"

#define DEEPEST 32

struct json {
	const char *at, *end;
	unsigned depth;
};

static void skip_blanks(struct json *j)
{
	while (j->at < j->end && memchr(" \t\r\n", *j->at, 4))
		j->at++;
}

static bool take(struct json *j, char c)
{
	if (j->at == j->end || *j->at != c)
		return false;
	j->at++;
	return true;
}

static bool take_word(struct json *j, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(j->end - j->at) < n || memcmp(j->at, word, n) != 0)
		return false;
	j->at += n;
	return true;
}

static bool take_digits(struct json *j)
{
	const char *from = j->at;
	while (j->at < j->end && *j->at >= '0' && *j->at <= '9')
		j->at++;
	return j->at > from;
}

static bool take_number(struct json *j)
{
	take(j, '-');
	if (!take(j, '0') && !take_digits(j))
		return false;
	if (take(j, '.') && !take_digits(j))
		return false;
	if (take(j, 'e') || take(j, 'E')) {
		if (!take(j, '+'))
			take(j, '-');
		return take_digits(j);
	}
	return true;
}

static bool take_escape(struct json *j)
{
	if (j->at == j->end)
		return false;
	if (*j->at != 'u')
		return memchr("\"\\/bfnrt", *j->at++, 8);
	for (int i = 1; i <= 4; i++)
		if (j->end - j->at <= i || !memchr("0123456789abcdefABCDEF", j->at[i], 22))
			return false;
	j->at += 5;
	return true;
}

static bool take_text(struct json *j)
{
	if (!take(j, '"'))
		return false;
	while (j->at < j->end) {
		unsigned char c = (unsigned char)*j->at++;
		if (c == '"')
			return true;
		if (c < 0x20 || (c == '\\' && !take_escape(j)))
			return false;
	}
	return false;
}

static bool take_value(struct json *j);

/* Members of an object, or items of a list, up to the bracket that closes it. */
static bool take_rest(struct json *j, char close)
{
	skip_blanks(j);
	if (take(j, close))
		return true;
	for (;;) {
		skip_blanks(j);
		if (close == '}') {
			if (!take_text(j))
				return false;
			skip_blanks(j);
			if (!take(j, ':'))
				return false;
		}
		if (!take_value(j))
			return false;
		if (take(j, close))
			return true;
		if (!take(j, ','))
			return false;
	}
}

static bool take_value(struct json *j)
{
	bool good;
	skip_blanks(j);
	if (j->at == j->end || j->depth == DEEPEST)
		return false;
	j->depth++;
	if (*j->at == '"')
		good = take_text(j);
	else if (take(j, '{'))
		good = take_rest(j, '}');
	else if (take(j, '['))
		good = take_rest(j, ']');
	else
		good = take_word(j, "true") || take_word(j, "false") || take_word(j, "null") || take_number(j);
	j->depth--;
	skip_blanks(j);
	return good;
}

bool json_is_sound(const char *at, size_t n)
{
	struct json j = { at, at + n, 0 };
	return utf8_valid(at, n) == n && take_value(&j) && j.at == j.end;
}

bool json_lines_are_sound(const char *at, size_t n)
{
	while (n) {
		const char *end = memchr(at, '\n', n);
		if (!end || !json_is_sound(at, (size_t)(end - at)))
			return false;
		n -= (size_t)(end - at) + 1;
		at = end + 1;
	}
	return true;
}
