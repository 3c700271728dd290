/* The words around a mention, as the features see them. */
#include "stance.h"

#include "clause.h"
#include "word.h"

/* Signs that stand for many words; no hash of a word is likely to be one of them. */
enum { SIGN_TARGET = 1, SIGN_NAME, SIGN_NUMBER, SIGN_QUOTE };

static const struct {
	uint32_t is;
	const char *words;
} lists[] = {
	{ IS_END,
	  "but while whereas although though however yet unless because since after before if when who whom whose "
	  "which that" },
	{ IS_NEGATION,
	  "not no never none nobody nothing neither nor without cannot can't don't doesn't didn't won't "
	  "wouldn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't ain't hardly barely "
	  "scarcely lack lacks lacked fail fails failed deny denies denied refuse refuses refused" },
	{ IS_SPEECH,
	  "said says say saying told tells tell telling added adds asked asks argued argues claimed claims noted "
	  "notes wrote writes tweeted tweets stated states explained explains insisted insists suggested "
	  "suggests warned warns announced announces declared declares acknowledged acknowledges admitted "
	  "admits replied replies responded responds called calls according testified testifies believes "
	  "believe believed thinks think thought" },
	{ IS_BEING, "is are was were be been being am it's he's she's that's they're we're i'm got gets get" },
	{ IS_AUXILIARY,
	  "is are was were be been being am has have had having do does did will would can could may might "
	  "must shall should it's he's she's that's" },
	{ IS_PRONOUN,
	  "he she him her his hers himself herself they them their theirs themselves it its i me my we us our "
	  "you your" },
	{ IS_POSSESSIVE, "his her their its my our your whose" },
	{ IS_FUNCTION,
	  "the a an of to in on at by for with from as and or into over about against between through during "
	  "under his its this us was is has as these those less yes thus always perhaps does" },
};

void window_words(struct wordmap *words, const tsl_host *host, tsl_setup *setup)
{
	size_t n = sizeof lists / sizeof *lists, most = 0;
	for (size_t i = 0; i < n; i++)
		most += strlen(lists[i].words); /* more than enough */
	wordmap_init(words, host, setup, most / 2);
	for (size_t i = 0; i < n; i++) {
		for (const char *at = lists[i].words; *at; at += *at == ' ') {
			size_t len = strcspn(at, " ");
			*wordmap_add(words, word_hash(at, len), 0) |= lists[i].is;
			at += len;
		}
	}
}

/* ---- one token ---- */

static bool ends_with(tsl_str word, const char *ending, size_t len)
{
	if (word.len < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (char_lower(word.at[word.len - len + i]) != ending[i])
			return false;
	return true;
}

/* Bytes of the possessive ending, with either apostrophe. */
static size_t possessive(tsl_str word)
{
	if (ends_with(word, "'s", 2))
		return 2;
	return ends_with(word, "\xE2\x80\x99s", 4) ? 4 : 0;
}

/* Takes off what marks number and tense, roughly: "denies", "denied" and "deny" become "den". */
static size_t stem_length(tsl_str word)
{
	static const struct {
		const char *text;
		size_t len;
	} endings[] = { { "ing", 3 }, { "ed", 2 }, { "es", 2 }, { "ly", 2 }, { "s", 1 } };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (word.len >= endings[i].len + 3 && ends_with(word, endings[i].text, endings[i].len)) {
			word.len -= endings[i].len;
			break;
		}
	}
	if (word.len > 3 && strchr("eyiEYI", word.at[word.len - 1]))
		word.len--;
	else if (word.len > 3 && word.at[word.len - 1] == word.at[word.len - 2])
		word.len--;
	return word.len;
}

static bool looks_like_verb(tsl_str word)
{
	return word.len > 3 && (ends_with(word, "ed", 2) || ends_with(word, "s", 1) || ends_with(word, "ing", 3));
}

static int8_t tone_of(double valence)
{
	if (!(valence > 0.2 || valence < -0.2))
		return 0;
	int8_t size = valence > 1.7 || valence < -1.7 ? 2 : 1;
	return valence > 0 ? size : (int8_t)-size;
}

static bool is_quote_mark(tsl_str token)
{
	unsigned char c = (unsigned char)token.at[0];
	if (c == '"')
		return true;
	unsigned len;
	uint32_t point = c == 0xE2 || c == 0xC2 ? char_decode(token.at, &len) : 0;
	return point == 0x201C || point == 0x201D || point == 0x201E || point == 0xAB || point == 0xBB;
}

static void read_mark(struct word *to, tsl_str token, enum token_role role)
{
	to->is |= IS_MARK;
	if (is_quote_mark(token)) {
		to->is |= IS_QUOTE;
		to->sign = to->stem = SIGN_QUOTE;
	} else if (role == TOKEN_COMMA || role == TOKEN_BREAK) {
		to->is |= IS_END;
	}
}

static tsl_str token_text(const struct view *v, uint32_t t)
{
	tsl_span span = v->tokens.at[t];
	return (tsl_str){ v->text.at + span.begin, span.end - span.begin };
}

/* `first`: the token stands where any word has a capital. */
static void read_word(struct word *to, const struct view *v, uint32_t t, bool first)
{
	tsl_str word = token_text(v, t);
	if (char_is_digit((unsigned char)word.at[0])) {
		to->sign = to->stem = SIGN_NUMBER;
		return;
	}
	to->tone = tone_of(v->valence[t]);
	size_t ending = possessive(word);
	if (ending && !to->is) {
		to->is |= IS_POSSESSIVE;
		word.len -= ending;
		to->sign = word_hash(word.at, word.len);
	}
	if (!first && char_is_upper((unsigned char)word.at[0]) && !(to->is & (IS_PRONOUN | IS_BEING))) {
		to->is |= IS_NAME;
		to->stem = SIGN_NAME;
		return;
	}
	to->stem = word_hash(word.at, stem_length(word));
	if (looks_like_verb(word))
		to->is |= IS_VERB;
}

static struct word read_token(const struct view *v, uint32_t t, bool first)
{
	uint64_t hash = (uint64_t)v->hash[t];
	struct word word = { hash, hash, (uint16_t)wordmap_get(v->words, hash, 0), 0 };
	enum token_role role = clause_role(v->text, v->tokens.at[t]);
	if (role == TOKEN_WORD)
		read_word(&word, v, t, first);
	else
		read_mark(&word, token_text(v, t), role);
	return word;
}

static const struct word *cached_token(const struct view *v, uint32_t t, bool first)
{
	uint64_t of = (uint64_t)t * 2 + first + 1;
	struct word *there = &v->cache->at[of % CACHE];
	if (v->cache->of[of % CACHE] != of) {
		*there = read_token(v, t, first);
		v->cache->of[of % CACHE] = of;
	}
	return there;
}

/* ---- the window ---- */

/* Tokens [first, last). */
struct range {
	uint32_t first, last;
};

static struct range tokens_of(const struct view *v, tsl_span span)
{
	struct range r = { rows_from(v->tokens, span.begin), 0 };
	r.last = r.first;
	while (r.last < v->tokens.n && r.last - r.first < REACH && v->tokens.at[r.last].begin < span.end)
		r.last++;
	return r;
}

/* The bytes that may bear on a mention: its sentence, and not beyond MOST_OTHERS mentions. */
static tsl_span limits(const struct view *v, uint32_t mention)
{
	tsl_rows all = v->mentions;
	uint32_t at = all.at[mention].begin, row = rows_from(v->sentences, at);
	tsl_span span = { 0, UINT32_MAX };
	if (row < v->sentences.n && v->sentences.at[row].begin <= at)
		span = v->sentences.at[row];
	if (mention >= MOST_OTHERS && all.at[mention - MOST_OTHERS].begin > span.begin)
		span.begin = all.at[mention - MOST_OTHERS].begin;
	if (all.n - mention > MOST_OTHERS && all.at[mention + MOST_OTHERS].end < span.end)
		span.end = all.at[mention + MOST_OTHERS].end;
	return span;
}

/* The tokens there, at most REACH on each side. */
static struct range surroundings(const struct view *v, uint32_t mention, struct range own)
{
	tsl_span span = limits(v, mention);
	struct range r = own;
	while (r.first > 0 && own.first - r.first < REACH && v->tokens.at[r.first - 1].begin >= span.begin)
		r.first--;
	while (r.last < v->tokens.n && r.last - own.last < REACH && v->tokens.at[r.last].begin < span.end)
		r.last++;
	return r;
}

/* The mention as one word. */
static struct word target_word(const struct view *v, tsl_span span, struct range own, uint64_t *head)
{
	struct word word = { SIGN_TARGET, SIGN_TARGET, IS_TARGET, 0 };
	*head = 0;
	if (own.first == own.last)
		return word;
	struct word last = *cached_token(v, own.last - 1, true);
	word.is |= last.is & (IS_PRONOUN | IS_POSSESSIVE);
	if (v->tokens.at[own.last - 1].end > span.end) /* Lund's */
		word.is |= IS_POSSESSIVE;
	*head = last.is & IS_PRONOUN ? 0 : last.sign;
	return word;
}

static void add_word(struct window *w, struct word word)
{
	struct word *before = w->n ? &w->at[w->n - 1] : NULL;
	if (word.is & IS_NAME && before && before->is & IS_NAME && !(before->is & IS_POSSESSIVE)) {
		before->is |= word.is;
		return;
	}
	if (word.is & IS_NAME)
		word.sign = SIGN_NAME;
	w->at[w->n++] = word;
}

/* Adds tokens [first, last), of a sentence that begins at token `start`. */
static void add_tokens(struct window *w, const struct view *v, struct range r, uint32_t start, uint64_t head)
{
	for (uint32_t t = r.first; t < r.last; t++) {
		bool first = t == start || (t > r.first && w->n && w->at[w->n - 1].is & IS_QUOTE);
		struct word word = *cached_token(v, t, first);
		if (word.sign == head && head && !(word.is & IS_MARK)) {
			word.sign = word.stem = SIGN_TARGET;
			word.is = (word.is & IS_POSSESSIVE) | IS_TARGET;
		}
		add_word(w, word);
	}
}

void window_read(struct window *w, const struct view *v, uint32_t mention)
{
	tsl_span span = v->mentions.at[mention];
	struct range own = tokens_of(v, span);
	struct range all = surroundings(v, mention, own);
	uint64_t head;
	struct word target = target_word(v, span, own, &head);
	w->n = 0;
	w->length = own.last - own.first;
	add_tokens(w, v, (struct range){ all.first, own.first }, all.first, head);
	w->slot = w->n;
	w->at[w->n++] = target;
	add_tokens(w, v, (struct range){ own.last, all.last }, all.first, head);
	w->tones[0] = 0;
	for (unsigned i = 0; i < w->n; i++)
		w->tones[i + 1] = w->tones[i] + w->at[i].tone;
}
