/*
 * check.h: what must hold of every document that went through a pipeline.
 */
#ifndef FUZZ_CHECK_H
#define FUZZ_CHECK_H

#include "document/document.h"

/* Stops the harness where a row, a value or an origin is wrong. */
void check_document(tsl_document *doc);

#endif
