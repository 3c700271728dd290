/* A crew of one process, which does all in turn: for a debugger. */
#include "run/crew_kinds.h"

#include "base/memory.h"
#include "run/feeder.h"

#include <stdlib.h>

enum crew_end own_open(struct crew *c, tsl_error *e)
{
	c->plan = memory_get(sizeof(*c->plan));
	if (!crew_build_plan(&c->options, c->plan, &c->briefing.bytes))
		return CREW_PROBLEMS;
	if (!briefing_read(&c->briefing, c->plan->writers.n, e))
		return CREW_BROKEN;
	c->own_feeder = memory_get(sizeof(*c->own_feeder));
	c->own_worker = memory_get(sizeof(*c->own_worker));
	worker_init(c->own_worker, c->plan, c->states, timings_row(&c->timings, 0));
	return CREW_GOES_ON;
}

enum crew_end own_start(struct crew *c)
{
	feeder_init(c->own_feeder, c->plan, c->start);
	return CREW_GOES_ON;
}

void own_release(struct crew *c)
{
	if (c->own_feeder)
		feeder_release(c->own_feeder);
	if (c->own_worker)
		worker_release(c->own_worker);
	if (c->plan)
		plan_release(c->plan);
	free(c->own_feeder);
	free(c->own_worker);
	free(c->plan);
}

enum crew_end own_next(struct crew *c, struct slot **slot, tsl_error *e)
{
	if (c->fed)
		return CREW_DONE;
	*slot = c->free[--c->n_free];
	feeder_fill(c->own_feeder, *slot);
	c->fed = (*slot)->head->last;
	if ((*slot)->head->error[0])
		return crew_broken(e, (*slot)->head->error);
	worker_run(c->own_worker, *slot);
	return CREW_GOES_ON;
}
