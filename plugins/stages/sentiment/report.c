/* What `mode: news` found, for people and for train.py. */
#include "news.h"
#include "word.h"

enum { NUMBER = 16 /* bytes of a score with its signs, at most */ };

static char *put_text(char *out, tsl_str s)
{
	memcpy(out, s.at, s.len);
	return out + s.len;
}

/* With at most `decimals` digits behind the point, and no zeros at the end. */
static char *put_number(char *out, double x, unsigned decimals)
{
	char digits[NUMBER];
	unsigned n = 0;
	double scaled = x < 0 ? -x : x;
	for (unsigned i = 0; i < decimals; i++)
		scaled *= 10;
	uint64_t whole = (uint64_t)(scaled < 1e9 ? scaled + 0.5 : 1e9);
	if (x < 0 && whole)
		*out++ = '-';
	for (; decimals && whole % 10 == 0; decimals--)
		whole /= 10;
	for (unsigned i = 0; i <= decimals || whole; i++, whole /= 10) {
		if (i && i == decimals)
			digits[n++] = '.';
		digits[n++] = (char)('0' + whole % 10);
	}
	while (n)
		*out++ = digits[--n];
	return out;
}

/* What a term adds to the sum of its sentence, by one of score. */
static double weight_of(const struct news *news, const struct trace *trace, const struct found *f)
{
	double turn = !trace->turns[f->sentence] ? 1 : f->late ? news->constants.after_but : news->constants.before_but;
	return f->factor * turn * trace->emphasis[f->sentence];
}

static tsl_str name_of(const struct news *news, const struct news_job *job, const struct found *f)
{
	tsl_str term = lexicon_source(&news->lexicon, f->lexeme)->term;
	uint32_t begin = job->tokens.at[f->first].begin;
	return term.at ? term : (tsl_str){ job->text.at + begin, job->tokens.at[f->last].end - begin };
}

/* "good -0.9 (1.9)": what it adds, and its score in the lexicon where that is not the same. */
static char *put_term(char *out, const struct news *news, const struct news_job *job, const struct found *f)
{
	double weight = weight_of(news, job->trace, f), score = f->lexeme->score;
	out = put_text(out, name_of(news, job, f));
	*out++ = ' ';
	out = put_number(out, score * weight, 2);
	if (weight == 1)
		return out;
	out = put_text(out, (tsl_str){ " (", 2 });
	out = put_number(out, score, 2);
	*out++ = ')';
	return out;
}

static size_t room_for(const struct news *news, const struct news_job *job)
{
	size_t n = 1;
	for (uint32_t i = 0; i < job->trace->n; i++)
		n += name_of(news, job, &job->trace->found[i]).len + 2 * NUMBER + 6;
	return n;
}

void report_terms(const tsl_host *host, tsl_document *doc, const struct news *news, const struct news_job *job,
		  tsl_str *cells)
{
	const struct trace *trace = job->trace;
	char *out = host->alloc(doc, room_for(news, job));
	for (uint32_t row = 0, i = 0; row < job->sentences.n; row++) {
		cells[row].at = out;
		for (uint32_t first = i; i < trace->n && trace->found[i].sentence == row; i++) {
			if (i > first)
				out = put_text(out, (tsl_str){ "; ", 2 });
			out = put_term(out, news, job, &trace->found[i]);
		}
		cells[row].len = (size_t)(out - cells[row].at);
	}
}

/* Each line: the number of words of the sentence, then, parted by tabs, "term=weight". */
tsl_str report_features(const tsl_host *host, tsl_document *doc, const struct news *news, const struct news_job *job)
{
	const struct trace *trace = job->trace;
	uint32_t rows = job->sentences.n ? job->sentences.n : 1;
	char *start = host->alloc(doc, room_for(news, job) + (size_t)rows * (NUMBER + 1)), *out = start;
	for (uint32_t row = 0, i = 0; row < rows; row++) {
		out = put_number(out, job->words[row], 0);
		for (; i < trace->n && trace->found[i].sentence == row; i++) {
			tsl_str name = name_of(news, job, &trace->found[i]);
			*out++ = '\t';
			out += word_fold(name.at, name.len, out);
			*out++ = '=';
			out = put_number(out, weight_of(news, trace, &trace->found[i]), 4);
		}
		*out++ = '\n';
	}
	return (tsl_str){ start, (size_t)(out - start) };
}

/* ---- look-up ---- */

static void put_line(const tsl_host *host, tsl_out *out, const char *text)
{
	host->put(out, text, strlen(text));
}

static void put_sources(const tsl_host *host, tsl_out *out, const struct source *source)
{
	static const char *const names[ORIGINS] = {
		[FROM_VADER] = "  vaderSentiment (-4 to 4): ",
		[FROM_AFINN] = "  AFINN-165 (-5 to 5): ",
		[FROM_NEWS] = "  the project's words for news: ",
		[FROM_MODEL] = "  learnt (the model): ",
		[FROM_USER] = "  your lexicon: ",
	};
	for (unsigned i = 0; i < ORIGINS; i++) {
		if (!(source->has & 1u << i))
			continue;
		put_line(host, out, names[i]);
		host->put_real(out, source->scores[i]);
		put_line(host, out, "\n");
	}
}

static void put_effects(const tsl_host *host, tsl_out *out, const struct lexeme *lexeme)
{
	static const struct {
		uint32_t flag;
		const char *says;
	} flags[] = {
		{ NEGATES, "  negates what follows, up to the next comma\n" },
		{ CONTRASTS, "  what follows it in the sentence weighs more than what came before\n" },
		{ LACKS, "  turns what is good behind it\n" },
		{ OWED, "  stays bad where it is negated\n" },
		{ LEVEL, "  is turned by words such as \"fell\" behind it and \"ended\" before it\n" },
		{ ABATES, "  turns what stands before it where there can be less of that\n" },
		{ CURBS, "  turns what stands behind it, or else before it, where there can be less of that\n" },
		{ GOES_ON | STARS_ON, "  begins longer phrases\n" },
	};
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (lexeme->flags & flags[i].flag)
			put_line(host, out, flags[i].says);
	if (lexeme->boost != 0) {
		put_line(host, out, lexeme->boost > 0 ? "  strengthens" : "  weakens");
		put_line(host, out, " the next words, by a factor of ");
		host->put_real(out, 1 + lexeme->boost);
		put_line(host, out, "\n");
	}
}

/* The built-in and own phrases that hold the word, up to a few. */
static void put_phrases(const tsl_host *host, tsl_out *out, const struct lexicon *lexicon, tsl_str word)
{
	uint64_t hash = word_hash(word.at, word.len);
	unsigned shown = 0;
	for (uint32_t i = 1; i < lexicon->n && shown < 20; i++) {
		tsl_str term = lexicon->sources[i].term;
		if (!term.at || !memchr(term.at, ' ', term.len))
			continue;
		for (size_t at = 0, end; at < term.len; at = end + 1) {
			for (end = at; end < term.len && term.at[end] != ' ';)
				end++;
			if (word_hash(term.at + at, end - at) != hash)
				continue;
			put_line(host, out, "  in the phrase \"");
			host->put(out, term.at, term.len);
			put_line(host, out, "\": ");
			host->put_real(out, lexicon->lexemes[i].score);
			put_line(host, out, "\n");
			shown++;
			break;
		}
	}
}

void report_lexeme(const tsl_host *host, tsl_out *out, const struct news *news, tsl_str term)
{
	const struct lexeme *lexeme = lexicon_look_up(&news->lexicon, term);
	put_line(host, out, "news: ");
	if (lexeme->flags & IS_TERM) {
		host->put_real(out, lexeme->score);
		put_line(host, out, "\n");
	} else {
		put_line(host, out, "no tone of its own\n");
	}
	put_sources(host, out, lexicon_source(&news->lexicon, lexeme));
	put_effects(host, out, lexeme);
	put_phrases(host, out, &news->lexicon, term);
}
