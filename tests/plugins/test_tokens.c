/* The stage `tokens`: words, numbers and punctuation marks. */
#include "try.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A text, and its tokens with a space between them. */
struct example {
	const char *text, *tokens;
};

#define EXAMPLES(a) a, sizeof(a) / sizeof(*(a))

static char *tokens_of(struct json_object *doc)
{
	char *all;
	size_t size;
	FILE *to = open_memstream(&all, &size);
	size_t n = json_object_array_length(json_object_object_get(doc, "tokens"));
	for (size_t i = 0; i < n; i++) {
		char *token = try_row_text(doc, "tokens", i);
		fprintf(to, "%s%s", i ? " " : "", token);
		free(token);
	}
	fclose(to);
	return all;
}

static void expect_tokens(const struct example *examples, size_t n)
{
	const char *texts[64];
	assert_true(n <= 64);
	for (size_t i = 0; i < n; i++)
		texts[i] = examples[i].text;
	struct json_object *docs = try_texts("- tokens", "tokens", texts, n);
	for (size_t i = 0; i < n; i++) {
		char *tokens = tokens_of(json_object_array_get_idx(docs, i));
		assert_string_equal(tokens, examples[i].tokens);
		free(tokens);
	}
	json_object_put(docs);
}

/* ---- words ---- */

static void words_and_marks_are_tokens(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "", "" },
		{ " \t\r\n ", "" },
		{ "The council met.", "The council met ." },
		{ "No, (perhaps) \"yes\"!", "No , ( perhaps ) \" yes \" !" },
		{ "a_b@c #d $5 100%", "a _ b @ c # d $ 5 100 %" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void an_apostrophe_within_a_word_belongs_to_it(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "We don't mind Vera's dog.", "We don't mind Vera's dog ." },
		{ "We don’t mind O’Hara’s dog.", "We don’t mind O’Hara’s dog ." },
		{ "the dogs' bowls, 'quoted' words", "the dogs ' bowls , ' quoted ' words" },
		{ "‘tis ‘so’ she said’", "‘ tis ‘ so ’ she said ’" },
		{ "it''s", "it '' s" },
		{ "d'été", "d'été" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void a_hyphen_parts_words(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "a full-scale re-run", "a full - scale re - run" },
		{ "wait -- what", "wait -- what" },
		{ "1998–2003", "1998 – 2003" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void a_number_keeps_its_dots_and_commas(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "3.5 of 1,200.75, then 7.", "3.5 of 1,200.75 , then 7 ." },
		{ "version 2.0.1", "version 2.0.1" },
		{ "at 10:30", "at 10 : 30" },
		{ ".5 and 5.", ". 5 and 5 ." },
		{ "x.5 5.x a,b", "x . 5 5 . x a , b" },
		{ "U.S. aid", "U . S . aid" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void a_run_of_one_mark_is_one_token(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "So...", "So ..." },  { "What?!! No!!!", "What ? !! No !!!" },
		{ "so……", "so ……" },    { ". . .", ". . ." },
		{ "((a))", "(( a ))" },
	};
	expect_tokens(EXAMPLES(examples));
}

/* ---- beyond ASCII ---- */

static void letters_of_all_scripts_are_words(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "Čapek wrote «Мать».", "Čapek wrote « Мать » ." },
		{ "e\xCC\x81t\xC3\xA9", "e\xCC\x81t\xC3\xA9" },
		{ "雨です。晴れ！", "雨です 。 晴れ ！" },
		{ "مرحبا، نعم؟", "مرحبا ، نعم ؟" },
		{ "5 × 3 ÷ 2 ½ m²", "5 × 3 ÷ 2 ½ m²" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void signs_beyond_ascii_are_tokens(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "€5—or £4…", "€ 5 — or £ 4 …" },
		{ "fine😀😀👍", "fine 😀😀 👍" },
		{ "Brand™ → shop", "Brand ™ → shop" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void what_cannot_be_seen_is_no_token(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "\xEF\xBB\xBFStart", "Start" },
		{ "one\xC2\xA0two\xE2\x80\xA8three", "one two three" },
		{ "a\xE2\x80\x8B"
		  "b",
		  "a b" },
		{ "❤\xEF\xB8\x8F", "❤" },
		{ "\xE2\x80\x8Dx\xC2\xAD", "x" },
	};
	expect_tokens(EXAMPLES(examples));
}

static void joiners_and_soft_hyphens_stay_within_a_word(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{ "har\xC2\xAD"
		  "bour",
		  "har\xC2\xAD"
		  "bour" },
		{ "می\xE2\x80\x8Cروم", "می\xE2\x80\x8Cروم" },
	};
	expect_tokens(EXAMPLES(examples));
}

/* The text is read in blocks of 64 bytes: whatever stands across the end of one must come out as anywhere else. */
static void a_token_may_stand_anywhere(void **state)
{
	(void)state;
	static const char *const tokens[] = { "don't", "don’t", "1,200.5", "...", "……", "été", "😀😀", "x" };
	enum { N = sizeof(tokens) / sizeof(*tokens) };
	char text[N][256], expected[N][256];
	struct example examples[N];
	for (int before = 55; before < 70; before++) {
		for (size_t i = 0; i < N; i++) {
			snprintf(text[i], sizeof(text[i]), "%*s%s, it", before, "", tokens[i]);
			snprintf(expected[i], sizeof(expected[i]), "%s , it", tokens[i]);
			examples[i] = (struct example){ text[i], expected[i] };
		}
		expect_tokens(examples, N);
	}
}

static void a_token_may_end_with_the_text(void **state)
{
	(void)state;
	char text[130];
	for (size_t n = 62; n < 130; n += 1 + (n == 66) * 59) {
		memset(text, 'w', n);
		text[n] = 0;
		struct example example = { text, text };
		expect_tokens(&example, 1);
	}
}

/* ---- hashes ---- */

static int64_t hash_of(struct json_object *tokens, size_t i)
{
	return json_object_get_int64(json_object_object_get(json_object_array_get_idx(tokens, i), "hash"));
}

static void spellings_of_one_word_have_one_hash(void **state)
{
	(void)state;
	struct json_object *doc = try_text("- tokens", "tokens, tokens.hash", "Don't DON’T don't dont Été été");
	struct json_object *tokens = json_object_object_get(doc, "tokens");
	assert_int_equal(json_object_array_length(tokens), 6);
	assert_true(hash_of(tokens, 0) == hash_of(tokens, 1));
	assert_true(hash_of(tokens, 0) == hash_of(tokens, 2));
	assert_true(hash_of(tokens, 0) != hash_of(tokens, 3));
	assert_true(hash_of(tokens, 4) != hash_of(tokens, 5)); /* only ASCII capitals are made small */
	json_object_put(doc);
}

static void tokens_are_left_out_unless_named(void **state)
{
	(void)state;
	struct json_object *doc = try_text("- tokens", NULL, "The council met.");
	assert_false(json_object_object_get_ex(doc, "tokens", NULL));
	json_object_put(doc);
}

static void nul_bytes_part_words(void **state)
{
	(void)state;
	static const struct try_file file = { "in.jsonl", "{\"id\": \"a\", \"text\": \"one\\u0000two\"}\n", 0 };
	struct try_run run = try_pipeline(
		"teasel: 1\nname: t\ninput:\n  - jsonl: {paths: in.jsonl}\nstages:\n  - tokens\n"
		"output:\n  - csv: {path: out.csv, table: tokens}\n",
		&file, 1, "--quiet");
	char *out = try_read(&run, "run/out.csv");
	assert_non_null(out);
	assert_string_equal(out, "id,row,begin,end,text\n\"a\",0,0,3,\"one\"\n\"a\",1,4,7,\"two\"\n");
	free(out);
	try_release(&run);
}

static void long_runs_are_one_token(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	static const char of[] = "x.'(";
	const char *texts[4];
	char *memory = malloc(4 * (SIZE + 1));
	for (int i = 0; i < 4; i++) {
		char *text = memory + (size_t)i * (SIZE + 1);
		memset(text, of[i], SIZE);
		text[SIZE] = 0;
		texts[i] = text;
	}
	struct json_object *docs = try_texts("- tokens", "tokens", texts, 4);
	for (size_t i = 0; i < 4; i++) {
		struct json_object *doc = json_object_array_get_idx(docs, i);
		assert_int_equal(json_object_array_length(json_object_object_get(doc, "tokens")), 1);
	}
	json_object_put(docs);
	free(memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_marks_are_tokens),
		cmocka_unit_test(an_apostrophe_within_a_word_belongs_to_it),
		cmocka_unit_test(a_hyphen_parts_words),
		cmocka_unit_test(a_number_keeps_its_dots_and_commas),
		cmocka_unit_test(a_run_of_one_mark_is_one_token),
		cmocka_unit_test(letters_of_all_scripts_are_words),
		cmocka_unit_test(signs_beyond_ascii_are_tokens),
		cmocka_unit_test(what_cannot_be_seen_is_no_token),
		cmocka_unit_test(joiners_and_soft_hyphens_stay_within_a_word),
		cmocka_unit_test(a_token_may_stand_anywhere),
		cmocka_unit_test(a_token_may_end_with_the_text),
		cmocka_unit_test(spellings_of_one_word_have_one_hash),
		cmocka_unit_test(tokens_are_left_out_unless_named),
		cmocka_unit_test(nul_bytes_part_words),
		cmocka_unit_test(long_runs_are_one_token),
	};
	return cmocka_run_group_tests_name("tokens", tests, NULL, NULL);
}
