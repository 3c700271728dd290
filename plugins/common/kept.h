/*
 * kept.h: texts that a plugin puts together while it is set up.
 */
#ifndef COMMON_KEPT_H
#define COMMON_KEPT_H

#include <string.h>
#include <teasel.h>

/* before + text + after, NUL-terminated, alive until close(). */
static inline char *kept_text(const tsl_host *host, tsl_setup *setup, const char *before, tsl_str text,
			      const char *after)
{
	size_t head = strlen(before), tail = strlen(after);
	char *to = host->keep(setup, head + text.len + tail + 1);
	memcpy(to, before, head);
	if (text.len)
		memcpy(to + head, text.at, text.len);
	memcpy(to + head + text.len, after, tail);
	return to;
}

static inline tsl_str text_of(const char *s)
{
	return (tsl_str){ s, strlen(s) };
}

#endif
