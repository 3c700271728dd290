/*
 * document_of.h: a document of a small shape, for the tests of core/document.
 */
#ifndef UNIT_DOCUMENT_OF_H
#define UNIT_DOCUMENT_OF_H

#include "../unit.h"

#include "document/document.h"

struct small {
	struct shape shape;
	tsl_layer words, parts; /* parts may not overlap */
	tsl_table links;
	tsl_reals tone;    /* words.tone */
	tsl_integers rank; /* words.rank */
	tsl_booleans loud; /* words.loud */
	tsl_texts lemma;   /* words.lemma */
	tsl_refs part;     /* words.part */
	tsl_texts address; /* links.address */
	tsl_texts outlet;  /* documents.outlet */
	tsl_document doc;
};

static inline uint32_t small_field(struct small *s, const char *name, tsl_type type, uint32_t flags)
{
	return shape_add(&s->shape, &(struct field){ .name = name, .type = type, .flags = flags, .writer = "test" });
}

static inline int small_make(void **state)
{
	struct small *s = calloc(1, sizeof(*s));
	shape_init(&s->shape);
	s->words.f = small_field(s, "words", TSL_LAYER, 0);
	s->parts.f = small_field(s, "parts", TSL_LAYER, TSL_FLAT);
	s->links.f = small_field(s, "links", TSL_TABLE, 0);
	s->tone.f = small_field(s, "words.tone", TSL_REAL, 0);
	s->rank.f = small_field(s, "words.rank", TSL_INTEGER, 0);
	s->loud.f = small_field(s, "words.loud", TSL_BOOLEAN, 0);
	s->lemma.f = small_field(s, "words.lemma", TSL_TEXT, 0);
	s->part.f = small_field(s, "words.part", TSL_REF, 0);
	s->address.f = small_field(s, "links.address", TSL_TEXT, 0);
	s->outlet.f = small_field(s, "documents.outlet", TSL_TEXT, 0);
	shape_add_removed(&s->shape);
	document_init(&s->doc, &s->shape);
	s->doc.label = "cleaner";
	s->doc.may_rewrite = true;
	*state = s;
	return 0;
}

static inline int small_release(void **state)
{
	struct small *s = *state;
	document_release(&s->doc);
	shape_release(&s->shape);
	free(s);
	return 0;
}

#define WITH_DOCUMENT(test) cmocka_unit_test_setup_teardown(test, small_make, small_release)

static inline tsl_str text_of(const char *text)
{
	return (tsl_str){ text, strlen(text) };
}

static inline tsl_status small_set(struct small *s, const char *text)
{
	document_empty(&s->doc);
	return document_set(&s->doc, text_of("id"), text_of(text));
}

/* Writes a layer in one go. */
static inline tsl_status write_rows(tsl_document *doc, tsl_layer layer, const tsl_span *rows, uint32_t n)
{
	tsl_span *to = document_begin(doc, layer, n);
	if (n)
		memcpy(to, rows, n * sizeof(*rows));
	return document_end(doc, layer, n);
}

#define assert_span(span, from, to)                  \
	do {                                         \
		tsl_span span_ = (span);             \
		assert_int_equal(span_.begin, from); \
		assert_int_equal(span_.end, to);     \
	} while (0)

#endif
