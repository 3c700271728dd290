#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

int fuzz_file(char path[32])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	must(fd >= 0, "there is memory for a file");
	snprintf(path, 32, "/proc/self/fd/%d", fd);
	return fd;
}

void fuzz_fill(int fd, const void *at, size_t n)
{
	must(!ftruncate(fd, 0) && pwrite(fd, at, n, 0) == (ssize_t)n, "a file in memory can be written");
}
