/*
 * families.h: lines of web chrome, by family.
 *
 * A line belongs to a family only as a whole: it is folded (small letters, single spaces, straight apostrophes, closing
 * marks and bullets at its edges gone), cut into words, and compared with templates. That a phrase occurs in a line
 * never counts, so that prose about cookies, comments or newsletters stays.
 */
#ifndef BOILERPLATE_FAMILIES_H
#define BOILERPLATE_FAMILIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum family {
	FAMILY_NONE,
	FAMILY_BLOGGER,
	FAMILY_WORDPRESS,
	FAMILY_SHARING,
	FAMILY_NEWSLETTER,
	FAMILY_COOKIES,
	FAMILY_ADVERTISING,
	FAMILY_COMMENTS,
	FAMILY_NAVIGATION,
	FAMILY_COPYRIGHT,
	FAMILIES
};

#define FAMILY_NAMES "blogger wordpress sharing newsletter cookies advertising comments navigation copyright"

const char *family_name(enum family family);

#define LINE_LONGEST 160 /* bytes; a longer line is no chrome that a template knows */
#define LINE_WORDS 32

/* A line, folded and cut. Words lie in `text`, parted by single spaces. */
struct line {
	char text[LINE_LONGEST + 1];
	size_t len;
	uint8_t begin[LINE_WORDS], end[LINE_WORDS];
	uint32_t n;
	bool sentence; /* it ended in a full stop, question mark or closing quote */
};

/*
 * A template is words parted by spaces. `#` is a word that begins with a digit, `~` one to four words of any kind, `*`
 * any number of words at the end of the line; a line that ends as a sentence does is no match for `*`. Templates of a
 * family are in templates.c.
 */
struct template
{
	const char *text;
	enum family family;
};

extern const struct template templates[];
extern const size_t n_templates;

/* Folds a trimmed line; false where it is too long or has too many words to be chrome. */
bool line_fold(const char *at, size_t len, struct line *line);

/* Templates by the first byte of their first word; entry 0 has those that begin with a placeholder. */
struct index {
	const uint16_t *of[256];
	uint16_t n[256];
};

/* The family of a line among those that `on` allows, or FAMILY_NONE. */
enum family line_family(const struct line *line, const struct index *index, const bool on[FAMILIES]);

#endif
