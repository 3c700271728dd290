/*
 * quotes.h: the parts of the stage `quotes`.
 *
 * marks.c finds quotation marks and line ends in one pass over the bytes; pair.c makes quotations of
 * them in one pass over the marks; speaker.c names who speaks, by the noun phrases (phrase.c) among the
 * words (words.c, with the lists of lists.c) on both sides of a quotation, and kind.c tells what kind it
 * is; belong.c hands a speaker on to the quotations that belong together with his. report.c, clause.c and telling.c
 * find reported speech in the sentences that have a word of speech, run_on.c speech behind the closing marks; join.c
 * puts all rows in order and hands speakers on to those who have none. A bounded number of words is looked at, and the
 * gap between two marks is read a bounded number of times, so the work grows with the text and nothing else.
 */
#ifndef QUOTES_H
#define QUOTES_H

#include <teasel.h>

#include "chars.h"

/* ---- marks.c ---- */

enum mark_kind {
	MARK_STRAIGHT,    /* " */
	MARK_CURLY_OPEN,  /* “ */
	MARK_CURLY_CLOSE, /* ” */
	MARK_LOW_OPEN,    /* „, closed by “ or ” */
	MARK_ANGLE_OPEN,  /* « */
	MARK_ANGLE_CLOSE, /* », which may open where « closes */
	MARK_TEX_OPEN,    /* `` */
	MARK_TEX_CLOSE,   /* two apostrophes */
	MARK_SINGLE_OPEN,
	MARK_SINGLE_CLOSE,
	MARK_LINE,  /* the end of a line */
	MARK_BLANK, /* the end of a line before a blank one, or of the text */
};

struct mark {
	uint32_t begin, end;
	uint8_t kind;
	bool opens;         /* by its neighbours it may open a quotation */
	bool closes;        /* by its neighbours it may close one */
	bool surely;        /* it opens and cannot close, or closes and is no apostrophe */
	bool leads;         /* it opens where speech begins: first in its line, or behind a colon or a comma */
	bool ends_sentence; /* of a line end: . ! ? or : stands before it, perhaps with marks between */
};

struct marks {
	struct mark *at;
	uint32_t n, room;
};

struct marks find_marks(const tsl_host *, tsl_document *, tsl_str text);

/* ---- pair.c ---- */

enum quote_kind { QUOTE_NONE, QUOTE_DIRECT, QUOTE_PARTIAL, QUOTE_INDIRECT, QUOTE_UNMARKED, QUOTE_SCARE };

struct quotation {
	tsl_span inside;  /* the row: without marks and the white space next to them */
	tsl_span outside; /* with its marks */
	bool unclosed;    /* it ends with its paragraph */
	bool led;         /* words before it in its sentence name the speaker */
	bool closed;      /* a sentence of its own behind it does: "A," she said. "B." */
	bool follows;     /* no sentence ends between the quotation before and this one */
	bool first;       /* no word stands before it in its sentence */
	bool handed;      /* a comma or a colon stands before it */
	bool beside;      /* the cue is the word before it, or the speaker and the cue come right behind it */
	bool leading;     /* the cue stands before it */
	unsigned before;  /* what the word before it may be, if `first` is not set */
	unsigned cue_is;  /* what the cue may be */
	uint8_t kind;
	tsl_span speaker, cue; /* empty: none */
};

struct quotations {
	struct quotation *at;
	uint32_t n;
};

static inline bool span_is_empty(tsl_span span)
{
	return span.begin == span.end;
}

struct quotations pair_marks(const tsl_host *, tsl_document *, tsl_str text, struct marks);

/* ---- words.c ---- */

/* What a word may be; a word can be several things. */
enum {
	WORD_CUE = 1 << 0,           /* said, told */
	WORD_NEAR = 1 << 1,          /* a cue only right beside the quotation: added, continued */
	WORD_PARTICIPLE = 1 << 2,    /* saying: its subject stands further off */
	WORD_DETERMINER = 1 << 3,    /* the, his */
	WORD_PRONOUN = 1 << 4,       /* he */
	WORD_FUNCTION = 1 << 5,      /* no part of a noun phrase: in, that, and */
	WORD_CONJUNCTION = 1 << 6,   /* may stand before the subject without a comma: but */
	WORD_JOINS = 1 << 7,         /* joins a verb to one whose subject it shares: and, to */
	WORD_RELATIVE = 1 << 8,      /* who: the phrase before it is the subject */
	WORD_AUXILIARY = 1 << 9,     /* stands between subject and verb: has, also */
	WORD_PASSIVE = 1 << 10,      /* was: the subject of a cue behind it hears and does not speak */
	WORD_LINK = 1 << 11,         /* joins two noun phrases to one: of */
	WORD_PARTICLE = 1 << 12,     /* part of a name although small: al, van */
	WORD_ABBREVIATION = 1 << 13, /* its full stop ends no sentence: Dr, Gen */
	WORD_TIME = 1 << 14,         /* no part of a name although capitalised: Thursday */
	WORD_TITLE = 1 << 15,        /* a small word that belongs to a name: spokesman */
	WORD_CAPITAL = 1 << 16,      /* begins with a capital */
	WORD_CLAUSE = 1 << 17,       /* a clause may follow: claimed (that) it is so */
	WORD_TELLS = 1 << 18,        /* the one who hears it follows first: told them (that) */
	WORD_ASKS = 1 << 19,         /* whether, how and the like may follow */
	WORD_VOWS = 1 << 20,         /* "to" and a verb may follow: vowed to fight */
	WORD_DENIES = 1 << 21,       /* a verb in -ing may follow: denied having */
	WORD_NAMES = 1 << 22,        /* what it takes is no clause: called it "..." */
	WORD_NOUN = 1 << 23,         /* a noun of speech: the claim that */
	WORD_NEGATION = 1 << 24,     /* did not say */
	WORD_FINITE = 1 << 25,       /* the verb of a clause: is, will */
	WORD_FIRST = 1 << 26,        /* I, we, our */
	WORD_SECOND = 1 << 27,       /* you, your */
	WORD_TITLED = 1 << 28,       /* what it names has a title: film */
	WORD_CUTS = 1 << 29,         /* behind a comma it ends what is reported: while */
	WORD_SPEECH = 1 << 30,       /* no word but a whole quotation */
	WORD_SOURCE = 1 << 30,       /* in the lists: it names a source, as "according" does */
	WORD_TELLING = WORD_CLAUSE | WORD_TELLS | WORD_ASKS | WORD_VOWS | WORD_DENIES | WORD_NOUN | WORD_SOURCE,
};

/* What follows a word. */
enum word_after { AFTER_SPACE, AFTER_HYPHEN, AFTER_COMMA, AFTER_COLON, AFTER_BREAK, AFTER_STOP };

struct word {
	tsl_span span;
	unsigned what;
	uint8_t after; /* an enum word_after */
	bool source;   /* it may be part of what names a source: "according", "per", "in the words of" */
};

enum { MOST_CONTEXT = 600, MOST_WORDS = 96 }; /* bytes and words that are looked at on one side */

struct entry {
	uint64_t key; /* the hash of the word */
	unsigned what;
	unsigned next; /* another word with the same first bits, or 0 */
};

/* The words and what each may be. Whether a word is in a list can hardly be foreseen, so that a branch on it costs more
 * than a look: the first bits of its hash lead to the entry to compare it with, and those in no list to entry 0. */
struct lexicon {
	struct entry *entries;
	uint32_t n;
	uint16_t first[1 << 12];
	uint64_t telling[1 << 8]; /* a bit for each 14 first bits that a word has which may_tell() */
	uint64_t persons[1 << 4]; /* a bit for each 10 first bits that "I", "you" and the like have */
};

/* Whether the word may be one that tells of speech; few others are taken for one. */
static inline unsigned seems_to_tell(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon->telling[hash >> 56] >> (hash >> 50 & 63) & 1;
}

/* Whether the word may be one for the writer or the reader; one other in a hundred is taken for one. */
static inline unsigned seems_a_person(const struct lexicon *lexicon, uint64_t hash)
{
	return lexicon->persons[hash >> 60] >> (hash >> 54 & 63) & 1;
}

/* Whether a word of these classes can bring in a report. */
static inline bool may_tell(unsigned what)
{
	bool says = what & (WORD_CUE | WORD_PARTICIPLE | WORD_NOUN);
	return (says && what & WORD_TELLING & ~(unsigned)WORD_SOURCE) || what & WORD_SOURCE;
}

/* What the entry says of the word, if it is the word's. */
static inline unsigned classes_in(const struct entry *entry, uint64_t hash)
{
	return entry->what & -(unsigned)(entry->key == hash);
}

/* What a word may be; 0 where it is in no list. Few first bits lead to a second entry, and next to none to a third. */
static inline unsigned classes_of(const struct lexicon *lexicon, uint64_t hash)
{
	const struct entry *entry = &lexicon->entries[lexicon->first[hash >> 52]];
	const struct entry *other = &lexicon->entries[entry->next];
	unsigned what = classes_in(entry, hash) | classes_in(other, hash);
	while (other->next) {
		other = &lexicon->entries[other->next];
		what |= classes_in(other, hash);
	}
	return what;
}

/* What earlier stages know of the text; either may have no rows. */
struct layers {
	tsl_rows sentences, tokens;
	const int64_t *hash;
};

struct words {
	const struct lexicon *lexicon;
	const struct layers *layers;
	tsl_str text;
	uint32_t token; /* the one that the reading has come to */
	struct word at[MOST_WORDS];
	uint32_t n;
	bool layered; /* the sentences are known, so a full stop inside of one ends nothing */
	bool whole;   /* before: nothing but this sentence lies between; after: all of it is one sentence that ends */
};

void fill_lexicon(const tsl_host *, tsl_setup *, struct lexicon *);
/* Says of a word, whose span is known, what it may be. */
void classify(const struct lexicon *, uint64_t hash, const char *text, struct word *);
/* The last words before `to`, of its own sentence and paragraph, and at most back to `from`. */
void words_before(struct words *, uint32_t from, uint32_t to);
/* The first words from `from` on, up to the end of the sentence or paragraph, and at most up to `to`. */
void words_after(struct words *, uint32_t from, uint32_t to);
/* The same, but no more than `most`. */
void words_at_most(struct words *, uint32_t from, uint32_t to, uint32_t most);

/* Where the reading of sentences stands. */
struct reading {
	uint32_t at, to;
	struct quotations all;
	uint32_t next; /* the first quotation that ends behind `at` */
};

/* The words of the next sentence, or as many of them as there is room for; a direct quotation is one WORD_SPEECH. The
 * reading moves on to what follows. False where there is nothing left. */
bool words_next(struct words *, struct reading *);

/* Whether the i-th word is this one, which is given in small letters. */
static inline bool is_word(const struct words *words, uint32_t i, const char *word)
{
	tsl_span span = words->at[i].span;
	size_t len = strlen(word);
	if (span.end - span.begin != len)
		return false;
	for (size_t k = 0; k < len; k++)
		if (char_lower(words->text.at[span.begin + k]) != word[k])
			return false;
	return true;
}

/* ---- phrase.c ---- */

/* The noun phrase that is the subject of the verb at words->at[verb], to its left; empty if there is none. */
tsl_span subject_of(const struct words *, uint32_t verb);
/* The noun phrase that ends before words->at[i]; empty if none does. */
tsl_span phrase_before(const struct words *, uint32_t i);
/* The noun phrase that begins at words->at[i]; empty if none does. */
tsl_span phrase_from(const struct words *, uint32_t i);
/* The same, but the name of "the mayor, Anna Marsh". */
tsl_span phrase_or_name(const struct words *, uint32_t i);
/* The noun phrase at the front of the sentence, behind "On Monday," and the like; empty if there is none. */
tsl_span first_phrase(const struct words *);

/* ---- speaker.c ---- */

tsl_span cue_of(const struct words *, uint32_t v);

void name_speakers(const struct lexicon *, tsl_str text, const struct layers *, struct quotations);

/* ---- belong.c ---- */

/* Whether an unclosed quotation goes on in the one behind it: the next paragraph opens with a mark. */
bool is_continued(tsl_str text, const struct quotation *);
/* Gives the speaker of the quotation before to one that has none, where the two belong together. */
void inherit_speaker(tsl_str text, const struct quotation *last, struct quotation *);

/* ---- kind.c ---- */

/* Tells the kinds of quotations in marks, whose speakers are known as far as their sentences tell, and leaves out
 * titles and nicknames. */
struct quotations tell_kinds(const struct lexicon *, tsl_str text, const struct layers *, struct quotations);

/* ---- clause.c ---- */

/* The first word of what the cue at v reports: of "(that) it is so" behind it. 0: it reports nothing. */
uint32_t reported_by(const struct words *, uint32_t v);
/* The first word of what a noun of speech at v is about: "the claim that". 0: it has none. */
uint32_t reported_by_noun(const struct words *, uint32_t v);
/* The last word of the reported clause that begins at word `first`. */
uint32_t clause_last(const struct words *, uint32_t first);
/* Whether a verb of a clause is among the words [first, last]. */
bool has_verb(const struct words *, uint32_t first, uint32_t last);

/* ---- telling.c ---- */

bool reads_according_to(const struct words *, uint32_t i);
bool reads_words_of(const struct words *, uint32_t i);

static inline bool is_according_to(const struct words *words, uint32_t i)
{
	return words->at[i].source && reads_according_to(words, i);
}

/* In the words of the mayor */
static inline bool is_words_of(const struct words *words, uint32_t i)
{
	return i + 4 < words->n && words->at[i + 2].source && reads_words_of(words, i);
}

bool names_no_source(const struct words *, uint32_t i);

/* Of the cue at v: "did not say"; "was told"; "could say", "to say". */
bool is_negated(const struct words *, uint32_t v);
bool is_passive(const struct words *, uint32_t v);
bool is_unsaid(const struct words *, uint32_t v);
/* Words that name a source like "according to" does; their number. */
uint32_t source_words(const struct words *, uint32_t i);
/* The so-called "deal", the self-styled "king": whether the words end so. */
bool is_so_called(const struct words *);
/* Whether the verb at v is that of "a guide, who asked not to be named". */
bool is_of_relative(const struct words *, uint32_t v);
/* The first token from t on that may tell of speech, or the number of tokens. */
uint32_t next_telling_token(const struct lexicon *, const struct layers *, uint32_t t);
/* Whether a word such as "claims" is a noun here, to judge by the word before. */
bool is_noun_of_speech(const struct words *, uint32_t v);
/* The owner of the noun at v: of "Renn's claim" or "the ministry's own claim"; empty if none is named. */
tsl_span owner_of(const struct words *, uint32_t v);
/* The last word of what the noun is about, among the words [first, last], where the noun is the subject of more. */
uint32_t before_second_verb(const struct words *, uint32_t first, uint32_t last);

/* ---- report.c ---- */

/* Speech that is reported, with and without marks in it. */
struct quotations find_reports(const tsl_host *, tsl_document *, const struct lexicon *, tsl_str text,
			       const struct layers *, struct quotations);

/* ---- join.c ---- */

/* Two lists as one, in order of begin and end. */
struct quotations merge_quotations(const tsl_host *, tsl_document *, struct quotations, struct quotations);
/* A direct quotation without a speaker takes that of the one before, where the speech goes on. */
void hand_on_speakers(tsl_str text, struct quotations);

/* ---- run_on.c ---- */

/* The speech that runs on behind a direct quotation without marks. */
struct quotations find_run_on(const tsl_host *, tsl_document *, const struct lexicon *, tsl_str text,
			      const struct layers *, struct quotations);

#endif
