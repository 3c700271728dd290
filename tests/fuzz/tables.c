/* Tables of `meta`, as CSV and as JSON Lines: rows that have a key, and cells that lie in memory and are UTF-8. */
#include "fuzz.h"

#include "base/utf8.h"
#include "pipeline/table.h"

static unsigned touch(tsl_str s)
{
	must(!s.len || s.at, "a text has bytes");
	must(utf8_valid(s.at, s.len) == s.len, "a text is UTF-8");
	return s.len ? (unsigned char)s.at[0] + (unsigned char)s.at[s.len - 1] : 0;
}

static unsigned touch_column(const struct table_column *c, size_t n)
{
	unsigned sum = (unsigned)strlen(c->name);
	for (size_t i = 0; i < n && c->type == TSL_TEXT; i++)
		sum += touch(((const tsl_str *)c->cells)[i]);
	for (size_t i = 0; i < n && c->type == TSL_BOOLEAN; i++)
		sum += (unsigned)((const int8_t *)c->cells)[i];
	for (size_t i = 0; i < n && c->type == TSL_INTEGER; i++)
		sum += ((const int64_t *)c->cells)[i] > 0;
	return sum;
}

static unsigned use(struct table *t, bool good)
{
	unsigned sum = 0;
	if (!good) {
		must(t->e.text[0], "what is wrong is said");
		must(t->wrong >= t->bytes.at && t->wrong <= t->bytes.at + t->bytes.len, "and where");
		return 0;
	}
	for (size_t i = 0; i < t->n; i++)
		sum += touch(t->keys[i]);
	for (size_t i = 0; i < t->n_columns; i++)
		sum += touch_column(&t->columns[i], t->n);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	uint32_t kind = feed_below(&f, 4);
	arena memory = { 0 };
	struct table t = { .bytes = { (const char *)f.at, f.left }, .memory = &memory, .key = "id", .all = kind & 1 };
	if (!f.left || utf8_valid(t.bytes.at, t.bytes.len) != t.bytes.len)
		return 0;
	for (int i = 0; !t.all && i < 2; i++)
		table_add_column(&t, i ? "n" : "b")->type = i ? TSL_INTEGER : TSL_BOOLEAN;
	volatile unsigned sum = use(&t, kind & 2 ? table_read_json(&t) : table_read_csv(&t, ','));
	(void)sum;
	table_release(&t);
	arena_release(&memory);
	return 0;
}
