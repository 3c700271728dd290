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

/* In a folder `.teasel`: the earlier run in the place may be replaced, as this one was begun by --force; or: it was
 * replaced, and is only waiting to be removed. */
#define MAY_REPLACE ".teasel/replace"
#define REPLACED ".teasel/replaced"
#define MANIFEST "manifest.json"

/* ---- what a folder is ---- */

/* Bytes of a file in a folder, or -1 where it is not there. */
static long size_of(const char *folder, const char *name)
{
	struct stat st;
	char *path = path_join(folder, name);
	long size = stat(path, &st) ? -1 : (long)st.st_size;
	free(path);
	return size;
}

static bool has(const char *folder, const char *name)
{
	return size_of(folder, name) >= 0;
}

/* Other programs have a manifest.json too: ours begins with its version. */
static bool is_run(const char *folder)
{
	char start[64] = "", *path = path_join(folder, MANIFEST);
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

static char *partial_of(const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return memory_format("%.*s.partial", (int)n, path);
}

/* What a run has left in a partial folder that can be gone on with. */
static enum folder_state state_of(const char *partial)
{
	if (!has(partial, FOLDER_OWN) || has(partial, REPLACED))
		return FOLDER_EMPTY;
	if (is_run(partial))
		return FOLDER_FINISHED;
	return size_of(partial, FOLDER_JOURNAL) > 0 ? FOLDER_BEGUN : FOLDER_EMPTY;
}

static bool check_place(const char *path, const char *partial, enum folder_wish wish, tsl_error *e)
{
	struct stat st;
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
	if (wish == FOLDER_REPLACE || (wish == FOLDER_RESUME && has(partial, MAY_REPLACE)))
		return true;
	if (wish == FOLDER_RESUME)
		return error_set(e, "the run in %s is finished: there is nothing to resume", path);
	return error_set(e, "the folder %s holds an earlier run: give another with --out, or --force to replace it",
			 path);
}

static bool is_written(const char *partial)
{
	int fd = open(partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;
	if (fd >= 0)
		close(fd);
	return locked;
}

static bool another_writes(const char *path, tsl_error *e)
{
	return error_set(e, "another run is writing to %s: wait for it, or give another folder with --out", path);
}

bool folder_check(const char *path, enum folder_wish wish, tsl_error *e)
{
	if (is_no_name(path))
		return error_set(e, "`%s` is no name for a run's folder: it is made beside its place and renamed",
				 path);
	char *partial = partial_of(path);
	bool good = check_place(path, partial, wish, e);
	if (good && is_written(partial))
		good = another_writes(path, e);
	if (good && wish == FOLDER_NEW && state_of(partial) != FOLDER_EMPTY)
		good = error_set(e,
				 "%s holds a run that was ended before its time: go on with --resume, or begin anew "
				 "with --force",
				 partial);
	free(partial);
	return good;
}

/* ---- opening ---- */

/* From now on the partial folder stays, whatever happens. */
static void leave_partial(struct folder *f)
{
	free(f->partial);
	f->partial = NULL;
}

static bool make_own(const char *folder, tsl_error *e)
{
	char *own = path_join(folder, FOLDER_OWN);
	bool good = !mkdir(own, 0777) || errno == EEXIST ||
		    error_set(e, "cannot make the folder %s: %s", own, strerror(errno));
	free(own);
	return good;
}

static bool make_file(const char *folder, const char *name, tsl_error *e)
{
	char *path = path_join(folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	bool good = fd >= 0 || error_set(e, "cannot make the file %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	free(path);
	return good;
}

static bool mark(const struct folder *f, tsl_error *e)
{
	return make_own(f->partial, e) && (!f->replace || make_file(f->partial, MAY_REPLACE, e));
}

/* Locks the partial folder, which is there. */
static bool lock(struct folder *f, tsl_error *e)
{
	f->lock = open(f->partial, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (f->lock < 0)
		return error_set(e, "cannot open the folder %s: %s", f->partial, strerror(errno));
	if (!flock(f->lock, LOCK_EX | LOCK_NB))
		return true;
	close(f->lock);
	f->lock = -1; /* the folder is the other run's, and not to be removed */
	return another_writes(f->path, e);
}

static bool resume(struct folder *f)
{
	f->state = state_of(f->partial);
	f->replace |= has(f->partial, MAY_REPLACE);
	f->keep = f->state != FOLDER_EMPTY;
	return f->keep;
}

/* Takes the partial folder; what an earlier run left in it goes, unless it is resumed. */
static bool take_partial(struct folder *f, enum folder_wish wish, tsl_error *e)
{
	for (int tries = 0; tries < 2; tries++) {
		bool made = !mkdir(f->partial, 0777);
		if (!made && errno != EEXIST)
			return error_set(e, "cannot make the folder %s: %s", f->partial, strerror(errno));
		if (!lock(f, e))
			return false;
		if (made)
			return mark(f, e);
		if (!has(f->partial, FOLDER_OWN) && !path_is_empty_folder(f->partial)) {
			leave_partial(f);
			return error_set(
				e, "%s.partial is in the way, and not left by a run: move it, or give another --out",
				f->path);
		}
		if (wish == FOLDER_RESUME && resume(f))
			return true;
		if (!path_remove_tree(f->partial, e))
			return false;
		close(f->lock);
		f->lock = -1;
	}
	return error_set(e, "cannot take the folder %s", f->partial);
}

bool folder_open(struct folder *f, const char *path, enum folder_wish wish, tsl_error *e)
{
	*f = (struct folder){ .path = memory_copy(path, strlen(path)), .lock = -1, .replace = wish == FOLDER_REPLACE };
	for (size_t n = strlen(f->path); n > 1 && f->path[n - 1] == '/'; n--)
		f->path[n - 1] = 0;
	char *parent = path_folder(f->path);
	bool good = folder_check(f->path, wish, e) && path_make_folders(parent, e);
	free(parent);
	if (!good)
		return false;
	f->partial = partial_of(f->path);
	good = take_partial(f, wish, e);
	if (!good && f->lock < 0)
		leave_partial(f); /* not ours to remove */
	return good;
}

/* ---- files ---- */

static int open_file(const struct folder *f, const char *name, int flags, const char *what, tsl_error *e)
{
	char *path = path_join(f->partial, name);
	int fd = open(path, flags | O_CLOEXEC, 0666);
	if (fd < 0)
		error_set(e, "cannot %s the file %s: %s", what, path, strerror(errno));
	free(path);
	return fd;
}

int folder_create(const struct folder *f, const char *name, tsl_error *e)
{
	return open_file(f, name, O_WRONLY | O_CREAT | O_EXCL, "make", e);
}

int folder_reopen(const struct folder *f, const char *name, tsl_error *e)
{
	return open_file(f, name, O_RDWR, "open", e);
}

bool folder_put(const struct folder *f, const char *name, const char *at, size_t n, tsl_error *e)
{
	char *path = path_join(f->partial, name), *new = memory_format("%s/" FOLDER_OWN "/new", f->partial);
	int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool good = fd >= 0 && path_write(fd, at, n) && !fsync(fd);
	if (fd >= 0)
		good &= !close(fd);
	good = (good && !rename(new, path)) || error_set(e, "cannot write %s: %s", name, strerror(errno));
	free(new);
	free(path);
	return good;
}

/* ---- publishing ---- */

/* From here on there is nothing to go on with: the run has its name, whatever may still fail. */
static bool has_its_name(struct folder *f)
{
	f->keep = false;
	return true;
}

static bool rename_over(struct folder *f, tsl_error *e)
{
	if (!rename(f->partial, f->path))
		return has_its_name(f);
	if (errno != ENOTEMPTY && errno != EEXIST)
		return error_set(e, "cannot rename %s to %s: %s", f->partial, f->path, strerror(errno));
	if (!f->replace || !is_run(f->path)) {
		error_set(e, "%s is no longer empty: the run stays in %s", f->path, f->partial);
		leave_partial(f);
		return false;
	}
	/* Marked before it moves: whenever this ends, the earlier run is not taken for one to be resumed. */
	if (!make_own(f->path, e) || !make_file(f->path, REPLACED, e))
		return false;
	if (renameat2(AT_FDCWD, f->partial, AT_FDCWD, f->path, RENAME_EXCHANGE))
		return error_set(e, "cannot exchange %s and %s: %s", f->partial, f->path, strerror(errno));
	return has_its_name(f) && path_remove_tree(f->partial, e); /* which is now the earlier run */
}

bool folder_publish(struct folder *f, tsl_error *e)
{
	char *parent = path_folder(f->path), *own = path_join(f->path, FOLDER_OWN);
	bool good = path_sync_folder(f->partial, e) && rename_over(f, e) && path_sync_folder(parent, e) &&
		    path_remove_tree(own, e);
	free(own);
	free(parent);
	if (good)
		leave_partial(f);
	return good;
}

void folder_release(struct folder *f)
{
	tsl_error ignored;
	if (f->partial && !f->keep)
		path_remove_tree(f->partial, &ignored);
	if (f->lock >= 0)
		close(f->lock);
	free(f->path);
	free(f->partial);
	*f = (struct folder){ .lock = -1 };
}
