#include "opening.h"

OPENING_HARNESS("sentences, tokens, sentiment", "sentiment", "model", "plugins/stages/sentiment/sentiment.model", NULL)
