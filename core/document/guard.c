#include "document/guard.h"

#include <stdlib.h>
#include <string.h>

/* No text, no small number and no pointer looks like this. */
static const char pattern[GUARD_SIZE] = { 0x5A, -0x3C, 0x69, -0x5B, 0x17, -0x0F, 0x33, -0x6A,
					  0x2D, -0x7E, 0x4B, -0x21, 0x78, -0x46, 0x0E, -0x19 };

bool guards_add(struct guards *g, char *at, uint32_t f)
{
	if (g->n == g->room) {
		size_t room = g->room ? 2 * g->room : 64;
		struct guard *list = realloc(g->list, room * sizeof(*list));
		if (!list)
			return false;
		g->list = list;
		g->room = room;
	}
	memcpy(at, pattern, sizeof(pattern));
	g->list[g->n++] = (struct guard){ at, f };
	return true;
}

const struct guard *guards_broken(const struct guards *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (memcmp(g->list[i].at, pattern, sizeof(pattern)) != 0)
			return &g->list[i];
	return NULL;
}

void guards_empty(struct guards *g)
{
	g->n = 0;
}

void guards_release(struct guards *g)
{
	free(g->list);
	*g = (struct guards){ 0 };
}
