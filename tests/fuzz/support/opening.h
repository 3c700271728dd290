/*
 * opening.h: a stage that is opened anew for each input, with the input as the file that one of its options names.
 *
 * Where it opens, a text is run through it, so that what was read from the file is used.
 */
#ifndef FUZZ_OPENING_H
#define FUZZ_OPENING_H

#include "chain.h"

struct opening {
	struct chain chain;
	struct bound *stage;
	size_t option; /* offset of the file in the stage's config */
	void *config;  /* as it stands before open() */
	char *model;   /* a sound file to be spoilt, or NULL */
	size_t n_model;
	arena memory;
	unsigned told;
};

/* `stages` as in chain_open(); `model` is a path below the project's folder; `sound`, where it is NULL, a file that the
 * stage takes. */
void opening_open(struct opening *o, const char *stages, const char *stage, const char *option, const char *model,
		  const char *sound);
void opening_feed(struct opening *o, const uint8_t *data, size_t size);

#define OPENING_HARNESS(stages, stage, option, model, sound)                 \
	static struct opening opening;                                       \
	int LLVMFuzzerInitialize(int *argc, char ***argv)                    \
	{                                                                    \
		(void)argc, (void)argv;                                      \
		opening_open(&opening, stages, stage, option, model, sound); \
		return 0;                                                    \
	}                                                                    \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)         \
	{                                                                    \
		opening_feed(&opening, data, size);                          \
		return 0;                                                    \
	}

#endif
