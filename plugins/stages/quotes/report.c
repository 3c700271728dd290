/* Finds reported speech: "she said that …", "according to …", "…, the police said". */
#include "quotes.h"

/* Words outside of marks that make a report of a clause with a quotation in it, and words between a cue and a colon. */
enum { FEWEST_OWN = 2, MOST_TO_COLON = 3 };

struct reporting {
	const tsl_host *host;
	tsl_document *doc;
	struct words words;
	struct quotations marked; /* those with marks */
	uint32_t near;            /* the first of them that does not end before the sentence */
	struct quotations out;
	uint32_t room;
	uint32_t done; /* words of this sentence that are behind us */
	tsl_span last_speaker;
};

static void push(struct reporting *r, struct quotation q)
{
	if (r->out.n == r->room) {
		r->room = r->room ? r->room * 2 : 32;
		struct quotation *larger = r->host->alloc(r->doc, r->room * sizeof *larger);
		if (r->out.n)
			memcpy(larger, r->out.at, r->out.n * sizeof *larger);
		r->out.at = larger;
	}
	r->out.at[r->out.n++] = q;
}

/* Words [first, last] that stand outside of marks; UINT32_MAX where there are no marks. */
static uint32_t own_words(const struct reporting *r, uint32_t first, uint32_t last)
{
	uint32_t own = 0, k = r->near;
	bool marks = false;
	for (uint32_t i = first; i <= last; i++) {
		while (k < r->marked.n && r->marked.at[k].outside.end <= r->words.at[i].span.begin)
			k++;
		bool inside = k < r->marked.n && r->marked.at[k].outside.begin <= r->words.at[i].span.begin;
		marks |= inside;
		own += !inside;
	}
	return marks ? own : UINT32_MAX;
}

/* The span of words with the marks next to them, so that a quotation in marks lies inside of it. */
static tsl_span span_with_marks(const struct reporting *r, uint32_t first, uint32_t last)
{
	tsl_span span = { r->words.at[first].span.begin, r->words.at[last].span.end };
	for (uint32_t k = r->near; k < r->marked.n && r->marked.at[k].outside.begin < span.end; k++) {
		tsl_span q = r->marked.at[k].outside;
		if (q.end <= span.begin)
			continue;
		span.begin = q.begin < span.begin ? q.begin : span.begin;
		span.end = q.end > span.end ? q.end : span.end;
	}
	return span;
}

static bool is_of_author(const struct words *words, tsl_span speaker)
{
	for (uint32_t i = 0; i < words->n; i++)
		if (words->at[i].span.begin == speaker.begin)
			return words->at[i].what & (WORD_FIRST | WORD_SECOND);
	return false;
}

/* Adds what words [first, last] report; false where they are no report. */
static bool add(struct reporting *r, uint32_t first, uint32_t last, tsl_span speaker, tsl_span cue)
{
	if (last < first || own_words(r, first, last) < FEWEST_OWN || is_of_author(&r->words, speaker))
		return false;
	struct quotation q = { .kind = QUOTE_INDIRECT, .speaker = speaker, .cue = cue };
	q.inside = q.outside = span_with_marks(r, first, last);
	if (r->out.n && r->out.at[r->out.n - 1].outside.end > q.inside.begin)
		return false;
	push(r, q);
	r->last_speaker = speaker;
	return true;
}

/* ---- who ---- */

/* The subject of a participle or an infinitive: of the verb before it, or the first phrase of the sentence. */
static tsl_span shared_subject(const struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	if (r->done && !span_is_empty(r->last_speaker)) /* "… and said" */
		return r->last_speaker;
	for (uint32_t i = v, n = 0; i-- > 0 && n < 40; n++) {
		tsl_span subject = words->at[i].what & WORD_CUE ? subject_of(words, i) : (tsl_span){ 0, 0 };
		bool it = subject.end - subject.begin == 2;
		if (!span_is_empty(subject) && !it)
			return subject;
		/* `"We go," said Lund, adding …` */
		if (words->at[i].what & WORD_CUE && i > 0 && words->at[i - 1].what & WORD_SPEECH)
			return phrase_from(words, i + 1);
		if (words->at[i].what & WORD_RELATIVE && i > 0)
			return subject_of(words, i + 1);
	}
	return first_phrase(words);
}

static tsl_span subject_here(const struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	unsigned what = words->at[v].what;
	tsl_span none = { 0, 0 };
	if (what & WORD_PARTICIPLE && !(what & WORD_CUE)) {
		bool is = v > 1 && words->at[v - 1].what & WORD_PASSIVE && words->at[v - 1].after == AFTER_SPACE;
		tsl_span own = is ? phrase_from(words, v - 2) : none;
		return is && !span_is_empty(own) ? own : shared_subject(r, v);
	}
	if (is_passive(words, v))
		return none;
	tsl_span subject = subject_of(words, v);
	bool joined = !v || words->at[v - 1].what & (WORD_JOINS | WORD_AUXILIARY);
	return span_is_empty(subject) && joined && v ? shared_subject(r, v) : subject;
}

/* ---- a noun before what it reports ---- */

static bool report_of_noun(struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	if (!is_noun_of_speech(words, v))
		return false;
	uint32_t first = reported_by_noun(words, v);
	if (!first)
		return false;
	uint32_t last = clause_last(words, first);
	if (v < 5)
		last = before_second_verb(words, first, last);
	tsl_span owner = owner_of(words, v);
	bool own = v > 0 &&
		   (is_word(words, v - 1, "his") || is_word(words, v - 1, "her") || is_word(words, v - 1, "their"));
	if (own && v > 1)
		owner = shared_subject(r, v);
	if (!add(r, first, last, owner, words->at[v].span))
		return false;
	r->done = last + 1;
	return true;
}

/* ---- a cue before what it reports ---- */

/* `"We go," Lund said on Friday`: what follows is no report, unless "that" tells so. */
static bool is_behind_speech(const struct words *words, uint32_t v, tsl_span speaker)
{
	uint32_t s = v;
	while (s > 0 && words->at[s].span.begin > speaker.begin)
		s--;
	return s > 0 && words->at[s - 1].what & WORD_SPEECH && words->at[s].span.begin == speaker.begin;
}

static bool report_behind(struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	unsigned verb = WORD_CUE | WORD_PARTICIPLE;
	if (is_noun_of_speech(words, v))
		return report_of_noun(r, v);
	if (!(words->at[v].what & verb) || is_negated(words, v) || is_unsaid(words, v))
		return false;
	if (v > 0 && words->at[v - 1].what & (WORD_SPEECH | WORD_DETERMINER))
		return false;
	uint32_t first = reported_by(words, v);
	if (!first || words->at[first].what & WORD_SPEECH)
		return false;
	tsl_span speaker = subject_here(r, v);
	if (span_is_empty(speaker) && !is_passive(words, v))
		return false;
	if (is_behind_speech(words, v, speaker) && !is_word(words, first - 1, "that"))
		return false;
	uint32_t last = clause_last(words, first);
	if (!add(r, first, last, speaker, cue_of(words, v)))
		return false;
	r->done = last + 1;
	return true;
}

/* ---- a cue behind what it reports, or in the middle of it ---- */

static bool ends_clause(const struct words *words, uint32_t v)
{
	if (v + 1 >= words->n || words->at[v].after >= AFTER_COMMA)
		return true;
	unsigned next = words->at[v + 1].what;
	if (is_word(words, v + 1, "later") && words->at[v + 1].after >= AFTER_COMMA)
		return true;
	return next & WORD_TIME || (next & (WORD_FUNCTION | WORD_PARTICIPLE) && !is_word(words, v + 1, "that"));
}

/* The word where the report begins: past what is done and past "But". */
static bool report_around(struct reporting *r, uint32_t first_said, uint32_t last_said, tsl_span speaker, tsl_span cue)
{
	const struct words *words = &r->words;
	uint32_t from = r->done;
	while (last_said + 1 < words->n && words->at[last_said].after == AFTER_SPACE &&
	       (words->at[last_said + 1].what & WORD_TIME || is_word(words, last_said + 1, "later")))
		last_said++;
	for (uint32_t i = from; i < first_said; i++)
		if (words->at[i].what & WORD_SPEECH)
			from = i + 1;
	bool hands_over = words->at[last_said].after == AFTER_COLON ||
			  (last_said + 1 < words->n && words->at[last_said + 1].what & WORD_SPEECH);
	if (hands_over || from >= first_said || words->at[first_said - 1].after != AFTER_COMMA)
		return false;
	bool verb = first_said > from + 1 && has_verb(words, from + 1, first_said - 1);
	bool middle = !verb && words->at[last_said].after == AFTER_COMMA && last_said + 2 < words->n &&
		      !(words->at[last_said + 1].what &
			(WORD_PARTICIPLE | WORD_CUTS | WORD_RELATIVE | WORD_CONJUNCTION));
	uint32_t last = middle ? clause_last(words, last_said + 1) : first_said - 1;
	verb = verb || middle;
	if (last < from + 2 || !verb || !add(r, from, last, speaker, cue))
		return false;
	r->done = (middle ? last : last_said) + 1;
	return true;
}

static bool report_before(struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	if (!(words->at[v].what & WORD_CUE) || !(words->at[v].what & (WORD_CLAUSE | WORD_TELLS)) ||
	    is_negated(words, v) || v < 2)
		return false;
	if (words->at[v - 1].after == AFTER_COMMA && !(words->at[v].what & WORD_TELLS)) { /* "…, said the mayor" */
		tsl_span speaker = phrase_from(words, v + 1);
		uint32_t last = v;
		while (last + 1 < words->n && words->at[last + 1].span.end <= speaker.end)
			last++;
		bool ends = last + 1 >= words->n || words->at[last].after >= AFTER_COMMA ||
			    words->at[last + 1].what & (WORD_FUNCTION | WORD_TIME);
		return !span_is_empty(speaker) && ends && words->at[v].after == AFTER_SPACE &&
		       report_around(r, v, last, speaker, cue_of(words, v));
	}
	tsl_span speaker = subject_of(words, v);
	if (span_is_empty(speaker) || !ends_clause(words, v))
		return false;
	uint32_t s = v;
	while (s > 0 && words->at[s].span.begin > speaker.begin)
		s--;
	/* "access reports" is no clause */
	bool noun = words->at[v].what & WORD_NOUN || is_word(words, v, "reports") || is_word(words, v, "stress");
	if (noun && !(words->at[s].what & (WORD_CAPITAL | WORD_DETERMINER | WORD_PRONOUN)))
		return false;
	return s > r->done && report_around(r, s, v, speaker, cue_of(words, v));
}

/* ---- a colon before speech without marks ---- */

/* The last word of "told reporters on Monday:", or 0. */
static uint32_t before_colon(const struct words *words, uint32_t v)
{
	for (uint32_t i = v; i + 1 < words->n && i <= v + MOST_TO_COLON; i++) {
		if (words->at[i].after == AFTER_COLON)
			return i;
		if (words->at[i].after != AFTER_SPACE || is_word(words, i + 1, "for") || is_word(words, i + 1, "that"))
			break;
	}
	return 0;
}

/* `Lund said: We will go.` */
static bool speech_behind(struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	uint32_t first = before_colon(words, v) + 1, last = words->n - 1;
	if (first == 1 || !(words->at[v].what & WORD_CUE) || words->at[v].what & WORD_NAMES || is_negated(words, v) ||
	    !(words->at[first].what & WORD_CAPITAL))
		return false;
	tsl_span speaker = subject_of(words, v);
	if (span_is_empty(speaker) || is_of_author(words, speaker) || own_words(r, first, last) != UINT32_MAX)
		return false;
	struct quotation q = { .kind = QUOTE_UNMARKED, .speaker = speaker, .cue = cue_of(words, v) };
	q.inside = (tsl_span){ words->at[first].span.begin, words->at[last].span.end };
	tsl_str text = words->text;
	while (q.inside.end < text.len && text.at[q.inside.end] && strchr(".!?", text.at[q.inside.end]))
		q.inside.end++;
	q.outside = q.inside;
	push(r, q);
	r->done = words->n;
	return true;
}

/* ---- according to ---- */

static bool report_of_source(struct reporting *r, uint32_t v)
{
	const struct words *words = &r->words;
	uint32_t n = source_words(words, v);
	if (!n)
		return false;
	tsl_span speaker = phrase_from(words, v + n), cue = { words->at[v].span.begin, words->at[v + n - 1].span.end };
	uint32_t last = v + n;
	while (last + 1 < words->n && words->at[last + 1].span.end <= speaker.end)
		last++;
	while (last + 1 < words->n && words->at[last].after < AFTER_COMMA && last < v + 16)
		last++;
	/* "According to his aunt, Jane Starner, …" */
	uint32_t aside = last + 1;
	while (aside < words->n && aside < last + 7 && words->at[aside].after < AFTER_COMMA)
		aside++;
	if (words->at[last].after == AFTER_COMMA && aside + 1 < words->n && aside < last + 7 &&
	    words->at[aside].after == AFTER_COMMA && !(words->at[last + 1].what & (WORD_FUNCTION | WORD_PRONOUN)) &&
	    !has_verb(words, last + 1, aside))
		last = aside;
	bool opens = v == 0 || (v == r->done && v < 3);
	if (span_is_empty(speaker))
		return false;
	if (opens || (v && words->at[v - 1].what & WORD_CONJUNCTION)) {
		if (last + 2 >= words->n || words->at[last].after != AFTER_COMMA ||
		    words->at[last + 1].what & WORD_SPEECH)
			return false;
		uint32_t end = clause_last(words, last + 1);
		bool led_by = end + 1 < words->n && words->at[end + 1].what & WORD_SPEECH; /* the report is in marks */
		bool added = (!led_by || has_verb(words, last + 2, end)) && add(r, last + 1, end, speaker, cue);
		r->done = added ? end + 1 : r->done;
		return added;
	}
	if (words->at[v - 1].after == AFTER_COMMA)
		return report_around(r, v, last, speaker, cue);
	bool speech = words->at[v - 1].what & WORD_SPEECH;
	bool plain = !speech && v > r->done + 2 && has_verb(words, r->done + 1, v - 1) &&
		     add(r, r->done, v - 1, speaker, cue);
	r->done = plain ? last + 1 : r->done;
	return plain;
}

/* "words" stands third in "in the words of". */
static bool tells_source(struct reporting *r, uint32_t v)
{
	bool third = v > 1 && is_words_of(&r->words, v - 2);
	return third ? v - 2 >= r->done && report_of_source(r, v - 2) : report_of_source(r, v);
}

/* ---- all ---- */

static void read_sentence(struct reporting *r)
{
	const struct words *words = &r->words;
	r->done = 0;
	r->last_speaker = (tsl_span){ 0, 0 };
	while (r->near < r->marked.n && r->marked.at[r->near].outside.end <= words->at[0].span.begin)
		r->near++;
	for (uint32_t v = 0; v < words->n; v++) {
		unsigned what = words->at[v].what;
		if (v < r->done || (words->at[v].source && tells_source(r, v)))
			continue;
		if (!(what & (WORD_CUE | WORD_PARTICIPLE | WORD_NOUN)) || !(what & WORD_TELLING))
			continue;
		if (!report_behind(r, v) && !speech_behind(r, v))
			report_before(r, v);
	}
}

/* Whether a word of the sentence may tell of speech, as far as the tokens are known; *next is the first such token that
 * does not stand before it. */
static bool may_report(const struct lexicon *lexicon, const struct layers *layers, tsl_span sentence, uint32_t *next)
{
	if (!layers->hash)
		return true;
	const tsl_rows tokens = layers->tokens;
	while (*next < tokens.n && tokens.at[*next].begin < sentence.begin)
		*next = next_telling_token(lexicon, layers, *next + 1);
	return *next < tokens.n && tokens.at[*next].begin < sentence.end;
}

struct quotations find_reports(const tsl_host *host, tsl_document *doc, const struct lexicon *lexicon, tsl_str text,
			       const struct layers *layers, struct quotations marked)
{
	struct reporting r = { .host = host,
			       .doc = doc,
			       .words = { .lexicon = lexicon, .layers = layers, .text = text },
			       .marked = marked };
	struct reading reading = { .all = marked };
	tsl_rows sentences = layers->sentences;
	uint32_t rows = sentences.n ? sentences.n : 1,
		 token = layers->hash ? next_telling_token(lexicon, layers, 0) : 0;
	r.words.layered = sentences.n > 0;
	for (uint32_t i = 0; i < rows; i++) {
		tsl_span row = sentences.n ? sentences.at[i] : (tsl_span){ 0, (uint32_t)text.len };
		if (!may_report(lexicon, layers, row, &token))
			continue;
		reading.at = reading.at > row.begin ? reading.at : row.begin;
		reading.to = row.end;
		while (reading.at < reading.to && words_next(&r.words, &reading))
			read_sentence(&r);
	}
	return r.out;
}
