/*
 * hint.h: what somebody probably wants who gave the reader a file that is not JSON Lines.
 */
#ifndef JSONL_HINT_H
#define JSONL_HINT_H

#include "json.h"

/* at: the bytes before the error. A sentence that begins with ": " or "; ", to follow the error; "" where nothing is
 * known. */
const char *hint_not_json(tsl_str line, size_t at);
const char *hint_not_object(json *value);

#endif
