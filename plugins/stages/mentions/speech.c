/* Quotation marks, and who speaks between them, as far as that says whom a pronoun does not mean. */
#include "reader.h"

enum { MOST_SPEECH = 300, NEAR = 4 }; /* tokens */

/* The mark that closes what this one opens, or 0. */
static uint32_t closer_of(uint32_t mark)
{
	switch (mark) {
	case '"':
		return '"';
	case 0x201C:
	case 0x201E:
		return 0x201D;
	case 0x2018:
		return 0x2019;
	case 0xAB:
		return 0xBB;
	default:
		return 0;
	}
}

/* The entity that an item names, or would take up. */
static uint64_t entity_of(const struct reader *r, const struct item *item)
{
	if (item->kind != ITEM_PRONOUN && reader_owns(r->w, item->last))
		return 0;
	if (item->kind == ITEM_NAME)
		return (uint64_t)item->target + 1;
	if (item->kind == ITEM_STRANGER)
		return reader_stranger(r->w, item->last);
	const struct actor *found = scene_resolve(&r->scene, item->form, item->form->kind, false);
	return item->form->kind == FORM_SUBJECT && found ? found->entity : 0;
}

/* "…," Lund said: who is named right behind the mark that closes. */
static uint64_t speaker_behind(const struct reader *r, uint32_t t)
{
	uint32_t end = t + 1, item = r->item;
	while (end < r->last && end - t < MOST_SPEECH && token_point(r->w, end) != r->closer)
		end++;
	while (item < r->w->n && r->w->items[item].first < end)
		item++;
	if (item == r->w->n || end >= r->last || r->w->items[item].first > end + NEAR)
		return 0;
	uint32_t last = r->w->items[item].first;
	return last < r->last ? entity_of(r, &r->w->items[item]) : 0;
}

/* Lund said: "…" */
static uint64_t speaker_before(const struct scene *s)
{
	for (uint32_t i = s->n_here; i-- > 0;)
		if (!s->here[i].spoken && s->here[i].role == ROLE_SUBJECT)
			return s->here[i].entity;
	return 0;
}

void reader_mark(struct reader *r, uint32_t t)
{
	struct scene *s = &r->scene;
	uint32_t mark = token_point(r->w, t);
	if (s->spoken) {
		s->spoken = mark != r->closer;
		return;
	}
	r->closer = closer_of(mark);
	if (!r->closer)
		return;
	s->first_person = false;
	uint64_t speaker = speaker_before(s);
	speaker = speaker ? speaker : speaker_behind(r, t);
	if (speaker || s->words)
		s->speaker = speaker;
	s->spoken = true;
}
