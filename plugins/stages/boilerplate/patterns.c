#include "patterns.h"

#include "chars.h"

#include <stdio.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 100000 /* steps of backtracking from one place in a line */
#define HEAP_LIMIT 16384   /* KiB */

/*
 * The limit is counted anew from each place of a line, and does not count every step, so that the time for a line can
 * grow with the square of its length. A pattern sees no more of a line than this many bytes.
 */
#define LINE_SEEN 4096

/* Whether a pattern finds nothing at all within a sign that no pattern is about: then it finds that in every line. */
static bool matches_all(const pcre2_code *code)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	bool found = data && pcre2_match(code, (PCRE2_SPTR) "\x01", 1, 0, 0, data, NULL) >= 0;
	const PCRE2_SIZE *at = data ? pcre2_get_ovector_pointer(data) : NULL;
	bool all = found && at[0] == at[1];
	pcre2_match_data_free(data);
	return all;
}

static bool add(struct patterns *p, const tsl_host *host, tsl_setup *setup, tsl_str pattern, const char *where)
{
	int error;
	PCRE2_SIZE offset;
	char message[256];
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
					 PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &offset, NULL);
	if (!code) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof(message));
		host->reject(setup, where, "this pattern is wrong at byte %zu: %s", offset, message);
		return false;
	}
	p->compiled[p->n++] = code;
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* without it matching is slower, and as right */
	if (!matches_all(code))
		return true;
	host->reject(setup, where, "this pattern may match nothing at all, and so matches every line");
	return false;
}

bool patterns_open(struct patterns *p, const tsl_host *host, tsl_setup *setup, const tsl_list *list, const char *option)
{
	bool good = true;
	p->compiled = host->keep(setup, (list->n + 1) * sizeof(*p->compiled));
	for (size_t i = 0; i < list->n; i++) {
		char where[64];
		snprintf(where, sizeof(where), "%s[%zu]", option, i);
		good &= add(p, host, setup, list->at[i], where);
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

/* Matches with compiled code first; where its small stack is too small, without. The answer is the same. */
static int match(struct matcher *m, size_t i, const char *line, size_t len, uint32_t flags)
{
	const pcre2_code *code = m->patterns->compiled[i];
	flags |= PCRE2_NO_UTF_CHECK;
	int result = pcre2_match(code, (PCRE2_SPTR)line, len, 0, flags, m->data, m->context);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
		result = pcre2_match(code, (PCRE2_SPTR)line, len, 0, flags | PCRE2_NO_JIT, m->data, m->context);
	return result;
}

tsl_status matcher_find(struct matcher *m, const char *line, size_t len, bool *found)
{
	size_t seen = len;
	uint32_t flags = 0;
	if (len > LINE_SEEN) {
		seen = (size_t)(char_before(line, line + LINE_SEEN + 1) - line);
		flags = PCRE2_NOTEOL; /* the cut is not the line's end */
	}
	*found = false;
	for (size_t i = 0; m && i < m->patterns->n && !*found; i++) {
		int result = match(m, i, line, seen, flags);
		*found = result >= 0;
		if (result < 0 && result != PCRE2_ERROR_NOMATCH)
			return m->host->fail(m->doc,
					     "pattern %zu takes too long on a line of %zu bytes: make it simpler, or "
					     "anchor it with ^",
					     i + 1, len);
	}
	return TSL_OK;
}
