/* What stands on both sides of a mark that could end a sentence. */
#include "sentences.h"

#define LONGEST_NOTE 32 /* bytes, with its brackets */
#define EARLY 9         /* bytes: `At 10:30 ` */

struct run {
	unsigned dots;
	bool spread, question, wide, ellipsis;
};

/* Reads one mark into *run and returns its length, or 0. */
static unsigned mark_length(const char *at, const char *limit, struct run *run)
{
	if (at >= limit)
		return 0;
	unsigned len = 1;
	uint32_t c = (unsigned char)*at;
	if (c >= 0x80)
		c = char_decode(at, &len);
	switch (c) {
	case '.':
		run->dots++;
		return len;
	case 0x2026: /* … */
		run->ellipsis = true;
		return len;
	case '!':
	case '?':
	case 0x203C: /* ‼ */
	case 0x2047:
	case 0x2048:
	case 0x2049:
	case 0x061F: /* Arabic question mark */
		run->question = true;
		return len;
	case 0x0589: /* Armenian, Urdu, Devanagari, Myanmar, Ethiopic, Khmer */
	case 0x06D4:
	case 0x0964:
	case 0x0965:
	case 0x104A:
	case 0x104B:
	case 0x1362:
	case 0x17D4:
	case 0x17D5:
	case 0x3002: /* Chinese and Japanese, with their wide forms of . ! ? */
	case 0xFF01:
	case 0xFF0E:
	case 0xFF1F:
	case 0xFF61:
		run->wide = true;
		return len;
	}
	return 0;
}

bool gap_is_mark(const char *at, const char *limit)
{
	struct run run = { 0 };
	return mark_length(at, limit, &run);
}

/* Marks that open in English and close in German, Polish or Danish: „So.“ »So.« Nothing is opened before a blank. */
static bool closes_abroad(uint32_t c, const char *end, const char *limit)
{
	bool mark = c == 0x201C || c == 0x2018 || c == 0xAB;
	return mark && (end >= limit || char_is_space((unsigned char)*end));
}

static unsigned closer_length(const char *at, const char *limit, struct gap *g)
{
	if (at >= limit)
		return 0;
	unsigned len = 1;
	uint32_t c = (unsigned char)*at;
	if (c >= 0x80)
		c = char_decode(at, &len);
	switch (c) {
	case '"':
	case '\'':
	case 0xBB:   /* » */
	case 0x2019: /* ’ */
	case 0x201D: /* ” */
	case 0x203A:
	case 0x300D:
	case 0x300F:
		g->closed_quote = true;
		return len;
	case ')':
	case ']':
	case '}':
	case 0xFF09:
		g->closed_bracket = true;
		return len;
	case '*':
	case '_':
		return len;
	}
	if (!closes_abroad(c, at + len, limit))
		return 0;
	g->closed_quote = true;
	return len;
}

/* French has a blank before the closing mark: « Oui. » */
static unsigned spaced_closer_length(const char *at, const char *limit, struct gap *g)
{
	unsigned blank = 1;
	if (at >= limit || ((unsigned char)*at < 0x80 && *at != ' '))
		return 0;
	if (!point_is_space(char_decode(at, &blank)))
		return 0;
	const char *mark = at + blank;
	bool closes = limit - mark >= 2 && !memcmp(mark, "\xC2\xBB", 2) &&
		      (limit - mark == 2 || char_is_space((unsigned char)mark[2]));
	g->closed_quote |= closes;
	return closes ? blank + 2 : 0;
}

/* A lone dot may follow a space only if it stands alone: ` .5` and ` .net` are words. */
static bool mark_goes_on(const char *at, const char *limit)
{
	struct run run = { 0 };
	unsigned len = mark_length(at, limit, &run);
	if (!len)
		return false;
	enum shape after = shape_at(at + len, limit);
	return after == SHAPE_NONE || after == SHAPE_SIGN;
}

static enum mark mark_of(const struct run *run)
{
	if (run->wide)
		return MARK_WIDE;
	if (run->question)
		return MARK_QUESTION;
	if (run->dots == 3)
		return run->spread ? MARK_SPREAD : MARK_ELLIPSIS;
	if (run->ellipsis)
		return run->dots ? MARK_DOTS : MARK_ELLIPSIS;
	return run->dots > 1 ? MARK_DOTS : MARK_STOP;
}

/* A full stop that ends a word, and then an ellipsis of three dots and a capital: `were lost. . . . The rest`. The
 * ellipsis stands for what was left out after the sentence, and belongs to the next one. */
static bool is_resumed(const char *begin, const char *mark, const char *limit)
{
	return limit - mark > 8 && mark > begin && !memcmp(mark, ". . . . ", 8) &&
	       !char_is_space((unsigned char)mark[-1]) && shape_at(mark + 8, limit) == SHAPE_UPPER;
}

/* Past `.`, `?!`, `...`, `. . .`, with the closing quotes and brackets between and after them. */
static const char *read_marks(const char *at, const char *limit, struct gap *g)
{
	struct run run = { 0 };
	for (;;) {
		unsigned len = mark_length(at, limit, &run);
		if (!len)
			len = closer_length(at, limit, g);
		if (!len)
			len = spaced_closer_length(at, limit, g);
		if (!len && limit - at > 1 && *at == ' ' && mark_goes_on(at + 1, limit)) {
			len = 1;
			run.spread = true;
		}
		if (!len)
			break;
		at += len;
	}
	g->mark = mark_of(&run);
	return at;
}

static bool ends_word(const char *at, const char *limit)
{
	return at >= limit || char_is_space((unsigned char)*at);
}

/* [12], [...] or [sic]: a note, if no word with a small letter follows to which it could belong. */
static unsigned note_length(const char *at, const char *limit)
{
	size_t most = limit - at < LONGEST_NOTE ? (size_t)(limit - at) : LONGEST_NOTE;
	if (most < 3 || *at != '[' || shape_at(at + 1, limit) == SHAPE_UPPER)
		return 0;
	const char *close = memchr(at, ']', most);
	if (!close || shape_at(close + 1 + (close + 1 < limit && close[1] == ' '), limit) == SHAPE_LOWER)
		return 0;
	return (unsigned)(close + 1 - at);
}

static unsigned emoticon_length(const char *at, const char *limit)
{
	unsigned n = 1;
	if (limit - at < 2 || !sign_is(*at, SIGN_EYES))
		return 0;
	n += at[1] && strchr("-'o^", at[1]) && limit - at > 2;
	return at[n] && strchr(")(][DPpO/|", at[n]) && ends_word(at + n + 1, limit) ? n + 1 : 0;
}

/* Past what belongs to the sentence though it follows its mark, perhaps after a space. */
static const char *read_trailers(const char *at, const char *limit, struct gap *g)
{
	for (;;) {
		const char *from = at + (at < limit && *at == ' ');
		if (from >= limit)
			return at;
		unsigned len = note_length(from, limit);
		if (!len)
			len = emoticon_length(from, limit);
		if (!len || (from + len < limit && shape_at(from + len, limit) != SHAPE_SIGN))
			return at;
		g->trailer = true;
		at = from + len;
	}
}

/* Whether the mark has a pair of square brackets to itself. */
static bool is_omission(const char *begin, const char *mark, const struct gap *g)
{
	return mark > begin && mark[-1] == '[' && g->closed_bracket;
}

static bool is_closing(const char *before)
{
	struct gap unused = { 0 };
	return closer_length(before, before + 4, &unused);
}

static void read_left(const struct wordmap *words, const char *begin, const char *mark, const char *limit,
		      struct gap *g)
{
	bool quote = false, bracket = false;
	const char *start = skip_openers(begin, mark, &quote, &bracket);
	g->omission = is_omission(begin, mark, g);
	g->after_bracket = mark > begin && is_closing(char_before(begin, mark));
	g->left = word_before(begin, mark);
	g->left_shape = g->left.len ? shape_at(g->left.at, mark) : SHAPE_NONE;
	g->left_kinds = words_find_joined(words, begin, g->left, limit);
	g->first = g->left.at <= start;
	g->early = g->left.at - start <= EARLY;
}

/* Whether names and then a verb of saying follow: `Putin asked`, `Dr. Ann Lee wondered`. */
static bool is_told(const struct wordmap *words, const char *at, const char *limit)
{
	for (int i = 0; i < 5; i++) {
		tsl_str word = word_after(at, limit);
		if (!word.len)
			return false;
		if (i && words_find(words, word) & WORD_SAYS)
			return true;
		if (shape_at(word.at, limit) != SHAPE_UPPER)
			return false;
		at = word.at + word.len;
		at += at < limit && *at == '.';
		if (at >= limit || *at != ' ')
			return false;
		at++;
	}
	return false;
}

static void read_right(const struct wordmap *words, const char *limit, struct gap *g)
{
	const char *at = g->next;
	g->sign = at < limit ? *at : 0;
	g->item = item_begins(at, limit);
	at = skip_openers(at, limit, &g->opened_quote, &g->opened_bracket);
	if (at > g->next && at < limit && *at == ' ') /* `" So`, with a space on the wrong side */
		at++;
	g->right = word_after(at, limit);
	g->right_shape = shape_at(at, limit);
	g->right_kinds = words_find_in(words, g->right, limit);
	if (g->right.len == 1 && at + 1 < limit && at[1] == '.') /* an initial, and not the article */
		g->right_kinds = 0;
	g->told = g->closed_quote && g->mark == MARK_QUESTION && is_told(words, at, limit);
}

/* Whether `at` is a blank before a letter of ASCII, perhaps with “ before it: nothing there belongs to a mark. */
static bool is_plain_blank(const char *at, const char *limit)
{
	if (limit - at < 5 || *at != ' ')
		return false;
	return char_is_letter((unsigned char)at[1]) ||
	       (!memcmp(at + 1, "\xE2\x80\x9C", 3) && char_is_letter((unsigned char)at[4]));
}

/* Most gaps: one mark, perhaps one closing quotation mark or bracket, a blank. False where it may be another one. */
static bool read_plainly(const char *mark, const char *limit, struct gap *g)
{
	if (limit - mark < 8 || (unsigned char)*mark >= 0x80)
		return false;
	const char *at = mark + 1;
	bool quote = *at == '"' || *at == '\'', bracket = *at == ')', curly = !memcmp(at, "\xE2\x80\x9D", 3);
	at += curly ? 3 : quote || bracket;
	if (!is_plain_blank(at, limit))
		return false;
	g->mark = *mark == '.' ? MARK_STOP : MARK_QUESTION;
	g->closed_quote = quote || curly;
	g->closed_bracket = bracket;
	g->end = at;
	g->next = at + 1;
	return true;
}

struct gap gap_read(const struct wordmap *words, const char *begin, const char *mark, const char *limit)
{
	struct gap g = { .mark = MARK_STOP };
	if (is_resumed(begin, mark, limit)) {
		g.end = mark + 1;
		g.next = mark + 2;
		g.resumed = true;
		return g;
	}
	if (!read_plainly(mark, limit, &g)) {
		g.end = read_trailers(read_marks(mark, limit, &g), limit, &g);
		g.next = skip_space(g.end, limit, &g.line);
	}
	if (g.next == limit)
		return g;
	/* Most dots within words are turned away here: the rest of the description would not be asked for. */
	enum shape after = shape_at(g.next, limit);
	if (g.next == g.end && g.mark != MARK_WIDE && (after == SHAPE_LOWER || after == SHAPE_DIGIT))
		return g;
	read_left(words, begin, mark, limit, &g);
	read_right(words, limit, &g);
	return g;
}

struct gap gap_plain(const char *begin, const char *next, const char *limit)
{
	struct gap g = { .end = next, .next = next };
	while (g.end > begin && char_is_space((unsigned char)g.end[-1]))
		g.end--;
	g.sign = *next;
	g.right_shape = shape_at(next, limit);
	return g;
}
