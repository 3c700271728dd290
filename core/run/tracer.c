#include "run/tracer.h"

#include "base/memory.h"
#include "run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_EVERY 20 /* milliseconds between two looks at a child's clock */

/* What stands before a document's bytes in the pipe. `kept` is false where the record holds no document. */
struct parcel {
	uint64_t size; /* of the result and the bytes behind it */
	bool kept;
};

/* What the tracer learns of one child. */
struct child {
	pid_t pid;
	int pipe, watch; /* its bytes; readable when it has ended */
	str bytes;
	int status;      /* of waitpid() */
	bool over;       /* it was ended for the limit of time */
	uint64_t waited; /* looks at it */
};

/* ---- in the child ---- */

static void write_all(int fd, const void *at, size_t n)
{
	for (const char *from = at; n;) {
		ssize_t done = write(fd, from, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			_exit(1);
		from += done;
		n -= (size_t)done;
	}
}

static void announce(void *context, tsl_str id)
{
	const int *fd = context;
	uint64_t len = id.len;
	write_all(*fd, &len, sizeof(len));
	write_all(*fd, id.at, id.len);
}

static _Noreturn void child_main(struct worker *w, const struct sandbox *sandbox, struct slot *slot, uint64_t i, int fd)
{
	struct result *result = memory_get(slot->result_size);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!sandbox_enter(sandbox))
		_exit(1);
	w->named = announce;
	w->context = &fd;
	w->out.bytes.len = 0;
	struct parcel parcel = { .kept = worker_record(w, slot, i, result) };
	parcel.size = parcel.kept ? slot->result_size + w->out.bytes.len : 0;
	if (!w->doc.has_text)
		announce(&fd, (tsl_str){ "", 0 });
	write_all(fd, &parcel, sizeof(parcel));
	if (parcel.kept) {
		write_all(fd, result, slot->result_size);
		write_all(fd, w->out.bytes.at, w->out.bytes.len);
	}
	_exit(0);
}

/* ---- around it ---- */

static bool start(struct child *c, struct worker *w, const struct sandbox *sandbox, struct slot *slot, uint64_t i)
{
	int fds[2];
	*c = (struct child){ .pipe = -1, .watch = -1 };
	if (pipe2(fds, O_CLOEXEC))
		return false;
	c->pid = fork();
	if (c->pid == 0) {
		close(fds[0]);
		child_main(w, sandbox, slot, i, fds[1]);
	}
	close(fds[1]);
	c->pipe = fds[0];
	fcntl(c->pipe, F_SETFL, O_NONBLOCK);
	c->watch = c->pid < 0 ? -1 : process_watch(c->pid);
	return c->watch >= 0;
}

/* Takes what is in the pipe; false where there is nothing more for now, or for good. */
static bool drain(struct child *c)
{
	char *to = str_room(&c->bytes, 1 << 16);
	if (!to)
		memory_out();
	ssize_t n = read(c->pipe, to, 1 << 16);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	c->bytes.len += (size_t)n;
	return true;
}

/* Until it has ended. A process that the child may have left behind goes with it. */
static void follow(struct child *c, const struct limits *limits)
{
	struct pollfd polled[] = { { .fd = c->watch, .events = POLLIN }, { .fd = c->pipe, .events = POLLIN } };
	while (!polled[0].revents) {
		int n = poll(polled, 2, LOOK_EVERY);
		if (n < 0 && errno != EINTR)
			break;
		if (n == 0)
			c->waited += LOOK_EVERY;
		if (n > 0 && polled[1].revents && !drain(c))
			polled[1].fd = -1; /* closed; it may still live */
		if (!polled[0].revents && limits_are_over(limits, process_time(c->pid), c->waited)) {
			c->over = true;
			kill(c->pid, SIGKILL);
			poll(polled, 1, -1);
		}
	}
	kill(-c->pid, SIGKILL);
	while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
		;
	while (drain(c))
		;
}

static void end(struct child *c)
{
	if (c->pipe >= 0)
		close(c->pipe);
	if (c->watch >= 0)
		close(c->watch);
	str_release(&c->bytes);
}

/* The id that a child announced; at == NULL where it did not come to that. */
static tsl_str announced(const struct child *c, size_t *behind)
{
	uint64_t len = 0;
	*behind = 0;
	if (c->bytes.len < sizeof(len))
		return (tsl_str){ 0 };
	memcpy(&len, c->bytes.at, sizeof(len));
	if (len > c->bytes.len - sizeof(len))
		return (tsl_str){ 0 };
	*behind = sizeof(len) + len;
	return (tsl_str){ len ? c->bytes.at + sizeof(len) : NULL, len };
}

/* A child that ended well has said all of what it had to say. */
static bool is_whole(const struct child *c, const struct slot *slot, uint64_t i, size_t at, struct parcel *parcel)
{
	if (c->over || !WIFEXITED(c->status) || WEXITSTATUS(c->status) || c->bytes.len - at < sizeof(*parcel))
		return false;
	memcpy(parcel, c->bytes.at + at, sizeof(*parcel));
	if (parcel->size != c->bytes.len - at - sizeof(*parcel))
		return false;
	if (!parcel->kept)
		return !parcel->size;
	struct result *r = memory_get(slot->result_size);
	bool good = parcel->size >= slot->result_size;
	if (good)
		memcpy(r, c->bytes.at + at + sizeof(*parcel), slot->result_size);
	good = good && r->record == i && !r->at && r->len == parcel->size - slot->result_size &&
	       result_is_sound(slot, r, r->len);
	free(r);
	return good;
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
	*r = (struct result){ .record = (uint32_t)i, .status = TSL_FAILED, .has_id = id.at, .at = slot->head->n_out };
	r->id_len = (uint32_t)id.len;
	r->file_len = (uint32_t)strlen(file);
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
	str line = { 0 };
	worker_put_record(w->plan, record, id, worker_label(w->plan, w->state), cause, &line);
	append(slot, line.at, line.len);
	str_release(&line);
	r->len = slot->head->n_out - r->at;
}

static void trace(struct worker *w, const struct sandbox *sandbox, struct slot *slot, uint64_t i)
{
	struct child child;
	struct parcel parcel;
	size_t at;
	w->state->kind = 0;
	w->state->damage[0] = 0;
	if (!start(&child, w, sandbox, slot, i))
		_exit(1);
	follow(&child, &w->plan->pipeline->limits);
	tsl_str id = announced(&child, &at);
	if (!is_whole(&child, slot, i, at, &parcel))
		blame(w, slot, i, &child, id);
	else if (parcel.kept)
		keep(slot, child.bytes.at + at + sizeof(parcel), parcel.size);
	end(&child);
}

void tracer_run(struct worker *w, const struct sandbox *sandbox, struct slot *slot)
{
	struct slot_head *head = slot->head;
	region_room(&slot->bytes, head->n_bytes);
	head->n_results = head->n_out = 0;
	for (uint64_t i = 0; i < head->n_records; i++)
		trace(w, sandbox, slot, i);
	w->state->kind = 0;
}
