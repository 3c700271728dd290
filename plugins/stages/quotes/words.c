/* Reads the words around a quotation and says what each of them may be. */
#include "clause.h"
#include "quotes.h"
#include "word.h"

/* ---- one word ---- */

/* What an ASCII letter or digit tells of a word that begins or ends with it. */
enum { PLAIN = 1, BEGINS = 2, ENDS = 4, D = PLAIN, C = PLAIN | BEGINS, S = PLAIN | BEGINS | ENDS };

/* clang-format off */
static const unsigned char letters[256] = {
	['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D, ['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
	['A'] = C, ['B'] = C, ['C'] = C, ['D'] = C, ['E'] = C, ['F'] = C, ['G'] = C, ['H'] = C, ['I'] = C, ['J'] = C,
	['K'] = C, ['L'] = C, ['M'] = C, ['N'] = C, ['O'] = C, ['P'] = C, ['Q'] = C, ['R'] = C, ['S'] = C, ['T'] = C,
	['U'] = C, ['V'] = C, ['W'] = C, ['X'] = C, ['Y'] = C, ['Z'] = C,
	['a'] = S, ['b'] = S, ['c'] = S, ['d'] = S, ['e'] = S, ['f'] = S, ['g'] = S, ['h'] = S, ['i'] = S, ['j'] = S,
	['k'] = S, ['l'] = S, ['m'] = S, ['n'] = S, ['o'] = S, ['p'] = S, ['q'] = S, ['r'] = S, ['s'] = S, ['t'] = S,
	['u'] = S, ['v'] = S, ['w'] = S, ['x'] = S, ['y'] = C, ['z'] = S,
};
/* clang-format on */

static inline bool is_plain(char c)
{
	return letters[(unsigned char)c];
}

/* Whether a token begins with a letter and ends with a small one, but y: then it is no adverb, no abbreviation and not
 * all of capitals. */
static inline bool is_common(const char *text, tsl_span token)
{
	unsigned char first = (unsigned char)text[token.begin], last = (unsigned char)text[token.end - 1];
	return letters[first] & BEGINS && letters[last] & ENDS;
}

static bool is_word_start(tsl_str text, uint32_t at, uint32_t to)
{
	if ((unsigned char)text.at[at] < 0x80)
		return is_plain(text.at[at]);
	unsigned size;
	uint32_t point = char_decode(text.at + at, &size);
	return at + size <= to && !point_is_space(point) && clause_point_role(point) == TOKEN_WORD;
}

/* Bytes of a mark that stands inside a word, between letters: an apostrophe, the full stop of U.S. */
static uint32_t inner_mark(tsl_str text, uint32_t at, uint32_t to)
{
	uint32_t size = text.at[at] == '\'' || text.at[at] == '.' ? 1 : 0;
	if (text.at[at] == ',' && at && at + 1 < to && char_is_digit((unsigned char)text.at[at - 1]) &&
	    char_is_digit((unsigned char)text.at[at + 1]))
		return 1; /* 2,000 */
	if (to - at > 3 && !memcmp(text.at + at, "\xE2\x80\x99", 3))
		size = 3;
	return size && at + size < to && is_word_start(text, at + size, to) ? size : 0;
}

static uint32_t word_end(tsl_str text, uint32_t at, uint32_t to)
{
	for (;;) {
		while (at < to && is_plain(text.at[at]))
			at++;
		if (at >= to || text.at[at] == ' ')
			return at;
		uint32_t inner = inner_mark(text, at, to);
		if (!inner && !is_word_start(text, at, to))
			return at;
		unsigned size;
		char_decode(text.at + at, &size);
		at += inner ? inner : size;
	}
}

/* ---- what stands between two words ---- */

static enum word_after role_after(tsl_str text, uint32_t at, bool abbreviation)
{
	unsigned size;
	uint32_t c = char_decode(text.at + at, &size);
	switch (c) {
	case '.':
		if (at + 1 < text.len && text.at[at + 1] == '.')
			return AFTER_BREAK; /* an ellipsis */
		return abbreviation ? AFTER_SPACE : AFTER_STOP;
	case '!':
	case '?':
		return AFTER_STOP;
	case '\'': /* the owners' lawyer */
	case '"':
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
		return AFTER_SPACE;
	case ',':
		return AFTER_COMMA;
	case ':':
		return AFTER_COLON;
	case '-':
		return AFTER_HYPHEN;
	default:
		return point_is_space(c) ? AFTER_SPACE : AFTER_BREAK;
	}
}

/* The strongest of the marks from *at up to the next word, whose begin goes to *at. A blank line ends a sentence too.
 * Only the first full stop can belong to an abbreviation. */
static enum word_after read_gap(tsl_str text, uint32_t *at, uint32_t to, bool abbreviation)
{
	enum word_after strongest = AFTER_SPACE;
	unsigned lines = 0;
	if (*at + 1 < to && text.at[*at] == ' ' && is_plain(text.at[*at + 1])) {
		++*at;
		return AFTER_SPACE;
	}
	if (*at + 2 < to && text.at[*at + 1] == ' ' && is_plain(text.at[*at + 2])) {
		char mark = text.at[*at];
		*at += mark == ',' || mark == '.' ? 2 : 0;
		if (mark == ',')
			return AFTER_COMMA;
		if (mark == '.')
			return abbreviation ? AFTER_SPACE : AFTER_STOP;
	}
	while (*at < to && !is_word_start(text, *at, to)) {
		unsigned size;
		enum word_after role = role_after(text, *at, abbreviation);
		bool ellipsis = text.at[*at] == '.' && role == AFTER_BREAK;
		char_decode(text.at + *at, &size);
		lines += text.at[*at] == '\n';
		if (role > strongest)
			strongest = role;
		if (text.at[*at] != ' ')
			abbreviation = false;
		*at += size;
		while (ellipsis && *at < to && text.at[*at] == '.')
			++*at;
	}
	if (*at > to)
		*at = to;
	return lines > 1 ? AFTER_STOP : strongest;
}

/* ---- words by tokens ---- */

enum { MOST_STEPS = 48 };

/* Before a reading goes on somewhere else, which mostly is not far ahead. */
static void seek_token(struct words *words, uint32_t at)
{
	const tsl_rows tokens = words->layers->tokens;
	uint32_t t = words->token, far = t + MOST_STEPS;
	if (!words->layers->hash)
		return;
	bool ahead = t < tokens.n && tokens.at[t].begin <= at;
	bool near = ahead && far < tokens.n && tokens.at[far].begin >= at;
	while (near && tokens.at[t].begin < at)
		t++;
	words->token = near ? t : rows_from(tokens, at);
}

/* Whether a word that ends here goes on behind what stands here: U.S, o'clock, naïve. */
static bool may_go_on(tsl_str text, uint32_t end)
{
	char next = end + 1 < text.len ? text.at[end + 1] : ' ';
	switch (text.at[end]) {
	case ' ':
	case ',':
	case '\n':
	case ':':
	case ';':
	case '?':
	case '!':
	case ')':
	case '"':
		return text.at[end] == ',' && char_is_digit((unsigned char)next); /* 2,000 */
	case '.':
		return next != ' ' && next != '\n';
	default:
		return true;
	}
}

/* The token that is the word at `at`, which saves reading it; or NULL. */
static const tsl_span *token_of_word(struct words *words, uint32_t at, uint32_t to)
{
	const tsl_rows tokens = words->layers->tokens;
	uint32_t t = words->token;
	if (!words->layers->hash)
		return NULL;
	while (t < tokens.n && tokens.at[t].begin < at)
		t++;
	words->token = t;
	if (t == tokens.n || tokens.at[t].begin != at || tokens.at[t].end >= to)
		return NULL;
	return may_go_on(words->text, tokens.at[t].end) ? NULL : &tokens.at[t];
}

/* Reads the word at *at and what follows it; *at moves to the next word. */
static void read_word(struct words *words, uint32_t *at, uint32_t to, struct word *word)
{
	const char *text = words->text.at;
	uint32_t begin = *at;
	const tsl_span *token = token_of_word(words, begin, to);
	uint32_t end = token ? token->end : word_end(words->text, begin, to);
	uint64_t hash = token ? (uint64_t)words->layers->hash[words->token] : word_hash(text + begin, end - begin);
	word->span = (tsl_span){ begin, end };
	classify(words->lexicon, hash, text, word);
	word->after = AFTER_SPACE;
	*at = end + 1;
	if (end + 1 < to && text[end] == ' ' && is_plain(text[end + 1]))
		return;
	*at = end;
	word->after = (uint8_t)read_gap(words->text, at, to, word->what & WORD_ABBREVIATION);
}

/* The same as classify() for a token that is_common(). Whether it is a capital can hardly be foreseen, so nothing asks
 * for it. */
static inline void classify_common(const struct lexicon *lexicon, uint64_t hash, const char *text, struct word *word)
{
	const unsigned not_named = WORD_CUE | WORD_NEAR | WORD_FINITE;
	unsigned what = classes_of(lexicon, hash);
	unsigned capital = -(unsigned)char_is_upper((unsigned char)text[word->span.begin]);
	word->source = !!(what & WORD_SOURCE);
	word->what = (what & ~(WORD_SOURCE | (capital & not_named))) | (capital & WORD_CAPITAL);
}

/* Reads the words at *at that are a token each and have one space behind them, or a comma and one, which are most, as
 * far as there is room; *at moves to the first other word. */
static void read_plain_words(struct words *words, uint32_t *at, uint32_t to, uint32_t most)
{
	const tsl_span *tokens = words->layers->tokens.at;
	const int64_t *hash = words->layers->hash;
	const struct lexicon *lexicon = words->lexicon;
	const char *text = words->text.at;
	uint32_t t = words->token, end = hash ? words->layers->tokens.n : 0, next = *at;
	struct word *word = words->at + words->n, *last = words->at + most;
	while (t < end && tokens[t].begin < next)
		t++;
	for (; t < end && word < last && tokens[t].begin == next && tokens[t].end + 2 < to; word++) {
		tsl_span span = tokens[t];
		unsigned comma = text[span.end] == ',';
		uint32_t behind = span.end + 1 + comma;
		if ((text[behind - 1] != ' ') | !is_plain(text[behind]))
			break;
		word->span = span;
		word->after = (uint8_t)(comma ? AFTER_COMMA : AFTER_SPACE);
		if (is_common(text, span))
			classify_common(lexicon, (uint64_t)hash[t], text, word);
		else
			classify(lexicon, (uint64_t)hash[t], text, word);
		t += 1 + comma;
		next = behind;
	}
	*at = next;
	words->token = t;
	words->n = (uint32_t)(word - words->at);
}

/* ---- the words on one side ---- */

static bool is_inside_point(tsl_str text, uint32_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80;
}

/* Where a window of MOST_CONTEXT bytes before `to` begins: behind the word that it would cut. */
static uint32_t window_begin(tsl_str text, uint32_t from, uint32_t to)
{
	if (to - from <= MOST_CONTEXT)
		return from;
	uint32_t at = to - MOST_CONTEXT;
	while (is_inside_point(text, at))
		at++;
	return word_end(text, at, to);
}

void words_before(struct words *words, uint32_t from, uint32_t to)
{
	tsl_str text = words->text;
	uint32_t at = window_begin(text, from, to);
	words->n = 0;
	words->whole = at == from && read_gap(text, &at, to, false) != AFTER_STOP;
	read_gap(text, &at, to, false);
	seek_token(words, at);
	while (at < to) {
		read_plain_words(words, &at, to, MOST_WORDS);
		if (words->n == MOST_WORDS) {
			words->n = MOST_WORDS / 2;
			memmove(words->at, words->at + MOST_WORDS - words->n, words->n * sizeof *words->at);
			words->whole = false;
		}
		read_word(words, &at, to, &words->at[words->n]);
		if (words->at[words->n++].after == AFTER_STOP) {
			words->n = 0;
			words->whole = false;
		}
	}
}

void words_after(struct words *words, uint32_t from, uint32_t to)
{
	words_at_most(words, from, to, MOST_WORDS);
}

void words_at_most(struct words *words, uint32_t from, uint32_t to, uint32_t most)
{
	tsl_str text = words->text;
	uint32_t at = from;
	if (to - from > MOST_CONTEXT)
		to = from + MOST_CONTEXT;
	while (is_inside_point(text, to))
		to++;
	words->n = 0;
	words->whole = false;
	if (read_gap(text, &at, to, false) == AFTER_STOP)
		return;
	seek_token(words, at);
	while (at < to && words->n < most) {
		read_plain_words(words, &at, to, most);
		if (words->n == most)
			return;
		struct word *word = &words->at[words->n++];
		read_word(words, &at, to, word);
		words->whole = word->after == AFTER_STOP && at == to;
		if (word->after == AFTER_STOP)
			return;
	}
}

/* ---- sentence by sentence ---- */

/* A quotation as one word: what it ends with says what follows it. */
static struct word speech_word(tsl_str text, const struct quotation *q, uint32_t *at, uint32_t to)
{
	struct word word = { .span = q->outside, .what = WORD_SPEECH };
	char last = text.at[q->inside.end - 1];
	*at = q->outside.end;
	if (to > *at)
		word.after = (uint8_t)read_gap(text, at, to, false);
	if (last == ',' && word.after < AFTER_COMMA)
		word.after = AFTER_COMMA;
	if (last == '.')
		word.after = AFTER_STOP;
	return word;
}

/* The direct quotation at or behind the place where the reading stands, or NULL. */
static const struct quotation *next_speech(struct reading *r)
{
	while (r->next < r->all.n &&
	       (r->all.at[r->next].outside.end <= r->at || r->all.at[r->next].kind != QUOTE_DIRECT))
		r->next++;
	return r->next < r->all.n && r->all.at[r->next].outside.begin < r->to ? &r->all.at[r->next] : NULL;
}

/* Puts the next word behind the others; true where it is a quotation. */
static bool add_next(struct words *words, struct reading *r, const struct quotation **speech, uint32_t *limit)
{
	struct word *word = &words->at[words->n++];
	if (!*speech || r->at < *limit) {
		read_word(words, &r->at, *limit, word);
		return false;
	}
	const struct quotation *q = *speech;
	r->next++;
	*speech = next_speech(r);
	*limit = *speech ? (*speech)->outside.begin : r->to;
	*word = speech_word(words->text, q, &r->at, *limit);
	return true;
}

bool words_next(struct words *words, struct reading *r)
{
	const struct quotation *q = next_speech(r);
	uint32_t limit = q ? q->outside.begin : r->to;
	words->n = 0;
	if (!q || limit > r->at)
		read_gap(words->text, &r->at, limit, false);
	seek_token(words, r->at);
	while (r->at < r->to && words->n < MOST_WORDS) {
		if (r->at < limit)
			read_plain_words(words, &r->at, limit, MOST_WORDS);
		if (words->n == MOST_WORDS)
			break;
		bool speech = add_next(words, r, &q, &limit);
		struct word *word = &words->at[words->n - 1];
		if (word->after != AFTER_STOP)
			continue;
		if (speech || !words->layered)
			break;
		if (r->at < r->to) /* "(R-Ill.)" */
			word->after = words->text.at[word->span.end + 1] == ')' ? AFTER_BREAK : AFTER_SPACE;
	}
	return words->n > 0;
}
