/*
 * families.h: lines of web chrome, by family.
 *
 * A line belongs to a family only as a whole: it is folded (small letters, single spaces, straight apostrophes, closing
 * marks and bullets at its edges gone), cut into words, and compared with templates and a few shapes. That a phrase
 * occurs in a line never counts, so that prose about cookies, comments or newsletters stays.
 */
#ifndef BOILERPLATE_FAMILIES_H
#define BOILERPLATE_FAMILIES_H

#include "line.h"
#include "wordmap.h"

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

/*
 * What a line that matches may be besides chrome. A BUTTON ("Search", "Got it") stays where it ends as a sentence does,
 * for then it may be somebody's answer. A HEADING ("Related", "Facebook") does so too, and otherwise goes only beside
 * another line that goes, or as the first or last line of a longer text.
 */
enum certainty { CERTAIN, BUTTON, HEADING, CERTAINTIES };

/*
 * A template is words parted by spaces. These stand for others:
 *   #   a word that begins with a digit; also behind other signs, as in "(#"
 *   @   a place to share to; `@,` one with a comma behind it
 *   %   a month
 *   ~   one to four words
 *   *   any words up to the end of the line, at most twelve
 *   "   the rest of the line, in quotation marks
 * A line that ends as a sentence does is no match for a `*`, or a `~` at the end.
 */
struct template
{
	const char *text;
	uint64_t first, second; /* hashes of its first two words; 0 for a placeholder, or where there is none */
	enum family family;
	enum certainty certainty;
};

/* The templates of a family, by certainty; a list ends in NULL, and may be NULL. */
struct templates {
	const char *family;
	const char *const *of[CERTAINTIES];
};

/* Data: templates.c. */
extern const struct templates templates[FAMILIES];
extern const char *const networks[], *const sections[], *const months[];

/* Templates of the families in use, by the first byte of a line they may match; under 0, those that may match any. */
struct index {
	struct template *of[256];
	size_t n[256];
	struct wordmap networks;
};

/* Fills a zeroed index, in memory that lives until close(). */
void index_open(struct index *index, const tsl_host *host, tsl_setup *setup, const bool on[FAMILIES]);

struct verdict {
	enum family family;
	enum certainty certainty;
};

/* The family of a line among those that are in use, or FAMILY_NONE. */
struct verdict line_judge(const struct line *line, const struct index *index, const bool on[FAMILIES]);

/* Lines that are known by more than their words: shapes.c. */
bool is_cookie_banner(const struct line *line);
bool is_copyright(const struct line *line);
bool is_breadcrumb(const struct line *line);

#endif
