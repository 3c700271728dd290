#include "../unit.h"

#include "pipeline/yaml.h"

struct parsed {
	struct yaml yaml;
	struct problems problems;
	str shown;
};

static bool parse_bytes(struct parsed *p, const char *source, size_t n)
{
	*p = (struct parsed){ .problems = { .path = "p.yaml", .source = source, .source_len = n } };
	bool good = yaml_parse(&p->yaml, &p->problems);
	assert_true(good == (p->problems.n == 0));
	problems_show(&p->problems, &p->shown);
	return good;
}

static bool parse(struct parsed *p, const char *source)
{
	return parse_bytes(p, source, strlen(source));
}

static void release(struct parsed *p)
{
	yaml_release(&p->yaml);
	problems_release(&p->problems);
	str_release(&p->shown);
}

/* Only the first line: where, and what. */
static void check_problem_of(const char *source, size_t n, const char *want)
{
	struct parsed p;
	assert_false(parse_bytes(&p, source, n));
	p.shown.at[strcspn(p.shown.at, "\n")] = 0;
	assert_string_equal(p.shown.at, want);
	release(&p);
}

static void check_problem(const char *source, const char *want)
{
	check_problem_of(source, strlen(source), want);
}

#define assert_mark(node, l, c)                         \
	do {                                            \
		assert_int_equal((node)->at.line, l);   \
		assert_int_equal((node)->at.column, c); \
	} while (0)

/* ---- the tree ---- */

static void every_node_knows_where_it_stands(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "caf\xc3\xa9: {x: 1}\nlist:\n  - one\n  - \"two\"\n"));
	struct node *root = p.yaml.root, *cafe = node_get(root, "caf\xc3\xa9"), *list = node_get(root, "list");
	assert_int_equal(root->kind, NODE_MAP);
	assert_int_equal(root->n, 4);
	assert_mark(root->items[0], 1, 1);
	assert_mark(cafe, 1, 7); /* in code points */
	assert_mark(node_get(cafe, "x"), 1, 11);
	assert_int_equal(list->kind, NODE_LIST);
	assert_mark(list->items[1], 4, 5);
	assert_true(list->items[0]->plain);
	assert_false(list->items[1]->plain);
	assert_string_equal(list->items[1]->text, "two");
	assert_int_equal(list->items[1]->len, 3);
	assert_int_equal(root->size, 9);
	release(&p);
}

static void a_key_is_found_in_a_map_only(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "a: [a, b]\nb:\n"));
	assert_null(node_get(NULL, "a"));
	assert_null(node_get(p.yaml.root, "c"));
	assert_null(node_get(node_get(p.yaml.root, "a"), "a"));
	assert_true(node_is_empty(node_get(p.yaml.root, "b")));
	assert_false(node_is_empty(node_get(p.yaml.root, "a")));
	release(&p);
}

static void kinds_have_names_for_messages(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "[x, [], {}, '', ]"));
	assert_string_equal(node_kind_name(p.yaml.root->items[0]), "a text");
	assert_string_equal(node_kind_name(p.yaml.root->items[1]), "a list");
	assert_string_equal(node_kind_name(p.yaml.root->items[2]), "a mapping");
	assert_string_equal(node_kind_name(p.yaml.root->items[3]), "a text");
	release(&p);
}

static void nothing_is_a_plain_empty_text(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "a:\nb: ''\n"));
	assert_string_equal(node_kind_name(node_get(p.yaml.root, "a")), "nothing");
	assert_false(node_is_empty(node_get(p.yaml.root, "b")));
	release(&p);
}

static void the_tag_of_a_text_makes_it_quoted(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "[!!str no, ! no, no]"));
	assert_false(p.yaml.root->items[0]->plain);
	assert_false(p.yaml.root->items[1]->plain);
	assert_true(p.yaml.root->items[2]->plain);
	release(&p);
}

static void lines_may_end_in_crlf(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "a: 1\r\nb: 2\r\n"));
	assert_string_equal(node_get(p.yaml.root, "a")->text, "1");
	assert_mark(node_get(p.yaml.root, "b"), 2, 4);
	release(&p);
}

/* ---- aliases ---- */

static void an_alias_shares_the_node_of_its_anchor(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\n"));
	assert_ptr_equal(node_get(p.yaml.root, "a"), node_get(p.yaml.root, "b"));
	assert_ptr_equal(node_get(p.yaml.root, "c"), node_get(p.yaml.root, "d")); /* the latest of a name */
	assert_int_equal(p.yaml.root->size, 1 + 4 + 3 + 3 + 1 + 1);
	release(&p);
}

static void an_alias_inside_what_it_names_is_refused(void **state)
{
	(void)state;
	check_problem("a: &x\n  - *x\n", "p.yaml:2:5: the alias `*x` stands inside what it names");
	check_problem("&x {a: {b: *x}}\n", "p.yaml:1:12: the alias `*x` stands inside what it names");
}

static void an_alias_without_an_anchor_is_refused(void **state)
{
	(void)state;
	check_problem("a: *x\nb: &x 1\n", "p.yaml:1:4: there is no anchor `&x` before this alias");
}

static void aliases_that_multiply_are_refused(void **state)
{
	(void)state;
	check_problem("a: &a [x, x, x, x, x, x, x, x, x, x]\n"
		      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
		      "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
		      "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n",
		      "p.yaml:4:36: with its aliases this file has over 10000 nodes here: write less, or split the "
		      "pipeline");
}

/* ---- limits ---- */

static char *repeat(const char *first, const char *what, size_t n, const char *last)
{
	str s = { 0 };
	str_puts(&s, first);
	for (size_t i = 0; i < n; i++)
		str_puts(&s, what);
	str_puts(&s, last);
	return s.at;
}

static void ten_thousand_nodes_are_the_most(void **state)
{
	(void)state;
	struct parsed p;
	char *most = repeat("[", "1,", YAML_MOST_NODES - 1, "]"), *over = repeat("[", "1,", YAML_MOST_NODES, "]");
	assert_true(parse(&p, most));
	assert_int_equal(p.yaml.root->size, YAML_MOST_NODES);
	release(&p);
	assert_false(parse(&p, over));
	release(&p);
	free(most);
	free(over);
}

static void sixty_four_levels_are_the_deepest(void **state)
{
	(void)state;
	struct parsed p;
	char *most = repeat("", "[", YAML_DEEPEST, ""), *good = repeat(most, "]", YAML_DEEPEST, "");
	char *over = repeat("", "[", YAML_DEEPEST + 1, ""), *bad = repeat(over, "]", YAML_DEEPEST + 1, "");
	assert_true(parse(&p, good));
	release(&p);
	check_problem(bad, "p.yaml:1:65: this is nested deeper than 64 levels");
	free(most);
	free(good);
	free(over);
	free(bad);
}

static void a_megabyte_of_brackets_is_refused_at_once(void **state)
{
	(void)state;
	static const char *const brackets[] = { "[", "{", "- ", "? ", "&a ", "[{", "*", "!a " };
	for (size_t i = 0; i < COUNT(brackets); i++) {
		struct parsed p;
		char *many = repeat("", brackets[i], YAML_LARGEST / strlen(brackets[i]), "");
		assert_false(parse(&p, many));
		release(&p);
		free(many);
	}
}

static void a_file_has_at_most_a_megabyte(void **state)
{
	(void)state;
	struct parsed p;
	char *most = repeat("a: 1\n#", "x", YAML_LARGEST - 6, ""), *over = repeat(most, "x", 1, "");
	assert_true(parse(&p, most));
	release(&p);
	check_problem(over, "p.yaml: a pipeline file has at most 1 MiB: keep data such as word lists in files of their "
			    "own");
	free(most);
	free(over);
}

/* ---- what YAML allows and a pipeline does not ---- */

static void a_key_stands_once(void **state)
{
	(void)state;
	check_problem("a: 1\nb: 2\n\"a\": 3\n",
		      "p.yaml:3:1: the key `a` stands here for the second time: merge the two");
	check_problem("x:\n  a: 1\n  a: 2\n", "p.yaml:3:3: the key `a` stands here for the second time: merge the two");
}

static void keys_of_different_maps_may_be_the_same(void **state)
{
	(void)state;
	struct parsed p;
	assert_true(parse(&p, "a: {a: {a: 1}}\n"));
	release(&p);
}

static void a_key_is_a_text(void **state)
{
	(void)state;
	check_problem("[1, 2]: x\n", "p.yaml:1:1: a key is a text, not a list");
	check_problem("? {a: 1}\n: x\n", "p.yaml:1:3: a key is a text, not a mapping");
}

static void there_is_one_document_and_it_is_not_empty(void **state)
{
	(void)state;
	check_problem("a: 1\n---\nb: 2\n",
		      "p.yaml:2:1: a pipeline file holds one YAML document, and this is a second one");
	check_problem("", "p.yaml: the file is empty: a pipeline begins with `teasel: 1`");
	check_problem("# nothing but this\n", "p.yaml: the file is empty: a pipeline begins with `teasel: 1`");
}

static void tags_mean_nothing(void **state)
{
	(void)state;
	check_problem("a: !!python/object x\n",
		      "p.yaml:1:4: the tag `tag:yaml.org,2002:python/object` means nothing here: leave it out");
	check_problem("a: !!int 3\n", "p.yaml:1:4: the tag `tag:yaml.org,2002:int` means nothing here: leave it out");
}

static void a_nul_is_refused_however_it_is_written(void **state)
{
	(void)state;
	check_problem("a: \"x\\0y\"\n", "p.yaml:1:4: a text here may not hold a NUL");
	struct parsed p;
	assert_false(parse_bytes(&p, "a: x\0y\n", 7));
	assert_int_equal(p.problems.list[0].at.line, 1);
	assert_int_equal(p.problems.list[0].at.column, 5);
	release(&p);
}

static void bytes_that_are_not_utf8_are_refused_at_their_place(void **state)
{
	(void)state;
	struct parsed p;
	assert_false(parse(&p, "a: 1\nb: caf\xe9\n"));
	assert_int_equal(p.problems.list[0].at.line, 2);
	assert_int_equal(p.problems.list[0].at.column, 7);
	assert_non_null(strstr(p.shown.at, "this is not YAML"));
	release(&p);
}

static void what_is_not_yaml_is_told_with_its_place(void **state)
{
	(void)state;
	static const char *const bad[] = { "a: [1, 2\n", "a: 1\n b: 2\n", "\"never closed\n", "a: b: c\n", "\ta: 1\n",
					   "}",          "a: @x\n",       "- a\nb\n" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct parsed p;
		assert_false(parse(&p, bad[i]));
		assert_int_equal(p.problems.n, 1);
		assert_true(p.problems.list[0].at.line >= 1);
		assert_non_null(strstr(p.shown.at, "this is not YAML: "));
		release(&p);
	}
}

/* No input may crash the parser, leak, or end without a word. */
static void random_bytes_are_parsed_or_refused(void **state)
{
	(void)state;
	static const char letters[] = "ab:-?&*!|>'\"%@`{}[],# \n\n\t\\0\xc3\xa9";
	uint32_t seed = 31;
	char text[80];
	for (int round = 0; round < 20000; round++) {
		struct parsed p;
		size_t n = unit_random(&seed, sizeof(text));
		for (size_t i = 0; i < n; i++)
			text[i] = letters[unit_random(&seed, sizeof(letters) - 1)];
		parse_bytes(&p, text, n);
		release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_node_knows_where_it_stands),
		cmocka_unit_test(a_key_is_found_in_a_map_only),
		cmocka_unit_test(kinds_have_names_for_messages),
		cmocka_unit_test(nothing_is_a_plain_empty_text),
		cmocka_unit_test(the_tag_of_a_text_makes_it_quoted),
		cmocka_unit_test(lines_may_end_in_crlf),
		cmocka_unit_test(an_alias_shares_the_node_of_its_anchor),
		cmocka_unit_test(an_alias_inside_what_it_names_is_refused),
		cmocka_unit_test(an_alias_without_an_anchor_is_refused),
		cmocka_unit_test(aliases_that_multiply_are_refused),
		cmocka_unit_test(ten_thousand_nodes_are_the_most),
		cmocka_unit_test(sixty_four_levels_are_the_deepest),
		cmocka_unit_test(a_megabyte_of_brackets_is_refused_at_once),
		cmocka_unit_test(a_file_has_at_most_a_megabyte),
		cmocka_unit_test(a_key_stands_once),
		cmocka_unit_test(keys_of_different_maps_may_be_the_same),
		cmocka_unit_test(a_key_is_a_text),
		cmocka_unit_test(there_is_one_document_and_it_is_not_empty),
		cmocka_unit_test(tags_mean_nothing),
		cmocka_unit_test(a_nul_is_refused_however_it_is_written),
		cmocka_unit_test(bytes_that_are_not_utf8_are_refused_at_their_place),
		cmocka_unit_test(what_is_not_yaml_is_told_with_its_place),
		cmocka_unit_test(random_bytes_are_parsed_or_refused),
	};
	return cmocka_run_group_tests_name("test_yaml", tests, NULL, NULL);
}
