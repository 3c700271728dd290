/*
 * strays.h: documents of which the table of `meta` knows nothing, and rows of it that no document has.
 *
 * Documents are told in their order, as they are written out. A row is without a document where its id is none of the
 * run's, which the ids that are kept against repetition tell at the end; nothing depends on who read what.
 */
#ifndef RUN_STRAYS_H
#define RUN_STRAYS_H

#include "base/error.h"
#include "base/str.h"
#include "pipeline/pipeline.h"
#include "run/ids.h"

#include <stddef.h>
#include <stdint.h>

#define STRAYS_NAMED 10

struct stray_ids {
	uint64_t n;
	str first; /* the first STRAYS_NAMED as JSON strings, parted by commas */
};

/* Of one reader with a table. */
struct stray {
	const struct step *reader;
	uint32_t number;
	struct stray_ids documents, rows;
	uint64_t noted; /* of the documents: how many, and how many bytes of their names, the journal has */
	size_t noted_names;
};

struct strays {
	struct stray *list;
	size_t n;
	str note;
};

/* `notes` are those of the blocks that an earlier run has written, one after another. */
void strays_init(struct strays *s, const struct steps *readers, const str *notes);
/* A document of that reader has no row. */
void strays_add(struct strays *s, uint32_t reader, const char *id, size_t len);
/* What was added since the last note, for the journal; it lives until the next. Empty where that is nothing. */
tsl_str strays_note(struct strays *s);
/* All documents are through, and these are their ids: finds the rows that have none. */
bool strays_end(struct strays *s, struct ids *ids, tsl_error *e);
void strays_release(struct strays *s);

/* A line for each kind that there is; nothing where all have found each other. */
void strays_tell(const struct strays *s, str *to);
/* An object for each table, with `first` before the first and `comma` before the others. */
void strays_json(const struct strays *s, const char *first, const char *comma, str *to);

#endif
