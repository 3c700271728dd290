/*
 * path.h: names of files and folders, and the few things done to them whole.
 *
 * What is returned as char * was allocated and belongs to the caller.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

char *path_join(const char *folder, const char *path); /* `path` itself where it is absolute */
char *path_folder(const char *path);                   /* "." where there is none */
void path_clean(char *path);                           /* takes out `//` and `./`, in place */
const char *path_base(const char *path);               /* points into `path` */

/* Reads a file up to `most` bytes; false if it cannot be read or is larger. */
bool path_read(const char *path, size_t most, str *into, tsl_error *e);

/* Writes all n bytes to a descriptor, however few the system takes at a time. False, with errno, where it cannot. */
bool path_write(int fd, const char *at, size_t n);

bool path_make_folders(const char *path, tsl_error *e); /* like mkdir -p */
bool path_is_folder(const char *path);
bool path_is_empty_folder(const char *path);
/* Removes a folder and what is in it; does not follow symbolic links. */
bool path_remove_tree(const char *path, tsl_error *e);
/* Makes a folder's entries safe on disk after files were made or renamed in it. */
bool path_sync_folder(const char *path, tsl_error *e);

#endif
