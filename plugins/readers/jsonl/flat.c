#include "flat.h"

#include <string.h>

#include "chars.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Past a sign and the blanks before it, or NULL. */
static const char *skip_sign(const char *at, const char *end, char sign)
{
	at = at ? skip_blanks(at, end) : end;
	return at < end && *at == sign ? at + 1 : NULL;
}

/* Past a text, whose escapes lift_texts() has looked at, or NULL. */
static const char *skip_text(const char *at, const char *end, tsl_str *text, bool *escaped)
{
	*escaped = false;
	if (!(at = skip_sign(at, end, '"')))
		return NULL;
	text->at = at;
	while (at < end && *at != '"') {
		*escaped |= *at == '\\';
		at += *at == '\\' ? 2 : 1;
	}
	if (at >= end)
		return NULL;
	text->len = (size_t)(at - text->at);
	return at + 1;
}

/* Past one member, or NULL. */
static const char *skip_member(const struct lift *lift, const char *at, const char *end, struct flat *wanted, size_t n)
{
	tsl_str name, text;
	bool escaped;
	at = skip_text(at, end, &name, &escaped);
	if (!at || escaped)
		return NULL;
	at = skip_text(skip_sign(at, end, ':'), end, &text, &escaped);
	if (!at)
		return NULL;
	const tsl_str *lifted = lift_find(lift, text);
	for (size_t i = 0; i < n; i++)
		if (bytes_equal(name.at, name.len, wanted[i].name.at, wanted[i].name.len))
			wanted[i].text = lifted ? *lifted : text;
	return at;
}

bool flat_find(const struct lift *lift, tsl_str record, struct flat *wanted, size_t n)
{
	const char *end = lift->line.at + lift->line.len;
	if (lift->line.at == record.at)
		return false;
	const char *at = skip_sign(lift->line.at, end, '{'), *next = at;
	while (next) {
		at = skip_member(lift, next, end, wanted, n);
		next = skip_sign(at, end, ',');
	}
	at = skip_sign(at, end, '}');
	return at && skip_blanks(at, end) == end;
}
