/*
 * memory.c: a library that is loaded before the C library and lets allocations of the program fail.
 *
 * TEASEL_MEMORY_FAULT is ROLE:N or ROLE:N+. The N-th allocation (from 1) of a process of that role fails, with + all
 * from the N-th on, whoever asks: the program, a plugin, a library they use, or the C library. Allocations are counted
 * from the start of the process. ROLE is `main` (the program that was started), `zygote` (its child), `feeder` and
 * `worker` (the first child of that, and all others, theirs included). N is 0 to let none fail.
 *
 * TEASEL_MEMORY_MARK names a file of at least sizeof(struct memory_mark) bytes, to which all processes write what
 * happened, in the form of memory_mark.h.
 */
#include "memory_mark.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The C library's own, behind the names that this library takes. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *at, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *at);

static const char *const role_names[] = { "main", "zygote", "feeder", "worker" };

static struct {
	struct memory_mark *mark; /* NULL: count nothing, let nothing fail */
	enum memory_role role, failing;
	long first; /* the allocation that fails; 0: none */
	bool on;    /* and all behind it */
	long count, live, forks;
} plan;

/* ---- processes ---- */

static void count_fork(void)
{
	plan.forks++;
}

static void become_child(void)
{
	if (plan.role == MEMORY_MAIN)
		plan.role = MEMORY_ZYGOTE;
	else if (plan.role == MEMORY_ZYGOTE)
		plan.role = plan.forks ? MEMORY_WORKER : MEMORY_FEEDER;
	plan.forks = plan.count = 0;
}

/* The system's own way of ending the process follows, as the signal comes again. */
static void note_crash(int number)
{
	plan.mark->crashed = number;
}

static void watch_for_crashes(void)
{
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };
	struct sigaction action = { .sa_handler = note_crash, .sa_flags = (int)SA_RESETHAND };
	for (size_t i = 0; i < sizeof(fatal) / sizeof(*fatal); i++)
		sigaction(fatal[i], &action, NULL);
}

static void read_plan(const char *fault)
{
	const char *colon = strchr(fault, ':');
	for (int i = 0; colon && i < 4; i++)
		if (!strncmp(fault, role_names[i], (size_t)(colon - fault)))
			plan.failing = (enum memory_role)i;
	plan.first = colon ? atol(colon + 1) : 0;
	plan.on = strchr(fault, '+') != NULL;
}

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("TEASEL_MEMORY_FAULT"), *path = getenv("TEASEL_MEMORY_MARK");
	int fd = fault && path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0)
		return;
	void *at = (void *)syscall(SYS_mmap, NULL, sizeof(*plan.mark), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return;
	read_plan(fault);
	pthread_atfork(NULL, count_fork, become_child);
	watch_for_crashes();
	plan.mark = at;
}

__attribute__((destructor)) static void end(void)
{
	if (plan.mark && plan.role == MEMORY_MAIN) {
		plan.mark->ended = 1;
		plan.mark->live = plan.live;
	}
}

/* ---- allocations ---- */

static bool fails(void)
{
	if (!plan.mark)
		return false;
	plan.count++;
	if (plan.mark->counted[plan.role] < plan.count)
		plan.mark->counted[plan.role] = plan.count;
	if (plan.role != plan.failing || !plan.first || plan.count < plan.first)
		return false;
	if (plan.count > plan.first && !plan.on)
		return false;
	plan.mark->hit = 1;
	errno = ENOMEM;
	return true;
}

static void *counted(void *at)
{
	plan.live += at != NULL;
	return at;
}

void *malloc(size_t size)
{
	return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : counted(__libc_calloc(n, size));
}

void *realloc(void *at, size_t size)
{
	if (fails())
		return NULL;
	void *to = __libc_realloc(at, size);
	plan.live += !at && to;
	plan.live -= at && !to && !size; /* it was freed */
	return to;
}

void *memalign(size_t alignment, size_t size)
{
	return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **to, size_t alignment, size_t size)
{
	int before = errno;
	void *at = memalign(alignment, size);
	errno = before;
	if (!at)
		return ENOMEM;
	*to = at;
	return 0;
}

void free(void *at)
{
	plan.live -= at != NULL;
	__libc_free(at);
}

void *mremap(void *at, size_t size, size_t wanted, int flags, ...)
{
	return fails() ? MAP_FAILED : (void *)syscall(SYS_mremap, at, size, wanted, flags, NULL);
}

void *mmap(void *where, size_t size, int rights, int flags, int fd, off_t offset)
{
	return fails() ? MAP_FAILED : (void *)syscall(SYS_mmap, where, size, rights, flags, fd, offset);
}
