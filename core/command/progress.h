/*
 * progress.h: how far a run has come, on standard error: a line that is written over on a terminal, or a line of JSON a
 * second for a program that watches.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "command/command.h"
#include "run/commit.h"

struct progress {
	enum progress_kind kind;
	double started, due; /* seconds of the clock: when it began, and when it is told next */
	bool running, shown;
	struct counts counts;
	uint64_t read, of_bytes; /* bytes of the input as it lies in its files; of_bytes: UINT64_MAX where not known */
	uint64_t in_before, read_before; /* documents and bytes that a run that is resumed had done */
};

/* A line on a terminal is wanted only where standard error is one. */
void progress_init(struct progress *p, enum progress_kind kind);

/* For run_options: before the first block and after each, and while there is none. */
void progress_block(void *progress, const struct counts *counts, uint64_t read, uint64_t of_bytes);
void progress_tick(void *progress);

/* Clears the line, or tells the last of it. */
void progress_end(struct progress *p, const struct counts *counts);

#endif
