#include "pipeline/yaml.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct anchor {
	const char *name;
	struct node *node;
};

struct builder {
	struct yaml *yaml;
	struct problems *problems;
	yaml_parser_t parser;
	struct node *stack[YAML_DEEPEST + 1];
	size_t depth;
	struct anchor *anchors;
	size_t n_anchors, room;
	size_t documents;
	bool done;
};

void yaml_release(struct yaml *y)
{
	for (size_t i = 0; i < y->n_blocks; i++)
		free(y->blocks[i]);
	free(y->blocks);
	arena_release(&y->memory);
	*y = (struct yaml){ 0 };
}

struct node *node_get(const struct node *node, const char *key)
{
	if (!node || node->kind != NODE_MAP)
		return NULL;
	for (size_t i = 0; i + 1 < node->n; i += 2)
		if (!strcmp(node->items[i]->text, key))
			return node->items[i + 1];
	return NULL;
}

const char *node_kind_name(const struct node *node)
{
	static const char *const names[] = { "a text", "a list", "a mapping" };
	return node_is_empty(node) ? "nothing" : names[node->kind];
}

static struct mark mark_of(yaml_mark_t m)
{
	return (struct mark){ (uint32_t)m.line + 1, (uint32_t)m.column + 1 };
}

/* Where a byte stands: libyaml tells the offset, but no mark, of bytes it cannot read. */
static struct mark mark_of_byte(const struct problems *p, size_t offset)
{
	struct mark at = { 1, 1 };
	for (size_t i = 0; i < offset && i < p->source_len; i++) {
		if (p->source[i] == '\n') {
			at.line++;
			at.column = 1;
		} else if (((unsigned char)p->source[i] & 0xC0) != 0x80) {
			at.column++;
		}
	}
	return at;
}

static bool is_tab(const struct problems *p, yaml_mark_t mark)
{
	const char *at = p->source, *end = at + p->source_len;
	for (size_t line = 0; at && line < mark.line; line++) {
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	return at && (size_t)(end - at) > mark.column && strspn(at, " \t") > mark.column && at[mark.column] == '\t';
}

static bool parser_error(struct builder *b)
{
	const yaml_parser_t *p = &b->parser;
	if (p->error == YAML_MEMORY_ERROR)
		memory_out();
	if (p->error == YAML_SCANNER_ERROR && is_tab(b->problems, p->problem_mark))
		problem_add(b->problems, mark_of(p->problem_mark),
			    "this is not YAML: a tab cannot indent a line: use blanks");
	else if (p->error == YAML_READER_ERROR)
		problem_add(b->problems, mark_of_byte(b->problems, p->problem_offset), "this is not YAML: %s",
			    p->problem);
	else if (p->context && p->context_mark.line != p->problem_mark.line)
		problem_add(b->problems, mark_of(p->problem_mark), "this is not YAML: %s, %s that begins at line %zu",
			    p->problem, p->context, p->context_mark.line + 1);
	else if (p->context)
		problem_add(b->problems, mark_of(p->problem_mark), "this is not YAML: %s, %s", p->problem, p->context);
	else
		problem_add(b->problems, mark_of(p->problem_mark), "this is not YAML: %s", p->problem);
	return false;
}

/* ---- building the tree ---- */

static bool is_duplicate(const struct node *map, const struct node *key)
{
	for (size_t i = 0; i + 1 < map->n; i += 2)
		if (map->items[i]->len == key->len && !memcmp(map->items[i]->text, key->text, key->len))
			return true;
	return false;
}

static bool attach(struct builder *b, struct node *node, struct mark at)
{
	if (!b->depth) {
		b->yaml->root = node;
		return true;
	}
	struct node *parent = b->stack[b->depth - 1];
	bool is_key = parent->kind == NODE_MAP && parent->n % 2 == 0;
	if (is_key && node->kind != NODE_SCALAR) {
		problem_add(b->problems, at, "a key is a text, not %s", node_kind_name(node));
		return false;
	}
	if (is_key && is_duplicate(parent, node)) {
		problem_add(b->problems, at, "the key `%s` stands here for the second time: merge the two", node->text);
		return false;
	}
	parent->items = memory_room(parent->items, parent->n, &parent->room, sizeof(*parent->items));
	parent->items[parent->n++] = node;
	return true;
}

static bool add_size(struct builder *b, struct mark at, size_t size)
{
	struct node *whole = b->depth ? b->stack[0] : NULL;
	for (size_t i = 0; i < b->depth; i++)
		b->stack[i]->size += size;
	if (!whole || whole->size <= YAML_MOST_NODES)
		return true;
	problem_add(b->problems, at,
		    "with its aliases this file has over %d nodes here: write less, or split the pipeline",
		    YAML_MOST_NODES);
	return false;
}

static void add_anchor(struct builder *b, const yaml_char_t *name, struct node *node)
{
	if (!name)
		return;
	b->anchors = memory_room(b->anchors, b->n_anchors, &b->room, sizeof(*b->anchors));
	const char *copy = arena_copy(&b->yaml->memory, (const char *)name, strlen((const char *)name));
	b->anchors[b->n_anchors++] = (struct anchor){ copy, node };
}

static bool check_tag(struct builder *b, const yaml_char_t *tag, struct mark at, bool *is_text)
{
	*is_text = tag && (!strcmp((const char *)tag, YAML_STR_TAG) || !strcmp((const char *)tag, "!"));
	if (!tag || *is_text)
		return true;
	problem_add(b->problems, at, "the tag `%s` means nothing here: leave it out", (const char *)tag);
	return false;
}

static bool add_scalar(struct builder *b, const yaml_event_t *event)
{
	struct mark at = mark_of(event->start_mark);
	bool is_text;
	struct node *node = arena_keep(&b->yaml->memory, sizeof(*node));
	node->kind = NODE_SCALAR;
	node->at = at;
	node->size = 1;
	node->len = event->data.scalar.length;
	node->text = arena_copy(&b->yaml->memory, (const char *)event->data.scalar.value, node->len);
	if (!check_tag(b, event->data.scalar.tag, at, &is_text))
		return false;
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !is_text;
	if (memchr(node->text, 0, node->len)) {
		problem_add(b->problems, at, "a text here may not hold a NUL");
		return false;
	}
	add_anchor(b, event->data.scalar.anchor, node);
	return add_size(b, at, 1) && attach(b, node, at);
}

static bool add_alias(struct builder *b, const yaml_event_t *event)
{
	struct mark at = mark_of(event->start_mark);
	const char *name = (const char *)event->data.alias.anchor;
	for (size_t i = b->n_anchors; i--;) {
		struct node *node = b->anchors[i].node;
		if (strcmp(b->anchors[i].name, name) != 0)
			continue;
		if (node->open) {
			problem_add(b->problems, at, "the alias `*%s` stands inside what it names", name);
			return false;
		}
		return add_size(b, at, node->size) && attach(b, node, at);
	}
	problem_add(b->problems, at, "there is no anchor `&%s` before this alias", name);
	return false;
}

static bool open_node(struct builder *b, const yaml_event_t *event, enum node_kind kind, const yaml_char_t *anchor,
		      const yaml_char_t *tag)
{
	struct mark at = mark_of(event->start_mark);
	bool is_text;
	if (!check_tag(b, tag, at, &is_text))
		return false;
	if (b->depth == YAML_DEEPEST) {
		problem_add(b->problems, at, "this is nested deeper than %d levels", YAML_DEEPEST);
		return false;
	}
	struct node *node = arena_keep(&b->yaml->memory, sizeof(*node));
	*node = (struct node){ .kind = kind, .at = at, .open = true, .text = "", .size = b->depth ? 0 : 1 };
	add_anchor(b, anchor, node);
	if (!attach(b, node, at))
		return false;
	b->stack[b->depth++] = node;
	return add_size(b, at, b->depth > 1 ? 1 : 0);
}

static void close_node(struct builder *b)
{
	struct node *node = b->stack[--b->depth];
	node->open = false;
	if (!node->items)
		return;
	struct yaml *y = b->yaml;
	y->blocks = memory_room(y->blocks, y->n_blocks, &y->room, sizeof(*y->blocks));
	y->blocks[y->n_blocks++] = node->items;
}

static bool take(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (!b->documents++)
			return true;
		problem_add(b->problems, mark_of(event->start_mark),
			    "a pipeline file holds one YAML document, and this is a second one");
		return false;
	case YAML_SCALAR_EVENT:
		return add_scalar(b, event);
	case YAML_ALIAS_EVENT:
		return add_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(b, event, NODE_LIST, event->data.sequence_start.anchor,
				 event->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return open_node(b, event, NODE_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_node(b);
		return true;
	case YAML_STREAM_END_EVENT:
		b->done = true;
		return true;
	default:
		return true;
	}
}

static bool build(struct builder *b)
{
	bool good = true;
	while (good && !b->done) {
		yaml_event_t event;
		if (!yaml_parser_parse(&b->parser, &event))
			return parser_error(b);
		good = take(b, &event);
		yaml_event_delete(&event);
	}
	return good;
}

bool yaml_parse(struct yaml *y, struct problems *problems)
{
	struct builder b = { .yaml = y, .problems = problems };
	if (problems->source_len > YAML_LARGEST) {
		problem_add(problems, (struct mark){ 0 },
			    "a pipeline file has at most 1 MiB: keep data such as word lists in files of their own");
		return false;
	}
	if (!yaml_parser_initialize(&b.parser))
		memory_out();
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)problems->source, problems->source_len);
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	bool good = build(&b);
	while (b.depth)
		close_node(&b);
	yaml_parser_delete(&b.parser);
	free(b.anchors);
	if (good && !y->root) {
		problem_add(problems, (struct mark){ 0 }, "the file is empty: a pipeline begins with `teasel: 1`");
		return false;
	}
	return good;
}
