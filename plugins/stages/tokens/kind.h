/* kind.h: what a character is to a token. */
#ifndef TOKENS_KIND_H
#define TOKENS_KIND_H

#include "chars.h"

enum kind {
	SPACE,  /* parts tokens */
	WORD,   /* belongs to a word */
	SIGN,   /* a token by itself */
	JOINER, /* belongs to a word between two characters of it, and is nothing elsewhere */
	HIGH,   /* of a byte only: part of a code point beyond ASCII */
};

/* What a byte is. */
extern const unsigned char byte_kind[256];

/* What a code point beyond ASCII is. */
enum kind point_kind(uint32_t c);

/* The kind of the character at `at`, whose length in bytes goes to *len. */
static inline enum kind kind_at(const char *at, unsigned *len)
{
	enum kind kind = byte_kind[(unsigned char)*at];
	*len = 1;
	return kind == HIGH ? point_kind(char_decode(at, len)) : kind;
}

#endif
