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

/* What a child leaves behind, in memory that it shares with the tracer: the document's id, then, where it was kept, its
 * result and the bytes behind that. No descriptor is between them that a plugin could close or write to. */
struct basket {
	uint64_t named, done, kept; /* 1: yes. done: it came to its end; kept: the record holds a document */
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
	uint64_t waited; /* milliseconds in which nothing was heard */
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

static _Noreturn void child_main(struct tracer *t, uint64_t i)
{
	struct worker *w = t->worker;
	struct slot *slot = t->slot;
	struct result *result = t->result;
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(t->channel);
	if (!sandbox_enter(t->sandbox))
		_exit(1);
	w->named = announce;
	w->context = t;
	enum record_end end = worker_record(w, slot, i, result);
	if (end == RECORD_NO_MEMORY)
		end_without_memory(w);
	bool kept = end == RECORD_DONE;
	uint64_t size = kept ? slot->result_size + w->out.bytes.len : 0;
	struct basket *b = basket_grown(t, basket_grown(t, 0)->id_len + size);
	if (kept) {
		memcpy(b->bytes + b->id_len, result, slot->result_size);
		memcpy(b->bytes + b->id_len + slot->result_size, w->out.bytes.at ? w->out.bytes.at : "",
		       w->out.bytes.len);
	}
	b->size = size;
	b->kept = kept;
	b->done = 1;
	_exit(0);
}

/* ---- around it ---- */

static bool start(struct tracer *t, struct child *c, uint64_t i)
{
	*c = (struct child){ .watch = -1 };
	*basket_room(&t->basket, 0) = (struct basket){ 0 };
	c->pid = fork();
	if (c->pid == 0)
		child_main(t, i);
	c->watch = c->pid < 0 ? -1 : process_watch(c->pid);
	return c->watch >= 0;
}

/* Until it has ended. A process that the child may have left behind goes with it. */
static void follow(struct child *c, const struct limits *limits)
{
	struct pollfd polled = { .fd = c->watch, .events = POLLIN };
	while (!polled.revents) {
		int n = poll(&polled, 1, LOOK_EVERY);
		if (n < 0 && errno != EINTR)
			break;
		c->waited += n == 0 ? LOOK_EVERY : 0;
		if (n == 0 && limits_are_over(limits, process_time(c->pid), c->waited)) {
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

/* A child that ended well has left all of what it was asked for. */
static bool is_whole(const struct tracer *t, const struct child *c, uint64_t i, const struct basket *b, size_t room)
{
	const struct slot *slot = t->slot;
	if (c->over || !WIFEXITED(c->status) || WEXITSTATUS(c->status) || b->done != 1)
		return false;
	if (b->id_len > room || b->size > room - b->id_len)
		return false;
	if (b->kept != 1)
		return !b->kept && !b->size;
	if (b->size < slot->result_size)
		return false;
	struct result *r = t->result;
	memcpy(r, b->bytes + b->id_len, slot->result_size);
	return r->record == i && !r->at && r->len == b->size - slot->result_size && result_is_sound(slot, r, r->len);
}

/* ---- results ---- */

static void append(struct slot *slot, const char *at, size_t n)
{
	char *to = region_room(&slot->out, slot->head->n_out + n);
	if (n)
		memcpy(to + slot->head->n_out, at, n);
	slot->head->n_out += n;
}

static void keep(struct slot *slot, const char *at, size_t n)
{
	struct result *r = slot_result(slot, slot->head->n_results++);
	memcpy(r, at, slot->result_size);
	r->at = slot->head->n_out;
	append(slot, at + slot->result_size, n - slot->result_size);
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

static void trace(struct tracer *t, uint64_t i)
{
	struct child child;
	struct worker *w = t->worker;
	w->state->kind = 0;
	w->state->damage[0] = 0;
	if (!start(t, &child, i))
		_exit(1);
	follow(&child, &w->plan->pipeline->limits);
	region_renew(&t->basket);
	const struct basket *b = basket_room(&t->basket, 0);
	if (!is_whole(t, &child, i, b, t->basket.mapped - sizeof(*b)))
		blame(w, t->slot, i, &child, announced(&t->basket));
	else if (b->kept)
		keep(t->slot, b->bytes + b->id_len, b->size);
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
	for (uint64_t i = 0; i < head->n_records; i++)
		trace(&t, i);
	w->state->kind = 0;
	region_release(&t.basket);
	free(t.result);
}
