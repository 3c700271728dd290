#include "pipeline/files.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEEPEST 64 /* folders below a pattern */

/* ---- patterns ---- */

static bool add_capture(struct path_pattern *p, arena *memory, const char *from, size_t n, tsl_error *e)
{
	const char *name = arena_copy(memory, from, n);
	if (!n || strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != n)
		return error_set(e, "`{%s}` is not a name for a column: use letters, digits and `_`", name);
	for (uint32_t i = 0; i < p->n_names; i++)
		if (!strcmp(p->names[i], name))
			return error_set(e, "`{%s}` stands twice in one path", name);
	if (p->n_names == FILES_MOST_CAPTURES)
		return error_set(e, "a path has at most %d `{name}`s", FILES_MOST_CAPTURES);
	p->names[p->n_names++] = name;
	return true;
}

bool pattern_parse(struct path_pattern *p, arena *memory, tsl_error *e)
{
	for (const char *s = p->text + p->literal; (s = strchr(s, '{')); s++) {
		size_t n = strcspn(s + 1, "/}");
		if (s[1 + n] != '}')
			return error_set(e, "`{` without `}` in the path %s", p->text);
		if (!add_capture(p, memory, s + 1, n, e))
			return false;
	}
	return true;
}

static bool is_pattern(const char *part, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("*?{", part[i]))
			return true;
	return false;
}

struct match {
	bool by_pattern; /* the file was not named as such */
	tsl_str captures[FILES_MOST_CAPTURES];
	uint32_t n;
};

/* The `*` or `{name}` met last, which can still take more of the name. Those before it need not be asked again: it can
 * take all that they would. */
struct wild {
	const char *rest; /* of the pattern; NULL: there is none */
	const char *to;   /* what it has of the name ends here */
	tsl_str *capture; /* NULL: a `*` */
};

static bool widen(struct wild *w)
{
	if (!w->rest || !*w->to)
		return false;
	w->to++;
	while (w->capture && ((unsigned char)*w->to & 0xC0) == 0x80)
		w->to++; /* not within a code point */
	if (w->capture)
		w->capture->len = (size_t)(w->to - w->capture->at);
	return true;
}

static const char *behind_code_point(const char *at)
{
	do
		at++;
	while (((unsigned char)*at & 0xC0) == 0x80);
	return at;
}

/* Matches one part of a path. A `{name}` takes at least one byte, and no more than it must. */
static bool match_part(const char *pattern, size_t n, const char *name, struct match *m)
{
	const char *end = pattern + n;
	struct wild last = { .rest = NULL };
	while (pattern < end || *name) {
		char c = pattern < end ? *pattern : 0;
		if (c == '*') {
			last = (struct wild){ ++pattern, name, NULL };
			continue;
		}
		if (c == '{') {
			last = (struct wild){ memchr(pattern, '}', (size_t)(end - pattern)), name,
					      &m->captures[m->n++] };
			last.rest++;
			*last.capture = (tsl_str){ name, 0 };
		} else if (*name && (c == '?' || c == *name)) {
			pattern++;
			name = c == '?' ? behind_code_point(name) : name + 1;
			continue;
		}
		if (!widen(&last))
			return false;
		pattern = last.rest;
		name = last.to;
	}
	return true;
}

/* ---- walking ---- */

struct walk {
	struct files *files;
	const struct path_pattern *path;
	size_t root; /* bytes of a path that come before its name */
	uint32_t reader, pattern;
	tsl_error *e;
	unsigned depth;
};

static bool visit(struct walk *w, const char *path, const char *rest, const struct match *m);

/* A name goes to outputs, which are UTF-8; names of files may be any bytes. */
static const char *valid_name(struct files *f, const char *name)
{
	size_t n = strlen(name);
	if (utf8_valid(name, n) == n)
		return name;
	char *repaired = arena_keep(&f->memory, utf8_repaired_size(name, n) + 1);
	utf8_repair(name, n, repaired);
	return repaired;
}

static void add_file(struct walk *w, const char *path, const struct match *m)
{
	struct files *f = w->files;
	f->list = memory_room(f->list, f->n, &f->room, sizeof(*f->list));
	struct input_file *file = &f->list[f->n++];
	*file = (struct input_file){ .reader = w->reader, .pattern = w->pattern };
	file->path = arena_copy(&f->memory, path, strlen(path));
	file->name = valid_name(f, file->path + w->root);
	for (uint32_t i = 0; i < m->n; i++)
		file->captures[i] = (tsl_str){ arena_copy(&f->memory, m->captures[i].at, m->captures[i].len),
					       m->captures[i].len };
}

/* Whether something is at a path that a pattern has led to. What cannot be looked at is not passed over in silence, nor
 * a link to nothing in the place of a `wanted` file: `good` is false then, with a sentence. */
static bool is_there(struct walk *w, const char *path, bool wanted, struct stat *st, bool *good)
{
	if (!stat(path, st))
		return true;
	if (errno == ELOOP)
		*good = error_set(w->e, "%s: this is a loop of links", path);
	else if (errno != ENOENT && errno != ENOTDIR)
		*good = error_set(w->e, "cannot look at %s: %s", path, strerror(errno));
	else if (wanted && !lstat(path, st))
		*good = error_set(w->e, "%s: this link leads nowhere: mend it or remove it", path);
	return false;
}

/* A name found in a folder: it matches one part of the pattern, or is passed over. */
static bool visit_entry(struct walk *w, const char *folder, const char *name, const char *part, size_t n,
			const struct match *m)
{
	struct match mine = *m;
	mine.by_pattern = true;
	bool any = n == 2 && !memcmp(part, "**", 2), deeper = true;
	if (!strcmp(name, ".") || !strcmp(name, "..") || (*name == '.' && *part != '.'))
		return true;
	const char *rest = part + n + (part[n] == '/');
	char *path = path_join(folder, name);
	if (any) {
		struct stat st;
		bool there = is_there(w, path, !*rest, &st, &deeper);
		if (there && S_ISDIR(st.st_mode))
			deeper = visit(w, path, part, &mine);
		else if (!*rest && there && S_ISREG(st.st_mode))
			add_file(w, path, m);
	} else if (match_part(part, n, name, &mine)) {
		deeper = visit(w, path, rest, &mine);
	}
	free(path);
	return deeper;
}

static bool visit_folder(struct walk *w, const char *folder, const char *part, size_t n, const struct match *m)
{
	DIR *dir = opendir(*folder ? folder : ".");
	bool good = true;
	if (!dir && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (!dir)
		return error_set(w->e, "cannot read the folder %s: %s", folder, strerror(errno));
	for (struct dirent *entry; good && (entry = readdir(dir));)
		good = visit_entry(w, *folder ? folder : ".", entry->d_name, part, n, m);
	closedir(dir);
	return good;
}

/* Whether `rest` begins within the part of the pattern that is no pattern; "**" of a folder lies elsewhere. */
static bool is_literal(const struct walk *w, const char *rest)
{
	uintptr_t at = (uintptr_t)rest, text = (uintptr_t)w->path->text;
	return at >= text && at < text + w->path->literal;
}

/* `path` exists as far as it goes; `rest` is what of the pattern is still to be matched. */
static bool visit(struct walk *w, const char *path, const char *rest, const struct match *m)
{
	struct stat st;
	if (w->depth == DEEPEST)
		return error_set(w->e, "%s: over %d folders deep, which may be a loop of links", path, DEEPEST);
	w->depth++;
	bool good = true;
	size_t n = strcspn(rest, "/");
	if (!*rest) {
		bool there = is_there(w, *path ? path : ".", true, &st, &good);
		if (there && S_ISDIR(st.st_mode))
			good = visit_folder(w, path, "**", 2, m);
		else if (there && (S_ISREG(st.st_mode) || !m->by_pattern))
			add_file(w, path, m);
	} else if (is_literal(w, rest) || !is_pattern(rest, n)) {
		char *part = memory_copy(rest, n), *next = path_join(*path ? path : ".", part);
		good = visit(w, next, rest + n + (rest[n] == '/'), m);
		free(part);
		free(next);
	} else {
		good = visit_folder(w, path, rest, n, m);
		if (good && n == 2 && !memcmp(rest, "**", 2) && rest[n]) /* `**` also stands for no folder at all */
			good = visit(w, path, rest + n + 1, m);
	}
	w->depth--;
	return good;
}

/* The input folder: all that comes before the first part with a pattern, or before the file's own name. */
static size_t root_of(const char *text, size_t literal)
{
	struct stat st;
	size_t root = 0;
	for (size_t at = 0;;) {
		size_t n = strcspn(text + at, "/");
		if (at >= literal && is_pattern(text + at, n))
			return root;
		if (!text[at + n])
			break;
		at += n + 1;
		root = at;
	}
	size_t len = strlen(text);
	return !stat(text, &st) && S_ISDIR(st.st_mode) ? len + (len && text[len - 1] != '/') : root;
}

static int by_name(const void *a, const void *b)
{
	const struct input_file *x = a, *y = b;
	return strcmp(x->name, y->name);
}

/* One pattern may match a file in several ways, and so may two patterns of one reader; the first counts. */
static void drop_repeated(struct files *f, size_t from)
{
	size_t n = from;
	for (size_t i = from; i < f->n; i++) {
		hash128 path = hash_bytes128(f->list[i].path, strlen(f->list[i].path));
		path.high ^= f->list[i].reader;
		if (seen_add(&f->seen, path))
			f->list[n++] = f->list[i];
	}
	f->n = n;
}

static bool has_folder(const char *path)
{
	DIR *dir = opendir(path);
	bool found = false;
	for (struct dirent *entry; dir && !found && (entry = readdir(dir));) {
		char *inner = path_join(path, entry->d_name);
		found = entry->d_name[0] != '.' && path_is_folder(inner);
		free(inner);
	}
	if (dir)
		closedir(dir);
	return found;
}

/* Says what is missing: the folder to look in, or the folders in it that a part of the pattern stands for. */
static bool nothing_matches(const struct path_pattern *p, size_t root, tsl_error *e)
{
	const char *part = p->text + root;
	int n = (int)strcspn(part, "/");
	char *folder = root ? memory_copy(p->text, root > 1 ? root - 1 : root) : memory_copy(".", 1);
	bool stands_for_folder = part[n] && is_pattern(part, (size_t)n) && strncmp(part, "**", 2) != 0;
	if (!path_is_folder(folder))
		error_set(e, "no file matches %s: there is no folder %s", p->text, folder);
	else if (stands_for_folder && !has_folder(folder))
		error_set(e,
			  "no file matches %s: `%.*s` stands for a folder in %s, which has none: put the files into "
			  "one",
			  p->text, n, part, folder);
	else
		error_set(e, "no file matches %s", p->text);
	free(folder);
	return false;
}

bool files_add(struct files *f, const struct path_pattern *p, uint32_t reader, uint32_t pattern, tsl_error *e)
{
	struct walk w = { .files = f,
			  .path = p,
			  .root = root_of(p->text, p->literal),
			  .reader = reader,
			  .pattern = pattern,
			  .e = e };
	size_t before = f->n;
	if (p->standard_input) {
		w.root = 0;
		add_file(&w, "stdin", &(struct match){ 0 });
		f->list[before].standard_input = true;
		return true;
	}
	bool rooted = p->text[0] == '/';
	if (!visit(&w, rooted ? "/" : "", p->text + rooted, &(struct match){ 0 }))
		return false;
	if (f->n == before)
		return nothing_matches(p, w.root, e);
	qsort(f->list + before, f->n - before, sizeof(*f->list), by_name);
	drop_repeated(f, before);
	return true;
}

void files_add_one(struct files *f, const char *path, bool standard_input, uint32_t reader, uint32_t pattern)
{
	struct walk w = { .files = f, .reader = reader, .pattern = pattern };
	size_t before = f->n;
	add_file(&w, standard_input ? "stdin" : path, &(struct match){ 0 });
	f->list[before].standard_input = standard_input;
	drop_repeated(f, before);
}

bool files_have_standard_input(const struct files *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].standard_input)
			return true;
	return false;
}

void files_release(struct files *f)
{
	free(f->list);
	seen_release(&f->seen);
	arena_release(&f->memory);
	*f = (struct files){ 0 };
}
