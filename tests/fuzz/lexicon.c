#include "opening.h"

OPENING_HARNESS("sentences, tokens, sentiment", "sentiment", "lexicon", NULL, "good\t1.9\n")
