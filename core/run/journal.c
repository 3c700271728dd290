#include "run/journal.h"

#include "base/path.h"
#include "run/identity.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BEGUN ".teasel/begun"
#define IDS ".teasel/ids"
#define N_NUMBERS 17 /* in front of the outputs */

/* ---- writing ---- */

static bool append(int fd, const char *at, size_t n, tsl_error *e)
{
	return path_write(fd, at, n) || error_set(e, "cannot write the journal of the run: %s", strerror(errno));
}

bool journal_begin(struct journal *j, const struct folder *f, tsl_str identity, size_t n_outputs, tsl_error *e)
{
	*j = (struct journal){ .fd = -1,
			       .ids = -1,
			       .n_outputs = n_outputs,
			       .text = STR_NEEDED,
			       .line = STR_NEEDED,
			       .new_ids = STR_NEEDED };
	if (!folder_put(f, BEGUN, identity.at, identity.len, e))
		return false;
	j->fd = folder_create(f, FOLDER_JOURNAL, e);
	j->ids = j->fd < 0 ? -1 : folder_create(f, IDS, e);
	return j->ids >= 0;
}

void journal_id(struct journal *j, hash128 id)
{
	str_add(&j->new_ids, (const char *)&id, sizeof(id));
}

static void put_numbers(str *line, const struct journal_entry *entry)
{
	const struct place *p = &entry->next;
	const struct counts *c = &entry->counts;
	const uint64_t numbers[N_NUMBERS] = { p->block,  p->file,    p->offset,   p->number, p->part,   p->sum,
					      p->before, p->within,  p->open,     p->end,    c->in,     c->out,
					      c->failed, c->dropped, c->repaired, c->bytes,  entry->ids };
	for (size_t i = 0; i < N_NUMBERS; i++)
		str_addf(line, "%" PRIu64 " ", numbers[i]);
}

bool journal_add(struct journal *j, struct journal_entry *entry, tsl_error *e)
{
	j->n_ids += j->new_ids.len / sizeof(hash128);
	entry->ids = j->n_ids;
	str_clear(&j->line);
	put_numbers(&j->line, entry);
	for (size_t i = 0; i < j->n_outputs; i++)
		str_addf(&j->line, "%" PRIu64 " %s ", entry->outputs[i].bytes, entry->outputs[i].sum);
	str_add(&j->line, entry->note.at ? entry->note.at : "", entry->note.len);
	str_addf(&j->line, "%016" PRIx64 "\n", hash_bytes(j->line.at, j->line.len));
	bool good = append(j->ids, j->new_ids.at, j->new_ids.len, e) && append(j->fd, j->line.at, j->line.len, e);
	str_clear(&j->new_ids);
	return good;
}

/* ---- reading ---- */

static bool read_own(const struct folder *f, const char *name, str *to, tsl_error *e)
{
	char *path = path_join(f->partial, name);
	bool good = path_read(path, SIZE_MAX - 1, to, e);
	free(path);
	return good;
}

bool journal_reopen(struct journal *j, const struct folder *f, tsl_str identity, size_t n_outputs, tsl_error *e)
{
	str begun = STR_NEEDED;
	*j = (struct journal){ .fd = -1,
			       .ids = -1,
			       .n_outputs = n_outputs,
			       .text = STR_NEEDED,
			       .line = STR_NEEDED,
			       .new_ids = STR_NEEDED };
	bool good = read_own(f, BEGUN, &begun, e) && identity_is_same((tsl_str){ begun.at, begun.len }, identity, e) &&
		    read_own(f, FOLDER_JOURNAL, &j->text, e);
	str_release(&begun);
	if (!good)
		return false;
	j->fd = folder_reopen(f, FOLDER_JOURNAL, e);
	j->ids = j->fd < 0 ? -1 : folder_reopen(f, IDS, e);
	off_t size = j->ids < 0 ? -1 : lseek(j->ids, 0, SEEK_END);
	j->ids_there = size < 0 ? 0 : (uint64_t)size / sizeof(hash128);
	return j->ids >= 0;
}

static bool take_number(const char **at, uint64_t *to)
{
	char *end;
	errno = 0;
	*to = strtoull(*at, &end, 10);
	if (end == *at || *end != ' ' || errno)
		return false;
	*at = end + 1;
	return true;
}

static bool take_output(const char **at, struct journal_output *to)
{
	size_t n = SHA256_HEX - 1;
	if (!take_number(at, &to->bytes) || strnlen(*at, n + 1) <= n || (*at)[n] != ' ')
		return false;
	memcpy(to->sum, *at, n);
	to->sum[n] = 0;
	*at += n + 1;
	return true;
}

/* The line ends with the sum of what stands before that. */
static bool is_whole(const char *line, size_t len)
{
	char sum[17];
	if (len < 16)
		return false;
	snprintf(sum, sizeof(sum), "%016" PRIx64, hash_bytes(line, len - 16));
	return !memcmp(line + len - 16, sum, 16);
}

bool journal_next(struct journal *j, struct journal_entry *entry)
{
	uint64_t n[N_NUMBERS];
	const char *line = j->text.at + j->at;
	const char *end = j->at < j->text.len ? memchr(line, '\n', j->text.len - j->at) : NULL;
	if (!end || !is_whole(line, (size_t)(end - line)))
		return false;
	for (size_t i = 0; i < N_NUMBERS; i++)
		if (!take_number(&line, &n[i]))
			return false;
	for (size_t i = 0; i < j->n_outputs; i++)
		if (!take_output(&line, &entry->outputs[i]))
			return false;
	if (line > end - 16)
		return false;
	entry->next = (struct place){ n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9] };
	entry->counts = (struct counts){ n[10], n[11], n[12], n[13], n[14], n[0], n[15] };
	entry->ids = n[16];
	entry->note = (tsl_str){ line, (size_t)(end - 16 - line) };
	entry->behind = j->at = (uint64_t)(end + 1 - j->text.at);
	return entry->ids <= j->ids_there;
}

static bool read_ids(struct journal *j, uint64_t n, bool (*each)(void *, hash128, tsl_error *), void *context,
		     tsl_error *e)
{
	hash128 ids[1024];
	for (uint64_t at = 0; at < n;) {
		size_t most = n - at < 1024 ? (size_t)(n - at) : 1024;
		ssize_t got = pread(j->ids, ids, most * sizeof(*ids), (off_t)(at * sizeof(*ids)));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < (ssize_t)sizeof(*ids))
			return error_set(e, "the ids of the run cannot be read again: begin anew with --force");
		for (size_t i = 0; i < (size_t)got / sizeof(*ids); i++)
			if (!each(context, ids[i], e))
				return false;
		at += (size_t)got / sizeof(*ids);
	}
	return true;
}

static bool cut(int fd, uint64_t size, tsl_error *e)
{
	return (!ftruncate(fd, (off_t)size) && lseek(fd, 0, SEEK_END) >= 0) ||
	       error_set(e, "cannot write the journal of the run: %s", strerror(errno));
}

bool journal_cut(struct journal *j, const struct journal_entry *last,
		 bool (*each)(void *context, hash128 id, tsl_error *e), void *context, tsl_error *e)
{
	uint64_t at = last ? last->behind : 0;
	j->n_ids = last ? last->ids : 0;
	str_release(&j->text);
	return read_ids(j, j->n_ids, each, context, e) && cut(j->fd, at, e) &&
	       cut(j->ids, j->n_ids * sizeof(hash128), e);
}

void journal_release(struct journal *j)
{
	if (j->fd > 0)
		close(j->fd);
	if (j->ids > 0)
		close(j->ids);
	str_release(&j->line);
	str_release(&j->new_ids);
	str_release(&j->text);
	*j = (struct journal){ .fd = -1, .ids = -1 };
}
