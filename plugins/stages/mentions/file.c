/*
 * The file of targets: a line has a target, a tab and an alias, and behind further tabs, where wanted, the
 * alias's score and the target's pronouns. `#` begins a comment; blank lines are passed over.
 */
#include "chars.h"
#include "decimal.h"
#include "place.h"
#include "utf8.h"
#include "targets.h"

enum { TARGET, ALIAS, SCORE, GENDER, COLUMNS };
enum { MOST_WRONG = 10 }; /* lines that are told */

struct line {
	const char *begin;
	tsl_str columns[COLUMNS];
	unsigned n; /* columns there are, which may be too many */
	uint32_t number;
};

/* Takes the next line off the front of `rest`. */
static tsl_str next_line(tsl_str *rest)
{
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->at) : rest->len, taken = len + (end != NULL);
	tsl_str line = { rest->at, len };
	*rest = (tsl_str){ rest->at + taken, rest->len - taken };
	return line;
}

static struct line part_line(tsl_str bytes, uint32_t number)
{
	struct line line = { .begin = bytes.at, .number = number };
	for (bool more = true; more; line.n++) {
		const char *tab = memchr(bytes.at, '\t', bytes.len);
		size_t len = tab ? (size_t)(tab - bytes.at) : bytes.len;
		if (line.n < COLUMNS)
			line.columns[line.n] = targets_trim((tsl_str){ bytes.at, len });
		more = tab != NULL;
		bytes = (tsl_str){ bytes.at + len + more, bytes.len - len - more };
	}
	return line;
}

/* Where messages about what stands at `at` point to; NULL: the line's begin. */
static struct option_place place_of(const struct line *line, const char *at)
{
	return place_in_line("targets_file", line->number, line->begin, at ? at : line->begin);
}

/* Adds the words of the column, parted by commas or blanks, to the target's genders. */
static tsl_status read_genders(const tsl_host *host, tsl_setup *setup, const struct line *line, struct target *target)
{
	tsl_str rest = line->columns[GENDER];
	while (rest.len) {
		size_t len = 0;
		while (len < rest.len && rest.at[len] != ',' && !char_is_space((unsigned char)rest.at[len]))
			len++;
		unsigned gender = gender_of_word((tsl_str){ rest.at, len });
		if (len && !gender)
			return host->reject(setup, place_of(line, rest.at).option,
					    "`%.*s` is no pronoun of a target: write he, she, they or none", (int)len,
					    rest.at);
		target->genders |= gender;
		len += len < rest.len;
		rest = (tsl_str){ rest.at + len, rest.len - len };
	}
	return TSL_OK;
}

static tsl_status check_line(const tsl_host *host, tsl_setup *setup, const struct line *line)
{
	const struct option_place place = place_of(line, NULL);
	if (line->n == 1)
		return host->reject(setup, place.option, "there is no tab; write a target, a tab and an alias");
	if (line->n > COLUMNS)
		return host->reject(setup, place.option,
				    "there are %u columns; a line has a target, an alias, and perhaps a score and "
				    "pronouns",
				    line->n);
	if (targets_is_blank(line->columns[TARGET]))
		return host->reject(setup, place.option, "there is no target before the tab");
	if (!line->columns[ALIAS].len && line->columns[SCORE].len)
		return host->reject(setup, place_of(line, line->columns[SCORE].at).option,
				    "there is a score, but no alias that has it");
	return TSL_OK;
}

static tsl_status add_line(struct targets *targets, const tsl_host *host, tsl_setup *setup, const struct line *line)
{
	if (check_line(host, setup, line) != TSL_OK)
		return TSL_FAILED;
	uint32_t target = targets_add(targets, line->columns[TARGET]);
	struct claim claim = { .alias = line->columns[ALIAS],
			       .target = target,
			       .line = line->number,
			       .place = place_of(line, line->columns[ALIAS].at),
			       .score = 1 };
	if (read_genders(host, setup, line, &targets->at[target]) != TSL_OK)
		return TSL_FAILED;
	if (line->columns[SCORE].len && !decimal_read(line->columns[SCORE], &claim.score))
		return host->reject(setup, place_of(line, line->columns[SCORE].at).option,
				    "the score is not a number such as 0.6");
	return claim.alias.len ? targets_claim(targets, host, setup, &claim) : TSL_OK;
}

static tsl_status read_line(struct targets *targets, const tsl_host *host, tsl_setup *setup, tsl_str bytes,
			    uint32_t number)
{
	tsl_str seen = targets_trim(bytes);
	if (!seen.len || seen.at[0] == '#')
		return TSL_OK;
	if (!utf8_valid(bytes))
		return host->reject(setup, place_in_line("targets_file", number, bytes.at, bytes.at).option,
				    "this is not UTF-8: save the file as UTF-8");
	struct line line = part_line(bytes, number);
	return add_line(targets, host, setup, &line);
}

tsl_status targets_read_file(struct targets *targets, const tsl_host *host, tsl_setup *setup, tsl_str bytes)
{
	unsigned wrong = 0;
	if (bytes.len >= 3 && !memcmp(bytes.at, "\xEF\xBB\xBF", 3))
		bytes = (tsl_str){ bytes.at + 3, bytes.len - 3 };
	for (uint32_t number = 1; bytes.len && wrong < MOST_WRONG; number++)
		wrong += read_line(targets, host, setup, next_line(&bytes), number) != TSL_OK;
	return wrong ? TSL_FAILED : TSL_OK;
}
