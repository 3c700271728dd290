/*
 * note.h: what a plugin's file says of itself before any of it is run.
 *
 * TSL_READER and its kin put an ELF note into each plugin (Tool Interface Standard, ELF 1.2, "Note Section"): owner
 * TEASEL, type 1, five 32-bit words. It is read from the file's bytes, which are not trusted.
 */
#ifndef PLUGIN_NOTE_H
#define PLUGIN_NOTE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct note {
	uint32_t abi, kind, plugin, field, option; /* kind as in enum plugin_kind; sizes of structs in bytes */
};

/* `bytes` is a whole file. The sentence continues "PATH: ". */
bool note_read(const void *bytes, size_t n, struct note *note, tsl_error *e);
/* Whether this host can load it. */
bool note_fits(const struct note *note, tsl_error *e);

#endif
