/*
 * Finds where an earlier run stopped. Its outputs are read again along the journal: the last line whose lengths and
 * sums hold is where it goes on, and what stands behind that is cut off.
 */
#include "run/commit.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Adds what the output has grown by to its sum; `false` where it has not so many bytes. */
static bool read_on(struct commit *c, struct output *o, uint64_t to)
{
	str *bytes = &c->scratch;
	if (to < o->bytes)
		return false;
	str_clear(bytes);
	for (uint64_t at = o->bytes; at < to;) {
		char *room = str_room(bytes, to - o->bytes);
		if (!room)
			memory_out();
		ssize_t n = pread(o->fd, room, to - at, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes->len += (size_t)n;
		at += (uint64_t)n;
	}
	sha256_add(o->sum, bytes->at ? bytes->at : "", bytes->len);
	o->bytes = to;
	return true;
}

static void count_causes(struct commit *c)
{
	const char *at = c->scratch.at, *end = at + c->scratch.len;
	for (const char *next; at < end; at = next) {
		next = (const char *)memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		causes_add(&c->causes, at, (size_t)(next - at));
	}
}

/* Whether the outputs are as the entry says. */
static bool holds(struct commit *c, const struct journal_entry *entry)
{
	char sum[SHA256_HEX];
	for (size_t i = 0; i < c->n_writers + 2; i++) {
		if (!read_on(c, &c->outputs[i], entry->outputs[i].bytes))
			return false;
		sha256_hex(c->outputs[i].sum, sum);
		if (strcmp(sum, entry->outputs[i].sum) != 0)
			return false;
		if (i == c->n_writers)
			count_causes(c);
	}
	return true;
}

static void keep_sums(struct commit *c, struct sha256 **sums)
{
	for (size_t i = 0; i < c->n_writers + 2; i++)
		sha256_copy(sums[i], c->outputs[i].sum);
}

/* Reads along the journal; the last entry that holds goes to c->entry. */
static bool find_last(struct commit *c, struct sha256 **sums)
{
	size_t n = c->n_writers + 2;
	struct journal_entry entry = { .outputs = memory_get(n * sizeof(*entry.outputs)) };
	bool found = false;
	keep_sums(c, sums);
	while (journal_next(&c->journal, &entry) && holds(c, &entry)) {
		struct journal_output *outputs = c->entry.outputs;
		memcpy(outputs, entry.outputs, n * sizeof(*outputs));
		c->entry = entry;
		c->entry.outputs = outputs;
		str_add(&c->notes, entry.note.at, entry.note.len);
		keep_sums(c, sums);
		found = true;
	}
	free(entry.outputs);
	return found;
}

static bool cut_outputs(struct commit *c, struct sha256 **sums, tsl_error *e)
{
	for (size_t i = 0; i < c->n_writers + 2; i++) {
		struct output *o = &c->outputs[i];
		o->bytes = c->entry.outputs[i].bytes;
		sha256_copy(o->sum, sums[i]);
		if (ftruncate(o->fd, (off_t)o->bytes) || lseek(o->fd, 0, SEEK_END) < 0)
			return error_set(e, "cannot write %s: %s", o->name, strerror(errno));
	}
	return true;
}

static bool add_id(void *context, hash128 id, tsl_error *e)
{
	return ids_add(context, id, e) != IDS_BROKEN;
}

static bool go_back(struct commit *c, tsl_error *e)
{
	size_t n = c->n_writers + 2;
	struct sha256 **sums = memory_get(n * sizeof(struct sha256 *));
	for (size_t i = 0; i < n; i++)
		sums[i] = sha256_new();
	bool found = find_last(c, sums);
	c->next = c->entry.next;
	c->counts = c->entry.counts;
	bool good = cut_outputs(c, sums, e) && journal_cut(&c->journal, found ? &c->entry : NULL, add_id, &c->ids, e);
	for (size_t i = 0; i < n; i++)
		sha256_free(sums[i]);
	free(sums);
	return good;
}

bool commit_resume(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		   tsl_error *e)
{
	commit_init(c, folder, files, n);
	if (!c->journaled)
		return error_set(e, "a run that writes to standard output cannot be resumed: begin anew with --force");
	if (!journal_reopen(&c->journal, folder, identity, n + 2, e))
		return false;
	for (size_t i = 0; i < n + 2; i++)
		if ((c->outputs[i].fd = folder_reopen(folder, c->outputs[i].name, e)) < 0)
			return false;
	return go_back(c, e);
}

bool commit_look(struct commit *c, struct folder *folder, const struct writer_file *files, size_t n, tsl_str identity,
		 tsl_error *e)
{
	commit_init(c, folder, files, n);
	if (!journal_reopen(&c->journal, folder, identity, n + 2, e))
		return false;
	while (journal_next(&c->journal, &c->entry))
		;
	c->counts = c->entry.counts;
	return true;
}
