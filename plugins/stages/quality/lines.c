/*
 * The rules that take lines away: RefinedWeb's first, so that its share of flagged words counts them all, then C4's.
 *
 * A line goes with its line feed. Blank lines beside what went go as well where they would be left double, or at the
 * beginning or end of the text.
 */
#include "quality.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define MOST_COUNTER_WORDS 8

/* What becomes of a line; the part that goes counts from its first byte. */
struct judgement {
	enum rule rule; /* RULES: it stays */
	tsl_span part;
};

struct walk {
	struct task *task;
	struct line_edits *edits;
	const char *text, *kept_end; /* of the last line that stays, not counting blank ones */
	size_t trailing;             /* the first edit behind it */
	bool gone;                   /* the line before went */
	bool parted;                 /* what stays so far is nothing, or ends in a blank line */
};

/* ---- one line ---- */

/* How many of eight ASCII bytes are capitals. */
static uint32_t count_ascii_capitals(uint64_t w)
{
	uint64_t from_a = w + (0x80 - 'A') * WORD_ONES, past_z = w + (0x7F - 'Z') * WORD_ONES;
	return (uint32_t)(((from_a & ~past_z & SCAN_TOPS) >> 7) * WORD_ONES >> 56);
}

static uint32_t count_slowly(const char *at, const char *end)
{
	uint32_t n = 0;
	unsigned len;
	for (; at < end; at += len) {
		uint64_t w = word_load(at, end - at < 8 ? (size_t)(end - at) : 8);
		len = end - at < 8 ? (unsigned)(end - at) : 8;
		if (!(w & SCAN_TOPS))
			n += count_ascii_capitals(w);
		else
			n += point_is_capital(char_decode(at, &len));
	}
	return n;
}

#ifdef __SSE2__

static uint32_t count_capitals_16(__m128i bytes)
{
	const __m128i most = _mm_set1_epi8(25), one = _mm_set1_epi8(1);
	__m128i past_a = _mm_sub_epi8(bytes, _mm_set1_epi8('A'));
	__m128i capital = _mm_and_si128(_mm_cmpeq_epi8(_mm_min_epu8(past_a, most), past_a), one);
	__m128i sums = _mm_sad_epu8(capital, _mm_setzero_si128());
	return (uint32_t)(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
}

static uint32_t count_capitals(tsl_str line)
{
	uint32_t n = 0;
	const char *at = line.at, *end = at + line.len;
	while (end - at >= 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
		unsigned wide = (unsigned)_mm_movemask_epi8(bytes), len = 16;
		if (!wide) {
			n += count_capitals_16(bytes);
			at += len;
			continue;
		}
		const char *first = at + __builtin_ctz(wide);
		n += count_slowly(at, first) + point_is_capital(char_decode(first, &len));
		at = first + len;
	}
	return n + count_slowly(at, end);
}

#else

static uint32_t count_capitals(tsl_str line)
{
	return count_slowly(line.at, line.at + line.len);
}

#endif

static bool has_digit(tsl_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (char_is_digit((unsigned char)line.at[i]))
			return true;
	return false;
}

/* Whether more than a share of the characters are capitals. No word is shorter than one character: most lines are
 * known by their words. */
static bool is_mainly_capitals(const struct spaces *spaces, tsl_str line, uint32_t words, double share)
{
	double capitals = count_capitals(line), characters = 0;
	const char *at = line.at;
	tsl_str word;
	if (capitals <= share * words)
		return false;
	while (scan_next_word(spaces, &at, line.at + line.len, &word))
		characters += (double)scan_characters(word.at, word.len);
	return capitals / characters > share;
}

static bool has_longer_word(const struct spaces *spaces, tsl_str line, double limit)
{
	const char *at = line.at;
	tsl_str word;
	if ((double)line.len <= limit)
		return false;
	while (scan_next_word(spaces, &at, line.at + line.len, &word))
		if ((double)word.len > limit && (double)scan_characters(word.at, word.len) > limit)
			return true;
	return false;
}

static struct judgement judge_refinedweb(const struct task *task, tsl_str line, uint32_t words)
{
	const quality *self = task->self;
	tsl_span whole = { 0, (uint32_t)line.len };
	if (self->on[RULE_CAPITALS] && is_mainly_capitals(&task->spaces, line, words, self->limits[RULE_CAPITALS]))
		return (struct judgement){ RULE_CAPITALS, whole };
	if (self->on[RULE_NUMBERS] && !scan_has_letter(line) && has_digit(line))
		return (struct judgement){ RULE_NUMBERS, whole };
	if (self->on[RULE_COUNTER] && words <= MOST_COUNTER_WORDS && has_digit(line) &&
	    chrome_is_counter(&task->spaces, line))
		return (struct judgement){ RULE_COUNTER, whole };
	if (self->on[RULE_SINGLE_WORD] && words == 1)
		return (struct judgement){ RULE_SINGLE_WORD, whole };
	if (self->on[RULE_NAVIGATION] && words <= self->limits[RULE_NAVIGATION]) {
		tsl_span part = chrome_navigation(line);
		if (part.end)
			return (struct judgement){ RULE_NAVIGATION, part };
	}
	return (struct judgement){ RULES, whole };
}

static enum rule judge_c4(const struct task *task, tsl_str line, uint32_t words)
{
	const quality *self = task->self;
	if (self->on[RULE_END_MARK] && (!line_has_end_mark(self, line) || line_has_ellipsis(line)))
		return RULE_END_MARK;
	if (self->on[RULE_LINE_WORDS] && words < self->limits[RULE_LINE_WORDS])
		return RULE_LINE_WORDS;
	if (self->on[RULE_LONG_WORD] && has_longer_word(&task->spaces, line, self->limits[RULE_LONG_WORD]))
		return RULE_LONG_WORD;
	if (self->on[RULE_JAVASCRIPT] && phrase_is_javascript(line))
		return RULE_JAVASCRIPT;
	if (self->on[RULE_POLICY] && phrase_is_policy(line))
		return RULE_POLICY;
	return RULES;
}

static struct judgement judge(const struct task *task, tsl_str line, uint32_t words)
{
	struct judgement j = judge_refinedweb(task, line, words);
	if (j.rule == RULES)
		j.rule = judge_c4(task, line, words);
	return j;
}

/* ---- the edits ---- */

static void add(struct walk *w, const char *begin, const char *end, enum rule rule)
{
	struct line_edits *e = w->edits;
	if (e->n == e->room) {
		size_t room = e->room ? 2 * e->room : 16;
		tsl_edit *more = w->task->host->alloc(w->task->doc, room * sizeof(*more));
		if (e->n)
			memcpy(more, e->at, e->n * sizeof(*more));
		e->at = more;
		e->room = room;
	}
	e->at[e->n++] = (tsl_edit){ .old = { (uint32_t)(begin - w->text), (uint32_t)(end - w->text) },
				    .reason = rules[rule].name };
}

static void walk_blank(struct walk *w, const struct scan_line *line)
{
	if (w->gone && w->parted) {
		w->edits->at[w->edits->n - 1].old.end = (uint32_t)(line->next - w->text);
		return;
	}
	w->gone = false;
	w->parted = true;
}

static void walk_line(struct walk *w, const struct scan_line *line, const struct judgement *j)
{
	if (j->rule < RULES && j->part.end - j->part.begin == line->text.len) {
		add(w, line->begin, line->next, j->rule);
		w->gone = true;
		return;
	}
	if (j->rule < RULES)
		add(w, line->text.at + j->part.begin, line->text.at + j->part.end, j->rule);
	w->gone = w->parted = false;
	w->kept_end = line->text.at + line->text.len;
	w->trailing = w->edits->n;
}

/* Where lines at the end of the text went, the white space before and between them goes too. */
static void walk_end(struct walk *w, size_t text_len)
{
	tsl_edit *at = w->edits->at;
	size_t n = w->edits->n;
	if (w->trailing == n)
		return;
	at[w->trailing].old.begin = (uint32_t)(w->kept_end - w->text);
	for (size_t i = w->trailing; i + 1 < n; i++)
		at[i].old.end = at[i + 1].old.begin;
	at[n - 1].old.end = (uint32_t)text_len;
}

void lines_judge(struct task *task, struct line_edits *edits)
{
	tsl_str text = task->spaces.text;
	const char *at = text.at;
	struct walk w = { .task = task, .edits = edits, .text = text.at, .kept_end = text.at, .parted = true };
	struct scan_line line;
	double words = 0, flagged = 0;
	while (scan_next_line(&at, text.at + text.len, &line)) {
		if (!line.text.len) {
			walk_blank(&w, &line);
			continue;
		}
		uint32_t n = scan_count_words(&task->spaces, line.text);
		struct judgement j = judge(task, line.text, n);
		words += n;
		flagged += j.rule < RULE_C4_FIRST ? n : 0;
		walk_line(&w, &line, &j);
	}
	walk_end(&w, text.len);
	if (words > 0)
		task->values[VALUE_REMOVED_WORDS] = flagged / words;
}
