#include "run/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
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

/* Calls have other numbers on other machines; on one that is not named here, they stay open. */
#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#else
#define ARCHITECTURE 0
#endif

/* What memory, time, arithmetic and the way back to the coordinator take. */
static const uint32_t allowed[] = {
	SYS_read,
	SYS_write,
	SYS_readv,
	SYS_writev,
	SYS_sendmsg,
	SYS_recvmsg,
	SYS_sendto,
	SYS_recvfrom,
	SYS_ppoll,
	SYS_close,
	SYS_dup,
	SYS_dup3,
	SYS_fstat,
	SYS_newfstatat,
	SYS_lseek,
	SYS_ftruncate,
	SYS_fallocate,
	SYS_mmap,
	SYS_munmap,
	SYS_mremap,
	SYS_mprotect,
	SYS_madvise,
	SYS_brk,
	SYS_futex,
	SYS_clock_gettime,
	SYS_clock_getres,
	SYS_gettimeofday,
	SYS_nanosleep,
	SYS_clock_nanosleep,
	SYS_getpid,
	SYS_gettid,
	SYS_getppid,
	SYS_getuid,
	SYS_geteuid,
	SYS_getrandom,
	SYS_getrusage,
	SYS_sched_yield,
	SYS_sched_getaffinity,
	SYS_sysinfo,
	SYS_uname,
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_rt_sigreturn,
	SYS_sigaltstack,
	SYS_restart_syscall,
	SYS_set_robust_list,
	SYS_rseq,
	SYS_exit,
	SYS_exit_group,
#ifdef SYS_open /* newer machines do without these */
	SYS_poll,
	SYS_dup2,
	SYS_time,
	SYS_pause,
#endif
};

/* What ends the process: all that reaches files, other processes or the network. Anything else is answered with EPERM.
 */
static const uint32_t deadly[] = {
	SYS_openat, SYS_openat2, SYS_unlinkat, SYS_renameat2, SYS_mkdirat,  SYS_socket, SYS_connect,
	SYS_bind,   SYS_execve,  SYS_execveat, SYS_clone,     SYS_ptrace,   SYS_kill,   SYS_process_vm_writev,
#ifdef SYS_open /* newer machines do without these */
	SYS_open,   SYS_creat,   SYS_unlink,   SYS_rename,    SYS_renameat, SYS_mkdir,  SYS_fork,
	SYS_vfork,
#endif
};

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static int landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return v < 0 ? 0 : (int)v;
}

struct sandbox_kinds sandbox_probe(void)
{
	struct sandbox_kinds kinds = { .landlock = landlock_version() };
	kinds.seccomp = ARCHITECTURE && !SANITIZED && prctl(PR_GET_SECCOMP) >= 0;
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

/* ---- which calls are answered ---- */

/*
 * A program for the kernel: 2 for each call of the lists, and less than 32 around them. It is put together here, as it
 * takes no allocation that can fail.
 */
struct filter {
	struct sock_filter list[2 * (COUNT(allowed) + COUNT(deadly)) + 32];
	unsigned short n;
};

static void add(struct filter *f, uint16_t code, uint32_t k)
{
	f->list[f->n++] = (struct sock_filter){ .code = code, .k = k };
}

static void load(struct filter *f, size_t offset)
{
	add(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset);
}

/* Goes on behind the next `skip` instructions where what was loaded last is another value. */
static void unless(struct filter *f, uint32_t value, uint8_t skip)
{
	f->list[f->n++] = (struct sock_filter){ BPF_JMP | BPF_JEQ | BPF_K, 0, skip, value };
}

static void answer(struct filter *f, uint32_t what)
{
	add(f, BPF_RET | BPF_K, what);
}

static void answer_calls(struct filter *f, const uint32_t *calls, size_t n, uint32_t what)
{
	for (size_t i = 0; i < n; i++) {
		unless(f, calls[i], 1);
		answer(f, what);
	}
}

#define ARGUMENT(i) offsetof(struct seccomp_data, args[i])
#define UPPER_HALF 4 /* bytes behind the lower half of an argument */

static void fill(struct filter *f)
{
	load(f, offsetof(struct seccomp_data, arch));
	unless(f, ARCHITECTURE, 1);
	add(f, BPF_JMP | BPF_JA, 1);
	answer(f, SECCOMP_RET_KILL_PROCESS);
	load(f, offsetof(struct seccomp_data, nr));
	answer_calls(f, allowed, COUNT(allowed), SECCOMP_RET_ALLOW);
	answer_calls(f, deadly, COUNT(deadly), SECCOMP_RET_KILL_PROCESS);
	/* The C library goes on to clone() where it hears this. */
	answer_calls(f, (uint32_t[]){ SYS_clone3 }, 1, SECCOMP_RET_ERRNO | ENOSYS);
	/* A process may send signals to itself alone. */
	unless(f, SYS_tgkill, 4);
	load(f, ARGUMENT(0));
	unless(f, (uint32_t)getpid(), 1);
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | EPERM);
	/* A limit may be asked for, not set: it would stay for the documents that come after. */
	unless(f, SYS_prlimit64, 5);
	load(f, ARGUMENT(2));
	unless(f, 0, 3);
	load(f, ARGUMENT(2) + UPPER_HALF);
	unless(f, 0, 1);
	answer(f, SECCOMP_RET_ALLOW);
	answer(f, SECCOMP_RET_ERRNO | EPERM);
}

static bool close_calls(void)
{
	struct filter filter = { .n = 0 };
	fill(&filter);
	struct sock_fprog program = { filter.n, filter.list };
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* Pages of address space that the process has; 0: not known. */
static uint64_t pages(void)
{
	char text[256];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = 0;
	return strtoul(text, NULL, 10);
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
	return (!kinds.landlock || close_files()) && (!kinds.seccomp || close_calls());
}
