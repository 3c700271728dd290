/*
 * tracer.h: runs a block again, in which a worker broke down, with a process for each document.
 *
 * A process that was damaged may break down long after the document that did it. So nothing of the first attempt is
 * believed: the tracer is forked anew from the zygote, never runs a plugin's code itself, and forks a child for each
 * document. What the child makes comes back in memory that they share; a child that breaks down, or goes on for too
 * long, is that document's failure and nobody else's.
 */
#ifndef RUN_TRACER_H
#define RUN_TRACER_H

#include "run/worker.h"

/* Reads a slot's records and fills in its results, like worker_run(). `channel` is kept from the children. */
void tracer_run(struct worker *w, const struct sandbox *sandbox, int channel, struct slot *slot);

#endif
