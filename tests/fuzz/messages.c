/* What a process that runs plugins tells one that does not, as one that was damaged might tell it. */
#include "run/tracer.c" /* how it reads a child's bytes is not for others */

#include "fuzz.h"

#include "run/zygote.h"

#include <sys/socket.h>

#define WRITERS 2

static struct slots slots;
static struct region basket;
static struct result *kept;
static int pair[2];

/* A number as it may be, or not. */
static uint64_t number(struct feed *f)
{
	uint64_t x = 0;
	switch (feed_below(f, 4)) {
	case 0:
		return feed_byte(f);
	case 1:
		return UINT64_MAX - feed_byte(f);
	case 2:
		return (uint64_t)1 << feed_below(f, 64);
	default:
		for (int i = 0; i < 8; i++)
			x = x << 8 | feed_byte(f);
		return x;
	}
}

static struct result *make_result(struct slot *s, uint64_t i, struct feed *f)
{
	struct result *r = slot_result(s, i);
	r->record = (uint32_t)number(f);
	r->status = feed_byte(f);
	r->id_len = (uint32_t)number(f);
	r->file_len = (uint32_t)number(f);
	r->at = number(f);
	r->len = number(f);
	for (size_t w = 0; w < WRITERS; w++)
		r->written[w] = number(f);
	return r;
}

/* Reads all that the coordinator will read. */
static unsigned touch(const char *at, uint64_t n)
{
	return n ? (unsigned char)at[0] + (unsigned char)at[n - 1] : 0;
}

static unsigned use_result(struct slot *s, const struct result *r, const char *out)
{
	uint64_t at = result_payload(r);
	unsigned sum = touch(out + r->at, r->id_len) + touch(out + r->at + r->id_len, r->file_len);
	must(at <= r->at + r->len, "the payload is in the result");
	if (r->status != TSL_OK)
		return sum + touch(out + at, r->at + r->len - at);
	for (size_t w = 0; w < WRITERS; at += r->written[w++])
		sum += touch(out + at, r->written[w]);
	must(at <= r->at + r->len, "what was written is in the result");
	return sum + (unsigned)slot_record(s, r->record)->file;
}

static unsigned a_slot(struct feed *f)
{
	unsigned sum = 0;
	struct slot *s = &slots.list[0];
	s->head->n_records = number(f);
	s->head->n_results = number(f);
	s->head->n_out = number(f);
	memset(slot_result(s, 0), 0, 8 * s->result_size);
	for (uint64_t i = 0; i < 8 && f->left; i++)
		make_result(s, i, f);
	if (!slot_is_sound(s))
		return 0;
	must(s->head->n_results < 4096, "there are no more results than were made room for");
	for (uint64_t i = 0; i < s->head->n_results; i++)
		sum += use_result(s, slot_result(s, i), s->out.at);
	return sum;
}

static unsigned a_basket(struct feed *f)
{
	struct slot *s = &slots.list[0];
	struct child child = { .watch = -1 };
	struct tracer t = { .slot = s, .result = kept };
	struct basket *b = basket_room(&basket, 0);
	uint64_t room = basket.mapped - sizeof(*b);
	s->head->n_records = 4;
	*b = (struct basket){ number(f), feed_below(f, 3), feed_below(f, 4), number(f), number(f) };
	if (feed_below(f, 2)) { /* one that is nearly right */
		b->id_len = feed_below(f, 4);
		b->size = 0;
		for (uint64_t k = 0; k < b->kept; k++) {
			memcpy(b->bytes + b->id_len + b->size, make_result(s, 0, f), s->result_size);
			b->size += s->result_size + feed_byte(f);
		}
	}
	tsl_str id = announced(&basket);
	unsigned sum = touch(id.at, id.len);
	if (!is_whole(&t, &child, 1, 3, b, room))
		return sum;
	const char *at = b->bytes + b->id_len;
	for (uint64_t k = 0; k < b->kept; k++) {
		memcpy(kept, at, s->result_size);
		sum += use_result(s, kept, at + s->result_size);
		at += s->result_size + kept->len;
	}
	return sum;
}

static unsigned a_message(struct feed *f)
{
	struct message m = { 0, 0 };
	int passed;
	if (!f->left || send(pair[0], f->at, f->left, 0) != (ssize_t)f->left)
		return 0;
	must(message_receive(pair[1], &m, &passed) == (f->left == sizeof(m)), "a message has its size");
	must(passed < 0, "nothing came along");
	return m.kind + m.value;
}

static unsigned a_briefing(struct feed *f)
{
	struct briefing b = { 0 };
	tsl_error e;
	unsigned sum = 0;
	b.bytes = (str){ .at = (char *)(uintptr_t)f->at, .len = f->left };
	if (briefing_read(&b, WRITERS, &e)) {
		sum += touch(b.plan.at, b.plan.len) + touch(b.identity.at, b.identity.len);
		for (size_t w = 0; w < WRITERS; w++)
			sum += touch(b.heads[w].at, b.heads[w].len) + touch(b.tails[w].at, b.tails[w].len);
	}
	free(b.heads);
	free(b.tails);
	return sum;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	slots_init(&slots, 1, WRITERS);
	kept = memory_get(slots.list[0].result_size);
	region_init(&basket);
	region_room(&basket, 1 << 16);
	must(!socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "there are sockets");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned (*const kinds[])(struct feed *) = { a_slot, a_basket, a_message, a_briefing };
	struct feed f = { data, size };
	volatile unsigned sum = kinds[feed_below(&f, 4)](&f); /* so that nothing is read for nothing */
	(void)sum;
	return 0;
}
