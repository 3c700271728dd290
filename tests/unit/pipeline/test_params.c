#include "../unit.h"

#include "pipeline/params.h"

/* A file with `params:` and `values:`, with the values replaced. */
struct filled {
	struct yaml yaml;
	struct problems problems;
	struct params params;
	arena memory;
	bool good;
};

static struct filled *fill(const char *source, const char *const *set, size_t n)
{
	struct filled *f = calloc(1, sizeof(*f));
	f->problems = (struct problems){ .path = "p.yaml", .source = source, .source_len = strlen(source) };
	assert_true(yaml_parse(&f->yaml, &f->problems));
	f->good = params_read(&f->params, node_get(f->yaml.root, "params"), set, n, &f->memory, &f->problems);
	struct node *values = node_get(f->yaml.root, "values");
	if (values)
		params_replace(&f->params, values, &f->memory, &f->problems);
	return f;
}

static void release(struct filled *f)
{
	params_release(&f->params);
	yaml_release(&f->yaml);
	problems_release(&f->problems);
	arena_release(&f->memory);
	free(f);
}

static const struct node *value(const struct filled *f, const char *key)
{
	return node_get(node_get(f->yaml.root, "values"), key);
}

static void check_problems(struct filled *f, const char *want)
{
	str shown = { 0 };
	for (size_t i = 0; i < f->problems.n; i++)
		str_addf(&shown, "%u:%u %s\n", f->problems.list[i].at.line, f->problems.list[i].at.column,
			 f->problems.list[i].sentence);
	assert_string_equal(shown.at ? shown.at : "", want);
	str_release(&shown);
	release(f);
}

#define SET(...) (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)

static void a_parameter_stands_for_its_value(void **state)
{
	(void)state;
	struct filled *f = fill("params: {folder: data, year: 2024}\n"
				"values:\n  a: ${folder}/x-${year}.txt\n  b: plain\n  c: \"${year}\"\n",
				NULL, 0);
	assert_true(f->good);
	assert_string_equal(value(f, "a")->text, "data/x-2024.txt");
	assert_int_equal(value(f, "a")->len, 15);
	assert_string_equal(value(f, "b")->text, "plain");
	assert_true(value(f, "b")->plain);
	assert_string_equal(value(f, "c")->text, "2024");
	check_problems(f, "");
}

static void a_setting_replaces_the_default(void **state)
{
	(void)state;
	struct filled *f = fill("params: {folder: data}\nvalues: {a: \"${folder}/x\", b: \"in ${folder}\"}\n",
				SET("folder=/else where=1"));
	assert_true(f->good);
	assert_string_equal(value(f, "a")->text, "/else where=1/x");
	assert_true(value(f, "a")->from_command);
	assert_false(value(f, "b")->from_command); /* it does not begin with it */
	check_problems(f, "");
}

static void a_setting_may_be_empty_and_the_last_one_counts(void **state)
{
	(void)state;
	struct filled *f = fill("params: {a: x, b: y}\nvalues: {a: \"${a}\", b: \"${b}\"}\n", SET("a=", "b=1", "b=2"));
	assert_true(f->good);
	assert_string_equal(value(f, "a")->text, "");
	assert_string_equal(value(f, "b")->text, "2");
	check_problems(f, "");
}

static void a_default_may_use_those_above_it(void **state)
{
	(void)state;
	struct filled *f = fill("params:\n  base: data\n  folder: ${base}/in\nvalues: {a: \"${folder}\"}\n", NULL, 0);
	assert_true(f->good);
	assert_string_equal(value(f, "a")->text, "data/in");
	check_problems(f, "");
}

static void a_default_sees_what_the_command_line_set(void **state)
{
	(void)state;
	struct filled *f = fill("params:\n  base: data\n  folder: ${base}/in\nvalues: {a: \"${folder}\"}\n",
				SET("base=/else"));
	assert_true(f->good);
	assert_string_equal(value(f, "a")->text, "/else/in");
	assert_true(value(f, "a")->from_command);
	check_problems(f, "");
}

static void a_default_does_not_see_those_below_it(void **state)
{
	(void)state;
	struct filled *f = fill("params:\n  folder: ${base}/in\n  base: data\n", NULL, 0);
	assert_false(f->good);
	check_problems(f, "2:11 there is no parameter `base`: write it under `params:`\n");
}

static void two_dollars_are_a_literal(void **state)
{
	(void)state;
	struct filled *f = fill("params: {x: 1}\nvalues: {a: \"$${x}\", b: \"5$ and $x\", c: \"$${x} is ${x}\"}\n",
				NULL, 0);
	assert_string_equal(value(f, "a")->text, "${x}");
	assert_string_equal(value(f, "b")->text, "5$ and $x");
	assert_string_equal(value(f, "c")->text, "${x} is 1");
	check_problems(f, "");
}

static void what_comes_out_is_not_replaced_again(void **state)
{
	(void)state;
	struct filled *f = fill("params: {x: y, y: z}\nvalues: {a: \"${x}\"}\n", SET("x=${y}"));
	assert_string_equal(value(f, "a")->text, "${y}");
	check_problems(f, "");
}

static void what_comes_out_counts_as_quoted(void **state)
{
	(void)state;
	struct filled *f = fill("params: {x: no}\nvalues: {a: \"${x}\", b: no}\n", NULL, 0);
	assert_string_equal(value(f, "a")->text, "no");
	assert_false(value(f, "a")->plain);
	assert_true(value(f, "b")->plain);
	check_problems(f, "");
}

static void a_value_cannot_change_the_structure(void **state)
{
	(void)state;
	struct filled *f = fill("params: {x: 1}\nvalues: {a: \"${x}\"}\n", SET("x=[1, {b: 2}]\nvalues: 3"));
	assert_int_equal(value(f, "a")->kind, NODE_SCALAR);
	assert_string_equal(value(f, "a")->text, "[1, {b: 2}]\nvalues: 3");
	check_problems(f, "");
}

static void values_are_replaced_at_every_depth_and_keys_are_not(void **state)
{
	(void)state;
	struct filled *f = fill("params: {x: 1}\nvalues:\n  ${x}: [a, {b: [\"${x}\"]}]\n", NULL, 0);
	const struct node *list = value(f, "${x}");
	assert_non_null(list);
	assert_string_equal(node_get(list->items[1], "b")->items[0]->text, "1");
	check_problems(f, "");
}

static void what_an_alias_shares_is_replaced_once(void **state)
{
	(void)state;
	struct filled *f = fill(
		"params: {x: \"$${x}\"}\nvalues:\n  a: &a [\"${x}\"]\n  b: *a\n  c: &c ${x}!\n  d: *c\n", NULL, 0);
	assert_string_equal(value(f, "b")->items[0]->text, "${x}");
	assert_string_equal(value(f, "d")->text, "${x}!");
	check_problems(f, "");
}

static void every_unknown_name_is_reported(void **state)
{
	(void)state;
	struct filled *f = fill("params: {folder: x}\nvalues:\n  a: ${foldr}\n  b: ${other}\n", NULL, 0);
	assert_true(value(f, "a")->broken);
	check_problems(f, "3:6 there is no parameter `foldr`: did you mean `folder`?\n"
			  "4:6 there is no parameter `other`: write it under `params:`\n");
}

static void an_open_brace_is_reported(void **state)
{
	(void)state;
	check_problems(fill("values: {a: \"x ${y\"}\n", NULL, 0),
		       "1:13 `${` without `}`: write `$${` where you mean the two signs themselves\n");
}

static void settings_have_to_be_known_and_well_formed(void **state)
{
	(void)state;
	struct filled *f = fill("params: {folder: x}\n", SET("foldr=1", "folder", "=x"));
	assert_false(f->good);
	check_problems(f, "0:0 there is no parameter `foldr`: did you mean `folder`?\n"
			  "0:0 --set takes name=value, not `folder`\n"
			  "0:0 --set takes name=value, not `=x`\n");
	f = fill("values: {}\n", SET("folder=1"));
	assert_false(f->good);
	check_problems(f, "0:0 there is no parameter `folder`: write it under `params:`\n");
}

static void params_are_a_mapping_of_texts(void **state)
{
	(void)state;
	check_problems(fill("params: [a]\n", NULL, 0), "1:9 `params` is a mapping of names to values, not a list\n");
	check_problems(fill("params: {a: [1]}\n", NULL, 0),
		       "1:13 the parameter `a` takes a text or number, not a list\n");
	check_problems(fill("params:\n", NULL, 0), "");
}

static void the_environment_is_reached_by_its_own_name_only(void **state)
{
	(void)state;
	setenv("TEASEL_UNIT", "from outside", 1);
	unsetenv("TEASEL_UNSET");
	struct filled *f = fill(
		"values: {a: \"${env:TEASEL_UNIT}\", b: \"${env:TEASEL_UNSET}\", c: \"${TEASEL_UNIT}\"}\n", NULL, 0);
	assert_string_equal(value(f, "a")->text, "from outside");
	assert_false(value(f, "a")->from_command);
	check_problems(f, "1:38 the environment has no variable `TEASEL_UNSET`\n"
			  "1:64 there is no parameter `TEASEL_UNIT`: write it under `params:`\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_parameter_stands_for_its_value),
		cmocka_unit_test(a_setting_replaces_the_default),
		cmocka_unit_test(a_setting_may_be_empty_and_the_last_one_counts),
		cmocka_unit_test(a_default_may_use_those_above_it),
		cmocka_unit_test(a_default_sees_what_the_command_line_set),
		cmocka_unit_test(a_default_does_not_see_those_below_it),
		cmocka_unit_test(two_dollars_are_a_literal),
		cmocka_unit_test(what_comes_out_is_not_replaced_again),
		cmocka_unit_test(what_comes_out_counts_as_quoted),
		cmocka_unit_test(a_value_cannot_change_the_structure),
		cmocka_unit_test(values_are_replaced_at_every_depth_and_keys_are_not),
		cmocka_unit_test(what_an_alias_shares_is_replaced_once),
		cmocka_unit_test(every_unknown_name_is_reported),
		cmocka_unit_test(an_open_brace_is_reported),
		cmocka_unit_test(settings_have_to_be_known_and_well_formed),
		cmocka_unit_test(params_are_a_mapping_of_texts),
		cmocka_unit_test(the_environment_is_reached_by_its_own_name_only),
	};
	return cmocka_run_group_tests_name("test_params", tests, NULL, NULL);
}
