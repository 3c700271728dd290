/*
 * feeding.h: what the feeder makes of some files, record by record.
 */
#ifndef UNIT_FEEDING_H
#define UNIT_FEEDING_H

#include "../unit.h"

#include "base/hash.h"
#include "run/feeder.h"

#include <sys/stat.h>

/* ---- a plan with one reader, and as much else as the feeder looks at ---- */

static uint64_t scanned; /* bytes that cut_line() was given; the tests run one after another */

static inline size_t cut_line(const void *config, const char *at, size_t n, bool last)
{
	(void)config;
	scanned += n;
	const char *end = memchr(at, '\n', n);
	return end ? (size_t)(end - at) + 1 : last ? n : 0;
}

struct input {
	struct library library;
	struct bound reader;
	struct plan plan;
	uint64_t size; /* of all files, as they lie */
};

static struct pipeline feeding_limits = { .limits = { .document = 64 } };

static inline void input_init(struct input *in, bool lines)
{
	*in = (struct input){ .library = { .kind = PLUGIN_READER } };
	in->library.plugin.cut = lines ? cut_line : NULL;
	in->reader.library = &in->library;
	in->plan.pipeline = &feeding_limits;
	in->plan.readers = (struct bounds){ &in->reader, 1 };
}

static inline void input_add(struct input *in, const char *path, const char *name)
{
	struct files *f = &in->plan.files;
	struct stat st;
	in->size += stat(path, &st) ? 0 : (uint64_t)st.st_size;
	f->list = memory_room(f->list, f->n, &f->room, sizeof(*f->list));
	f->list[f->n++] = (struct input_file){ .path = arena_copy(&f->memory, path, strlen(path)),
					       .name = arena_copy(&f->memory, name, strlen(name)) };
}

/* ---- all records of an input ---- */

struct piece {
	uint64_t block, number, begin, len, hash;
	uint64_t file, first_of_block;
};

struct pieces {
	struct piece *at;
	size_t n, room;
	uint64_t blocks;
	char error[512];
};

static inline void take_block(struct pieces *p, struct slot *slot)
{
	uint64_t end = 0;
	for (uint64_t i = 0; i < slot->head->n_records; i++) {
		const struct record *r = slot_record(slot, i);
		assert_true(r->at >= end && r->at + r->len <= slot->head->n_bytes);
		end = r->at + r->len;
		p->at = memory_room(p->at, p->n, &p->room, sizeof(*p->at));
		p->at[p->n++] = (struct piece){ .block = slot->head->block,
						.number = r->number,
						.begin = r->begin,
						.len = r->len,
						.hash = hash_bytes(slot->bytes.at + r->at, r->len),
						.file = r->file,
						.first_of_block = !i };
	}
}

static inline struct pieces feed(struct input *in)
{
	struct pieces p = { 0 };
	struct slots slots = { 0 };
	struct feeder feeder;
	slots_init(&slots, 2, 1);
	feeder_init(&feeder, &in->plan, &(struct place){ 0 });
	scanned = 0;
	for (bool last = false; !last;) {
		struct slot *slot = &slots.list[p.blocks % 2];
		feeder_fill(&feeder, slot);
		region_room(&slot->bytes, slot->head->n_bytes);
		assert_int_equal(slot->head->block, p.blocks++);
		take_block(&p, slot);
		snprintf(p.error, sizeof(p.error), "%s", slot->head->error);
		last = slot->head->last;
	}
	feeder_release(&feeder);
	slots_release(&slots);
	files_release(&in->plan.files);
	return p;
}

static inline void release(struct pieces *p)
{
	free(p->at);
	*p = (struct pieces){ 0 };
}

static inline struct pieces feed_file(const char *path, bool lines)
{
	struct input in;
	input_init(&in, lines);
	input_add(&in, path, "name");
	return feed(&in);
}

#endif
