/* Where a run that is resumed goes on in its input. */
#include "run/feeder.h"

#include <string.h>

#define CHUNK ((size_t)256 << 10)

/* Reads the first record of the file once more; *n is how many bytes that took, which lie in the slot. */
static bool read_header(struct feeder *f, struct slot *slot, size_t *n)
{
	for (size_t got = 0, len = 0; !len && !f->source.ended;) {
		size_t most = *n < CHUNK ? CHUNK : *n; /* so that a long one is not scanned over and over */
		if (!feeder_read(f, slot, *n, most, &got))
			return false;
		*n += got;
		const char *at = slot_bytes(slot, *n);
		size_t mark = feeder_mark(at, *n);
		len = feeder_cut(f, at + mark, *n - mark);
		if (len)
			feeder_keep(&f->header, at + mark, len < TSL_HEADER_MOST ? len : TSL_HEADER_MOST);
	}
	return true;
}

/* Standard input has no name and no date: it must bring the same bytes again. */
static bool read_again(struct feeder *f, struct slot *slot, uint64_t sum)
{
	tsl_error e;
	for (size_t got = 1; got && f->source.offset < f->offset;) {
		uint64_t left = f->offset - f->source.offset;
		if (!feeder_read(f, slot, 0, left < CHUNK ? (size_t)left : CHUNK, &got))
			return false;
		hash_stream_add(f->sum, slot_bytes(slot, got), got);
	}
	if (f->source.offset >= f->offset && hash_stream_value(f->sum) == sum)
		return true;
	error_set(&e,
		  "standard input does not bring what the run has read of it before: give it the same once more, or "
		  "begin anew with --force");
	return feeder_error(slot, &e);
}

bool feeder_seek(struct feeder *f, struct slot *slot)
{
	struct place start = f->start;
	size_t read = 0;
	tsl_error e;
	f->start = (struct place){ 0 };
	if (!start.open)
		return true;
	if (!feeder_open(f, slot) || (feeder_reader(f)->flags & TSL_HEADER && !read_header(f, slot, &read)))
		return false;
	f->offset = start.offset;
	f->number = start.number;
	f->part = start.part;
	const char *at = slot_bytes(slot, read);
	if (f->sum)
		hash_stream_add(f->sum, at, read < f->offset ? read : (size_t)f->offset);
	if (read > f->offset)
		feeder_keep(&f->carry, at + f->offset, read - (size_t)f->offset);
	if (f->sum)
		return read_again(f, slot, start.sum);
	return read >= f->offset || source_skip(&f->source, f->offset - read, &e) || feeder_error(slot, &e);
}
