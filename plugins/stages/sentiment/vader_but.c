/*
 * What the first "but" does in `mode: vader`.
 *
 * The package walks the tones from left to right and changes not the tone it is at, but the first of the whole list
 * that equals it: halved before the "but", made half as much again behind it. So a tone behind the "but" may halve an
 * equal one before it, and a tone may be changed twice. Done as the package does it, the search takes quadratic time.
 * Here the tones seen so far are kept by value, and of each value the places in a heap, the first place on top.
 *
 * A tone of zero changes nothing, so that only tones other than zero are given.
 */
#include <string.h>

#include "vader.h"

#define NOBODY UINT32_MAX

enum { FEW = 48 };

/* A skew heap: two heaps merge in logarithmic time on average, and without recursion. */
struct node {
	uint32_t left, right;
};

struct slot {
	double value; /* 0 in an empty slot */
	uint32_t top;
};

struct places {
	struct node *nodes; /* one a tone */
	struct slot *slots;
	size_t mask;
};

static uint32_t merge(struct node *nodes, uint32_t a, uint32_t b)
{
	uint32_t top = NOBODY, *link = &top;
	while (a != NOBODY && b != NOBODY) {
		uint32_t first = a < b ? a : b, other = a < b ? b : a;
		*link = first;
		link = &nodes[first].left;
		a = nodes[first].right;
		b = other;
		nodes[first].right = nodes[first].left;
	}
	*link = a != NOBODY ? a : b;
	return top;
}

/* The heap of a value, which is not zero. */
static uint32_t *heap_of(struct places *p, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	size_t i = wordmap_pair(bits, 0) & p->mask;
	while (p->slots[i].value != 0 && p->slots[i].value != value)
		i = (i + 1) & p->mask;
	if (p->slots[i].value == 0)
		p->slots[i] = (struct slot){ value, NOBODY };
	return &p->slots[i].top;
}

static void add_place(struct places *p, double value, uint32_t place)
{
	uint32_t *top = heap_of(p, value);
	p->nodes[place] = (struct node){ NOBODY, NOBODY };
	*top = merge(p->nodes, *top, place);
}

static uint32_t take_first(struct places *p, double value)
{
	uint32_t *top = heap_of(p, value), first = *top;
	*top = merge(p->nodes, p->nodes[first].left, p->nodes[first].right);
	return first;
}

static double weigh(double value, uint32_t token, uint32_t but)
{
	return value * (token < but ? 0.5 : 1.5);
}

/* For a few tones, looking through them is faster than the heaps. */
static void weigh_few(struct vader_tone *tones, uint32_t n, uint32_t but)
{
	for (uint32_t i = 0; i < n; i++) {
		double value = tones[i].value;
		uint32_t first = 0;
		while (tones[first].value != value)
			first++;
		tones[first].value = weigh(value, tones[first].token, but);
	}
}

void vader_weigh_but(struct vader_scratch *scratch, struct vader_tone *tones, uint32_t n, uint32_t but)
{
	if (n <= FEW) {
		weigh_few(tones, n, but);
		return;
	}
	/* Each tone brings at most two values; half of the slots stay empty. */
	size_t slots = 8;
	while (slots < (size_t)n * 4)
		slots *= 2;
	struct places p = { vader_make_room(scratch, &scratch->nodes, n * sizeof(struct node)),
			    vader_make_room(scratch, &scratch->slots, slots * sizeof(struct slot)), slots - 1 };
	memset(p.slots, 0, slots * sizeof *p.slots);
	for (uint32_t i = 0; i < n; i++) {
		double value = tones[i].value;
		add_place(&p, value, i);
		uint32_t first = take_first(&p, value);
		tones[first].value = weigh(value, tones[first].token, but);
		add_place(&p, tones[first].value, first);
	}
}
