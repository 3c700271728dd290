/*
 * zygote.h: the process that has the plugins, and what it forks.
 *
 * It speaks with the coordinator over a socket that keeps messages whole. Losing that socket ends it and all its
 * children.
 */
#ifndef RUN_ZYGOTE_H
#define RUN_ZYGOTE_H

#include "run/crew.h"

enum message_kind {
	MESSAGE_READY = 1, /* zygote: the plan stands; value: bytes of the briefing, which is in `briefing` */
	MESSAGE_PROBLEMS,  /* zygote: it does not, and the user was told */
	MESSAGE_SPAWN,     /* to zygote: fork a worker, value its number, or a tracer, or the feeder */
	MESSAGE_SPAWNED,   /* zygote: value is the process; its socket comes along */
	MESSAGE_REAP,      /* to zygote: how did the process `value` end? */
	MESSAGE_REAPED,    /* zygote: value is its wait status */
	MESSAGE_SLOT,      /* to feeder or worker and back: value is a slot's number */
};

#define SPAWN_FEEDER UINT32_MAX
#define SPAWN_TRACER 0x80000000u /* with the number of the worker it stands in for */

struct message {
	uint32_t kind;
	uint32_t value;
};

bool message_send(int fd, uint32_t kind, uint32_t value);
/* False at the end of the connection. A descriptor that comes along goes to *passed, which may be NULL. */
bool message_receive(int fd, struct message *m, int *passed);

/* The zygote's life. Never returns. */
_Noreturn void zygote_main(struct crew *crew, struct region *briefing, int fd);

#endif
