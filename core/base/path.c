#include "base/path.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *folder, const char *path)
{
	if (path[0] == '/' || !strcmp(folder, "."))
		return memory_copy(path, strlen(path));
	size_t n = strlen(folder);
	return memory_format("%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", path);
}

char *path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return memory_copy(".", 1);
	return memory_copy(path, slash == path ? 1 : (size_t)(slash - path));
}

void path_clean(char *path)
{
	char *to = path, *from = path;
	while (*from) {
		bool start = to == path || to[-1] == '/';
		if (start && from[0] == '.' && (from[1] == '/' || (!from[1] && to != path)))
			from += from[1] ? 2 : 1;
		else if (start && from != path && from[0] == '/') /* `.//a` is not `/a` */
			from++;
		else
			*to++ = *from++;
	}
	if (to == path && from != path) /* `./` */
		*to++ = '.';
	*to = 0;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool read_all(int fd, size_t most, str *into)
{
	for (;;) {
		char *to = str_room(into, 65536);
		if (!to) {
			errno = ENOMEM;
			return false;
		}
		ssize_t n = read(fd, to, 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		into->len += (size_t)n;
		into->at[into->len] = 0;
		if (n == 0 || into->len > most)
			return true;
	}
}

bool path_read(const char *path, size_t most, str *into, tsl_error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set(e, "cannot open %s: %s", path, strerror(errno));
	bool good = read_all(fd, most, into);
	if (!good)
		error_set(e, "cannot read %s: %s", path, strerror(errno));
	close(fd);
	if (good && into->len > most)
		return error_set(e, "%s is larger than %zu bytes", path, most);
	return good;
}

bool path_write(int fd, const char *at, size_t n)
{
	while (n) {
		ssize_t done = write(fd, at, n);
		if (done < 0 && errno != EINTR)
			return false;
		at += done < 0 ? 0 : done;
		n -= done < 0 ? 0 : (size_t)done;
	}
	return true;
}

bool path_make_folders(const char *path, tsl_error *e)
{
	char *copy = memory_copy(path, strlen(path));
	bool good = true;
	for (char *slash = copy; good && slash;) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = 0;
		if (mkdir(copy, 0777) && errno != EEXIST)
			good = error_set(e, "cannot make the folder %s: %s", copy, strerror(errno));
		if (slash)
			*slash = '/';
	}
	free(copy);
	return good;
}

bool path_is_folder(const char *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

bool path_is_empty_folder(const char *path)
{
	DIR *folder = opendir(path);
	if (!folder)
		return false;
	bool empty = true;
	for (struct dirent *entry; empty && (entry = readdir(folder));)
		empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
	closedir(folder);
	return empty;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
	(void)st, (void)kind, (void)walk;
	return remove(path);
}

bool path_remove_tree(const char *path, tsl_error *e)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) && errno != ENOENT)
		return error_set(e, "cannot remove %s: %s", path, strerror(errno));
	return true;
}

bool path_sync_folder(const char *path, tsl_error *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	if (!good)
		error_set(e, "cannot sync the folder %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return good;
}
