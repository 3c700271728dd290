#include "run/sandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The sanitizers' own runtime reads files and starts processes. */
#ifdef __has_feature
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* What memory, time, arithmetic and the way back to the coordinator take. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(sendmsg),
	SCMP_SYS(recvmsg),
	SCMP_SYS(sendto),
	SCMP_SYS(recvfrom),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(close),
	SCMP_SYS(dup),
	SCMP_SYS(dup2),
	SCMP_SYS(dup3),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(lseek),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fallocate),
	SCMP_SYS(mmap),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(mprotect),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(pause),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getppid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getrusage),
	SCMP_SYS(prlimit64),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(tgkill),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* What ends the process: all that reaches files, other processes or the network. Anything else is answered with EPERM.
 */
static const int deadly[] = {
	SCMP_SYS(open),      SCMP_SYS(openat),
	SCMP_SYS(openat2),   SCMP_SYS(creat),
	SCMP_SYS(unlink),    SCMP_SYS(unlinkat),
	SCMP_SYS(rename),    SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),   SCMP_SYS(socket),
	SCMP_SYS(connect),   SCMP_SYS(bind),
	SCMP_SYS(execve),    SCMP_SYS(execveat),
	SCMP_SYS(fork),      SCMP_SYS(vfork),
	SCMP_SYS(clone),     SCMP_SYS(ptrace),
	SCMP_SYS(kill),      SCMP_SYS(process_vm_writev),
};

static int landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return v < 0 ? 0 : (int)v;
}

struct sandbox_kinds sandbox_probe(void)
{
	struct sandbox_kinds kinds = { .landlock = landlock_version() };
	kinds.seccomp = !SANITIZED && prctl(PR_GET_SECCOMP) >= 0;
	return kinds;
}

/* A ruleset that handles all access to files and allows none. */
static bool close_files(void)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
	int fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (fd < 0)
		return false;
	bool good = !syscall(SYS_landlock_restrict_self, fd, 0);
	close(fd);
	return good;
}

static bool close_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = filter;
	for (size_t i = 0; good && i < sizeof(allowed) / sizeof(*allowed); i++)
		good = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; good && i < sizeof(deadly) / sizeof(*deadly); i++)
		good = !seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
	/* The C library goes on to clone() where it hears this. */
	good = good && !seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	good = good && !seccomp_load(filter);
	seccomp_release(filter);
	return good;
}

/* Pages of address space that the process has. */
static uint64_t pages(void)
{
	unsigned long n = 0;
	FILE *from = fopen("/proc/self/statm", "re");
	if (!from)
		return 0;
	if (fscanf(from, "%lu", &n) != 1)
		n = 0;
	fclose(from);
	return n;
}

static void limit_memory(int64_t memory)
{
	uint64_t now = pages() * (uint64_t)sysconf(_SC_PAGESIZE);
	struct rlimit limit = { 0 };
	if (!now || SANITIZED || getrlimit(RLIMIT_AS, &limit))
		return;
	if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < now + (uint64_t)memory)
		return;
	limit.rlim_cur = now + (uint64_t)memory;
	setrlimit(RLIMIT_AS, &limit);
}

bool sandbox_enter(const struct sandbox *s)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	dup2(STDERR_FILENO, STDOUT_FILENO);
	if (s->memory)
		limit_memory(s->memory);
	if (!s->wanted)
		return true;
	struct sandbox_kinds kinds = sandbox_probe();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return false;
	return (!kinds.landlock || close_files()) && (!kinds.seccomp || close_calls());
}
