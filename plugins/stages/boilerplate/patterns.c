#include "patterns.h"

#include "chars.h"
#include "place.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 100000 /* steps of backtracking from one place in a line */
#define HEAP_LIMIT 16384   /* KiB */

/*
 * The limit is counted anew from each place of a line, and does not count every step, so that the time for a line can
 * grow with the square of its length. A pattern sees no more of a line than this many bytes.
 */
#define LINE_SEEN 4096
#define MORE 16 /* bytes behind those that are looked at where a pattern matched */

/* Why a pattern cannot be used; NULL: it can. It is tried on a sign that no pattern is about: one that finds nothing at
 * all within that finds it in every line. */
static const char *what_is_wrong(const pcre2_code *code)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int result = data ? pcre2_match(code, (PCRE2_SPTR) "\x01", 1, 0, PCRE2_NO_JIT, data, NULL) : 0;
	const PCRE2_SIZE *at = data ? pcre2_get_ovector_pointer(data) : NULL;
	bool all = at && result >= 0 && at[0] == at[1];
	pcre2_match_data_free(data);
	if (result == PCRE2_ERROR_RECURSELOOP)
		return "this pattern calls itself at the place where it is, without end: let something stand before "
		       "the call, as in \\((?R)?\\)";
	return all ? "this pattern may match nothing at all, and so matches every line" : NULL;
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
	const char *wrong = what_is_wrong(code);
	if (wrong)
		host->reject(setup, where, "%s", wrong);
	return !wrong;
}

bool patterns_open(struct patterns *p, const tsl_host *host, tsl_setup *setup, const tsl_list *list, const char *option)
{
	bool good = true;
	p->compiled = host->keep(setup, (list->n + 1) * sizeof(*p->compiled));
	for (size_t i = 0; i < list->n; i++)
		good &= add(p, host, setup, list->at[i], place_of_item(option, i).option);
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
	char *beyond; /* see is_found_beyond(); NULL until it is needed */
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

/*
 * PCRE2_NOTEOL keeps `$` from matching at the cut, but not \z, \b or a look at what follows. So what was found has to
 * be found again with some more of the line behind it, and a sign that is in no line.
 */
static int match_beyond(struct matcher *m, size_t i, const char *line, size_t len, size_t seen)
{
	size_t n = len - seen <= MORE ? len : (size_t)(char_before(line, line + seen + MORE) - line);
	if (!m->beyond)
		m->beyond = m->host->alloc(m->doc, LINE_SEEN + MORE + 1);
	memcpy(m->beyond, line, n);
	m->beyond[n] = '\x01';
	return match(m, i, m->beyond, n + 1, PCRE2_NOTEOL);
}

static int match_line(struct matcher *m, size_t i, const char *line, size_t len)
{
	if (len <= LINE_SEEN)
		return match(m, i, line, len, 0);
	size_t seen = (size_t)(char_before(line, line + LINE_SEEN + 1) - line);
	int result = match(m, i, line, seen, PCRE2_NOTEOL);
	return result >= 0 ? match_beyond(m, i, line, len, seen) : result;
}

static tsl_status fail(struct matcher *m, size_t i, size_t len, int error)
{
	char message[256];
	if (error == PCRE2_ERROR_MATCHLIMIT || error == PCRE2_ERROR_HEAPLIMIT || error == PCRE2_ERROR_DEPTHLIMIT)
		return m->host->fail(m->doc,
				     "pattern %zu takes too long on a line of %zu bytes: make it simpler, or anchor it "
				     "with ^",
				     i + 1, len);
	pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof(message));
	return m->host->fail(m->doc, "pattern %zu cannot be matched with a line of %zu bytes: %s", i + 1, len, message);
}

tsl_status matcher_find(struct matcher *m, const char *line, size_t len, bool *found)
{
	*found = false;
	for (size_t i = 0; m && i < m->patterns->n && !*found; i++) {
		int result = match_line(m, i, line, len);
		*found = result >= 0;
		if (result < 0 && result != PCRE2_ERROR_NOMATCH)
			return fail(m, i, len, result);
	}
	return TSL_OK;
}
