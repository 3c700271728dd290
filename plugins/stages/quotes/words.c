/* Reads the words around a quotation and says what each of them may be. */
#include "clause.h"
#include "quotes.h"
#include "word.h"

struct word_class {
	unsigned what;
	const char *words; /* parted by spaces */
};

static const struct word_class classes[] = {
	{ WORD_CUE,
	  "said says say told tells tell stated asked asks responded responds replied replies answered "
	  "remarked declared declares warned warns insisted insists admitted admits acknowledged acknowledges "
	  "claimed argued argues explained explains announced announces noted observed commented asserted "
	  "asserts maintained maintains alleged confirmed confirms denied conceded concedes vowed vows pledged "
	  "promised suggested suggests complained complains joked recalled recalls wrote writes tweeted posted "
	  "urged urges shouted cried whispered muttered quipped testified predicted cautioned lamented boasted "
	  "exclaimed emphasised emphasized stressed stresses reiterated proclaimed denounced criticised "
	  "criticized praised dismissed called described dubbed branded labelled labeled accused thanked "
	  "reassured quoted revealed disclosed proposed" },
	{ WORD_CUE | WORD_NEAR, "added adds continued continues went concluded began repeated agreed interjected "
				"countered retorted ended" },
	{ WORD_PARTICIPLE, "saying telling stating adding asking responding replying answering remarking declaring "
			   "warning insisting admitting acknowledging claiming arguing explaining announcing noting "
			   "commenting asserting alleging confirming denying conceding vowing pledging promising "
			   "suggesting complaining joking writing urging shouting stressing emphasising emphasizing "
			   "continuing concluding calling describing dubbing branding labelling labeling accusing" },
	{ WORD_DETERMINER, "the a an his her their its our my your this these those one another some several two "
			   "three four five many most both each every" },
	{ WORD_PRONOUN, "he she they we i it you" },
	{ WORD_FUNCTION,
	  "who which what whom whose that if because as when while whereas although though since until "
	  "unless before after during in on at by with from to into onto over under against about between "
	  "through without within amid among around near despite following regarding concerning per via "
	  "and or but nor so yet not how why where there here than according speaking asked pressed him "
	  "them us me yesterday today tomorrow tonight last next ago still" },
	{ WORD_CONJUNCTION, "and but so yet however meanwhile still then also moreover nevertheless" },
	{ WORD_JOINS, "to and but then" },
	{ WORD_LINK, "of for" },
	{ WORD_AUXILIARY,
	  "has have had did does do will would can could may might must should never also later then "
	  "again once often always even just now already once since himself herself themselves is are was "
	  "were be been being took made gave came spoke struck held met hit laid got left saw kept led" },
	{ WORD_PASSIVE, "is are was were be been being" },
	{ WORD_RELATIVE, "who which" },
	{ WORD_PARTICLE, "al el bin bint ibn abu von van der den de di da du la le dos del ter ten" },
	{ WORD_ABBREVIATION,
	  "mr mrs ms dr prof gen lt col maj sgt capt cpl pvt adm cmdr sen rep gov rev hon fr st jr sr "
	  "pres insp supt amb vs no inc ltd co corp jan feb aug sept oct nov dec" },
	{ WORD_TIME, "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
		     "august september october november december" },
	{ WORD_TITLE, "spokesman spokeswoman spokesperson president minister chancellor senator governor mayor "
		      "ambassador journalist reporter correspondent editor columnist analyst professor historian "
		      "economist scientist researcher director manager chairman chairwoman chair head chief leader "
		      "secretary lawyer attorney prosecutor judge officer official officials commander general "
		      "captain colonel resident residents member members author expert activist campaigner doctor "
		      "nurse teacher student farmer owner founder adviser advisor aide envoy negotiator family ally "
		      "coach captain bishop pastor sheriff detective inspector" },
};

static unsigned count_words(const char *list)
{
	unsigned n = 1;
	for (; *list; list++)
		n += *list == ' ';
	return n;
}

void fill_word_classes(const tsl_host *host, tsl_setup *setup, struct wordmap *map)
{
	size_t n = 0, most = 0;
	for (n = 0; n < sizeof classes / sizeof *classes; n++)
		most += count_words(classes[n].words);
	wordmap_init(map, host, setup, most);
	for (n = 0; n < sizeof classes / sizeof *classes; n++) {
		const char *at = classes[n].words;
		while (*at) {
			size_t len = strcspn(at, " ");
			*wordmap_add(map, word_hash(at, len), 0) |= classes[n].what;
			at += len + (at[len] == ' ');
		}
	}
}

/* ---- one word ---- */

static bool is_word_start(tsl_str text, uint32_t at, uint32_t to)
{
	unsigned char c = (unsigned char)text.at[at];
	if (c < 0x80)
		return char_is_letter(c) || char_is_digit(c);
	unsigned size;
	uint32_t point = char_decode(text.at + at, &size);
	return at + size <= to && !point_is_space(point) && clause_point_role(point) == TOKEN_WORD;
}

/* Bytes of a mark that stands inside a word, between letters: an apostrophe, the full stop of U.S. */
static uint32_t inner_mark(tsl_str text, uint32_t at, uint32_t to)
{
	uint32_t size = text.at[at] == '\'' || text.at[at] == '.' ? 1 : 0;
	if (to - at > 3 && !memcmp(text.at + at, "\xE2\x80\x99", 3))
		size = 3;
	return size && at + size < to && is_word_start(text, at + size, to) ? size : 0;
}

static uint32_t word_end(tsl_str text, uint32_t at, uint32_t to)
{
	while (at < to) {
		uint32_t inner = inner_mark(text, at, to);
		if (inner) {
			at += inner;
		} else if (is_word_start(text, at, to)) {
			unsigned size;
			char_decode(text.at + at, &size);
			at += size;
		} else {
			break;
		}
	}
	return at;
}

static bool is_adverb(const char *at, size_t len)
{
	return len > 4 && at[len - 2] == 'l' && at[len - 1] == 'y' && char_is_lower((unsigned char)at[0]);
}

static unsigned classify(const struct wordmap *classes_by_hash, const char *at, size_t len)
{
	unsigned what = wordmap_get(classes_by_hash, word_hash(at, len), 0);
	if (!what && is_adverb(at, len))
		what = WORD_AUXILIARY;
	if (memchr(at, '.', len) || (len == 1 && char_is_upper((unsigned char)*at)))
		what |= WORD_ABBREVIATION;
	if (char_is_upper((unsigned char)*at) || (unsigned char)*at >= 0x80)
		what |= WORD_CAPITAL;
	/* The United States and Mr Said are no verbs. */
	return what & WORD_CAPITAL ? what & ~(unsigned)(WORD_CUE | WORD_NEAR) : what;
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
	case '\'':
	case 0x2019: /* the owners’ lawyer */
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

/* Reads the word at *at and what follows it; *at moves to the next word. */
static struct word read_word(const struct wordmap *map, tsl_str text, uint32_t *at, uint32_t to)
{
	struct word word = { .span = { *at, word_end(text, *at, to) } };
	word.what = classify(map, text.at + *at, word.span.end - *at);
	*at = word.span.end;
	word.after = read_gap(text, at, to, word.what & WORD_ABBREVIATION);
	return word;
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
	while (at < to) {
		if (words->n == MOST_WORDS) {
			words->n = MOST_WORDS / 2;
			memmove(words->at, words->at + MOST_WORDS - words->n, words->n * sizeof *words->at);
			words->whole = false;
		}
		words->at[words->n] = read_word(words->map, text, &at, to);
		if (words->at[words->n++].after == AFTER_STOP) {
			words->n = 0;
			words->whole = false;
		}
	}
}

void words_after(struct words *words, uint32_t from, uint32_t to)
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
	while (at < to && words->n < MOST_WORDS) {
		struct word word = read_word(words->map, text, &at, to);
		words->at[words->n++] = word;
		words->whole = word.after == AFTER_STOP && at == to;
		if (word.after == AFTER_STOP)
			return;
	}
}
