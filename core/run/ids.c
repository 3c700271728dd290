#include "run/ids.h"

#include "base/memory.h"

#include <stdlib.h>

void ids_init(struct ids *ids, const char *folder)
{
	*ids = (struct ids){ .folder = folder, .most = IDS_IN_MEMORY };
}

void ids_release(struct ids *ids)
{
	for (size_t i = 0; i < ids->n_runs; i++)
		ids_run_close(&ids->runs[i]);
	seen_release(&ids->seen);
	free(ids->filter);
	free(ids->page);
	*ids = (struct ids){ 0 };
}

/* ---- the filter ---- */

/* Three bits of one cache line each (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007).
 */
#define LINE_WORDS 8
#define LINES (IDS_FILTER_SIZE / (LINE_WORDS * sizeof(uint64_t)))

static uint64_t *line_of(const struct ids *ids, hash128 id)
{
	return ids->filter + ((id.low >> 32) * LINES >> 32) * LINE_WORDS;
}

static void filter_add(struct ids *ids, hash128 id)
{
	uint64_t *line = line_of(ids, id);
	for (unsigned k = 0; k < 27; k += 9)
		line[id.low >> (k + 6) & (LINE_WORDS - 1)] |= (uint64_t)1 << (id.low >> k & 63);
}

static bool filter_may_have(const struct ids *ids, hash128 id)
{
	const uint64_t *line = line_of(ids, id);
	uint64_t all = 1;
	for (unsigned k = 0; k < 27; k += 9)
		all &= line[id.low >> (k + 6) & (LINE_WORDS - 1)] >> (id.low >> k & 63);
	return all;
}

/* ---- the files ---- */

/* Two of one size become one, as the digits of a binary number do when one is added. */
static bool merge_runs(struct ids *ids, tsl_error *e)
{
	while (ids->n_runs > 1 && ids->runs[ids->n_runs - 2].n < 2 * ids->runs[ids->n_runs - 1].n) {
		struct ids_run *a = &ids->runs[ids->n_runs - 2], *b = a + 1, merged;
		if (!ids_run_merge(&merged, ids->folder, a, b, e))
			return false;
		ids_run_close(a);
		ids_run_close(b);
		*a = merged;
		ids->n_runs--;
	}
	return true;
}

/* The table becomes a file, and empty. */
static bool spill(struct ids *ids, tsl_error *e)
{
	size_t n = 0;
	hash128 *at = ids->seen.at;
	if (!ids->filter) {
		ids->filter = memory_get(IDS_FILTER_SIZE);
		ids->page = memory_get(IDS_PAGE * sizeof(*ids->page));
	}
	for (size_t i = 0; i < ids->seen.room; i++)
		if (at[i].low | at[i].high)
			at[n++] = at[i];
	for (size_t i = 0; i < n; i++)
		filter_add(ids, at[i]);
	qsort(at, n, sizeof(*at), ids_order);
	bool good = ids_run_write(&ids->runs[ids->n_runs], ids->folder, at, n, e);
	seen_release(&ids->seen);
	if (!good)
		return false;
	ids->n_runs++;
	return merge_runs(ids, e);
}

static enum ids_answer find_in_runs(struct ids *ids, hash128 id, tsl_error *e)
{
	enum ids_answer answer = IDS_NEW;
	if (!ids->n_runs || !filter_may_have(ids, id))
		return answer;
	for (size_t i = 0; i < ids->n_runs && answer == IDS_NEW; i++)
		answer = ids_run_find(&ids->runs[i], id, ids->page, e);
	return answer;
}

/* ---- asking ---- */

enum ids_answer ids_add(struct ids *ids, hash128 id, tsl_error *e)
{
	if (!(id.low | id.high))
		id.low = 1; /* as the table has it */
	if (ids->seen.n >= ids->most && !spill(ids, e))
		return IDS_BROKEN;
	enum ids_answer answer = find_in_runs(ids, id, e);
	if (answer != IDS_NEW)
		return answer;
	return seen_add(&ids->seen, id) ? IDS_NEW : IDS_MET;
}

enum ids_answer ids_ask(struct ids *ids, hash128 id, tsl_error *e)
{
	if (!(id.low | id.high))
		id.low = 1;
	enum ids_answer answer = find_in_runs(ids, id, e);
	if (answer != IDS_NEW)
		return answer;
	return seen_has(&ids->seen, id) ? IDS_MET : IDS_NEW;
}
