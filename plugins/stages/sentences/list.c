/* Items of lists, and lines that were ended on purpose. */
#include "sentences.h"

unsigned bullet_length(const char *at, const char *limit)
{
	if (limit - at < 3 || (unsigned char)*at != 0xE2)
		return 0;
	unsigned len;
	switch (char_decode(at, &len)) {
	case 0x2022: /* • */
	case 0x2023: /* ‣ */
	case 0x2043: /* ⁃ */
	case 0x25AA: /* ▪ */
	case 0x25CF: /* ● */
	case 0x25E6: /* ◦ */
		return len;
	}
	return 0;
}

/* Past the bullets and spaces that a sentence begins with. */
static const char *skip_bullets(const char *at, const char *limit)
{
	for (int i = 0; i < 2 && at < limit; i++) {
		at += bullet_length(at, limit);
		at += at < limit && (*at == ' ' || *at == '(');
	}
	return at;
}

struct item {
	unsigned value; /* a is 1 */
	unsigned style; /* the byte that ends it, plus 256 for letters, plus 512 after an opening bracket */
	const char *end;
};

/* Reads 12. 12) 12.) (12) a. a) (a) at `at`; end is NULL where there is none. */
static struct item read_item(const char *at, const char *limit)
{
	struct item item = { 0 };
	if (at < limit && *at == '(') {
		item.style = 512;
		at++;
	}
	const char *from = at;
	for (; at < limit && at - from < 3 && char_is_digit((unsigned char)*at); at++)
		item.value = item.value * 10 + (unsigned)(*at - '0');
	if (at == from && at < limit && char_is_letter((unsigned char)*at)) {
		item.value = (unsigned)(*at | 0x20) - 'a' + 1;
		item.style |= 256 | (unsigned)(*at & 0x20);
		at++;
	}
	if (at == from || at >= limit || (*at != '.' && *at != ')') || (*at == '.' && item.style & 512))
		return item;
	item.style += (unsigned char)*at << 16;
	at++;
	at += at < limit && at[-1] == '.' && *at == ')';
	if (at < limit && (char_is_space((unsigned char)*at) || (at[-1] == ')' && shape_at(at, limit) == SHAPE_UPPER)))
		item.end = at;
	return item;
}

/* `A. Smith` is a name: a capital and a dot are no item of a list. */
static bool is_initial(struct item item)
{
	return item.style == (256 | '.' << 16);
}

bool item_begins(const char *at, const char *limit)
{
	struct item item = read_item(at, limit);
	if (bullet_length(at, limit) || (item.end && !is_initial(item)))
		return true;
	return limit - at > 1 && sign_is(*at, SIGN_BULLET) && at[1] == ' ';
}

/* Where the number that `at` ends could have begun: after the white space before it. */
static const char *item_start(const char *begin, const char *at)
{
	const char *from = at;
	while (from > begin && at - from < 5 && !char_is_space((unsigned char)from[-1]) &&
	       (unsigned char)from[-1] < 0x80)
		from--;
	return from;
}

static bool follows_colon(const char *begin, const char *item)
{
	return item - begin > 1 && item[-1] == ' ' && item[-2] == ':';
}

/* After a comma, or `and`, a number goes on with the sentence: `(1) this, and (2) that`. */
static bool goes_on(const char *begin, const char *item)
{
	while (item > begin && char_is_space((unsigned char)item[-1]))
		item--;
	if (item > begin && strchr(",;:-", item[-1]))
		return true;
	tsl_str word = word_before(begin, item);
	return bytes_equal(word.at, word.len, "and", 3) || bytes_equal(word.at, word.len, "or", 2);
}

const char *list_item(struct list *list, const char *begin, const char *at, const char *limit, const char **item)
{
	*item = NULL;
	const char *from = item_start(begin, at);
	struct item found = read_item(from, limit);
	if (!found.end || found.end <= at)
		return NULL;
	const char *first = skip_bullets(begin, limit);
	if (from > first) {
		bool follows = list->style == found.style && found.value == list->value + 1;
		if (follows && !goes_on(begin, from))
			*item = from;
		else if (found.value != 1 || !follows_colon(begin, from))
			return NULL;
	}
	if (!is_initial(found))
		*list = (struct list){ found.style, found.value };
	return found.end;
}

#define LONGEST_WRAPPED 120 /* bytes; no text is wrapped by hand to longer lines than this */

bool line_ends(const struct wordmap *words, const char *begin, const char *end, const char *next, const char *limit,
	       size_t width)
{
	if (item_begins(next, limit))
		return true;
	bool quote = false, bracket = false;
	const char *word = skip_openers(next, limit, &quote, &bracket);
	if (shape_at(word, limit) == SHAPE_LOWER || sign_is(end[-1], SIGN_GOES_ON))
		return false;
	if (words_find(words, word_before(begin, end)) & WORD_LEADS_ON)
		return false;
	size_t line = (size_t)(end - begin), first = 0;
	while (next + first < limit && first < LONGEST_WRAPPED && !char_is_space((unsigned char)next[first]))
		first++;
	return line > LONGEST_WRAPPED || line + 1 + first <= width;
}
