/*
 * clause.h: what part a token plays in the building of clauses, for the stages that weigh words by
 * what stands between them.
 */
#ifndef COMMON_CLAUSE_H
#define COMMON_CLAUSE_H

#include <teasel.h>

#include "chars.h"

enum token_role {
	TOKEN_WORD,
	TOKEN_HYPHEN, /* joins two words: well-known */
	TOKEN_COMMA,
	TOKEN_BREAK, /* ends a clause: ; : . ! ? brackets and dashes */
	TOKEN_MARK,  /* any other mark, quotation marks among them */
};

static inline enum token_role clause_ascii_role(unsigned char c)
{
	switch (c) {
	case ',':
		return TOKEN_COMMA;
	case ';':
	case ':':
	case '.':
	case '!':
	case '?':
	case '(':
	case ')':
	case '[':
	case ']':
		return TOKEN_BREAK;
	default:
		return TOKEN_MARK;
	}
}

/* A hyphen with white space on both sides was typed for a dash. */
static inline enum token_role clause_hyphen_role(tsl_str text, tsl_span token)
{
	bool before = token.begin > 0 && char_is_space((unsigned char)text.at[token.begin - 1]);
	bool after = token.end < text.len && char_is_space((unsigned char)text.at[token.end]);
	return before && after ? TOKEN_BREAK : TOKEN_HYPHEN;
}

static inline enum token_role clause_point_role(uint32_t c)
{
	if (c == 0x2010 || c == 0x2011)
		return TOKEN_HYPHEN;
	if ((c >= 0x2012 && c <= 0x2015) || c == 0x2026)
		return TOKEN_BREAK;
	if ((c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xAB || c == 0xBB)
		return TOKEN_MARK;
	return TOKEN_WORD;
}

static inline enum token_role clause_role(tsl_str text, tsl_span token)
{
	size_t len = token.end - token.begin;
	if (!len)
		return TOKEN_MARK;
	unsigned char c = (unsigned char)text.at[token.begin];
	if (char_is_letter(c) || char_is_digit(c))
		return TOKEN_WORD;
	if (c >= 0x80) {
		unsigned size;
		return clause_point_role(char_decode(text.at + token.begin, &size));
	}
	unsigned char next = len > 1 ? (unsigned char)text.at[token.begin + 1] : 0;
	if (char_is_letter(next) || char_is_digit(next)) /* '90s, $5 */
		return TOKEN_WORD;
	return c == '-' && len == 1 ? clause_hyphen_role(text, token) : c == '-' ? TOKEN_BREAK : clause_ascii_role(c);
}

/* The first row that ends after `at`; rows.n where there is none. The rows are in order and do not overlap. */
static inline uint32_t rows_from(tsl_rows rows, uint32_t at)
{
	uint32_t low = 0, high = rows.n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (rows.at[middle].end > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

#endif
