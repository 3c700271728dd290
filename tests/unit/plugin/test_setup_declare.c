#include "chain.h"

static const tsl_array no_fields = { 0 };

/* ---- several readers ---- */

static void readers_may_bring_the_same_column(void **state)
{
	struct chain *c = *state;
	static const tsl_field outlet = { .name = "documents.outlet", .type = TSL_TEXT, .access = TSL_WRITE };
	static const tsl_field number = { .name = "documents.outlet", .type = TSL_REAL, .access = TSL_WRITE };
	struct tsl_setup first = setup_of(c, PLUGIN_READER, "jsonl", 0, &no_fields);
	struct tsl_setup second = setup_of(c, PLUGIN_READER, "text", 0, &no_fields);
	struct tsl_setup third = setup_of(c, PLUGIN_READER, "other", 0, &no_fields);
	uint32_t a, b, x = 77;
	assert_int_equal(setup_declare(&first, "keep", &outlet, &a), TSL_OK);
	assert_int_equal(setup_declare(&second, "paths", &outlet, &b), TSL_OK);
	assert_int_equal(a, b);
	assert_true(c->shape.fields[a].flags & TSL_READER_FIELD);
	assert_int_equal(setup_declare(&third, "keep[1]", &number, &x), TSL_FAILED);
	check_told(c,
		   "keep[1]: `documents.outlet` is brought twice, by `jsonl` and `other`, as text and real: give one "
		   "of the two another name with `as: {documents.outlet: …}` or `prefix:`\n");
}

static void one_reader_may_not_bring_a_column_twice(void **state)
{
	struct chain *c = *state;
	static const tsl_field outlet = { .name = "documents.outlet", .type = TSL_TEXT, .access = TSL_WRITE };
	struct tsl_setup reader = setup_of(c, PLUGIN_READER, "jsonl", 0, &no_fields);
	uint32_t handle;
	assert_int_equal(setup_declare(&reader, "keep[0]", &outlet, &handle), TSL_OK);
	assert_int_equal(setup_declare(&reader, "keep[1]", &outlet, &handle), TSL_FAILED);
	assert_non_null(strstr(c->told.at, "keep[1]: "));
}

/* ---- declare() and wanted() ---- */

static void fields_are_declared_in_their_time_only(void **state)
{
	struct chain *c = *state;
	static const tsl_field field = { .name = "documents.tag", .type = TSL_TEXT, .access = TSL_WRITE };
	struct tsl_setup s = setup_of(c, PLUGIN_STAGE, "tags", 1, &no_fields);
	uint32_t handle = 0;
	s.may_declare = false;
	assert_int_equal(setup_declare(&s, NULL, &field, &handle), TSL_FAILED);
	check_told(c, "plugin: `tags` calls declare() outside of fields_of()\n");
	s.may_declare = true;
	assert_int_equal(setup_declare(&s, NULL, &field, &handle), TSL_OK);
	assert_int_equal(handle, shape_find(&c->shape, "documents.tag"));
}

/* A pipeline with words, and a private layer with one column. */
static void make_full(struct chain *c)
{
	struct words w;
	uint32_t handles[2];
	static const tsl_field hidden[] = {
		{ .name = "tokens", .type = TSL_LAYER, .access = TSL_WRITE, .flags = TSL_PRIVATE },
		{ .name = "tokens.hash", .type = TSL_INTEGER, .access = TSL_WRITE, .at = 4 },
	};
	const tsl_array table = TSL_ARRAY(hidden);
	assert_true(bind_stage(c, "words", 1, &words_table, NULL, 0, &w));
	assert_true(bind_stage(c, "tokens", 2, &table, NULL, 0, handles));
}

/* Names of what a writer wants, in order, each behind a blank. */
static void check_wanted(struct chain *c, struct tsl_setup *writer, const char *want)
{
	str names = { 0 };
	uint32_t handle;
	const tsl_field *field;
	for (uint32_t i = 0; (field = setup_wanted(writer, i, &handle)); i++) {
		str_addf(&names, " %s", field->name);
		assert_int_equal(handle, shape_find(&c->shape, field->name));
	}
	assert_string_equal(names.at ? names.at : "", want);
	str_release(&names);
}

static tsl_status declare_use(struct tsl_setup *s, const char *name, tsl_access access)
{
	const tsl_field field = { .name = name, .access = access };
	uint32_t handle;
	return setup_declare(s, "fields", &field, strchr(name, '*') ? NULL : &handle);
}

static void a_star_wants_all_public_fields(void **state)
{
	struct chain *c = *state;
	make_full(c);
	struct tsl_setup writer = setup_of(c, PLUGIN_WRITER, "jsonl", 3, &no_fields);
	assert_int_equal(declare_use(&writer, "*", TSL_USE), TSL_OK);
	check_wanted(c, &writer, " words words.length documents.language");
}

static void a_table_with_a_star_wants_its_columns(void **state)
{
	struct chain *c = *state;
	make_full(c);
	struct tsl_setup writer = setup_of(c, PLUGIN_WRITER, "csv", 3, &no_fields);
	assert_int_equal(declare_use(&writer, "words.*", TSL_USE), TSL_OK);
	check_wanted(c, &writer, " words.length");
	struct tsl_setup named = setup_of(c, PLUGIN_WRITER, "csv", 3, &no_fields);
	assert_int_equal(declare_use(&named, "tokens.*", TSL_USE), TSL_OK); /* named, though private */
	check_wanted(c, &named, " tokens.hash");
}

static void a_named_field_is_wanted_once_and_missed_if_read(void **state)
{
	struct chain *c = *state;
	make_full(c);
	struct tsl_setup writer = setup_of(c, PLUGIN_WRITER, "csv", 3, &no_fields);
	assert_int_equal(declare_use(&writer, "tokens", TSL_READ), TSL_OK);
	assert_int_equal(declare_use(&writer, "tokens", TSL_READ), TSL_OK);
	assert_int_equal(declare_use(&writer, "quotes", TSL_USE), TSL_OK);
	check_wanted(c, &writer, " tokens");
	assert_int_equal(declare_use(&writer, "quotes", TSL_READ), TSL_FAILED);
	check_told(c, "fields: nobody writes quotes\n");
}

static void a_writer_that_declares_nothing_wants_nothing(void **state)
{
	struct chain *c = *state;
	make_full(c);
	struct tsl_setup writer = setup_of(c, PLUGIN_WRITER, "report", 3, &no_fields);
	check_wanted(c, &writer, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_CHAIN(readers_may_bring_the_same_column),
		WITH_CHAIN(one_reader_may_not_bring_a_column_twice),
		WITH_CHAIN(fields_are_declared_in_their_time_only),
		WITH_CHAIN(a_star_wants_all_public_fields),
		WITH_CHAIN(a_table_with_a_star_wants_its_columns),
		WITH_CHAIN(a_named_field_is_wanted_once_and_missed_if_read),
		WITH_CHAIN(a_writer_that_declares_nothing_wants_nothing),
	};
	return cmocka_run_group_tests_name("test_setup_declare", tests, NULL, NULL);
}
