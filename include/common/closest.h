/*
 * closest.h: what a misspelt word was probably meant to be.
 */
#ifndef COMMON_CLOSEST_H
#define COMMON_CLOSEST_H

#include <stddef.h>
#include <string.h>

#define CLOSEST_LONGEST 64 /* bytes of a word that is compared */

static inline size_t closest_least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

/* Optimal string alignment: one edit is a letter more, less, other, or two neighbours swapped. */
static inline size_t closest_distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), row[3][CLOSEST_LONGEST + 1];
	if (n > CLOSEST_LONGEST || m > CLOSEST_LONGEST)
		return CLOSEST_LONGEST;
	for (size_t j = 0; j <= m; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = closest_least(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
	}
	return row[n % 3][m];
}

/*
 * The one of n words that a misspelt word is closest to (restricted Damerau-Levenshtein distance, at most a third of
 * its length and never more than 3), or NULL. Words are reached by `word(list, i)`.
 */
static inline const char *closest_word(const char *misspelt, size_t n, const char *(*word)(const void *, size_t),
				       const void *list)
{
	size_t most = (strlen(misspelt) + 1) / 3, best = most > 3 ? 4 : most + 1;
	const char *found = NULL;
	for (size_t i = 0; i < n; i++) {
		const char *w = word(list, i);
		size_t d = w ? closest_distance(misspelt, w) : CLOSEST_LONGEST;
		if (d < best) {
			best = d;
			found = w;
		}
	}
	return found;
}

#endif
