#include "run/feeder.h"

#include "base/hash.h"

#include <stdio.h>
#include <string.h>

#define CHUNK ((size_t)256 << 10)
#define SMALL_FILES 64 /* a block of small files ends after one of so many, on average */

void feeder_init(struct feeder *f, const struct plan *plan, const struct place *start)
{
	*f = (struct feeder){
		.plan = plan, .source = SOURCE_CLOSED, .carry = STR_NEEDED, .header = STR_NEEDED, .start = *start
	};
	f->most = (uint64_t)plan->pipeline->limits.document << 20;
	f->block = start->block;
	f->before = start->before;
	f->next = start->file;
}

static bool is_open(const struct feeder *f)
{
	return f->source.fd >= 0;
}

static uint64_t bytes_within(const struct feeder *f)
{
	return is_open(f) ? source_place(&f->source, f->offset) : 0;
}

/* All of it counts as read, also what was passed over. */
static void close_file(struct feeder *f)
{
	const struct stat *begun = &f->source.begun;
	f->before += S_ISREG(begun->st_mode) ? (uint64_t)begun->st_size : bytes_within(f);
	source_close(&f->source);
	hash_stream_free(f->sum);
	f->sum = NULL;
}

void feeder_release(struct feeder *f)
{
	close_file(f);
	str_release(&f->carry);
	str_release(&f->header);
}

/* ---- the file at hand ---- */

const struct input_file *feeder_file(const struct feeder *f)
{
	return &f->plan->files.list[f->next - 1];
}

const tsl_plugin *feeder_reader(const struct feeder *f)
{
	return &f->plan->readers.list[feeder_file(f)->reader].library->plugin;
}

bool feeder_error(struct slot *slot, const tsl_error *e)
{
	snprintf(slot->head->error, sizeof(slot->head->error), "%.*s", (int)sizeof(slot->head->error) - 1, e->text);
	return false;
}

bool feeder_open(struct feeder *f, struct slot *slot)
{
	tsl_error e;
	const struct input_file *file = &f->plan->files.list[f->next++];
	f->offset = f->part = f->number = f->passed = 0;
	str_clear(&f->carry);
	str_clear(&f->header);
	f->sum = file->standard_input ? hash_stream_new() : NULL;
	return source_open(&f->source, file, &e) || feeder_error(slot, &e);
}

bool feeder_read(struct feeder *f, struct slot *slot, size_t pending, size_t most, size_t *got)
{
	tsl_error e;
	char *to = slot_bytes(slot, pending + most) + pending;
	return source_read(&f->source, to, most, got, &e) || feeder_error(slot, &e);
}

void feeder_keep(str *to, const char *at, size_t n)
{
	str_clear(to);
	str_add(to, at, n);
}

/* ---- records ---- */

/* The first record of a file goes into each block that has others, so that a block can be read by itself. */
static void keep_header(struct feeder *f, struct slot *slot, size_t len)
{
	if (f->number || !(feeder_reader(f)->flags & TSL_HEADER))
		return;
	feeder_keep(&f->header, slot_bytes(slot, len), len < TSL_HEADER_MOST ? len : TSL_HEADER_MOST);
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
	if (f->sum)
		hash_stream_add(f->sum, slot_bytes(slot, len), len);
	head->n_bytes += len;
	f->offset += len;
}

/* A record of which nothing is kept; `len` bytes of it were read. */
static void add_refused(struct feeder *f, struct slot *slot, enum record_flaw flaw, uint64_t len)
{
	struct slot_head *head = slot->head;
	*slot_record(slot, head->n_records++) = (struct record){ .file = (uint32_t)(f->next - 1),
								 .number = ++f->number,
								 .begin = f->offset,
								 .at = head->n_bytes,
								 .flaw = flaw };
	head->n_refused += len;
	f->offset += len;
	f->passed = 0;
}

size_t feeder_mark(const char *at, size_t pending)
{
	return pending >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

/* A byte-order mark is no part of the first record. */
static size_t skip_mark(struct feeder *f, struct slot *slot, size_t pending)
{
	const char *at = slot_bytes(slot, pending);
	size_t mark = f->offset ? 0 : feeder_mark(at, pending);
	if (f->sum)
		hash_stream_add(f->sum, at, mark);
	slot->head->n_bytes += mark;
	f->offset += mark;
	return mark;
}

/* The whole file is one record. */
static bool take_file(struct feeder *f, struct slot *slot)
{
	size_t pending = 0, got = 0;
	do {
		if (!feeder_read(f, slot, pending, pending < CHUNK ? CHUNK : pending, &got))
			return false;
		pending += got;
	} while (!f->source.ended && pending <= f->most);
	if (pending <= f->most) {
		pending -= skip_mark(f, slot, pending);
		add_record(f, slot, pending);
	} else {
		add_refused(f, slot, FLAW_TOO_LONG, pending);
	}
	close_file(f);
	return true;
}

size_t feeder_cut(struct feeder *f, const char *at, size_t pending)
{
	const struct bound *reader = &f->plan->readers.list[feeder_file(f)->reader];
	const tsl_plugin *plugin = &reader->library->plugin;
	size_t len = 0;
	if (plugin->flags & TSL_LINES) {
		const char *end = pending ? memchr(at, '\n', pending) : NULL;
		len = end ? (size_t)(end - at) + 1 : 0;
	} else if (pending) {
		len = plugin->cut(reader->config, at, pending, f->source.ended);
	}
	return len > pending || (!len && f->source.ended) ? pending : len;
}

/* Throws the bytes of a record away that has too many; returns how many are left, of those behind it. Where its end
 * cannot be found without them, nothing more of the file is read. */
static size_t pass_over(struct feeder *f, struct slot *slot, size_t pending)
{
	char *at = slot_bytes(slot, pending + 1);
	if (!(feeder_reader(f)->flags & TSL_LINES)) {
		add_refused(f, slot, FLAW_NO_END, pending);
		f->source.ended = true;
		return 0;
	}
	const char *end = memchr(at, '\n', pending);
	size_t used = end ? (size_t)(end - at) + 1 : pending;
	if (f->sum)
		hash_stream_add(f->sum, at, used);
	f->passed += used;
	if (end || f->source.ended)
		add_refused(f, slot, FLAW_TOO_LONG, f->passed);
	memmove(at, at + used, pending - used);
	return pending - used;
}

/* Takes the records at the front of `pending` bytes; returns how many are left. The block is full when one begins in
 * the next part of the file. */
static size_t take_records(struct feeder *f, struct slot *slot, size_t pending, bool *full)
{
	for (;;) {
		size_t len = f->passed ? 0 : feeder_cut(f, slot_bytes(slot, pending), pending);
		if (len && len <= f->most) {
			add_record(f, slot, len);
			pending -= len;
		} else if (len || pending > f->most || (f->passed && pending)) {
			pending = pass_over(f, slot, pending);
		} else {
			return pending;
		}
		*full = !f->passed && f->offset / BLOCK_SIZE != f->part;
		if (*full)
			return pending;
	}
}

/*
 * Takes the records of this part of a file. A record that is not all there is cut again once at least as many bytes
 * again have been read, so that a long one is not scanned over and over.
 */
static bool take_part(struct feeder *f, struct slot *slot, bool *full)
{
	size_t pending = f->carry.len, wanted = 3, got = 0; /* a byte-order mark has three */
	repeat_header(f, slot);
	memcpy(slot_bytes(slot, pending + 1), f->carry.at ? f->carry.at : "", pending);
	for (bool first = true;; first = false) {
		if (!first || !pending) {
			if (!feeder_read(f, slot, pending, CHUNK, &got))
				return false;
			pending += got;
		}
		if (!f->source.ended && pending < wanted)
			continue;
		pending -= skip_mark(f, slot, pending);
		pending = take_records(f, slot, pending, full);
		if (*full) {
			f->part = f->offset / BLOCK_SIZE;
			feeder_keep(&f->carry, slot_bytes(slot, pending), pending);
			return true;
		}
		if (f->source.ended) {
			close_file(f);
			return true;
		}
		wanted = 2 * pending < f->most ? 2 * pending : f->most;
	}
}

/* ---- blocks ---- */

/* Whether a block ends behind the file just finished. */
static bool ends_block(const struct feeder *f, const struct slot *slot)
{
	const char *name = feeder_file(f)->name;
	return f->part || slot->head->n_bytes + slot->head->n_refused >= BLOCK_SIZE ||
	       hash_bytes(name, pack_name_length(name)) % SMALL_FILES == 0;
}

static bool fill(struct feeder *f, struct slot *slot)
{
	for (bool full = false; !full;) {
		if (!is_open(f) && f->next == f->plan->files.n)
			return true;
		if (!is_open(f) && !feeder_open(f, slot))
			return false;
		const tsl_plugin *reader = feeder_reader(f);
		bool by_records = reader->cut || reader->flags & TSL_LINES;
		if (!(by_records ? take_part(f, slot, &full) : take_file(f, slot)))
			return false;
		if (!is_open(f))
			full = ends_block(f, slot);
	}
	return true;
}

void feeder_fill(struct feeder *f, struct slot *slot)
{
	struct slot_head *head = slot->head;
	*head = (struct slot_head){ .block = f->block++ };
	bool good = feeder_seek(f, slot) && fill(f, slot);
	head->last = !good || (!is_open(f) && f->next == f->plan->files.n);
	head->next = (struct place){ .block = f->block,
				     .file = is_open(f) ? f->next - 1 : f->next,
				     .offset = f->offset,
				     .number = f->number,
				     .part = f->part,
				     .before = f->before,
				     .within = bytes_within(f),
				     .sum = f->sum ? hash_stream_value(f->sum) : 0,
				     .open = is_open(f),
				     .end = head->last };
}
