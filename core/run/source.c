#include "run/source.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)256 << 10)

static bool cannot(const struct source *s, const char *what, tsl_error *e)
{
	return error_set(e, "cannot %s the input %s: %s", what, s->path, strerror(errno));
}

bool source_open(struct source *s, const struct input_file *file, tsl_error *e)
{
	*s = (struct source){ .path = file->path, .fd = STDIN_FILENO };
	if (!file->standard_input)
		s->fd = open(file->path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0 || fstat(s->fd, &s->begun))
		return cannot(s, "open", e);
	return true;
}

void source_close(struct source *s)
{
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	unpack_free(s->unpack);
	free(s->packed);
	*s = SOURCE_CLOSED;
}

/* ---- bytes as they stand in the file ---- */

static bool read_once(struct source *s, char *to, size_t most, size_t *got, tsl_error *e)
{
	ssize_t n;
	while ((n = read(s->fd, to, most)) < 0 && (errno == EINTR || errno == EAGAIN))
		if (errno == EAGAIN) /* standard input may have been made non-blocking by others */
			poll(&(struct pollfd){ .fd = s->fd, .events = POLLIN }, 1, -1);
	if (n < 0)
		return error_set(e, "cannot read the input %s behind byte %llu: %s", s->path,
				 (unsigned long long)s->bytes, strerror(errno));
	*got = (size_t)n;
	s->bytes += (uint64_t)n;
	return true;
}

/* Whether the file is what it was: its blocks would not belong together otherwise. */
static bool check_unchanged(const struct source *s, tsl_error *e)
{
	struct stat now;
	const struct stat *then = &s->begun;
	if (!S_ISREG(then->st_mode) || fstat(s->fd, &now))
		return true;
	if (now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
	    now.st_mtim.tv_nsec == then->st_mtim.tv_nsec)
		return true;
	return error_set(e, "the input %s was changed while it was read: run again when it is not written to", s->path);
}

/* ---- packed ones ---- */

/* Unpacks what there is until something comes out; *got is 0 where more must be read. */
static bool unpack_more(struct source *s, char *to, size_t most, size_t *got, tsl_error *e)
{
	tsl_error why;
	*got = 0;
	while (!*got && s->at < s->n) {
		size_t used;
		if (!unpack_some(s->unpack, s->packed + s->at, s->n - s->at, &used, to, most, got, &why))
			return error_set(e, "cannot unpack the input %s near byte %llu: %.600s", s->path,
					 (unsigned long long)(s->bytes - (s->n - s->at)), why.text);
		s->at += used;
	}
	return true;
}

static bool read_packed(struct source *s, char *to, size_t most, size_t *got, tsl_error *e)
{
	for (;;) {
		if (!unpack_more(s, to, most, got, e))
			return false;
		if (*got)
			return true;
		s->at = 0;
		if (!read_once(s, s->packed, CHUNK, &s->n, e))
			return false;
		if (s->n)
			continue;
		return unpack_is_whole(s->unpack) ||
		       error_set(e, "the input %s ends in the middle, at byte %llu: it was not packed to its end",
				 s->path, (unsigned long long)s->bytes);
	}
}

/* The first bytes say whether the file is packed; `to` holds them, and has room for as many as it was asked for. */
static bool begin(struct source *s, char *to, size_t most, size_t *got, tsl_error *e)
{
	size_t n = 0, more = 1;
	for (; n < PACK_MAGIC && more; n += more)
		if (!read_once(s, to + n, most - n, &more, e))
			return false;
	*got = n;
	enum packing kind = pack_of_bytes(to, n);
	if (kind == PACK_NONE)
		return true;
	s->unpack = unpack_new(kind);
	s->packed = memory_get(most > CHUNK ? most : CHUNK);
	memcpy(s->packed, to, n);
	s->n = n;
	return read_packed(s, to, most, got, e);
}

bool source_read(struct source *s, char *to, size_t most, size_t *got, tsl_error *e)
{
	bool good = !s->bytes   ? begin(s, to, most, got, e)
		    : s->unpack ? read_packed(s, to, most, got, e)
				: read_once(s, to, most, got, e);
	if (!good)
		return false;
	s->offset += *got;
	s->ended = !*got;
	return !s->ended || check_unchanged(s, e);
}

uint64_t source_place(const struct source *s, uint64_t offset)
{
	return s->unpack ? s->bytes - (s->n - s->at) : offset;
}

bool source_skip(struct source *s, uint64_t n, tsl_error *e)
{
	size_t got = 1;
	char *room = memory_get(CHUNK);
	bool good = true;
	uint64_t to = s->offset + n;
	while (good && got && s->offset < to) {
		uint64_t left = to - s->offset;
		good = source_read(s, room, left < CHUNK && s->bytes ? (size_t)left : CHUNK, &got, e);
		if (!good || s->unpack || lseek(s->fd, 0, SEEK_CUR) < 0)
			continue;
		if (lseek(s->fd, (off_t)to, SEEK_SET) >= 0)
			s->offset = s->bytes = to;
	}
	free(room);
	if (good && s->offset < to)
		return error_set(e,
				 "the input %s has fewer bytes than the run has read of it: give it the same once more",
				 s->path);
	return good;
}
