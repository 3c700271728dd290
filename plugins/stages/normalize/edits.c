/*
 * A list of edits that grows.
 */
#include "normalize.h"

#include <string.h>

static void make_room(struct edits *edits)
{
	size_t room = edits->room ? 2 * edits->room : 16;
	tsl_edit *more = edits->host->alloc(edits->doc, room * sizeof(*more));
	if (edits->n)
		memcpy(more, edits->at, edits->n * sizeof(*more));
	edits->at = more;
	edits->room = room;
}

void edits_add(struct edits *edits, size_t begin, size_t end, tsl_str with, const char *reason)
{
	tsl_edit *last = edits->n ? &edits->at[edits->n - 1] : NULL;
	if (last && last->old.end == begin && !last->with.len && !with.len && !strcmp(last->reason, reason)) {
		last->old.end = (uint32_t)end;
		return;
	}
	if (edits->n == edits->room)
		make_room(edits);
	edits->at[edits->n++] = (tsl_edit){ { (uint32_t)begin, (uint32_t)end }, with, reason };
}
