#include "chain.h"

/* A stage that reads what another wrote, and uses quotes where there are some. */
struct tone {
	tsl_layer words, quotes;
	tsl_reals length, tone, quoted;
};
static const tsl_field tone_fields[] = {
	TSL_READS(struct tone, words, "words"),
	TSL_READS(struct tone, length, "words.length"),
	TSL_USES(struct tone, quotes, "quotes"),
	TSL_WRITES(struct tone, tone, "words.tone", .doc = "Of a test."),
	TSL_WRITES(struct tone, quoted, "quotes.tone", .doc = "Of a test."),
};

static const tsl_array tone_table = TSL_ARRAY(tone_fields);

/* ---- binding ---- */

static void handles_name_the_fields_of_the_shape(void **state)
{
	struct chain *c = *state;
	struct words w;
	struct tone t;
	assert_true(bind_stage(c, "words", 1, &words_table, NULL, 0, &w));
	assert_true(bind_stage(c, "tone", 2, &tone_table, NULL, 0, &t));
	assert_int_equal(w.words.f, shape_find(&c->shape, "words"));
	assert_int_equal(w.length.f, shape_find(&c->shape, "words.length"));
	assert_int_equal(w.language.f, shape_find(&c->shape, "documents.language"));
	assert_int_equal(t.words.f, w.words.f);
	assert_int_equal(t.length.f, w.length.f);
	assert_int_not_equal(t.tone.f, 0);
	const struct field *tone = &c->shape.fields[t.tone.f];
	assert_string_equal(tone->writer, "tone");
	assert_string_equal(tone->column, "tone");
	assert_int_equal(tone->table, w.words.f);
	assert_int_equal(tone->step, 2);
	check_told(c, "");
}

static void what_is_only_used_and_not_there_is_unbound(void **state)
{
	struct chain *c = *state;
	struct words w;
	struct tone t = { .quotes.f = 99, .quoted.f = 99 };
	bind_stage(c, "words", 1, &words_table, NULL, 0, &w);
	assert_true(bind_stage(c, "tone", 2, &tone_table, NULL, 0, &t));
	assert_int_equal(t.quotes.f, 0);
	assert_int_equal(t.quoted.f, 0); /* a column of a layer that is not there costs nothing */
	assert_int_equal(shape_find(&c->shape, "quotes.tone"), 0);
}

static void what_nobody_writes_is_missed(void **state)
{
	struct chain *c = *state;
	struct tone t;
	assert_false(bind_stage(c, "tone", 1, &tone_table, NULL, 0, &t));
	check_told(c, "plugin: nobody writes words\nplugin: nobody writes words.length\n");
}

static void a_field_has_one_writer(void **state)
{
	struct chain *c = *state;
	struct words w;
	static const tsl_field tags[] = { { .name = "words.tag", .type = TSL_TEXT, .access = TSL_WRITE } };
	const tsl_array table = TSL_ARRAY(tags);
	uint32_t handle;
	bind_stage(c, "words", 1, &words_table, NULL, 0, &w);
	assert_true(bind_stage(c, "first", 2, &table, NULL, 0, &handle));
	assert_false(bind_stage(c, "second", 3, &table, NULL, 0, &handle));
	check_told(c, "plugin: `second` writes `words.tag`, which `first` already writes: give one of the two another "
		      "name with `as: {words.tag: …}`\n");
}

static void a_field_is_read_as_the_type_it_was_written(void **state)
{
	struct chain *c = *state;
	struct words w;
	static const tsl_field reads[] = { { .name = "words.length", .type = TSL_TEXT, .access = TSL_READ } };
	static const tsl_field any[] = { { .name = "words.length", .type = TSL_ANY, .access = TSL_READ } };
	const tsl_array wrong = TSL_ARRAY(reads), right = TSL_ARRAY(any);
	uint32_t handle;
	bind_stage(c, "words", 1, &words_table, NULL, 0, &w);
	assert_false(bind_stage(c, "second", 2, &wrong, NULL, 0, &handle));
	assert_int_equal(handle, 0);
	check_told(c, "plugin: `second` reads `words.length` as text, but `words` writes it as real\n");
	assert_true(bind_stage(c, "second", 2, &right, NULL, 0, &handle));
	assert_int_equal(handle, w.length.f);
}

static void a_column_needs_its_table(void **state)
{
	struct chain *c = *state;
	static const tsl_field tags[] = { { .name = "words.tag", .type = TSL_TEXT, .access = TSL_WRITE } };
	const tsl_array table = TSL_ARRAY(tags);
	uint32_t handle;
	assert_false(bind_stage(c, "tags", 1, &table, NULL, 0, &handle));
	check_told(c, "plugin: `tags` writes `words.tag`, but no stage before it writes `words`\n");
}

/* ---- as: ---- */

static void a_table_is_renamed_with_its_columns(void **state)
{
	struct chain *c = *state;
	struct words w;
	struct tone t;
	struct renaming as[] = { { .from = "words", .to = "lines" } };
	assert_true(bind_stage(c, "words", 1, &words_table, as, 1, &w));
	assert_int_equal(shape_find(&c->shape, "words"), 0);
	assert_int_equal(w.words.f, shape_find(&c->shape, "lines"));
	assert_int_equal(w.length.f, shape_find(&c->shape, "lines.length"));
	assert_false(bind_stage(c, "tone", 2, &tone_table, NULL, 0, &t));
	check_told(c, "plugin: nobody writes words\nplugin: nobody writes words.length\n");
	assert_true(bind_stage(c, "tone", 2, &tone_table, as, 1, &t));
	assert_int_equal(t.words.f, w.words.f);
	assert_int_equal(t.tone.f, shape_find(&c->shape, "lines.tone"));
}

static void a_column_and_its_table_are_renamed_apart(void **state)
{
	struct chain *c = *state;
	struct words w;
	struct tone t;
	struct renaming as[] = { { .from = "words", .to = "lines" }, { .from = "words.tone", .to = "vader" } };
	bind_stage(c, "words", 1, &words_table, as, 1, &w);
	assert_true(bind_stage(c, "tone", 2, &tone_table, as, 2, &t));
	assert_int_equal(t.tone.f, shape_find(&c->shape, "lines.vader"));
	assert_int_equal(shape_find(&c->shape, "lines.tone"), 0);
}

static void with_another_name_a_stage_runs_twice(void **state)
{
	struct chain *c = *state;
	struct words w;
	struct tone t, again;
	struct renaming as[] = { { .from = "words.tone", .to = "second" } };
	bind_stage(c, "words", 1, &words_table, NULL, 0, &w);
	bind_stage(c, "tone", 2, &tone_table, NULL, 0, &t);
	assert_true(bind_stage(c, "again", 3, &tone_table, as, 1, &again));
	assert_int_not_equal(again.tone.f, t.tone.f);
}

static void a_new_name_has_to_be_one(void **state)
{
	struct chain *c = *state;
	struct words w;
	static const char *const bad[] = { "", "two words", "caf\xc3\xa9", "a.b", ".", "a/b", "*" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct renaming as[] = { { .from = "words", .to = bad[i] } };
		assert_false(bind_stage(c, "words", 1, &words_table, as, 1, &w));
		assert_non_null(strstr(c->told.at, "is not a name for a table"));
		str_clear(&c->told);
		release_chain(state);
		make_chain(state);
		c = *state;
	}
}

/* ---- names that an output uses already ---- */

static void a_column_may_not_stand_beside_a_key_of_the_outputs(void **state)
{
	struct chain *c = *state;
	static const char *const keys[] = { "documents.id",    "documents.text", "documents.row",
					    "documents.begin", "documents.end",  "documents.source_begin" };
	for (size_t i = 0; i < COUNT(keys); i++) {
		const tsl_field field = { .name = keys[i], .type = TSL_TEXT, .access = TSL_WRITE };
		const tsl_array table = { &field, 1, sizeof(field) };
		uint32_t handle;
		assert_false(bind_stage(c, "tags", 1, &table, NULL, 0, &handle));
		assert_non_null(strstr(c->told.at, "an output has something else under"));
		str_clear(&c->told);
	}
}

static void a_column_of_documents_and_a_table_do_not_share_a_name(void **state)
{
	struct chain *c = *state;
	struct words w;
	static const tsl_field column[] = { { .name = "documents.words", .type = TSL_TEXT, .access = TSL_WRITE } };
	static const tsl_field layer[] = { { .name = "language", .type = TSL_LAYER, .access = TSL_WRITE } };
	const tsl_array columns = TSL_ARRAY(column), layers = TSL_ARRAY(layer);
	uint32_t handle;
	bind_stage(c, "words", 1, &words_table, NULL, 0, &w);
	assert_false(bind_stage(c, "tags", 2, &columns, NULL, 0, &handle));
	check_told(c, "plugin: `tags` cannot write `documents.words`: an output has something else under `words`. Give "
		      "it another name with `as: {documents.words: …}`\n");
	assert_false(bind_stage(c, "languages", 2, &layers, NULL, 0, &handle));
	check_told(c, "plugin: `languages` cannot write the table `language`: an output has documents.language under "
		      "that name. Give it another with `as: {language: …}`\n");
}

static void a_reference_follows_the_new_name_of_its_table(void **state)
{
	struct chain *c = *state;
	static const tsl_field fields[] = {
		{ .name = "mentions", .type = TSL_LAYER, .access = TSL_WRITE },
		{ .name = "mentions.first", .type = TSL_REF, .access = TSL_WRITE, .of = "mentions", .at = 4 },
	};
	const tsl_array table = TSL_ARRAY(fields);
	struct renaming as[] = { { .from = "mentions", .to = "people" } };
	uint32_t handles[2];
	assert_true(bind_stage(c, "mentions", 1, &table, as, 1, handles));
	assert_string_equal(c->shape.fields[handles[1]].of, "people");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHAIN(handles_name_the_fields_of_the_shape),
		WITH_CHAIN(what_is_only_used_and_not_there_is_unbound),
		WITH_CHAIN(what_nobody_writes_is_missed),
		WITH_CHAIN(a_field_has_one_writer),
		WITH_CHAIN(a_field_is_read_as_the_type_it_was_written),
		WITH_CHAIN(a_column_needs_its_table),
		WITH_CHAIN(a_table_is_renamed_with_its_columns),
		WITH_CHAIN(a_column_and_its_table_are_renamed_apart),
		WITH_CHAIN(with_another_name_a_stage_runs_twice),
		WITH_CHAIN(a_new_name_has_to_be_one),
		WITH_CHAIN(a_column_may_not_stand_beside_a_key_of_the_outputs),
		WITH_CHAIN(a_column_of_documents_and_a_table_do_not_share_a_name),
		WITH_CHAIN(a_reference_follows_the_new_name_of_its_table),
	};
	return cmocka_run_group_tests_name("test_setup", tests, NULL, NULL);
}
