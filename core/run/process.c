#include "run/process.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int process_watch(pid_t pid)
{
	return (int)syscall(SYS_pidfd_open, pid, 0);
}

uint64_t process_time(pid_t pid)
{
	clockid_t clock;
	struct timespec t;
	if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &t))
		return 0;
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

const char *process_say_end(int wait_status, char *to, size_t size)
{
	const char *name = WIFSIGNALED(wait_status) ? sigabbrev_np(WTERMSIG(wait_status)) : NULL;
	if (WIFSIGNALED(wait_status) && WTERMSIG(wait_status) == SIGSYS)
		snprintf(to, size, "was killed by SIGSYS: it asked the system for a file, a process or the network");
	else if (WIFSIGNALED(wait_status))
		snprintf(to, size, "was killed by SIG%s", name ? name : "?");
	else
		snprintf(to, size, "ended with exit code %d", WEXITSTATUS(wait_status));
	return to;
}
