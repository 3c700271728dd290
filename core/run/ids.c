#include "run/ids.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGE ((size_t)4096)
#define IN_PAGE (PAGE / sizeof(hash128))
#define MOST_BITS 36       /* 256 TiB: ids that all have the same first bits were made for that */
#define FULL (IN_PAGE / 2) /* on average; a page has room for all that comes its way by far */

void ids_init(struct ids *ids, const char *folder)
{
	*ids = (struct ids){ .folder = folder, .most = IDS_IN_MEMORY, .fd = -1 };
}

void ids_release(struct ids *ids)
{
	seen_release(&ids->seen);
	free(ids->page);
	if (ids->fd >= 0)
		close(ids->fd);
	*ids = (struct ids){ .fd = -1 };
}

static bool broken(const char *what, tsl_error *e)
{
	return error_set(e, "cannot %s the file that remembers ids: %s", what, strerror(errno));
}

/* ---- pages ---- */

static uint64_t page_of(hash128 id, unsigned bits)
{
	return bits ? id.high >> (64 - bits) : 0;
}

static bool is_free(hash128 id)
{
	return !(id.low | id.high);
}

/* Pages that were never written are holes, and read as zeros; behind the end of the file there is nothing. */
static bool read_page(int fd, uint64_t i, hash128 *to, tsl_error *e)
{
	size_t got = 0;
	while (got < PAGE) {
		ssize_t n = pread(fd, (char *)to + got, PAGE - got, (off_t)(i * PAGE + got));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return broken("read", e);
		if (n == 0)
			break;
		got += (size_t)n;
	}
	memset((char *)to + got, 0, PAGE - got);
	return true;
}

static bool write_at(int fd, const void *at, size_t n, uint64_t offset, tsl_error *e)
{
	for (size_t done = 0; done < n;) {
		ssize_t now = pwrite(fd, (const char *)at + done, n - done, (off_t)(offset + done));
		if (now < 0 && errno != EINTR)
			return broken("write", e);
		done += now < 0 ? 0 : (size_t)now;
	}
	return true;
}

/* Where it is in a page, or would be; IN_PAGE: there is no room for it. */
static size_t find(const hash128 *page, hash128 id)
{
	size_t i = 0;
	while (i < IN_PAGE && !is_free(page[i]) && (page[i].low != id.low || page[i].high != id.high))
		i++;
	return i;
}

/* ---- growing ---- */

static int make_file(const struct ids *ids, tsl_error *e)
{
	const char *temporary = getenv("TMPDIR"), *folder = ids->folder;
	if (!folder)
		folder = temporary && *temporary ? temporary : "/tmp";
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd >= 0 ? fd : (broken("make", e), -1);
	char *path = memory_format("%s/teasel-ids-XXXXXX", folder); /* a file system without nameless files */
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		broken("make", e);
	else
		unlink(path);
	free(path);
	return fd;
}

static bool put(hash128 *page, hash128 id)
{
	size_t i = find(page, id);
	if (i < IN_PAGE)
		page[i] = id;
	return i < IN_PAGE;
}

/* Parts one page by the next bit of its hashes. */
static bool split(const hash128 *from, unsigned bits, hash128 *low, hash128 *high)
{
	bool good = true;
	memset(low, 0, PAGE);
	memset(high, 0, PAGE);
	for (size_t i = 0; i < IN_PAGE && !is_free(from[i]); i++)
		good &= put(page_of(from[i], bits) & 1 ? high : low, from[i]);
	return good;
}

static bool grow(struct ids *ids, tsl_error *e)
{
	hash128 *parts = memory_get(2 * PAGE);
	int fd = make_file(ids, e);
	bool good = fd >= 0;
	for (uint64_t i = 0; good && i < (uint64_t)1 << ids->bits; i++)
		good = read_page(ids->fd, i, ids->page, e) && split(ids->page, ids->bits + 1, parts, parts + IN_PAGE) &&
		       write_at(fd, parts, 2 * PAGE, 2 * i * PAGE, e);
	free(parts);
	if (!good) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	close(ids->fd);
	ids->fd = fd;
	ids->bits++;
	return true;
}

/* ---- adding ---- */

static enum ids_answer add_to_file(struct ids *ids, hash128 id, tsl_error *e)
{
	uint64_t page = page_of(id, ids->bits);
	if (!read_page(ids->fd, page, ids->page, e))
		return IDS_BROKEN;
	size_t i = find(ids->page, id);
	if (i < IN_PAGE && !is_free(ids->page[i]))
		return IDS_MET;
	if (ids->bits == MOST_BITS) {
		error_set(e, "the ids of the documents cannot be told apart");
		return IDS_BROKEN;
	}
	if (i == IN_PAGE || ids->n >= FULL << ids->bits)
		return grow(ids, e) ? add_to_file(ids, id, e) : IDS_BROKEN;
	ids->n++;
	return write_at(ids->fd, &id, sizeof(id), page * PAGE + i * sizeof(id), e) ? IDS_NEW : IDS_BROKEN;
}

/* By their first bits: the order of the pages. */
static int by_page(const void *a, const void *b)
{
	const hash128 *x = a, *y = b;
	return (x->high > y->high) - (x->high < y->high);
}

/* Moves the table from memory to a file, with room for twice as many. */
static bool move_to_file(struct ids *ids, tsl_error *e)
{
	size_t n = 0;
	hash128 *at = ids->seen.at;
	for (size_t i = 0; i < ids->seen.room; i++)
		if (!is_free(at[i]))
			at[n++] = at[i];
	qsort(at, n, sizeof(*at), by_page);
	while (n > (FULL / 2) << ids->bits)
		ids->bits++;
	ids->page = memory_get(PAGE);
	ids->fd = make_file(ids, e);
	bool good = ids->fd >= 0;
	for (size_t i = 0; good && i < n;) {
		uint64_t page = page_of(at[i], ids->bits);
		memset(ids->page, 0, PAGE);
		for (; i < n && page_of(at[i], ids->bits) == page; i++)
			good &= put(ids->page, at[i]);
		good = good && write_at(ids->fd, ids->page, PAGE, page * PAGE, e);
	}
	ids->n = n;
	seen_release(&ids->seen);
	return good;
}

enum ids_answer ids_add(struct ids *ids, hash128 id, tsl_error *e)
{
	if (is_free(id))
		id.low = 1;
	if (ids->fd < 0 && ids->seen.n >= ids->most && !move_to_file(ids, e))
		return IDS_BROKEN;
	if (ids->fd >= 0)
		return add_to_file(ids, id, e);
	return seen_add(&ids->seen, id) ? IDS_NEW : IDS_MET;
}

enum ids_answer ids_ask(struct ids *ids, hash128 id, tsl_error *e)
{
	if (is_free(id))
		id.low = 1;
	if (ids->fd < 0)
		return seen_has(&ids->seen, id) ? IDS_MET : IDS_NEW;
	if (!read_page(ids->fd, page_of(id, ids->bits), ids->page, e))
		return IDS_BROKEN;
	size_t i = find(ids->page, id);
	return i < IN_PAGE && !is_free(ids->page[i]) ? IDS_MET : IDS_NEW;
}
