#include "tally.h"

#include "chars.h"

#include <stdlib.h>
#include <string.h>

struct item {
	tsl_str text;
	uint32_t row;
};

static int in_order(const struct item *x, const struct item *y, int order)
{
	if (order)
		return order;
	if (x->text.len != y->text.len)
		return x->text.len < y->text.len ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static int by_text(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
	return in_order(x, y, memcmp(x->text.at, y->text.at, n));
}

static int compare_names(tsl_str a, tsl_str b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char x = (unsigned char)char_lower(a.at[i]), y = (unsigned char)char_lower(b.at[i]);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	size_t n = x->text.len < y->text.len ? x->text.len : y->text.len;
	return in_order(x, y, compare_names(x->text, y->text, n));
}

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->rows[0] < y->rows[0] ? -1 : 1;
}

static struct tallies tally(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n,
			    int (*order)(const void *, const void *))
{
	struct item *items = host->alloc(doc, (n + 1) * sizeof(*items));
	uint32_t *rows = host->alloc(doc, (n + 1) * sizeof(*rows)), used = 0;
	struct tallies t = { host->alloc(doc, (n + 1) * sizeof(*t.at)), 0 };
	for (uint32_t i = 0; i < n; i++)
		if (texts[i].at)
			items[used++] = (struct item){ texts[i], i };
	qsort(items, used, sizeof(*items), order);
	for (uint32_t i = 0; i < used; i++) {
		struct item same = { items[i].text, i ? items[i - 1].row : 0 }; /* but for the row */
		rows[i] = items[i].row;
		if (!i || order(&same, &items[i - 1]))
			t.at[t.n++] = (struct tally){ items[i].text, &rows[i], 0 };
		t.at[t.n - 1].n++;
	}
	qsort(t.at, t.n, sizeof(*t.at), by_count);
	return t;
}

struct tallies tally_texts(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n)
{
	return tally(host, doc, texts, n, by_text);
}

struct tallies tally_names(const tsl_host *host, tsl_document *doc, const tsl_str *texts, uint32_t n)
{
	return tally(host, doc, texts, n, by_name);
}
