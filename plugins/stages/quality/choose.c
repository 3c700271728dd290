#include "quality.h"

#include "chars.h"
#include "decimal.h"
#include "place.h"

#include <stdio.h>

static const char set_names[] = "c4, gopher_quality, gopher_repetition, fineweb or refinedweb";

/* What the checks below have in common. */
struct choice {
	quality *self;
	const tsl_host *host;
	tsl_setup *setup;
	tsl_status status;
};

static tsl_str set_of(tsl_str rule)
{
	const char *dot = memchr(rule.at, '.', rule.len);
	return (tsl_str){ rule.at, dot ? (size_t)(dot - rule.at) : rule.len };
}

static bool is_in_set(const char *rule, tsl_str set)
{
	return !strncmp(rule, set.at, set.len) && rule[set.len] == '.';
}

static int find_rule(tsl_str name)
{
	for (int r = 0; r < RULES; r++)
		if (bytes_equal(name.at, name.len, rules[r].name, strlen(rules[r].name)))
			return r;
	return RULES;
}

/* ---- lists ---- */

static bool is_same(tsl_str a, tsl_str b, bool any_case)
{
	size_t i = 0;
	while (i < a.len && i < b.len && (any_case ? char_lower(a.at[i]) == char_lower(b.at[i]) : a.at[i] == b.at[i]))
		i++;
	return i == a.len && i == b.len;
}

static void check_repeated(struct choice *c, const char *option, tsl_list list, bool any_case)
{
	for (size_t i = 1; i < list.n; i++)
		for (size_t j = 0; j < i; j++)
			if (is_same(list.at[i], list.at[j], any_case)) {
				c->status = c->host->reject(c->setup, place_of_item(option, i).option,
							    "`%.*s` stands twice in `%s`: take one away",
							    (int)list.at[i].len, list.at[i].at, option);
				break;
			}
}

/* Whether a list is what the option has where the pipeline does not name it. */
static bool is_default(tsl_list list, const char *def)
{
	for (size_t i = 0; i < list.n; i++) {
		if (strncmp(def, list.at[i].at, list.at[i].len))
			return false;
		def += list.at[i].len;
		if (*def != (i + 1 < list.n ? ',' : 0))
			return false;
		def += *def == ',';
	}
	return true;
}

/* Words and marks are looked for in a text that was parted at white space: one that has some is never found. */
static void check_words(struct choice *c, const char *option, tsl_list list)
{
	for (size_t i = 0; i < list.n; i++) {
		const char *at = list.at[i].at, *end = at + list.at[i].len;
		unsigned len = 1;
		while (at < end && !scan_is_space(at, &len))
			at += len;
		if (at == end && list.at[i].len)
			continue;
		c->status = c->host->reject(c->setup, place_of_item(option, i).option,
					    "%s: take it away, or write what is meant",
					    list.at[i].len ? "an item with white space in it is never found"
							   : "an empty item is never found");
	}
}

/* A stop word is looked for among the words of a text, of which what is no letter at the edges was taken. */
static void check_stop_word(struct choice *c, size_t i)
{
	tsl_str word = c->self->stop_words.at[i], core = scan_core(word);
	char instead[96] = "take it away";
	if (!word.len || core.len == word.len)
		return;
	if (core.len)
		snprintf(instead, sizeof(instead), "write `%.*s`, or take it away", core.len < 48 ? (int)core.len : 0,
			 core.at);
	c->status = c->host->reject(c->setup, place_of_item("stop_words", i).option,
				    "`%.*s` is never found: a stop word is one word, and begins and ends in a letter, "
				    "for signs and digits at the edges of words do not count; %s",
				    (int)word.len, word.at, instead);
}

static void check_stop_words(struct choice *c)
{
	check_repeated(c, "stop_words", c->self->stop_words, true);
	check_words(c, "stop_words", c->self->stop_words);
	for (size_t i = 0; i < c->self->stop_words.n; i++)
		check_stop_word(c, i);
}

/* ---- rules that are left out ---- */

/* Says which rules there are: those of the set that the name begins with, or else the sets. */
static void unknown_rule(struct choice *c, const char *option, tsl_str name)
{
	char list[1024];
	tsl_str set = set_of(name);
	size_t used = 0;
	for (int r = 0; r < RULES && used < sizeof(list); r++)
		if (is_in_set(rules[r].name, set))
			used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%s", used ? ", " : "",
						 rules[r].name);
	if (used)
		c->host->reject(c->setup, option, "there is no rule `%.*s`: there are %s", (int)name.len, name.at,
				list);
	else
		c->host->reject(c->setup, option, "there is no rule `%.*s`: a rule's name begins with %s and a dot",
				(int)name.len, name.at, set_names);
	c->status = TSL_FAILED;
}

static void set_is_off(struct choice *c, const char *option, tsl_str rule)
{
	tsl_str set = set_of(rule);
	c->status = c->host->reject(c->setup, option,
				    "the rule `%.*s` is not applied, for `sets` does not name `%.*s`: add that there, "
				    "or take this away",
				    (int)rule.len, rule.at, (int)set.len, set.at);
}

static void leave_out(struct choice *c, const bool in_sets[RULES])
{
	const tsl_list *without = &c->self->without;
	for (size_t i = 0; i < without->n; i++) {
		int r = find_rule(without->at[i]);
		if (r == RULES)
			unknown_rule(c, place_of_item("without", i).option, without->at[i]);
		else if (!in_sets[r])
			set_is_off(c, place_of_item("without", i).option, without->at[i]);
		else
			c->self->on[r] = false;
	}
}

static void check_some_rule_is_on(struct choice *c)
{
	bool some = false;
	for (int r = 0; r < RULES; r++)
		some |= c->self->on[r];
	if (!some)
		c->status = c->host->reject(
			c->setup, "without",
			"this leaves out every rule of `sets`, and nothing is left to do: leave one in, "
			"or take the stage away");
}

/* ---- limits ---- */

/* A limit that the pipeline changed, of a rule that is not applied, is a mistake. */
static void check_limit(struct choice *c, const tsl_option *option, int rule, double limit, const bool in_sets[RULES])
{
	double otherwise;
	tsl_str set = set_of((tsl_str){ option->name, strlen(option->name) });
	if (c->self->on[rule] || !decimal_read((tsl_str){ option->def, strlen(option->def) }, &otherwise) ||
	    limit == otherwise)
		return;
	if (!in_sets[rule])
		set_is_off(c, option->name, (tsl_str){ rules[rule].name, strlen(rules[rule].name) });
	else
		c->status = c->host->reject(c->setup, option->name,
					    "`without` leaves the rule `%s` out: take it away there, or the `%s` here",
					    rules[rule].name, option->name + set.len + 1);
}

static void check_limits(struct choice *c, const tsl_option *options, size_t n, const bool in_sets[RULES])
{
	static const char length[] = "fineweb.short_line_length";
	for (size_t i = 0; i < n; i++) {
		int rule = find_rule((tsl_str){ options[i].name, strlen(options[i].name) });
		if (rule < RULES)
			check_limit(c, &options[i], rule, c->self->limits[rule], in_sets);
		else if (!strcmp(options[i].name, length))
			check_limit(c, &options[i], RULE_SHORT_LINES, c->self->short_line_length, in_sets);
	}
}

static void check_range(struct choice *c, enum rule least, enum rule most)
{
	const quality *self = c->self;
	if (self->on[least] && self->on[most] && self->limits[least] > self->limits[most])
		c->status = c->host->reject(c->setup, rules[least].name,
					    "`%s` is %.10g and `%s` is %.10g: no document has both, so exchange the "
					    "two, or leave one out by `without`",
					    rules[least].name, self->limits[least], rules[most].name,
					    self->limits[most]);
}

/* Points at what the pipeline wrote, the limit or the list. */
static void check_enough_stop_words(struct choice *c, const tsl_option *limit)
{
	const quality *self = c->self;
	double wanted = self->limits[RULE_STOP_WORDS], otherwise = 0;
	decimal_read((tsl_str){ limit->def, strlen(limit->def) }, &otherwise);
	if (self->on[RULE_STOP_WORDS] && wanted > (double)self->stop_words.n)
		c->status = c->host->reject(
			c->setup, wanted == otherwise ? "stop_words" : limit->name,
			"no document has %.10g of %zu stop word%s: lower `%s`, which is %.10g, or list "
			"more `stop_words`",
			wanted, self->stop_words.n, self->stop_words.n == 1 ? "" : "s", limit->name, wanted);
}

/* A list that the pipeline changed is a mistake where no rule looks for what it names. */
static void check_list_is_used(struct choice *c, const tsl_option *option, tsl_list list, enum rule rule,
			       enum rule other)
{
	const char *names[] = { rules[rule].name, rules[other].name };
	if (c->self->on[rule] || c->self->on[other] || is_default(list, option->def))
		return;
	c->status = c->host->reject(c->setup, option->name,
				    "this has no effect, for `%s`%s%s%s not applied: apply %s by `sets` and `without`, "
				    "or take this away",
				    names[0], rule == other ? " is" : " and `", rule == other ? "" : names[1],
				    rule == other ? "" : "` are", rule == other ? "it" : "one");
}

static const tsl_option *option_named(const tsl_option *options, const char *name)
{
	while (strcmp(options->name, name))
		options++;
	return options;
}

static void check_lists(struct choice *c, const tsl_option *options)
{
	const quality *self = c->self;
	check_repeated(c, "end_marks", self->end_marks, false);
	check_words(c, "end_marks", self->end_marks);
	check_stop_words(c);
	check_list_is_used(c, option_named(options, "end_marks"), self->end_marks, RULE_END_MARK, RULE_END_MARKS);
	check_list_is_used(c, option_named(options, "stop_words"), self->stop_words, RULE_STOP_WORDS, RULE_STOP_WORDS);
	check_enough_stop_words(c, option_named(options, rules[RULE_STOP_WORDS].name));
}

/* ---- all ---- */

static void note_what_is_wanted(quality *self)
{
	for (int r = 0; r < RULE_REMOVED_WORDS; r++)
		self->judges_lines |= self->on[r];
	for (int r = RULE_REMOVED_WORDS; r < RULES; r++)
		self->wants[rules[r].value] |= self->on[r];
}

tsl_status choose_rules(quality *self, const tsl_host *host, tsl_setup *setup, const tsl_option *options, size_t n)
{
	struct choice c = { self, host, setup, TSL_OK };
	bool in_sets[RULES] = { false };
	if (!self->sets.n)
		return host->reject(setup, "sets",
				    "no set of rules is named: name one of %s, or take the stage away. To measure and "
				    "leave nothing out, add `action: mark`",
				    set_names);
	for (size_t i = 0; i < self->sets.n; i++)
		for (int r = 0; r < RULES; r++)
			in_sets[r] |= is_in_set(rules[r].name, self->sets.at[i]);
	memcpy(self->on, in_sets, sizeof(in_sets));
	check_repeated(&c, "sets", self->sets, false);
	check_repeated(&c, "without", self->without, false);
	leave_out(&c, in_sets);
	check_limits(&c, options, n, in_sets);
	check_range(&c, RULE_MIN_WORDS, RULE_MAX_WORDS);
	check_range(&c, RULE_MIN_WORD_LENGTH, RULE_MAX_WORD_LENGTH);
	check_lists(&c, options);
	check_some_rule_is_on(&c);
	note_what_is_wanted(self);
	return c.status;
}
