/* Rewriting a text again and again, against a model that knows of each byte alone where it came from. */
#include "check.h"
#include "fuzz.h"

#include "base/utf8.h"

#define LONGEST 64  /* bytes of the text as it is read */
#define MOST 1024   /* and after all edits */
#define MOST_ROWS 4 /* of a layer that the reader brought */
#define MOST_EDITS 5
#define MOST_GONE 64

struct byte {
	char is;
	tsl_span from; /* in the source */
};

struct model {
	struct byte at[MOST];
	uint32_t n, source_len;
	bool edited;
	tsl_span gone[MOST_GONE];
	uint32_t n_gone;
	tsl_span rows[2][MOST_ROWS]; /* of the layer that may overlap, and of the flat one */
	uint32_t n_rows[2];
};

struct subject {
	struct shape shape;
	tsl_layer layers[2];
	tsl_document doc;
};

/* ---- the model ---- */

static tsl_span source_of(const struct model *m, tsl_span s)
{
	if (!m->edited)
		return s;
	uint32_t begin = s.begin < m->n ? m->at[s.begin].from.begin : m->n ? m->at[m->n - 1].from.end : m->source_len;
	uint32_t end = s.end ? m->at[s.end - 1].from.end : 0;
	return (tsl_span){ begin, end > begin ? end : begin };
}

static uint32_t moved(uint32_t at, const tsl_edit *edits, size_t n, bool is_end)
{
	int64_t shift = 0;
	for (size_t i = 0; i < n; i++) {
		tsl_span old = edits[i].old;
		if (is_end ? old.begin >= at : old.begin >= at && old.end > at)
			break;
		if (old.end > at)
			return (uint32_t)(old.begin + shift + (is_end ? (int64_t)edits[i].with.len : 0));
		shift += (int64_t)edits[i].with.len - (old.end - old.begin);
	}
	return (uint32_t)(at + shift);
}

static void move_rows(struct model *m, const tsl_edit *edits, size_t n)
{
	for (int flat = 0; flat < 2; flat++)
		for (uint32_t i = 0, least = 0; i < m->n_rows[flat]; i++) {
			tsl_span *row = &m->rows[flat][i];
			uint32_t begin = moved(row->begin, edits, n, false), end = moved(row->end, edits, n, true);
			row->begin = begin < least ? least : begin;
			row->end = end < row->begin ? row->begin : end;
			least = flat ? row->end : 0;
		}
}

static void apply(struct model *m, const tsl_edit *edits, size_t n)
{
	static struct model old;
	old = *m;
	move_rows(m, edits, n);
	m->n = 0;
	for (uint32_t at = 0, i = 0; at <= old.n;) {
		if (i < n && edits[i].old.begin == at) {
			tsl_span from = source_of(&old, edits[i].old);
			for (size_t k = 0; k < edits[i].with.len; k++)
				m->at[m->n++] = (struct byte){ edits[i].with.at[k], from };
			if (edits[i].old.end > at && m->n_gone < MOST_GONE)
				m->gone[m->n_gone++] = from;
			at = edits[i++].old.end;
		} else if (at < old.n) {
			m->at[m->n++] = old.edited ? old.at[at] : (struct byte){ old.at[at].is, { at, at + 1 } };
			at++;
		} else {
			break;
		}
	}
	m->edited |= n > 0;
}

/* ---- comparing ---- */

static int by_place(const void *a, const void *b)
{
	const tsl_span *x = a, *y = b;
	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

static void compare(struct subject *s, struct model *m)
{
	tsl_str text = document_text(&s->doc);
	must(text.len == m->n, "the text has as many bytes");
	for (uint32_t at = 0; at < m->n; at++) {
		must(text.at[at] == m->at[at].is, "each byte is the same");
		tsl_span from = document_source_span(&s->doc, (tsl_span){ at, at + 1 });
		must(!by_place(&from, &m->at[at].from), "each byte came from there");
	}
	for (int flat = 0; flat < 2; flat++) {
		tsl_rows rows = document_rows(&s->doc, s->layers[flat]);
		must(rows.n == m->n_rows[flat], "rows stay");
		for (uint32_t i = 0; i < rows.n; i++)
			must(!by_place(&rows.at[i], &m->rows[flat][i]), "rows move with their text");
	}
	tsl_rows gone = document_rows(&s->doc, (tsl_layer){ s->shape.removed });
	qsort(m->gone, m->n_gone, sizeof(*m->gone), by_place);
	must(gone.n == m->n_gone || m->n_gone == MOST_GONE, "what went is told");
	for (uint32_t i = 0; i < gone.n && m->n_gone < MOST_GONE; i++)
		must(!by_place(&gone.at[i], &m->gone[i]), "what went is told where it was, in order");
	check_document(&s->doc);
}

/* ---- making up ---- */

static void make_rows(struct subject *s, struct model *m, struct feed *f)
{
	for (int flat = 0; flat < 2; flat++) {
		uint32_t n = feed_below(f, MOST_ROWS + 1), at = 0, used = 0;
		tsl_span *to = document_begin(&s->doc, s->layers[flat], n);
		for (uint32_t i = 0; i < n; i++) {
			uint32_t begin = at + feed_below(f, 8), end = begin + feed_below(f, 8);
			tsl_str text = document_text(&s->doc);
			if (end > text.len || !document_on_code_point(text, begin) ||
			    !document_on_code_point(text, end))
				continue;
			if (used && begin == to[used - 1].begin && end < to[used - 1].end)
				continue;
			m->rows[flat][used] = to[used] = (tsl_span){ begin, end };
			used++;
			at = flat ? end : begin;
		}
		must(document_end(&s->doc, s->layers[flat], used) == TSL_OK, "good rows are taken");
		m->n_rows[flat] = used;
	}
}

/* Whether an edit list may be applied, by the contract. */
static bool is_good(const struct subject *s, const tsl_edit *edits, size_t n)
{
	uint32_t at = 0;
	for (size_t i = 0; i < n; i++) {
		tsl_span old = edits[i].old;
		if (old.begin < at || old.end < old.begin || old.end > s->doc.text.len ||
		    !document_on_code_point(s->doc.text, old.begin) || !document_on_code_point(s->doc.text, old.end))
			return false;
		at = old.end;
	}
	return true;
}

static size_t make_edits(struct subject *s, struct feed *f, tsl_edit *edits)
{
	static const char *const with[] = { "", "", "x", "yz", "\xC3\xA4", "\xF0\x9F\x98\x80!", "longer" };
	size_t n = feed_below(f, MOST_EDITS + 1);
	uint32_t at = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t begin = at + feed_below(f, 10), end = begin + feed_below(f, 10);
		if (begin <= s->doc.text.len)
			while (!document_on_code_point(s->doc.text, begin))
				begin++;
		end = end < begin ? begin : end;
		const char *text = with[feed_below(f, sizeof(with) / sizeof(*with))];
		edits[i] = (tsl_edit){ .old = { begin, end }, .with = { text, strlen(text) }, .reason = "why" };
		at = end;
	}
	return n;
}

static struct subject subject;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	struct subject *s = &subject;
	shape_init(&s->shape);
	s->layers[0].f = shape_add(&s->shape, &(struct field){ .name = "any", .type = TSL_LAYER, .writer = "fuzz" });
	s->layers[1].f = shape_add(
		&s->shape, &(struct field){ .name = "flat", .type = TSL_LAYER, .flags = TSL_FLAT, .writer = "fuzz" });
	shape_add_removed(&s->shape);
	document_init(&s->doc, &s->shape);
	s->doc.label = "fuzz";
	s->doc.may_rewrite = true;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct model m;
	struct subject *s = &subject;
	struct feed f = { data, size };
	struct feed part = feed_part(&f, feed_below(&f, LONGEST + 1));
	m.n = m.n_gone = 0;
	m.edited = false;
	document_empty(&s->doc);
	must(document_set(&s->doc, (tsl_str){ "id", 2 }, (tsl_str){ (const char *)part.at, part.left }) == TSL_OK,
	     "any text is taken");
	m.source_len = m.n = (uint32_t)s->doc.text.len;
	for (uint32_t i = 0; i < m.n; i++)
		m.at[i] = (struct byte){ s->doc.text.at[i], { i, i + 1 } };
	make_rows(s, &m, &f);
	for (int round = 0; round < 6 && f.left; round++) {
		tsl_edit edits[MOST_EDITS];
		size_t n = make_edits(s, &f, edits);
		bool good = is_good(s, edits, n);
		must((document_edit(&s->doc, edits, n) == TSL_OK) == good, "good edits are taken, and others are not");
		if (!good)
			return 0;
		apply(&m, edits, n);
		compare(s, &m);
	}
	return 0;
}
