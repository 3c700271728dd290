#include "pipeline/meta.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "common/value.h"
#include "pipeline/plan.h"

#include <stdlib.h>
#include <string.h>

struct meta_options {
	tsl_file file;
	tsl_str key;
	tsl_list keep;
};

static const tsl_option options[] = {
	TSL_OPTION(struct meta_options, file, .required = true,
		   .doc = "A table: CSV (.csv), tab-separated values (.tsv) or JSON Lines (.jsonl)."),
	TSL_OPTION(struct meta_options, key, .def = "id", .min = 1, .max = 120,
		   .doc = "Its column with the ids of documents."),
	TSL_OPTION(struct meta_options, keep,
		   .doc = "The columns to take, `column` or `column:type`; without this option all, as texts."),
};
static const tsl_array meta_options = TSL_ARRAY(options);

/* ---- places ---- */

/* Line and column, in code points, of a byte of the table. */
static struct mark mark_of(tsl_str bytes, const char *at)
{
	struct mark mark = { 1, 1 };
	const char *line = bytes.at, *end;
	while ((end = memchr(line, '\n', (size_t)(at - line)))) {
		line = end + 1;
		mark.line++;
	}
	for (; line < at; line++)
		mark.column += ((unsigned char)*line & 0xC0) != 0x80;
	return mark;
}

static void report(struct pipeline *p, const struct node *map, const struct meta *m, const char *at,
		   const char *sentence)
{
	tsl_str bytes = m->table.bytes;
	const char *text = arena_format(&p->memory, "`meta`: %s", sentence);
	struct elsewhere place = { m->file.path.at, bytes.at, bytes.len, mark_of(bytes, at) };
	problem_add_in(&p->problems, map->at, place, text);
}

/* ---- columns ---- */

static bool want_column(struct pipeline *p, const struct node *node, tsl_str item, struct table *t)
{
	tsl_str name;
	tsl_type type;
	if (!value_split(item, &name, &type) || !name.len) {
		problem_add(&p->problems, node->at,
			    "`%.*s` ends in no type: write a column, or column:type with " VALUE_TYPES, (int)item.len,
			    item.at);
		return false;
	}
	struct table_column *c = table_add_column(t, arena_copy(&p->memory, name.at, name.len));
	c->type = type;
	c->found = false;
	return true;
}

static bool want_columns(struct pipeline *p, const struct node *map, tsl_list keep, struct table *t)
{
	const struct node *list = node_get(map, "keep");
	bool good = true;
	t->all = !keep.n;
	for (size_t i = 0; i < keep.n; i++)
		good &= want_column(p, list->kind == NODE_LIST ? list->items[i] : list, keep.at[i], t);
	return good;
}

static bool name_fields(struct pipeline *p, const struct node *map, struct meta *m)
{
	struct table *t = &m->table;
	m->fields = arena_keep(&p->memory, (t->n_columns + 1) * sizeof(*m->fields));
	for (size_t i = 0; i < t->n_columns; i++) {
		const char *name = t->columns[i].name;
		char *clean = arena_keep(&p->memory, strlen(name) + 1);
		value_column_name((tsl_str){ name, strlen(name) }, clean);
		m->fields[i] = arena_format(&p->memory, "documents.%s", clean);
		for (size_t j = 0; j < i; j++) {
			if (strcmp(m->fields[i], m->fields[j]) != 0)
				continue;
			problem_add(&p->problems, map->at,
				    "`%s` and `%s` of %s would both be the column `%s`: `keep` of `meta` lists those "
				    "that are wanted",
				    t->columns[j].name, name, m->path, m->fields[i]);
			return false;
		}
	}
	return true;
}

/* ---- rows ---- */

static size_t slot_of(const struct meta *m, tsl_str key)
{
	size_t i = hash_bytes(key.at, key.len) & (m->n_slots - 1);
	for (; m->slots[i]; i = (i + 1) & (m->n_slots - 1)) {
		tsl_str there = m->table.keys[m->slots[i] - 1];
		if (there.len == key.len && !memcmp(there.at, key.at, key.len))
			break;
	}
	return i;
}

uint32_t meta_find(const struct meta *m, tsl_str id)
{
	return m->slots[slot_of(m, id)] - 1; /* META_NO_ROW where the slot is free */
}

static bool index_rows(struct pipeline *p, const struct node *map, struct meta *m)
{
	const struct table *t = &m->table;
	for (m->n_slots = 16; m->n_slots < 2 * t->n;)
		m->n_slots *= 2;
	m->slots = memory_get(m->n_slots * sizeof(*m->slots));
	for (size_t row = 0; row < t->n; row++) {
		tsl_str key = t->keys[row];
		uint32_t *slot = &m->slots[slot_of(m, key)];
		if (*slot) {
			uint32_t line = mark_of(t->bytes, t->bytes.at + t->places[*slot - 1]).line;
			report(p, map, m, t->bytes.at + t->places[row],
			       arena_format(&p->memory,
					    "`%s` is `%.*s` in this row and in that of line %u: an id has one row",
					    t->key, (int)(key.len < 60 ? key.len : 60), key.at, line));
			return false;
		}
		*slot = (uint32_t)row + 1;
	}
	return true;
}

/* ---- the whole ---- */

static bool ends_in(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);
	return n > m && !strcmp(path + n - m, ending);
}

static bool read_table(struct pipeline *p, const struct node *map, struct meta *m)
{
	struct table *t = &m->table;
	size_t bad = utf8_valid(t->bytes.at, t->bytes.len);
	bool good = false;
	if (bad < t->bytes.len)
		table_fail(t, t->bytes.at + bad, "the table is not UTF-8 here");
	else if (ends_in(m->path, ".csv") || ends_in(m->path, ".tsv"))
		good = table_read_csv(t, ends_in(m->path, ".tsv") ? '\t' : ',');
	else if (ends_in(m->path, ".jsonl") || ends_in(m->path, ".ndjson"))
		good = table_read_json(t);
	else
		problem_add(&p->problems, node_get(map, "file")->at,
			    "what kind of table %s is, is told by its ending: .csv, .tsv or .jsonl", m->path);
	if (t->wrong)
		report(p, map, m, t->wrong, t->e.text);
	return good;
}

static bool bind(struct pipeline *p, const struct step *reader, const struct node *map, struct meta_options *to)
{
	struct used_files used = { 0 };
	struct binding binding = { &meta_options, to };
	struct step step = { .plugin = "meta", .label = reader->label, .at = map->at, .options = map };
	bool good = map->kind == NODE_MAP;
	if (!good)
		problem_add(&p->problems, map->at, "`meta` is a mapping such as {file: outlets.csv, key: id}, not %s",
			    node_kind_name(map));
	good = good && bind_options(p, &step, &binding, 1, &used);
	free(used.list);
	return good;
}

struct meta *meta_read(struct pipeline *p, const struct step *reader, const struct node *map)
{
	struct meta_options got = { 0 };
	if (!bind(p, reader, map, &got))
		return NULL;
	struct meta *m = memory_get(sizeof(*m));
	size_t mark = got.file.bytes.len >= 3 && !memcmp(got.file.bytes.at, "\xEF\xBB\xBF", 3) ? 3 : 0;
	m->path = node_get(map, "file")->text;
	m->file = got.file;
	m->table.bytes = (tsl_str){ got.file.bytes.at + mark, got.file.bytes.len - mark };
	m->table.memory = &p->memory;
	m->table.key = arena_copy(&p->memory, got.key.at, got.key.len);
	bool all = !got.keep.n, good = want_columns(p, map, got.keep, &m->table);
	good = good && (all || name_fields(p, map, m)) && read_table(p, map, m);
	good = good && (!all || name_fields(p, map, m)) && index_rows(p, map, m);
	if (good)
		return m;
	meta_release(m);
	return NULL;
}

static void declare_columns(const struct meta *m, struct tsl_setup *s, uint32_t *handles)
{
	s->may_declare = true;
	for (size_t i = 0; i < m->table.n_columns; i++) {
		tsl_field field = { .name = m->fields[i], .type = m->table.columns[i].type, .access = TSL_WRITE };
		field.doc = "From the table of `meta`.";
		setup_declare(s, "meta", &field, &handles[i]);
	}
	s->may_declare = false;
}

void meta_join(struct plan *plan, struct bound *b)
{
	const struct meta *m = b->step->meta;
	struct used_files *used = &plan->used;
	if (!m) { /* what its columns would have been is not known, so that nothing is said of who misses them */
		plan->broken |= node_get(b->step->options, "meta") != NULL;
		return;
	}
	b->joined = arena_keep(&plan->memory, (m->table.n_columns + 1) * sizeof(*b->joined));
	declare_columns(m, &b->setup, b->joined);
	used->list = memory_room(used->list, used->n, &used->room, sizeof(*used->list));
	used->list[used->n++] = (struct used_file){ b->step->label, "meta", m->path, m->file.path.at, m->file.bytes };
}

void meta_release(struct meta *m)
{
	if (!m)
		return;
	table_release(&m->table);
	free(m->slots);
	free(m);
}
