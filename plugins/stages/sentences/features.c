/* The features of a gap: the chunks on both sides of it, alone and together, and what the sentence was like so far. */
#include "features.h"

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

/* Bits of n, at most ten. */
static uint64_t logarithm(size_t n)
{
	return 64 - (unsigned)__builtin_clzll((n < 1023 ? n : 1023) << 1 | 1) - 1;
}

static struct view view_of(const struct story *s, const struct gap *g, bool rule)
{
	struct view v; /* the rest is set by look_further() */
	v.left = chunk_before(s->page, s->begin, g->end);
	v.right = chunk_after(s->page, g->next, s->limit);
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
	v->left2 = chunk_before(s->page, s->begin, v->left.begin);
	v->left3 = chunk_before(s->page, s->begin, v->left2.begin);
	v->right2 = chunk_after(s->page, v->right.end, s->limit);
	v->right3 = chunk_after(s->page, v->right2.end, s->limit);
}

/* Where features go: their weights are summed up, and their numbers kept if somebody asks for them. */
struct sink {
	const int8_t *weights;
	int score;
	unsigned n;
	uint64_t step1, step2; /* n times the two factors: the products of the parts themselves are then shared */
	uint16_t *kept;        /* or NULL */
};

#define FACTOR1 0x9E3779B97F4A7C15u
#define FACTOR2 0xD6E8FEB86659FD93u
#define FACTOR3 0xBF58476D1CE4E5B9u

__attribute__((always_inline)) static inline void add(struct sink *to, uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t h = (a * FACTOR1 + to->step1) ^ (b * FACTOR2 + to->step2) ^ c * FACTOR3;
	h = (h ^ h >> 31) * 0x94D049BB133111EBu;
	h = N_SIEVE + ((h >> 32) * (N_WEIGHTS - N_SIEVE) >> 32);
	to->score += to->weights[h];
	if (to->kept)
		to->kept[to->n] = (uint16_t)h;
	to->n++;
	to->step1 += FACTOR1;
	to->step2 += FACTOR2;
}

__attribute__((always_inline)) static inline void add_marks(struct sink *to, const struct view *v)
{
	add(to, v->mark, 0, 0);
	add(to, v->marks, 0, 0);
	add(to, v->marks, v->right.shape, 0);
	add(to, v->marks, v->right.shape, v->right.opens);
	add(to, v->marks, v->right.shape, v->kinds);
	add(to, v->marks, v->right.shape, v->left.shape);
	add(to, v->marks, v->rule, v->right.opens);
	add(to, v->left.shape, v->right.shape, v->rule << 8 | v->mark);
}

__attribute__((always_inline)) static inline void add_words(struct sink *to, const struct view *v)
{
	add(to, v->left.word, v->marks, 0);
	add(to, v->left.word, v->mark, v->right.shape);
	add(to, v->right.word, v->mark, 0);
	add(to, v->right.word, v->marks, v->kinds);
	add(to, v->right.word, v->kinds, v->rule);
	add(to, v->left.word, v->right.word, 0);
	add(to, v->left.tail, v->marks, 0);
	add(to, v->right.tail, v->mark, v->right.shape);
	add(to, v->right.shape, v->right.closes, v->mark);
	add(to, v->left.opens, v->left.closes, v->mark | v->state << 8);
	add(to, v->right.opens, v->left.closes, v->mark | v->state << 8);
}

__attribute__((always_inline)) static inline void add_story(struct sink *to, const struct story *s,
							    const struct view *v)
{
	add(to, v->state, v->marks, v->right.shape);
	add(to, v->so_far, v->marks, v->right.shape);
	add(to, v->ahead, v->marks, v->right.shape);
	add(to, v->so_far, v->left.shape, v->mark);
	add(to, s->first, v->mark, v->so_far);
	add(to, s->first_shape, v->so_far, v->mark | (uint64_t)v->left.shape << 32);
	add(to, s->finished, v->mark, v->ahead);
	add(to, s->finished, v->mark, v->right.shape);
}

__attribute__((always_inline)) static inline void add_far(struct sink *to, const struct view *v)
{
	uint64_t left = v->left.shape, right = v->right.shape;
	uint64_t before = v->left2.shape | (uint64_t)v->left3.shape << 32;
	add(to, v->left2.word, v->mark, 0);
	add(to, v->left2.word, v->left.word, v->mark);
	add(to, v->right2.word, v->mark, v->right2.closes);
	add(to, v->right.word, v->right2.word, v->mark);
	add(to, v->right3.word, v->mark, 0);
	add(to, v->left2.shape, left, v->marks);
	add(to, before, left | right << 32, v->mark);
	add(to, right, v->right2.shape, v->marks);
	add(to, right | (uint64_t)v->right3.shape << 32, v->right2.shape, v->mark);
	add(to, left, right | (uint64_t)v->right2.shape << 32, v->mark | v->state << 8);
	add(to, v->left2.closes, left, v->mark);
}

static void read_first(struct story *s)
{
	struct chunk first = chunk_after(s->page, s->begin, s->limit);
	s->first = first.word;
	s->first_shape = first.shape;
	s->read = true;
}

__attribute__((always_inline)) static inline struct sink near(const int8_t *weights, uint16_t *kept, struct story *s,
							      const struct view *v)
{
	struct sink to = { .weights = weights, .kept = kept };
	if (!s->read)
		read_first(s);
	add_marks(&to, v);
	add_words(&to, v);
	add_story(&to, s, v);
	return to;
}

void features_read(struct features *f, const int8_t *weights, struct story *s, const struct gap *g, bool rule)
{
	struct view v = view_of(s, g, rule);
	struct sink to = near(weights, f->at, s, &v);
	look_further(&v, s);
	add_far(&to, &v);
	f->n = to.n;
}

/* Many of the features of a gap that is one blank and nothing else are simpler: `plain` is known where this is
 * compiled. */
__attribute__((always_inline)) static inline bool decide(const struct classifier *c, struct story *s,
							 const struct gap *g, bool rule, bool plain)
{
	struct view v = view_of(s, g, rule);
	if (plain)
		v.mark = v.kinds = v.rule = 0;
	struct sink to = near(c->weights, NULL, s, &v);
	const struct bounds *bounds = g->mark == MARK_NONE ? &c->plain : &c->marked;
	if (to.score < bounds->no || to.score > bounds->yes)
		return to.score > 0;
	look_further(&v, s);
	add_far(&to, &v);
	return to.score > 0;
}

bool features_decide(const struct classifier *c, struct story *s, const struct gap *g, bool rule)
{
	bool plain = g->mark == MARK_NONE && g->next > g->end && !g->left_kinds && !rule;
	return plain ? decide(c, s, g, rule, true) : decide(c, s, g, rule, false);
}
