/*
 * run.h: one execution of a pipeline, from its file to a folder of outputs.
 */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include "run/commit.h"
#include "run/crew.h"
#include "run/folder.h"

struct run {
	struct crew crew;
	struct folder folder;
	struct commit commit;
	bool finished;    /* an earlier run had written all, and only the folder's name was missing */
	uint64_t started; /* CPU time, in nanoseconds, until the first block was asked for */
};

struct run_options {
	struct crew_options crew;
	const char *out; /* the run's folder; NULL: none, all writers write to standard output */
	enum folder_wish wish;
	/* Called before the first block and after each, where it is not NULL. `read` of `of_bytes` bytes of the input
	 * are done, as they lie in the files; of_bytes: see struct briefing. */
	void (*progress)(void *context, const struct counts *counts, uint64_t read, uint64_t of_bytes);
	void *context;
};

/*
 * Runs all documents, or those that an earlier run did not come to. With CREW_DONE, all outputs are written and closed
 * in the partial folder, and the caller may add files to it before folder_publish(). With another end the error says
 * why, unless it is empty: then the user was told. run_release() is due in any case and removes a folder that was not
 * published, unless a block was finished: then folder.keep says that it can be resumed.
 */
enum crew_end run_documents(struct run *r, const struct run_options *options, tsl_error *e);
void run_release(struct run *r);

#endif
