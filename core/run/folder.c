#include "run/folder.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARKER ".teasel" /* in a partial folder: it is a run's, and may be removed */

static bool has_file(const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	bool there = !access(path, F_OK);
	free(path);
	return there;
}

/* Other programs have a manifest.json too: ours begins with its version. */
static bool is_run(const char *folder)
{
	char start[64] = "", *path = path_join(folder, "manifest.json");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd < 0)
		return false;
	ssize_t n = read(fd, start, sizeof(start) - 1);
	close(fd);
	return n > 0 && strstr(start, "\"teasel\":");
}

static bool is_no_name(const char *path)
{
	size_t len = strlen(path);
	while (len && path[len - 1] == '/')
		len--;
	size_t from = len;
	while (from && path[from - 1] != '/')
		from--;
	return len == from || (path[from] == '.' && (len - from == 1 || (len - from == 2 && path[from + 1] == '.')));
}

bool folder_check(const char *path, bool replace, tsl_error *e)
{
	struct stat st;
	if (is_no_name(path))
		return error_set(e, "`%s` is no name for a run's folder: it is made beside its place and renamed",
				 path);
	if (lstat(path, &st))
		return errno == ENOENT || errno == ENOTDIR ||
		       error_set(e, "cannot look at %s: %s", path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return error_set(e, "%s is not a folder: give another with --out", path);
	if (path_is_empty_folder(path))
		return true;
	if (!is_run(path))
		return error_set(e, "the folder %s is not empty, and holds no earlier run: give another with --out",
				 path);
	if (!replace)
		return error_set(
			e, "the folder %s holds an earlier run: give another with --out, or --force to replace it",
			path);
	return true;
}

/* From now on the partial folder stays, whatever happens. */
static void leave_partial(struct folder *f)
{
	free(f->partial);
	f->partial = NULL;
}

static bool mark(const struct folder *f, tsl_error *e)
{
	int fd = folder_create(f, MARKER, e);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void unmark(const struct folder *f)
{
	char *path = path_join(f->partial, MARKER);
	unlink(path);
	free(path);
}

/* Takes the lock of the partial folder; what an earlier run left in it goes. */
static bool take_partial(struct folder *f, tsl_error *e)
{
	for (int tries = 0; tries < 2; tries++) {
		bool made = !mkdir(f->partial, 0777);
		if (!made && errno != EEXIST)
			return error_set(e, "cannot make the folder %s: %s", f->partial, strerror(errno));
		f->lock = open(f->partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (f->lock < 0)
			return error_set(e, "cannot open the folder %s: %s", f->partial, strerror(errno));
		if (flock(f->lock, LOCK_EX | LOCK_NB)) {
			close(f->lock);
			f->lock = -1; /* the folder is the other run's, and not to be removed */
			return error_set(e,
					 "another run is writing to %s: wait for it, or give another folder with --out",
					 f->path);
		}
		if (made)
			return mark(f, e);
		if (!has_file(f->partial, MARKER) && !path_is_empty_folder(f->partial)) {
			leave_partial(f);
			return error_set(
				e, "%s.partial is in the way, and not left by a run: move it, or give another --out",
				f->path);
		}
		if (!path_remove_tree(f->partial, e))
			return false;
		close(f->lock);
		f->lock = -1;
	}
	return error_set(e, "cannot take the folder %s", f->partial);
}

bool folder_open(struct folder *f, const char *path, bool replace, tsl_error *e)
{
	*f = (struct folder){ .path = memory_copy(path, strlen(path)), .lock = -1, .replace = replace };
	for (size_t n = strlen(f->path); n > 1 && f->path[n - 1] == '/'; n--)
		f->path[n - 1] = 0;
	char *parent = path_folder(f->path);
	bool good = folder_check(f->path, replace, e) && path_make_folders(parent, e);
	free(parent);
	if (!good)
		return false;
	char *partial = memory_format("%s.partial", f->path);
	f->partial = partial;
	good = take_partial(f, e);
	if (!good && f->lock < 0) { /* not ours to remove */
		free(f->partial);
		f->partial = NULL;
	}
	return good;
}

int folder_create(const struct folder *f, const char *name, tsl_error *e)
{
	char *path = path_join(f->partial, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		error_set(e, "cannot make the file %s: %s", path, strerror(errno));
	free(path);
	return fd;
}

static bool rename_over(struct folder *f, tsl_error *e)
{
	if (!rename(f->partial, f->path))
		return true;
	if (errno != ENOTEMPTY && errno != EEXIST)
		return error_set(e, "cannot rename %s to %s: %s", f->partial, f->path, strerror(errno));
	if (!f->replace || !is_run(f->path)) {
		error_set(e, "%s is no longer empty: the run stays in %s", f->path, f->partial);
		leave_partial(f);
		return false;
	}
	if (renameat2(AT_FDCWD, f->partial, AT_FDCWD, f->path, RENAME_EXCHANGE))
		return error_set(e, "cannot exchange %s and %s: %s", f->partial, f->path, strerror(errno));
	return path_remove_tree(f->partial, e); /* which is now the earlier run */
}

bool folder_publish(struct folder *f, tsl_error *e)
{
	char *parent = path_folder(f->path);
	unmark(f);
	bool good = path_sync_folder(f->partial, e) && rename_over(f, e) && path_sync_folder(parent, e);
	free(parent);
	if (good)
		leave_partial(f);
	return good;
}

void folder_release(struct folder *f)
{
	tsl_error ignored;
	if (f->partial)
		path_remove_tree(f->partial, &ignored);
	if (f->lock >= 0)
		close(f->lock);
	free(f->path);
	free(f->partial);
	*f = (struct folder){ .lock = -1 };
}
