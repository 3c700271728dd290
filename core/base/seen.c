#include "base/seen.h"

#include "base/memory.h"

#include <stdlib.h>

static hash128 *place(hash128 *at, size_t room, hash128 id)
{
	size_t i = id.low & (room - 1);
	while ((at[i].low | at[i].high) && (at[i].low != id.low || at[i].high != id.high))
		i = (i + 1) & (room - 1);
	return &at[i];
}

static void grow(struct seen *s)
{
	size_t room = s->room ? 2 * s->room : 1024;
	hash128 *at = memory_get(room * sizeof(*at));
	for (size_t i = 0; i < s->room; i++)
		if (s->at[i].low | s->at[i].high)
			*place(at, room, s->at[i]) = s->at[i];
	free(s->at);
	s->at = at;
	s->room = room;
}

bool seen_add(struct seen *s, hash128 id)
{
	if (!(id.low | id.high))
		id.low = 1;
	if (2 * s->n >= s->room)
		grow(s);
	hash128 *to = place(s->at, s->room, id);
	if (to->low | to->high)
		return false;
	*to = id;
	s->n++;
	return true;
}

bool seen_has(const struct seen *s, hash128 id)
{
	if (!(id.low | id.high))
		id.low = 1;
	const hash128 *at = s->room ? place(s->at, s->room, id) : NULL;
	return at && (at->low | at->high);
}

void seen_release(struct seen *s)
{
	free(s->at);
	*s = (struct seen){ 0 };
}
