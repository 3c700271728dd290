/*
 * Finds speech that runs on without marks: `"Listen," he said. I know what you think. We all do.` Outside of
 * marks a news text does not say "I" and "we", so sentences that do, right behind a direct quotation, are
 * taken for what its speaker goes on to say, with the rest of their paragraph, until somebody else is
 * named as speaking.
 */
#include "clause.h"
#include "quotes.h"
#include "word.h"

/* Sentences in which the first "I" must come, and those with the rest of the cue's. */
enum { MOST_AWAY = 2, MOST_AHEAD = 4 };

struct run {
	struct words words;
	struct reading reading;
	tsl_rows sentences;
	tsl_span sentence; /* the one just read */
	struct quotations out;
	uint32_t marked; /* the first quotation behind the one that is followed */
	uint32_t person; /* the first token behind it that may be "I" or "you" */
};

/* Reads the next sentence; false at the end of the text. */
static bool read_next(struct run *r)
{
	tsl_str text = r->words.text;
	while (r->words.layered) {
		uint32_t row = rows_from(r->sentences, r->reading.at);
		if (row == r->sentences.n)
			return false;
		tsl_span span = r->sentences.at[row];
		r->reading.at = r->reading.at > span.begin ? r->reading.at : span.begin;
		r->reading.to = span.end;
		if (words_next(&r->words, &r->reading))
			break;
		r->reading.at = span.end;
	}
	if (!r->words.layered && !words_next(&r->words, &r->reading))
		return false;
	uint32_t end = r->words.at[r->words.n - 1].span.end;
	while (end < text.len && text.at[end] && strchr(".!?)", text.at[end]))
		end++;
	r->sentence = (tsl_span){ r->words.at[0].span.begin, end };
	return true;
}

/* What the words of the sentence may be; those in marks do not count. */
static unsigned kinds_of_words(const struct run *r)
{
	const struct words *words = &r->words;
	const struct quotations *all = &r->reading.all;
	unsigned what = 0;
	for (uint32_t i = 0, k = r->marked; i < words->n; i++) {
		while (k < all->n &&
		       (all->at[k].outside.end <= words->at[i].span.begin || all->at[k].kind == QUOTE_INDIRECT))
			k++;
		bool inside = k < all->n && all->at[k].outside.begin <= words->at[i].span.begin &&
			      all->at[k].kind != QUOTE_DIRECT;
		what |= inside ? 0 : words->at[i].what;
	}
	return what;
}

/* Whether somebody else is named as speaking, or the writer speaks of a question asked. */
static bool names_speaker(const struct words *words)
{
	for (uint32_t v = 0; v < words->n; v++) {
		if (is_according_to(words, v))
			return true;
		if (!(words->at[v].what & WORD_CUE))
			continue;
		tsl_span subject = subject_of(words, v);
		uint32_t s = v;
		while (s > 0 && words->at[s].span.begin > subject.begin)
			s--;
		bool own = words->at[s].what & (WORD_FIRST | WORD_SECOND);
		bool asked = is_word(words, v, "asked") || is_word(words, v, "told");
		if (!span_is_empty(subject) &&
		    (own ? asked : reported_by(words, v) || words->at[s].what & WORD_CAPITAL))
			return true;
	}
	return false;
}

/* Where the paragraph that holds the run ends, as far as the speech goes; the sentences are read one by one. */
struct paragraph {
	uint32_t begin, sure, end; /* `sure`: behind the last sentence with "I" in it; 0: there is none */
	uint32_t read;
	bool whole; /* nobody else speaks in it */
};

static bool starts_line(tsl_str text, uint32_t from, uint32_t to)
{
	return from < to && memchr(text.at + from, '\n', to - from);
}

/* Takes in sentences up to the end of the paragraph. The sentence that stands is the first; afterwards the one behind.
 * False at the end of the text, or where somebody else speaks. */
static bool take_paragraph(struct run *r, struct paragraph *p, unsigned telling)
{
	*p = (struct paragraph){ .begin = r->sentence.begin, .end = r->sentence.begin, .whole = true };
	for (bool more = true; more; more = read_next(r)) {
		if (p->read && starts_line(r->words.text, p->end, r->sentence.begin))
			return true;
		unsigned what = kinds_of_words(r);
		p->whole = !(what & WORD_SPEECH) && !names_speaker(&r->words);
		if (!p->whole)
			return false;
		p->read++;
		p->end = r->sentence.end;
		if (what & telling)
			p->sure = p->end;
		if (!p->sure && p->read >= MOST_AWAY)
			return false;
	}
	return false;
}

static void add(struct run *r, const struct paragraph *p, const struct quotation *q)
{
	struct quotation run = { .kind = QUOTE_UNMARKED, .speaker = q->speaker };
	run.inside = (tsl_span){ p->begin, p->whole ? p->end : p->sure };
	run.outside = run.inside;
	r->out.at[r->out.n++] = run;
}

/* Whether the run of the quotation before has come this far already: `"‘Never!’ … “We go.” I know …`. */
static bool is_taken(const struct run *r, const struct paragraph *p)
{
	return r->out.n && p->begin < r->out.at[r->out.n - 1].outside.end;
}

/* Moves to the first sentence behind the quotation and the words that name its speaker. */
static bool step_behind(struct run *r, const struct quotation *q)
{
	tsl_str text = r->words.text;
	char last = text.at[q->inside.end - 1];
	bool ended = last == '.' || last == '!' || last == '?';
	bool led = q->led || span_is_empty(q->cue);
	r->reading.at = q->outside.end;
	r->reading.to = (uint32_t)text.len;
	return (ended && led) || read_next(r) ? read_next(r) : false;
}

/* "he told me": the writer is one who says "I", so that it tells nothing here. */
static bool is_told_to_writer(tsl_str text, const struct quotation *q)
{
	uint32_t at = q->cue.end;
	return at + 4 <= text.len && (!memcmp(text.at + at, " me", 3) || !memcmp(text.at + at, " us", 3)) &&
	       !char_is_letter((unsigned char)text.at[at + 3]);
}

static void follow(struct run *r, const struct quotation *q, uint32_t most)
{
	tsl_str text = r->words.text;
	struct paragraph p;
	bool more = step_behind(r, q);
	bool apart = more && starts_line(text, q->outside.end, r->sentence.begin);
	while (more && r->out.n < most) {
		unsigned telling = apart || span_is_empty(q->cue) ? WORD_FIRST : WORD_FIRST | WORD_SECOND;
		more = take_paragraph(r, &p, telling);
		if (is_taken(r, &p))
			return;
		if (p.sure)
			add(r, &p, q);
		else if (!p.whole || apart)
			return;
		apart = true;
	}
}

static bool is_told_by_writer(tsl_str text, struct quotations all)
{
	for (uint32_t i = 0; i < all.n; i++)
		if (is_told_to_writer(text, &all.at[i]))
			return true;
	return false;
}

/* Whether a word of the phrase begins with a capital: "union boss Petra Voss". */
static bool has_name(tsl_str text, tsl_span phrase)
{
	for (uint32_t at = phrase.begin; at < phrase.end; at++)
		if ((at == phrase.begin || text.at[at - 1] == ' ') && !char_is_lower((unsigned char)text.at[at]))
			return true;
	return false;
}

static bool is_person(const struct lexicon *lexicon, uint64_t hash)
{
	return seems_a_person(lexicon, hash) && classes_of(lexicon, hash) & (WORD_FIRST | WORD_SECOND);
}

/* The first token of [t, end) that is one, or `end`. Most are passed over by fours. */
static uint32_t next_person(const struct lexicon *lexicon, const int64_t *hash, uint32_t t, uint32_t end)
{
	while (t < end) {
		const uint64_t *h = (const uint64_t *)hash + t;
		if (t + 4 <= end && !(seems_a_person(lexicon, h[0]) | seems_a_person(lexicon, h[1]) |
				      seems_a_person(lexicon, h[2]) | seems_a_person(lexicon, h[3]))) {
			t += 4;
			continue;
		}
		if (is_person(lexicon, h[0]))
			break;
		t++;
	}
	return t;
}

/* Whether "I" or "you" stands among the next sentences, as far as the tokens are known; each token is asked once. */
static bool may_run_on(struct run *r, const struct quotation *q)
{
	const struct layers *layers = r->words.layers;
	const tsl_rows tokens = layers->tokens;
	uint32_t t = r->person;
	if (!layers->hash || !r->sentences.n)
		return true;
	uint32_t row = rows_from(r->sentences, q->outside.end);
	if (row == r->sentences.n)
		return false;
	row = r->sentences.n - row > MOST_AHEAD ? row + MOST_AHEAD : r->sentences.n - 1;
	uint32_t end = r->sentences.at[row].end;
	if (t < tokens.n && tokens.at[t].begin < q->outside.end)
		t = rows_from(tokens, q->outside.end);
	if (t < tokens.n && tokens.at[t].begin < end)
		t = next_person(r->words.lexicon, layers->hash, t, rows_from(tokens, end));
	r->person = t;
	return t < tokens.n && tokens.at[t].begin < end;
}

/* Somebody who can be told from the writer and the reader. */
static bool is_somebody(const struct words *words, tsl_span speaker)
{
	uint32_t end = speaker.begin;
	const char *text = words->text.at;
	while (end < speaker.end && text[end] != ' ')
		end++;
	unsigned what = classes_of(words->lexicon, word_hash(text + speaker.begin, end - speaker.begin));
	bool known = what & (WORD_DETERMINER | WORD_PRONOUN) || has_name(words->text, speaker);
	return !span_is_empty(speaker) && known && !(what & (WORD_FIRST | WORD_SECOND));
}

struct quotations find_run_on(const tsl_host *host, tsl_document *doc, const struct lexicon *lexicon, tsl_str text,
			      const struct layers *layers, struct quotations all)
{
	struct run r = {
		.words = { .lexicon = lexicon, .layers = layers, .text = text, .layered = layers->sentences.n > 0 },
		.sentences = layers->sentences
	};
	uint32_t room = 0;
	if (is_told_by_writer(text, all))
		return r.out;
	for (uint32_t i = 0; i < all.n; i++) {
		const struct quotation *q = &all.at[i];
		if (q->kind != QUOTE_DIRECT || !is_somebody(&r.words, q->speaker) || !may_run_on(&r, q))
			continue;
		if (!room) { /* a paragraph has one run at most */
			room = 1;
			const char *end = text.at + text.len, *line = text.at;
			while (line && (line = memchr(line, '\n', (size_t)(end - line))))
				room += !!line++;
			room += all.n;
			r.out.at = host->alloc(doc, room * sizeof *r.out.at);
		}
		r.reading.all = all;
		r.reading.next = r.marked = i + 1;
		follow(&r, q, room);
	}
	return r.out;
}
