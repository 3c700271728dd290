/* The writer `lines`: one row, one line, and nothing else. */
#include "expect.h"

#define PIPELINE(options)                                        \
	"teasel: 1\n"                                            \
	"name: t\n"                                              \
	"input:\n"                                               \
	"  - jsonl: {paths: in.jsonl, layers: {names: names}}\n" \
	"stages:\n"                                              \
	"  - sentences\n"                                        \
	"output:\n"                                              \
	"  - lines: {path: out.txt" options "}\n"

static const struct try_file two = {
	"in.jsonl",
	"{\"id\": \"a\", \"text\": \"The bridge  fell.\\nNobody \\r\\n\\t was hurt.\\n\\nTraffic stood.\", "
	"\"names\": [{\"begin\": 0, \"end\": 3}, {\"begin\": 4, \"end\": 10}]}\n"
	"{\"id\": \"b\", \"text\": \"\"}\n"
	"{\"id\": \"c\", \"text\": \"\xC3\x89va left.\"}\n",
	0,
};

static void a_sentence_is_a_line(void **state)
{
	(void)state;
	expect_output(PIPELINE(""), &two, 1, 0, "run/out.txt",
		      "The bridge  fell.\n"
		      "Nobody was hurt.\n"
		      "Traffic stood.\n"
		      "\xC3\x89va left.\n");
}

static void documents_may_be_parted(void **state)
{
	(void)state;
	expect_output(PIPELINE(", parted: true"), &two, 1, 0, "run/out.txt",
		      "The bridge  fell.\n"
		      "Nobody was hurt.\n"
		      "Traffic stood.\n"
		      "\n"
		      "\n"
		      "\xC3\x89va left.\n"
		      "\n");
}

static void any_layer_can_be_written(void **state)
{
	(void)state;
	expect_output(PIPELINE(", table: names"), &two, 1, 0, "run/out.txt", "The\nbridge\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_is_a_line),
		cmocka_unit_test(documents_may_be_parted),
		cmocka_unit_test(any_layer_can_be_written),
	};
	return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
