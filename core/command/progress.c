#include "command/progress.h"

#include "base/str.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double every(const struct progress *p)
{
	return p->kind == PROGRESS_JSON ? 1 : 0.2;
}

void progress_init(struct progress *p, enum progress_kind kind)
{
	*p = (struct progress){ .kind = kind, .started = now(), .of_bytes = UINT64_MAX };
	if (kind == PROGRESS_LINE && !isatty(STDERR_FILENO))
		p->kind = PROGRESS_NONE;
	p->due = p->started + every(p);
}

/* Of what is known; below 0 where it is not. A file may have grown since its size was asked. */
static double share_done(const struct progress *p)
{
	if (p->of_bytes == UINT64_MAX)
		return -1;
	return p->read < p->of_bytes ? (double)p->read / (double)p->of_bytes : 1;
}

/* Below 0 where it is not known. */
static double seconds_left(const struct progress *p, double seconds)
{
	double share = share_done(p), bytes = (double)(p->read - p->read_before);
	if (share < 0 || bytes <= 0)
		return -1;
	return share < 1 ? seconds * (double)(p->of_bytes - p->read) / bytes : 0;
}

static double rate(const struct progress *p, double seconds)
{
	return seconds > 0 ? (double)(p->counts.in - p->in_before) / seconds : 0;
}

static void put_duration(str *to, double seconds)
{
	unsigned long long s = (unsigned long long)(seconds + 0.5);
	if (s >= 3600)
		str_addf(to, ", %llu h %02llu min left", s / 3600, s / 60 % 60);
	else if (s >= 60)
		str_addf(to, ", %llu min %02llu s left", s / 60, s % 60);
	else
		str_addf(to, ", %llu s left", s);
}

static void put_line(const struct progress *p, double seconds, str *to)
{
	double share = share_done(p), left = seconds_left(p, seconds);
	str_addf(to, "\r%llu documents, %.0f/s, %llu failed", (unsigned long long)p->counts.in, rate(p, seconds),
		 (unsigned long long)p->counts.failed);
	if (share >= 0)
		str_addf(to, ", %.0f %%", 100 * share);
	if (left >= 0)
		put_duration(to, left);
	str_puts(to, "\033[K");
}

static void put_json(const struct progress *p, double seconds, str *to)
{
	const struct counts *c = &p->counts;
	double left = seconds_left(p, seconds);
	str_addf(to, "{\"documents\": %llu, \"failed\": %llu, \"dropped\": %llu, \"bytes\": %llu, \"of_bytes\": ",
		 (unsigned long long)c->in, (unsigned long long)c->failed, (unsigned long long)c->dropped,
		 (unsigned long long)p->read);
	if (p->of_bytes == UINT64_MAX)
		str_puts(to, "null");
	else
		str_addf(to, "%llu", (unsigned long long)p->of_bytes);
	str_addf(to, ", \"rate\": %.1f, \"seconds\": %.1f, \"seconds_left\": ", rate(p, seconds), seconds);
	if (left < 0)
		str_puts(to, "null}\n");
	else
		str_addf(to, "%.1f}\n", left);
}

/* In one piece, as workers may write there too. */
static void show(struct progress *p, double seconds)
{
	str text = STR_NEEDED;
	if (p->kind == PROGRESS_JSON)
		put_json(p, seconds, &text);
	else
		put_line(p, seconds, &text);
	fwrite(text.at, 1, text.len, stderr);
	str_release(&text);
	p->shown = p->kind == PROGRESS_LINE;
}

void progress_tick(void *progress)
{
	struct progress *p = progress;
	double at = p->kind == PROGRESS_NONE ? 0 : now();
	p->running = true;
	if (p->kind == PROGRESS_NONE || at < p->due)
		return;
	p->due += every(p);
	if (p->due < at) /* it was stopped, or had much to do */
		p->due = at + every(p);
	show(p, at - p->started);
}

void progress_block(void *progress, const struct counts *counts, uint64_t read, uint64_t of_bytes)
{
	struct progress *p = progress;
	if (!p->running) {
		p->in_before = counts->in;
		p->read_before = read;
	}
	p->counts = *counts;
	p->read = read;
	p->of_bytes = of_bytes;
	progress_tick(p);
}

void progress_end(struct progress *p, const struct counts *counts)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	if (p->kind != PROGRESS_JSON || !p->running)
		return;
	p->counts = *counts;
	show(p, now() - p->started);
}
