/*
 * Code points and their canonical forms, by libutf8proc.
 */
#include "normalize.h"

#include <string.h>
#include <utf8proc.h>

static bool is_mark(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((int32_t)c);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

static bool is_letter(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((int32_t)c);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* All that composes with what stands before it is a mark or a Hangul jamo, below U+10000. Later versions of Unicode
 * have letters that do so beyond. U+11A7 is no such jamo, though the library would drop it behind a syllable. */
bool point_begins_segment(uint32_t c)
{
	bool jamo = (c >= 0x1161 && c <= 0x1175) || (c >= 0x11A8 && c <= 0x11C2);
	int32_t one[8];
	int boundary = 0;
	if (c >= 0x10000 || jamo || is_mark(c))
		return false;
	return utf8proc_decompose_char((int32_t)c, one, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary) == 1 &&
	       one[0] == (int32_t)c;
}

/* The letters of Latin, Greek and Cyrillic do not join; those below U+0530 and in the blocks from U+1E00 are theirs. */
bool point_joins(uint32_t c)
{
	if (c < 0x0530 || (c >= 0x1E00 && c < 0x2150))
		return false;
	int kind = utf8proc_get_property((int32_t)c)->boundclass;
	return kind == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || kind == UTF8PROC_BOUNDCLASS_EXTEND || is_mark(c) ||
	       is_letter(c);
}

static unsigned class_of(int32_t c)
{
	return (unsigned)utf8proc_get_property(c)->combining_class & 0xFF;
}

bool point_is_virama(uint32_t c)
{
	return class_of((int32_t)c) == 9;
}

/* ---- a segment ---- */

enum { MOST_OF_ONE = 8 }; /* no code point's canonical decomposition is longer */

static void make_room(struct points *points)
{
	size_t room = points->room ? 2 * points->room : 64;
	int32_t *more = points->host->alloc(points->doc, room * sizeof(*more));
	if (points->n)
		memcpy(more, points->at, points->n * sizeof(*more));
	points->at = more;
	points->room = room;
}

void points_add_decomposed(struct points *points, uint32_t c)
{
	int boundary = 0;
	if (points->room - points->n < MOST_OF_ONE)
		make_room(points);
	points->n += (size_t)utf8proc_decompose_char((int32_t)c, points->at + points->n, MOST_OF_ONE,
						     UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
}

/* Sorts marks by their combining class, keeping the order within a class. The library's own sort takes quadratic time
 * where a text heaps up marks. */
static void order_marks(const struct points *points, int32_t *marks, size_t n)
{
	size_t place[257] = { 0 };
	int32_t *sorted = points->host->alloc(points->doc, n * sizeof(*sorted));
	for (size_t i = 0; i < n; i++)
		place[class_of(marks[i]) + 1]++;
	for (size_t class = 1; class < 256; class ++)
		place[class] += place[class - 1];
	for (size_t i = 0; i < n; i++)
		sorted[place[class_of(marks[i])]++] = marks[i];
	memcpy(marks, sorted, n * sizeof(*sorted));
}

void points_order(struct points *points)
{
	for (size_t i = 0; i < points->n;) {
		size_t begin = i;
		unsigned last = 0, class;
		bool ordered = true;
		for (; i < points->n && (class = class_of(points->at[i])) != 0; i++) {
			ordered &= class >= last;
			last = class;
		}
		if (!ordered)
			order_marks(points, points->at + begin, i - begin);
		i += i < points->n; /* the starter */
	}
}

void points_compose(struct points *points)
{
	points->n = (size_t)utf8proc_normalize_utf32(points->at, (utf8proc_ssize_t)points->n,
						     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}
