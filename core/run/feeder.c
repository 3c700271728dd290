#include "run/feeder.h"

#include "base/hash.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)256 << 10)
#define SMALL_FILES 64 /* a block of small files ends after one of so many, on average */

void feeder_init(struct feeder *f, const struct plan *plan, const struct place *start)
{
	*f = (struct feeder){ .plan = plan, .fd = -1, .start = *start, .block = start->block, .next = start->file };
}

void feeder_release(struct feeder *f)
{
	if (f->fd > STDIN_FILENO)
		close(f->fd);
	str_release(&f->carry);
	str_release(&f->header);
}

static const struct input_file *file_at_hand(const struct feeder *f)
{
	return &f->plan->files.list[f->next - 1];
}

static bool cannot(struct feeder *f, struct slot *slot, const char *what)
{
	snprintf(slot->head->error, sizeof(slot->head->error), "cannot %s the input %s: %s", what,
		 file_at_hand(f)->path, strerror(errno));
	return false;
}

static bool open_next(struct feeder *f, struct slot *slot)
{
	const struct input_file *file = &f->plan->files.list[f->next++];
	f->fd = file->standard_input ? STDIN_FILENO : open(file->path, O_RDONLY | O_CLOEXEC);
	f->ended = false;
	f->offset = f->part = 0;
	f->number = 0;
	str_clear(&f->carry);
	str_clear(&f->header);
	return f->fd >= 0 || cannot(f, slot, "open");
}

static void close_file(struct feeder *f)
{
	if (f->fd > STDIN_FILENO)
		close(f->fd);
	f->fd = -1;
}

/* Reads up to `most` bytes behind what the slot holds; *got is 0 at the end of the file. */
static bool read_some(struct feeder *f, struct slot *slot, size_t pending, size_t most, size_t *got)
{
	char *to = slot_bytes(slot, pending + most) + pending;
	ssize_t n;
	while ((n = read(f->fd, to, most)) < 0 && (errno == EINTR || errno == EAGAIN))
		if (errno == EAGAIN) /* standard input may have been made non-blocking by others */
			poll(&(struct pollfd){ .fd = f->fd, .events = POLLIN }, 1, -1);
	if (n < 0)
		return cannot(f, slot, "read");
	*got = (size_t)n;
	f->ended = n == 0;
	return true;
}

/* Passes over the bytes that an earlier run has read; a pipe has no other way. */
static bool pass_over(struct feeder *f, struct slot *slot, uint64_t n)
{
	size_t got = 1;
	if (lseek(f->fd, (off_t)n, SEEK_CUR) >= 0)
		return true;
	for (; n && got; n -= got)
		if (!read_some(f, slot, 0, n < CHUNK ? n : CHUNK, &got))
			return false;
	if (!n)
		return true;
	snprintf(slot->head->error, sizeof(slot->head->error),
		 "the input %s has fewer bytes than the run has read of it: give it the same once more",
		 file_at_hand(f)->path);
	return false;
}

/* Goes to where a run that is resumed has stopped. */
static bool seek_start(struct feeder *f, struct slot *slot)
{
	struct place start = f->start;
	f->start = (struct place){ 0 };
	if (!start.open)
		return true;
	if (!open_next(f, slot) || !pass_over(f, slot, start.offset))
		return false;
	f->offset = start.offset;
	f->number = start.number;
	f->part = start.part;
	return true;
}

static void keep(str *to, const char *at, size_t n)
{
	str_clear(to);
	str_add(to, at, n);
	if (to->failed)
		memory_out();
}

/* The first record of a file goes into each block that has others, so that a block can be read by itself. */
static void keep_header(struct feeder *f, struct slot *slot, size_t len)
{
	const struct bound *reader = &f->plan->readers.list[file_at_hand(f)->reader];
	if (f->number || !(reader->library->plugin.flags & TSL_HEADER))
		return;
	keep(&f->header, slot_bytes(slot, len), len < TSL_HEADER_MOST ? len : TSL_HEADER_MOST);
	f->header_at = slot->head->n_bytes;
}

static void repeat_header(struct feeder *f, struct slot *slot)
{
	memcpy(slot_bytes(slot, f->header.len + 1), f->header.at ? f->header.at : "", f->header.len);
	f->header_at = slot->head->n_bytes;
	slot->head->n_bytes += f->header.len;
	slot->head->n_repeated += f->header.len;
}

static void add_record(struct feeder *f, struct slot *slot, size_t len)
{
	struct slot_head *head = slot->head;
	uint64_t known = f->header.len;
	keep_header(f, slot, len);
	*slot_record(slot, head->n_records++) = (struct record){ .file = (uint32_t)(f->next - 1),
								 .number = ++f->number,
								 .begin = f->offset,
								 .at = head->n_bytes,
								 .len = len,
								 .header_at = known ? f->header_at : 0,
								 .header_len = known };
	head->n_bytes += len;
	f->offset += len;
}

/* A byte-order mark is no part of the first record. */
static size_t skip_mark(struct feeder *f, struct slot *slot, size_t pending)
{
	const char *at = slot_bytes(slot, pending);
	if (f->offset || pending < 3 || memcmp(at, "\xEF\xBB\xBF", 3) != 0)
		return 0;
	slot->head->n_bytes += 3;
	f->offset = 3;
	return 3;
}

/* The whole file is one record. */
static bool take_file(struct feeder *f, struct slot *slot)
{
	size_t pending = 0, got = 0;
	do {
		if (!read_some(f, slot, pending, pending < CHUNK ? CHUNK : pending, &got))
			return false;
		pending += got;
	} while (!f->ended);
	pending -= skip_mark(f, slot, pending);
	add_record(f, slot, pending);
	close_file(f);
	return true;
}

/* The end of the record at the front of `pending` bytes, or 0 where more must be read. */
static size_t cut_one(struct feeder *f, const struct bound *reader, const char *at, size_t pending)
{
	size_t len = pending ? reader->library->plugin.cut(reader->config, at, pending, f->ended) : 0;
	return len > pending || (!len && f->ended) ? pending : len;
}

/*
 * Takes the records of this part of a file; the block is full when one begins in the next part. A record that is not
 * all there is cut again once at least as many bytes again have been read, so that a long one is not scanned over and
 * over.
 */
static bool take_part(struct feeder *f, struct slot *slot, const struct bound *reader, bool *full)
{
	size_t pending = f->carry.len, wanted = 3, got = 0; /* a byte-order mark has three */
	repeat_header(f, slot);
	memcpy(slot_bytes(slot, pending + 1), f->carry.at ? f->carry.at : "", pending);
	for (bool first = true;; first = false) {
		if (!first || !pending) {
			if (!read_some(f, slot, pending, CHUNK, &got))
				return false;
			pending += got;
		}
		if (!f->ended && pending < wanted)
			continue;
		pending -= skip_mark(f, slot, pending);
		for (size_t len; (len = cut_one(f, reader, slot_bytes(slot, pending), pending));) {
			add_record(f, slot, len);
			pending -= len;
			if (f->offset / BLOCK_SIZE != f->part) {
				f->part = f->offset / BLOCK_SIZE;
				keep(&f->carry, slot_bytes(slot, pending), pending);
				*full = true;
				return true;
			}
		}
		if (f->ended) {
			close_file(f);
			return true;
		}
		wanted = 2 * pending;
	}
}

/* Whether a block ends behind the file just finished. */
static bool ends_block(const struct feeder *f, const struct slot *slot)
{
	const char *name = file_at_hand(f)->name;
	return f->part || slot->head->n_bytes >= BLOCK_SIZE || hash_bytes(name, strlen(name)) % SMALL_FILES == 0;
}

static bool fill(struct feeder *f, struct slot *slot)
{
	for (bool full = false; !full;) {
		if (f->fd < 0 && f->next == f->plan->files.n)
			return true;
		if (f->fd < 0 && !open_next(f, slot))
			return false;
		const struct bound *reader = &f->plan->readers.list[file_at_hand(f)->reader];
		if (!(reader->library->plugin.cut ? take_part(f, slot, reader, &full) : take_file(f, slot)))
			return false;
		if (f->fd < 0)
			full = ends_block(f, slot);
	}
	return true;
}

void feeder_fill(struct feeder *f, struct slot *slot)
{
	struct slot_head *head = slot->head;
	*head = (struct slot_head){ .block = f->block++ };
	bool good = seek_start(f, slot) && fill(f, slot);
	head->last = !good || (f->fd < 0 && f->next == f->plan->files.n);
	head->next = (struct place){ .block = f->block,
				     .file = f->fd < 0 ? f->next : f->next - 1,
				     .offset = f->offset,
				     .number = f->number,
				     .part = f->part,
				     .open = f->fd >= 0,
				     .end = head->last };
}
