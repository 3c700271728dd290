#include "run/causes.h"

#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The text behind a key of a line that the program itself wrote; as it is escaped there. */
static const char *value_of(const char *line, size_t len, const char *key, size_t *n)
{
	const char *at = memmem(line, len, key, strlen(key));
	if (!at)
		return NULL;
	at += strlen(key);
	const char *end = at, *line_end = line + len;
	while (end < line_end && *end != '"')
		end += *end == '\\' && end + 1 < line_end ? 2 : 1;
	*n = (size_t)(end - at);
	return at;
}

void causes_add(struct causes *c, const char *line, size_t len)
{
	size_t stage_len, cause_len;
	const char *stage = value_of(line, len, ", \"stage\": \"", &stage_len);
	const char *cause = value_of(line, len, ", \"cause\": \"", &cause_len);
	if (!stage || !cause)
		return;
	uint64_t hash = hash_bytes(stage, (size_t)(cause + cause_len - stage));
	for (size_t i = 0; i < c->n; i++)
		if (c->list[i].hash == hash) {
			c->list[i].n++;
			return;
		}
	if (c->n == CAUSES_MOST)
		return;
	c->list = memory_room(c->list, c->n, &c->room, sizeof(*c->list));
	c->list[c->n++] = (struct cause){ hash, 1,
					  memory_format("%.*s: %.*s", (int)stage_len, stage, (int)cause_len, cause) };
}

void causes_tell(const struct causes *c, size_t most, str *to)
{
	uint64_t below = UINT64_MAX;
	size_t last = 0;
	for (size_t told = 0; told < most && told < c->n; told++) {
		const struct cause *best = NULL;
		size_t best_at = 0;
		for (size_t i = 0; i < c->n; i++) {
			const struct cause *x = &c->list[i];
			bool due = x->n < below || (x->n == below && i > last);
			if (due && (!best || x->n > best->n)) {
				best = x;
				best_at = i;
			}
		}
		str_addf(to, "  %llu times  %.200s\n", (unsigned long long)best->n, best->text);
		below = best->n;
		last = best_at;
	}
}

void causes_release(struct causes *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->list[i].text);
	free(c->list);
	*c = (struct causes){ 0 };
}
