#include "run/identity.h"

#include "base/hash.h"
#include "version.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_FILES 10000 /* input files with a line of their own */

static void put(str *to, const char *kind, const char *name, hash128 h)
{
	str_addf(to, "%s `%s`: %016" PRIx64 "%016" PRIx64 "\n", kind, name, h.high, h.low);
}

static void put_steps(str *to, const struct bounds *bounds)
{
	for (size_t i = 0; i < bounds->n; i++)
		put(to, "the plugin", bounds->list[i].library->plugin.name, bounds->list[i].library->digest);
}

static void put_input(str *to, const char *path, hash128 *all)
{
	struct stat st;
	uint64_t facts[4] = { 0 };
	if (!stat(path, &st)) {
		facts[0] = (uint64_t)st.st_size;
		facts[1] = (uint64_t)st.st_mtim.tv_sec;
		facts[2] = (uint64_t)st.st_mtim.tv_nsec;
		facts[3] = (uint64_t)st.st_ino;
	}
	hash128 one = hash_bytes128(facts, sizeof(facts));
	hash128 parts[3] = { *all, one, hash_bytes128(path, strlen(path)) };
	*all = hash_bytes128(parts, sizeof(parts));
	if (to)
		put(to, "the input", path, one);
}

static void put_inputs(str *to, const struct files *files)
{
	hash128 all = { 0 };
	for (size_t i = 0; i < files->n; i++) {
		const struct input_file *f = &files->list[i];
		if (!f->standard_input)
			put_input(files->n <= MOST_FILES ? to : NULL, f->path, &all);
	}
	str_addf(to, "the input files: %zu %016" PRIx64 "%016" PRIx64 "\n", files->n, all.high, all.low);
}

void identity_of(const struct plan *plan, str *to)
{
	const struct pipeline *p = plan->pipeline;
	str_addf(to, "teasel: %s %s\n", TEASEL_VERSION, TEASEL_COMMIT);
	put(to, "the pipeline", p->name, hash_bytes128(p->source.at, p->source.len));
	for (size_t i = 0; i < p->params.n; i++)
		put(to, "the parameter", p->params.list[i].name,
		    hash_bytes128(p->params.list[i].value, strlen(p->params.list[i].value)));
	put_steps(to, &plan->readers);
	put_steps(to, &plan->stages);
	put_steps(to, &plan->writers);
	for (size_t i = 0; i < plan->used.n; i++)
		put(to, "the file", plan->used.list[i].path,
		    hash_bytes128(plan->used.list[i].bytes.at, plan->used.list[i].bytes.len));
	put_inputs(to, &plan->files);
}

/* ---- comparing ---- */

static tsl_str next_line(tsl_str *rest)
{
	const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
	tsl_str line = { rest->at, end ? (size_t)(end - rest->at) : rest->len };
	size_t used = line.len + (end != NULL);
	*rest = (tsl_str){ rest->at + used, rest->len - used };
	return line;
}

/* What a line is about: all in front of its digest. */
static tsl_str subject(tsl_str line)
{
	const char *colon = line.len ? memrchr(line.at, ':', line.len) : NULL;
	return (tsl_str){ line.at, colon ? (size_t)(colon - line.at) : line.len };
}

static bool equal(tsl_str a, tsl_str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

static bool has_subject(tsl_str all, tsl_str what)
{
	return what.len && all.len && memmem(all.at, all.len, what.at, what.len);
}

bool identity_is_same(tsl_str begun, tsl_str now, tsl_error *e)
{
	tsl_str all = begun;
	while (begun.len || now.len) {
		tsl_str a = next_line(&begun), b = next_line(&now);
		if (equal(a, b))
			continue;
		bool changed = equal(subject(a), subject(b)), new = b.len && !has_subject(all, subject(b));
		tsl_str what = subject(changed || new ? b : a);
		return error_set(e,
				 "the run cannot be resumed: %.*s %s since it was begun; put it back as it was, or "
				 "begin anew with --force",
				 (int)what.len, what.at,
				 changed ? "has changed"
				 : new   ? "is new"
					 : "is gone");
	}
	return true;
}
