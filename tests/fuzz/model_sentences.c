#include "opening.h"

OPENING_HARNESS("sentences", "sentences", "model", "plugins/stages/sentences/sentences.model", NULL)
