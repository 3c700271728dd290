#include "plugin/library.h"

#include "base/memory.h"
#include "base/path.h"
#include "plugin/note.h"
#include "plugin/option.h"
#include "plugin/trust.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LARGEST ((size_t)1 << 30)

const char *plugin_kind_name(enum plugin_kind kind)
{
	static const char *const names[] = { "plugin", "reader", "stage", "writer" };
	return names[kind];
}

/* ---- where plugins are ---- */

void search_add(struct search *s, const char *folder)
{
	s->folders = memory_room(s->folders, s->n, &s->room, sizeof(*s->folders));
	s->folders[s->n++] = memory_copy(folder, strlen(folder));
}

void search_add_own(struct search *s)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	if (n < 0)
		return;
	exe[n] = 0;
	char *folder = path_folder(exe);
	char *beside = path_join(folder, "plugins"), *installed = path_join(folder, "../lib/teasel/plugins");
	search_add(s, beside);
	search_add(s, installed);
	free(folder);
	free(beside);
	free(installed);
}

void search_release(struct search *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->folders[i]);
	free(s->folders);
	*s = (struct search){ 0 };
}

static bool is_plain_name(const char *name)
{
	return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

/* In a mixed folder a file is looked at: one that is plainly a plugin of another kind is not the one that is meant. */
static bool is_of_kind(const char *path, enum plugin_kind kind)
{
	str bytes = STR_NEEDED;
	struct note note;
	tsl_error e;
	bool other = path_read(path, LARGEST, &bytes, &e) && note_read(bytes.at, bytes.len, &note, &e) &&
		     note.kind != kind;
	str_release(&bytes);
	return !other;
}

char *library_find(const struct search *s, enum plugin_kind kind, const char *name)
{
	if (!is_plain_name(name)) /* also keeps `../` out of the path */
		return NULL;
	for (size_t i = 0; i < 2 * s->n; i++) {
		const char *folder = s->folders[i / 2];
		char *path = i % 2 ? memory_format("%s/%s.so", folder, name)
				   : memory_format("%s/%ss/%s.so", folder, plugin_kind_name(kind), name);
		if (!access(path, F_OK) && (i % 2 == 0 || is_of_kind(path, kind)))
			return path;
		free(path);
	}
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **at;
	size_t n, room;
};

static void add_name(struct names *names, const char *file)
{
	size_t len = strlen(file);
	if (len < 4 || strcmp(file + len - 3, ".so") != 0)
		return;
	names->at = memory_room(names->at, names->n, &names->room, sizeof(*names->at));
	names->at[names->n++] = memory_copy(file, len - 3);
}

static void list_folder(struct names *names, const char *folder)
{
	DIR *dir = opendir(folder);
	if (!dir)
		return;
	for (struct dirent *entry; (entry = readdir(dir));)
		add_name(names, entry->d_name);
	closedir(dir);
}

/* A plugin that lies in a mixed folder is listed only under its own kind. */
static void list_mixed(struct names *names, const char *folder, enum plugin_kind kind)
{
	struct names all = { 0 };
	list_folder(&all, folder);
	for (size_t i = 0; i < all.n; i++) {
		char *path = memory_format("%s/%s.so", folder, all.at[i]), *file = memory_format("%s.so", all.at[i]);
		str bytes = STR_NEEDED;
		struct note note;
		tsl_error e;
		if (path_read(path, LARGEST, &bytes, &e) && note_read(bytes.at, bytes.len, &note, &e) &&
		    note.kind == kind)
			add_name(names, file);
		str_release(&bytes);
		free(path);
		free(file);
		free(all.at[i]);
	}
	free(all.at);
}

char **library_names(const struct search *s, enum plugin_kind kind, size_t *n)
{
	struct names names = { 0 };
	for (size_t i = 0; i < s->n; i++) {
		char *folder = memory_format("%s/%ss", s->folders[i], plugin_kind_name(kind));
		list_folder(&names, folder);
		list_mixed(&names, s->folders[i], kind);
		free(folder);
	}
	if (names.n)
		qsort(names.at, names.n, sizeof(*names.at), by_name);
	*n = 0;
	for (size_t i = 0; i < names.n; i++) {
		if (*n && !strcmp(names.at[*n - 1], names.at[i]))
			free(names.at[i]);
		else
			names.at[(*n)++] = names.at[i];
	}
	return names.at;
}

/* ---- what must hold before a line of it runs ---- */

/* The folder of the search path in which library_find() found a path. */
static const char *folder_of(const struct search *s, const char *path, const char **name)
{
	for (size_t i = 0; i < s->n; i++) {
		size_t n = strlen(s->folders[i]);
		*name = path + n + 1;
		if (!strncmp(path, s->folders[i], n) && path[n] == '/')
			return s->folders[i];
	}
	*name = path;
	return ".";
}

static bool check_note(const struct trusted *file, enum plugin_kind kind, struct note *note, hash128 *digest,
		       tsl_error *e)
{
	char opened[32];
	str bytes = STR_NEEDED;
	snprintf(opened, sizeof(opened), "/proc/self/fd/%d", file->fd);
	bool good = path_read(opened, LARGEST, &bytes, e);
	if (!good)
		error_set(e, "cannot be read: %s", strerror(errno));
	*digest = hash_bytes128(bytes.at, bytes.len);
	good = good && note_read(bytes.at, bytes.len, note, e) && note_fits(note, e);
	if (good && note->kind != kind)
		good = error_set(e, "is a %s, not a %s", plugin_kind_name((enum plugin_kind)note->kind),
				 plugin_kind_name(kind));
	str_release(&bytes);
	return good;
}

static bool has_callbacks(const struct library *l)
{
	switch (l->kind) {
	case PLUGIN_READER:
		return l->plugin.read;
	case PLUGIN_STAGE:
		return l->plugin.process;
	default:
		return l->plugin.encode;
	}
}

static size_t option_size(tsl_type type)
{
	switch (type) {
	case TSL_BOOLEAN:
		return sizeof(bool);
	case TSL_LIST:
		return sizeof(tsl_list);
	case TSL_GROUPS:
		return sizeof(tsl_groups);
	case TSL_FILE:
		return sizeof(tsl_file);
	case TSL_TEXT:
		return sizeof(tsl_str);
	default:
		return sizeof(double);
	}
}

/* The host writes into the plugin's struct where its tables say. */
static bool fits_config(const tsl_plugin *p)
{
	for (uint32_t i = 0; i < p->options.n; i++) {
		tsl_option o = option_at(&p->options, i);
		if (!o.name || o.at > p->config_size || option_size(o.type) > p->config_size - o.at)
			return false;
	}
	for (uint32_t i = 0; i < p->fields.n; i++) {
		tsl_field f = field_at(&p->fields, i);
		if (!f.name || f.at > p->config_size || sizeof(uint32_t) > p->config_size - f.at)
			return false;
	}
	return true;
}

static bool check_descriptor(const struct library *l, tsl_error *e)
{
	const tsl_plugin *p = &l->plugin;
	const char *file = path_base(l->path);
	if (!p->name || !p->version || !p->summary)
		return error_set(e, "the plugin %s has no name, version or summary", l->path);
	if (strlen(p->name) + 3 != strlen(file) || strncmp(p->name, file, strlen(p->name)) != 0)
		return error_set(e, "the plugin %s calls itself `%s`: name the file %s.so", l->path, p->name, p->name);
	if (!has_callbacks(l))
		return error_set(e, "the plugin %s is a %s without the callback that makes it one", l->path,
				 plugin_kind_name(l->kind));
	if (!fits_config(p))
		return error_set(e,
				 "the plugin %s has options or fields outside its struct: set .config_size = sizeof it",
				 l->path);
	return true;
}

/* The plugin's own, and not that of a library which it names. */
static const tsl_plugin *find_descriptor(void *handle)
{
	const void *plugin = handle ? dlsym(handle, "tsl_this") : NULL;
	struct link_map *asked = NULL, *found = NULL;
	Dl_info info;
	if (!plugin || dlinfo(handle, RTLD_DI_LINKMAP, &asked) ||
	    !dladdr1(plugin, &info, (void **)&found, RTLD_DL_LINKMAP))
		return NULL;
	return asked == found ? plugin : NULL;
}

/*
 * What was looked at is what is loaded: nobody but the user and root can put another file where the path leads. If they
 * do it at this very moment, as `make` may, that is seen behind it. The path, rather than the descriptor, is what
 * debuggers are told. It has slashes, so that the system searches for nothing.
 */
static bool load(struct library *l, const struct trusted *file, const struct note *note, tsl_error *e)
{
	errno = 0; /* what the system's loader says need not name memory */
	l->handle = dlopen(file->path, RTLD_NOW | RTLD_LOCAL);
	if (!l->handle && errno == ENOMEM)
		return error_set(e, "cannot load the plugin %s: out of memory", l->path);
	const tsl_plugin *plugin = find_descriptor(l->handle);
	if (!l->handle)
		return error_set(e, "cannot load the plugin %s: %s", l->path, dlerror());
	if (!plugin)
		return error_set(e, "cannot load the plugin %s: it has no `tsl_this` of its own", l->path);
	if (!trust_is_unchanged(file))
		return error_set(e, "the plugin %s changed while it was being loaded: try again", l->path);
	memcpy(&l->plugin, plugin, note->plugin); /* note_fits() has seen that it is not larger */
	return check_descriptor(l, e);
}

struct library *library_open(const struct search *s, const char *path, enum plugin_kind kind, tsl_error *e)
{
	struct note note = { 0 };
	struct trusted file;
	tsl_error why;
	const char *name, *folder = folder_of(s, path, &name);
	struct library *l = memory_get(sizeof(*l));
	*l = (struct library){ .path = memory_copy(path, strlen(path)), .kind = kind };
	bool good = trust_file(&file, folder, name, &why);
	if (!good)
		error_set(e, "the plugin %s is refused: %.700s", path, why.text);
	else if (!(good = check_note(&file, kind, &note, &l->digest, &why)))
		error_set(e, "the plugin %s %.700s", path, why.text);
	good = good && load(l, &file, &note, e);
	trust_release(&file);
	if (good)
		return l;
	library_close(l);
	return NULL;
}

void library_close(struct library *l)
{
	if (!l)
		return;
	if (l->handle)
		dlclose(l->handle);
	free(l->path);
	free(l);
}
