#include "run/commit.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define SYNCED_AT_ONCE ((uint64_t)4 << 20)  /* bytes that the disk is told to write */
#define WRITTEN_AT_ONCE ((size_t)256 << 10) /* bytes: while the sum of it has left it in the cache */
#define MOST_PIECES 512                     /* below the kernel's limit of 1,024 for one writev */

static struct output *failed_output(struct commit *c)
{
	return &c->outputs[c->n_writers];
}

static struct output *dropped_output(struct commit *c)
{
	return &c->outputs[c->n_writers + 1];
}

void commit_init(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n)
{
	*c = (struct commit){ .folder = folder,
			      .n_writers = n,
			      .journaled = true,
			      .scratch = STR_NEEDED,
			      .plain = STR_NEEDED,
			      .packed = STR_NEEDED,
			      .notes = STR_NEEDED };
	c->journal.fd = c->journal.ids = -1;
	ids_init(&c->ids, folder ? folder->partial : NULL);
	c->outputs = memory_get((n + 2) * sizeof(*c->outputs));
	c->entry.outputs = memory_get((n + 2) * sizeof(*c->entry.outputs));
	for (size_t i = 0; i < n; i++) {
		bool standard = !strcmp(files[i].path, "-");
		c->outputs[i] = (struct output){ .name = files[i].path,
						 .label = files[i].label,
						 .standard = standard,
						 .packing = pack_of_name(files[i].path) };
		c->journaled &= !standard;
	}
	*failed_output(c) = (struct output){ .name = "failed.jsonl", .label = "" };
	*dropped_output(c) = (struct output){ .name = "dropped.jsonl", .label = "" };
	for (size_t i = 0; i < n + 2; i++) {
		c->outputs[i].fd = c->outputs[i].standard ? STDOUT_FILENO : -1;
		c->outputs[i].sum = sha256_new();
	}
	if (!folder) { /* what failed is told at once; what was dropped is only counted */
		failed_output(c)->fd = STDERR_FILENO;
		failed_output(c)->standard = dropped_output(c)->standard = true;
	}
}

bool commit_open(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		 tsl_error *e)
{
	commit_init(c, folder, files, n);
	if (c->journaled && !journal_begin(&c->journal, folder, identity, n + 2, e))
		return false;
	for (size_t i = 0; i < n + 2; i++)
		if (!c->outputs[i].standard && (c->outputs[i].fd = folder_create(folder, c->outputs[i].name, e)) < 0)
			return false;
	return true;
}

/* ---- writing ---- */

/* Writes all pieces, however little the kernel takes at a time. */
static bool write_pieces(struct output *o, struct iovec *at, size_t n, tsl_error *e)
{
	while (n && o->fd >= 0) {
		ssize_t done = writev(o->fd, at, (int)n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0 && errno == EAGAIN) { /* standard output may have been made non-blocking by others */
			poll(&(struct pollfd){ .fd = o->fd, .events = POLLOUT }, 1, -1);
			continue;
		}
		if (done < 0)
			return error_set(e, "cannot write %s: %s",
					 o->fd == STDOUT_FILENO   ? "standard output"
					 : o->fd == STDERR_FILENO ? "standard error"
								  : o->name,
					 strerror(errno));
		for (; n && (size_t)done >= at->iov_len; at++, n--)
			done -= (ssize_t)at->iov_len;
		if (n) {
			at->iov_base = (char *)at->iov_base + done;
			at->iov_len -= (size_t)done;
		}
	}
	return true;
}

struct batch {
	struct commit *commit;
	struct output *output;
	struct iovec pieces[MOST_PIECES];
	size_t n, bytes;
};

/* Packs what was gathered, and has that written instead. */
static void pack(struct batch *b)
{
	struct commit *c = b->commit;
	str_clear(&c->packed);
	pack_add(b->output->packing, c->plain.at, c->plain.len, &c->packed);
	str_clear(&c->plain);
	if (!c->packed.len)
		return;
	sha256_add(b->output->sum, c->packed.at, c->packed.len);
	b->output->bytes += c->packed.len;
	b->pieces[b->n++] = (struct iovec){ c->packed.at, c->packed.len };
}

static bool batch_flush(struct batch *b, tsl_error *e)
{
	if (b->output->packing != PACK_NONE)
		pack(b);
	bool good = write_pieces(b->output, b->pieces, b->n, e);
	b->n = b->bytes = 0;
	return good;
}

static bool batch_add(struct batch *b, char *at, size_t len, tsl_error *e)
{
	struct iovec *last = b->n ? &b->pieces[b->n - 1] : NULL;
	if (!len)
		return true;
	if (b->output->packing != PACK_NONE) {
		str_add(&b->commit->plain, at, len);
		return true;
	}
	sha256_add(b->output->sum, at, len);
	b->output->bytes += len;
	b->bytes += len;
	if (last && (char *)last->iov_base + last->iov_len == at) {
		last->iov_len += len;
		return true;
	}
	b->pieces[b->n++] = (struct iovec){ at, len };
	return (b->n < MOST_PIECES && b->bytes < WRITTEN_AT_ONCE) || batch_flush(b, e);
}

/* An iovec serves reads too and is therefore not const; writing leaves the bytes alone. */
static bool put(struct commit *c, struct output *o, const void *at, size_t n, tsl_error *e)
{
	struct batch b = { .commit = c, .output = o };
	return batch_add(&b, (char *)(uintptr_t)at, n, e) && batch_flush(&b, e);
}

bool commit_put(struct commit *c, size_t writer, const void *at, size_t n, tsl_error *e)
{
	return put(c, &c->outputs[writer], at, n, e);
}

/* Lets the disk begin, so that a run does not end with a wait for all of it. Only fsync() tells whether that went well.
 */
static void begin_sync(struct output *o)
{
	if (o->standard || o->bytes < o->begun + SYNCED_AT_ONCE)
		return;
	sync_file_range(o->fd, (off_t)o->begun, (off_t)(o->bytes - o->begun), SYNC_FILE_RANGE_WRITE);
	o->begun = o->bytes;
}

/* ---- one block ---- */

/* A second document with an id that is taken is a failed one: its line is made here, where the order is known. */
static bool refuse_repeated(struct commit *c, struct slot *slot, struct result *r, tsl_error *e)
{
	const struct record *record = slot_record(slot, r->record);
	const char *id = slot->out.at + r->at;
	str_clear(&c->scratch);
	str_puts(&c->scratch, "{\"id\": ");
	str_json(&c->scratch, id, r->id_len);
	str_puts(&c->scratch, ", \"file\": ");
	str_json(&c->scratch, id + r->id_len, r->file_len);
	str_addf(&c->scratch, ", \"record\": %llu, \"byte\": %llu, \"stage\": \"input\", \"cause\": ",
		 (unsigned long long)record->number, (unsigned long long)record->begin);
	str_puts(&c->scratch, "\"an earlier document has the same id\"}\n");
	causes_add(&c->causes, c->scratch.at, c->scratch.len);
	return put(c, failed_output(c), c->scratch.at, c->scratch.len, e);
}

static bool judge(struct commit *c, struct slot *slot, struct result *r, tsl_error *e)
{
	c->counts.in++;
	c->counts.repaired += r->repaired;
	enum ids_answer answer = r->has_id ? ids_add(&c->ids, r->id, e) : IDS_NEW;
	bool repeated = answer == IDS_MET;
	if (answer == IDS_BROKEN)
		return false;
	if (r->has_id && r->no_row && !repeated)
		strays_add(&c->strays, r->reader, slot->out.at + r->at, r->id_len);
	if (r->has_id && !repeated && c->journaled)
		journal_id(&c->journal, r->id);
	if (repeated && r->status == TSL_OK) {
		r->status = TSL_FAILED;
		c->counts.failed++;
		r->len = 0;
		return refuse_repeated(c, slot, r, e);
	}
	c->counts.out += r->status == TSL_OK;
	c->counts.dropped += r->status == TSL_DROPPED;
	c->counts.failed += r->status == TSL_FAILED;
	if (r->status == TSL_OK)
		return true;
	struct output *o = r->status == TSL_DROPPED ? dropped_output(c) : failed_output(c);
	const char *line = slot->out.at + result_payload(r);
	size_t len = r->len - (result_payload(r) - r->at);
	if (r->status == TSL_FAILED)
		causes_add(&c->causes, line, len);
	return put(c, o, line, len, e);
}

static bool write_block(struct commit *c, struct slot *slot, tsl_error *e)
{
	struct slot_head *head = slot->head;
	region_room(&slot->out, head->n_out);
	for (uint64_t i = 0; i < head->n_results; i++)
		if (!judge(c, slot, slot_result(slot, i), e))
			return false;
	for (size_t w = 0; w < c->n_writers; w++) {
		struct batch b = { .commit = c, .output = &c->outputs[w] };
		for (uint64_t i = 0; i < head->n_results; i++) {
			const struct result *r = slot_result(slot, i);
			size_t at = result_payload(r);
			for (size_t k = 0; k < w; k++)
				at += r->written[k];
			if (r->status == TSL_OK && !batch_add(&b, slot->out.at + at, r->written[w], e))
				return false;
		}
		if (!batch_flush(&b, e))
			return false;
		begin_sync(b.output);
	}
	c->counts.blocks++;
	c->counts.bytes += head->n_bytes - head->n_repeated + head->n_refused;
	return true;
}

/* Says in the journal that a block is done. */
static bool note_block(struct commit *c, struct slot *slot, tsl_error *e)
{
	c->next = slot->head->next;
	c->next.block = slot->head->block + 1;
	if (!c->journaled)
		return true;
	c->entry.next = c->next;
	c->entry.counts = c->counts;
	c->entry.note = strays_note(&c->strays);
	for (size_t i = 0; i < c->n_writers + 2; i++) {
		c->entry.outputs[i].bytes = c->outputs[i].bytes;
		sha256_hex(c->outputs[i].sum, c->entry.outputs[i].sum);
	}
	if (!journal_add(&c->journal, &c->entry, e))
		return false;
	c->folder->keep = true;
	return true;
}

/* ---- order ---- */

bool commit_add(struct commit *c, struct slot *slot, tsl_error *e)
{
	c->waiting = memory_room(c->waiting, c->n_waiting, &c->room, sizeof(*c->waiting));
	c->waiting[c->n_waiting++] = slot;
	for (size_t i = 0; i < c->n_waiting;) {
		if (c->waiting[i]->head->block != c->next.block) {
			i++;
			continue;
		}
		if (!write_block(c, c->waiting[i], e) || !note_block(c, c->waiting[i], e))
			return false;
		i = 0;
	}
	return true;
}

struct slot *commit_free(struct commit *c)
{
	for (size_t i = 0; i < c->n_waiting; i++) {
		struct slot *slot = c->waiting[i];
		if (slot->head->block >= c->next.block)
			continue;
		c->waiting[i] = c->waiting[--c->n_waiting];
		return slot;
	}
	return NULL;
}

static bool close_output(struct output *o, tsl_error *e)
{
	sha256_hex(o->sum, o->hex);
	if (o->standard)
		return true;
	bool good = !fsync(o->fd);
	good &= !close(o->fd);
	o->fd = -1;
	return good || error_set(e, "cannot finish the file %s: %s", o->name, strerror(errno));
}

bool commit_close(struct commit *c, tsl_error *e)
{
	for (size_t i = 0; i < c->n_writers + 2; i++)
		if (!close_output(&c->outputs[i], e))
			return false;
	return true;
}

void commit_release(struct commit *c)
{
	for (size_t i = 0; c->outputs && i < c->n_writers + 2; i++) {
		if (c->outputs[i].fd >= 0 && !c->outputs[i].standard)
			close(c->outputs[i].fd);
		sha256_free(c->outputs[i].sum);
	}
	free(c->outputs);
	free(c->waiting);
	free(c->entry.outputs);
	journal_release(&c->journal);
	ids_release(&c->ids);
	causes_release(&c->causes);
	strays_release(&c->strays);
	str_release(&c->notes);
	str_release(&c->scratch);
	str_release(&c->plain);
	str_release(&c->packed);
	*c = (struct commit){ 0 };
}
