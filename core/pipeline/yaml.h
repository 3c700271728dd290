/*
 * yaml.h: a YAML file as a plain tree that knows its lines and columns. The only place that sees yaml.h of libyaml.
 *
 * Limits that the library lacks, each an error at its place: one document, depth 64, 10,000 nodes after aliases, no
 * cycles, no duplicate keys, no NUL, no tags but !!str. An alias shares the node of its anchor.
 */
#ifndef PIPELINE_YAML_H
#define PIPELINE_YAML_H

#include "base/arena.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <teasel.h>

#define YAML_LARGEST ((size_t)1 << 20) /* bytes of a file */
#define YAML_DEEPEST 64
#define YAML_MOST_NODES 10000

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct mark at;
	bool plain;        /* a scalar without quotes */
	bool from_command; /* a scalar that begins with a value given on the command line: see params.h */
	bool broken;       /* its ${…} could not be replaced, which was reported */
	bool replaced;     /* its ${…} have been dealt with */
	bool open;         /* while its children are read: an alias to it would be a cycle */
	const char *text;  /* a scalar's, NUL-terminated */
	size_t len;
	struct node **items; /* of a map: key, value, key, value … */
	size_t n, room;
	size_t size; /* nodes below and with it, each alias counted in full */
};

struct yaml {
	arena memory;
	struct node *root;
	void **blocks; /* item arrays, to be freed */
	size_t n_blocks, room;
};

/* Parses problems->source. False where problems were added. */
bool yaml_parse(struct yaml *y, struct problems *problems);
void yaml_release(struct yaml *y);

/* The value of a key of a map, or NULL; `node` may be NULL or something else. */
struct node *node_get(const struct node *node, const char *key);
const char *node_kind_name(const struct node *node);      /* "a text", "a list", "a mapping" */
static inline bool node_is_empty(const struct node *node) /* `key:` with nothing behind it */
{
	return node->kind == NODE_SCALAR && node->plain && !node->len;
}

#endif
