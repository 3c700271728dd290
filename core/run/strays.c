#include "run/strays.h"

#include "base/memory.h"
#include "pipeline/meta.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 200 /* bytes of an id that are shown */

/* ---- notes: `READER NUMBER BYTES NAMES ` for each reader that has new ones ---- */

static bool take_number(const char **at, const char *end, uint64_t *to)
{
	const char *from = *at;
	for (*to = 0; *at < end && **at >= '0' && **at <= '9'; ++*at)
		*to = *to * 10 + (uint64_t)(**at - '0');
	return *at > from && *at < end && *(*at)++ == ' ';
}

static void read_notes(struct strays *s, const str *notes)
{
	const char *at = notes->at, *end = at + notes->len;
	uint64_t reader, n, bytes;
	while (take_number(&at, end, &reader) && take_number(&at, end, &n) && take_number(&at, end, &bytes)) {
		if (bytes >= (uint64_t)(end - at))
			return;
		for (size_t i = 0; i < s->n; i++) {
			struct stray *x = &s->list[i];
			if (x->number != reader)
				continue;
			x->noted = x->documents.n += n;
			str_add(&x->documents.first, at, bytes);
			x->noted_names = x->documents.first.len;
		}
		at += bytes + 1;
	}
}

tsl_str strays_note(struct strays *s)
{
	str_clear(&s->note);
	for (size_t i = 0; i < s->n; i++) {
		struct stray *x = &s->list[i];
		const struct stray_ids *ids = &x->documents;
		size_t bytes = ids->first.len - x->noted_names;
		if (ids->n == x->noted)
			continue;
		str_addf(&s->note, "%u %llu %zu ", x->number, (unsigned long long)(ids->n - x->noted), bytes);
		str_add(&s->note, ids->first.at + x->noted_names, bytes);
		str_putc(&s->note, ' ');
		x->noted = ids->n;
		x->noted_names = ids->first.len;
	}
	return (tsl_str){ s->note.at, s->note.len };
}

/* ---- the whole ---- */

void strays_init(struct strays *s, const struct steps *readers, const str *notes)
{
	*s = (struct strays){ .note = STR_NEEDED, .list = memory_get((readers->n + 1) * sizeof(*s->list)) };
	for (size_t i = 0; i < readers->n; i++)
		if (readers->list[i].meta)
			s->list[s->n++] = (struct stray){ .reader = &readers->list[i],
							  .number = (uint32_t)i,
							  .documents.first = STR_NEEDED,
							  .rows.first = STR_NEEDED };
	if (notes->len)
		read_notes(s, notes);
}

void strays_release(struct strays *s)
{
	for (size_t i = 0; i < s->n; i++) {
		str_release(&s->list[i].documents.first);
		str_release(&s->list[i].rows.first);
	}
	str_release(&s->note);
	free(s->list);
	*s = (struct strays){ 0 };
}

static void count(struct stray_ids *ids, const char *id, size_t len)
{
	if (ids->n++ >= STRAYS_NAMED)
		return;
	size_t n = len < LONGEST ? len : LONGEST;
	while (n < len && n && ((unsigned char)id[n] & 0xC0) == 0x80)
		n--; /* not within a code point */
	str_puts(&ids->first, ids->n > 1 ? ", " : "");
	str_json(&ids->first, id, n);
	str_puts(&ids->first, n < len ? "…" : "");
}

void strays_add(struct strays *s, uint32_t reader, const char *id, size_t len)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->list[i].number == reader)
			count(&s->list[i].documents, id, len);
}

bool strays_end(struct strays *s, struct ids *ids, tsl_error *e)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct table *t = &s->list[i].reader->meta->table;
		for (size_t row = 0; row < t->n; row++) {
			enum ids_answer answer = ids_ask(ids, hash_bytes128(t->keys[row].at, t->keys[row].len), e);
			if (answer == IDS_BROKEN)
				return false;
			if (answer == IDS_NEW)
				count(&s->list[i].rows, t->keys[row].at, t->keys[row].len);
		}
	}
	return true;
}

static void put_ids(const struct stray_ids *ids, str *to)
{
	str_add(to, ids->first.at, ids->first.len);
	if (ids->n > STRAYS_NAMED)
		str_addf(to, " and %llu more", (unsigned long long)(ids->n - STRAYS_NAMED));
	str_puts(to, "\n");
}

void strays_tell(const struct strays *s, str *to)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stray *x = &s->list[i];
		unsigned long long documents = x->documents.n, rows = x->rows.n;
		if (documents) {
			str_addf(to, "%llu document%s of `%s` %s no row in %s: ", documents, documents == 1 ? "" : "s",
				 x->reader->label, documents == 1 ? "has" : "have", x->reader->meta->path);
			put_ids(&x->documents, to);
		}
		if (rows) {
			str_addf(to, "%llu row%s of %s %s no document: ", rows, rows == 1 ? "" : "s",
				 x->reader->meta->path, rows == 1 ? "has" : "have");
			put_ids(&x->rows, to);
		}
	}
}

void strays_json(const struct strays *s, const char *first, const char *comma, str *to)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stray *x = &s->list[i];
		const struct meta *m = x->reader->meta;
		str_puts(to, i ? comma : first);
		str_puts(to, "{\"step\": ");
		str_json(to, x->reader->label, strlen(x->reader->label));
		str_puts(to, ", \"path\": ");
		str_json(to, m->path, strlen(m->path));
		str_addf(to, ", \"rows\": %zu, \"rows_without_document\": %llu, \"documents_without_row\": %llu}",
			 m->table.n, (unsigned long long)x->rows.n, (unsigned long long)x->documents.n);
	}
}
