#include "opening.h"

OPENING_HARNESS("boilerplate", "boilerplate", "model", "plugins/stages/boilerplate/boilerplate.model", NULL)
