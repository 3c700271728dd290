#include "judge.h"
#include "hold.h"

#include "word.h"

#include <string.h>

#define LINES_MOST (1u << 17) /* no page is as long; a text with more is judged line by line, without the model */

bool walk_on(struct walk *walk)
{
	if (walk->end >= walk->text.len)
		return false;
	walk->begin = walk->end;
	const char *at = walk->text.at + walk->begin;
	const char *newline = memchr(at, '\n', walk->text.len - walk->begin);
	walk->end = newline ? (uint32_t)(newline - walk->text.at) + 1 : (uint32_t)walk->text.len;
	walk->line = line_trim(at, walk->end - walk->begin);
	return true;
}

/* ---- one line ---- */

tsl_status judge_line(const boilerplate *self, struct matcher *matcher, tsl_str line, struct judgement *j)
{
	struct line folded;
	struct verdict verdict = { FAMILY_NONE, CERTAIN };
	bool found = false;
	*j = (struct judgement){ 0 };
	if (glance_may_match(&self->glance, line) && line_fold(line.at, line.len, &folded)) {
		verdict = line_judge(&folded, &self->index, self->on);
		j->staying = self->without.n && line_judge(&folded, &self->index_off, self->off).family;
	}
	if (verdict.family && verdict.certainty != HEADING) {
		j->reason = templates[verdict.family].family;
		return TSL_OK;
	}
	if (self->lines.n && wordmap_get(&self->own, word_hash(line.at, line.len), 0)) {
		j->reason = "line";
		return TSL_OK;
	}
	if (matcher_find(matcher, line.at, line.len, &found) != TSL_OK)
		return TSL_FAILED;
	if (found) {
		j->reason = "pattern";
	} else if (verdict.family) {
		j->reason = templates[verdict.family].family;
		j->heading = true;
	}
	return TSL_OK;
}

/* ---- the page ---- */

/* Room for one more line. */
static void make_room(struct lines *lines, const tsl_host *host, tsl_document *doc)
{
	if (lines->n < lines->room)
		return;
	uint32_t room = lines->room ? 2 * lines->room : 64;
	struct lines more = { host->alloc(doc, room * sizeof(*more.at)), host->alloc(doc, room * sizeof(*more.judged)),
			      lines->n, room };
	if (lines->n) {
		memcpy(more.at, lines->at, lines->n * sizeof(*more.at));
		memcpy(more.judged, lines->judged, lines->n * sizeof(*more.judged));
	}
	*lines = more;
}

static uint8_t family_of(const struct judgement *j)
{
	if (j->reason)
		return j->heading ? 1 : 2;
	return j->staying ? 3 : 0;
}

/* What the model is asked about: no line that goes anyway, nor one that the user wants to keep. */
static bool is_open(const struct facts *f)
{
	return f->family < 2;
}

/*
 * Whether a text looks like a page: lines that are no prose are many, and a third of its lines or a tenth of its bytes
 * at least. What is prose but for a few lines is left to the families, for there a mistake costs more than what the
 * model could find. This looks at the lines' lengths and ends only, so that plain texts cost next to nothing.
 */
struct look {
	uint64_t bytes, bytes_of_prose;
	uint32_t lines, other_lines;
};

#define OTHER_LINES_LEAST 16
#define PROSE_LEAST 40 /* bytes */

static void look_at(struct look *look, tsl_str line)
{
	enum mark last = facts_last(line);
	bool prose = line.len >= PROSE_LEAST && (last == MARK_STOP || last == MARK_QUOTE || last == MARK_ELLIPSIS);
	look->bytes += line.len;
	look->bytes_of_prose += prose ? line.len : 0;
	look->lines++;
	look->other_lines += !prose;
}

static bool is_page(const struct look *look)
{
	bool much = look->bytes_of_prose * 10 <= look->bytes * 9 || look->other_lines * 3 >= look->lines;
	return look->other_lines >= OTHER_LINES_LEAST && much;
}

static void ask_model(const boilerplate *self, const struct page *page, struct judgement *judged)
{
	static const char model[] = "model";
	int16_t x[FEATURES];
	bool foreign = page_is_foreign(page);
	if (!foreign && !page_is_of_site(page)) /* a site's words are known in English only */
		return;
	for (uint32_t i = 0; i < page->n; i++) {
		if (!is_open(&page->line[i]) || (foreign && facts_are_prose(&page->line[i])))
			continue;
		features_of(page, i, x);
		if (!trees_sum_above(&self->trees, x, self->odds))
			continue;
		if (judged[i].heading)
			judged[i].heading = false;
		else
			judged[i].reason = model;
	}
	page_hold(page, judged, model);
}

/* ---- what the model sees, for training ---- */

static tsl_str features_text(const tsl_host *host, tsl_document *doc, const int16_t x[FEATURES])
{
	char *at = host->alloc(doc, FEATURES * 7), *to = at;
	for (int k = 0; k < FEATURES; k++) {
		char digits[6];
		int n = 0, v = x[k] < 0 ? -x[k] : x[k];
		if (k)
			*to++ = ' ';
		if (x[k] < 0)
			*to++ = '-';
		do
			digits[n++] = (char)('0' + v % 10);
		while (v /= 10);
		while (n)
			*to++ = digits[--n];
	}
	return (tsl_str){ at, (size_t)(to - at) };
}

static tsl_status write_features(const boilerplate *self, const tsl_host *host, tsl_document *doc,
				 const struct page *page, const struct row *rows)
{
	const char *text = host->text(doc).at;
	if (host->fill(doc, self->seen, page->n) != TSL_OK)
		return TSL_FAILED;
	int64_t *begins = host->integers(doc, self->seen_begin), *scores = host->integers(doc, self->seen_score);
	tsl_str *texts = host->texts(doc, self->seen_features);
	for (uint32_t i = 0; i < page->n; i++) {
		int16_t x[FEATURES];
		features_of(page, i, x);
		begins[i] = rows[i].line.at - text;
		scores[i] = trees_sum(&self->trees, x);
		texts[i] = features_text(host, doc, x);
	}
	return TSL_OK;
}

/* ---- all of it ---- */

static uint32_t content_most(const struct row *rows, uint32_t n)
{
	uint32_t most = 1;
	for (uint32_t i = 0; i < n; i++)
		most += facts_content_most(rows[i].line.len);
	return most;
}

static tsl_status judge_by_model(const boilerplate *self, const tsl_host *host, tsl_document *doc,
				 const struct lines *lines)
{
	struct judgement *judged = lines->judged;
	const struct row *rows = lines->at;
	uint32_t n = lines->n;
	struct facts *facts = host->alloc(doc, n * sizeof(*facts));
	uint32_t *words = host->alloc(doc, content_most(rows, n) * sizeof(*words)), used = 0;
	for (uint32_t i = 0; i < n; i++) {
		facts[i] = facts_of(&self->kinds, rows[i].line, words + used);
		facts[i].family = family_of(&judged[i]);
		used += facts[i].content;
	}
	struct page page = page_of(host, doc, facts, vocabulary_shared(host, doc, facts, n, words), n);
	if (self->features && write_features(self, host, doc, &page, rows) != TSL_OK)
		return TSL_FAILED;
	if (self->model_lines)
		ask_model(self, &page, judged);
	return TSL_OK;
}

tsl_status judge_page(const boilerplate *self, const tsl_host *host, tsl_document *doc, struct matcher *matcher,
		      struct lines *lines)
{
	struct walk walk = { .text = host->text(doc) };
	struct look look = { 0 };
	for (uint32_t all = 1; walk_on(&walk); all++) {
		if (all > LINES_MOST) {
			*lines = (struct lines){ 0 };
			return TSL_OK;
		}
		if (!walk.line.len)
			continue;
		make_room(lines, host, doc);
		if (judge_line(self, matcher, walk.line, &lines->judged[lines->n]) != TSL_OK)
			return TSL_FAILED;
		look_at(&look, walk.line);
		lines->at[lines->n++] = (struct row){ walk.begin, walk.end, walk.line };
	}
	return is_page(&look) ? judge_by_model(self, host, doc, lines) : TSL_OK;
}
