#include "hint.h"

#include "chars.h"
#include "utf16.h"

#include <string.h>

#define AS_LIST "; a file that is one list becomes JSON Lines, an object a line, by `jq -c '.[]'`"
#define AS_OBJECT "; an object over several lines goes onto one by `jq -c .`"
#define AS_ELSE                                                                                                  \
	"; this reader takes JSON Lines, an object in braces a line: a CSV table or a JSON list is turned into " \
	"that first, and a plain text is for the reader `text`"

/* Without blanks and the byte-order mark. */
static tsl_str inner(tsl_str line)
{
	const char *at = line.at, *end = at + line.len;
	if (line.len >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3))
		at += 3;
	while (at < end && char_is_space((unsigned char)*at))
		at++;
	while (end > at && char_is_space((unsigned char)end[-1]))
		end--;
	return (tsl_str){ at, (size_t)(end - at) };
}

/* Of ASCII in UTF-16 each second byte is 0; behind a line feed's first byte comes its second, or the next sign's. */
static bool is_utf16(tsl_str line)
{
	const char *at = line.at;
	bool halves = line.len >= 4 && ((!at[0] && at[1] && !at[2]) || (at[0] && !at[1] && at[2] && !at[3]));
	return halves || utf16_is_marked(line);
}

const char *hint_not_json(tsl_str line, size_t at)
{
	tsl_str s = inner(line);
	if (is_utf16(line))
		return "; " UTF16_SENTENCE;
	bool cut = at >= line.len || s.len == 1;
	if (s.len && *s.at == '[')
		return cut ? AS_LIST : "";
	if (!s.len || *s.at != '{')
		return AS_ELSE;
	return s.len == 1 ? AS_OBJECT : s.at[s.len - 1] == ',' ? AS_LIST : "";
}

const char *hint_not_object(json *value)
{
	bool objects = json_is_list(value) && (!value->n || json_is_object(json_first(value)));
	return objects ? AS_LIST : "";
}
