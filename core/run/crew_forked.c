/* A crew of processes: coordinator, zygote, feeder and workers. */
#include "run/crew_kinds.h"
#include "run/process.h"
#include "run/zygote.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY 100     /* milliseconds between two looks at workers that say nothing */
#define FEEDER_PATIENCE 10 /* times a document's CPU time that a block of input may take to be read */

/* ---- how a process ended ---- */

/* The zygote waits for its children on our behalf. */
static int status_of(struct crew *c, pid_t pid)
{
	struct message m = { 0 };
	if (!message_send(c->zygote_fd, MESSAGE_REAP, (uint32_t)pid) || !message_receive(c->zygote_fd, &m, NULL))
		return 0;
	return (int)m.value;
}

static enum crew_end feeder_died(struct crew *c, tsl_error *e)
{
	char how[128];
	if (c->feeder.over) {
		error_set(e,
			  "a block of the input took over %g s of CPU time to be cut into records: a reader's cut() "
			  "may be at fault",
			  FEEDER_PATIENCE * c->options.pipeline->limits.seconds);
		return CREW_BROKEN;
	}
	process_say_end(status_of(c, c->feeder.pid), how, sizeof(how));
	error_set(e, "the process that reads the input %s: a reader's cut() may be at fault", how);
	return CREW_BROKEN;
}

static enum crew_end zygote_died(struct crew *c, tsl_error *e)
{
	const struct worker_state *state = &c->states[c->options.workers];
	char how[128];
	int status = 0;
	waitpid(c->zygote, &status, 0);
	c->zygote = 0;
	process_say_end(status, how, sizeof(how));
	if (!state->kind)
		error_set(e, "the process that holds the plugins %s", how);
	else
		error_set(e, "the plugin %s broke down while it was prepared: its process %s", state->document, how);
	return state->kind ? CREW_PROBLEMS : CREW_BROKEN;
}

/* Until there is something to read, or a signal asks to end. */
static enum crew_end wait_for(struct crew *c, int fd)
{
	struct pollfd polled[] = { { .fd = c->signals, .events = POLLIN }, { .fd = fd, .events = POLLIN } };
	while (poll(polled, 2, -1) < 0 && errno == EINTR)
		;
	return polled[0].revents ? CREW_INTERRUPTED : CREW_GOES_ON;
}

enum crew_end forked_open(struct crew *c, tsl_error *e)
{
	int pair[2];
	struct region briefing = { .fd = memfd_create("briefing", MFD_CLOEXEC) };
	struct message m = { 0 };
	if (briefing.fd < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return crew_broken(e, "cannot make the sockets that the processes of a run speak over");
	c->zygote_fd = pair[0];
	c->zygote = fork();
	if (c->zygote == 0) {
		close(pair[0]);
		zygote_main(c, &briefing, pair[1]);
	}
	close(pair[1]);
	if (c->zygote > 0 && wait_for(c, c->zygote_fd) == CREW_INTERRUPTED) {
		kill(c->zygote, SIGKILL);
		waitpid(c->zygote, NULL, 0);
		c->zygote = 0;
		close(briefing.fd);
		return CREW_INTERRUPTED;
	}
	bool answered = c->zygote > 0 && message_receive(c->zygote_fd, &m, NULL);
	if (answered && m.kind == MESSAGE_READY)
		str_add(&c->briefing.bytes, region_room(&briefing, m.value + 1), m.value);
	if (briefing.at)
		munmap(briefing.at, briefing.mapped);
	close(briefing.fd);
	if (c->zygote < 0)
		return crew_broken(e, "cannot fork");
	if (!answered)
		return zygote_died(c, e);
	if (m.kind == MESSAGE_PROBLEMS) {
		e->text[0] = 0; /* the user has been told */
		return CREW_PROBLEMS;
	}
	return briefing_read(&c->briefing, c->options.pipeline->output.n, e) ? CREW_GOES_ON : CREW_BROKEN;
}

static bool spawn(struct crew *c, struct member *member, uint32_t which)
{
	struct message m = { 0 };
	*member = (struct member){ .fd = -1, .watch = -1, .tracer = which != SPAWN_FEEDER && which & SPAWN_TRACER };
	if (!message_send(c->zygote_fd, MESSAGE_SPAWN, which) || !message_receive(c->zygote_fd, &m, &member->fd))
		return false;
	member->pid = (pid_t)m.value;
	member->watch = process_watch(member->pid);
	return member->fd >= 0 && member->watch >= 0;
}

/* Closes what is held of a member that has ended or is to end. */
static void part_with(struct member *m)
{
	close(m->fd);
	close(m->watch);
	m->fd = m->watch = -1;
}

static bool give(struct crew *c, struct member *member, struct slot *slot)
{
	member->slot = slot;
	member->documents = member->cpu = member->waited = 0;
	return message_send(member->fd, MESSAGE_SLOT, (uint32_t)(slot - c->slots.list));
}

/* Keeps everybody busy: a free slot for the feeder, a filled one for each idle worker. A member that cannot be reached
 * has died, which poll() tells next. */
static void hand_out(struct crew *c)
{
	if (!c->fed && !c->feeder.slot && c->n_free)
		give(c, &c->feeder, c->free[--c->n_free]);
	for (size_t i = 0; i < c->options.workers && c->n_filled; i++)
		if (!c->workers[i].slot) {
			give(c, &c->workers[i], c->filled[0]);
			memmove(c->filled, c->filled + 1, --c->n_filled * sizeof(*c->filled));
		}
}

static enum crew_end from_feeder(struct crew *c, tsl_error *e)
{
	struct message m;
	if (!message_receive(c->feeder.fd, &m, NULL))
		return feeder_died(c, e);
	struct slot *slot = c->feeder.slot;
	c->feeder.slot = NULL;
	c->fed = slot->head->last;
	slot->head->error[sizeof(slot->head->error) - 1] = 0; /* a damaged feeder need not end it */
	if (slot->head->error[0])
		return crew_broken(e, slot->head->error);
	c->filled[c->n_filled++] = slot;
	return CREW_GOES_ON;
}

static bool is_idle(const struct crew *c)
{
	for (size_t i = 0; i < c->options.workers; i++)
		if (c->workers[i].slot)
			return false;
	return !c->feeder.slot && !c->n_filled;
}

/* ---- workers that break down ---- */

/* A new process in the place of worker i; the block at hand, if any, is its to do. */
static enum crew_end replace(struct crew *c, uint32_t i, bool tracer, tsl_error *e)
{
	struct member *m = &c->workers[i];
	struct slot *slot = m->slot;
	pid_t old = m->pid;
	part_with(m);
	status_of(c, old);
	if (!spawn(c, m, tracer ? SPAWN_TRACER | i : i))
		return crew_broken(e, "cannot start another worker");
	if (slot)
		give(c, m, slot);
	return CREW_GOES_ON;
}

/* A worker that ended before its block did is no witness: a tracer runs the block again. */
static enum crew_end worker_died(struct crew *c, uint32_t i, tsl_error *e)
{
	char how[128];
	if (!c->workers[i].tracer)
		return replace(c, i, c->workers[i].slot, e);
	process_say_end(status_of(c, c->workers[i].pid), how, sizeof(how));
	error_set(e, "the process that looks for the document that breaks a worker %s itself", how);
	return CREW_BROKEN;
}

static enum crew_end from_worker(struct crew *c, uint32_t i, struct slot **done, tsl_error *e)
{
	struct member *m = &c->workers[i];
	struct message message;
	bool said = message_receive(m->fd, &message, NULL) && message.kind == MESSAGE_SLOT && m->slot;
	if (!said || !slot_is_sound(m->slot)) {
		kill(m->pid, SIGKILL);
		return worker_died(c, i, e);
	}
	*done = m->slot;
	m->slot = NULL;
	return m->tracer ? replace(c, i, false, e) : CREW_GOES_ON;
}

/* Milliseconds since the last look, but no more than two looks' worth: a run that was stopped for a while has not
 * waited. */
static uint64_t since_last_look(struct crew *c)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	uint64_t now = (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000, since = now - c->looked;
	if (since < LOOK_EVERY)
		return 0;
	c->looked = now;
	return since < 2 * LOOK_EVERY ? since : 2 * LOOK_EVERY;
}

/* The feeder may wait for its input for as long as it likes. */
static void end_stalled_feeder(struct crew *c)
{
	struct member *m = &c->feeder;
	uint64_t cpu = m->slot ? process_time(m->pid) : 0;
	if (!m->cpu)
		m->cpu = cpu;
	else if (cpu && limits_are_over(&c->options.pipeline->limits, (cpu - m->cpu) / FEEDER_PATIENCE, 0)) {
		m->over = true;
		kill(m->pid, SIGKILL);
	}
}

/* Ends workers whose document has used up its time; the tracer will say which it was. Tracers see to their own. */
static void end_stalled(struct crew *c)
{
	uint64_t since = since_last_look(c);
	if (!since)
		return;
	end_stalled_feeder(c);
	for (size_t i = 0; i < c->options.workers; i++) {
		struct member *m = &c->workers[i];
		uint64_t documents = c->states[i].documents, cpu;
		if (!m->slot || m->tracer)
			continue;
		cpu = process_time(m->pid);
		if (documents != m->documents || !m->cpu) {
			m->documents = documents;
			m->cpu = cpu;
			m->waited = 0;
		} else if (limits_are_over(&c->options.pipeline->limits, cpu - m->cpu, m->waited += since)) {
			kill(m->pid, SIGKILL);
		}
	}
}

/* ---- the flow ---- */

/* Takes what one member has to say; a worker's finished slot ends the wait. What it said before it ended comes first.
 */
static enum crew_end hear(struct crew *c, const struct pollfd *polled, struct slot **done, tsl_error *e)
{
	if (polled[0].revents)
		return CREW_INTERRUPTED;
	for (uint32_t i = 0; i < c->options.workers; i++) {
		const struct pollfd *mine = &polled[2 + 2 * i];
		if (mine[0].revents)
			return from_worker(c, i, done, e);
		if (mine[1].revents)
			return worker_died(c, i, e);
	}
	return polled[1].revents ? from_feeder(c, e) : CREW_GOES_ON;
}

static size_t list_polled(const struct crew *c, struct pollfd *polled)
{
	polled[0] = (struct pollfd){ .fd = c->signals, .events = POLLIN };
	polled[1] = (struct pollfd){ .fd = c->feeder.fd, .events = POLLIN };
	for (size_t i = 0; i < c->options.workers; i++) {
		polled[2 + 2 * i] = (struct pollfd){ .fd = c->workers[i].fd, .events = POLLIN };
		polled[3 + 2 * i] = (struct pollfd){ .fd = c->workers[i].watch, .events = POLLIN };
	}
	return 2 + 2 * c->options.workers;
}

enum crew_end forked_next(struct crew *c, struct slot **slot, tsl_error *e)
{
	struct pollfd polled[2 + 2 * CREW_MOST_WORKERS];
	enum crew_end end = CREW_GOES_ON;
	for (*slot = NULL; end == CREW_GOES_ON && !*slot;) {
		hand_out(c);
		if (c->fed && is_idle(c))
			return CREW_DONE;
		int n = poll(polled, list_polled(c, polled), LOOK_EVERY);
		if (n < 0 && errno != EINTR)
			return crew_broken(e, strerror(errno));
		end_stalled(c);
		if (c->options.waiting)
			c->options.waiting(c->options.waiter);
		if (n > 0)
			end = hear(c, polled, slot, e);
	}
	hand_out(c); /* the others go on while this block is written */
	return end;
}

enum crew_end forked_start(struct crew *c, tsl_error *e)
{
	bool good = spawn(c, &c->feeder, SPAWN_FEEDER);
	for (uint32_t i = 0; good && i < c->options.workers; i++)
		good = spawn(c, &c->workers[i], i);
	return good ? CREW_GOES_ON : crew_broken(e, "cannot start the workers");
}

static void stop_member(struct member *m, bool kill_it)
{
	if (m->fd < 0)
		return;
	if (kill_it)
		kill(m->pid, SIGKILL);
	part_with(m);
}

/* All is done and written; what a plugin's close() does wrong is told, and no more. */
static void tell_end(struct crew *c, int status, bool over)
{
	const struct worker_state *state = &c->states[c->options.workers];
	char how[128], limit[64];
	if (!state->kind)
		return;
	if (over)
		snprintf(how, sizeof(how), "was %s",
			 limits_say_over(&c->options.pipeline->limits, limit, sizeof(limit)));
	else
		process_say_end(status, how, sizeof(how));
	fprintf(stderr, "teasel: the plugin %s broke down while it was closed: its process %s\n", state->document, how);
}

/* Closing the plugins may take as long as a document. */
static void end_zygote(struct crew *c)
{
	int status = 0, watch = process_watch(c->zygote);
	struct pollfd polled = { .fd = watch, .events = POLLIN };
	uint64_t waited = 0, before = process_time(c->zygote);
	bool over = false;
	close(c->zygote_fd);
	while (!over && watch >= 0 && poll(&polled, 1, LOOK_EVERY) <= 0) {
		waited += LOOK_EVERY;
		over = limits_are_over(&c->options.pipeline->limits, process_time(c->zygote) - before, waited);
	}
	if (over)
		kill(c->zygote, SIGKILL);
	if (watch >= 0)
		close(watch);
	waitpid(c->zygote, &status, 0);
	tell_end(c, status, over);
}

void forked_release(struct crew *c)
{
	bool busy = !c->fed || !is_idle(c); /* an end before its time: do not wait for what they are at */
	for (size_t i = 0; i < CREW_MOST_WORKERS; i++)
		stop_member(&c->workers[i], busy);
	stop_member(&c->feeder, busy);
	if (c->zygote > 0)
		end_zygote(c);
	else if (c->zygote_fd >= 0)
		close(c->zygote_fd);
}
