/*
 * place.h: what reject() takes to point into a file that an option names.
 */
#ifndef COMMON_PLACE_H
#define COMMON_PLACE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct option_place {
	char option[64];
};

/* The place of what stands at `at` in the line that begins at `begin`, the number-th from 1. */
static inline struct option_place place_in_line(const char *option, size_t number, const char *begin, const char *at)
{
	struct option_place place;
	size_t column = 1;
	for (const char *s = begin; s < at; s++)
		column += ((unsigned char)*s & 0xC0) != 0x80;
	snprintf(place.option, sizeof place.option, "%.20s:%zu:%zu", option, number, column);
	return place;
}

/* The file as a whole. */
static inline struct option_place place_of_file(const char *option)
{
	struct option_place place;
	snprintf(place.option, sizeof place.option, "%.20s", option);
	return place;
}

/* The i-th item of a list, or name of a mapping. */
static inline struct option_place place_of_item(const char *option, size_t i)
{
	struct option_place place;
	snprintf(place.option, sizeof place.option, "%.20s[%zu]", option, i);
	return place;
}

/* The name_i-th name of a mapping, and the item_i-th of what is listed there. */
static inline struct option_place place_in_groups(const char *option, size_t name_i, size_t item_i)
{
	struct option_place place;
	snprintf(place.option, sizeof place.option, "%.20s[%zu][%zu]", option, name_i, item_i);
	return place;
}

#endif
