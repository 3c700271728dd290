/* processes.h: whether a program has left processes behind. Needs cmocka.h. */
#ifndef HOSTILE_PROCESSES_H
#define HOSTILE_PROCESSES_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the program leaves behind becomes a child of this process, which can tell that way. */
static inline bool adopt_processes(void)
{
	return !prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* A process that is still there is ended, so that the next test sees its own alone. */
static inline void assert_nobody_is_left(void)
{
	pid_t got;
	while ((got = waitpid(-1, NULL, WNOHANG)) > 0)
		;
	if (got < 0)
		return;
	char name[64], line[32];
	snprintf(name, sizeof(name), "/proc/self/task/%d/children", (int)getpid());
	FILE *from = fopen(name, "r");
	while (from && fscanf(from, "%31s", line) == 1)
		kill((pid_t)atoi(line), SIGKILL);
	if (from)
		fclose(from);
	while (waitpid(-1, NULL, 0) > 0)
		;
	fail_msg("a process is left");
}

#endif
