/*
 * faults.c: a library that is loaded before the C library and lets one call of the program fail.
 *
 * TEASEL_FAULT is KIND:N, and the N-th call (from 1) that changes a file, of the process that was started, is met by
 * KIND: `kill` ends its process group before the call is made, `EIO` and `ENOSPC` let it fail, `short` lets a write
 * take one byte only; `read` is for the N-th large read of a file in whatever process, which fails with EIO. Calls that
 * speak to other processes or to a terminal do not count. When it has happened, the file that TEASEL_FAULT_MARK names
 * is there.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum fault { NO_FAULT, FAULT_KILL, FAULT_EIO, FAULT_ENOSPC, FAULT_SHORT, FAULT_READ };

static struct {
	enum fault kind;
	long left;
	pid_t pid;
} plan;

__attribute__((constructor)) static void read_plan(void)
{
	static const char *const names[] = { "", "kill:", "EIO:", "ENOSPC:", "short:", "read:" };
	const char *fault = getenv("TEASEL_FAULT");
	for (int i = 1; fault && i < 6; i++)
		if (!strncmp(fault, names[i], strlen(names[i]))) {
			plan.kind = (enum fault)i;
			plan.left = atol(fault + strlen(names[i]));
			plan.pid = getpid();
		}
}

static void leave_mark(void)
{
	const char *path = getenv("TEASEL_FAULT_MARK");
	long fd = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT, 0600) : -1;
	if (fd >= 0)
		syscall(SYS_close, fd);
}

/* What is to happen at this call. */
static enum fault meet(void)
{
	if (plan.kind == NO_FAULT || plan.kind == FAULT_READ || getpid() != plan.pid || --plan.left)
		return NO_FAULT;
	leave_mark();
	if (plan.kind == FAULT_KILL) {
		kill(0, SIGKILL);
		for (;;)
			pause();
	}
	errno = plan.kind == FAULT_EIO ? EIO : ENOSPC;
	return plan.kind;
}

static bool is_file(int fd)
{
	struct stat st;
	return !fstat(fd, &st) && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

/* The next one behind this library; a function has no portable way out of a void *. */
#define NEXT(name)                                     \
	static __typeof__(&name) next;                 \
	if (!next) {                                   \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&next, &found, sizeof(next));   \
	}

ssize_t write(int fd, const void *at, size_t n)
{
	NEXT(write)
	enum fault f = is_file(fd) ? meet() : NO_FAULT;
	if (f == NO_FAULT)
		return next(fd, at, n);
	return f == FAULT_SHORT ? next(fd, at, n ? 1 : 0) : -1;
}

ssize_t writev(int fd, const struct iovec *at, int n)
{
	NEXT(writev)
	enum fault f = is_file(fd) ? meet() : NO_FAULT;
	if (f == NO_FAULT)
		return next(fd, at, n);
	return f == FAULT_SHORT ? write(fd, at->iov_base, 1) : -1;
}

#define LARGE ((size_t)128 << 10) /* bytes: an input, and not a plugin or a pipeline */

ssize_t read(int fd, void *to, size_t n)
{
	NEXT(read)
	if (plan.kind != FAULT_READ || n < LARGE || !is_file(fd) || --plan.left)
		return next(fd, to, n);
	errno = EIO;
	return -1;
}

int fsync(int fd)
{
	NEXT(fsync)
	enum fault f = meet();
	return f == NO_FAULT || f == FAULT_SHORT ? next(fd) : -1;
}

int ftruncate(int fd, off_t size)
{
	NEXT(ftruncate)
	enum fault f = is_file(fd) && fcntl(fd, F_GET_SEALS) < 0 ? meet() : NO_FAULT;
	return f == NO_FAULT || f == FAULT_SHORT ? next(fd, size) : -1;
}

int rename(const char *from, const char *to)
{
	NEXT(rename)
	enum fault f = meet();
	return f == NO_FAULT || f == FAULT_SHORT ? next(from, to) : -1;
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	NEXT(renameat2)
	enum fault f = meet();
	return f == NO_FAULT || f == FAULT_SHORT ? next(a, from, b, to, flags) : -1;
}

int mkdir(const char *path, mode_t mode)
{
	NEXT(mkdir)
	enum fault f = meet();
	return f == NO_FAULT || f == FAULT_SHORT ? next(path, mode) : -1;
}

int open(const char *path, int flags, ...)
{
	NEXT(open)
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	enum fault f = flags & (O_CREAT | O_RDWR) ? meet() : NO_FAULT;
	return f == NO_FAULT || f == FAULT_SHORT ? next(path, flags, mode) : -1;
}

int remove(const char *path)
{
	NEXT(remove)
	enum fault f = meet();
	return f == NO_FAULT || f == FAULT_SHORT ? next(path) : -1;
}
