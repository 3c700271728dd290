/*
 * sandbox.h: what a process gives up before it runs a plugin's code on documents.
 *
 * A stage is a pure function of its document: it opens no file, speaks to nobody and starts nothing. All that it may
 * read was opened before the fork. Where the kernel has Landlock and seccomp, asking for more ends the process, and so
 * the document.
 */
#ifndef RUN_SANDBOX_H
#define RUN_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

struct sandbox {
	bool wanted;    /* false: --no-sandbox */
	int64_t memory; /* bytes of address space beyond what the process has; 0: no limit */
};

/* What the kernel offers here. */
struct sandbox_kinds {
	int landlock; /* version, 0: none */
	bool seccomp;
};

struct sandbox_kinds sandbox_probe(void);

/* Gives it up, for good. What the process prints from now on goes to standard error, and it reads nothing. False where
 * it cannot be done though the kernel offers it. */
bool sandbox_enter(const struct sandbox *s);

#endif
