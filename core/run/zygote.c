#include "run/zygote.h"

#include "base/memory.h"
#include "run/feeder.h"
#include "run/tracer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- messages ---- */

static bool send_with(int fd, uint32_t kind, uint32_t value, int passed)
{
	struct message m = { kind, value };
	struct iovec part = { &m, sizeof(m) };
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	if (passed >= 0) {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control.room);
		struct cmsghdr *header = CMSG_FIRSTHDR(&msg);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &passed, sizeof(int));
	}
	ssize_t n;
	do
		n = sendmsg(fd, &msg, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n == sizeof(m);
}

bool message_send(int fd, uint32_t kind, uint32_t value)
{
	return send_with(fd, kind, value, -1);
}

bool message_receive(int fd, struct message *m, int *passed)
{
	struct iovec part = { m, sizeof(*m) };
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(int))];
	} control;
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	msg.msg_control = &control;
	msg.msg_controllen = sizeof(control.room);
	ssize_t n;
	do
		n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	struct cmsghdr *header = n > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
	if (passed)
		*passed = -1;
	if (passed && header && header->cmsg_type == SCM_RIGHTS)
		memcpy(passed, CMSG_DATA(header), sizeof(int));
	return n == sizeof(*m) && !(msg.msg_flags & MSG_TRUNC);
}

/* ---- children ---- */

static _Noreturn void feeder_main(const struct plan *plan, struct crew *c, int fd)
{
	struct feeder feeder;
	struct message m;
	struct stopwatch watch = timings_row(&c->timings, c->options.workers);
	feeder_init(&feeder, plan, c->start);
	while (message_receive(fd, &m, NULL)) {
		stopwatch_start(&watch);
		feeder_fill(&feeder, &c->slots.list[m.value]);
		stopwatch_enter(&watch, 0);
		if (!message_send(fd, MESSAGE_SLOT, m.value))
			break;
	}
	_exit(0);
}

/* What the feeder wrote stays as it is, so that a block can be run again. */
static void protect_records(struct slots *slots)
{
	for (size_t i = 0; i < slots->n; i++)
		slots->list[i].bytes.read_only = slots->list[i].records.read_only = true;
}

static _Noreturn void worker_main(const struct plan *plan, struct crew *c, uint32_t which, int fd)
{
	struct worker worker;
	struct message m;
	bool tracer = which & SPAWN_TRACER;
	which &= ~SPAWN_TRACER;
	protect_records(&c->slots);
	c->states[which].damage[0] = 0;
	worker_init(&worker, plan, &c->states[which], timings_row(&c->timings, which));
	worker.forked = true;
	struct sandbox sandbox = { .wanted = c->options.sandbox, .memory = plan->pipeline->limits.memory << 20 };
	if (!tracer && !sandbox_enter(&sandbox))
		_exit(1);
	while (message_receive(fd, &m, NULL)) {
		if (tracer)
			tracer_run(&worker, &sandbox, fd, &c->slots.list[m.value]);
		else
			worker_run(&worker, &c->slots.list[m.value]);
		if (!message_send(fd, MESSAGE_SLOT, m.value))
			break;
	}
	_exit(0);
}

/* Ends with its parent, whatever becomes of that; leaves Ctrl-C to the coordinator. */
static void settle_in(void)
{
	sigset_t none;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

struct zygote {
	struct plan plan;
	struct crew *crew; /* as it stood when it was opened */
	int fd;
	int children; /* the list of its processes, as it is whenever it is read */
};

static bool spawn(struct zygote *z, uint32_t which)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	pid_t pid = fork();
	if (pid < 0)
		return false;
	if (pid == 0) {
		settle_in();
		close(z->fd);
		close(z->children);
		close(pair[0]);
		if (which == SPAWN_FEEDER)
			feeder_main(&z->plan, z->crew, pair[1]);
		worker_main(&z->plan, z->crew, which, pair[1]);
	}
	close(pair[1]);
	bool good = send_with(z->fd, MESSAGE_SPAWNED, (uint32_t)pid, pair[0]);
	close(pair[0]);
	return good;
}

static bool reap(struct zygote *z, pid_t pid)
{
	int status = 0;
	waitpid(pid, &status, 0);
	return message_send(z->fd, MESSAGE_REAPED, (uint32_t)status);
}

/* Opened while files may still be. */
static int list_children(void)
{
	char name[64];
	snprintf(name, sizeof(name), "/proc/self/task/%d/children", (int)getpid());
	return open(name, O_RDONLY | O_CLOEXEC);
}

/* Also those that lost their parent and came to this process for it. Those for whom there is no room are next. */
static void kill_children(const struct zygote *z)
{
	char list[4096];
	ssize_t n = z->children < 0 ? 0 : pread(z->children, list, sizeof(list) - 1, 0);
	list[n > 0 ? n : 0] = 0;
	for (char *at = list, *end; strchr(at, ' '); at = end + 1) {
		kill((pid_t)strtol(at, &end, 10), SIGKILL);
	}
}

/* Their sockets are closed, or theirs who started them. Waiting also counts their time as ours. */
static void end_children(const struct zygote *z)
{
	do
		kill_children(z);
	while (wait(NULL) > 0 || errno != ECHILD);
}

static void serve(struct zygote *z)
{
	struct message m;
	bool good = true;
	while (good && message_receive(z->fd, &m, NULL))
		good = m.kind == MESSAGE_SPAWN ? spawn(z, m.value) : reap(z, (pid_t)m.value);
}

/* Which plugin's code is running while the plan is built, in case it crashes. */
static void entering(void *context, const char *label, const char *callback)
{
	struct worker_state *state = context;
	state->kind = *callback != 0;
	snprintf(state->document, sizeof(state->document), "`%s` (%s)", label, callback);
}

/* A plugin has as little to do outside when it gives back what it took as when it looks at a document. */
static void close_plugins(struct zygote *z)
{
	const struct crew_options *options = &z->crew->options;
	struct sandbox sandbox = { .wanted = options->sandbox };
	bool forks = !sandbox.wanted || !sandbox_probe().seccomp;
	if (!sandbox_enter(&sandbox))
		_exit(1);
	plan_release(&z->plan);
	pipeline_release(options->pipeline);
	if (forks)
		end_children(z);
}

_Noreturn void zygote_main(struct crew *crew, struct region *briefing, int fd)
{
	const struct crew_options *options = &crew->options;
	struct zygote z = { .crew = crew, .fd = fd, .children = list_children() };
	str text = STR_NEEDED;
	settle_in();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	dup2(STDERR_FILENO, STDOUT_FILENO); /* a plugin that speaks while it is opened does not speak in an output */
	z.plan.entering = entering;
	z.plan.context = &crew->states[options->workers];
	bool good = crew_build_plan(options, &z.plan, &text);
	struct stopwatch watch = timings_row(&crew->timings, options->workers + 1);
	if (watch.row)
		watch.row[0] = stopwatch_now();
	if (good) {
		memcpy(region_room(briefing, text.len + 1), text.at, text.len);
		message_send(fd, MESSAGE_READY, (uint32_t)text.len);
		serve(&z);
	} else {
		message_send(fd, MESSAGE_PROBLEMS, 0);
	}
	end_children(&z);
	str_release(&text);
	close_plugins(&z);
	_exit(0);
}
