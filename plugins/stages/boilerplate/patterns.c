#include "patterns.h"

#include <stdio.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 1000000 /* steps of backtracking in one line */
#define HEAP_LIMIT 16384    /* KiB */

bool patterns_open(struct patterns *p, const tsl_host *host, tsl_setup *setup, const tsl_list *list, const char *option)
{
	bool good = true;
	p->compiled = host->keep(setup, (list->n + 1) * sizeof(*p->compiled));
	for (size_t i = 0; i < list->n; i++) {
		int error;
		PCRE2_SIZE offset;
		pcre2_code *code = pcre2_compile((PCRE2_SPTR)list->at[i].at, list->at[i].len, PCRE2_UTF | PCRE2_UCP,
						 &error, &offset, NULL);
		if (code) {
			pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without it matching is slower, and as right */
			p->compiled[p->n++] = code;
			continue;
		}
		char where[64], message[256];
		snprintf(where, sizeof(where), "%s[%zu]", option, i);
		pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof(message));
		host->reject(setup, where, "this pattern is wrong at byte %zu: %s", offset, message);
		good = false;
	}
	return good;
}

void patterns_close(struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		pcre2_code_free(p->compiled[i]);
}

/* ---- matching ---- */

struct matcher {
	const struct patterns *patterns;
	const tsl_host *host;
	tsl_document *doc;
	pcre2_match_context *context;
	pcre2_match_data *data;
};

/* PCRE2's scratch lies in the document's memory, which nobody has to free. */
static void *get(size_t bytes, void *m)
{
	struct matcher *matcher = m;
	return matcher->host->alloc(matcher->doc, bytes);
}

static void leave(void *at, void *m)
{
	(void)at, (void)m;
}

struct matcher *matcher_new(const struct patterns *p, const tsl_host *host, tsl_document *doc)
{
	if (!p->n)
		return NULL;
	struct matcher *m = host->alloc(doc, sizeof(*m));
	*m = (struct matcher){ .patterns = p, .host = host, .doc = doc };
	pcre2_general_context *general = pcre2_general_context_create(get, leave, m);
	m->context = pcre2_match_context_create(general);
	m->data = pcre2_match_data_create(1, general);
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT);
	return m;
}

tsl_status matcher_find(struct matcher *m, const char *line, size_t len, bool *found)
{
	*found = false;
	for (size_t i = 0; m && i < m->patterns->n && !*found; i++) {
		int result = pcre2_match(m->patterns->compiled[i], (PCRE2_SPTR)line, len, 0, PCRE2_NO_UTF_CHECK,
					 m->data, m->context);
		if (result >= 0)
			*found = true;
		else if (result != PCRE2_ERROR_NOMATCH)
			return m->host->fail(m->doc,
					     "pattern %zu takes too long on a line of %zu bytes: make it simpler, or "
					     "anchor it with ^",
					     i + 1, len);
	}
	return TSL_OK;
}
