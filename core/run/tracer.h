/*
 * tracer.h: runs a block again, in which a worker broke down, to find the document that did it.
 *
 * A process that was damaged may break down long after the document that did it. So nothing of the first attempt is
 * believed: the tracer is forked anew from the zygote, never runs a plugin's code itself, and forks children for
 * documents of the block. What a child makes comes back in memory that they share. Where one breaks down, or goes on
 * for too long with a document, nothing of it is believed either, and its documents are tried again in smaller parts.
 * One that breaks a child in which it is alone has failed, and no other has.
 */
#ifndef RUN_TRACER_H
#define RUN_TRACER_H

#include "run/worker.h"

/* Reads a slot's records and fills in its results, like worker_run(). `channel` is kept from the children. */
void tracer_run(struct worker *w, const struct sandbox *sandbox, int channel, struct slot *slot);

#endif
