#include "run/tracer.h"

#include "base/memory.h"
#include "run/process.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_EVERY 20 /* milliseconds between two looks at a child's clock */

/* What a child leaves behind, in memory that it shares with the tracer: the id of its one document, then the results,
 * each with its bytes behind it. No descriptor is between them that a plugin could close or write to. */
struct basket {
	uint64_t named, done; /* 1: yes. done: it came to its end */
	uint64_t kept;        /* results */
	uint64_t id_len, size;
	char bytes[];
};

#define BASKET_ROOM \
	((size_t)1 << 20) /* beyond it a child needs its descriptors; what is not written to costs nothing */

struct tracer {
	struct worker *worker; /* whose chain the children run */
	const struct sandbox *sandbox;
	struct slot *slot;
	struct region basket;
	struct result *result; /* room for one */
	int channel;           /* to the coordinator: not a child's to write to */
};

/* What the tracer learns of one child. */
struct child {
	pid_t pid;
	int watch;       /* readable when it has ended */
	int status;      /* of waitpid() */
	bool over;       /* it was ended for the limit of time */
	uint64_t waited; /* milliseconds in which nothing was heard of the document at hand */
	/* How many it has begun, and its CPU time when it was seen to begin the last of them, in nanoseconds. */
	uint64_t begun, before;
};

static struct basket *basket_room(struct region *r, uint64_t bytes)
{
	return (struct basket *)region_room(r, sizeof(struct basket) + bytes);
}

/* ---- in the child ---- */

static _Noreturn void end_without_memory(struct worker *w)
{
	snprintf(w->state->damage, sizeof(w->state->damage), "out of memory");
	_exit(WORKER_EXIT_DAMAGED);
}

static struct basket *basket_grown(struct tracer *t, uint64_t bytes)
{
	struct basket *b = region_try(&t->basket, sizeof(*b) + bytes);
	if (!b)
		end_without_memory(t->worker);
	return b;
}

static void announce(void *context, tsl_str id)
{
	struct basket *b = basket_grown(context, id.len);
	memcpy(b->bytes, id.at, id.len);
	b->id_len = id.len;
	b->named = 1;
}

static void put(struct tracer *t)
{
	const str *out = &t->worker->out.bytes;
	size_t head = t->slot->result_size;
	struct basket *b = basket_grown(t, 0);
	uint64_t at = b->id_len + b->size;
	b = basket_grown(t, at + head + out->len);
	memcpy(b->bytes + at, t->result, head);
	memcpy(b->bytes + at + head, out->at ? out->at : "", out->len);
	b->size += head + out->len;
	b->kept++;
}

static _Noreturn void child_main(struct tracer *t, uint64_t first, uint64_t n)
{
	struct worker *w = t->worker;
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(t->channel);
	if (!sandbox_enter(t->sandbox))
		_exit(1);
	w->named = n == 1 ? announce : NULL;
	w->context = t;
	for (uint64_t i = first; i < first + n; i++) {
		enum record_end end = worker_record(w, t->slot, i, t->result);
		if (end == RECORD_NO_MEMORY)
			end_without_memory(w);
		if (end == RECORD_DONE)
			put(t);
	}
	basket_grown(t, 0)->done = 1;
	_exit(0);
}

/* ---- around it ---- */

static bool start(struct tracer *t, struct child *c, uint64_t first, uint64_t n)
{
	*c = (struct child){ .watch = -1 };
	*basket_room(&t->basket, 0) = (struct basket){ 0 };
	c->pid = fork();
	if (c->pid == 0)
		child_main(t, first, n);
	c->watch = c->pid < 0 ? -1 : process_watch(c->pid);
	return c->watch >= 0;
}

/* Whether the document at hand takes too long; each has the time that one may take. */
static bool is_over(struct child *c, const struct worker_state *state, const struct limits *limits, uint64_t n)
{
	uint64_t cpu = process_time(c->pid), begun = state->documents;
	if (begun > c->begun && begun <= n) { /* what a damaged child says buys it no more than that */
		c->begun = begun;
		c->before = cpu;
		c->waited = 0;
	}
	c->waited += LOOK_EVERY;
	return limits_are_over(limits, cpu - c->before, c->waited);
}

/* Until it has ended. A process that the child may have left behind goes with it. */
static void follow(struct child *c, const struct worker_state *state, const struct limits *limits, uint64_t records)
{
	struct pollfd polled = { .fd = c->watch, .events = POLLIN };
	while (!polled.revents) {
		int n = poll(&polled, 1, LOOK_EVERY);
		if (n < 0 && errno != EINTR)
			break;
		if (n == 0 && is_over(c, state, limits, records)) {
			c->over = true;
			kill(c->pid, SIGKILL);
			poll(&polled, 1, -1);
		}
	}
	kill(-c->pid, SIGKILL);
	while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
		;
	close(c->watch);
}

/* The id that a child announced; at == NULL where it did not come to that. */
static tsl_str announced(struct region *region)
{
	const struct basket *b = basket_room(region, 0);
	bool sound = b->named && b->id_len <= region->mapped - sizeof(*b);
	return sound ? (tsl_str){ b->bytes, b->id_len } : (tsl_str){ 0 };
}

/* The result at `at`, of `left` bytes, copied to where it can be read: false where it is not of a record from `next`
 * on and before `end`. */
static bool take_result(const struct tracer *t, const char *at, uint64_t left, uint64_t next, uint64_t end)
{
	struct result *r = t->result;
	size_t head = t->slot->result_size;
	if (left < head)
		return false;
	memcpy(r, at, head);
	return r->record >= next && r->record < end && !r->at && r->len <= left - head &&
	       result_is_sound(t->slot, r, r->len);
}

/* A child that ended well has left all of what it was asked for: of n records from `first` on. */
static bool is_whole(const struct tracer *t, const struct child *c, uint64_t first, uint64_t n, const struct basket *b,
		     size_t room)
{
	if (c->over || !WIFEXITED(c->status) || WEXITSTATUS(c->status) || b->done != 1)
		return false;
	if (b->id_len > room || b->size > room - b->id_len || b->kept > n)
		return false;
	const char *at = b->bytes + b->id_len;
	uint64_t left = b->size, next = first;
	for (uint64_t k = 0; k < b->kept; k++) {
		if (!take_result(t, at, left, next, first + n))
			return false;
		uint64_t size = t->slot->result_size + t->result->len;
		next = t->result->record + 1;
		at += size;
		left -= size;
	}
	return !left;
}

/* ---- results ---- */

static void append(struct slot *slot, const char *at, size_t n)
{
	char *to = region_room(&slot->out, slot->head->n_out + n);
	if (n)
		memcpy(to + slot->head->n_out, at, n);
	slot->head->n_out += n;
}

static void keep(struct slot *slot, const struct basket *b)
{
	const char *at = b->bytes + b->id_len;
	for (uint64_t k = 0; k < b->kept; k++) {
		struct result *r = slot_result(slot, slot->head->n_results++);
		memcpy(r, at, slot->result_size);
		r->at = slot->head->n_out;
		append(slot, at + slot->result_size, r->len);
		at += slot->result_size + r->len;
	}
}

static void blame(struct worker *w, struct slot *slot, uint64_t i, const struct child *c, tsl_str id)
{
	char cause[256];
	struct result *r = slot_result(slot, slot->head->n_results++);
	const struct record *record = slot_record(slot, i);
	const char *file = w->plan->files.list[record->file].name;
	memset(r, 0, slot->result_size);
	*r = (struct result){
		.record = (uint32_t)i, .status = TSL_FAILED, .has_id = id.at != NULL, .at = slot->head->n_out
	};
	r->id_len = (uint32_t)id.len;
	r->file_len = (uint32_t)strlen(file);
	r->reader = w->plan->files.list[record->file].reader;
	r->no_row = worker_lacks_row(w->plan, record, id);
	if (r->has_id)
		r->id = hash_bytes128(id.at, id.len);
	append(slot, id.at, id.len);
	append(slot, file, r->file_len);
	if (c->over)
		limits_say_over(&w->plan->pipeline->limits, cause, sizeof(cause));
	else if (w->state->damage[0])
		snprintf(cause, sizeof(cause), "%s", w->state->damage);
	else
		process_say_end(c->status, cause, sizeof(cause));
	str line = STR_NEEDED;
	worker_put_record(w->plan, record, id, worker_label(w->plan, w->state), cause, &line);
	append(slot, line.at, line.len);
	str_release(&line);
	r->len = slot->head->n_out - r->at;
}

/* Has a child do n records from `first` on. False, with nothing kept, where it broke down. */
static bool try(struct tracer *t, struct child *child, uint64_t first, uint64_t n)
{
	struct worker *w = t->worker;
	w->state->kind = 0;
	w->state->documents = w->state->record = 0;
	w->state->damage[0] = 0;
	if (!start(t, child, first, n))
		_exit(1);
	follow(child, w->state, &w->plan->pipeline->limits, n);
	region_renew(&t->basket);
	const struct basket *b = basket_room(&t->basket, 0);
	if (!is_whole(t, child, first, n, b, t->basket.mapped - sizeof(*b)))
		return false;
	keep(t->slot, b);
	return true;
}

/* By halves, where nothing is known of which it may be. */
static void search(struct tracer *t, uint64_t first, uint64_t n)
{
	struct child child;
	if (!n || try(t, &child, first, n))
		return;
	if (n == 1) {
		blame(t->worker, t->slot, first, &child, announced(&t->basket));
		return;
	}
	search(t, first, n / 2);
	search(t, first + n / 2, n - n / 2);
}

/*
 * Most often the document that breaks a process is the one at which that breaks down, be it the worker or a child. So
 * it is tried alone, and those before it and those behind it without it; should those break a child too, it was not so.
 */
static void trace(struct tracer *t, uint64_t n)
{
	struct child child;
	const uint64_t *at = &t->worker->state->record;
	for (uint64_t first = 0; first < n;) {
		bool known = first == 0 && *at; /* where the worker was */
		if (!known && try(t, &child, first, n - first))
			return;
		uint64_t bad = *at > first && *at <= n ? *at - 1 : first + (n - first) / 2;
		search(t, first, bad - first);
		search(t, bad, 1);
		first = bad + 1;
	}
}

void tracer_run(struct worker *w, const struct sandbox *sandbox, int channel, struct slot *slot)
{
	struct slot_head *head = slot->head;
	struct tracer t = { .worker = w,
			    .sandbox = sandbox,
			    .slot = slot,
			    .result = memory_get(slot->result_size),
			    .channel = channel };
	region_init(&t.basket);
	basket_room(&t.basket, BASKET_ROOM);
	region_room(&slot->bytes, head->n_bytes);
	if (head->n_records)
		slot_record(slot, head->n_records - 1); /* mapped now, it is so in all children */
	malloc_trim(0);                                 /* what is done here need not be done in each child */
	head->n_results = head->n_out = 0;
	trace(&t, head->n_records);
	w->state->kind = 0;
	region_release(&t.basket);
	free(t.result);
}
