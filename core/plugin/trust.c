#include "plugin/trust.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MOST_LINKS 40 /* as the kernel has it */

/* The way to a file, one name at a time, so that no link is followed unseen. */
struct walk {
	int at;                /* what was reached last */
	struct stat st, above; /* of it, and of the folder that it is in */
	char *rest;            /* names still to come */
	unsigned links;
	tsl_error *e;
};

/* The path by which the kernel knows what a descriptor names. */
static bool path_of(int fd, char to[PATH_MAX])
{
	char link[32];
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, to, PATH_MAX - 1);
	to[n < 0 ? 0 : n] = 0;
	return n > 0;
}

static bool is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	return !strncmp(path, folder, n) && (path[n] == '/' || n == 1);
}

/* ---- whose it is ---- */

static bool is_mine(uid_t owner)
{
	return owner == 0 || owner == geteuid();
}

static bool is_above_program(const char *path)
{
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	program[n < 0 ? 0 : n] = 0;
	return is_below(program, path);
}

/* Accounts that a directory service does not list are not seen. */
static bool has_others(const struct group *group)
{
	bool others = false;
	for (char **name = group->gr_mem; *name && !others; name++) {
		const struct passwd *account = getpwnam(*name);
		others = account && !is_mine(account->pw_uid);
	}
	setpwent();
	for (const struct passwd *p; !others && (p = getpwent());)
		others = p->pw_gid == group->gr_gid && !is_mine(p->pw_uid);
	endpwent();
	return others;
}

static bool check_owner(const struct walk *w, const char *path)
{
	if (is_mine(w->st.st_uid) || (S_ISDIR(w->st.st_mode) && is_above_program(path)))
		return true;
	const struct passwd *owner = getpwuid(w->st.st_uid);
	if (owner)
		return error_set(w->e, "%s belongs to `%s`, and neither to you nor to root", path, owner->pw_name);
	return error_set(w->e, "%s belongs to user %u, and neither to you nor to root", path, (unsigned)w->st.st_uid);
}

static bool check_group(const struct walk *w, const char *path)
{
	char link[32];
	snprintf(link, sizeof(link), "/proc/self/fd/%d", w->at);
	/* Where there is an access list, the group's bits tell of all whom it names. */
	if (getxattr(link, "system.posix_acl_access", NULL, 0) > 0)
		return error_set(w->e, "an access list lets others write %s (setfacl -b %s)", path, path);
	const struct group *group = getgrgid(w->st.st_gid);
	if (!group)
		return error_set(w->e, "group %u may write %s (chmod g-w %s)", (unsigned)w->st.st_gid, path, path);
	if (!has_others(group))
		return true;
	return error_set(w->e, "the group `%s`, in which others are than you, may write %s (chmod g-w %s)",
			 group->gr_name, path, path);
}

/* What was reached; a link says nothing by its mode. */
static bool check(const struct walk *w)
{
	char path[PATH_MAX];
	mode_t mode = w->st.st_mode;
	bool sticky = S_ISDIR(mode) && mode & S_ISVTX, shut = S_ISLNK(mode) || sticky || !(mode & (S_IWGRP | S_IWOTH));
	if (shut && is_mine(w->st.st_uid))
		return true;
	if (!path_of(w->at, path))
		return error_set(w->e, "its path cannot be told: %s", strerror(errno));
	if (!check_owner(w, path))
		return false;
	if (!shut && mode & S_IWOTH)
		return error_set(w->e, "others may write %s (chmod o-w %s)", path, path);
	return shut || check_group(w, path);
}

/* ---- the way there ---- */

static void go_to(struct walk *w, int fd)
{
	if (w->at >= 0)
		close(w->at);
	w->at = fd;
}

static bool failed(struct walk *w, const char *name)
{
	return error_set(w->e, "cannot look at %s: %s", name, strerror(errno));
}

static bool start(struct walk *w, const char *path)
{
	go_to(w, open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (w->at < 0 || fstat(w->at, &w->st))
		return failed(w, "/");
	char *old = w->rest;
	w->rest = memory_copy(path, strlen(path));
	free(old);
	return check(w);
}

/* Where a link leads, before what is still to come. The way goes on from where it lies, or from the root. */
static bool follow(struct walk *w, int folder)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(w->at, "", target, sizeof(target) - 1);
	errno = n < 0 ? errno : ELOOP;
	if (n < 0 || ++w->links > MOST_LINKS) {
		close(folder);
		return failed(w, "a symbolic link");
	}
	target[n] = 0;
	char *rest = memory_format("%s/%s", target, w->rest);
	free(w->rest);
	w->rest = rest;
	go_to(w, folder);
	w->st = w->above;
	return *target != '/' || start(w, rest);
}

static bool step(struct walk *w, const char *name)
{
	int folder = w->at;
	w->above = w->st;
	w->at = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (w->at < 0 || fstat(w->at, &w->st)) {
		close(folder);
		return failed(w, name);
	}
	bool good = check(w);
	if (good && S_ISLNK(w->st.st_mode))
		return follow(w, folder);
	close(folder);
	return good;
}

static bool walk(struct walk *w, const char *path, tsl_error *e)
{
	*w = (struct walk){ .at = -1, .e = e };
	bool good = start(w, path);
	while (good && *w->rest) {
		char *name = w->rest + strspn(w->rest, "/");
		size_t n = strcspn(name, "/");
		char *one = memory_copy(name, n), *rest = memory_copy(name + n, strlen(name + n));
		free(w->rest);
		w->rest = rest;
		good = !n || step(w, one);
		free(one);
	}
	free(w->rest);
	return good;
}

/* ---- a file ---- */

static bool walk_to_folder(const char *path, char real[PATH_MAX], tsl_error *e)
{
	struct walk w;
	bool good = walk(&w, path, e);
	if (good && !path_of(w.at, real))
		good = failed(&w, path);
	if (good && w.st.st_mode & S_IWOTH)
		good = error_set(e, "others may write %s (chmod o-w %s)", real, real);
	go_to(&w, -1);
	return good;
}

static bool walk_to_file(struct trusted *t, const char *path, tsl_error *e)
{
	struct walk w;
	char real[PATH_MAX];
	bool good = walk(&w, path, e);
	t->fd = w.at;
	t->st = w.st;
	if (!good)
		return false;
	if (!S_ISREG(w.st.st_mode))
		return error_set(e, "it is not a regular file");
	if (!path_of(w.at, real))
		return failed(&w, path);
	t->path = memory_copy(real, strlen(real));
	if (!(w.above.st_mode & S_IWOTH))
		return true;
	char *folder = path_folder(real);
	error_set(e, "others may write %s (chmod o-w %s)", folder, folder);
	free(folder);
	return false;
}

bool trust_file(struct trusted *t, const char *folder, const char *name, tsl_error *e)
{
	char here[PATH_MAX] = "", real[PATH_MAX];
	*t = (struct trusted){ .fd = -1 };
	if (*folder != '/' && (!getcwd(here, sizeof(here)) || *here != '/'))
		return error_set(e, "cannot tell the current folder");
	char *whole = path_join(here, folder), *path = path_join(whole, name);
	bool good = walk_to_folder(whole, real, e) && walk_to_file(t, path, e);
	if (good && !is_below(t->path, real))
		good = error_set(e, "it is a symbolic link out of %s, to %s", real, t->path);
	free(whole);
	free(path);
	return good;
}

bool trust_is_unchanged(const struct trusted *t)
{
	struct stat now;
	return !stat(t->path, &now) && now.st_dev == t->st.st_dev && now.st_ino == t->st.st_ino &&
	       now.st_size == t->st.st_size && now.st_mtim.tv_sec == t->st.st_mtim.tv_sec &&
	       now.st_mtim.tv_nsec == t->st.st_mtim.tv_nsec && now.st_ctim.tv_sec == t->st.st_ctim.tv_sec &&
	       now.st_ctim.tv_nsec == t->st.st_ctim.tv_nsec;
}

void trust_release(struct trusted *t)
{
	if (t->fd >= 0)
		close(t->fd);
	free(t->path);
	*t = (struct trusted){ .fd = -1 };
}
