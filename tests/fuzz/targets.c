#include "opening.h"

OPENING_HARNESS("sentences, tokens, mentions: {" PEOPLE "}", "mentions", "targets_file", NULL, "Kolb\tIrena Kolb\n")
