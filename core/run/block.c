#include "run/block.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXIT_SHARED_MEMORY 5

/* A plugin that takes a descriptor for one of its own shall do no harm: behind the last possible byte nothing is read
 * or written, and what others have mapped is not taken away. */
void region_init(struct region *r)
{
	*r = (struct region){ .fd = memfd_create("teasel", MFD_CLOEXEC | MFD_ALLOW_SEALING) };
	if (r->fd >= 0) {
		lseek(r->fd, INT64_MAX, SEEK_SET);
		fcntl(r->fd, F_ADD_SEALS, F_SEAL_SHRINK);
		return;
	}
	fprintf(stderr, "teasel: cannot make shared memory: %s%s\n", strerror(errno),
		errno == EMFILE ? "; use fewer workers (-j), or raise `ulimit -n`" : "");
	_exit(EXIT_SHARED_MEMORY);
}

void region_release(struct region *r)
{
	if (r->at)
		munmap(r->at, r->mapped);
	if (r->fd >= 0)
		close(r->fd);
}

/* The file only ever grows: another process may have it mapped. */
static bool map(struct region *r, size_t size)
{
	struct stat st;
	if (fstat(r->fd, &st))
		return false;
	if ((size_t)st.st_size < size && ftruncate(r->fd, (off_t)size))
		return false;
	if ((size_t)st.st_size > size)
		size = (size_t)st.st_size;
	void *at = r->at ? mremap(r->at, r->mapped, size, MREMAP_MAYMOVE)
			 : mmap(NULL, size, r->read_only ? PROT_READ : PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
	if (at == MAP_FAILED)
		return false;
	r->at = at;
	r->mapped = size;
	return true;
}

void region_renew(struct region *r)
{
	if (!map(r, r->mapped))
		memory_out();
}

void *region_try(struct region *r, size_t size)
{
	size_t room = r->mapped ? r->mapped : (size_t)1 << 16;
	while (room < size)
		room *= 2;
	return room == r->mapped || map(r, room) ? r->at : NULL;
}

void *region_room(struct region *r, size_t size)
{
	void *at = region_try(r, size);
	if (!at)
		memory_out();
	return at;
}

void region_trim(struct region *r)
{
	struct stat st;
	if (!fstat(r->fd, &st) && st.st_size > (off_t)REGION_KEPT)
		fallocate(r->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)REGION_KEPT,
			  st.st_size - (off_t)REGION_KEPT);
}

void slot_trim(struct slot *s)
{
	region_trim(&s->bytes);
	region_trim(&s->records);
	region_trim(&s->results);
	region_trim(&s->out);
}

void slots_init(struct slots *s, size_t n, size_t n_writers)
{
	s->heads = mmap(NULL, n * sizeof(*s->heads), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (s->heads == MAP_FAILED)
		memory_out();
	s->list = memory_get(n * sizeof(*s->list));
	s->n = n;
	for (size_t i = 0; i < n; i++) {
		struct slot *slot = &s->list[i];
		slot->head = &s->heads[i];
		slot->n_writers = n_writers;
		slot->result_size = result_size(n_writers);
		region_init(&slot->bytes);
		region_init(&slot->records);
		region_init(&slot->results);
		region_init(&slot->out);
	}
}

void slots_release(struct slots *s)
{
	for (size_t i = 0; i < s->n; i++) {
		region_release(&s->list[i].bytes);
		region_release(&s->list[i].records);
		region_release(&s->list[i].results);
		region_release(&s->list[i].out);
	}
	free(s->list);
	if (s->heads)
		munmap(s->heads, s->n * sizeof(*s->heads));
	*s = (struct slots){ 0 };
}

struct record *slot_record(struct slot *s, uint64_t i)
{
	struct record *records = region_room(&s->records, (i + 1) * sizeof(*records));
	return &records[i];
}

struct result *slot_result(struct slot *s, uint64_t i)
{
	char *results = region_room(&s->results, (i + 1) * s->result_size);
	return (struct result *)(void *)(results + i * s->result_size);
}

bool result_is_sound(const struct slot *s, const struct result *r, uint64_t n)
{
	uint64_t left = r->len;
	if (r->at > n || r->len > n - r->at || r->record >= s->head->n_records || r->status > TSL_DROPPED)
		return false;
	if (r->has_id > 1 || r->repaired > 1 || r->no_row > 1)
		return false;
	if (r->id_len > left || r->file_len > left - r->id_len)
		return false;
	left -= r->id_len + r->file_len;
	for (size_t i = 0; r->status == TSL_OK && i < s->n_writers; i++) {
		if (r->written[i] > left)
			return false;
		left -= r->written[i];
	}
	return true;
}

/* Whether the memory has been made as large as this; what it is mapped to here may be less. */
static bool region_holds(const struct region *r, uint64_t n, size_t size)
{
	struct stat st;
	return !fstat(r->fd, &st) && n <= (uint64_t)st.st_size / size;
}

bool slot_is_sound(struct slot *s)
{
	const struct slot_head *head = s->head;
	if (head->n_results > head->n_records || !region_holds(&s->records, head->n_records, sizeof(struct record)) ||
	    !region_holds(&s->results, head->n_results, s->result_size) || !region_holds(&s->out, head->n_out, 1))
		return false;
	region_room(&s->out, head->n_out);
	for (uint64_t i = 0; i < head->n_results; i++)
		if (!result_is_sound(s, slot_result(s, i), head->n_out))
			return false;
	return true;
}

char *slot_bytes(struct slot *s, size_t most)
{
	char *bytes = region_room(&s->bytes, s->head->n_bytes + most);
	return bytes + s->head->n_bytes;
}
