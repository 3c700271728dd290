/*
 * value.h: texts of tables as values of columns, and what `keep` says of columns: `field` or `field:type`.
 */
#ifndef COMMON_VALUE_H
#define COMMON_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <teasel.h>

#define VALUE_TYPES "text, real, integer or boolean"
#define VALUE_LONGEST 64 /* bytes; what is longer is no number */

/* ---- what `keep` says ---- */

static inline const char *value_type_word(tsl_type type)
{
	return type == TSL_REAL ? "real" : type == TSL_INTEGER ? "integer" : type == TSL_BOOLEAN ? "boolean" : "text";
}

/* Splits `field:type`. Behind the last colon stands a type, always: a name with a colon in it needs one. */
static inline bool value_split(tsl_str item, tsl_str *field, tsl_type *type)
{
	static const tsl_type types[] = { TSL_TEXT, TSL_REAL, TSL_INTEGER, TSL_BOOLEAN };
	size_t n = item.len;
	*field = item;
	*type = TSL_TEXT;
	while (n && item.at[n - 1] != ':')
		n--;
	if (!n)
		return true;
	field->len = n - 1;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		const char *word = value_type_word(types[i]);
		*type = types[i];
		if (item.len - n == strlen(word) && !memcmp(item.at + n, word, item.len - n))
			return true;
	}
	return false;
}

/* Names of columns are letters, digits, `_` and `-`; every other code point of a field's name becomes `_`. `to` has
 * room for one byte more than the field; returns the bytes without the NUL. */
static inline size_t value_column_name(tsl_str field, char *to)
{
	char *begin = to;
	for (size_t i = 0; i < field.len; i++) {
		unsigned char c = (unsigned char)field.at[i], letter = c | 0x20;
		if ((letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '-')
			*to++ = (char)c;
		else if ((c & 0xC0) != 0x80)
			*to++ = '_';
	}
	*to = 0;
	return (size_t)(to - begin);
}

/* ---- values ---- */

/* strtod() takes more than numbers ("nan", "0x1p3", blanks), so that the spelling is looked at first. */
static inline bool value_is_number(tsl_str s)
{
	size_t i = s.len && (s.at[0] == '-' || s.at[0] == '+'), digits = 0;
	bool point = false;
	for (; i < s.len && ((s.at[i] >= '0' && s.at[i] <= '9') || (s.at[i] == '.' && !point)); i++) {
		point |= s.at[i] == '.';
		digits += s.at[i] != '.';
	}
	if (i < s.len && digits && (s.at[i] | 0x20) == 'e') {
		i++;
		i += i < s.len && (s.at[i] == '-' || s.at[i] == '+');
		for (digits = 0; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
			digits++;
	}
	return digits && i == s.len && s.len < VALUE_LONGEST;
}

static inline bool value_real(tsl_str s, double *to)
{
	char copy[VALUE_LONGEST] = "";
	if (!value_is_number(s))
		return false;
	memcpy(copy, s.at, s.len);
	*to = strtod(copy, NULL);
	return *to - *to == 0; /* not where it is infinite */
}

/* Also 3.0 and 3e2; never TSL_NO_INTEGER. */
static inline bool value_integer(tsl_str s, int64_t *to)
{
	bool minus = s.len && s.at[0] == '-';
	uint64_t value = 0;
	size_t i = s.len && (minus || s.at[0] == '+'), first = i;
	double real;
	for (; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++) {
		if (value > (INT64_MAX - (uint64_t)(s.at[i] - '0')) / 10)
			return false;
		value = value * 10 + (uint64_t)(s.at[i] - '0');
	}
	*to = minus ? -(int64_t)value : (int64_t)value;
	if (i == s.len)
		return i > first;
	if (!value_real(s, &real) || real < -0x1p53 || real > 0x1p53)
		return false;
	*to = (int64_t)real;
	return (double)*to == real;
}

/* true and false in any case of letters, 1 and 0. */
static inline bool value_boolean(tsl_str s, int8_t *to)
{
	char low[8] = "";
	if (!s.len || s.len > 5)
		return false;
	for (size_t i = 0; i < s.len; i++)
		low[i] = (char)(s.at[i] >= 'A' && s.at[i] <= 'Z' ? s.at[i] | 0x20 : s.at[i]);
	*to = !strcmp(low, "true") || !strcmp(low, "1");
	return *to || !strcmp(low, "false") || !strcmp(low, "0");
}

/* Reads a text into cell `row` of a column of that type. False where it cannot hold it. */
static inline bool value_read(tsl_str text, tsl_type type, void *cells, size_t row)
{
	switch (type) {
	case TSL_REAL:
		return value_real(text, (double *)cells + row);
	case TSL_INTEGER:
		return value_integer(text, (int64_t *)cells + row);
	case TSL_BOOLEAN:
		return value_boolean(text, (int8_t *)cells + row);
	default:
		((tsl_str *)cells)[row] = text;
		return true;
	}
}

#endif
