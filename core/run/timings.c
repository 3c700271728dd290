#include "run/timings.h"

#include <sys/mman.h>
#include <time.h>

bool timings_init(struct timings *t, size_t rows, size_t steps)
{
	*t = (struct timings){ .rows = rows, .steps = steps };
	void *at = mmap(NULL, rows * steps * sizeof(*t->at), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (at == MAP_FAILED)
		return false;
	t->at = at;
	return true;
}

void timings_release(struct timings *t)
{
	if (t->at)
		munmap(t->at, t->rows * t->steps * sizeof(*t->at));
	*t = (struct timings){ 0 };
}

struct stopwatch timings_row(const struct timings *t, size_t row)
{
	return (struct stopwatch){ .row = t->at ? t->at + row * t->steps : NULL };
}

uint64_t timings_sum(const struct timings *t, size_t step)
{
	uint64_t sum = 0;
	for (size_t row = 0; row < t->rows; row++)
		sum += t->at[row * t->steps + step];
	return sum;
}

uint64_t stopwatch_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void stopwatch_start(struct stopwatch *w)
{
	if (!w->row)
		return;
	w->since = stopwatch_now();
	w->step = 0;
}

void stopwatch_enter(struct stopwatch *w, size_t step)
{
	if (!w->row)
		return;
	uint64_t now = stopwatch_now();
	w->row[w->step] += now - w->since;
	w->since = now;
	w->step = step;
}
