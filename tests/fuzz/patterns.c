/* Patterns of `paths` on names, against a matcher that marks what can be reached. */
#include "pipeline/files.c" /* its matcher is not for others */

#include "fuzz.h"

#define LONGEST 255 /* bytes of a name, as Linux has it */

/* reach[k]: whether the pattern up to here can take the first k bytes of the name. */
static bool matches(const char *pattern, size_t n, const char *name)
{
	static bool reach[LONGEST + 1], next[LONGEST + 1];
	size_t len = strlen(name);
	memset(reach, 0, len + 1);
	reach[0] = true;
	for (size_t i = 0; i < n; i++) {
		bool open = false, capture = pattern[i] == '{';
		memset(next, 0, len + 1);
		for (size_t k = 0; k <= len; k++) {
			bool edge = ((unsigned char)name[k] & 0xC0) != 0x80;
			if (pattern[i] == '*' || capture) {
				next[k] = (open && (edge || !capture)) || (reach[k] && !capture);
				open |= reach[k];
			} else if (reach[k] && pattern[i] == '?' && k < len) {
				size_t to = k + 1;
				while (((unsigned char)name[to] & 0xC0) == 0x80)
					to++;
				next[to] = true;
			} else if (reach[k] && k < len && pattern[i] == name[k]) {
				next[k + 1] = true;
			}
		}
		memcpy(reach, next, len + 1);
		if (capture)
			i = (size_t)((const char *)memchr(pattern + i, '}', n - i) - pattern);
	}
	return reach[len];
}

static void check_captures(const char *name, const struct match *m, uint32_t n)
{
	const char *at = name;
	must(m->n == n, "each `{name}` stands for something");
	for (uint32_t i = 0; i < n; i++) {
		tsl_str got = m->captures[i];
		must(got.at >= at && got.len && got.at + got.len <= name + strlen(name), "it lies in the name");
		must(((unsigned char)got.at[got.len] & 0xC0) != 0x80, "it ends with a code point");
		at = got.at + got.len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[512], name[LONGEST + 1];
	struct feed f = { data, size };
	struct feed part = feed_part(&f, 2 * feed_byte(&f));
	if (memchr(data, 0, size) || f.left > LONGEST || part.left >= sizeof(text))
		return 0;
	memcpy(text, part.at, part.left);
	text[part.left] = 0;
	memcpy(name, f.at, f.left);
	name[f.left] = 0;
	if (strchr(text, '/') || strchr(name, '/') || !*name)
		return 0;
	arena memory = { 0 };
	tsl_error e;
	struct path_pattern pattern = { .text = text };
	struct match m = { 0 };
	if (pattern_parse(&pattern, &memory, &e)) {
		bool good = match_part(text, strlen(text), name, &m);
		must(good == matches(text, strlen(text), name), "a name matches if it can be matched");
		if (good)
			check_captures(name, &m, pattern.n_names);
	}
	arena_release(&memory);
	return 0;
}
