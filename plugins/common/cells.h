/*
 * cells.h: the values of a column whose type is known only when the pipeline is.
 */
#ifndef COMMON_CELLS_H
#define COMMON_CELLS_H

#include <teasel.h>

/* The array of a column; of the C type that `type` names in teasel.h. */
static inline void *cells_of(const tsl_host *host, tsl_document *doc, tsl_type type, uint32_t handle)
{
	switch (type) {
	case TSL_REAL:
		return host->reals(doc, (tsl_reals){ handle });
	case TSL_INTEGER:
		return host->integers(doc, (tsl_integers){ handle });
	case TSL_BOOLEAN:
		return host->booleans(doc, (tsl_booleans){ handle });
	case TSL_TEXT:
		return host->texts(doc, (tsl_texts){ handle });
	default:
		return host->refs(doc, (tsl_refs){ handle });
	}
}

#endif
