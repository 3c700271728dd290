/*
 * trust.h: whether a file is one that only the user and root can have put there, and can put another in the place of.
 *
 * That holds where the file, each folder from the root to it and each symbolic link on the way belong to the user or
 * root, and nobody else may write them. A folder may let others write where it is sticky (/tmp), unless plugins lie in
 * it. A group may write where nobody is in it but the user and root, as in the group of one's own that Debian gives
 * everybody. Nobody is asked whether he owns a folder above the program itself: who does could change the program.
 *
 * What has passed stays what it is for as long as the user and root leave it alone: a path that is followed later leads
 * to the same file.
 */
#ifndef PLUGIN_TRUST_H
#define PLUGIN_TRUST_H

#include "base/error.h"

#include <stdbool.h>
#include <sys/stat.h>

struct trusted {
	int fd;         /* names the file and cannot be read from: open /proc/self/fd/N */
	char *path;     /* absolute, without links */
	struct stat st; /* as it was when it was looked at */
};

/* Finds the regular file `name` below a folder, and that it does not lead out of it. The error says who may write what,
 * and what to do. trust_release() is due in any case. */
bool trust_file(struct trusted *t, const char *folder, const char *name, tsl_error *e);
/* Whether the path still leads to that file, and it is as it was. */
bool trust_is_unchanged(const struct trusted *t);
void trust_release(struct trusted *t);

#endif
