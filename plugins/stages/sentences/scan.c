/*
 * The scan of a block: it stops at full stops, question marks and the like, at newlines, at bullets, at the numbers of
 * lists, and at words that could begin a sentence though no mark stands before them.
 */
#include "scan.h"

#include "find.h"

#define LONGEST_PLAIN 24 /* bytes of a word that needs no closer look */

static void *grown(const struct scan *s, void *old, uint32_t n, uint32_t *room, size_t size)
{
	if (n < *room)
		return old;
	*room = *room ? *room * 2 : 256;
	void *more = s->host->alloc(s->doc, *room * size);
	if (n)
		memcpy(more, old, n * size);
	return more;
}

const char *trim_end(const char *begin, const char *end)
{
	while (end > begin) {
		const char *before = char_before(begin, end);
		unsigned len;
		if (!point_is_space(char_decode(before, &len)))
			break;
		end = before;
	}
	return end;
}

/* Ends the sentence at `end` and begins the next one at `next`, unless there is nothing in it. */
static void cut(struct scan *s, const char *end, const char *next)
{
	if (end > s->story.begin && (unsigned char)(end[-1] - '!') > '~' - '!')
		end = trim_end(s->story.begin, end);
	if (end > s->story.begin) {
		s->spans = grown(s, s->spans, s->n, &s->room, sizeof(*s->spans));
		s->spans[s->n++] = (tsl_span){ (uint32_t)(s->story.begin - s->text), (uint32_t)(end - s->text) };
	}
	s->story.begin = next;
	s->story.read = false;
	s->story.depth = 0;
}

/* Whether a true sentence begins at `next`. The places are asked about from left to right. */
static bool gold_cuts(struct scan *s, const char *next)
{
	uint32_t at = (uint32_t)(next - s->text);
	while (s->gold_at < s->gold->n && s->gold->at[s->gold_at].begin < at)
		s->gold_at++;
	return s->gold_at < s->gold->n && s->gold->at[s->gold_at].begin == at;
}

static void note(struct scan *s, const struct gap *g, bool rule)
{
	s->asked = grown(s, s->asked, s->n_asked, &s->asked_room, sizeof(*s->asked));
	struct asked *a = &s->asked[s->n_asked++];
	a->gap = (tsl_span){ (uint32_t)(g->end - s->text), (uint32_t)(g->next - s->text) };
	a->plain = g->mark == MARK_NONE;
	features_read(&a->features, s->classifier->weights, &s->story, g, rule);
	if (a->plain)
		sieve_read(&a->features, &s->story, g->next);
}

static bool ask(struct scan *s, const struct gap *g, bool rule)
{
	if (s->note)
		note(s, g, rule);
	if (s->gold)
		return gold_cuts(s, g->next);
	return features_decide(s->classifier, &s->story, g, rule);
}

static bool mark_cuts(struct scan *s, const struct gap *g)
{
	enum verdict verdict = gap_verdict(g);
	if (verdict == VERDICT_SURELY || verdict == VERDICT_SURELY_NO)
		return verdict == VERDICT_SURELY;
	return ask(s, g, verdict == VERDICT_YES);
}

static bool gap_cuts(struct scan *s, const struct gap *g)
{
	if (!g->line || s->newlines == NEWLINE_IGNORE)
		return mark_cuts(s, g);
	if (item_begins(g->next, s->limit) || mark_cuts(s, g))
		return true;
	return !gap_leads_on(g) && line_ends(s->words, s->line, g->end, g->next, s->limit, s->width);
}

/* Quotation marks and brackets that open or close in [from, to), which is short. */
static void follow(struct story *story, const char *from, const char *to)
{
	for (; from < to; from++) {
		if (*from == '"')
			story->quote = !story->quote;
		else if (*from == '(')
			story->depth++;
		else if (*from == ')')
			story->depth -= story->depth > 0;
		else if ((unsigned char)*from == 0xE2 && to - from > 2 && (unsigned char)from[1] == 0x80)
			story->quote = (unsigned char)from[2] == 0x9C ||
				       (story->quote && (unsigned char)from[2] != 0x9D);
	}
}

/* Past a blank or the end of a line, if a word with a capital begins there, perhaps after a quotation mark; one of
 * capitals after a full stop only. */
static const char *plain_begin(const char *at, const char *limit, bool stop)
{
	if (limit - at < 8 || (*at != ' ' && *at != '\n'))
		return NULL;
	at++;
	const char *word = at + (*at == '"');
	word += !memcmp(word, "\xE2\x80\x9C", 3) ? 3 : 0;
	bool begins = char_is_upper((unsigned char)word[0]) &&
		      (char_is_lower((unsigned char)word[1]) || word[1] == ' ' || word[1] == '\'' ||
		       (stop && char_is_upper((unsigned char)word[1])));
	return begins ? at : NULL;
}

/* The word that ends at the mark `at`, if it is one of letters alone: small ones, or a capital and, before a full stop,
 * at least four more. */
static tsl_str plain_word(const struct scan *s, const char *at)
{
	const char *begin = s->story.begin, *from = at;
	unsigned known = at - s->page.begin < FIND_LETTERS ? 0 : find_letters(at);
	from -= known < (size_t)(at - begin) ? known : (size_t)(at - begin);
	while (known % FIND_LETTERS == 0 && from > begin && at - from < LONGEST_PLAIN &&
	       char_is_lower((unsigned char)from[-1]))
		from--;
	if (at - from > (*at == '.' ? 3 : 0) && from > begin && char_is_upper((unsigned char)from[-1]))
		from--;
	if (at - from < 2 || from == begin || !sign_is(from[-1], SIGN_BEFORE_WORD))
		from = at;
	return (tsl_str){ from, (size_t)(at - from) };
}

static bool is_abbreviated(const struct scan *s, tsl_str word)
{
	if (!endings_have(s->endings, word) && !sign_is(word.at[-1], SIGN_JOINS))
		return false;
	return words_find_joined(s->words, s->story.begin, word, s->limit) & WORD_ABBREVIATED;
}

/* Whether a bracket or a quotation ends before the full stop `at`, and something stands before it. */
static bool follows_closer(const struct scan *s, const char *at)
{
	return at - s->story.begin > 8 && (at[-1] == ')' || at[-1] == '"');
}

/*
 * Most marks are like this: a word that is no abbreviation, a mark, perhaps a closing one, a blank, a capital. Returns
 * where the next sentence begins, or NULL; *end is where this one ends.
 */
static const char *plainly_ends(const struct scan *s, const char *at, const char **end)
{
	*end = at + 1 + (*at == '.' && s->limit - at > 1 && (at[1] == '"' || at[1] == ')'));
	const char *next = plain_begin(*end, s->limit, *at == '.');
	if (!next)
		return NULL;
	if (*at == '.' && follows_closer(s, at))
		return char_is_upper((unsigned char)*next) ? next : NULL;
	tsl_str word = plain_word(s, at);
	return !word.len || (*at == '.' && is_abbreviated(s, word)) ? NULL : next;
}

/* `Mr. Holt`: a title that begins with a capital, and a name. */
static bool is_plain_title(const struct scan *s, const char *at)
{
	if (*at != '.' || s->limit - at < 3 || at[1] != ' ' || !char_is_upper((unsigned char)at[2]))
		return false;
	const char *from = at;
	while (from > s->story.begin && char_is_lower((unsigned char)from[-1]) && at - from < 4)
		from--;
	if (from == at || from - s->story.begin < 2 || !char_is_upper((unsigned char)from[-1]) || from[-2] != ' ')
		return false;
	from--;
	return words_find_in(s->words, (tsl_str){ from, (size_t)(at - from) }, s->limit) & WORD_TITLE;
}

/* A word, a mark and a closing one are the last of the block. */
static bool is_plainly_last(const struct scan *s, const char *at)
{
	size_t after = (size_t)(s->limit - at) - 1;
	bool closed = after == 1 ? at[1] == '"' || at[1] == ')' : after == 3 && !memcmp(at + 1, "\xE2\x80\x9D", 3);
	return closed && at - s->story.begin > 2 && char_is_lower((unsigned char)at[-1]) &&
	       char_is_lower((unsigned char)at[-2]);
}

/* Most others stand within words and numbers: `3.5`, `example.org`. */
static bool plainly_goes_on(const struct scan *s, const char *at)
{
	return s->limit - at > 1 && (char_is_lower((unsigned char)at[1]) || char_is_digit((unsigned char)at[1]));
}

static const char *at_mark(struct scan *s, const char *at)
{
	if (plainly_goes_on(s, at) || at + 1 == s->limit)
		return at + 1;
	const char *end, *next = plainly_ends(s, at, &end);
	if (next) {
		follow(&s->story, at + 1, end);
		cut(s, end, next);
		if (*end == '\n')
			s->line = next;
		return s->decided = next;
	}
	if (is_plainly_last(s, at))
		return s->limit;
	if (is_plain_title(s, at))
		return s->decided = at + 2;
	const char *item, *past = list_item(&s->list, s->story.begin, at, s->limit, &item);
	if (past) {
		if (item)
			cut(s, item, item);
		s->decided = past + 1; /* the item's first word */
		return past;
	}
	struct gap g = gap_read(s->words, s->story.begin, at, s->limit);
	if (g.next == s->limit)
		return s->limit;
	follow(&s->story, at, g.end);
	if (gap_cuts(s, &g))
		cut(s, g.end, g.next);
	if (g.line)
		s->line = g.line;
	s->decided = g.next;
	return g.next;
}

static const char *at_bracket(struct scan *s, const char *at)
{
	const char *item, *past = list_item(&s->list, s->story.begin, at, s->limit, &item);
	if (past && item)
		cut(s, item, item);
	if (past)
		s->decided = past + 1;
	follow(&s->story, at, at + 1);
	return past ? past : at + 1;
}

static const char *at_newline(struct scan *s, const char *at)
{
	const char *line = at;
	const char *next = skip_space(at, s->limit, &line);
	const char *end = trim_end(s->line, at);
	if (s->newlines == NEWLINE_PARAGRAPH && end > s->line &&
	    line_ends(s->words, s->line, end, next, s->limit, s->width))
		cut(s, end, next);
	s->line = line;
	s->decided = next;
	return next;
}

static bool follows_space(const struct scan *s, const char *at)
{
	unsigned len;
	return at > s->story.begin && point_is_space(char_decode(char_before(s->story.begin, at), &len));
}

static bool passes(const struct scan *s, const char *word)
{
	return s->note || sieve_passes(s->classifier, &s->story, word);
}

/* A word after a blank, without a mark before it, that the sieve lets pass. */
static void at_word(struct scan *s, const char *at)
{
	s->decided = at;
	struct gap g = gap_plain(s->story.begin, at, s->limit);
	if (g.end > s->story.begin && gap_may_cut(&g) && ask(s, &g, false))
		cut(s, g.end, skip_space(at, s->limit, &g.line)); /* a line may end here */
}

/* One of ‘ ’ “ ” right behind a sign of ASCII, as most are: no sentence begins with it. */
static bool is_joined_quote(const struct scan *s, const char *at)
{
	return (unsigned char)at[0] == 0xE2 && (unsigned char)at[1] == 0x80 && ((unsigned char)at[2] & 0xFA) == 0x98 &&
	       at > s->story.begin && (unsigned char)(at[-1] - '!') <= '~' - '!';
}

static const char *at_point(struct scan *s, const char *at)
{
	unsigned len;
	if (is_joined_quote(s, at)) {
		follow(&s->story, at, at + 3);
		return at + 3;
	}
	uint32_t point = char_decode(at, &len);
	if (gap_is_mark(at, s->limit))
		return at_mark(s, at);
	if (point == 0x85 || point == 0x2028 || point == 0x2029)
		return at_newline(s, at);
	if (point_is_space(point))
		return at + len;
	if (bullet_length(at, s->limit)) {
		if (follows_space(s, at))
			cut(s, at, at);
		s->decided = at + len + 1; /* the bullet's number or word */
	} else if (at > s->decided && follows_space(s, at) && passes(s, at))
		at_word(s, at);
	follow(&s->story, at, at + len);
	return at + len;
}

/* What a byte may begin; all others are passed over without a look. */
enum trigger { TRIGGER_NONE, TRIGGER_MARK, TRIGGER_BRACKET, TRIGGER_OPEN, TRIGGER_NEWLINE, TRIGGER_POINT };

static const unsigned char triggers[256] = {
	['.'] = TRIGGER_MARK,   ['!'] = TRIGGER_MARK,   ['?'] = TRIGGER_MARK,     [')'] = TRIGGER_BRACKET,
	['('] = TRIGGER_OPEN,   ['"'] = TRIGGER_OPEN,   ['\n'] = TRIGGER_NEWLINE, [0xC2] = TRIGGER_POINT,
	[0xD6] = TRIGGER_POINT, [0xD8] = TRIGGER_POINT, [0xDB] = TRIGGER_POINT,   [0xE0] = TRIGGER_POINT,
	[0xE1] = TRIGGER_POINT, [0xE2] = TRIGGER_POINT, [0xE3] = TRIGGER_POINT,   [0xEF] = TRIGGER_POINT,
};

static const char *at_stop(struct scan *s, const char *at, bool word)
{
	if (word && at > s->decided && at - s->story.begin > 1)
		at_word(s, at);
	switch ((enum trigger)triggers[(unsigned char)*at]) {
	case TRIGGER_MARK:
		return at_mark(s, at);
	case TRIGGER_BRACKET:
		return at_bracket(s, at);
	case TRIGGER_OPEN:
		follow(&s->story, at, at + 1);
		return at + 1;
	case TRIGGER_NEWLINE:
		return at_newline(s, at);
	case TRIGGER_POINT:
		return at_point(s, at);
	default:
		return at + 1;
	}
}

void scan_block(struct scan *s, const char *begin, const char *end)
{
	unsigned char last = (unsigned char)end[-1];
	s->story = (struct story){ .begin = begin, .block = begin, .limit = end, .page = &s->page };
	s->story.finished = sign_is(end[-1], SIGN_FINISHES) || last >= 0x80;
	s->line = s->decided = begin;
	s->limit = end;
	s->list = (struct list){ 0 };
	for (const char *at = begin, *past; at < end; at = past) {
		struct stops stops = find_stops(&s->page, begin, at, end);
		const char *next = at;
		/* The sieve looks at the bytes around a word only: all of a stride can be asked about before the first
		 * is. */
		uint64_t words = s->note ? stops.words : sieve_words(s->classifier, &s->story, at, stops.words);
		for (uint64_t left = stops.marks | words; left; left &= left - 1) {
			const char *stop = at + __builtin_ctzll(left);
			if (stop >= next)
				next = at_stop(s, stop, words & left & -left);
		}
		past = at + FIND_STRIDE;
		past = next > past ? next : past;
	}
	cut(s, end, end);
}
