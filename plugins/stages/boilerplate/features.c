#include "features.h"

#include <string.h>

#define FAR 99      /* no prose on that side, or farther away */
#define SHORT 50    /* bytes: a shorter line that does not end as a sentence may be a link */
#define BLOCK_GAP 2 /* lines that are no prose and do not end a block */

static int16_t up_to(uint64_t x, uint32_t most)
{
	return (int16_t)(x < most ? x : most);
}

static int16_t share(uint64_t part, uint64_t whole, uint32_t scale)
{
	return up_to(whole ? part * scale / whole : 0, 30000);
}

/* ---- the page ---- */

static bool is_short(const struct facts *f)
{
	return f->len < SHORT && !facts_end_sentence(f);
}

static void add_up(struct page *page)
{
	struct place sum = { .before = FAR, .after = FAR };
	for (uint32_t i = 0; i < page->n; i++) {
		const struct facts *f = &page->line[i];
		bool prose = facts_are_prose(f);
		page->place[i] = sum;
		sum.prose += prose ? facts_words(f) : 0;
		sum.lines_of_prose += prose;
		sum.bytes += f->len;
		sum.words += f->words;
		sum.stops += f->stops;
		sum.kind_words += f->kind_words;
		sum.families += f->family == 1 || f->family == 2;
		sum.content += page->shared[i].words;
		sum.elsewhere += page->shared[i].elsewhere;
		sum.before = prose ? 1 : up_to(sum.before + 1u, FAR);
	}
	page->place[page->n] = sum;
}

static void look_back(struct page *page)
{
	uint16_t after = FAR, run = 0;
	for (uint32_t i = page->n; i-- > 0;) {
		page->place[i].after = after;
		after = facts_are_prose(&page->line[i]) ? 1 : (uint16_t)up_to(after + 1u, FAR);
		run = is_short(&page->line[i]) ? (uint16_t)up_to(run + 1u, 1000) : 0;
		page->place[i].run = run;
	}
	for (uint32_t i = 1; i < page->n; i++)
		if (page->place[i].run && page->place[i - 1].run)
			page->place[i].run = page->place[i - 1].run;
}

static void close_block(struct page *page, uint32_t begin, uint32_t end)
{
	uint32_t words = page->place[end].prose - page->place[begin].prose;
	for (uint32_t i = begin; i < end; i++)
		page->place[i].block = words;
	if (words <= page->block_words)
		return;
	page->block_words = words;
	page->block_begin = begin;
	page->block_end = end;
}

static void find_blocks(struct page *page)
{
	uint32_t begin = 0, end = 0; /* of the block that is open, if end > begin */
	for (uint32_t i = 0; i < page->n; i++) {
		if (!facts_are_prose(&page->line[i]))
			continue;
		if (end > begin && i > end + BLOCK_GAP)
			close_block(page, begin, end);
		if (end == begin || i > end + BLOCK_GAP)
			begin = i;
		end = i + 1;
	}
	if (end > begin)
		close_block(page, begin, end);
}

/* Counts lines with the same hash, in a table with at least twice as many slots as lines. */
static void count_copies(struct page *page, const tsl_host *host, tsl_document *doc)
{
	uint32_t slots = 8;
	while (slots < 2 * page->n)
		slots *= 2;
	uint32_t *slot = host->alloc(doc, slots * sizeof(*slot)); /* the first line with a hash, counted from 1 */
	memset(slot, 0, slots * sizeof(*slot));
	for (uint32_t i = 0; i < page->n; i++) {
		uint32_t k = page->line[i].hash * 0x9E3779B1u & (slots - 1);
		while (slot[k] && page->line[slot[k] - 1].hash != page->line[i].hash)
			k = (k + 1) & (slots - 1);
		if (!slot[k])
			slot[k] = i + 1;
		struct place *first = &page->place[slot[k] - 1];
		first->copies = (uint16_t)up_to(first->copies + 1u, 1000);
		page->place[i].block = slot[k] - 1; /* until all are counted */
	}
	for (uint32_t i = 0; i < page->n; i++) {
		page->place[i].copies = page->place[page->place[i].block].copies;
		page->place[i].block = 0;
	}
}

static struct near near_of(const struct facts *f, uint32_t copies)
{
	return (struct near){ {
		up_to(f->len, 3000),
		share(f->stops, f->words, 100),
		share(f->capitals, f->words, 100),
		f->first,
		f->last,
		f->family,
		share(f->kind_words, f->words, 100),
		up_to(copies, 10),
	} };
}

static void look_aside(struct page *page, const tsl_host *host, tsl_document *doc)
{
	struct near *near = host->alloc(doc, (page->n + 2 * FEATURES_REACH) * sizeof(*near));
	page->near = near + FEATURES_REACH;
	memset(near, 0xFF, FEATURES_REACH * sizeof(*near)); /* -1 each */
	memset(page->near + page->n, 0xFF, FEATURES_REACH * sizeof(*near));
	for (uint32_t i = 0; i < page->n; i++)
		page->near[i] = near_of(&page->line[i], page->place[i].copies);
}

struct page page_of(const tsl_host *host, tsl_document *doc, const struct facts *lines, const struct shared *shared,
		    uint32_t n)
{
	struct page page = { .line = lines, .shared = shared, .n = n };
	page.place = host->alloc(doc, (n + 1) * sizeof(*page.place));
	add_up(&page);
	look_back(&page);
	count_copies(&page, host, doc);
	find_blocks(&page);
	look_aside(&page, host, doc);
	return page;
}

/* ---- a line ---- */

static int16_t *put_own(int16_t *x, const struct facts *f)
{
	const int16_t own[FEATURES_OWN] = {
		up_to(f->len, 3000),
		f->words,
		f->stops,
		share(f->stops, f->words, 100),
		f->capitals,
		share(f->capitals, f->words, 100),
		f->shouts,
		share(f->shouts, f->words, 100),
		f->numbers,
		share(f->numbers, f->words, 100),
		share(f->letters_beyond, f->words, 100),
		share(f->len < FACTS_SEEN ? f->len : FACTS_SEEN, f->words, 10),
		f->commas,
		f->sentences,
		f->partings,
		f->quotes,
		f->first,
		f->last,
		f->family,
		f->kind_words,
		share(f->kind_words, f->words, 100),
		share(f->commas, f->words, 100),
		(int16_t)(f->words - f->stops - f->capitals),
		up_to(facts_words(f), 500),
		is_short(f),
		facts_are_prose(f),
		share(f->sentences, f->words, 1000),
		share(f->partings, f->words, 100),
	};
	memcpy(x, own, sizeof(own));
	x += FEATURES_OWN;
	for (int k = 0; k < KINDS; k++)
		*x++ = (int16_t)(f->kinds >> k & 1);
	return x;
}

static int16_t *put_shared(int16_t *x, const struct shared *shared)
{
	*x++ = shared->words ? share(shared->elsewhere, shared->words, 100) : -1;
	*x++ = share(shared->up, shared->words, 100);
	*x++ = share(shared->down, shared->words, 100);
	*x++ = shared->elsewhere;
	return x;
}

/* What stands within `reach` lines on either side, the line among them. */
static int16_t *put_window(int16_t *x, const struct page *page, uint32_t i, uint32_t reach)
{
	const struct place *all = &page->place[page->n];
	const struct place *from = &page->place[i > reach ? i - reach : 0];
	const struct place *to = page->n - i > reach ? &page->place[i + reach + 1 < page->n ? i + reach + 1 : page->n]
						     : all;
	uint64_t lines = (uint64_t)(to - from);
	*x++ = share(to->prose - from->prose, lines, 10);
	*x++ = share(to->prose - from->prose, all->prose, 1000);
	*x++ = share(to->bytes - from->bytes, lines, 1);
	*x++ = share(to->kind_words - from->kind_words, to->words - from->words, 100);
	*x++ = share(to->elsewhere - from->elsewhere, to->content - from->content, 100);
	return x;
}

/* Lines from the block of the most prose: below 0 before it, 0 within, above 0 behind it. */
static int16_t from_block(const struct page *page, uint32_t i)
{
	if (i < page->block_begin)
		return (int16_t)-up_to(page->block_begin - i, 500);
	return i < page->block_end ? 0 : up_to(i - page->block_end + 1, 500);
}

static void put_place(int16_t *x, const struct page *page, uint32_t i)
{
	const struct place *all = &page->place[page->n], *p = &page->place[i];
	const int16_t place[FEATURES_PLACE] = {
		up_to(i, 1000),
		up_to(page->n - i - 1, 1000),
		share(i, page->n, 1000),
		up_to(page->n, 3000),
		(int16_t)p->before,
		(int16_t)p->after,
		share(p->prose, all->prose, 1000),
		up_to(all->prose, 5000),
		up_to(all->lines_of_prose, 1000),
		share(all->prose, all->words, 100),
		share(all->stops, all->words, 100),
		share(all->families, page->n, 1000),
		up_to(p->block, 5000),
		share(p->block, page->block_words, 100),
		from_block(page, i),
		(int16_t)p->run,
		(int16_t)p->copies,
	};
	memcpy(x, place, sizeof(place));
	x += FEATURES_PLACE;
	static const uint8_t reaches[FEATURES_WINDOWS] = { 2, 5, 10, 25 };
	for (size_t k = 0; k < FEATURES_WINDOWS; k++)
		x = put_window(x, page, i, reaches[k]);
}

void features_of(const struct page *page, uint32_t i, int16_t x[FEATURES])
{
	const struct near *near = page->near + i;
	x = put_own(x, &page->line[i]);
	for (int k = 1; k <= FEATURES_REACH; k++, x += 2 * FEATURES_NEAR) {
		memcpy(x, near - k, sizeof(*near));
		memcpy(x + FEATURES_NEAR, near + k, sizeof(*near));
	}
	x = put_shared(x, &page->shared[i]);
	put_place(x, page, i);
}
