/* Finds quotation marks and line ends, and tells from the neighbours of each mark what it can be. */
#include "clause.h"
#include "quotes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static struct mark *push(const tsl_host *host, tsl_document *doc, struct marks *marks, struct mark mark)
{
	if (marks->n == marks->room) {
		uint32_t room = marks->room ? marks->room * 2 : 64;
		struct mark *larger = host->alloc(doc, room * sizeof *larger);
		if (marks->n)
			memcpy(larger, marks->at, marks->n * sizeof *larger);
		marks->at = larger;
		marks->room = room;
	}
	marks->at[marks->n] = mark;
	return &marks->at[marks->n++];
}

/* ---- neighbours: a space stands for what is outside of the text ---- */

static uint32_t point_before(tsl_str text, uint32_t at)
{
	unsigned size;
	return at ? char_decode(char_before(text.at, text.at + at), &size) : ' ';
}

static uint32_t point_at(tsl_str text, uint32_t at)
{
	unsigned size;
	return at < text.len ? char_decode(text.at + at, &size) : ' ';
}

static bool is_word_point(uint32_t c)
{
	if (c < 0x80)
		return char_is_letter((unsigned char)c) || char_is_digit((unsigned char)c);
	return !point_is_space(c) && clause_point_role(c) == TOKEN_WORD;
}

/* Whether a mark behind this point stands at the beginning of something. */
static bool leads_in(uint32_t c)
{
	switch (c) {
	case '(':
	case '[':
	case '{':
	case '-':
	case '/':
	case '"':
	case 0x2018: /* ‘ */
	case 0x201C: /* “ */
	case 0x2013: /* – */
	case 0x2014: /* — */
		return true;
	default:
		return point_is_space(c);
	}
}

/* Whether a mark before this point stands at the end of something: a space does, and punctuation does. */
static bool leads_out(tsl_str text, uint32_t at)
{
	uint32_t c = point_at(text, at);
	if (c == '.')
		return point_at(text, at + 1) != '.'; /* "...and so on" */
	if (c >= 0x80)
		return point_is_space(c) || c == 0x2019 || c == 0x201D || c == 0x2013 || c == 0x2014;
	return point_is_space(c) || (c && strchr(",;:!?)]}", (int)c));
}

static bool is_digit_at(tsl_str text, uint32_t at)
{
	return at < text.len && char_is_digit((unsigned char)text.at[at]);
}

/* ‘90s, rock ‘n’ roll, 'em: the mark stands for what is left out. */
static bool is_elision(tsl_str text, uint32_t at)
{
	static const char *const words[] = { "n", "em", "til", "tis", "twas", "cause", "cos", "bout", "round" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t len = strlen(words[i]);
		bool same = at + len < text.len && char_lower(text.at[at]) == words[i][0] &&
			    !memcmp(text.at + at + 1, words[i] + 1, len - 1);
		if (same && !is_word_point(point_at(text, at + (uint32_t)len)))
			return true;
	}
	return is_digit_at(text, at) && is_digit_at(text, at + 1) && !is_digit_at(text, at + 2);
}

static uint32_t back_over_space(tsl_str text, uint32_t at)
{
	while (at && text.at[at - 1] != '\n' && char_is_space((unsigned char)text.at[at - 1]))
		at--;
	return at;
}

static bool stands_first(tsl_str text, uint32_t at)
{
	at = back_over_space(text, at);
	return !at || text.at[at - 1] == '\n' || text.at[at - 1] == ':' || text.at[at - 1] == ',';
}

/* ---- one mark ---- */

/* An s with an apostrophe and a space behind it may be a plural (the dogs’ bone) as well as the end of a quotation. */
static void judge_single_close(tsl_str text, struct mark *mark)
{
	uint32_t before = point_before(text, mark->begin), after = point_at(text, mark->end);
	mark->closes = !point_is_space(before) && !is_word_point(after);
	mark->surely = mark->closes && ((before | 0x20) != 's' || !point_is_space(after));
}

static void judge_straight(tsl_str text, struct mark *mark)
{
	uint32_t before = point_before(text, mark->begin), after = point_at(text, mark->end);
	bool begins = leads_in(before), ends = leads_out(text, mark->end);
	mark->opens = !point_is_space(after) && !is_word_point(before) && (begins || !ends);
	mark->surely = begins && !ends;
	mark->closes = !mark->surely;
}

/* « like this », «like this» and »like this«: a mark that points out of what it holds stands right beside it. */
static void judge_angle(tsl_str text, struct mark *mark)
{
	bool begins = leads_in(point_before(text, mark->begin)) && !leads_out(text, mark->end);
	mark->opens = mark->surely = mark->kind == MARK_ANGLE_OPEN || begins;
	mark->closes = mark->kind == MARK_ANGLE_CLOSE || !begins;
}

/* “like this.“: the writer's program turned the mark the wrong way. */
static bool is_turned(tsl_str text, const struct mark *mark)
{
	return mark->kind == MARK_CURLY_OPEN && !leads_in(point_before(text, mark->begin)) &&
	       point_is_space(point_at(text, mark->end));
}

static void judge(tsl_str text, struct mark *mark)
{
	if (is_turned(text, mark))
		mark->kind = MARK_CURLY_CLOSE;
	switch (mark->kind) {
	case MARK_STRAIGHT:
		judge_straight(text, mark);
		break;
	case MARK_SINGLE_CLOSE:
		judge_single_close(text, mark);
		break;
	case MARK_SINGLE_OPEN:
		mark->opens = !is_word_point(point_before(text, mark->begin)) && !leads_out(text, mark->end) &&
			      !is_elision(text, mark->end);
		break;
	case MARK_CURLY_CLOSE:
		mark->closes = true;
		break;
	case MARK_ANGLE_OPEN:
	case MARK_ANGLE_CLOSE:
		judge_angle(text, mark);
		break;
	case MARK_TEX_OPEN:
		mark->opens = mark->surely = leads_in(point_before(text, mark->begin));
		break;
	case MARK_TEX_CLOSE:
		mark->closes = !point_is_space(point_before(text, mark->begin));
		break;
	default:
		mark->opens = mark->surely = true;
	}
	mark->leads = mark->opens && stands_first(text, mark->begin);
}

/* Bytes of the apostrophe of "don't" if that is what stands here: between two letters it is no mark. */
static uint32_t apostrophe_at(tsl_str text, uint32_t at)
{
	const unsigned char *s = (const unsigned char *)text.at + at;
	uint32_t size = *s == '\'' ? 1 : 3;
	if (!at || !char_is_letter(s[-1]) || (size == 3 && (*s != 0xE2 || s[1] != 0x80 || s[2] != 0x99)))
		return 0;
	return at + size < text.len && char_is_letter(s[size]) ? size : 0;
}

static bool is_doubled(tsl_str text, uint32_t at)
{
	return at + 1 < text.len && text.at[at + 1] == text.at[at];
}

/* The kind of the mark at `at` and its bytes, or no bytes where no mark stands there. */
static uint32_t mark_at(tsl_str text, uint32_t at, enum mark_kind *kind)
{
	const unsigned char *s = (const unsigned char *)text.at + at;
	if (*s == '"')
		return *kind = MARK_STRAIGHT, 1;
	if (*s == '`')
		return is_doubled(text, at) ? *kind = MARK_TEX_OPEN, 2 : 0;
	if (*s == '\'' && is_doubled(text, at))
		return *kind = MARK_TEX_CLOSE, 2;
	if (*s == '\'')
		return *kind = leads_in(point_before(text, at)) ? MARK_SINGLE_OPEN : MARK_SINGLE_CLOSE, 1;
	if (*s == 0xC2 && (s[1] == 0xAB || s[1] == 0xBB))
		return *kind = s[1] == 0xAB ? MARK_ANGLE_OPEN : MARK_ANGLE_CLOSE, 2;
	if (*s != 0xE2 || s[1] != 0x80)
		return 0;
	switch (s[2]) {
	case 0x98:
		return *kind = MARK_SINGLE_OPEN, 3;
	case 0x99:
		return *kind = MARK_SINGLE_CLOSE, 3;
	case 0x9C:
		return *kind = MARK_CURLY_OPEN, 3;
	case 0x9D:
		return *kind = MARK_CURLY_CLOSE, 3;
	case 0x9E:
		return *kind = MARK_LOW_OPEN, 3;
	default:
		return 0;
	}
}

/* ---- line ends ---- */

static bool line_ends_sentence(tsl_str text, uint32_t line_end)
{
	uint32_t at = back_over_space(text, line_end);
	while (at && strchr(")]'\"", text.at[at - 1]) && text.at[at - 1])
		at--;
	return at && text.at[at - 1] && strchr(".!?:", text.at[at - 1]);
}

/* Marks a line end together with the blank lines behind it; returns where the next line with text begins. */
static uint32_t mark_line(const tsl_host *host, tsl_document *doc, struct marks *marks, tsl_str text, uint32_t at)
{
	uint32_t lines = 0, next = at;
	for (; next < text.len; next++) {
		bool hard_space = next + 1 < text.len && !memcmp(text.at + next, "\xC2\xA0", 2);
		if (!hard_space && !char_is_space((unsigned char)text.at[next]))
			break;
		lines += text.at[next] == '\n';
		next += hard_space;
	}
	struct mark mark = { .begin = at, .end = at + 1, .kind = MARK_LINE };
	if (lines > 1 || next == text.len)
		mark.kind = MARK_BLANK;
	mark.ends_sentence = line_ends_sentence(text, at);
	push(host, doc, marks, mark);
	return next;
}

/* Whether a byte may begin a mark or end a line. */
static bool is_telling(tsl_str text, uint32_t at)
{
	static const bool telling[256] = {
		['"'] = true, ['\''] = true, ['`'] = true, ['\n'] = true, [0xC2] = true, [0xE2] = true
	};
	return telling[(unsigned char)text.at[at]];
}

/* The next such byte from `at` on, or the end. */
static uint32_t next_telling(tsl_str text, uint32_t at)
{
#ifdef __SSE2__
	for (; at + 16 <= text.len; at += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(text.at + at));
		__m128i ascii = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('"')),
					     _mm_cmpeq_epi8(c, _mm_set1_epi8('\'')));
		__m128i high = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xC2)),
					    _mm_cmpeq_epi8(c, _mm_set1_epi8((char)0xE2)));
		__m128i other = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('\n')),
					     _mm_cmpeq_epi8(c, _mm_set1_epi8('`')));
		__m128i any = _mm_or_si128(_mm_or_si128(ascii, high), other);
		unsigned found = (unsigned)_mm_movemask_epi8(any);
		if (found)
			return at + (uint32_t)__builtin_ctz(found);
	}
#endif
	while (at < text.len && !is_telling(text, at))
		at++;
	return at;
}

struct marks find_marks(const tsl_host *host, tsl_document *doc, tsl_str text)
{
	struct marks marks = { NULL, 0, 0 };
	for (uint32_t at = next_telling(text, 0); at < text.len; at = next_telling(text, at)) {
		enum mark_kind kind;
		uint32_t size;
		if (text.at[at] == '\n') {
			at = mark_line(host, doc, &marks, text, at);
		} else if ((size = apostrophe_at(text, at))) {
			at += size;
		} else if ((size = mark_at(text, at, &kind))) {
			struct mark mark = { .begin = at, .end = at + size, .kind = (uint8_t)kind };
			judge(text, &mark);
			if (mark.opens || mark.closes)
				push(host, doc, &marks, mark);
			at += size;
		} else {
			at++;
		}
	}
	return marks;
}
