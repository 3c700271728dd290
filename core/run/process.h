/* process.h: what one process can tell of another that it may not trust. */
#ifndef RUN_PROCESS_H
#define RUN_PROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A descriptor that is readable once the process has ended, whoever still holds its pipes and sockets; -1 on failure.
 */
int process_watch(pid_t pid);

/* Nanoseconds of CPU time it has used, or 0 where it is gone. */
uint64_t process_time(pid_t pid);

/* "was killed by SIGSEGV", "ended with exit code 3". */
const char *process_say_end(int wait_status, char *to, size_t size);

#endif
