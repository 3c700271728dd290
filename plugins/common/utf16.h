/*
 * utf16.h: tells a file in UTF-16, which no reader takes, and the way out.
 */
#ifndef COMMON_UTF16_H
#define COMMON_UTF16_H

#include <stdbool.h>
#include <string.h>

#include <teasel.h>

#define UTF16_SENTENCE "this is UTF-16: convert it, for example with `iconv -f UTF-16 -t UTF-8`"

/* Whether a file begins with a byte-order mark of UTF-16, which nothing in UTF-8 begins with. */
static inline bool utf16_is_marked(tsl_str file)
{
	return file.len >= 2 && (!memcmp(file.at, "\xFF\xFE", 2) || !memcmp(file.at, "\xFE\xFF", 2));
}

#endif
