#include "run/sandbox.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
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
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(tgkill),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
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

static bool add_rules(scmp_filter_ctx filter)
{
	bool good = filter;
	for (size_t i = 0; good && i < sizeof(allowed) / sizeof(*allowed); i++)
		good = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; good && i < sizeof(deadly) / sizeof(*deadly); i++)
		good = !seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
	/* A limit may be asked for, not set: it would stay for the documents that come after. */
	good = good && !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0, 0));
	/* The C library goes on to clone() where it hears this. */
	return good && !seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

/* Takes what was written to a file. */
static bool take_filter(struct sandbox *s, int fd)
{
	struct stat st;
	if (fd < 0 || fstat(fd, &st))
		return false;
	s->filter = memory_get((size_t)st.st_size);
	s->n_filter = (unsigned short)((size_t)st.st_size / sizeof(*s->filter));
	return pread(fd, s->filter, (size_t)st.st_size, 0) == st.st_size;
}

bool sandbox_prepare(struct sandbox *s)
{
	if (!s->wanted || !sandbox_probe().seccomp)
		return true;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int fd = memfd_create("filter", MFD_CLOEXEC);
	bool good = add_rules(filter) && fd >= 0 && !seccomp_export_bpf(filter, fd) && take_filter(s, fd);
	seccomp_release(filter);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool set_filter(struct sock_filter *filter, unsigned short n)
{
	struct sock_fprog program = { n, filter };
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* A process may send signals to itself alone. Which it is, the other filter does not know. */
static bool close_calls(const struct sandbox *s)
{
	struct sock_filter own[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	return set_filter(own, sizeof(own) / sizeof(*own)) && set_filter(s->filter, s->n_filter);
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

/* What comes in there is the feeder's to read. */
static void close_standard_input(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
		close(STDIN_FILENO);
	if (fd > STDIN_FILENO)
		close(fd);
}

bool sandbox_enter(const struct sandbox *s)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	close_standard_input();
	dup2(STDERR_FILENO, STDOUT_FILENO);
	if (s->memory)
		limit_memory(s->memory);
	if (!s->wanted)
		return true;
	struct sandbox_kinds kinds = sandbox_probe();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return false;
	return (!kinds.landlock || close_files()) && (!s->filter || close_calls(s));
}
