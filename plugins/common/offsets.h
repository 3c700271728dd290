/*
 * offsets.h: the option that says what `begin` and `end` count in a file, the same in readers and writers.
 */
#ifndef COMMON_OFFSETS_H
#define COMMON_OFFSETS_H

#include <teasel.h>

#define OFFSETS_CHOICES "codepoints bytes utf16"
#define OFFSETS_DEFAULT "codepoints"

/* The host lets nothing but the choices through, and their first letters differ. */
static inline tsl_unit offsets_unit(tsl_str choice)
{
	switch (choice.len ? choice.at[0] : 0) {
	case 'b':
		return TSL_BYTES;
	case 'u':
		return TSL_UTF16;
	default:
		return TSL_CODEPOINTS;
	}
}

#endif
