/*
 * folder.h: the folder of a run, which appears whole or not at all.
 *
 * While the run lasts all is written to NAME.partial, which is locked so that no other run takes it. At the end it is
 * synced and renamed. What a run that was killed left behind in NAME.partial is removed by the next one.
 */
#ifndef RUN_FOLDER_H
#define RUN_FOLDER_H

#include "base/error.h"

#include <stdbool.h>

struct folder {
	char *path, *partial;
	int lock;
	bool replace;
};

/* Whether a run may go there, before anything is made: not where something is, unless `replace` is set and it is a run.
 */
bool folder_check(const char *path, bool replace, tsl_error *e);

/* Opens a zeroed struct. Refuses what folder_check() refuses. */
bool folder_open(struct folder *f, const char *path, bool replace, tsl_error *e);

/* Makes a new file in it; returns its descriptor, or -1. */
int folder_create(const struct folder *f, const char *name, tsl_error *e);

/* Gives the folder its name. Afterwards it stays. */
bool folder_publish(struct folder *f, tsl_error *e);

/* Removes what was not published. */
void folder_release(struct folder *f);

#endif
