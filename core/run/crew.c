#include "run/crew_kinds.h"

#include "base/memory.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum crew_end crew_broken(tsl_error *e, const char *sentence)
{
	error_set(e, "%s", sentence);
	return CREW_BROKEN;
}

/* A process with a debugger in it keeps its signals: they end it as they end any, and the next run clears up. */
static int watch_signals(bool in_process)
{
	signal(SIGPIPE, SIG_IGN);
	if (in_process)
		return -1;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP); /* nohup: stays ignored */
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

enum crew_end crew_open(struct crew *c, const struct crew_options *options, tsl_error *e)
{
	*c = (struct crew){
		.options = *options, .zygote_fd = -1, .feeder = { .fd = -1 }, .briefing.bytes = STR_NEEDED
	};
	if (c->options.in_process)
		c->options.workers = 1;
	size_t n = c->options.in_process ? 1 : 2 * c->options.workers + 2;
	slots_init(&c->slots, n, options->pipeline->output.n);
	c->free = memory_get(n * sizeof(*c->free));
	c->filled = memory_get(n * sizeof(*c->filled));
	for (size_t i = n; i--;)
		c->free[c->n_free++] = &c->slots.list[i];
	for (size_t i = 0; i < CREW_MOST_WORKERS; i++)
		c->workers[i].fd = -1;
	c->states = mmap(NULL, (CREW_MOST_WORKERS + 1) * sizeof(*c->states), PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c->states == MAP_FAILED)
		memory_out();
	c->start = mmap(NULL, sizeof(*c->start), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c->start == MAP_FAILED)
		memory_out();
	const struct pipeline *p = options->pipeline;
	if (options->timings &&
	    !timings_init(&c->timings, c->options.workers + 2, 1 + p->input.n + p->stages.n + p->output.n))
		memory_out();
	c->signals = watch_signals(c->options.in_process);
	return c->options.in_process ? own_open(c, e) : forked_open(c, e);
}

enum crew_end crew_start(struct crew *c, const struct place *start, tsl_error *e)
{
	*c->start = *start;
	return c->options.in_process ? own_start(c) : forked_start(c, e);
}

enum crew_end crew_next(struct crew *c, struct slot **slot, tsl_error *e)
{
	return c->options.in_process ? own_next(c, slot, e) : forked_next(c, slot, e);
}

void crew_give_back(struct crew *c, struct slot *slot)
{
	slot_trim(slot);
	c->free[c->n_free++] = slot;
}

void crew_release(struct crew *c)
{
	forked_release(c);
	own_release(c);
	free(c->briefing.heads);
	free(c->briefing.tails);
	str_release(&c->briefing.bytes);
	free(c->free);
	free(c->filled);
	slots_release(&c->slots);
	if (c->states)
		munmap(c->states, (CREW_MOST_WORKERS + 1) * sizeof(*c->states));
	if (c->start)
		munmap(c->start, sizeof(*c->start));
	timings_release(&c->timings);
	if (c->signals > 0)
		close(c->signals);
	*c = (struct crew){ 0 };
}
