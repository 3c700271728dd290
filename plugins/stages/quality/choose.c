#include "quality.h"

#include "chars.h"
#include "decimal.h"

#include <stdio.h>

static const char set_names[] = "c4, gopher_quality, gopher_repetition, fineweb or refinedweb";

/* What the checks below have in common. */
struct choice {
	quality *self;
	const tsl_host *host;
	tsl_setup *setup;
	tsl_status status;
};

/* "name[i]", as reject() takes it. */
struct place {
	char text[32];
};

static struct place item(const char *list, size_t i)
{
	struct place place;
	snprintf(place.text, sizeof(place.text), "%s[%zu]", list, i);
	return place;
}

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

static void check_repeated(struct choice *c, const char *option, tsl_list list)
{
	for (size_t i = 1; i < list.n; i++)
		for (size_t j = 0; j < i; j++)
			if (bytes_equal(list.at[i].at, list.at[i].len, list.at[j].at, list.at[j].len)) {
				c->status = c->host->reject(c->setup, item(option, i).text,
							    "`%.*s` stands twice in `%s`: take one away",
							    (int)list.at[i].len, list.at[i].at, option);
				break;
			}
}

/* Words and marks are looked for in a text that was parted at white space: one that has some is never found. */
static void check_words(struct choice *c, const char *option, tsl_list list)
{
	check_repeated(c, option, list);
	for (size_t i = 0; i < list.n; i++) {
		const char *at = list.at[i].at, *end = at + list.at[i].len;
		unsigned len = 1;
		while (at < end && !scan_is_space(at, &len))
			at += len;
		if (at == end && list.at[i].len)
			continue;
		c->status = c->host->reject(c->setup, item(option, i).text, "%s: take it away, or write what is meant",
					    list.at[i].len ? "an item with white space in it is never found"
							   : "an empty item is never found");
	}
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
			unknown_rule(c, item("without", i).text, without->at[i]);
		else if (!in_sets[r])
			set_is_off(c, item("without", i).text, without->at[i]);
		else
			c->self->on[r] = false;
	}
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

static void check_stop_words(struct choice *c)
{
	const quality *self = c->self;
	double wanted = self->limits[RULE_STOP_WORDS];
	if (self->on[RULE_STOP_WORDS] && wanted > (double)self->stop_words.n)
		c->status = c->host->reject(c->setup, rules[RULE_STOP_WORDS].name,
					    "no document has %.10g of %zu `stop_words`: ask for fewer, or list more",
					    wanted, self->stop_words.n);
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
	check_repeated(&c, "sets", self->sets);
	check_repeated(&c, "without", self->without);
	check_words(&c, "end_marks", self->end_marks);
	check_words(&c, "stop_words", self->stop_words);
	leave_out(&c, in_sets);
	check_limits(&c, options, n, in_sets);
	check_range(&c, RULE_MIN_WORDS, RULE_MAX_WORDS);
	check_range(&c, RULE_MIN_WORD_LENGTH, RULE_MAX_WORD_LENGTH);
	check_stop_words(&c);
	note_what_is_wanted(self);
	return c.status;
}
