/* The features of a gap: the chunks on both sides of it, alone and together, and what the sentence was like so far. */
#include "features.h"

#include "chunk.h"

/* All that the features are made of. */
struct view {
	struct chunk left3, left2, left, right, right2, right3;
	uint64_t mark;  /* of the gap, and whether there is a blank in it */
	uint64_t marks; /* the bytes before the gap */
	uint64_t kinds; /* what the known words tell of the left chunk */
	uint64_t state; /* quotation and brackets open */
	uint64_t so_far, ahead;
	uint64_t rule;
};

static uint64_t logarithm(size_t n)
{
	uint64_t i = 0;
	for (; n && i < 10; n >>= 1)
		i++;
	return i;
}

static struct view view_of(const struct story *s, const struct gap *g, bool rule)
{
	struct view v; /* the rest is set by look_further() */
	v.left = chunk_before(s->begin, g->end);
	v.right = chunk_after(g->next, s->limit);
	v.mark = (uint64_t)g->mark << 1 | (g->next == g->end);
	v.marks = (uint64_t)v.left.closes << 8 | v.mark;
	v.kinds = g->left_kinds;
	v.state = (s->depth ? 1 : 0) | (s->quote ? 2 : 0);
	v.so_far = logarithm((size_t)(g->end - s->begin) / 4);
	v.ahead = logarithm((size_t)(s->limit - g->next) / 4);
	v.rule = (uint64_t)rule;
	return v;
}

static void look_further(struct view *v, const struct story *s)
{
	v->left2 = chunk_before(s->begin, v->left.begin);
	v->left3 = chunk_before(s->begin, v->left2.begin);
	v->right2 = chunk_after(v->right.end, s->limit);
	v->right3 = chunk_after(v->right2.end, s->limit);
}

static void add(struct features *f, uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t h = (a + f->n) * 0x9E3779B97F4A7C15u ^ (b + f->n) * 0xD6E8FEB86659FD93u ^ c * 0xBF58476D1CE4E5B9u;
	h = (h ^ h >> 31) * 0x94D049BB133111EBu;
	f->at[f->n++] = (uint16_t)(N_SIEVE + ((h >> 32) * (N_WEIGHTS - N_SIEVE) >> 32));
}

static void add_marks(struct features *f, const struct view *v)
{
	add(f, v->mark, 0, 0);
	add(f, v->marks, 0, 0);
	add(f, v->marks, v->right.shape, 0);
	add(f, v->marks, v->right.shape, v->right.opens);
	add(f, v->marks, v->right.shape, v->kinds);
	add(f, v->marks, v->right.shape, v->left.shape);
	add(f, v->marks, v->rule, v->right.opens);
	add(f, v->left.shape, v->right.shape, v->rule << 8 | v->mark);
}

static void add_words(struct features *f, const struct view *v)
{
	add(f, v->left.word, v->marks, 0);
	add(f, v->left.word, v->mark, v->right.shape);
	add(f, v->right.word, v->mark, 0);
	add(f, v->right.word, v->marks, v->kinds);
	add(f, v->right.word, v->kinds, v->rule);
	add(f, v->left.word, v->right.word, 0);
	add(f, v->left.tail, v->marks, 0);
	add(f, v->right.tail, v->mark, v->right.shape);
	add(f, v->right.shape, v->right.closes, v->mark);
	add(f, v->left.opens, v->left.closes, v->mark | v->state << 8);
	add(f, v->right.opens, v->left.closes, v->mark | v->state << 8);
}

static void add_story(struct features *f, const struct story *s, const struct view *v)
{
	add(f, v->state, v->marks, v->right.shape);
	add(f, v->so_far, v->marks, v->right.shape);
	add(f, v->ahead, v->marks, v->right.shape);
	add(f, v->so_far, v->left.shape, v->mark);
	add(f, s->first, v->mark, v->so_far);
	add(f, s->first_shape, v->so_far, v->mark | (uint64_t)v->left.shape << 32);
	add(f, s->finished, v->mark, v->ahead);
	add(f, s->finished, v->mark, v->right.shape);
}

static void add_far(struct features *f, const struct view *v)
{
	uint64_t left = v->left.shape, right = v->right.shape;
	uint64_t before = v->left2.shape | (uint64_t)v->left3.shape << 32;
	add(f, v->left2.word, v->mark, 0);
	add(f, v->left2.word, v->left.word, v->mark);
	add(f, v->right2.word, v->mark, v->right2.closes);
	add(f, v->right.word, v->right2.word, v->mark);
	add(f, v->right3.word, v->mark, 0);
	add(f, v->left2.shape, left, v->marks);
	add(f, before, left | right << 32, v->mark);
	add(f, right, v->right2.shape, v->marks);
	add(f, right | (uint64_t)v->right3.shape << 32, v->right2.shape, v->mark);
	add(f, left, right | (uint64_t)v->right2.shape << 32, v->mark | v->state << 8);
	add(f, v->left2.closes, left, v->mark);
}

static void read_first(struct story *s)
{
	struct chunk first = chunk_after(s->begin, s->limit);
	s->first = first.word;
	s->first_shape = first.shape;
	s->read = true;
}

static void add_near(struct features *f, struct story *s, const struct view *v)
{
	if (!s->read)
		read_first(s);
	f->n = 0;
	add_marks(f, v);
	add_words(f, v);
	add_story(f, s, v);
}

void features_read(struct features *f, struct story *s, const struct gap *g, bool rule)
{
	struct view v = view_of(s, g, rule);
	add_near(f, s, &v);
	look_further(&v, s);
	add_far(f, &v);
}

static int sum(const int8_t *weights, const struct features *f, unsigned from)
{
	int score = 0;
	for (unsigned i = from; i < f->n; i++)
		score += weights[f->at[i]];
	return score;
}

bool features_decide(const struct classifier *c, struct story *s, const struct gap *g, bool rule)
{
	struct features f;
	struct view v = view_of(s, g, rule);
	add_near(&f, s, &v);
	int score = sum(c->weights, &f, 0);
	const struct bounds *bounds = g->mark == MARK_NONE ? &c->plain : &c->marked;
	if (score < bounds->no || score > bounds->yes)
		return score > 0;
	unsigned near = f.n;
	look_further(&v, s);
	add_far(&f, &v);
	return score + sum(c->weights, &f, near) > 0;
}
