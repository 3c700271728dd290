#include "run/ids_run.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define AT_ONCE (16 * IDS_PAGE) /* hashes that merging reads and writes together: 64 KiB */
#define GUESSES 4               /* by proportion; then by halves, should somebody have made ids that lie unevenly */

static bool broken(const char *what, tsl_error *e)
{
	return error_set(e, "cannot %s the file that remembers ids: %s", what, strerror(errno));
}

int ids_order(const void *a, const void *b)
{
	const hash128 *x = a, *y = b;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return (x->low > y->low) - (x->low < y->low);
}

/* ---- the file ---- */

static bool make_file(struct ids_run *run, const char *folder, tsl_error *e)
{
	const char *temporary = getenv("TMPDIR");
	if (!folder)
		folder = temporary && *temporary ? temporary : "/tmp";
	*run = (struct ids_run){ .fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600) };
	if (run->fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return run->fd >= 0 || broken("make", e);
	char *path = memory_format("%s/teasel-ids-XXXXXX", folder); /* a file system without nameless files */
	run->fd = mkostemp(path, O_CLOEXEC);
	bool good = (run->fd >= 0 && !unlink(path)) || broken("make", e);
	free(path);
	return good;
}

void ids_run_close(struct ids_run *run)
{
	if (run->fd >= 0)
		close(run->fd);
	*run = (struct ids_run){ .fd = -1 };
}

static bool append(struct ids_run *run, const hash128 *at, size_t n, tsl_error *e)
{
	size_t size = n * sizeof(*at);
	for (size_t done = 0; done < size;) {
		off_t to = (off_t)(run->n * sizeof(*at) + done);
		ssize_t now = pwrite(run->fd, (const char *)at + done, size - done, to);
		if (now < 0 && errno != EINTR)
			return broken("write", e);
		done += now < 0 ? 0 : (size_t)now;
	}
	run->n += n;
	return true;
}

static bool read_from(const struct ids_run *run, uint64_t i, hash128 *to, size_t n, tsl_error *e)
{
	size_t size = n * sizeof(*to);
	for (size_t done = 0; done < size;) {
		ssize_t now = pread(run->fd, (char *)to + done, size - done, (off_t)(i * sizeof(*to) + done));
		if (now == 0)
			errno = EIO; /* it was as long as that when it was written */
		if (now == 0 || (now < 0 && errno != EINTR))
			return broken("read", e);
		done += now < 0 ? 0 : (size_t)now;
	}
	return true;
}

bool ids_run_write(struct ids_run *run, const char *folder, const hash128 *at, size_t n, tsl_error *e)
{
	if (make_file(run, folder, e) && append(run, at, n, e))
		return true;
	ids_run_close(run);
	return false;
}

/* ---- merging ---- */

struct reading {
	const struct ids_run *run;
	hash128 *at;
	size_t i, n;   /* of `at` */
	uint64_t next; /* of the run */
};

/* False at the end, and where it cannot be read, which `e` then says. */
static bool more(struct reading *r, bool *good, tsl_error *e)
{
	if (r->i < r->n)
		return true;
	uint64_t left = r->run->n - r->next;
	r->i = 0;
	r->n = left < AT_ONCE ? (size_t)left : AT_ONCE;
	*good = *good && read_from(r->run, r->next, r->at, r->n, e);
	r->next += r->n;
	return *good && r->n;
}

static bool merge(struct ids_run *to, struct reading *a, struct reading *b, hash128 *room, tsl_error *e)
{
	bool good = true;
	for (size_t n = 0;;) {
		bool has_a = more(a, &good, e), has_b = more(b, &good, e);
		if (!good)
			return false;
		if (!has_a && !has_b)
			return append(to, room, n, e);
		struct reading *from = !has_b || (has_a && ids_order(&a->at[a->i], &b->at[b->i]) < 0) ? a : b;
		room[n++] = from->at[from->i++];
		if (n < AT_ONCE)
			continue;
		if (!append(to, room, n, e))
			return false;
		n = 0;
	}
}

bool ids_run_merge(struct ids_run *run, const char *folder, const struct ids_run *a, const struct ids_run *b,
		   tsl_error *e)
{
	hash128 *room = memory_get(3 * AT_ONCE * sizeof(*room));
	struct reading from[] = { { .run = a, .at = room + AT_ONCE }, { .run = b, .at = room + 2 * AT_ONCE } };
	bool good = make_file(run, folder, e) && merge(run, &from[0], &from[1], room, e);
	free(room);
	if (!good)
		ids_run_close(run);
	return good;
}

/* ---- finding ---- */

/* Where the key should lie among the pages from `first` on and before `end`, between the hashes `low` and `high`. */
static uint64_t guess(uint64_t first, uint64_t end, uint64_t low, uint64_t high, uint64_t key)
{
	double share = high > low ? (double)(key - low) / (double)(high - low) : 0;
	uint64_t page = first + (uint64_t)(share * (double)(end - first));
	return page < end ? page : end - 1;
}

enum ids_answer ids_run_find(const struct ids_run *run, hash128 id, hash128 *page, tsl_error *e)
{
	uint64_t first = 0, end = (run->n + IDS_PAGE - 1) / IDS_PAGE, low = 0, high = UINT64_MAX;
	for (unsigned tries = 0; first < end; tries++) {
		uint64_t i = tries < GUESSES ? guess(first, end, low, high, id.high) : first + (end - first) / 2;
		uint64_t left = run->n - i * IDS_PAGE;
		size_t n = left < IDS_PAGE ? (size_t)left : IDS_PAGE;
		if (!read_from(run, i * IDS_PAGE, page, n, e))
			return IDS_BROKEN;
		if (ids_order(&id, &page[0]) < 0) {
			end = i;
			high = page[0].high;
		} else if (ids_order(&id, &page[n - 1]) > 0) {
			first = i + 1;
			low = page[n - 1].high;
		} else {
			return bsearch(&id, page, n, sizeof(*page), ids_order) ? IDS_MET : IDS_NEW;
		}
	}
	return IDS_NEW;
}
