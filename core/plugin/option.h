/*
 * option.h: the tables that a plugin declares, and values of options from text.
 *
 * A plugin built earlier may have shorter structs; items are therefore copied out by their stride, and members it
 * did not know read as zero.
 */
#ifndef PLUGIN_OPTION_H
#define PLUGIN_OPTION_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <teasel.h>

tsl_option option_at(const tsl_array *options, uint32_t i);
tsl_field field_at(const tsl_array *fields, uint32_t i);

/* Finds an option by name; false where there is none. */
bool option_find(const tsl_array *options, const char *name, tsl_option *found);

/* "a number", "true or false" …: what a user has to write. */
const char *option_wants(tsl_type type);
/* "0 to 1", or "" where the option has no range; lives in `to`. */
const char *option_range(const tsl_option *o, char to[64]);

/*
 * Reads one scalar into `to`, which has the C type of `type` (TSL_REAL, TSL_INTEGER, TSL_BOOLEAN or TSL_TEXT; a text
 * is not copied). Checks range and choices. `plain` says that the scalar stood without quotes, where YAML 1.1 would
 * read words such as no and on as truth values.
 */
bool option_read(const tsl_option *o, tsl_type type, tsl_str text, bool plain, void *to, tsl_error *e);

/* Whether a text without quotes would be a truth value or nothing to a reader of YAML 1.1. */
bool option_is_ambiguous(tsl_str text);

/* Fills an option from its default: of a list, items are parted by commas. Groups and files have none. */
bool option_default(const tsl_option *o, arena *memory, void *to, tsl_error *e);

#endif
