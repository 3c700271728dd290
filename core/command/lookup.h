/* lookup.h: what a stage holds about a term: its score, where that comes from, and so on. */
#ifndef COMMAND_LOOKUP_H
#define COMMAND_LOOKUP_H

#include "command/command.h"

/* Asks a stage with its default options, or, where flags->in names a pipeline, the one of that label there. Prints the
 * answer or the error; returns the exit code. */
int look_up(const struct flags *flags, const char *stage, const char *term);

#endif
