/*
 * setup.h: one plugin of a pipeline while its fields are bound and it is opened; what plugins know as tsl_setup.
 *
 * Binding goes through the pipeline in order. Each name a plugin declares is first put through the pipeline's `as:`,
 * then looked up in, or added to, the shape. What is wrong is reported through `report`, which knows the lines
 * of the pipeline, so that this folder need not.
 */
#ifndef PLUGIN_SETUP_H
#define PLUGIN_SETUP_H

#include "base/arena.h"
#include "document/shape.h"
#include "plugin/library.h"

struct renaming {
	const char *from, *to; /* "sentences" to "lines", or "sentences.tone" to "vader", in the same table */
	bool used;             /* the plugin has such a field */
};

struct tsl_setup {
	struct shape *shape;
	arena *memory;
	struct renaming *as;
	size_t n_as;
	const char *label;
	enum plugin_kind kind;
	uint32_t step; /* 0 for all readers, then 1 up for stages, UINT32_MAX for all writers */
	const tsl_array *fields;

	/* Reports a sentence at an option ("name", "name[2]") or, where that is NULL, at the plugin. */
	void (*report)(void *context, const char *option, const char *sentence);
	/* Reports that nobody before this plugin writes a field it reads. */
	void (*missing)(void *context, const char *option, const char *field);
	void *context;

	bool may_declare;
	bool failed;
	uint8_t *wanted; /* writers: one a field of the shape */
	size_t n_wanted;
};

/* Binds the fields of the plugin's table into its config. False where one was reported. */
bool setup_bind(struct tsl_setup *s, void *config);

void setup_report(struct tsl_setup *s, const char *option, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What teasel.h promises as declare() and wanted(). */
tsl_status setup_declare(struct tsl_setup *s, const char *option, const tsl_field *field, uint32_t *handle);
const tsl_field *setup_wanted(struct tsl_setup *s, uint32_t i, uint32_t *handle);

#endif
