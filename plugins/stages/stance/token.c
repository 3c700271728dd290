/* What a token is to the features. */
#include "stance.h"

#include "clause.h"
#include "word.h"

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

/* ---- endings ---- */

/* What marks number and tense, roughly. */
struct ending {
	unsigned len;
	bool verb; /* a verb may end so */
};

/* Without a branch: nobody could foretell it. */
static struct ending ending_of(tsl_str word)
{
	size_t n = word.len;
	if (n < 4)
		return (struct ending){ 0, false };
	char last = char_lower(word.at[n - 1]), before = char_lower(word.at[n - 2]), third = char_lower(word.at[n - 3]);
	unsigned s = last == 's', d = (last == 'd') & (before == 'e'), ly = (last == 'y') & (before == 'l');
	unsigned ing = (last == 'g') & (before == 'n') & (third == 'i'), es = s & (before == 'e');
	return (struct ending){ s + (n > 4) * (es + 2 * d + 2 * ly) + (n > 5) * 3 * ing, s | d | ing };
}

/* What is left without the ending and an "e", "y", "i" or doubled letter behind it: "denies", "denied" and "deny"
 * become "den". */
static tsl_str stem_of(tsl_str word, unsigned ending)
{
	tsl_str stem = { word.at, word.len - ending };
	if (stem.len <= 3)
		return stem;
	char last = stem.at[stem.len - 1], small = (char)(last | 0x20);
	stem.len -= (small == 'e') | (small == 'y') | (small == 'i') | (last == stem.at[stem.len - 2]);
	return stem;
}

/* Bytes of the possessive ending, with either apostrophe. */
static size_t possessive(tsl_str word)
{
	size_t n = word.len;
	if (n < 2 || (word.at[n - 1] | 0x20) != 's')
		return 0;
	if (word.at[n - 2] == '\'')
		return 2;
	return n > 3 && !memcmp(word.at + n - 4, "\xE2\x80\x99", 3) ? 4 : 0;
}

/* ---- the words of the lists ---- */

/* Whether a word has the same stem in whatever letters it is written: "wiLl" does not end in a doubled letter, and an
 * apostrophe may have one byte or three. */
static bool is_steady(tsl_str word, tsl_str stem)
{
	bool cut = stem.len < word.len && word.at[stem.len] == word.at[stem.len - 1];
	return !cut && !memchr(word.at, '\'', word.len);
}

static void learn(struct known *known, tsl_str word, uint32_t is)
{
	struct ending ending = ending_of(word);
	tsl_str stem = stem_of(word, ending.len);
	known->is |= (uint16_t)is;
	if (!is_steady(word, stem))
		return;
	known->is |= ending.verb ? IS_VERB : 0;
	known->stem = word_hash(stem.at, stem.len);
}

static size_t count_words(const char *list)
{
	size_t n = 1;
	for (; *list; list++)
		n += *list == ' ';
	return n;
}

void words_open(struct words *words, const tsl_host *host, tsl_setup *setup)
{
	size_t n = sizeof lists / sizeof *lists, most = 1;
	for (size_t i = 0; i < n; i++)
		most += count_words(lists[i].words);
	wordmap_init(&words->map, host, setup, most);
	words->known = host->keep(setup, most * sizeof *words->known);
	uint32_t used = 1; /* the first is nobody's */
	for (size_t i = 0; i < n; i++) {
		for (const char *at = lists[i].words; *at; at += *at == ' ') {
			tsl_str word = { at, strcspn(at, " ") };
			uint32_t place = *wordmap_add(&words->map, word_hash(word.at, word.len), used);
			learn(&words->known[place], word, lists[i].is);
			used += place == used;
			at += word.len;
		}
	}
}

/* ---- one token ---- */

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
	to->stem = to->sign;
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

/* A word whose stem is not known. `name`: it has a capital, inside of a sentence. */
static void read_word(struct word *to, tsl_str text, tsl_str word, bool name)
{
	size_t possessed = to->is ? 0 : possessive(word);
	if (possessed) {
		to->is |= IS_POSSESSIVE;
		word.len -= possessed;
		to->sign = word_hash(word.at, word.len);
	}
	if (name)
		return;
	struct ending ending = ending_of(word);
	tsl_str stem = stem_of(word, ending.len);
	to->stem = word_hash_in(stem.at, stem.len, text.at + text.len);
	to->is |= ending.verb ? IS_VERB : 0;
}

struct word token_read(const struct view *v, uint32_t t, bool first)
{
	uint64_t hash = (uint64_t)v->hash[t];
	const struct known *known = &v->words->known[wordmap_get(&v->words->map, hash, 0)];
	struct word word = { hash, known->stem, known->is, 0 };
	tsl_str at = token_text(v, t);
	enum token_role role = clause_role(v->text, v->tokens.at[t]);
	if (role != TOKEN_WORD) {
		read_mark(&word, at, role);
		return word;
	}
	if (char_is_digit((unsigned char)at.at[0])) {
		word.sign = word.stem = SIGN_NUMBER;
		return word;
	}
	bool name = !first && char_is_upper((unsigned char)at.at[0]) && !(word.is & (IS_PRONOUN | IS_BEING));
	word.tone = tone_of(v->valence[t]);
	if (!word.stem)
		read_word(&word, v->text, at, name);
	if (name) {
		word.is = (uint16_t)((word.is & ~IS_VERB) | IS_NAME);
		word.stem = SIGN_NAME;
	}
	return word;
}
