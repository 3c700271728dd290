#include "opening.h"

OPENING_HARNESS("sentiment: {mode: vader}", "sentiment", "lexicon", NULL)
