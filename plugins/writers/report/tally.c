#include "tally.h"

#include <stdlib.h>
#include <string.h>

struct item {
	tsl_str text;
	uint32_t row;
};

static int by_text(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
	int order = memcmp(x->text.at, y->text.at, n);
	if (order)
		return order;
	if (x->text.len != y->text.len)
		return x->text.len < y->text.len ? -1 : 1;
	return x->row < y->row ? -1 : 1;
}

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->rows[0] < y->rows[0] ? -1 : 1;
}

static bool same_text(tsl_str a, tsl_str b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

struct tallies tally_texts(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n)
{
	struct item *items = host->alloc(doc, (n + 1) * sizeof(*items));
	uint32_t *rows = host->alloc(doc, (n + 1) * sizeof(*rows)), used = 0;
	struct tallies t = { host->alloc(doc, (n + 1) * sizeof(*t.at)), 0 };
	for (uint32_t i = 0; i < n; i++)
		if (texts[i].at)
			items[used++] = (struct item){ texts[i], i };
	qsort(items, used, sizeof(*items), by_text);
	for (uint32_t i = 0; i < used; i++) {
		rows[i] = items[i].row;
		if (!i || !same_text(items[i].text, items[i - 1].text))
			t.at[t.n++] = (struct tally){ items[i].text, &rows[i], 0 };
		t.at[t.n - 1].n++;
	}
	qsort(t.at, t.n, sizeof(*t.at), by_count);
	return t;
}
