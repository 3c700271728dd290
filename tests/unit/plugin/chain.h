/*
 * chain.h: plugins of a pipeline being bound one after another, and a small one that writes words.
 */
#ifndef UNIT_CHAIN_H
#define UNIT_CHAIN_H

#include "../unit.h"

#include "base/str.h"
#include "plugin/setup.h"

struct chain {
	struct shape shape;
	arena memory;
	str told; /* "option: sentence\n", or "option: nobody writes FIELD\n" */
};

static inline void report(void *context, const char *option, const char *sentence)
{
	struct chain *c = context;
	str_addf(&c->told, "%s: %s\n", option ? option : "plugin", sentence);
}

static inline void missing(void *context, const char *option, const char *field)
{
	struct chain *c = context;
	str_addf(&c->told, "%s: nobody writes %s\n", option ? option : "plugin", field);
}

static inline int make_chain(void **state)
{
	struct chain *c = calloc(1, sizeof(*c));
	shape_init(&c->shape);
	*state = c;
	return 0;
}

static inline int release_chain(void **state)
{
	struct chain *c = *state;
	shape_release(&c->shape);
	arena_release(&c->memory);
	str_release(&c->told);
	free(c);
	return 0;
}

#define WITH_CHAIN(test) cmocka_unit_test_setup_teardown(test, make_chain, release_chain)

static inline struct tsl_setup setup_of(struct chain *c, enum plugin_kind kind, const char *label, uint32_t step,
					const tsl_array *fields)
{
	return (struct tsl_setup){ .shape = &c->shape,
				   .memory = &c->memory,
				   .label = label,
				   .kind = kind,
				   .step = step,
				   .fields = fields,
				   .report = report,
				   .missing = missing,
				   .context = c,
				   .may_declare = true };
}

static inline bool bind_stage(struct chain *c, const char *label, uint32_t step, const tsl_array *fields,
			      struct renaming *as, size_t n_as, void *config)
{
	struct tsl_setup s = setup_of(c, PLUGIN_STAGE, label, step, fields);
	s.as = as;
	s.n_as = n_as;
	bool good = setup_bind(&s, config);
	assert_true(good == !s.failed);
	return good;
}

static inline void check_told(struct chain *c, const char *want)
{
	assert_string_equal(c->told.at ? c->told.at : "", want);
	str_clear(&c->told);
}

struct words {
	tsl_layer words;
	tsl_reals length;
	tsl_texts language;
};
static const tsl_field words_fields[] = {
	TSL_WRITES(struct words, length, "words.length", .doc = "Of a test."), /* a column may stand before its table */
	TSL_WRITES(struct words, words, "words", .doc = "Of a test."),
	TSL_WRITES(struct words, language, "documents.language", .doc = "Of a test."),
};

static const tsl_array words_table = TSL_ARRAY(words_fields);

#endif
