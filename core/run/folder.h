/*
 * folder.h: the folder of a run, which appears whole or not at all.
 *
 * While the run lasts all is written to NAME.partial, which is locked so that no other run takes it. At the end it is
 * synced and renamed. In it, the folder `.teasel` is the run's own: what is needed to go on where a run was ended
 * before its time. It says that the partial folder is a run's, too, and goes once that has its name.
 *
 * What a run left behind that had finished no block is removed by the next one. A run that had is never lost by
 * mistake: it is resumed, or removed by one that replaces.
 */
#ifndef RUN_FOLDER_H
#define RUN_FOLDER_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define FOLDER_OWN ".teasel"
#define FOLDER_JOURNAL ".teasel/journal" /* not empty: a block was finished */

enum folder_wish {
	FOLDER_NEW,     /* not where something is */
	FOLDER_REPLACE, /* in the place of an earlier run, finished or not */
	FOLDER_RESUME,  /* what an earlier run left goes on, if there is something */
};

enum folder_state {
	FOLDER_EMPTY,
	FOLDER_BEGUN,    /* resumed: it has the journal of an earlier run */
	FOLDER_FINISHED, /* resumed: all is written, and only the name is missing */
};

struct folder {
	char *path, *partial;
	int lock;
	bool replace;
	bool keep; /* what is not published stays, to be resumed */
	enum folder_state state;
};

/* Whether a run may go there, before anything is made. */
bool folder_check(const char *path, enum folder_wish wish, tsl_error *e);

/* Opens a zeroed struct. Refuses what folder_check() refuses. */
bool folder_open(struct folder *f, const char *path, enum folder_wish wish, tsl_error *e);

/* Makes a new file in it; returns its descriptor, or -1. */
int folder_create(const struct folder *f, const char *name, tsl_error *e);
/* Opens a file that an earlier run left, for reading and writing; returns its descriptor, or -1. */
int folder_reopen(const struct folder *f, const char *name, tsl_error *e);
/* Writes a whole small file, synced; it appears at once. */
bool folder_put(const struct folder *f, const char *name, const char *at, size_t n, tsl_error *e);

/* Gives the folder its name. Afterwards it stays. */
bool folder_publish(struct folder *f, tsl_error *e);

/* Removes what was not published, unless it is to be kept. */
void folder_release(struct folder *f);

#endif
