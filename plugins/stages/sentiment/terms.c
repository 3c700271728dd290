/*
 * Lines of a term, a tab and a score; blank lines and comments are passed over. A comment begins with `#`.
 * Where a word and a tab follow at once, as in "#calm TAB 2", it may as well be meant for a hashtag, and is refused.
 */
#include "decimal.h"
#include "lexicon.h"
#include "place.h"
#include "utf8.h"

#define MOST_SCORE 4

struct line {
	const char *begin;
	tsl_str term, score;
	size_t number;
};

/* Where messages about what stands at `at` point to. Nobody writes the lines of a model by hand, which come behind a
 * header: they have no place of their own. */
static struct option_place place_of(const char *option, const struct line *line, const char *at)
{
	return strcmp(option, "model") ? place_in_line(option, line->number, line->begin, at) : place_of_file(option);
}

/* Each word of a phrase may be a lexeme of its own; what stands behind the tab is none. */
size_t terms_count(tsl_str bytes)
{
	size_t n = 1;
	bool in_term = true;
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.at[i] == '\n' || bytes.at[i] == '\t')
			in_term = bytes.at[i] == '\n';
		n += bytes.at[i] == '\n' ||
		     (in_term && (bytes.at[i] == '-' || char_is_space((unsigned char)bytes.at[i])));
	}
	return n;
}

static tsl_str trim(tsl_str s)
{
	while (s.len && char_is_space((unsigned char)s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len && char_is_space((unsigned char)s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Takes the next line off the front of `rest`, without its line end. */
static tsl_str next_line(tsl_str *rest)
{
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->at) : rest->len, taken = len + (end != NULL);
	tsl_str line = { rest->at, len };
	*rest = (tsl_str){ rest->at + taken, rest->len - taken };
	if (len && line.at[len - 1] == '\r')
		line.len--;
	return line;
}

static tsl_status reject_term(const tsl_host *host, tsl_setup *setup, const char *option, const struct line *line)
{
	const struct option_place place = place_of(option, line, line->term.at);
	if (!utf8_valid(line->term))
		return host->reject(setup, place.option, "this is not UTF-8: save the file as UTF-8");
	return host->reject(
		setup, place.option,
		"a term is a word, up to %d words parted by blanks or hyphens, an emoji or an emoticon; only its last "
		"sign may be a `*`, and no other sign may stand within it (`U.S.`, `AT&T`, `C++` cannot be terms)",
		MOST_WORDS);
}

/* A user's term that is there already, in whatever capitals: one of the two scores would be lost. */
static tsl_status claim(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const char *option,
			const struct line *line)
{
	struct lexeme *lexeme = lexicon_add(lexicon, line->term);
	if (!lexeme || !utf8_valid(line->term))
		return reject_term(host, setup, option, line);
	struct source *source = lexicon_source(lexicon, lexeme);
	if (source->line)
		return host->reject(setup, place_of(option, line, line->term.at).option,
				    "`%.*s` has a score in line %zu already", (int)line->term.len, line->term.at,
				    source->line);
	source->line = line->number;
	return TSL_OK;
}

static tsl_status add_line(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const char *option,
			   const struct line *line, enum origin origin)
{
	double score;
	const char *tab = memchr(line->score.at, '\t', line->score.len);
	if (!line->term.len)
		return host->reject(setup, place_of(option, line, line->begin).option,
				    "there is no term before the tab");
	if (tab)
		return host->reject(setup, place_of(option, line, tab).option,
				    "there is a second tab; write a term, a tab and its score");
	if (!decimal_read(line->score, &score))
		return host->reject(setup, place_of(option, line, line->score.at).option,
				    "the score is not a number such as -1.5");
	if (score < -MOST_SCORE || score > MOST_SCORE)
		return host->reject(setup, place_of(option, line, line->score.at).option,
				    "the score must be from -%d to %d", MOST_SCORE, MOST_SCORE);
	if (origin == FROM_USER && claim(lexicon, host, setup, option, line) != TSL_OK)
		return TSL_FAILED;
	return lexicon_score(lexicon, line->term, score, origin) ? TSL_OK : reject_term(host, setup, option, line);
}

static tsl_status read_line(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const char *option,
			    tsl_str bytes, size_t number, enum origin origin)
{
	struct line line = { .begin = bytes.at, .number = number };
	if (!trim(bytes).len)
		return TSL_OK;
	const char *tab = memchr(bytes.at, '\t', bytes.len);
	if (bytes.at[0] == '#' && tab && tab > bytes.at + 1 && !char_is_space((unsigned char)bytes.at[1]))
		return host->reject(setup, place_of(option, &line, bytes.at).option,
				    "for a hashtag write the word alone, which is found behind a `#` too; for a "
				    "comment put a blank behind the `#`");
	if (bytes.at[0] == '#')
		return TSL_OK;
	if (!tab)
		return host->reject(setup, place_of(option, &line, bytes.at).option,
				    "there is no tab; write the term, a tab and its score");
	size_t len = (size_t)(tab - bytes.at);
	line.term = trim((tsl_str){ bytes.at, len });
	line.score = trim((tsl_str){ tab + 1, bytes.len - len - 1 });
	return add_line(lexicon, host, setup, option, &line, origin);
}

tsl_status terms_read(struct lexicon *lexicon, const tsl_host *host, tsl_setup *setup, const char *option,
		      tsl_str bytes, enum origin origin)
{
	if (bytes.len >= 3 && !memcmp(bytes.at, "\xEF\xBB\xBF", 3))
		bytes = (tsl_str){ bytes.at + 3, bytes.len - 3 };
	for (size_t number = 1; bytes.len; number++)
		if (read_line(lexicon, host, setup, option, next_line(&bytes), number, origin) != TSL_OK)
			return TSL_FAILED;
	return TSL_OK;
}
